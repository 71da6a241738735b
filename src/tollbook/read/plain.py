"""Plain text, with or without a block of ``key: value`` lines before it."""

import re

import msgspec

from tollbook.model.document import Credits
from tollbook.model.issue import Issue
from tollbook.read.text import ReadText, moment_of, zone_of

FENCE = "---"
_PAIR = re.compile(r"[ \t]*([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*")
_FIELDS = {
    "id": "caller_id",
    "published": "published",
    "date": "published",
    "outlet": "outlet",
    "source": "outlet",
    "language": "language",
    "lang": "language",
    "title": "title",
    "url": "url",
    "timezone": "zone",
}
MAX_FRONT_LINES = 40


class Front(msgspec.Struct, frozen=True):
    """The pairs of a block before the text, and where the text begins."""

    pairs: tuple[tuple[str, str], ...]
    end: int


def read_plain(text: str, subject: str) -> ReadText:
    """Return the body of ``text`` and what its front matter says; characters of the body are untouched."""
    front = _fenced(text) or _open_block(text) or Front((), 0)
    issues: list[Issue] = []
    values: dict[str, object] = {}
    for key, value in front.pairs:
        field = _FIELDS.get(key.lower())
        if field is None:
            known = ", ".join(sorted(_FIELDS))
            hint = f"Known keys: {known}."
            issues.append(Issue("front-matter-key", "info", subject, f"front matter: {key!r} is not used", hint))
        elif field == "published" and value:
            moment, problems = moment_of(value, subject)
            values |= {field: moment.day, "instant": moment.instant}
            issues.extend(problems)
        elif field == "zone" and value:
            values[field], problems = zone_of(value, subject)
            issues.extend(problems)
        elif value:
            values[field] = value
    return ReadText(
        text=text[front.end :],
        credits=Credits(**values),  # type: ignore[arg-type]  # strings and a day, by the table above
        offset=front.end,
        issues=tuple(issues),
    )


def _lines(text: str) -> list[str]:
    return text.split("\n", MAX_FRONT_LINES + 1)[: MAX_FRONT_LINES + 1]


def _fenced(text: str) -> Front | None:
    """Return the block between two ``---`` lines at the very start, if there is one."""
    lines = _lines(text)
    if lines[0].rstrip() != FENCE:
        return None
    pairs: list[tuple[str, str]] = []
    position = len(lines[0]) + 1
    for line in lines[1:]:
        position += len(line) + 1
        if line.rstrip() == FENCE:
            return Front(tuple(pairs), _after_blank_lines(text, min(position, len(text))))
        found = _PAIR.fullmatch(line.rstrip("\r"))
        if found:
            pairs.append((found[1], _unquoted(found[2])))
        elif line.strip():
            return None
    return None


def _open_block(text: str) -> Front | None:
    """Return leading ``key: value`` lines ended by an empty line, if every key is one we know ("Raqqa: 5 killed" is none)."""
    pairs: list[tuple[str, str]] = []
    position = 0
    for line in _lines(text):
        position += len(line) + 1
        found = _PAIR.fullmatch(line.rstrip("\r"))
        if found and found[1].lower() in _FIELDS:
            pairs.append((found[1], _unquoted(found[2])))
        elif not line.strip() and pairs:
            return Front(tuple(pairs), _after_blank_lines(text, min(position, len(text))))
        else:
            return None
    return None


def _after_blank_lines(text: str, position: int) -> int:
    while position < len(text) and text[position] in "\r\n":
        position += 1
    return position


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
