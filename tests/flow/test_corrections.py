"""Corrections of single fields."""

import datetime as dt

import msgspec
import pytest

from books import bare_kit, count_words
from tollbook.flow.judging.corrections import correct, days_of
from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval

TEXT = "9 people were killed in Hama."
DOCUMENT = Document(id="d1", sha256="", text=TEXT, published=dt.date(2019, 5, 1))


@pytest.fixture
def claim() -> Claim:
    """Return a claim with a day and a place."""
    return count_words(DOCUMENT, bare_kit()).claims[0]


@pytest.mark.parametrize(
    ("field", "value", "path", "expected"),
    [
        ("harm", "injured", "harm", "injured"),
        ("scope", "period", "scope", "period"),
        ("stance", "denied", "stance", "denied"),
        ("status", "civilian", "who.status", "civilian"),
        ("group", "children", "who.group", "children"),
        ("group", "none", "who.group", None),
        ("bound", "about", "count.bound", "about"),
        ("count", "12", "count", Count(12, 12)),
        ("count", "9..11", "count", Count(9, 11, "range")),
        ("count", "9+", "count", Count(9, None, "at_least")),
        ("high", "12", "count", Count(9, 12, "range")),
        ("high", "open", "count", Count(9, None, "at_least")),
        ("low", "7", "count", Count(7, 9, "range")),
        ("when", "2019-04-30", "when.interval", Interval(dt.date(2019, 4, 30), dt.date(2019, 4, 30), "day")),
        ("when", "none", "when", None),
        ("where", "Homs", "where.name", "Homs"),
        ("where", "Tower @ 34.73, 36.71, 200", "where.place.radius_m", 200),
        ("where", "none", "where", None),
        ("by", "US-led coalition; X", "by.0.actor", "coalition"),
        ("by", "none", "by", ()),
        ("said_by", "the observatory", "said_by.0.actor", "sohr"),
        ("said_by", "somebody", "said_by.0.actor", None),
        ("means", "airstrike", "means.value", "airstrike"),
        ("means", "none", "means", None),
    ],
)
def test_a_field_takes_its_new_value(claim, field, value, path, expected):
    """Everything else stays, and what was judged says so."""
    changed = correct(claim, field, value, DOCUMENT, bare_kit())
    found = changed
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    assert found == expected
    assert (changed.id, changed.span, changed.quote) == (claim.id, claim.span, claim.quote)
    for reading in (changed.when, changed.where, changed.means, *changed.by, *changed.said_by):
        assert reading is None or TEXT[slice(*reading.span)] == reading.quote
    if field in {"where", "when", "by", "said_by", "means"} and value != "none":
        reading = getattr(changed, field)
        assert (reading[0] if isinstance(reading, tuple) else reading).method == "judged"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("id", "x", "is no field"),
        ("harm", "hurt", "killed, injured"),
        ("low", "-1", "whole number"),
        ("low", "10", "above high 9"),
        ("count", "11..9", "above high"),
        ("count", "about 9", "write 40"),
        ("when", "2019-02-30", "day is out of range"),
        ("when", "..", "write 2017"),
        ("when", "2019-05-02..2019-05-01", "not an interval"),
        ("where", "", "place name"),
        ("where", "X @ 95, 10", "no point on earth"),
        ("by", " ; ", "give a name"),
        ("group", "", "children"),
        ("means", "Air Strike", "one word"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(claim, field, value, expected):
    """The message names what is accepted."""
    with pytest.raises(ValueError, match=expected):
        correct(claim, field, value, DOCUMENT, bare_kit())


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [("2019-05-01", 1, 1), ("2019-05-01..2019-05-03", 1, 3), ("2019-05-01..", 1, None), ("..2019-05-03", None, 3)],
)
def test_days_are_written_as_one_or_as_an_interval(value, start, end):
    """Open ends stay open."""
    interval = days_of(value)
    assert [day.day if day else None for day in (interval.start, interval.end)] == [start, end]


def test_a_claim_without_readings_takes_them_on_its_own_words(claim):
    """There are no other words to stand on."""
    bare = msgspec.structs.replace(claim, when=None, where=None)
    changed = correct(correct(bare, "when", "2019-05-01", DOCUMENT, bare_kit()), "where", "Hama", DOCUMENT, bare_kit())
    assert changed.when.quote == changed.where.quote == claim.quote
