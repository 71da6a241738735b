"""What reading gives: texts with their credits, and Issues for what could not be read."""

import datetime as dt
import re

import msgspec

from tollbook.model.document import Credits
from tollbook.model.issue import Issue

YEARS = range(1800, 2201)
"""Years a report can be of: beyond them lie slips of the keyboard, and the ends of the calendar that dates are counted with."""
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


class ReadText(msgspec.Struct, frozen=True, kw_only=True):
    """One report's text with what its bytes say about it.

    ``offset`` is where the text starts in the decoded bytes (after front matter), None where it was taken out of markup
    and has no single place there. ``line`` is the line of a JSON Lines file.
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
