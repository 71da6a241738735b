"""The figures of an incident as they came, day by day, as numbers to draw. Knows claims, no pages."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.snapshot import Snapshot
from tollbook.publish.cite import stated_on

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 14, 26
HARMS = ("killed", "injured")


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One statement: where it stands, how high its bar reaches, and what it says."""

    x: float
    low: float
    high: float
    is_open: bool
    harm: str
    claim: str


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The drawn figures: points, days along the foot as (x, day), and numbers up the side as (y, number)."""

    points: tuple[Point, ...]
    days: tuple[tuple[float, dt.date], ...]
    levels: tuple[tuple[float, int], ...]


def course_of(claims: Sequence[Claim], snapshot: Snapshot) -> Course | None:
    """Return how whole figures of the killed and injured went over the days; None unless they are of two days or more."""
    told = [(day, c) for c in claims if c.harm in HARMS and c.part_of is None and (day := stated_on(c, snapshot))]
    days = sorted({day for day, _ in told})
    if len(days) < 2:  # noqa: PLR2004  # one day is no course
        return None
    top = _round_up(max(c.count.high or c.count.low for _, c in told))
    long = (days[-1] - days[0]).days

    def y(number: int) -> float:
        return round(HEIGHT - BOTTOM - number / top * (HEIGHT - TOP - BOTTOM), 1)

    def x(day: dt.date) -> float:
        return round(LEFT + 12 + (day - days[0]).days / long * (WIDTH - LEFT - RIGHT - 24), 1)

    seen: dict[dt.date, int] = {}
    points = []
    for day, claim in sorted(told, key=lambda pair: (pair[0], pair[1].harm != "killed", pair[1].count.low, pair[1].id)):
        place = seen[day] = seen.get(day, -1) + 1
        count = claim.count
        points.append(
            Point(
                x=round(x(day) + (place % 5) * 7 * (-1 if day == days[-1] else 1), 1),
                low=y(count.low),
                high=y(count.high if count.high is not None else count.low),
                is_open=count.is_open,
                harm=claim.harm,
                claim=claim.id,
            )
        )
    shown = dict.fromkeys([days[0], days[len(days) // 2], days[-1]] if long > 1 else days)
    levels = tuple((y(n), n) for n in dict.fromkeys((0, top // 2, top)))
    return Course(points=tuple(points), days=tuple((x(d), d) for d in shown), levels=levels)


def _round_up(number: int) -> int:
    """Return the next number that a scale may end on: 2, 4, 6, 10, 20, 40 ..."""
    step = 1
    while True:
        for first in (2, 4, 6):
            if first * step >= number:
                return first * step
        step *= 10
        if step >= number:
            return step
