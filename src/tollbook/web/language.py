"""The interface in one language: its sentences, terms, days and numbers. Sources' words stay as they are."""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.incident import Range
from tollbook.model.interval import Interval
from tollbook.publish import words
from tollbook.web.reasons import fitting, said

RECORD = "en"
"""The language the record writes its own sentences in."""
LANGUAGES = ("en", "ar")
PARTS = ("acts",)
"""Further files of each language, beside the one that names it: ``acts`` are the words of what people do."""


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language's code, name and direction, its sentences (``text``), terms by code and month names."""

    code: str
    name: str
    direction: str
    text: dict[str, str]
    terms: dict[str, str]
    months: tuple[str, ...]

    def say(self, key: str, **values: object) -> str:
        """Return the sentence ``key`` with its values filled in; a missing key is a bug and raises KeyError."""
        return self.text[key].format(**{name: fitting(value, self.direction) for name, value in values.items()})

    def told(self, sentence: str) -> str:
        """Return a sentence of the record (a rule, a reason) in this language, empty where it has no words for it."""
        return sentence if self.code == RECORD else said(sentence, self.code, self.terms)

    def term(self, code: str | None) -> str:
        """Return a code of the record (harm, status, means, grade) as readers of this language see it."""
        if code is None:
            return ""
        return self.terms.get(code) or words.label(code)

    def one(self, code: str) -> str:
        """Return what one of the victims counted under ``code`` is called: "woman" for ``women``."""
        return self.terms.get(f"one_{code}") or words.of_one(self.term(code))

    def day(self, day: dt.date | None) -> str:
        """Return a day in words."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}" if day else self.say("undated")

    def days(self, interval: Interval | None) -> str:
        """Return an interval in words."""
        if interval is None or (interval.start is None and interval.end is None):
            return self.say("no_day")
        start, end = interval.start, interval.end
        if start is None or end is None:
            return self.say("since", day=self.day(start)) if start else self.say("until", day=self.day(end))
        if start == end:
            return self.day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def tick(self, day: dt.date, step: str = "day") -> str:
        """Return the start of a stretch of time as an axis has room for."""
        month = self.months[day.month - 1]
        short = {"year": str(day.year), "quarter": f"{month} {day.year}", "month": f"{month} {day.year}"}
        return short.get(step) or f"{day.day} {month}"

    def range(self, published: Range | None, claims: Mapping[str, Claim] | None = None) -> str:
        """Return published bounds, "about" marked where the ``claims`` say it; words where no number stands, never a zero."""
        if published is not None and published.low is None and not published.words:
            return self.say("unstated")
        return words.range_words(published, claims)

    def count(self, count: Count) -> str:
        """Return a stated number, short."""
        return words.count_short(count)


@functools.cache
def language(code: str) -> Language:
    """Return the interface language ``code``, one of ``LANGUAGES``; raise KeyError for another."""
    if code not in LANGUAGES:
        raise KeyError(code)
    values = _sentences(f"{code}.toml")
    for part in PARTS:
        for table, sentences in _sentences(f"{part}.{code}.toml").items():
            values[table] |= sentences
    return msgspec.convert(values, Language)


def _sentences(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("tollbook.web").joinpath("interface", name).read_text(encoding="utf-8"))
