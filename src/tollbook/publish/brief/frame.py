"""What a page says around a brief's sentences, in one language: headings, captions, days. Knows words, no claims."""

import datetime as dt
import functools
from importlib import resources
from typing import Literal

import msgspec

from tollbook.model.interval import Interval
from tollbook.publish.cite import Citation


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A language's code and direction, its months, and the words of the page by key."""

    code: str
    direction: Literal["ltr", "rtl"]
    months: tuple[str, ...]
    page: dict[str, str]

    @property
    def is_rtl(self) -> bool:
        """True for a language written from right to left."""
        return self.direction == "rtl"

    def say(self, key: str, **values: object) -> str:
        """Return the words of ``key`` with its values; a missing key is a bug and raises KeyError."""
        return self.page[key].format(**values) if values else self.page[key]

    def day(self, day: dt.date | None) -> str:
        """Return a day in words."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}" if day else self.say("undated")

    def days(self, interval: Interval | None) -> str:
        """Return days in words, a stretch from its first to its last."""
        start, end = (interval.start, interval.end) if interval else (None, None)
        if start is None or end is None:
            one = start or end
            return self.say("no_day") if one is None else self.say("since" if start else "until", day=self.day(one))
        if start == end:
            return self.day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def published(self, citation: Citation) -> str:
        """Return the day a cited report was published on."""
        return self.day(dt.date.fromisoformat(citation.published) if citation.published else None)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages a brief can be written in."""
    folder = resources.files("tollbook.publish").joinpath("brief", "words")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@functools.cache
def frame(code: str) -> Frame:
    """Return the page words of language ``code``; raise KeyError where there are none."""
    if code not in languages():
        raise KeyError(code)
    data = resources.files("tollbook.publish").joinpath("brief", "words", f"{code}.toml").read_bytes()
    return msgspec.toml.decode(data, type=Frame)


ENGLISH = frame("en")
