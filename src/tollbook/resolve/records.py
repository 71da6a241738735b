"""Give the readings of a document's records their intervals. Plans lie ahead of the report; all else lies behind it."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.reading import TimeReading
from tollbook.model.record import Record
from tollbook.resolve.when.grammar import expression_of
from tollbook.resolve.when.resolve import TimeContext, resolve_time_reading

_ENDS = ("end", "late")
"""The date grammar's names for the end part of a month or week."""


def resolve_record_times(document: Document, records: Sequence[Record]) -> tuple[Record, ...]:
    """Return ``records`` with ``when``, ``as_of`` and ``times`` resolved against the document's date.

    A planned date is read forward ("in September" is the next one), the day somebody spoke backward, by tense. A plan
    with no first day ("by Friday") begins with the day it was told.
    """
    return tuple(_resolved(document, record) for record in records)


def _resolved(document: Document, record: Record) -> Record:
    if record.when is None and record.as_of is None and not record.times:
        return record
    as_of = resolve_time_reading(record.as_of, document) if record.as_of is not None else None
    if record.kind != "agenda":
        when = resolve_time_reading(record.when, document) if record.when is not None else None
        times = {role: resolve_time_reading(reading, document) for role, reading in record.times.items()}
        return msgspec.structs.replace(record, when=when, as_of=as_of, times=times)
    told = as_of.interval.start if as_of is not None and as_of.interval is not None else document.published
    when = _ahead(document, record.when, told) if record.when is not None else None
    times = {role: _ahead(document, reading, told) for role, reading in record.times.items()}
    if "from" in times:
        goal = when.interval if when is not None else None
        times["from"] = _nearest(document, record.times["from"], times["from"], goal)
    return msgspec.structs.replace(record, when=when, as_of=as_of, times=times)


def _nearest(document: Document, reading: TimeReading, ahead: TimeReading, goal: Interval | None) -> TimeReading:
    """Return the old date of a move read forward or backward, whichever lies nearer the new date (or the report)."""
    behind = resolve_time_reading(reading, document)
    middle = goal.start if goal is not None and goal.start is not None else document.published
    if middle is None:
        return ahead
    return min((ahead, behind), key=lambda each: _days_apart(each.interval, middle))


def _days_apart(days: Interval | None, day: dt.date) -> int:
    return abs((days.start - day).days) if days is not None and days.start is not None else 10**6


def _ahead(document: Document, reading: TimeReading, told: dt.date | None) -> TimeReading:
    """Return a planned date's reading resolved; "before the end of August" goes to its last day."""
    expression = expression_of(reading.quote, document.language or "en")
    if expression is not None and expression.relation == "before" and expression.values.get("e") in _ENDS:
        reading = msgspec.structs.replace(reading, relation="until")
    resolved = resolve_time_reading(reading, document, TimeContext(future=True))
    days = resolved.interval
    if days is None or days.start is not None or days.end is None or told is None or told > days.end:
        return resolved
    steps = (*resolved.steps, f"a plan told on {told} lies after that day")
    return msgspec.structs.replace(resolved, interval=Interval(told, days.end, "days"), steps=steps)
