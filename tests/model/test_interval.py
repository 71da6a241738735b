"""Intervals: overlap, containment and the precision codes of UCDP and ACLED."""

import datetime as dt

import pytest

from tollbook.model.interval import Interval, precision_of


def interval(start, end):
    """Return an interval from ISO strings, None where open."""
    first, last = (dt.date.fromisoformat(d) if d else None for d in (start, end))
    return Interval(first, last, precision_of(first, last))


@pytest.mark.parametrize(
    ("start", "end", "precision", "date_prec", "time_precision"),
    [
        ("2017-08-21", "2017-08-21", "day", 1, 1),
        ("2017-08-21", "2017-08-22", "days", 2, 2),
        ("2017-08-21", "2017-08-26", "days", 2, 2),
        ("2017-08-14", "2017-08-20", "week", 3, 2),
        ("2017-08-16", "2017-08-23", "week", 3, 2),
        ("2017-08-01", "2017-08-31", "month", 4, 3),
        ("2017-07-01", "2017-09-30", "quarter", 5, 3),
        ("2016-01-01", "2016-12-31", "year", 5, 3),
        ("2011-03-01", "2017-08-23", "longer", 5, 3),
        (None, "2017-08-23", "open", 5, 3),
        ("2017-08-23", None, "open", 5, 3),
    ],
)
def test_every_interval_has_its_codes(start, end, precision, date_prec, time_precision):
    """UCDP's date_prec and ACLED's time_precision follow from the days covered."""
    found = interval(start, end)
    assert (found.precision, found.date_prec, found.time_precision) == (precision, date_prec, time_precision)


def test_a_reversed_interval_is_refused():
    """An interval cannot end before it starts."""
    with pytest.raises(ValueError, match="not an interval"):
        interval("2017-08-23", "2017-08-21")


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "contains"),
    [
        (("2017-08-01", "2017-08-31"), ("2017-08-05", "2017-08-06"), True, True),
        (("2017-08-01", "2017-08-31"), ("2017-08-31", "2017-09-02"), True, False),
        (("2017-08-01", "2017-08-31"), ("2017-09-01", "2017-09-02"), False, False),
        ((None, "2017-08-31"), ("2017-08-05", "2017-08-06"), True, True),
        (("2017-08-01", "2017-08-31"), (None, "2017-08-06"), True, False),
    ],
)
def test_overlap_is_possible_and_containment_certain(one, other, overlaps, contains):
    """Overlap asks for one shared possible day, containment for every possible day."""
    first, second = interval(*one), interval(*other)
    assert (first.overlaps(second), first.contains(second)) == (overlaps, contains)
