"""Days of expressions that name a date, month, year, season or a counted part of one. Past by default, by tense."""

import datetime as dt

from tollbook.resolve.when import calendar as cal
from tollbook.resolve.when.answer import (
    EDGES,
    Anchor,
    Answer,
    clipped,
    days_answer,
    edge_of_month,
    edge_of_year,
    full_year,
    int_of,
    str_of,
    unknown,
    year_of,
)
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression

SLACK = DAY
"""How far a written date may lie after the report's: its feed may keep another zone's day."""


def date(e: Expression, anchor: Anchor) -> Answer:
    """Return a day of a month; without a year the last such day up to the report (guide, ``when``).

    "On or about" a day is a day more on each side: it says that the day is not sure, not how far.
    """
    month, day = int_of(e, "m"), int_of(e, "d")
    year = year_of(e, "y", anchor.today)
    today = anchor.today
    if year is None and today is None:
        return unknown("a date without a year, and the report has no date")
    found = cal.safe_date(year, month, day) if year is not None else nearest(month, day, anchor, e.values.get("w"))
    if found is None:
        return unknown("no such day" if year is None else f"no such day: {day}/{month}/{year}")
    step = "a full date" if year is not None else f"{found}: the year is the last up to {today}"
    if "a" in e.values:
        return days_answer(
            *clipped((found - DAY, found + DAY), anchor), f"{step}; about then: a day on each side", vague=True
        )
    return days_answer(found, found, step)


def nearest(month: int, day: int, anchor: Anchor, weekday: object = None) -> dt.date | None:
    """Return the last such date up to the report (the next one in the future tense), of the stated weekday if any is."""
    today = anchor.today
    if today is None:
        return None
    years = range(today.year, today.year + 9) if anchor.future else range(today.year + 1, today.year - 9, -1)
    first: dt.date | None = None
    for year in years:
        found = cal.safe_date(year, month, day)
        if found is None or not (found >= today if anchor.future else found <= today + SLACK):
            continue
        if weekday is None or found.weekday() == weekday:
            return found
        first = first or found
    return first


def iso(e: Expression, anchor: Anchor) -> Answer:  # noqa: ARG001  # one signature for all calculations
    """Return a day written 2017-08-22."""
    parts = [int(p) for p in str_of(e, "i").split("-")]
    found = cal.safe_date(*parts)
    return days_answer(found, found, "a full date") if found else unknown(f"no such day: {str_of(e, 'i')}")


def slash(e: Expression, anchor: Anchor) -> Answer:
    """Return a day written in figures; where day and month could be swapped, the stretch between the two."""
    first, second, year = (int(p) for p in str_of(e, "i").replace(".", "/").split("/"))
    if year < 100:  # noqa: PLR2004  # two digits
        year = full_year(year, anchor.today)
    found = {d for d in (cal.safe_date(year, second, first), cal.safe_date(year, first, second)) if d}
    past = {d for d in found if anchor.today is None or d <= anchor.today + SLACK}
    days = sorted(past or found)
    if not days:
        return unknown(f"no such day: {str_of(e, 'i')}")
    step = "a full date in figures" if len(days) == 1 else "day and month may be swapped: both are possible"
    return days_answer(days[0], days[-1], step, vague=len(days) > 1)


def day_range(e: Expression, anchor: Anchor) -> Answer:
    """Return the days from one named day to another, or two days joined."""
    month = int_of(e, "m") or int_of(e, "m2")
    month2 = int_of(e, "m2") or month
    year, year2 = year_of(e, "y", anchor.today), year_of(e, "y2", anchor.today)
    if year2 is None and year is not None:
        year2 = year + (month2 < month)
    end = nearest(month2, int_of(e, "d2"), anchor) if year2 is None else cal.safe_date(year2, month2, int_of(e, "d2"))
    if end is None:
        return unknown("a range of days without a year, and the report has no date")
    start = cal.safe_date(year if year is not None else end.year - (month > month2), month, int_of(e, "d"))
    if start is None or start > end:
        return unknown("the range of days runs backwards")
    return days_answer(start, end, "from the first to the last day named")


def month(e: Expression, anchor: Anchor) -> Answer:
    """Return a month, or its early, middle or late days; without a year the last such month."""
    year, month, today = year_of(e, "y", anchor.today), int_of(e, "m"), anchor.today
    if year is None and today is None:
        return unknown("a month without a year, and the report has no date")
    if year is None:
        year = _year_of_month(month, str_of(e, "k"), anchor)
    days = cal.month_days(year, month)
    if edge := str_of(e, "e"):
        part = edge_of_month(days, edge, today)
        if "y" not in e.values and today and part[0] > today and not anchor.future:
            part = edge_of_month(cal.month_days(year - 1, month), edge, today)
        return days_answer(
            *clipped(part, anchor), "part of a month: days 1-10, 11-20 or 21-end", vague=edge != "so_far"
        )
    return days_answer(*clipped(days, anchor), "the first to the last day of the month", "month")


def _year_of_month(month: int, which: str, anchor: Anchor) -> int:
    today = anchor.today
    assert today is not None
    if which == "this":
        return today.year
    if anchor.future or which == "next":
        return today.year + (month < today.month)
    return today.year - (month > today.month or (which == "last" and month == today.month))


