"""The coverage log: a quiet day is a zero for nobody."""

import datetime as dt

import pytest

from tollbook.model.coverage import Checked
from tollbook.model.document import Document
from tollbook.model.snapshot import Snapshot
from tollbook.publish.coverage import coverage_of

MONDAY = dt.date(2017, 8, 21)


def day(number):
    """Return the day that many days after Monday."""
    return MONDAY + dt.timedelta(number)


def book():
    """Return a book with one report of one outlet on Tuesday."""
    report = Document(id="d", sha256="0" * 64, text="x", published=day(1), outlet="Al-Furat Agency")
    return Snapshot(documents={"d": report})


def test_reports_checks_and_silence_are_three_states():
    """A day with a report, a day somebody checked, a day nobody looked into."""
    checked = [Checked(source="al furat agency", first=day(2), last=day(3), author="Amal", entry=4)]
    days = coverage_of(book(), checked, day(0), day(4))
    assert [d.state for d in days] == ["not_checked", "reports", "nothing_found", "nothing_found", "not_checked"]
    assert {d.source for d in days} == {"Al-Furat Agency"}


def test_a_check_of_a_source_the_book_has_nothing_of_makes_a_row():
    """What was looked at and never said anything is covered too."""
    checked = [Checked(source="Radio", first=day(0), last=day(0))]
    assert {(d.source, d.state) for d in coverage_of(Snapshot(), checked, day(0), day(0))} == {
        ("Radio", "nothing_found")
    }


def test_a_report_outranks_a_check_of_the_same_day():
    """Somebody found nothing in the morning, the outlet published in the evening."""
    checked = [Checked(source="Al-Furat Agency", first=day(1), last=day(1))]
    (found,) = coverage_of(book(), checked, day(1), day(1))
    assert (found.state, found.reports, len(found.checked)) == ("reports", 1, 1)


@pytest.mark.parametrize(("first", "last"), [(1, 0), (0, 4000)])
def test_reversed_or_endless_days_are_refused(first, last):
    """A stretch is a first and a last day, in that order, of at most ten years."""
    with pytest.raises(ValueError, match="at most ten years"):
        coverage_of(book(), [], day(first), day(last))
