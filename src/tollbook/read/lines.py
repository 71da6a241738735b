"""JSON Lines: each line one report, ``{"id","text","published","outlet","language","title","url","timezone"}``; other keys are left."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tollbook.model.document import Credits
from tollbook.model.issue import Issue
from tollbook.read.rows import BROKEN, MARK
from tollbook.read.text import ReadText, Unreadable, moment_of, zone_of

_TEXT_KEYS = ("outlet", "language", "title", "url")
_HINT = 'Each line is one JSON object with at least "text". The other lines were read; correct this one and run again.'


def read_lines(lines: Iterable[bytes], subject: str) -> Iterator[ReadText | Unreadable]:
    """Yield one text a line, or what is wrong with that line and its number; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        content = line.removeprefix(MARK) if number == 1 else line
        if content.strip():
            yield read_line(content, number, subject)


def read_line(line: bytes, number: int, subject: str) -> ReadText | Unreadable:
    """Return the report of one line. Its text is kept exactly as given."""
    where = f"{subject}:{number}"
    try:
        row = msgspec.json.decode(line)
    except BROKEN as error:
        return _broken(where, number, f"not JSON ({error}): {_start(line)}")
    if not isinstance(row, dict):
        return _broken(where, number, f"not an object: {_start(line)}")
    return read_row(row, number, subject)


def read_row(row: dict[str, Any], number: int, subject: str) -> ReadText | Unreadable:
    """Return the report of one row whose values are known by name, wherever they were written."""
    where = f"{subject}:{number}"
    text = row.get("text")
    if not isinstance(text, str):
        return _broken(where, number, f'"text" is {_kind(text)}, not a string')
    said, issues = _credits(row, where)
    return ReadText(text=text, credits=said, media_type="application/json", line=number, issues=tuple(issues))


def _credits(row: dict[str, Any], where: str) -> tuple[Credits, list[Issue]]:
    values: dict[str, Any] = {}
    issues: list[Issue] = []
    caller = row.get("id")
    if isinstance(caller, str | int) and not isinstance(caller, bool):
        values["caller_id"] = str(caller)
    elif caller is not None:
        issues.append(_unused("id", caller, where))
    for key in _TEXT_KEYS:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            values[key] = value
        elif value is not None and not isinstance(value, str):
            issues.append(_unused(key, value, where))
    published = row.get("published")
    if isinstance(published, str) and published.strip():
        moment, problems = moment_of(published, where)
        values |= {"published": moment.day, "instant": moment.instant}
        issues.extend(problems)
    elif published is not None and published != "":
        issues.append(_unused("published", published, where))
    zone = row.get("timezone")
    if isinstance(zone, str) and zone.strip():
        values["zone"], problems = zone_of(zone, where)
        issues.extend(problems)
    elif zone is not None and zone != "":
        issues.append(_unused("timezone", zone, where))
    return Credits(**values), issues


def _unused(key: str, value: object, where: str) -> Issue:
    message = f'"{key}" is {_kind(value)}, not a string: left out'
    return Issue("field-not-used", "warning", where, message, "Give the value as a JSON string, or leave the key out.")


def _broken(where: str, number: int, message: str) -> Unreadable:
    return Unreadable(issues=(Issue("broken-line", "error", where, message, _HINT),), line=number)


def _start(line: bytes) -> str:
    return repr(line[:60].decode("utf-8", "replace"))


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "missing or null" if value is None else names.get(type(value), "of another kind")
