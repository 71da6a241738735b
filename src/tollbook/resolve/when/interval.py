"""From a time expression and its anchor to days: hull, core, precision and the steps that explain them.

Knows the rules of the annotation guide (``when``) and of the design, section 2 (Time); knows no words of any language.
"""

import datetime as dt
from collections.abc import Callable

import msgspec

from tollbook.model.interval import Interval, Precision, precision_of
from tollbook.resolve.when import calendar as cal
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression

_SLACK = DAY
"""How far a written date may lie after the report's: its feed may keep another zone's day."""
_FEW = 3
_PIVOT = 50
"""Two digits from here on mean the twentieth century where the report has no date of its own."""
_EDGES = {"start": "early", "end": "late"}
_WITHIN, _EXACT = 1, 2
"""Values of a form: the distance is the most it can be; the distance is exact."""
_SPREAD = {"fortnight": 3, "month": 10, "quarter": 15, "year": 182, "decade": 1826}
"""Days by which a distance told in months or years may be off: "a year after" is no day."""


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What relative words hang on.

    ``published`` the report's local day; ``spoken`` the day of the quoted speech the words stand in; ``event`` the days of
    the other event; ``side`` how this claim stands to it when it is the event after the words ("two days after X": X);
    ``future`` when the verb says that it is still to come.
    """

    published: dt.date | None = None
    spoken: dt.date | None = None
    event: Interval | None = None
    inner: bool = False
    future: bool = False

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


def _int(expression: Expression, name: str, default: int = 0) -> int:
    value = expression.values.get(name, default)
    return value if isinstance(value, int) else default


def _str(expression: Expression, name: str, default: str = "") -> str:
    value = expression.values.get(name, default)
    return value if isinstance(value, str) else default


def _unknown(step: str) -> Answer:
    return None, step, None, False


def _days(
    first: dt.date, last: dt.date, step: str, precision: Precision | None = None, *, vague: bool = False
) -> Answer:
    return (first, last), step, precision, vague


def _year(expression: Expression, name: str, today: dt.date | None) -> int | None:
    """Return a stated year; two digits mean the nearest century up to the report."""
    year = _int(expression, name, -1)
    if year < 0:
        return None
    if year >= 100:  # noqa: PLR2004  # written in full
        return year
    return _full(year, today)


def _full(year: int, today: dt.date | None) -> int:
    """Return the year that two digits mean: in the nearest century up to the report."""
    if today is None:
        return 1900 + year if year >= _PIVOT else 2000 + year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 1 else century - 100 + year


def _date(e: Expression, anchor: Anchor) -> Answer:
    month, day = _int(e, "m"), _int(e, "d")
    year = _year(e, "y", anchor.today)
    if year is not None:
        found = cal.safe_date(year, month, day)
        return _days(found, found, "a full date") if found else _unknown(f"no such day: {day}/{month}/{year}")
    today = anchor.today
    if today is None:
        return _unknown("a date without a year, and the report has no date")
    found = _nearest(month, day, anchor, e.values.get("w"))
    return _days(found, found, f"{found}: the year is the last up to {today}") if found else _unknown("no such day")


def _nearest(month: int, day: int, anchor: Anchor, weekday: object = None) -> dt.date | None:
    """Return the last such date up to the report (the next one in the future tense), of the stated weekday if any is."""
    today = anchor.today
    if today is None:
        return None
    years = range(today.year, today.year + 9) if anchor.future else range(today.year + 1, today.year - 9, -1)
    first: dt.date | None = None
    for year in years:
        found = cal.safe_date(year, month, day)
        if found is None or not (found >= today if anchor.future else found <= today + _SLACK):
            continue
        if weekday is None or found.weekday() == weekday:
            return found
        first = first or found
    return first


def _iso(e: Expression, anchor: Anchor) -> Answer:  # noqa: ARG001  # one signature for all calculations
    parts = [int(p) for p in _str(e, "i").split("-")]
    found = cal.safe_date(*parts)
    return _days(found, found, "a full date") if found else _unknown(f"no such day: {_str(e, 'i')}")


def _slash(e: Expression, anchor: Anchor) -> Answer:
    first, second, year = (int(p) for p in _str(e, "i").replace(".", "/").split("/"))
    if year < 100:  # noqa: PLR2004  # two digits
        year = _full(year, anchor.today)
    found = {d for d in (cal.safe_date(year, second, first), cal.safe_date(year, first, second)) if d}
    past = {d for d in found if anchor.today is None or d <= anchor.today + _SLACK}
    days = sorted(past or found)
    if not days:
        return _unknown(f"no such day: {_str(e, 'i')}")
    step = "a full date in figures" if len(days) == 1 else "day and month may be swapped: both are possible"
    return _days(days[0], days[-1], step, vague=len(days) > 1)


def _day_range(e: Expression, anchor: Anchor) -> Answer:
    month = _int(e, "m") or _int(e, "m2")
    month2 = _int(e, "m2") or month
    year, year2 = _year(e, "y", anchor.today), _year(e, "y2", anchor.today)
    if year2 is None and year is not None:
        year2 = year + (month2 < month)
    if year2 is None:
        end = _nearest(month2, _int(e, "d2"), anchor)
    else:
        end = cal.safe_date(year2, month2, _int(e, "d2"))
    if end is None:
        return _unknown("a range of days without a year, and the report has no date")
    start = cal.safe_date(year if year is not None else end.year - (month > month2), month, _int(e, "d"))
    if start is None or start > end:
        return _unknown("the range of days runs backwards")
    return _days(start, end, "from the first to the last day named")


def _clipped(days: Days, anchor: Anchor) -> Days:
    """Return ``days`` cut at the report: what has happened did not happen after it."""
    today = anchor.today
    if anchor.future or today is None or days[0] > today:
        return days
    return days[0], min(days[1], today)


def _edge_of_month(days: Days, edge: str, today: dt.date | None) -> Days:
    """Return the early, middle or late days of a month: 1-10, 11-20, 21-end (guide, ``when``)."""
    first, last = days
    if edge == "so_far":
        return first, min(last, today) if today else last
    parts = {"early": (first, first + DAY * 9), "mid": (first + DAY * 10, first + DAY * 19)}
    return parts.get(_EDGES.get(edge, edge), (first + DAY * 20, last))


def _edge_of_year(days: Days, edge: str, today: dt.date | None) -> Days:
    """Return the first, middle or last quarter or so of a year (guide, ``when``)."""
    year = days[0].year
    if edge == "so_far":
        return days[0], min(days[1], today) if today else days[1]
    if edge == "mid":
        return dt.date(year, 5, 1), dt.date(year, 8, 31)
    return cal.quarter_days(year, 1 if edge in {"early", "start"} else 4)


def _month(e: Expression, anchor: Anchor) -> Answer:
    year, month, today = _year(e, "y", anchor.today), _int(e, "m"), anchor.today
    if year is None and today is None:
        return _unknown("a month without a year, and the report has no date")
    if year is None:
        year = _year_of_month(month, _str(e, "k"), anchor)
    days = cal.month_days(year, month)
    if edge := _str(e, "e"):
        part = _edge_of_month(days, edge, today)
        if "y" not in e.values and today and part[0] > today and not anchor.future:
            part = _edge_of_month(cal.month_days(year - 1, month), edge, today)
        return _days(*_clipped(part, anchor), "part of a month: days 1-10, 11-20 or 21-end", vague=edge != "so_far")
    return _days(*_clipped(days, anchor), "the first to the last day of the month", "month")


def _year_of_month(month: int, which: str, anchor: Anchor) -> int:
    today = anchor.today
    assert today is not None
    if which == "this":
        return today.year
    if anchor.future or which == "next":
        return today.year + (month < today.month)
    return today.year - (month > today.month or (which == "last" and month == today.month))


def _month_range(e: Expression, anchor: Anchor) -> Answer:
    month, month2 = _int(e, "m"), _int(e, "m2")
    year, year2 = _year(e, "y", anchor.today), _year(e, "y2", anchor.today)
    if year2 is None and year is None and anchor.today is None:
        return _unknown("months without a year, and the report has no date")
    if year2 is None:
        year2 = year + (month2 < month) if year is not None else _year_of_month(month2, "", anchor)
    start = cal.month_days(year if year is not None else year2 - (month > month2), month)[0]
    end = cal.month_days(year2, month2)[1]
    if start > end:
        return _unknown("the range of months runs backwards")
    return _days(*_clipped((start, end), anchor), "from the first month to the last")


def _plain_year(e: Expression, anchor: Anchor) -> Answer:
    year = _year(e, "y", anchor.today)
    assert year is not None
    days = cal.year_days(year)
    if edge := _str(e, "e"):
        part = _edge_of_year(days, edge, anchor.today)
        return _days(*_clipped(part, anchor), "part of a year: about a quarter", vague=edge != "so_far")
    return _days(*_clipped(days, anchor), "the first to the last day of the year", "year")


def _year_range(e: Expression, anchor: Anchor) -> Answer:
    year, year2 = _int(e, "y"), _int(e, "y2")
    if year2 < 100:  # noqa: PLR2004  # "2014-15"
        year2 += year // 100 * 100
    if year2 < year:
        return _unknown("the range of years runs backwards")
    return _days(*_clipped((dt.date(year, 1, 1), dt.date(year2, 12, 31)), anchor), "from the first year to the last")


def _decade(e: Expression, anchor: Anchor) -> Answer:
    year = _int(e, "y")
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(_EDGES.get(_str(e, "e"), _str(e, "e")), (0, 9))
    days = dt.date(year + first, 1, 1), dt.date(year + last, 12, 31)
    return _days(*_clipped(days, anchor), "the years of the decade", "longer", vague=bool(_str(e, "e")))


def _season(e: Expression, anchor: Anchor) -> Answer:
    season, which = _str(e, "s"), _str(e, "k")
    year = _year(e, "y", anchor.today)
    if year is not None:
        first, last = cal.season_days(season, year)
        if last.year > year:  # "winter 2016" may be either of two winters
            first = cal.season_days(season, year - 1)[0]
        return _days(*_clipped((first, last), anchor), "a season, northern hemisphere", vague=True)
    if anchor.today is None:
        return _unknown("a season without a year, and the report has no date")
    seasons = [cal.season_days(season, y) for y in (anchor.today.year, anchor.today.year - 1, anchor.today.year - 2)]
    past = [d for d in seasons if (d[1] if which == "last" else d[0]) <= anchor.today]
    return _days(*_clipped(past[0], anchor), "the last such season, northern hemisphere", vague=True)


def _fiscal(e: Expression, anchor: Anchor) -> Answer:
    year, year2 = _int(e, "y"), _int(e, "y2")
    last = year if not year2 else year // 100 * 100 + year2 if year2 < 100 else year2  # noqa: PLR2004
    days = dt.date(last - 1, 4, 1), dt.date(last, 9, 30)
    return _days(
        *_clipped(days, anchor), "a fiscal year begins between April and October of the year before", vague=True
    )


def _week_of(e: Expression, anchor: Anchor) -> Answer:
    year = _year(e, "y", anchor.today)
    month, day = _int(e, "m"), _int(e, "d")
    found = cal.safe_date(year, month, day) if year is not None else _nearest(month, day, anchor)
    if found is None:
        return _unknown("a week without a year, and the report has no date")
    first = found if found.weekday() == 6 else cal.week_days(found)[0]  # noqa: PLR2004  # Sunday starts a week of its own
    return _days(first, first + DAY * 6, "the week that holds the day", "week")


def _span_of(e: Expression, anchor: Anchor) -> Answer:
    """Return the n-th unit of a month or year ("the first six months of 2026", "the last week of March")."""
    month, unit, today = _int(e, "m"), _str(e, "u"), anchor.today
    year = _year(e, "y", today)
    if year is None and today is None:
        return _unknown("no year is named, and the report has no date")
    if year is None and month:
        year = _year_of_month(month, "", anchor)
    elif year is None:
        assert today is not None
        year = today.year - (_str(e, "k", "this") == "last")
    whole = cal.month_days(year, month) if month else cal.year_days(year)
    count, nth = max(_int(e, "n", 1), 1), _int(e, "o", 1)
    days = _half(whole, nth) if unit == "half" else _nth(whole, nth, count, unit)
    if days is None or days[0] > whole[1]:
        return _unknown("no such part")
    days = days[0], min(days[1], whole[1])
    return _days(*_clipped(days, anchor), "a counted part of a month or year")


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


def _weekday(e: Expression, anchor: Anchor) -> Answer:
    today, which = anchor.today, _str(e, "k")
    if today is None:
        return _unknown("a weekday, and the report has no date")
    weekday = _int(e, "w")
    if anchor.future or which == "next":
        after = today + DAY * ((which == "next") + (weekday - today.weekday() - (which == "next")) % 7)
        return _days(after, after, f"the next such weekday from {today}")
    day = cal.last_weekday(weekday, today - DAY if which == "last" else today)
    night: Precision | None = "night" if _str(e, "p") in {"night", "overnight"} else None
    return _days(day, day, f"the last such weekday up to {today}", night)


def _weekday_number(e: Expression, anchor: Anchor) -> Answer:
    day = anchor.today
    for _ in range(24 * 31 if day else 0):
        assert day is not None
        if day.day == _int(e, "d") and day.weekday() == _int(e, "w"):
            return _days(day, day, "the last such weekday with that number")
        day -= DAY
    return _unknown("no such weekday with that number")


def _weekday_in_week(e: Expression, anchor: Anchor) -> Answer:
    if anchor.today is None:
        return _unknown("a weekday of a week, and the report has no date")
    weeks = {"last": -1, "this": 0, "next": 1}[_str(e, "k", "last")]
    day = cal.week_days(anchor.today)[0] + DAY * (7 * weeks + _int(e, "w"))
    return _days(day, day, "that weekday of that week, Monday to Sunday")


def _weekday_ago(e: Expression, anchor: Anchor) -> Answer:
    if anchor.today is None:
        return _unknown("a weekday some time ago, and the report has no date")
    day = cal.shift(cal.last_weekday(_int(e, "w"), anchor.today), -_int(e, "n", 1), _str(e, "u", "week"))
    return _days(day, day, "so long before the last such weekday")


def _weekday_range(e: Expression, anchor: Anchor) -> Answer:
    if anchor.today is None:
        return _unknown("weekdays, and the report has no date")
    last = cal.last_weekday(_int(e, "w2"), anchor.today)
    first = cal.last_weekday(_int(e, "w"), last)
    return _days(first, last, "the last such weekdays up to the report")


def _days_back(e: Expression, anchor: Anchor) -> Answer:
    if anchor.today is None:
        return _unknown("a day counted from the report, and the report has no date")
    day = anchor.today - DAY * e.value
    if anchor.spoken and anchor.spoken != anchor.published:
        return _days(day, day, f"counted from the day the quoted words were said, {anchor.spoken}")
    return _days(day, day, f"counted from the day of the report, {anchor.today}")


def _nights_back(e: Expression, anchor: Anchor) -> Answer:
    if anchor.today is None:
        return _unknown("a night counted from the report, and the report has no date")
    evening = anchor.today - DAY * e.value
    return _days(evening, evening + DAY, "a night touches two days", "night")


def _ago(e: Expression, anchor: Anchor) -> Answer:
    today, unit, count = anchor.today, _str(e, "u"), _int(e, "n", 1)
    if today is None:
        return _unknown("counted back from the report, and the report has no date")
    if "v" in e.values:
        hours = unit == "hour"
        return (
            _days(today - DAY, today, "some hours before the report") if hours else _unknown("how long ago is not said")
        )
    loose = "a" in e.values or "vague" in e.values
    day = cal.shift(today, -count, unit)
    if unit == "hour":
        return _days(day, cal.shift(today, -(count // 24), "day"), "hours counted back from the report")
    if unit in {"year", "decade"}:
        first, last = cal.year_days(day.year - loose)[0], cal.year_days(day.year + loose)[1]
        return _days(first, min(last, today), "the calendar year so many years back", vague=True)
    if unit in {"month", "quarter"}:
        days = (day - DAY * 10, day + DAY * 10) if loose else cal.month_days(day.year, day.month)
        return _days(days[0], min(days[1], today), "the month so many months back", vague=True)
    slack = _ago_slack(unit, count, loose=loose)
    return _days(
        day - DAY * slack, day + DAY * min(slack, (today - day).days), "counted back from the report", vague=slack > 0
    )


def _ago_slack(unit: str, count: int, *, loose: bool) -> int:
    """Days by which a count of days or weeks may be off: none for a plain count of days or for "a week ago"."""
    if unit == "day":
        return max(1, count - 1) if loose else 0
    return _FEW if loose or count > 1 or unit == "fortnight" else 0


def _past(e: Expression, anchor: Anchor) -> Answer:
    today, unit = anchor.today, _str(e, "u")
    if today is None:
        return _unknown("a stretch up to the report, and the report has no date")
    if "v" in e.values:
        return _unknown("how long a stretch is not said")
    count = max(_int(e, "n", 1), 1)
    if anchor.future:
        return _days(today, cal.shift(today, count, unit), "a stretch from the report on")
    if unit == "weekend":
        saturday = cal.last_weekday(5, today)
        return _days(saturday, min(saturday + DAY, today), "the last weekend")
    return _days(cal.shift(today, -count, unit), today, f"a stretch that ends at the report, {today}")


def _calendar(e: Expression, anchor: Anchor) -> Answer:
    today, unit, edge = anchor.today, _str(e, "u"), _str(e, "e")
    if today is None:
        return _unknown("a week, month or year by the report, and the report has no date")
    step = {"last": -1, "this": 0, "next": 1}[_str(e, "k", "this")]
    days = _calendar_unit(today, unit, step)
    if days is None:
        return _unknown(f"no calendar of {unit}")
    if edge:
        days = _edge_of_unit(days, unit, edge, today)
    if days[0] > today and step == 0 and not anchor.future:
        days = _edge_of_unit(_calendar_unit(today, unit, -1) or days, unit, edge, today)
    what = f"the {unit} of the report" if step == 0 else f"the {unit} {'before' if step < 0 else 'after'} the report's"
    return _days(*_clipped(days, anchor), what, vague=bool(edge) and edge != "so_far")


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
        return _edge_of_year(days, edge, today)
    if unit == "month":
        return _edge_of_month(days, edge, today)
    edge = _EDGES.get(edge, edge)
    if edge == "so_far":
        return days[0], max(days[0], min(days[1], today))
    first, last = days
    third = max((last - first).days // 3, 0)
    parts = {"early": (first, first + DAY * third), "mid": (first + DAY * third, last - DAY * third)}
    return parts.get(edge, (last - DAY * (third + 1), last))


def _beside(e: Expression, anchor: Anchor) -> Answer:
    """Return the days of an event told by its distance from another one."""
    event, side = anchor.event, _str(e, "k", "same")
    if event is None or (event.start is None and side != "same"):
        return _unknown("hangs on another event, whose date is not known")
    start, end = event.start, event.end or event.start
    if start is None or end is None:
        return _unknown("hangs on another event, whose date is not known")
    if side == "same":
        return _days(start, end, "the same days as the other event")
    unit, count = _str(e, "u"), _int(e, "n", 1)
    if unit not in {"hour", "day", "week", "fortnight", "month", "quarter", "year", "decade"}:
        unit = "day"
    if side == "into":
        return _days(
            cal.shift(start, count, unit), cal.shift(end, count + 1, unit) - DAY, "so long after the origin", vague=True
        )
    sign = (1 if side == "after" else -1) * (-1 if anchor.inner else 1)
    if "v" in e.values and unit != "hour":
        return _unknown("how long between the two events is not said")
    if unit == "hour":
        near, far = (0, 1 if "v" in e.values else -(-count // 24))
        days = (start + DAY * near, end + DAY * far) if sign > 0 else (start - DAY * far, end - DAY * near)
        return _days(*_clipped(days, anchor), "hours from the other event")
    loose = _looseness(e, unit, count)
    first, last = cal.shift(start, sign * count, unit) - DAY * loose, cal.shift(end, sign * count, unit) + DAY * loose
    if e.value == _WITHIN:  # "within a week after"
        first, last = min(first, start), max(last, end)
    word = "after" if sign > 0 else "before"
    return _days(first, last, f"{count} {unit}(s) {word} the other event, {start}", vague=loose > 0)


def _looseness(e: Expression, unit: str, count: int) -> int:
    """Return the days by which a distance may be off: none for days, for one week, and for "the same period last year"."""
    if e.value == _EXACT:
        return 0
    said = _FEW - 1 if "vague" in e.values else int("a" in e.values)
    return max(said, _SPREAD.get(unit, 0), _FEW * (unit == "week" and count > 1))


def _feast(e: Expression, anchor: Anchor) -> Answer:
    name, year, today = _str(e, "f"), _year(e, "y", anchor.today), anchor.today
    if year is None and today is None:
        return _unknown("a feast without a year, and the report has no date")
    if year is not None:
        found = list(cal.feast_days(name, year))
    else:
        assert today is not None
        years = range(today.year - 1, today.year + 2)
        all_days = [d for y in years for d in cal.feast_days(name, y)]
        found = [d for d in all_days if d[0] - DAY <= today][-1:] if not anchor.future else []
        found = found or [d for d in all_days if d[1] >= today][:1]
    if not found:
        return _unknown("the feast's days of that year are not known")
    first, last = found[0][0], found[-1][1]
    first, last = _part_of_feast(e, first, last)
    slack = cal.slack_of(name)
    days = first - DAY * slack, last + DAY * slack
    return _days(*_clipped(days, anchor), "the feast's days by its calendar", vague=slack > 0)


def _part_of_feast(e: Expression, first: dt.date, last: dt.date) -> Days:
    nth, edge = _int(e, "o"), _str(e, "e")
    if _str(e, "k") == "eve":
        return first - DAY, first - DAY
    if nth:
        day = last if nth < 0 else first + DAY * (nth - 1)
        return day, day
    if edge:
        third = (last - first).days // 3
        parts = {"early": (first, first + DAY * third), "mid": (first + DAY * third, last - DAY * third)}
        return parts.get(_EDGES.get(edge, edge), (last - DAY * third, last))
    return first, last


def _hijri(e: Expression, anchor: Anchor) -> Answer:  # noqa: ARG001  # one signature for all calculations
    day = cal.hijri_date(_int(e, "y"), _int(e, "m"), _int(e, "d"))
    if day is None:
        return _unknown("no such day in the Hijri tables")
    return _days(day - DAY, day + DAY, "a Hijri date; the moon may be sighted a day sooner or later", vague=True)


CALCULATIONS: dict[str, Callable[[Expression, Anchor], Answer]] = {
    "date": _date,
    "iso": _iso,
    "slash": _slash,
    "day_range": _day_range,
    "month": _month,
    "month_range": _month_range,
    "year": _plain_year,
    "year_range": _year_range,
    "decade": _decade,
    "season": _season,
    "fiscal": _fiscal,
    "week_of": _week_of,
    "span_of": _span_of,
    "weekday": _weekday,
    "weekday_number": _weekday_number,
    "weekday_in_week": _weekday_in_week,
    "weekday_ago": _weekday_ago,
    "weekday_range": _weekday_range,
    "days_back": _days_back,
    "nights_back": _nights_back,
    "ago": _ago,
    "past": _past,
    "calendar": _calendar,
    "beside": _beside,
    "feast": _feast,
    "hijri": _hijri,
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
    if vague or expression.means in {"nights_back"}:
        return None
    if expression.means in {"calendar", "month", "year", "span_of"} and hull.end == anchor.today:
        return _inside(hull.start, hull.end - DAY)
    return hull


def _inside(start: dt.date, end: dt.date) -> Interval | None:
    return Interval(start, end, precision_of(start, end)) if start <= end else None


def _bound(days: Days | None, step: str, relation: str, anchor: Anchor) -> Resolved:
    """Return the stretch that a date bounds: since it up to the report, until it, before or after it."""
    today = anchor.today
    if relation == "since" or relation == "after":
        if days is None:
            return Resolved(Interval(None, today, "open"), None, f"{step}; the start stays open")
        if today is None or days[0] > today:
            return Resolved(Interval(days[0], None, "open"), None, f"{step}; from then on")
        hull = Interval(days[0], today, precision_of(days[0], today))
        core = _inside(days[1], today - DAY) if relation == "since" else None
        return Resolved(hull, core, f"{step}; from then up to the report, {today}")
    if days is None:
        return Resolved(None, None, step)
    end = days[1] if relation == "until" else days[0] - DAY
    return Resolved(Interval(None, end, "open"), None, f"{step}; up to then, the start stays open")
