"""Give the readings of a document's records their intervals, places and actor ids, by the same rules as those of claims.

Plans lie ahead of the report, all else lies behind it. What nothing decides stays open and is no Issue here.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.actor import ActorRole, Actors
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import Gazetteer
from tollbook.model.reading import ActorReading, TimeReading
from tollbook.model.record import Record
from tollbook.resolve.when.grammar import expression_of
from tollbook.resolve.when.resolve import TimeContext, resolve_time_reading
from tollbook.resolve.where.resolve import Resolver
from tollbook.resolve.who.resolve import resolve_reading
from tollbook.resolve.who.setting import Setting, setting_of

_ENDS = ("end", "late")
"""The date grammar's names for the end part of a month or week."""


_HOLDER = "holder"
"""The one role in which a state's name means its forces; in talks and alliances it means the state."""


def resolve_records(
    document: Document,
    records: Sequence[Record],
    claims: Sequence[Claim],
    *,
    gazetteer: Gazetteer,
    actors: Actors,
    focus: Sequence[str] = (),
) -> tuple[Record, ...]:
    """Return ``records`` with times, places and actors resolved; ``claims`` of the document help to read its places."""
    if not records:
        return ()
    dated = resolve_record_times(document, records)
    resolver = Resolver(document, claims, gazetteer, focus)
    setting = setting_of(document, actors, focus)
    return tuple(_placed(record, resolver, setting, actors) for record in dated)


def _placed(record: Record, resolver: Resolver, setting: Setting, actors: Actors) -> Record:
    where = resolver.reading(record.where) if record.where is not None else None
    here = setting.at(where.place.country if where is not None and where.place is not None else None)
    return msgspec.structs.replace(
        record,
        where=where,
        said_by=tuple(_actor(reading, "speaker", here, actors) for reading in record.said_by),
        by=tuple(_actor(reading, "belligerent", here, actors) for reading in record.by),
        actors={
            role: tuple(
                _actor(each, "belligerent" if role == _HOLDER else "speaker", here, actors) for each in readings
            )
            for role, readings in record.actors.items()
        },
    )


def _actor(reading: ActorReading, role: ActorRole, setting: Setting, actors: Actors) -> ActorReading:
    """Return the reading resolved in ``role``; an id that the finder already gave stays where nothing better is known."""
    resolved = resolve_reading(msgspec.structs.replace(reading, role=role), setting, actors)
    return msgspec.structs.replace(resolved, role=reading.role, actor=resolved.actor or reading.actor)


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
