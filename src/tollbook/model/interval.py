"""Days as intervals, never points: both ends inclusive, either may be open."""

import datetime as dt
from typing import Literal

import msgspec

Precision = Literal["hour", "day", "night", "days", "week", "month", "quarter", "year", "longer", "open"]

LONGEST: tuple[tuple[int, Precision], ...] = (
    (1, "day"),
    (6, "days"),
    (8, "week"),
    (31, "month"),
    (92, "quarter"),
    (366, "year"),
)
"""Most days an interval of each precision covers; "a week" up to today touches eight."""


def precision_of(start: dt.date | None, end: dt.date | None) -> Precision:
    """Return the precision that a stretch from ``start`` to ``end`` has by its length alone."""
    if start is None or end is None:
        return "open"
    days = (end - start).days + 1
    fitting: list[Precision] = [name for most, name in LONGEST if days <= most]
    return fitting[0] if fitting else "longer"


class Interval(msgspec.Struct, frozen=True):
    """Days ``start`` to ``end`` inclusive, local to the place; None where an end is open. Raises ValueError if reversed."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision = "day"

    def __post_init__(self) -> None:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"not an interval: {self.start} is after {self.end}")

    @property
    def days(self) -> int | None:
        """Number of days covered, None when an end is open."""
        return (self.end - self.start).days + 1 if self.start and self.end else None

    @property
    def date_prec(self) -> int:
        """UCDP GED ``date_prec``: 1 day, 2 two to six days, 3 a week, 4 a month, 5 a year or less certain."""
        by_precision = {"day": 1, "hour": 1, "night": 2, "days": 2, "week": 3, "month": 4}
        return by_precision.get(precision_of(self.start, self.end), 5)

    @property
    def time_precision(self) -> int:
        """ACLED ``time_precision``: 1 the day is known, 2 within a week or so, 3 a month or less certain."""
        return {1: 1, 2: 2, 3: 2}.get(self.date_prec, 3)

    def overlaps(self, other: "Interval") -> bool:
        """Return True when the two share at least one possible day."""
        starts_before = self.start is None or other.end is None or self.start <= other.end
        ends_after = self.end is None or other.start is None or self.end >= other.start
        return starts_before and ends_after

    def contains(self, other: "Interval") -> bool:
        """Return True when every possible day of ``other`` lies inside this interval."""
        lower = self.start is None or (other.start is not None and other.start >= self.start)
        upper = self.end is None or (other.end is not None and other.end <= self.end)
        return lower and upper
