"""Days as intervals, never points: both ends inclusive, either may be open."""

import datetime as dt
from typing import Literal

import msgspec

Precision = Literal["hour", "day", "night", "days", "week", "month", "quarter", "year", "longer", "open"]


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
