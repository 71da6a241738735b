"""When incidents were: how many fall into each day, week, month or year. Knows days, no pages."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

Step = Literal["day", "week", "month", "quarter", "year"]
MOST_BINS = 72
MOST_DAYS: tuple[tuple[Step, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("quarter", 92), ("year", 366))
WIDEST_BINS = 12
"""An incident that may lie in more bins than these is counted apart: it would only raise the floor."""
Days = tuple[dt.date | None, dt.date | None]


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days: ``sure`` incidents lie in it for certain, ``maybe`` others may."""

    first: dt.date
    last: dt.date
    sure: int
    maybe: int
    is_chosen: bool


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The bins in order, the step they have, the highest of them, and how many incidents have no day to stand at."""

    bins: tuple[Bin, ...] = ()
    step: Step = "day"
    highest: int = 0
    undated: int = 0


def timeline_of(days: Mapping[Days, int], chosen: Days = (None, None)) -> Timeline:
    """Return the timeline of how many incidents have which first and last days; ``chosen`` is what the list is cut to."""
    dated = [(first, last, n) for (first, last), n in days.items() if first is not None and last is not None]
    undated = sum(days.values()) - sum(n for _, _, n in dated)
    if not dated:
        return Timeline(undated=undated)
    earliest, latest = min(first for first, _, _ in dated), max(last for _, last, _ in dated)
    step = _step(earliest, latest)
    starts = list(_starts(_floor(earliest, step), latest, step))
    place = {start: number for number, start in enumerate(starts)}
    sure, maybe = [0] * len(starts), [0] * len(starts)
    for first, last, n in dated:
        low, high = place[_floor(first, step)], place[_floor(last, step)]
        if low == high:
            sure[low] += n
        elif high - low < WIDEST_BINS:
            for number in range(low, high + 1):
                maybe[number] += n
        else:
            undated += n
    bins = tuple(
        _bin(start, _after(start, step) - dt.timedelta(1), s, m, chosen)
        for start, s, m in zip(starts, sure, maybe, strict=True)
    )
    return Timeline(bins=bins, step=step, highest=max(b.sure + b.maybe for b in bins), undated=undated)


def _bin(first: dt.date, last: dt.date, sure: int, maybe: int, chosen: Days) -> Bin:
    is_chosen = (chosen[0] is None or last >= chosen[0]) and (chosen[1] is None or first <= chosen[1])
    return Bin(first=first, last=last, sure=sure, maybe=maybe, is_chosen=is_chosen)


def _step(first: dt.date, last: dt.date) -> Step:
    days = (last - first).days + 1
    return next((step for step, most in MOST_DAYS if days <= most * MOST_BINS), "year")


def _floor(day: dt.date, step: Step) -> dt.date:
    """Return the first day of the stretch that ``day`` lies in; weeks begin on Mondays."""
    if step == "week":
        return day - dt.timedelta(min(day.weekday(), day.toordinal() - 1))
    if step == "quarter":
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[step]


def _after(start: dt.date, step: Step) -> dt.date:
    """Return the first day of the next stretch."""
    if step in {"day", "week"}:
        return start + dt.timedelta(1 if step == "day" else 7)
    months = {"month": 1, "quarter": 3, "year": 12}[step]
    number = start.year * 12 + start.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def _starts(start: dt.date, last: dt.date, step: Step) -> Iterator[dt.date]:
    while start <= last:
        yield start
        start = _after(start, step)
