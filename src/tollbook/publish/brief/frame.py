"""What a page says around a brief's sentences, in one language: headings, captions, days. Knows words, no claims."""

import datetime as dt
import functools
from importlib import resources
from typing import Literal

import msgspec

from tollbook.model.count import Count
from tollbook.model.interval import Interval
from tollbook.model.total import Balance
from tollbook.publish.cite import Citation
from tollbook.publish.quoted import SOURCE
from tollbook.publish.words import bounds, count_short, number, radius_words


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A language's code and direction, its months, and the words of the page by key.

    ``told`` are the labels a brief of figures after labels is made of, ``terms`` the codes of the record as readers see
    them; English, whose sentences are composed, has neither.
    """

    code: str
    direction: Literal["ltr", "rtl"]
    months: tuple[str, ...]
    page: dict[str, str]
    told: dict[str, str] = {}
    terms: dict[str, str] = {}

    @property
    def is_rtl(self) -> bool:
        """True for a language written from right to left."""
        return self.direction == "rtl"

    def say(self, key: str, **values: object) -> str:
        """Return the words of ``key`` with its values; a missing key is a bug and raises KeyError."""
        return self.page[key].format(**values) if values else self.page[key]

    def tell(self, key: str, **values: object) -> str:
        """Return the label ``key`` with its values; a missing key is a bug and raises KeyError."""
        return self.told[key].format(**values) if values else self.told[key]

    def term(self, code: str) -> str:
        """Return a code of the record as readers see it; one without a word here stays as it is."""
        return self.terms.get(code) or code.replace("_", " ")

    def speaker(self, name: str) -> str:
        """Return a speaker's name, in this language's words where the policy keeps it in."""
        return self.say("a_source") if name == SOURCE else name

    def count(self, count: Count) -> str:
        """Return a stated number as printed: with signs, or in words where the language has words for bounds."""
        if not self.told or count.bound == "vague":
            return count_short(count)
        if count.bound == "range" and count.high is not None:
            return self.tell("count_range", low=number(count.low), high=number(count.high))
        said = count.high if count.bound in {"up_to", "fewer_than"} and count.high is not None else count.low
        return self.tell(f"count_{count.bound if f'count_{count.bound}' in self.told else 'exact'}", n=number(said))

    def bounds(self, low: int, high: int | None, *, is_open: bool = False) -> str:
        """Return a range as printed; ``high`` None means open above ``low``."""
        if not self.told:
            return bounds(low, high, is_open=is_open)
        top = low if high is None else high
        n = number(low) if low == top else self.tell("count_range", low=number(low), high=number(top))
        return self.tell("count_open", n=n) if is_open or high is None else n

    def balance(self, balance: Balance | None) -> str:
        """Return an accounted or residual number; empty where nothing was balanced."""
        return self.bounds(balance.low, balance.high) if balance else ""

    def radius(self, radius_m: int) -> str:
        """Return a radius as distance."""
        length, unit = radius_words(radius_m).split("\N{NO-BREAK SPACE}")
        return f"{length}\N{NO-BREAK SPACE}{self.say(unit)}"

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
