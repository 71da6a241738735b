"""Arithmetic of days: weeks, months, quarters, seasons, feasts. Knows calendars, not words."""

import calendar
import datetime as dt
import functools

from hijridate import Gregorian, Hijri

from tollbook.vocab.dates import Feast, load_feasts

Days = tuple[dt.date, dt.date]
"""First and last day, inclusive."""

DAY = dt.timedelta(days=1)
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
"""First and last month of a season as the northern hemisphere counts them."""
HIJRI_YEARS = range(1924, 2077)
"""Gregorian years in which the Umm al-Qura tables are defined."""


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def year_days(year: int) -> Days:
    """Return the first and last day of a year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def week_days(day: dt.date) -> Days:
    """Return Monday and Sunday of the week of ``day`` (guide, ``when``: weeks run Monday to Sunday)."""
    monday = day - DAY * day.weekday()
    return monday, monday + DAY * 6


def quarter_days(year: int, quarter: int) -> Days:
    """Return the first and last day of quarter 1 to 4."""
    return dt.date(year, 3 * quarter - 2, 1), month_days(year, 3 * quarter)[1]


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: dt.date, count: int, unit: str) -> dt.date:
    """Return ``day`` moved by ``count`` units; hours count in whole days, rounded up."""
    if unit == "minute":
        return day
    if unit == "hour":
        whole = -(-abs(count) // 24)
        return day + DAY * (whole if count > 0 else -whole)
    if unit in {"month", "quarter", "year", "decade"}:
        return add_months(day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])
    return day + DAY * count * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit]


def last_weekday(weekday: int, day: dt.date) -> dt.date:
    """Return the last such weekday up to and including ``day``."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def season_days(season: str, year: int) -> Days:
    """Return the days of a season; a winter begins in December of ``year`` and ends in the next."""
    first, last = SEASONS[season]
    return dt.date(year, first, 1), month_days(year + (last < first), last)[1]


def easter(year: int) -> dt.date:
    """Return Western Easter Sunday (anonymous Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return dt.date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> dt.date:
    """Return Orthodox Easter Sunday in the Gregorian calendar (Julian computus, 13 days apart until 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return dt.date(year, month, day + 1) + DAY * 13


def _hebrew_elapsed(year: int) -> int:
    """Return the days from the Hebrew epoch to the new year of ``year``, with the postponements."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day  # noqa: PLR2004  # no new year on Sunday, Wednesday, Friday


def hebrew_new_year(year: int) -> int:
    """Return the ordinal of 1 Tishri of the Hebrew ``year``."""
    before, this, after = (_hebrew_elapsed(y) for y in (year - 1, year, year + 1))
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0  # noqa: PLR2004  # lengths a year cannot have
    return this + late - 1373427


def _hebrew_feast(feast: Feast, year: int) -> dt.date:
    """Return the first day in the Gregorian ``year`` of a feast of Tishri, Kislev or Nisan (months 7, 9, 1)."""
    autumn = hebrew_new_year(year + 3761)
    if feast.month == 1:
        return dt.date.fromordinal(autumn - 177 + feast.day - 1)
    if feast.month == 7:  # noqa: PLR2004  # Tishri
        return dt.date.fromordinal(autumn + feast.day - 1)
    following = hebrew_new_year(year + 3762) - autumn
    long_month = following % 10 == 5  # noqa: PLR2004  # a "complete" year has 30 days in its second month
    return dt.date.fromordinal(autumn + 30 + 29 + long_month + feast.day - 1)


@functools.lru_cache(maxsize=4096)
def feast_days(name: str, year: int) -> tuple[Days, ...]:
    """Return the first and last days of the feast ``name`` that begin in the Gregorian ``year``; Hijri ones may be two."""
    feast = load_feasts()[name]
    if feast.either:
        return tuple(sorted(days for other in feast.either for days in feast_days(other, year)))
    return tuple((first, first + DAY * (feast.days - 1)) for first in _first_days(feast, year))


def _first_days(feast: Feast, year: int) -> tuple[dt.date, ...]:
    if feast.calendar == "gregorian":
        return (dt.date(year, feast.month, feast.day),)
    if feast.calendar == "easter":
        return (easter(year) + DAY * feast.day,)
    if feast.calendar == "orthodox_easter":
        return (orthodox_easter(year) + DAY * feast.day,)
    if feast.calendar == "hebrew":
        return (_hebrew_feast(feast, year),)
    return _hijri_days(feast.month, feast.day, year)


def _hijri_days(month: int, day: int, year: int) -> tuple[dt.date, ...]:
    if year not in HIJRI_YEARS:
        return ()
    first = Gregorian(year, 1, 1).to_hijri().year
    days = [hijri_date(hijri_year, month, day) for hijri_year in range(first, first + 3)]
    return tuple(d for d in days if d is not None and d.year == year)


def hijri_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian date of a Hijri one (Umm al-Qura), None outside its tables."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def slack_of(name: str) -> int:
    """Return by how many days the feast ``name`` may fall sooner or later where the moon is sighted locally."""
    feast = load_feasts()[name]
    return max((load_feasts()[other].slack for other in feast.either), default=feast.slack)
