"""Days of an event told by its distance from another one."""

from tollbook.resolve.when import calendar as cal
from tollbook.resolve.when.answer import FEW, Anchor, Answer, clipped, days_answer, int_of, str_of, unknown
from tollbook.resolve.when.calendar import DAY, Days
from tollbook.resolve.when.grammar import Expression

_UNITS = frozenset({"minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade"})
_SHORT = frozenset({"minute", "hour", "day"})
_DAYS_OF_A_WEEK = 7
_SAME_DAY_HOURS = 6
"""Hours between two events that news tells of one day ("hours earlier", "an hour later")."""
_WITHIN, _EXACT = 1, 2
"""Values of a form: the distance is the most it can be; the distance is exact."""

_SPREAD = {"fortnight": 3, "month": 10, "quarter": 15, "year": 182, "decade": 1826}
"""Days by which a distance told in months or years may be off: "a year after" is no day."""


def beside(e: Expression, anchor: Anchor) -> Answer:
    """Return the days of an event told by its distance from another one ("two days after", "a month into", "the same day").

    ``anchor.inner`` turns the direction: the claim is then the event after the words.
    """
    event, side = anchor.event, str_of(e, "k", "same")
    if event is None or event.start is None or event.end is None:
        return unknown("hangs on another event, whose date is not known")
    if side == "same":
        return days_answer(event.start, event.end, "the same days as the other event")
    unit = str_of(e, "u") if str_of(e, "u") in _UNITS else "day"
    if side == "into":
        count = int_of(e, "n", 1)
        first, last = cal.shift(event.start, count, unit), cal.shift(event.end, count + 1, unit) - DAY
        return days_answer(first, last, "so long after the origin", vague=True)
    sign = (1 if side == "after" else -1) * (-1 if anchor.inner else 1)
    if unit in _SHORT and (event.end - event.start).days >= _DAYS_OF_A_WEEK:
        return unknown("counts from a day, and of the other event only a longer stretch is known")
    if unit in {"minute", "hour"}:
        return _hours(e, (event.start, event.end), sign, anchor)
    return _apart(e, (event.start, event.end), sign, unit, anchor)


def _weekday(weekday: int, event: Days, sign: int) -> Answer:
    """Return the last such weekday before the other event ("the previous Friday"), or the first after it."""
    day = cal.last_weekday(weekday, event[0] - DAY if sign < 0 else event[1] + _DAYS_OF_A_WEEK * DAY)
    return days_answer(day, day, "the next such weekday from the other event")


def _hours(e: Expression, event: Days, sign: int, anchor: Anchor) -> Answer:
    """Return the days that hours from an event may reach: its own; one more for each day begun beyond a few hours."""
    if str_of(e, "u") == "minute":
        return days_answer(*event, "minutes from the other event")
    count = 0 if "v" in e.values else int_of(e, "n", 1)
    far = 0 if count <= _SAME_DAY_HOURS and not anchor.is_event_assumed else max(1, -(-count // 24))
    start, end = event
    days = (start, end + DAY * far) if sign > 0 else (start - DAY * far, end)
    return days_answer(*clipped(days, anchor), "hours from the other event")


def _apart(e: Expression, event: Days, sign: int, unit: str, anchor: Anchor) -> Answer:
    if "v" in e.values:
        return unknown("how long between the two events is not said")
    start, end = event
    if "w" in e.values:
        return _weekday(int_of(e, "w"), event, sign)
    count = int_of(e, "n", 1)
    loose = _looseness(e, unit, count)
    first, last = cal.shift(start, sign * count, unit) - DAY * loose, cal.shift(end, sign * count, unit) + DAY * loose
    if e.value == _WITHIN or e.values.get("a") == "within":  # "within a week after", "less than a week after"
        first, last = min(first, start), max(last, end)
    word = "after" if sign > 0 else "before"
    first, last = clipped((first, last), anchor)
    return days_answer(first, last, f"{count} {unit}(s) {word} the other event, {start}", vague=loose > 0)


def _looseness(e: Expression, unit: str, count: int) -> int:
    """Return the days by which a distance may be off: none for days, for one week, and for "the same period last year"."""
    if e.value == _EXACT or e.values.get("a") == "within":
        return 0
    said = FEW - 1 if "vague" in e.values else int("a" in e.values)
    return max(said, _SPREAD.get(unit, 0), FEW * (unit == "week" and count > 1))
