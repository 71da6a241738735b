"""A book without the words of its reports, and words blacked out letter for letter. Numbers, names and codes stay. Pure."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from tollbook.model.snapshot import Snapshot
from tollbook.publish.texts import DAYS

BLACK = "█"
SOURCE = "a source"
"""Who says it, where a policy keeps the name in."""
UNQUOTED = "…"
"""What stands where a report's words stood."""
OWN = frozenset({"steps", "notes"})
"""Fields that explain how words were read, in sentences made of these words."""
_NOT_SPACE = re.compile(r"\S")
_MARK = re.compile("[“”]")
STRAIGHT = '"'
_STRAIGHT = re.compile('"[^"]*"')
T = TypeVar("T", bound=msgspec.Struct)


def blackened(text: str) -> str:
    """Return the text with every letter and sign blacked out; its length, lines and gaps stay."""
    return _NOT_SPACE.sub(BLACK, text)


def without_quotes(snapshot: Snapshot) -> Snapshot:
    """Return the book without reports' own words: quotes, sentences that quote them, records, which are words, and texts.

    Texts keep their length, so that every span still lies in its report.
    """
    bare = _Bare(snapshot)
    claims = {k: msgspec.structs.replace(bare.of(c), original=None) for k, c in snapshot.claims.items()}
    return msgspec.structs.replace(
        snapshot,
        documents={k: msgspec.structs.replace(d, text=blackened(d.text)) for k, d in snapshot.documents.items()},
        claims=claims,
        incidents={k: bare.of(i) for k, i in snapshot.incidents.items()},
        records=(),
        totals=tuple(bare.of(t) for t in snapshot.totals),
        issues=tuple(bare.of(i) for i in snapshot.issues),
        entries=tuple(bare.of(e) for e in snapshot.entries),
    )


class _Bare:
    """Takes the words of one book's reports out of its values."""

    def __init__(self, snapshot: Snapshot) -> None:
        # quotes that hold quotation marks themselves cannot be told from the sentence around them unless they are known
        held = {q for q in _quotes(snapshot) if _MARK.search(q) or '"' in q}
        marked = {f"“{q}”" for q in held} | {f'"{q}"' for q in held}
        self._known = AhoCorasick(sorted(marked), matchkind=MatchKind.LeftmostLongest) if marked else None

    def of(self, value: T) -> T:
        """Return the value without reports' words in any of its fields."""
        plain = msgspec.to_builtins(value, builtin_types=DAYS)
        new = self._deep(plain)
        return value if new == plain else msgspec.convert(new, type(value), builtin_types=DAYS)

    def _deep(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._sentence(value)
        if isinstance(value, dict):
            return {key: self._field(key, item) for key, item in value.items()}
        return type(value)(self._deep(item) for item in value) if isinstance(value, list | tuple) else value

    def _field(self, key: str, value: Any) -> Any:
        if key == "quote" and isinstance(value, str):
            return UNQUOTED if value else value
        return () if key in OWN else self._deep(value)

    def _sentence(self, text: str) -> str:
        if not _MARK.search(text) and '"' not in text:
            return text
        hits = self._known.find_matches_as_indexes(text) if self._known else []
        for _, start, end in reversed(hits):
            text = text[: start + 1] + UNQUOTED + text[end - 1 :]
        return _without_straight(_without_curly(text))


def _quotes(snapshot: Snapshot) -> Iterator[str]:
    """Yield every quote of claims and records, as it stands and on one line."""
    for value in (*snapshot.claims.values(), *snapshot.records):
        for quote in _in(msgspec.to_builtins(value, builtin_types=DAYS)):
            yield from (quote, " ".join(quote.split()))


def _in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (v for k, v in value.items() if k == "quote" and isinstance(v, str))
    if isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _in(item)


def _without_curly(text: str) -> str:
    """Return the sentence without what stands in its outer curly marks; of marks that do not pair, all between them goes."""
    depth, start, parts, last = 0, 0, [], 0
    for mark in _MARK.finditer(text):
        depth += 1 if mark[0] == "“" else -1
        if depth < 0:
            return _cut(text)
        if depth == 1 and mark[0] == "“":
            start = mark.end()
        elif depth == 0:
            parts += [text[last:start], UNQUOTED]
            last = mark.start()
    return _cut(text) if depth else "".join([*parts, text[last:]])


def _without_straight(text: str) -> str:
    """Return the sentence without what stands in straight marks; of an odd number, all from the first on goes."""
    if text.count(STRAIGHT) % 2:
        return f'{text[: text.index(STRAIGHT) + 1]}{UNQUOTED}"'
    return _STRAIGHT.sub(f'"{UNQUOTED}"', text)


def _cut(text: str) -> str:
    """Return the sentence without all from its first mark to its last; what is closed only or opened only goes whole."""
    marks = list(_MARK.finditer(text))
    before = text[: marks[0].start()] if marks[0][0] == "“" else ""
    after = text[marks[-1].end() :] if marks[-1][0] == "”" else ""
    return f"{before}“{UNQUOTED}”{after}"
