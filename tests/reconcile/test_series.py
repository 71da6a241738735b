"""Series of running totals: a backlog entered at once is flagged; the continuous series is derived day by day."""

import datetime as dt

import pytest

from tollbook.model.count import Count
from tollbook.model.interval import Interval
from tollbook.model.total import Series, SeriesPoint, Total
from tollbook.reconcile.series import BATCH_DAYS, _is_batch, days_of

START = dt.date(2024, 1, 1)


@pytest.mark.parametrize(
    ("change", "before", "flagged", "reason"),
    [
        (41, [*range(BATCH_DAYS - 20), *[40] * 20], True, "above every one of the sixty before"),
        (40, [*range(BATCH_DAYS - 20), *[40] * 20], False, "as large as one before"),
        (4000, [1] * (BATCH_DAYS - 1), False, "fewer than sixty say nothing"),
        (4000, [], False, "the first says nothing"),
    ],
)
def test_a_backlog_entered_at_once_is_flagged(change: int, before: list[int], flagged, reason: str) -> None:
    """Formula F6: a change above the 99th percentile of the sixty before it."""
    assert _is_batch(change, before) is flagged, reason


def series(*points: tuple[int, int]) -> Series:
    """Return a series of (day, number)."""
    made = tuple(SeriesPoint(claim=f"c{d}", as_of=START + dt.timedelta(d), reported=n, continuous=n) for d, n in points)
    return Series(root="m", speaker="M", harm="killed", status="unknown", group=None, area=None, points=made)


def day_figure(day: int, number: int, root: str = "m", high: int | None = -1) -> Total:
    """Return one day's figure as a total."""
    when = Interval(START + dt.timedelta(day), START + dt.timedelta(day))
    count = Count(number, number if high == -1 else high, "exact" if high == -1 else "at_least")
    return Total(claim=f"d{day}", speaker="M", harm="killed", status="unknown", stated=count, hull=when, root=root)


def test_silent_days_are_carried_and_never_said_to_be_reported() -> None:
    """A silent day has no reported figure; what was reported is as it was."""
    days = list(days_of(series((0, 10), (3, 14))))
    assert [d.reported for d in days] == [10, None, None, 14]
    assert [d.continuous for d in days] == [10, 10, 10, 14]
    assert [d.change for d in days] == [None, 0, 0, 4]
    assert [d.flags for d in days] == [(), ("carried",), ("carried",), ()]


@pytest.mark.parametrize(
    ("figure", "expected", "reason"),
    [
        (day_figure(1, 3), 13, "the speaker's own day"),
        (day_figure(1, 3, root="other"), 10, "another speaker's day is not put on top"),
        (day_figure(1, 3, high=None), 10, "an open figure is none to add"),
    ],
)
def test_only_the_speakers_own_closed_day_is_put_on_top(figure: Total, expected: int, reason: str) -> None:
    """What other speakers say of a day may be the same deaths."""
    assert list(days_of(series((0, 10), (3, 14)), [figure]))[1].continuous == expected, reason


def test_nothing_comes_of_nothing() -> None:
    """A series without dated points has no days."""
    assert list(days_of(series())) == []
