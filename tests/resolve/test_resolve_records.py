"""Dates, places and actors of records: plans lie ahead, all else behind."""

import datetime as dt

import pytest

from tollbook.flow.kit import default_kit
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document
from tollbook.model.reading import TimeReading
from tollbook.model.record import Record
from tollbook.resolve.records import resolve_record_times

PUBLISHED = dt.date(2019, 10, 10)


def resolved(text, kind, words, **fields):
    """Return a record of ``kind`` whose date is at ``words`` of ``text``, resolved against a Thursday."""
    start = text.index(words)
    reading = TimeReading((start, start + len(words)), words, "spot")
    document = Document(id="d", sha256="", text=text, published=PUBLISHED)
    record = Record(id="r", document="d", kind=kind, span=(0, 1), quote=text[:1], when=reading, **fields)
    interval = resolve_record_times(document, [record])[0].when.interval
    return (interval.start, interval.end)


@pytest.mark.parametrize(
    ("kind", "words", "first", "last", "reason"),
    [
        ("agenda", "in November", "2019-11-01", "2019-11-30", "a planned month is the next one"),
        ("past_event", "in November", "2018-11-01", "2018-11-30", "a past month is the last one"),
        ("agenda", "before the end of November", "2019-10-10", "2019-11-30", "a plan starts when it is told"),
        ("agenda", "by Monday", "2019-10-10", "2019-10-14", "a weekday ahead"),
        ("statement", "on Monday", "2019-10-07", "2019-10-07", "a weekday behind"),
    ],
)
def test_plans_are_read_forward(kind, words, first, last, reason):
    """The kind of a record decides the direction of its date."""
    text = f"Something was said or planned {words}."
    assert resolved(text, kind, words) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last)), reason


def test_the_old_date_of_a_move_lies_near_the_new_one():
    """Talks put off from a date just past are not moved back from next year."""
    text = "Talks between the army and the rebels have been postponed from 2 October to 15 October, a mediator said."
    document = Document(id="d", sha256="", text=text, published=PUBLISHED)
    (moved,) = [r for r in read_claims(document, default_kit()).records if r.kind == "agenda"]
    assert moved.times["from"].interval.start == dt.date(2019, 10, 2)
    assert moved.when.interval.start == dt.date(2019, 10, 15)


def test_a_state_at_talks_is_the_state_and_its_forces_hold_a_place():
    """The same name is read by its role."""
    text = "Russia and Turkey will hold talks in Ankara in November. Shells fell on Russian-held Lyman in Ukraine as troops fought."
    document = Document(id="d", sha256="", text=text, published=dt.date(2023, 1, 10))
    found = {record.kind: record for record in read_claims(document, default_kit()).records}
    assert [a.actor for a in found["agenda"].actors["participant"]] == ["ru-state", "tr-state"]
    assert found["control"].actors["holder"][0].actor.startswith("ru-forces")
    assert found["control"].where.place.country == "UA"


def test_without_a_date_of_publication_relative_dates_stay_open():
    """No invented day."""
    text = "Talks between the army and the rebels will resume on Monday."
    document = Document(id="d", sha256="", text=text)
    (item,) = [r for r in read_claims(document, default_kit()).records if r.kind == "agenda"]
    assert item.when.interval is None
