"""Days of feasts, fasts and Hijri dates, with the slack of a moon sighted locally."""

import datetime as dt

from tollbook.resolve.when import calendar as cal
from tollbook.resolve.when.answer import EDGES, Anchor, Answer, clipped, days_answer, int_of, str_of, unknown, year_of
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression


def feast(e: Expression, anchor: Anchor) -> Answer:
    """Return the days of a feast, or of its eve or one of its days; without a year the last one up to the report."""
    name, year, today = str_of(e, "f"), year_of(e, "y", anchor.today), anchor.today
    if year is None and today is None:
        return unknown("a feast without a year, and the report has no date")
    if year is not None:
        found = list(cal.feast_days(name, year))
    else:
        assert today is not None
        years = range(today.year - 1, today.year + 2)
        all_days = [d for y in years for d in cal.feast_days(name, y)]
        found = [d for d in all_days if d[0] - DAY <= today][-1:] if not anchor.future else []
        found = found or [d for d in all_days if d[1] >= today][:1]
    if not found:
        return unknown("the feast's days of that year are not known")
    first, last = found[0][0], found[-1][1]
    first, last = _part_of_feast(e, first, last)
    slack = cal.slack_of(name)
    days = first - DAY * slack, last + DAY * slack
    return days_answer(*clipped(days, anchor), "the feast's days by its calendar", vague=slack > 0)


def _part_of_feast(e: Expression, first: dt.date, last: dt.date) -> Days:
    nth, edge = int_of(e, "o"), str_of(e, "e")
    if str_of(e, "k") == "eve":
        return first - DAY, first - DAY
    if nth:
        day = last if nth < 0 else first + DAY * (nth - 1)
        return day, day
    if edge:
        third = (last - first).days // 3
        parts = {"early": (first, first + DAY * third), "mid": (first + DAY * third, last - DAY * third)}
        return parts.get(EDGES.get(edge, edge), (last - DAY * third, last))
    return first, last


def hijri(e: Expression, anchor: Anchor) -> Answer:  # noqa: ARG001  # one signature for all calculations
    """Return the days a Hijri date may mean."""
    day = cal.hijri_date(int_of(e, "y"), int_of(e, "m"), int_of(e, "d"))
    if day is None:
        return unknown("no such day in the Hijri tables")
    return days_answer(day - DAY, day + DAY, "a Hijri date; the moon may be sighted a day sooner or later", vague=True)
