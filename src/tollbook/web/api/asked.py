"""What a request asks for: filters, fields, a page. Every mistake is told with the parameter, the value and what fits."""

import base64
import binascii
import datetime as dt
import math
from collections.abc import Mapping
from typing import get_args

import msgspec

from tollbook.flow.asking.counting import Box
from tollbook.model.claim import Harm
from tollbook.publish.select import Selection
from tollbook.web.api.resources import Line, Resource

USUAL, MOST = 100, 1000
EAST, NORTH = 180, 90


class Wrong(ValueError):  # noqa: N818  # named for what the caller should know: the request is wrong
    """A parameter has a value that cannot be; the message says which, and what fits."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a list: what is kept, how many, after which key, and which fields (all where empty)."""

    selection: Selection = Selection()
    box: Box | None = None
    limit: int = USUAL
    after: str | None = None
    fields: tuple[str, ...] = ()


def asked_of(query: Mapping[str, str], resource: Resource) -> Asked:
    """Return what ``query`` asks of a list; raise Wrong for an unknown parameter or a value that does not fit."""
    known = {"limit", "cursor", "fields", *resource.filters}
    unknown = sorted(set(query) - known)
    if unknown:
        raise Wrong(f"{unknown[0]}: no such parameter here; known are {', '.join(sorted(known))}")
    return Asked(
        selection=_selection(query),
        box=_box(query.get("box", "")),
        limit=_limit(query.get("limit", str(USUAL))),
        after=_key(query["cursor"]) if query.get("cursor") else None,
        fields=_fields(query.get("fields", "")),
    )


def _selection(query: Mapping[str, str]) -> Selection:
    first, last = (_day(name, query.get(name)) for name in ("from", "to"))
    if first and last and last < first:
        raise Wrong(f"from {first} is after to {last}")
    harm = query.get("harm")
    if harm and harm not in get_args(Harm):
        raise Wrong(f"harm {harm!r} is not one of: {', '.join(get_args(Harm))}")
    area, by, speaker, grade = (query.get(name) or None for name in ("area", "by", "speaker", "grade"))
    return Selection(first=first, last=last, harm=harm or None, area=area, by=by, speaker=speaker, grade=grade)


def _day(name: str, value: str | None) -> dt.date | None:
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise Wrong(f"{name} {value[:40]!r} is no day: write YYYY-MM-DD") from error


def _box(value: str) -> Box | None:
    if not value:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if max(abs(west), abs(east)) <= EAST and -NORTH <= south <= north <= NORTH:  # false for what is no number
        return Box(west, south, east, north)
    raise Wrong(
        f"box {value[:80]!r} is none: write WEST,SOUTH,EAST,NORTH in degrees, west beyond east over the date line"
    )


def _limit(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 8 and 1 <= int(value) <= MOST):  # noqa: PLR2004  # a number too long to be meant
        raise Wrong(f"limit {value[:40]!r} is no number from 1 to {MOST}")
    return int(value)


def _fields(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in value.split(",") if name))


def cursor_of(key: str) -> str:
    """Return the opaque mark of the thing a page ended with."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _key(cursor: str) -> str:
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise Wrong(f"cursor {cursor[:40]!r} is none that this interface gave") from error


def cut(line: Line, fields: tuple[str, ...]) -> Line:
    """Return only the ``fields`` of a line, all where none are named; raise Wrong for one it does not have."""
    unknown = [name for name in fields if name not in line]
    if unknown:
        raise Wrong(f"fields: {unknown[0]!r} is no field here; known are {', '.join(sorted(line))}")
    return {name: line[name] for name in fields} if fields else line