def month_range(e: Expression, anchor: Anchor) -> Answer:
    """Return the days from one month to another."""
    month, month2 = int_of(e, "m"), int_of(e, "m2")
    year, year2 = year_of(e, "y", anchor.today), year_of(e, "y2", anchor.today)
    if year2 is None and year is None and anchor.today is None:
        return unknown("months without a year, and the report has no date")
    if year2 is None:
        year2 = year + (month2 < month) if year is not None else _year_of_month(month2, "", anchor)
    first = cal.month_days(year if year is not None else year2 - (month > month2), month)
    last = cal.month_days(year2, month2)
    edge, edge2 = str_of(e, "e"), str_of(e, "e2")
    start = edge_of_month(first, edge, anchor.today)[0] if edge else first[0]
    end = edge_of_month(last, edge2, anchor.today)[1] if edge2 else last[1]
    if start > end:
        return unknown("the range of months runs backwards")
    return days_answer(*clipped((start, end), anchor), "from the first month to the last", vague=bool(edge or edge2))


def plain_year(e: Expression, anchor: Anchor) -> Answer:
    """Return a year, or about a quarter of it."""
    year = year_of(e, "y", anchor.today)
    assert year is not None
    days = cal.year_days(year)
    if edge := str_of(e, "e"):
        part = edge_of_year(days, edge, anchor.today)
        return days_answer(*clipped(part, anchor), "part of a year: about a quarter", vague=edge != "so_far")
    return days_answer(*clipped(days, anchor), "the first to the last day of the year", "year")


def year_range(e: Expression, anchor: Anchor) -> Answer:
    """Return the days from one year to another."""
    year, year2 = int_of(e, "y"), int_of(e, "y2")
    if year2 < 100:  # noqa: PLR2004  # "2014-15"
        year2 += year // 100 * 100
    if year2 < year:
        return unknown("the range of years runs backwards")
    return days_answer(
        *clipped((dt.date(year, 1, 1), dt.date(year2, 12, 31)), anchor), "from the first year to the last"
    )


def decade(e: Expression, anchor: Anchor) -> Answer:
    """Return a decade, or its early, middle or late years."""
    year = int_of(e, "y")
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(
        EDGES.get(str_of(e, "e"), str_of(e, "e")), (0, 9)
    )
    days = dt.date(year + first, 1, 1), dt.date(year + last, 12, 31)
    return days_answer(*clipped(days, anchor), "the years of the decade", "longer", vague=bool(str_of(e, "e")))


def season(e: Expression, anchor: Anchor) -> Answer:
    """Return a season of the northern hemisphere; "winter 2016" may be either of two winters."""
    season, which = str_of(e, "s"), str_of(e, "k")
    year = year_of(e, "y", anchor.today)
    if year is not None:
        first, last = cal.season_days(season, year)
        if last.year > year:  # "winter 2016" may be either of two winters
            first = cal.season_days(season, year - 1)[0]
        return days_answer(*clipped((first, last), anchor), "a season, northern hemisphere", vague=True)
    if anchor.today is None:
        return unknown("a season without a year, and the report has no date")
    seasons = [cal.season_days(season, y) for y in (anchor.today.year, anchor.today.year - 1, anchor.today.year - 2)]
    past = [d for d in seasons if (d[1] if which == "last" else d[0]) <= anchor.today]
    return days_answer(*clipped(past[0], anchor), "the last such season, northern hemisphere", vague=True)


def fiscal(e: Expression, anchor: Anchor) -> Answer:
    """Return the days a fiscal year may cover: it begins between April and October of the year before."""
    year, year2 = int_of(e, "y"), int_of(e, "y2")
    last = year if not year2 else year // 100 * 100 + year2 if year2 < 100 else year2  # noqa: PLR2004
    days = dt.date(last - 1, 4, 1), dt.date(last, 9, 30)
    return days_answer(
        *clipped(days, anchor), "a fiscal year begins between April and October of the year before", vague=True
    )


def week_of(e: Expression, anchor: Anchor) -> Answer:
    """Return the week that holds the day."""
    year = year_of(e, "y", anchor.today)
    month, day = int_of(e, "m"), int_of(e, "d")
    found = cal.safe_date(year, month, day) if year is not None else nearest(month, day, anchor)
    if found is None:
        return unknown("a week without a year, and the report has no date")
    first = found if found.weekday() == 6 else cal.week_days(found)[0]  # noqa: PLR2004  # Sunday starts a week of its own
    return days_answer(first, first + DAY * 6, "the week that holds the day", "week")


def span_of(e: Expression, anchor: Anchor) -> Answer:
    """Return the n-th unit of a month or year ("the first six months of 2026", "the last week of March")."""
    month, unit, today = int_of(e, "m"), str_of(e, "u"), anchor.today
    year = year_of(e, "y", today)
    if year is None and today is None:
        return unknown("no year is named, and the report has no date")
    if year is None and month:
        year = _year_of_month(month, "", anchor)
    elif year is None:
        assert today is not None
        year = today.year - (str_of(e, "k", "this") == "last")
    whole = cal.month_days(year, month) if month else cal.year_days(year)
    count, nth = max(int_of(e, "n", 1), 1), int_of(e, "o", 1)
    days = _half(whole, nth) if unit == "half" else _nth(whole, nth, count, unit)
    if days is None or days[0] > whole[1]:
        return unknown("no such part")
    days = days[0], min(days[1], whole[1])
    return days_answer(*clipped(days, anchor), "a counted part of a month or year")


def _half(whole: Days, nth: int) -> Days | None:
    first, last = whole
    middle = dt.date(first.year, 7, 1) if (last - first).days > 31 else first + DAY * 15  # noqa: PLR2004
    return {1: (first, middle - DAY), 2: (middle, last), -1: (middle, last)}.get(nth)


def _nth(whole: Days, nth: int, count: int, unit: str) -> Days | None:
    if unit not in {"day", "week", "month", "quarter"}:
        return None
    if nth < 0:
        return max(whole[0], cal.shift(whole[1] + DAY, -count, unit)), whole[1]
    first = cal.shift(whole[0], (nth - 1) * count, unit)
    return first, cal.shift(first, count, unit) - DAY
