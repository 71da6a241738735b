"""Figures, days and places as people read them. English; knows how to word values, never what they should be."""

import datetime as dt
import re
from collections.abc import Mapping

from tollbook.model.claim import Claim, Who
from tollbook.model.count import Count
from tollbook.model.incident import Figure, Incident, Range
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.total import Balance

UNSTATED = "reported, number unknown"
NO_DAY = "day not stated"
NO_PLACE = "place not stated"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or a page, or turn the words around them: reports and file names may hold any."""
STATED = {
    "exact": "{n}",
    "about": "about {n}",
    "at_least": "at least {n}",
    "more_than": "more than {n}",
    "up_to": "up to {n}",
    "fewer_than": "fewer than {n}",
}
SHORT = {
    "exact": "{n}",
    "about": "≈{n}",
    "at_least": "{n}+",
    "more_than": ">{n}",
    "up_to": "≤{n}",
    "fewer_than": "<{n}",
}
LABELS = {
    "ied": "IED",
    "ground_attack": "ground attack",
    "women_children": "women and children",
    "aid_workers": "aid workers",
    "unknown": "status unknown",
    "civilian": "civilians",
    "combatant": "combatants",
    "security": "security forces",
    "medics": "medical and rescue workers",
}


ONE = {
    "people": "person",
    "civilians": "civilian",
    "combatants": "combatant",
    "children": "child",
    "women": "woman",
    "men": "man",
    "worshippers": "worshipper",
    "journalists": "journalist",
    "aid workers": "aid worker",
    "medical and rescue workers": "medical or rescue worker",
}
"""What one of several is called; a word that is not here stays as it is."""


def of_one(words: str) -> str:
    """Return the words for one of them: "women" gives "woman"."""
    return ONE.get(words, words)


def without_steering(text: str) -> str:
    """Return ``text`` for a reader, with a mark in place of each character that would steer what shows it."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def label(key: str) -> str:
    """Return a code as readers see it ("ground_attack": "ground attack")."""
    return LABELS.get(key, key.replace("_", " "))


def victims(claim: Claim) -> str:
    """Return who a claim counts, to stand after its number: "1 person", "12 people", "3 children".

    "15 family members" and "14,000 families" have one code, so there the words themselves stand.
    """
    if claim.who.group == "family":
        return f"(“{' '.join(claim.quote.split())}”)"
    is_one = (claim.count.low, claim.count.high) == (1, 1)
    return of_one(who_words(claim.who)) if is_one else who_words(claim.who)


def who_words(who: Who) -> str:
    """Return the victims as readers see them: the group, else the status, else "people"; two statuses in one are said so."""
    if who.mixed:
        return "people of several kinds"
    key = who.group or who.status
    return "people" if key == "unknown" else label(key)


def number(value: int) -> str:
    """Return a number with thousands separated."""
    return f"{value:,}"


def count_words(count: Count) -> str:
    """Return a stated number in a sentence: "at least 170", "5 to 9", the vague word itself."""
    if count.bound == "none":
        return "none"
    if count.bound == "vague":
        return f"“{_vague(count.word)}”" if count.word else f"{number(count.low)} or more"
    if count.bound == "range" and count.high is not None:
        return f"{number(count.low)} to {number(count.high)}"
    return STATED[count.bound if count.bound in STATED else "exact"].format(n=number(_said(count)))


def count_short(count: Count) -> str:
    """Return a stated number for a table cell: "170+", "≈40", "5–9", "“dozens”"."""
    if count.bound == "none":
        return "0"
    if count.bound == "vague":
        return f"“{_vague(count.word)}”" if count.word else f"{number(count.low)}+"
    if count.bound == "range" and count.high is not None:
        return f"{number(count.low)}–{number(count.high)}"
    return SHORT[count.bound if count.bound in SHORT else "exact"].format(n=number(_said(count)))


def _vague(word: str) -> str:
    """Return a vague word without the preposition that hangs on it ("scores of")."""
    return word.removesuffix(" of")


def _said(count: Count) -> int:
    return count.high if count.bound in {"up_to", "fewer_than"} and count.high is not None else count.low


def bounds(low: int, high: int | None, *, is_open: bool = False) -> str:
    """Return "42", "30–42", "40–80+" or "40+"; ``high`` None means open above ``low``."""
    if high is None:
        return f"{number(low)}+"
    text = number(low) if low == high else f"{number(low)}–{number(high)}"
    return text + "+" if is_open else text


