"""What every calculation of days is given and gives: the anchor, the answer, and how parts of a month or year are cut."""

import datetime as dt

import msgspec

from tollbook.model.interval import Interval, Precision
from tollbook.resolve.when import calendar as cal
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression

FEW = 3

_PIVOT = 50
"""Two digits from here on mean the twentieth century where the report has no date of its own."""

EDGES = {"start": "early", "end": "late"}


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What relative words hang on.

    ``published`` the report's local day; ``spoken`` the day of the quoted speech the words stand in; ``event`` the days of
    the other event; ``side`` how this claim stands to it when it is the event after the words ("two days after X": X);
    ``future`` when the verb says that it is still to come; ``is_event_assumed`` when the other event has no stated date
    and the report's day stands in for it.
    """

    published: dt.date | None = None
    spoken: dt.date | None = None
    event: Interval | None = None
    inner: bool = False
    future: bool = False
    is_event_assumed: bool = False

    @property
    def today(self) -> dt.date | None:
        """The day that "today" means."""
        return self.spoken or self.published


class Resolved(msgspec.Struct, frozen=True):
    """Days possibly (``hull``) and surely (``core``) meant; None where the words and the anchor do not say."""

    hull: Interval | None
    core: Interval | None = None
    step: str = ""


Answer = tuple[Days | None, str, Precision | None, bool]
"""Days, the sentence that explains them, a precision other than by length, and whether the edges are vague."""


def int_of(expression: Expression, name: str, default: int = 0) -> int:
    """Return the number of that name in the expression."""
    value = expression.values.get(name, default)
    return value if isinstance(value, int) else default


def str_of(expression: Expression, name: str, default: str = "") -> str:
    """Return the word of that name in the expression."""
    value = expression.values.get(name, default)
    return value if isinstance(value, str) else default


def unknown(step: str) -> Answer:
    """Return an answer without days, and why."""
    return None, step, None, False


def days_answer(
    first: dt.date, last: dt.date, step: str, precision: Precision | None = None, *, vague: bool = False
) -> Answer:
    """Return the days with the sentence that explains them; ``vague`` where the edges are not sharp."""
    return (first, last), step, precision, vague


def year_of(expression: Expression, name: str, today: dt.date | None) -> int | None:
    """Return a stated year; two digits mean the nearest century up to the report."""
    year = int_of(expression, name, -1)
    if year < 0 and name == "y" and "z" in expression.values and today is not None:  # "in March last year"
        return today.year + {"last": -1, "this": 0, "next": 1}[str_of(expression, "z", "this")]
    if year < 0:
        return None
    if year >= 100:  # noqa: PLR2004  # written in full
        return year
    return full_year(year, today)


def full_year(year: int, today: dt.date | None) -> int:
    """Return the year that two digits mean: in the nearest century up to the report."""
    if today is None:
        return 1900 + year if year >= _PIVOT else 2000 + year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 1 else century - 100 + year


def clipped(days: Days, anchor: Anchor) -> Days:
    """Return ``days`` cut at the report: what has happened did not happen after it."""
    today = anchor.today
    if anchor.future or today is None or days[0] > today:
        return days
    return days[0], min(days[1], today)


def edge_of_month(days: Days, edge: str, today: dt.date | None) -> Days:
    """Return the early, middle or late days of a month: 1-10, 11-20, 21-end (guide, ``when``)."""
    first, last = days
    if edge == "so_far":
        return first, min(last, today) if today else last
    parts = {"early": (first, first + DAY * 9), "mid": (first + DAY * 10, first + DAY * 19)}
    return parts.get(EDGES.get(edge, edge), (first + DAY * 20, last))


def edge_of_year(days: Days, edge: str, today: dt.date | None) -> Days:
    """Return the first, middle or last quarter or so of a year (guide, ``when``)."""
    year = days[0].year
    if edge == "so_far":
        return days[0], min(days[1], today) if today else days[1]
    if edge == "mid":
        return dt.date(year, 5, 1), dt.date(year, 8, 31)
    return cal.quarter_days(year, 1 if edge in {"early", "start"} else 4)
