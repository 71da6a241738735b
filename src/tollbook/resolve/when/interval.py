"""From a time expression and its anchor to days: hull, core, precision and the steps that explain them.

Knows the rules of the annotation guide (``when``) and of the design, section 2 (Time); knows no words of any language.
"""

import datetime as dt
from collections.abc import Callable

from tollbook.model.interval import Interval, precision_of
from tollbook.resolve.when import absolute, beside, feast, relative
from tollbook.resolve.when.answer import Anchor, Answer, Resolved, unknown
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression

CALCULATIONS: dict[str, Callable[[Expression, Anchor], Answer]] = {
    "date": absolute.date,
    "iso": absolute.iso,
    "slash": absolute.slash,
    "day_range": absolute.day_range,
    "month": absolute.month,
    "month_range": absolute.month_range,
    "year": absolute.plain_year,
    "year_range": absolute.year_range,
    "decade": absolute.decade,
    "season": absolute.season,
    "fiscal": absolute.fiscal,
    "week_of": absolute.week_of,
    "span_of": absolute.span_of,
    "weekday": relative.weekday,
    "weekday_number": relative.weekday_number,
    "weekday_in_week": relative.weekday_in_week,
    "weekday_ago": relative.weekday_ago,
    "weekday_range": relative.weekday_range,
    "days_back": relative.days_back,
    "nights_back": relative.nights_back,
    "ago": relative.ago,
    "past": relative.past,
    "calendar": relative.calendar,
    "beside": beside.beside,
    "feast": feast.feast,
    "hijri": feast.hijri,
    "ended": lambda *_: unknown("the day something ended on, not the day of what happened in it"),
    "measure": lambda *_: unknown("a measure of time, no date"),
}
"""The calculations a form in ``dates.toml`` may mean."""


def interval_of(expression: Expression, anchor: Anchor) -> Resolved:
    """Return the days ``expression`` means when it hangs on ``anchor``; an empty hull where they do not say.

    Rules: annotation guide, ``when``; design, section 2 (coverage and uncertainty differ; past by default, by tense).
    """
    days, step, precision, vague = CALCULATIONS[expression.means](expression, anchor)
    if expression.relation != "at":
        if days is not None and expression.values.get("e") == "start":  # "since the start of the year": its first day
            days = days[0], days[0]
        return _bound(days, step, expression.relation, anchor)
    if days is None:
        return Resolved(None, None, step)
    hull = Interval(days[0], days[1], precision or precision_of(*days))
    return Resolved(hull, _core(expression, hull, anchor, vague=vague), step)


def _core(expression: Expression, hull: Interval, anchor: Anchor, *, vague: bool) -> Interval | None:
    """Return the days surely covered: none where the edges are vague; a stretch up to the report loses its half days."""
    assert hull.start is not None
    assert hull.end is not None
    if expression.means == "past" and not anchor.future:
        return _inside(hull.start + DAY, hull.end - DAY)
    if vague or expression.means == "nights_back":
        return None
    if expression.means in {"calendar", "month", "year", "span_of"} and hull.end == anchor.today:
        return _inside(hull.start, hull.end - DAY)
    return hull


def _inside(start: dt.date, end: dt.date) -> Interval | None:
    return Interval(start, end, precision_of(start, end)) if start <= end else None


def _bound(days: Days | None, step: str, relation: str, anchor: Anchor) -> Resolved:
    """Return the stretch that a date bounds: since it up to the report, until it, before or after it."""
    today = anchor.today
    if relation == "since":
        if days is None:
            return Resolved(Interval(None, today, "open"), None, f"{step}; the start stays open")
        if today is None or days[0] > today:
            return Resolved(Interval(days[0], None, "open"), None, f"{step}; from then on")
        hull = Interval(days[0], today, precision_of(days[0], today))
        core = _inside(days[1], today - DAY)
        return Resolved(hull, core, f"{step}; from then up to the report, {today}")
    if days is None:
        return Resolved(None, None, step)
    end = days[1] if relation == "until" else days[0] - DAY
    return Resolved(Interval(None, end, "open"), None, f"{step}; up to then, the start stays open")
