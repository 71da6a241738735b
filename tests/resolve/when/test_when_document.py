"""Dates of a whole report: dateline, missing date, operations, other events, Issues."""

import datetime as dt

import pytest

from tollbook.extract.sentences.segment import segment
from tollbook.extract.times.attach import attach_times
from tollbook.model.claim import Claim, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.reading import TimeReading
from tollbook.resolve.when.find import find_times
from tollbook.resolve.when.origins import dateline, local_day, operation_in, report_day
from tollbook.resolve.when.resolve import resolve_time_reading, resolve_times

PUBLISHED = dt.date(2017, 8, 23)


def told(text, quote, published=PUBLISHED, scope="incident"):
    """Return the resolved claim of ``quote`` in ``text`` and the Issues."""
    head = text.index(quote)
    claim = Claim(
        id=claim_id(text, head, 0),
        document="d",
        span=(head, head + len(quote)),
        quote=quote,
        head=head,
        harm="killed",
        count=Count(1, 1),
        scope=scope,
    )
    document = Document(id="d", sha256="", text=text, published=published)
    sentences = segment(text)
    spots = find_times(text, [s.span for s in sentences])
    claims, issues = resolve_times(document, attach_times(text, sentences, [claim], spots))
    return claims[0], issues


def days(claim):
    """Return the claim's days as strings."""
    hull = claim.when.interval if claim.when else None
    return (str(hull.start or "-"), str(hull.end or "-")) if hull else None


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("RAQQA, Aug. 22 (Agency) - Shells fell on the town.", "Aug. 22", "place, date, agency, dash"),
        ("SAN SALVADOR, 3 JAN 90 -- [REPORT] SHELLS FELL.", "3 JAN 90", "capitals and two digits"),
        ("Gaza, 12 January 2024 – Shells fell.", "12 January 2024", "no agency"),
        ("Aug. 21 (Wire) -- Shells fell.", "Aug. 21", "no place"),
        ("BAMAKO, Mali, March 3, 2019 — Shells fell.", "March 3, 2019", "place and country"),
    ],
)
def test_a_dateline_is_found(text, words, reason):
    """The date at the head of a report is its dateline."""
    found = dateline(text)
    assert found is not None, reason
    assert text[found.start : found.end] == words, reason


@pytest.mark.parametrize(
    "text",
    [
        "On Aug. 22 - a Tuesday - shells fell on the town.",
        "Shells fell on March 3, killing two.",
        "The raid of 12 January 2024 – the third – killed two.",
    ],
)
def test_a_date_in_a_sentence_is_no_dateline(text):
    """A date inside a sentence stays a date of its event."""
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("head", "published", "expected", "reason"),
    [
        (
            "RAQQA, Aug. 22 (Agency) - ",
            dt.date(2017, 8, 23),
            dt.date(2017, 8, 22),
            "filed the day before the feed's day",
        ),
        (
            "RAQQA, Aug. 2 (Agency) - ",
            dt.date(2017, 8, 23),
            dt.date(2017, 8, 23),
            "three weeks older: another report's",
        ),
        ("LIMA, 9 JAN 90 (Agency) -- ", None, dt.date(1990, 1, 9), "no feed date, but a full dateline"),
        ("LIMA, 9 JAN (Agency) -- ", None, None, "no year anywhere"),
    ],
)
def test_today_is_the_day_of_the_dateline(head, published, expected, reason):
    """A feed may give another zone's day; the text counts from its own."""
    text = head + "Two men were killed today."
    assert report_day(Document(id="d", sha256="", text=text, published=published)) == expected, reason
    claim, _ = told(text, "Two men", published)
    assert days(claim) == ((str(expected), str(expected)) if expected else None), reason


def test_without_a_date_one_issue_asks_for_it():
    """Relative dates of an undated report stay unresolved, and one Issue says what is missing."""
    claim, issues = told("Two men were killed on Monday.", "Two men", None)
    assert claim.when.interval is None
    assert [i.code for i in issues] == ["report-date-missing"]
    assert '"on Monday"' in issues[0].message


def test_a_date_after_the_report_is_an_issue():
    """Harm cannot lie after its report; the words stand and a person is asked."""
    claim, issues = told("Two men were killed on August 30, 2017.", "Two men")
    assert days(claim) == ("2017-08-30", "2017-08-30")
    assert [i.code for i in issues] == ["date-after-report"]


