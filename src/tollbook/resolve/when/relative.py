"""Days of expressions that count from the report: weekdays, today, stretches, weeks and months by the calendar."""

import datetime as dt

from tollbook.model.interval import Precision
from tollbook.resolve.when import calendar as cal
from tollbook.resolve.when.answer import (
    EDGES,
    FEW,
    Anchor,
    Answer,
    clipped,
    days_answer,
    edge_of_month,
    edge_of_year,
    int_of,
    str_of,
    unknown,
)
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression


def weekday(e: Expression, anchor: Anchor) -> Answer:
    """Return the last such weekday up to the report (guide, ``when``); before it for "last", after it for the future."""
    today, which = anchor.today, str_of(e, "k")
    if today is None:
        return unknown("a weekday, and the report has no date")
    weekday = int_of(e, "w")
    if anchor.future or which == "next":
        after = today + DAY * ((which == "next") + (weekday - today.weekday() - (which == "next")) % 7)
        return days_answer(after, after, f"the next such weekday from {today}")
    day = cal.last_weekday(weekday, today - DAY if which == "last" else today)
    night: Precision | None = "night" if str_of(e, "p") in {"night", "overnight"} else None
    return days_answer(day, day, f"the last such weekday up to {today}", night)


def weekday_number(e: Expression, anchor: Anchor) -> Answer:
    """Return the last such weekday whose day of the month is the one named."""
    day = anchor.today
    for _ in range(24 * 31 if day else 0):
        assert day is not None
        if day.day == int_of(e, "d") and day.weekday() == int_of(e, "w"):
            return days_answer(day, day, "the last such weekday with that number")
        day -= DAY
    return unknown("no such weekday with that number")


def weekday_in_week(e: Expression, anchor: Anchor) -> Answer:
    """Return a weekday of last, this or next week."""
    if anchor.today is None:
        return unknown("a weekday of a week, and the report has no date")
    weeks = {"last": -1, "this": 0, "next": 1}[str_of(e, "k", "last")]
    day = cal.week_days(anchor.today)[0] + DAY * (7 * weeks + int_of(e, "w"))
    return days_answer(day, day, "that weekday of that week, Monday to Sunday")


def weekday_ago(e: Expression, anchor: Anchor) -> Answer:
    """Return the weekday so many weeks before the last one of its name."""
    if anchor.today is None:
        return unknown("a weekday some time ago, and the report has no date")
    day = cal.shift(cal.last_weekday(int_of(e, "w"), anchor.today), -int_of(e, "n", 1), str_of(e, "u", "week"))
    return days_answer(day, day, "so long before the last such weekday")


def weekday_range(e: Expression, anchor: Anchor) -> Answer:
    """Return the days between two weekdays, the later one being the last such up to the report."""
    if anchor.today is None:
        return unknown("weekdays, and the report has no date")
    last = cal.last_weekday(int_of(e, "w2"), anchor.today)
    first = cal.last_weekday(int_of(e, "w"), last)
    return days_answer(first, last, "the last such weekdays up to the report")


def days_back(e: Expression, anchor: Anchor) -> Answer:
    """Return today, yesterday or the day before; inside quoted speech counted from the day of speaking."""
    if anchor.today is None:
        return unknown("a day counted from the report, and the report has no date")
    day = anchor.today - DAY * e.value
    if anchor.spoken and anchor.spoken != anchor.published:
        return days_answer(day, day, f"counted from the day the quoted words were said, {anchor.spoken}")
    return days_answer(day, day, f"counted from the day of the report, {anchor.today}")


def nights_back(e: Expression, anchor: Anchor) -> Answer:
    """Return the two days a night touches (guide, ``when``: overnight)."""
    if anchor.today is None:
        return unknown("a night counted from the report, and the report has no date")
    evening = anchor.today - DAY * e.value
    return days_answer(evening, evening + DAY, "a night touches two days", "night")


