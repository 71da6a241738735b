"""Numbers over days as a drawing: where each mark stands, which line it belongs to, what it stands for. Knows no words."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence

import msgspec

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 14, 12, 24
MOST_LINES = 7
"""Tones and shapes that stay apart for colour-blind eyes; the rest share one grey."""
MOST_TICKS = 6
MOST_MARKS = 40


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One number as somebody gave it for a day; ``beside`` is a second number of the same day, drawn as a dashed line."""

    line: str
    day: dt.date
    low: int
    high: int | None
    claim: str
    is_old: bool = False
    beside: int | None = None
    flags: tuple[str, ...] = ()


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A number on the drawing: ``y`` where its low stands, ``top`` its high; ``is_open`` where it has none."""

    x: float
    y: float
    top: float
    is_open: bool
    said: Said


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of one speaker in order, the line through them, and the dashed one beside; ``tone`` chooses shape and colour."""

    name: str
    tone: int
    marks: tuple[Mark, ...]
    path: str
    beside: str


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing with its lines and the ticks of both axes; ``band`` the published range as (y of its high, height)."""

    lines: tuple[Line, ...]
    days: tuple[tuple[float, dt.date], ...]
    levels: tuple[tuple[float, int], ...]
    band: tuple[float, float] | None = None


def chart_of(said: Iterable[Said], band: tuple[int, int] | None = None) -> Chart | None:
    """Return the drawing of these numbers; None where fewer than two can be put in order."""
    listed = sorted(said, key=lambda s: (s.day, s.line, s.low))
    if len(listed) < 2:  # noqa: PLR2004  # one number is no course
        return None
    first, last = listed[0].day, listed[-1].day
    highest = max(*(s.high or s.low for s in listed), *(s.beside or 0 for s in listed), band[1] if band else 0)
    levels = _levels(highest)
    top = max(levels[-1], highest, 1)
    wide = max(1, (last - first).days)

    def x(day: dt.date) -> float:
        share = (day - first).days / wide if last > first else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(number: int) -> float:
        return round(HEIGHT - BOTTOM - number / top * (HEIGHT - TOP - BOTTOM), 1)

    by_name: dict[str, list[Mark]] = {}
    for s in listed:
        high = s.high if s.high is not None else s.low
        mark = Mark(x=x(s.day), y=y(s.low), top=y(high), is_open=s.high is None, said=s)
        by_name.setdefault(s.line, []).append(mark)
    return Chart(
        lines=tuple(_line(name, place, marks, y) for place, (name, marks) in enumerate(_ordered(by_name))),
        days=tuple((x(day), day) for day in _days(first, last)),
        levels=tuple((y(level), level) for level in levels),
        band=(y(band[1]), round(max(2.0, y(band[0]) - y(band[1])), 1)) if band else None,
    )


def _ordered(by_name: dict[str, list[Mark]]) -> list[tuple[str, list[Mark]]]:
    """Return the lines, those with most to tell first, so that they get the tones that stay apart."""
    return sorted(by_name.items(), key=lambda item: (-len(item[1]), item[0]))


def _line(name: str, place: int, marks: Sequence[Mark], y: Callable[[int], float]) -> Line:
    beside = [(m.x, y(m.said.beside)) for m in marks if m.said.beside is not None]
    differs = any(m.said.beside is not None and m.said.beside != m.said.low for m in marks)
    return Line(
        name=name,
        tone=min(place, MOST_LINES),
        marks=tuple(_told(marks)),
        path=_steps([(m.x, m.y) for m in marks]),
        beside=_steps(beside) if differs else "",
    )


def _told(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks to draw: all of a short line; of a long one its ends, what is odd, and a few to point at."""
    every = -(-len(marks) // MOST_MARKS)
    last = len(marks) - 1
    return [mark for place, mark in enumerate(marks) if place in {0, last} or mark.said.flags or not place % every]


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """Return a line that keeps a number until the next one is given."""
    if len(points) < 2:  # noqa: PLR2004  # one point is no line
        return ""
    return f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points[1:])


def _levels(highest: int) -> list[int]:
    """Return round numbers from 0 up to ``highest`` or just above."""
    rough = max(1.0, highest / 4)
    power = 10 ** math.floor(math.log10(rough))
    step = int(next(m for m in (1, 2, 5, 10) if m * power >= rough) * power)
    return list(range(0, highest + step, step))


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    length = (last - first).days
    count = min(MOST_TICKS, length + 1)
    return [first + dt.timedelta(round(length * n / max(1, count - 1))) for n in range(count)]