def range_words(published: Range | None, claims: Mapping[str, Claim] | None = None) -> str:
    """Return published bounds as printed. No range at all is an empty string: silence is not a zero.

    With the ``claims``, a bound that an "about" set is marked: "≈40", "27–≈60".
    """
    if published is None:
        return ""
    if published.low is None:
        return ", ".join(dict.fromkeys(f"“{_vague(word)}”" for word in published.words)) or UNSTATED
    high = published.low if published.high is None else published.high
    marks = [_about(published.set_by.get(bound), claims or {}) for bound in ("low", "high")]
    is_open = published.open or published.high is None
    if published.low == high:
        return ("≈" if all(marks) else "") + bounds(high, high, is_open=is_open)
    return (
        ("≈" if marks[0] else "")
        + number(published.low)
        + "–"
        + ("≈" if marks[1] else "")
        + number(high)
        + "+" * is_open
    )


def _about(claim_id: str | None, claims: Mapping[str, Claim]) -> bool:
    claim = claims.get(claim_id or "")
    return claim is not None and claim.count.bound == "about"


def balance_words(balance: Balance | None) -> str:
    """Return the low and high of an accounted or residual number; empty where nothing was balanced."""
    return bounds(balance.low, balance.high) if balance else ""


def range_of(incident: Incident, harm: str, axis: str = "all", key: str | None = None) -> Range | None:
    """Return the incident's range for a harm, or for one status or group of it; None where nothing is stated."""
    figure = figure_of(incident, harm, axis, key)
    return figure.range if figure else None


def figure_of(incident: Incident, harm: str, axis: str = "all", key: str | None = None) -> Figure | None:
    """Return the incident's figure for a harm, or for one status or group of it; None where nothing is stated."""
    return next((f for f in incident.figures if (f.harm, f.axis, f.key) == (harm, axis, key)), None)


def figure_words(figure: Figure | None, claims: Mapping[str, Claim] | None = None) -> str:
    """Return a figure as printed; one that a person signed is marked."""
    return range_words(figure.range, claims) + (" ✓" if figure.signed_by else "") if figure else ""


def day_words(day: dt.date, *, with_year: bool = True) -> str:
    """Return "21 Aug 2017"."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def interval_words(interval: Interval | None) -> str:
    """Return days as said: "21 Aug 2017", "16–23 Aug 2017", "since 1 June 2017"; a whole month or year by its name."""
    if interval is None or (interval.start is None and interval.end is None):
        return NO_DAY
    start, end = interval.start, interval.end
    if start is None or end is None:
        return f"since {day_words(start)}" if start else f"until {day_words(end)}" if end else NO_DAY
    if start == end:
        return day_words(start)
    return _whole(start, end) or _stretch(start, end)


def _whole(start: dt.date, end: dt.date) -> str | None:
    after = end + dt.timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return None
    if (start.month, end.month, start.year) == (1, 12, end.year):
        return str(start.year)
    return f"{MONTHS[start.month - 1]} {start.year}" if (start.year, start.month) == (end.year, end.month) else None


def _stretch(start: dt.date, end: dt.date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_words(end)}"
    return f"{day_words(start, with_year=start.year != end.year)} – {day_words(end)}"


def radius_words(radius_m: int) -> str:
    """Return a radius as distance: "100 m", "1.5 km", "60 km"."""
    if radius_m < 1000:  # noqa: PLR2004  # metres in a kilometre
        return f"{radius_m}\N{NO-BREAK SPACE}m"
    km = radius_m / 1000
    return f"{km:.0f}\N{NO-BREAK SPACE}km" if km >= 10 else f"{km:.1f}".removesuffix(".0") + "\N{NO-BREAK SPACE}km"  # noqa: PLR2004  # one figure is enough


def place_words(place: Place | None, name: str | None = None) -> str:
    """Return a place with its radius: "al-Bado (in Raqqa, within 3.2 km)"; the text's own name first where it differs."""
    if place is None:
        return name or NO_PLACE
    within = f"within {radius_words(place.radius_m)}"
    if name and name.casefold() not in place.name.casefold() and place.name.casefold() not in name.casefold():
        return (
            f"{name} (in {place.name}, {within})"
            if place.matched_by == "parent"
            else f"{name} ({place.name}, {within})"
        )
    return f"{name or place.name} ({within})"


def listed(parts: list[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004  # two make a list
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def few(parts: list[str], most: int = 12) -> str:
    """Return the first of a long list, and how many more there are."""
    rest = len(parts) - most
    return listed(parts) if rest <= 0 else f"{', '.join(parts[:most])} and {number(rest)} more"


def capital(text: str) -> str:
    """Return text with its first letter capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return text with a full stop where it has no end of its own."""
    return text if text.endswith((".", "!", "?", "”")) else text + "."


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return "1 report", "2 reports"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"
