"""Time expressions in sentences: what is found, and which days it means."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.document import Document
from tollbook.model.reading import TimeReading
from tollbook.resolve.when.find import find_times
from tollbook.resolve.when.resolve import TimeContext, resolve_time_reading

TABLE = Path(__file__).with_name("expressions.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
RELATIONS = {"since", "until", "event"}
PUBLISHED = dt.date(2017, 8, 23)


def report(text, published=PUBLISHED):
    """Return a document with this text."""
    return Document(id="d", sha256="", text=text, published=published)


def resolved(text, words, published=PUBLISHED, **context):
    """Return the reading of ``words`` in ``text``, resolved."""
    spot = next(s for s in find_times(text, [(0, len(text))]) if s.quote == words)
    relation = spot.kind if spot.kind in RELATIONS else "at"
    reading = TimeReading(spot.span, spot.quote, "test", relation=relation)
    return resolve_time_reading(reading, report(text, published), TimeContext(**context))


def days(interval):
    """Return an interval as two strings, a dash where open or missing."""
    return tuple(str(d or "-") for d in (interval.start, interval.end)) if interval else ("-", "-")


def test_the_table_is_long_enough():
    """The table keeps at least 150 expressions."""
    assert len(ROWS) >= 150


@pytest.mark.parametrize("row", ROWS, ids=[f"{r[2]} ({r[0]})" for r in ROWS])
def test_expression_means_these_days(row):
    """Each expression of the table is found as those words and means those days with that precision."""
    published, sentence, words, start, end, precision, reason = row
    day = None if published == "-" else dt.date.fromisoformat(published)
    reading = resolved(sentence, words, day)
    assert days(reading.interval) == (start, end), reason
    assert (reading.interval.precision if reading.interval else "-") == precision, reason
    assert reading.steps, "every answer says how it came about"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It may be that he died.", "a modal verb is no month"),
        ("Protesters march on the palace.", "a verb is no month"),
        ("Theresa May said nothing.", "a name is no month"),
        ("The second battalion lost ten men.", "an ordinal alone is no time"),
        ("Some 2,011 people fled.", "a number with a comma is no year"),
        ("More than 2000 people fled.", "a bare number is no year"),
        ("A 24-hour curfew was imposed.", "a length is no date"),
        ("They met at 7:30.", "a clock time is no date"),
        ("A two-day battle left ten dead.", "a length is no date"),
        ("They broke the fast at a Ramadan iftar.", "a feast as a qualifier dates nothing"),
    ],
)
def test_words_that_are_no_dates_are_left_alone(sentence, reason):
    """Nothing is found where the words name no time."""
    assert [s.quote for s in find_times(sentence, [(0, len(sentence))])] == [], reason


@pytest.mark.parametrize(
    ("sentence", "words", "hull", "core", "reason"),
    [
        (
            "Ten died in the past week.",
            "in the past week",
            ("2017-08-16", "2017-08-23"),
            ("2017-08-17", "2017-08-22"),
            "half days at both ends",
        ),
        (
            "Ten died over the past 24 hours.",
            "over the past 24 hours",
            ("2017-08-22", "2017-08-23"),
            ("-", "-"),
            "no whole day is sure",
        ),
        (
            "Ten died since June 6.",
            "since June 6",
            ("2017-06-06", "2017-08-23"),
            ("2017-06-06", "2017-08-22"),
            "the report's day is not over",
        ),
        (
            "Ten died since June.",
            "since June",
            ("2017-06-01", "2017-08-23"),
            ("2017-06-30", "2017-08-22"),
            "any day of June may be the origin",
        ),
        (
            "Ten died since the start of the year.",
            "since the start of the year",
            ("2017-01-01", "2017-08-23"),
            ("2017-01-01", "2017-08-22"),
            "the first day is meant",
        ),
        (
            "Ten died last month.",
            "last month",
            ("2017-07-01", "2017-07-31"),
            ("2017-07-01", "2017-07-31"),
            "a closed month is sure",
        ),
        (
            "Ten died this month.",
            "this month",
            ("2017-08-01", "2017-08-23"),
            ("2017-08-01", "2017-08-22"),
            "the report's day is not over",
        ),
        ("Ten died in late July.", "in late July", ("2017-07-21", "2017-07-31"), ("-", "-"), "late has no sharp edge"),
        ("Ten died overnight.", "overnight", ("2017-08-22", "2017-08-23"), ("-", "-"), "a night fills neither day"),
        (
            "Ten died during Ramadan.",
            "during Ramadan",
            ("2017-05-26", "2017-06-26"),
            ("-", "-"),
            "the moon gives a day of slack",
        ),
    ],
)
def test_a_coverage_has_a_core_of_sure_days(sentence, words, hull, core, reason):
    """For totals the days surely covered are kept apart from those possibly covered."""
    reading = resolved(sentence, words, coverage=True)
    assert (days(reading.interval), days(reading.core)) == (hull, core), reason


def test_an_event_has_no_core():
    """For a single event the interval is uncertainty, not coverage."""
    assert resolved("Ten died last month.", "last month").core is None


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("Talks will be held on Friday.", "on Friday", ("2017-08-25", "2017-08-25")),
        ("They will meet on September 5.", "on September 5", ("2017-09-05", "2017-09-05")),
        ("A meeting is due next week.", "next week", ("2017-08-28", "2017-09-03")),
        ("It ends in two days.", "in two days", ("2017-08-23", "2017-08-25")),
        ("They meet in mid-September.", "in mid-September", ("2017-09-11", "2017-09-20")),
    ],
)
def test_the_future_tense_looks_forward(sentence, words, expected):
    """What is still to come is dated after the report."""
    assert days(resolved(sentence, words, future=True).interval) == expected


@given(
    st.text(alphabet="Monday March 21, 2017 since the past 24 hours two days after 's.-–—()\n0123456789", max_size=120)
)
def test_spots_are_pieces_of_the_text(text):
    """Whatever the text, every spot quotes it exactly, and every spot can be resolved."""
    for spot in find_times(text, [(0, len(text))]):
        assert text[spot.span[0] : spot.span[1]] == spot.quote
        resolve_time_reading(TimeReading(spot.span, spot.quote, "test"), report(text))


def test_long_texts_take_linear_time():
    """A text ten times as long takes about ten times as long, also without a sentence end."""
    import time  # noqa: PLC0415  # only here

    def took(copies):
        text = "Ten died since the army came, three days after March 3, " * copies
        began = time.process_time()
        find_times(text, [(0, len(text))])
        return time.process_time() - began

    took(10)
    short, long = (min(took(copies) for _ in range(3)) for copies in (200, 2_000))
    assert long < 40 * max(short, 0.005)
