"""Days that a document or a vocabulary gives to hang others on: the report's own day, the origin of a named operation."""

import datetime as dt
import functools
import re
import zoneinfo

from tollbook.model.document import Document
from tollbook.resolve.when.answer import Anchor
from tollbook.resolve.when.grammar import Found, grammar_of
from tollbook.resolve.when.interval import interval_of
from tollbook.vocab.dates import dates_language
from tollbook.vocab.operations import Operation, load_operations

_HEAD = 200
"""Characters at the start of a report in which a dateline may stand."""
_BEHIND = re.compile(r"\s*[,.)]?\s*(?P<agency>\([^)\n]{1,60}\)\s*)?(?:[-–—]|\[)")
"""What follows the date of a dateline: perhaps the agency in brackets, then a dash."""
_DASHED = re.compile(r"\d[^\n]{0,70}?(?:--|[-–—]\s|\[)")
_MARKS = ("--", "- ", "–", "—", "[", " -")
_MOST_WORDS = 8
_ANOTHER = r"(?![-‐]\w|\s+(?-i:I{1,3}|I?V|[2-9]|B)\b)"
"""No name goes on so: "Claw-X" and "True Promise 4" are other operations than "Claw" and "True Promise"."""
_DAYS_OLD = 3
"""A dateline may be this much older than the day the feed gives; more, and it is another report's."""


def dateline(text: str, language: str = "en") -> Found | None:
    """Return the date in the dateline of ``text`` ("RAQQA, Aug. 22 (Agency) -"), None where it has none."""
    head = text[:_HEAD]
    may_be = any(mark in head for mark in _MARKS) and _DASHED.search(head)
    return _dateline(head, language) if may_be else None


@functools.lru_cache(maxsize=4096)
def _dateline(text: str, language: str) -> Found | None:
    for found in grammar_of(language).read(text, 0, min(len(text), _HEAD)):
        if found.expression.means not in {"date", "iso", "slash"}:
            continue
        if grammar_of(language).bind.get(text[found.start : found.end].split(maxsplit=1)[0].lower()):
            continue
        line = text[text.rfind("\n", 0, found.start) + 1 : found.start]  # a headline may stand above the dateline
        words = re.findall(r"[^\W\d_]+", line)
        named = len(words) <= _MOST_WORDS and all(w[0].isupper() or len(w) <= 2 for w in words)  # noqa: PLR2004  # "de", "al"
        behind = _BEHIND.match(text, found.end)
        if named and behind and (words or behind["agency"]):
            return found
    return None


@functools.lru_cache(maxsize=1024)
def _report_day(head: str, published: dt.date | None, language: str) -> dt.date | None:
    found = dateline(head, language)
    if found is None:
        return published
    hull = interval_of(found.expression, Anchor(published=published)).hull
    day = hull.start if hull is not None and hull.days == 1 else None
    if day is None or published is None:
        return day or published
    return day if -1 <= (published - day).days <= _DAYS_OLD else published


def report_day(document: Document) -> dt.date | None:
    """Return the local day the report was written: its dateline's, unless that is far from the day of publication.

    A feed gives another zone's day, or files late; "today" in the text is the day of its dateline.
    """
    return _report_day(document.text[:_HEAD], document.published, dates_language(document.language))


@functools.cache
def _names() -> re.Pattern[str]:
    names = sorted(load_operations(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b" + _ANOTHER, re.IGNORECASE)


def operation_in(quote: str) -> Operation | None:
    """Return the named operation that ``quote`` speaks of, None where it names none that is listed."""
    found = _names().search(quote.replace("’", "'"))
    return load_operations()[found.group().lower()] if found else None


def local_day(instant: dt.datetime, zone: str) -> dt.date:
    """Return the day it was in ``zone`` ("Asia/Damascus") at ``instant``: 23:50 there is not the feed's UTC day.

    Raises ValueError for an instant without a zone, zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no zone: its day elsewhere is not known")
    return instant.astimezone(zoneinfo.ZoneInfo(zone)).date()