@pytest.mark.parametrize(
    ("phrase", "published", "expected"),
    [
        ("since Operation Protective Edge began", dt.date(2014, 8, 1), ("2014-07-08", "2014-08-01")),
        ("since the start of Operation Olive Branch", dt.date(2018, 2, 1), ("2018-01-20", "2018-02-01")),
        ("since Operation Decisive Storm was launched", dt.date(2015, 5, 1), ("2015-03-25", "2015-05-01")),
        ("since Operation Swords of Iron began", dt.date(2023, 11, 1), ("2023-10-07", "2023-11-01")),
        ("since Operation Gideon’s Chariots began", dt.date(2025, 6, 1), ("2025-05-16", "2025-06-01")),
        ("since Operation Gideon's Chariots II began", dt.date(2025, 9, 20), ("2025-09-15", "2025-09-20")),
        ("since Operation True Promise 4 began", dt.date(2026, 1, 1), ("-", "2026-01-01")),
        ("since Operation Claw-Unheard Of began", dt.date(2023, 1, 1), ("-", "2023-01-01")),
        ("since Operation Unheard Of began", dt.date(2015, 5, 1), ("-", "2015-05-01")),
        ("since the campaign began", dt.date(2015, 5, 1), ("-", "2015-05-01")),
    ],
)
def test_a_named_operation_dates_an_origin(phrase, published, expected):
    """A listed operation gives the origin and its source; an unknown one leaves the start open."""
    claim, issues = told(
        f"At least 90 people have been killed {phrase}.", "At least 90 people", published, "cumulative"
    )
    assert days(claim) == expected
    assert not issues
    assert claim.when.steps


def test_the_reports_own_date_wins_over_the_list():
    """A date in the text stands, and the difference is an Issue."""
    text = "At least 90 people have been killed since the third phase of the Raqqa offensive announced in June."
    claim, issues = told(text, "At least 90 people", scope="cumulative")
    assert days(claim) == ("2017-06-01", "2017-08-23")
    assert [i.code for i in issues] == ["operation-date-conflict"]
    assert operation_in(claim.when.quote).start == dt.date(2017, 2, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The siege began on March 1. A month into the siege, 12 people have starved.", ("2017-04-01", "2017-04-30")),
        ("A month into the siege, 12 people have starved.", None),
    ],
)
def test_a_month_into_hangs_on_the_origin(text, expected):
    """Without an origin's date in the text nothing is said."""
    claim, _ = told(text, "12 people", dt.date(2017, 5, 2))
    assert days(claim) == expected


def test_a_core_is_kept_for_totals_only():
    """A total knows its sure days; an event does not claim any."""
    text = "Some 90 people have been killed since June."
    total, _ = told(text, "Some 90 people", scope="cumulative")
    assert (str(total.when.core.start), str(total.when.core.end)) == ("2017-06-30", "2017-08-22")
    event, _ = told("Some 90 people were killed in June.", "Some 90 people")
    assert event.when.core is None


def test_the_local_day_is_not_the_feeds():
    """Twenty past nine at night in UTC is the next day in Damascus in summer."""
    instant = dt.datetime(2017, 8, 22, 21, 20, tzinfo=dt.UTC)
    assert local_day(instant, "Asia/Damascus") == dt.date(2017, 8, 23)
    with pytest.raises(ValueError, match="no zone"):
        local_day(dt.datetime(2017, 8, 22, 21, 20), "Asia/Damascus")  # noqa: DTZ001  # the point of the test


@pytest.mark.parametrize("language", ["fr", "ku", "xx"])
def test_a_language_without_date_words_is_read_as_english(language):
    """Dates in figures are understood in any text; an unknown language stops nothing."""
    text = "Deux morts le 2017-08-21."
    document = Document(id="d", sha256="", text=text, published=PUBLISHED, language=language)
    assert report_day(document) == PUBLISHED
    spot = find_times(text, [(0, len(text))])[0]
    reading = resolve_time_reading(TimeReading(spot.span, spot.quote, "test"), document)
    assert reading.interval.start == reading.interval.end == dt.date(2017, 8, 21)
