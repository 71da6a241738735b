"""The site's own words in one language: sentences, terms, days, places. Sources' words and rule traces stay as they are."""

import datetime as dt
import functools
from importlib import resources
from typing import Literal

import msgspec
from markupsafe import Markup, escape

from tollbook.model.claim import Claim, Who
from tollbook.model.incident import Incident, Range
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.snapshot import Snapshot
from tollbook.publish import words
from tollbook.publish.redact import AUTHOR, SOURCE
from tollbook.publish.site.lists import Facet

LANGUAGES = ("en", "ar")
_BDI = Markup("<bdi>%s</bdi>")


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A language's code, own name and direction, its sentences (``text``), terms by code, and names of months."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    months: tuple[str, ...]
    text: dict[str, str]
    terms: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return the sentence ``key`` with its values filled in; a missing key is a bug and raises KeyError."""
        return self.text[key].format(**values) if values else self.text[key]

    def term(self, code: str | None) -> str:
        """Return a code of the record (harm, group, means, grade, kind of reason) as readers of this language see it."""
        return (self.terms.get(code) or words.label(code)) if code else ""

    def month(self, year: int, month: int) -> str:
        """Return a month with its year."""
        return f"{self.months[month - 1]} {year}"

    def day(self, day: dt.date | None) -> str:
        """Return a day in words."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}" if day else self.say("no_day")

    def days(self, interval: Interval | None) -> str:
        """Return an interval in words."""
        start, end = (interval.start, interval.end) if interval else (None, None)
        if start is None or end is None:
            if start or end:
                return self.say("since", day=self.day(start)) if start else self.say("until", day=self.day(end))
            return self.say("no_day")
        if start == end:
            return self.day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{start.day}–{self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def place(self, place: Place | None, name: str | None) -> str:
        """Return a place with the radius its truth lies in; the text's own name first where it differs."""
        key, values = self._placed(place, name)
        return self.say(key, **values)

    def place_marked(self, place: Place | None, name: str | None) -> Markup:
        """Return a place for a page: its names isolated, so that they do not turn the words around them."""
        key, values = self._placed(place, name)
        within = values.pop("within", "")
        return Markup(escape(self.text[key])).format(within=within, **{k: _BDI % v for k, v in values.items()})  # noqa: S704  # escaped

    def _placed(self, place: Place | None, name: str | None) -> tuple[str, dict[str, str]]:
        if place is None:
            return ("name_only", {"name": name}) if name else ("unplaced", {})
        within = self.say("within", radius=self.distance(place.radius_m))
        known = place.name.casefold()
        if name and name.casefold() not in known and known not in name.casefold():
            return "place_in", {"name": name, "area": place.name, "within": within}
        return "place_is", {"name": name or place.name, "within": within}

    def distance(self, metres: int) -> str:
        """Return a distance with its unit."""
        figure, unit = words.radius_words(metres).split("\N{NO-BREAK SPACE}")
        return self.say(unit, n=figure)

    def speaker(self, name: str) -> str:
        """Return a speaker's or recorder's name; in words where the policy keeps it in."""
        return {SOURCE: self.say("a_source"), AUTHOR: self.say("a_recorder")}.get(name, name)

    def range(self, published: Range | None, snapshot: Snapshot) -> str:
        """Return published bounds as printed; words where no number stands, nothing where nothing is said."""
        if published is not None and published.low is None and not published.words:
            return self.say("unstated")
        return words.range_words(published, snapshot.claims)

    def victims(self, who: Who) -> str:
        """Return who is counted: the group, else the status, else people."""
        key = who.group or ("" if who.mixed else who.status)
        return self.term("people" if key in {"", "unknown"} else key)

    def kind(self, claim: Claim) -> str:
        """Return harm and victims of a claim, to stand beside its number."""
        return f"{self.term(claim.harm)} · {self.victims(claim.who)}"

    def iso(self, day: str | None) -> str:
        """Return a day given as YYYY-MM-DD in words."""
        return self.day(dt.date.fromisoformat(day) if day else None)

    def range_of(self, incident: Incident, harm: str, snapshot: Snapshot) -> str:
        """Return the range of a whole harm as printed, nothing where nothing is said."""
        return self.range(words.range_of(incident, harm), snapshot)

    def facet(self, facet: Facet) -> str:
        """Return the name of a list of incidents."""
        if facet.kind == "month":
            return self.month(facet.year, facet.month) if facet.month else str(facet.year)
        return facet.name or self.say(facet.kind)

    def grade(self, incident: Incident) -> str:
        """Return the name of an incident's grade."""
        return self.term(incident.grade.name if incident.grade else "ungraded")


@functools.cache
def wording(code: str) -> Wording:
    """Return the words of language ``code``, one of ``LANGUAGES``; raise KeyError for another."""
    if code not in LANGUAGES:
        raise KeyError(code)
    data = resources.files("tollbook.publish").joinpath("site", "words", f"{code}.toml").read_bytes()
    return msgspec.toml.decode(data, type=Wording)
