"""What reading gives: texts with their credits, and Issues for what could not be read."""

import datetime as dt
import email.utils
import functools
import re
import zoneinfo

import msgspec

from tollbook.model.document import Credits
from tollbook.model.issue import Issue

YEARS = range(1800, 2201)
"""Years a report can be of: beyond them lie slips of the keyboard, and the ends of the calendar that dates are counted with."""
_HAS_TIME = re.compile(r"\d:\d\d")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


class ReadText(msgspec.Struct, frozen=True, kw_only=True):
    """One report's text with what its bytes say about it.

    ``offset`` is where the text starts in the decoded bytes (after front matter), None where it was taken out of markup
    and has no single place there. ``line`` is the number of its row in a file of many (``read.rows``).
    """

    text: str
    credits: Credits = Credits()
    media_type: str = "text/plain"
    offset: int | None = 0
    line: int | None = None
    issues: tuple[Issue, ...] = ()


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes, or one line of them, that gave no text, and why."""

    issues: tuple[Issue, ...]
    line: int | None = None


class Moment(msgspec.Struct, frozen=True):
    """When a report was published: the day as written, and the instant where a time with its offset stands beside it."""

    day: dt.date | None = None
    instant: dt.datetime | None = None


def moment_of(value: str, subject: str) -> tuple[Moment, tuple[Issue, ...]]:
    """Return the day and, where an offset says which, the instant of ``2017-08-22T21:30Z`` or ``Tue, 22 Aug 2017 21:30 GMT``.

    A time without an offset is the outlet's own: its day is the one written. What is no day gives none, and an Issue.
    """
    instant = _written_instant(value.strip())
    if instant is not None and instant.year in YEARS:
        return Moment(instant.date(), instant if instant.tzinfo else None), ()
    day, issues = day_of(value, subject)
    return Moment(day), issues


def _written_instant(value: str) -> dt.datetime | None:
    if not _HAS_TIME.search(value):
        return None
    try:
        return dt.datetime.fromisoformat(value)
    except ValueError:
        pass  # perhaps the form of mail and of feeds
    try:
        return email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@functools.cache
def zone_names() -> frozenset[str]:
    """Return the names of the time zones known on this computer; looking them up walks a folder, so it is done once."""
    return frozenset(zoneinfo.available_timezones())


def zone_of(value: str, subject: str) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the name of a time zone that is known here, or None and an Issue."""
    name = value.strip()
    if name in zone_names():
        return name, ()
    hint = "Give a zone such as Asia/Damascus; until then the book's zone is meant."
    return None, (Issue("bad-timezone", "warning", subject, f"timezone: {name[:40]!r} is not known", hint),)


def day_of(value: str, subject: str) -> tuple[dt.date | None, tuple[Issue, ...]]:
    """Return the day of ``YYYY-MM-DD`` (a time after it is passed over), or None and an Issue naming the value seen."""
    found = _DAY.fullmatch(value.strip())
    if found and int(found[1]) in YEARS:
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3])), ()
        except ValueError:
            pass  # a day the calendar does not have, such as 2017-02-30: reported below like any other
    hint = "Write the day of publication as YYYY-MM-DD; until then the report counts as undated."
    return None, (
        Issue(
            "bad-date",
            "warning",
            subject,
            f"published: {value[:40]!r} is not a day of the years {YEARS.start} to {YEARS.stop - 1}",
            hint,
        ),
    )