def ago(e: Expression, anchor: Anchor) -> Answer:
    """Return the day, month or year so long before the report, as wide as the words are loose."""
    today, unit, count = anchor.today, str_of(e, "u"), int_of(e, "n", 1)
    if today is None:
        return unknown("counted back from the report, and the report has no date")
    if "v" in e.values:
        return _ago_unsaid(today, unit)
    loose = "a" in e.values or "vague" in e.values
    day = cal.shift(today, -count, unit)
    if unit == "hour":
        return days_answer(day, cal.shift(today, -(count // 24), "day"), "hours counted back from the report")
    if unit in {"year", "decade"}:
        first, last = cal.year_days(day.year - loose)[0], cal.year_days(day.year + loose)[1]
        return days_answer(first, min(last, today), "the calendar year so many years back", vague=True)
    if unit in {"month", "quarter"}:
        days = (day - DAY * 10, day + DAY * 10) if loose else cal.month_days(day.year, day.month)
        return days_answer(days[0], min(days[1], today), "the month so many months back", vague=True)
    slack = _ago_slack(unit, count, loose=loose)
    return days_answer(
        day - DAY * slack, day + DAY * min(slack, (today - day).days), "counted back from the report", vague=slack > 0
    )


def _ago_unsaid(today: dt.date, unit: str) -> Answer:
    """Return the days of "minutes ago" and "hours ago"; of larger units it is not said how many."""
    if unit in {"minute", "hour"}:
        return days_answer(today - DAY * (unit == "hour"), today, f"some {unit}s before the report")
    return unknown("how long ago is not said")


def _ago_slack(unit: str, count: int, *, loose: bool) -> int:
    """Days by which a count of days or weeks may be off: none for a plain count of days or for "a week ago"."""
    if unit == "day":
        return max(1, count - 1) if loose else 0
    return FEW if loose or count > 1 or unit == "fortnight" else 0


def past(e: Expression, anchor: Anchor) -> Answer:
    """Return the stretch of so many days, weeks ... that ends at the report (guide, ``when``: past N days)."""
    today, unit = anchor.today, str_of(e, "u")
    if today is None:
        return unknown("a stretch up to the report, and the report has no date")
    if "v" in e.values:
        return unknown("how long a stretch is not said")
    count = max(int_of(e, "n", 1), 1)
    if anchor.future:
        return days_answer(today, cal.shift(today, count, unit), "a stretch from the report on")
    if unit == "weekend":
        saturday = cal.last_weekday(5, today)
        return days_answer(saturday, min(saturday + DAY, today), "the last weekend")
    end = _told_end(e, anchor)
    if end is not None:
        return days_answer(cal.shift(end, -count, unit), end, f"a stretch that ends on the day told, {end}")
    return days_answer(cal.shift(today, -count, unit), today, f"a stretch that ends at the report, {today}")


def _told_end(e: Expression, anchor: Anchor) -> dt.date | None:
    """Return the day a stretch is told to end on ("the five days to Thursday"), None where it ends at the report."""
    if "w" not in e.values or anchor.today is None:
        return None
    return cal.last_weekday(int_of(e, "w"), anchor.today)


def calendar(e: Expression, anchor: Anchor) -> Answer:
    """Return last, this or next week, month or year, or a part of it; this one only up to the report."""
    today, unit, edge = anchor.today, str_of(e, "u"), str_of(e, "e")
    if today is None:
        return unknown("a week, month or year by the report, and the report has no date")
    step = {"last": -1, "this": 0, "next": 1}[str_of(e, "k", "this")]
    days = _calendar_unit(today, unit, step)
    if days is None:
        return unknown(f"no calendar of {unit}")
    if edge:
        days = _edge_of_unit(days, unit, edge, today)
    if days[0] > today and step == 0 and not anchor.future:
        days = _edge_of_unit(_calendar_unit(today, unit, -1) or days, unit, edge, today)
    what = f"the {unit} of the report" if step == 0 else f"the {unit} {'before' if step < 0 else 'after'} the report's"
    return days_answer(*clipped(days, anchor), what, vague=bool(edge) and edge != "so_far")


def _calendar_unit(today: dt.date, unit: str, step: int) -> Days | None:
    if unit == "week":
        return cal.week_days(today + DAY * 7 * step)
    if unit == "weekend":
        saturday = cal.last_weekday(5, today) + DAY * 7 * (step if today.weekday() >= 5 else min(step, 0) + (step < 0))  # noqa: PLR2004
        return saturday, saturday + DAY
    if unit in {"month", "year"}:
        day = cal.shift(today, step, unit)
        return cal.month_days(day.year, day.month) if unit == "month" else cal.year_days(day.year)
    if unit == "quarter":
        day = cal.add_months(today.replace(day=1), 3 * step)
        return cal.quarter_days(day.year, (day.month + 2) // 3)
    if unit == "day":
        return today + DAY * step, today + DAY * step
    return (cal.shift(today, step, unit), today) if unit in {"decade", "fortnight"} and step < 0 else None


def _edge_of_unit(days: Days, unit: str, edge: str, today: dt.date) -> Days:
    if unit == "year":
        return edge_of_year(days, edge, today)
    if unit == "month":
        return edge_of_month(days, edge, today)
    edge = EDGES.get(edge, edge)
    if edge == "so_far":
        return days[0], max(days[0], min(days[1], today))
    first, last = days
    third = max((last - first).days // 3, 0)
    parts = {"early": (first, first + DAY * third), "mid": (first + DAY * third, last - DAY * third)}
    return parts.get(edge, (last - DAY * (third + 1), last))
