"""Read other people's tables of events by a mapping of columns. A row that cannot be read is named, the rest goes on."""

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence

from tollbook.model.foreign import ForeignEvent
from tollbook.model.issue import Issue
from tollbook.read.foreign_rows import JOINED, Rows, rows_in
from tollbook.vocab.country_codes import country_codes
from tollbook.vocab.imports import Columns
from tollbook.vocab.imports import Mapping as ColumnMapping

USUAL_DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%d %B %Y", "%d-%B-%Y", "%Y/%m/%d")
"""How the field's datasets write days; others are named in the mapping, since 02/03 is two days."""
NO_RADIUS_M = 5000
"""For a point without a precision: about a city."""


def read_events(content: bytes, mapping: ColumnMapping, subject: str) -> Iterator[ForeignEvent | Issue]:
    """Yield an event a row of a text file (CSV, TSV, JSON, JSON Lines, GeoJSON), or what is wrong with it.

    A row of HXL tags under the header names its columns once more. An Issue and nothing else for an empty file.
    """
    rows, issues = rows_in(content, subject)
    yield from issues
    if rows is not None:
        yield from events_in(rows, mapping, subject)


def events_in(rows: Rows, mapping: ColumnMapping, subject: str) -> Iterator[ForeignEvent | Issue]:
    """Yield an event a row, or what is wrong with it.

    First of all an Issue where none of the mapping's columns of days or of numbers is there: then nothing is read.
    """
    if missing := _missing(rows.columns, mapping):
        hint = f"The table has: {', '.join(rows.columns[:12])}. Write a mapping for it: docs/how-to/compare.md."
        yield Issue("columns-missing", "error", subject, f"no column for {' or '.join(missing)}", hint)
        return
    for row in rows.rows:
        yield row if isinstance(row, Issue) else _event(row[1], row[0], mapping, subject)


def _missing(header: Sequence[str], mapping: ColumnMapping) -> list[str]:
    wanted = {"days": mapping.first, "numbers": (*mapping.killed_low, *mapping.civilians_low, *mapping.killed_best)}
    return [name for name, columns in wanted.items() if not set(columns) & set(header)]


def _event(row: Mapping[str, str | None], line: int, mapping: ColumnMapping, subject: str) -> ForeignEvent | Issue:
    try:
        return _read(row, line, mapping)
    except ValueError as error:
        hint = "Correct the row, or the mapping; the other rows were read."
        return Issue("row-unreadable", "warning", f"{subject}:{line}", str(error), hint)


def _read(row: Mapping[str, str | None], line: int, mapping: ColumnMapping) -> ForeignEvent:
    first, last = _day(row, mapping.first, mapping), _day(row, mapping.last, mapping)
    low, best, high = (_number(row, c) for c in (mapping.killed_low, mapping.killed_best, mapping.killed_high))
    lat, lon = _degrees(row, mapping.lat, 90), _degrees(row, mapping.lon, 180)
    known = [n for n in (low, best, high) if n is not None]
    return ForeignEvent(
        id=_said(row, mapping.id) or f"row {line}",
        line=line,
        source=mapping.source,
        first=first or last,
        last=last or first,
        place=_said(row, mapping.place),
        lat=lat if lon is not None else None,
        lon=lon if lat is not None else None,
        radius_m=_radius(row, mapping) if lat is not None and lon is not None else None,
        country=_country(_said(row, mapping.country)),
        by=_parties(row, mapping),
        low=min(known) if known else None,
        best=best,
        high=max(known) if known else None,
        civilians=_range(row, mapping.civilians_low, mapping.civilians_high),
        injured=_range(row, mapping.injured_low, mapping.injured_high),
        open=_open(row, mapping),
        url=_said(row, mapping.url) or None,
    )


def _said(row: Mapping[str, str | None], columns: Columns) -> str:
    return next((v.strip() for c in columns if (v := row.get(c)) and v.strip()), "")


def _number(row: Mapping[str, str | None], columns: Columns) -> int | None:
    value = _said(row, columns).replace(",", "")
    if not value:
        return None
    try:
        number = float(value)
    except ValueError as error:
        raise ValueError(f"{columns[0]} {value[:40]!r} is no number") from error
    if number != int(number) or number < 0:
        raise ValueError(f"{columns[0]} {value[:40]!r} is no number of people")
    return int(number)


def _range(row: Mapping[str, str | None], lows: Columns, highs: Columns) -> tuple[int, int] | None:
    known = [n for n in (_number(row, lows), _number(row, highs)) if n is not None]
    return (min(known), max(known)) if known else None


def _open(row: Mapping[str, str | None], mapping: ColumnMapping) -> frozenset[str]:
    columns = {
        "killed": mapping.killed_open,
        "civilians killed": mapping.civilians_open,
        "injured": mapping.injured_open,
    }
    return frozenset(name for name, found in columns.items() if _said(row, found).lower() == "true")


def _day(row: Mapping[str, str | None], columns: Columns, mapping: ColumnMapping) -> dt.date | None:
    value = _said(row, columns)
    if not value:
        return None
    for form in (*mapping.days, *USUAL_DAYS):
        try:
            return dt.datetime.strptime(value, form).date()  # noqa: DTZ007  # a day of a table has no zone
        except ValueError:
            continue
    raise ValueError(f"{columns[0]} {value[:40]!r} is no day that the mapping knows how to read")


def _degrees(row: Mapping[str, str | None], columns: Columns, most: int) -> float | None:
    value = _said(row, columns)
    if not value:
        return None
    try:
        degrees = float(value)
    except ValueError as error:
        raise ValueError(f"{columns[0]} {value[:40]!r} is no coordinate") from error
    if not -most <= degrees <= most:
        raise ValueError(f"{columns[0]} {value} is no place on earth")
    return degrees


def _radius(row: Mapping[str, str | None], mapping: ColumnMapping) -> int:
    if metres := _number(row, mapping.metres):
        return metres
    said = _said(row, mapping.precision)
    exact = mapping.radius_m.get(said)
    longest = max((k for k in mapping.radius_m if said.startswith(k)), key=len, default=None)
    return exact if exact is not None else mapping.radius_m[longest] if longest else NO_RADIUS_M


def _country(name: str) -> str | None:
    """Return the alpha-2 code of a name or code, None where it is not known."""
    return _codes_by_name().get(name.split("(", maxsplit=1)[0].strip().casefold())


@functools.cache
def _codes_by_name() -> dict[str, str]:
    """Return the alpha-2 codes by every code and name of a country, in small letters; the first of the file keeps its own."""
    found: dict[str, str] = {}
    for country in country_codes().values():
        for name in (country.code, country.alpha3, country.name):
            if name:
                found.setdefault(name.casefold(), country.code)
    return found


def _parties(row: Mapping[str, str | None], mapping: ColumnMapping) -> tuple[str, ...]:
    said = (v.strip() for c in mapping.by if (v := row.get(c)) and v.strip())
    between = mapping.between or JOINED
    names = (part.strip() for value in said for piece in value.split(JOINED) for part in piece.split(between))
    return tuple(n for n in dict.fromkeys(names) if n and not any(n.startswith(x) for x in mapping.nobody))
