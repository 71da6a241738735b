"""An account: what one report says of one event, reduced to the features that linking compares."""

import functools
import math
import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.voice import Voice
from tollbook.vocab.linking import link_lexicon
from tollbook.vocab.load import data_path, languages
from tollbook.vocab.places import load_place_types

AFTERMATH = "detained"
"""Arrests come after an event: their day is not its day."""
ROUND_FROM = 10
SHORT_NAME = 2
MOST_TALLIES = 48
"""Different numbers of one account that are compared: more are a table, whose numbers tell nothing apart."""
SHORT_WORD = 3
PARENT = "parent"
STREET = "street"
"""Ways in which a place was found: by the area stated with it, by the name of a street in it."""
SITE = "site"
SETTLED = frozenset({"village", "town", "city"})
_LETTERS = re.compile(r"[^\W\d_]+")
Klass = tuple[str, str | None]
"""Status and group of the counted people."""


class Tally(msgspec.Struct, frozen=True, gc=False):
    """One number of an account: harm, class, stated bounds, and whether it is a plain exact number or a vague word."""

    harm: str
    klass: Klass
    low: int
    high: int | None
    exact: bool
    vague: bool


class Account(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Features of one account. Days are ordinals, None where unknown; ``by`` holds belligerents with their parents.

    ``apart`` is a word beside it that marks it as another event, ``risen`` that it says a toll has grown, ``again`` that it was a second blow of one event, ``person`` the name of an only victim, ``key`` the smallest claim id. ``victims`` are words of the count phrases, ``names`` proper names around them, ``ages`` those of people counted one by one,
    ``spelling`` what all spellings of the place's name share, ``area`` the town that stands for a place in it.
    """

    key: str
    claims: tuple[str, ...]
    document: str
    family: str
    diffuse: bool
    start: int | None
    end: int | None
    published: int | None
    lat: float | None
    lon: float | None
    radius_km: float
    place_id: str | None
    place_name: str | None
    country: str | None
    means: frozenset[str]
    by: frozenset[str]
    tallies: tuple[Tally, ...]
    statuses: frozenset[str]
    groups: frozenset[str]
    roots: frozenset[str]
    names: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    landmarks: frozenset[str] = frozenset()
    person: frozenset[str] = frozenset()
    matched_by: str = ""
    apart: str | None = None
    risen: bool = False
    again: bool = False
    position: int = 0
    ages: frozenset[int] = frozenset()
    spelling: str = ""
    area: str | None = None


class Setting(msgspec.Struct, frozen=True):
    """What is known besides the claims: voices by claim, parents of actors, and what the spellings of a place name share."""

    voices: Mapping[str, Voice]
    parents: Mapping[str, str]
    spelled: Callable[[str], str] = str


def account_of(
    claims: Iterable[Claim],
    document: Document | None,
    family: str,
    setting: Setting,
    names: frozenset[str],
    landmarks: frozenset[str],
    ages: frozenset[int] = frozenset(),
) -> Account:
    """Return the account made of ``claims`` (one report, one event): the narrowest time and place any of them has."""
    members = sorted(claims, key=lambda c: (c.span, c.id))
    harmed = [c for c in members if c.harm != AFTERMATH] or members
    when = _narrowest([c.when.interval for c in harmed if c.when and c.when.interval])
    places = [c.where for c in members if c.where]
    resolved = sorted(((w.place, w.name) for w in places if w.place), key=lambda p: (p[0].radius_m, p[0].name))
    place = resolved[0][0] if resolved else None
    name = places[0].name.casefold() if places else None
    return Account(
        key=min(c.id for c in members),
        claims=tuple(sorted(c.id for c in members)),
        document=members[0].document,
        family=family,
        diffuse=any(c.diffuse or c.scope == "period" for c in members if c.part_of is None),
        start=when.start.toordinal() if when and when.start else None,
        end=when.end.toordinal() if when and when.end else None,
        published=document.published.toordinal() if document and document.published else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius_km=max(0.1, place.radius_m / 1000) if place else 0.0,
        place_id=(place.gazetteer_id or place.name) if place else None,
        place_name=name,
        country=place.country if place else None,
        means=_kept_once(frozenset(c.means.value for c in members if c.means)),
        by=_kept_once(
            frozenset(k for c in members for a in c.by for k in _kin(a.actor or a.name.casefold(), setting.parents))
        ),
        tallies=_tallies(members),
        statuses=_kept_once(frozenset(c.who.status for c in members)),
        groups=_kept_once(frozenset(c.who.group for c in members if c.who.group)),
        roots=_kept_once(frozenset(setting.voices[c.id].root for c in members)),
        names=_telling_names(names, members)
        | frozenset(n.casefold() for c in members for name in c.who.names for n in name.split() if len(n) > SHORT_NAME),
        victims=_kept_once(frozenset(w for c in members for w in victim_words(c))),
        landmarks=landmarks,
        person=_person(members),
        matched_by=_found_by(place, resolved[0][1]) if place else "",
        position=members[0].span[0],
        ages=ages,
        spelling=_spelling(name, setting) if name else "",
        area=place.name.casefold() if place and place.matched_by == PARENT and place.level in SETTLED else None,
    )


def _found_by(place: Place, name: str) -> str:
    """Return how a place was found; a town of a street's name is an unsure find: "Harrison Avenue" is not in Harrison."""
    last = name.casefold().split()[-1:]
    is_town = place.matched_by != PARENT and place.level in SETTLED
    return (
        STREET
        if is_town and set(last) <= link_lexicon().streets and not set(last) <= set(place.name.casefold().split())
        else place.matched_by
    )


def _spelling(name: str, setting: Setting) -> str:
    """Return what all spellings of a place's own name share, without the words that say what kind of place it is."""
    own = [w for w in name.split() if w not in type_words()]
    return setting.spelled(" ".join(own or name.split()))


@functools.cache
def type_words() -> frozenset[str]:
    """Return the words of all languages that say what kind of place a name is; a site beside a town's name is no town."""
    kinds = [load_place_types(code) for code in languages() if data_path("languages", code, "places.toml").exists()]
    return frozenset(word for table in kinds for word, kind in table.items() if kind != SITE)


@functools.lru_cache(maxsize=8192)
def _kept_once(words: frozenset[str]) -> frozenset[str]:
    """Return an equal set made before, if there is one: a million accounts share a few hundred of them."""
    return words


def victim_words(claim: Claim) -> list[str]:
    """Return the words from a count's head on that may tell victims from others: "Jesuit", "priests", a surname.

    The numeral itself is left out: "seven" is no evidence beside the number. So are short words.
    """
    words = _LETTERS.findall(claim.quote[max(0, claim.head - claim.span[0]) :].casefold())
    begins_with_number = (
        claim.count.low > 1 and bool(words) and claim.quote[max(0, claim.head - claim.span[0])].isalpha()
    )
    return [w for w in words[1 if begins_with_number else 0 :] if len(w) > SHORT_WORD]


def renamed(account: Account, claims: Iterable[Claim], names: frozenset[str]) -> Account:
    """Return the account of the same claims with more names around them."""
    more = _telling_names(names, sorted(claims, key=lambda c: (c.span, c.id)))
    return msgspec.structs.replace(account, names=account.names | more)


def _telling_names(names: frozenset[str], members: list[Claim]) -> frozenset[str]:
    """Return the names but those of who speaks, is blamed, or lost fighters: bodies are named in reports of many events."""
    roles = _roles(members)
    bodies = " ".join(
        c.quote.casefold() for c in members if c.who.status in {"combatant", "security"} and not c.who.names
    )
    return frozenset(
        n for n in names if n not in roles and not (" " in n and (n in bodies or roles.issuperset(_LETTERS.findall(n))))
    )


def _roles(members: list[Claim]) -> frozenset[str]:
    """Return the words of those who speak or are blamed: that two reports quote one body says nothing of the event."""
    readings = [r for c in members for r in (*c.said_by, *c.by)]
    return frozenset(w for r in readings for w in _LETTERS.findall(r.name.casefold()))


def _person(members: list[Claim]) -> frozenset[str]:
    """Return the words of the names of an account's one victim, nothing when it counts more than one or names nobody."""
    if any(c.count.low != 1 for c in members if c.count.bound != "none"):
        return frozenset()
    names = [n.casefold().split() for c in members for n in c.who.names]
    return frozenset(w for name in names for w in name if len(w) > SHORT_NAME)


def _kin(actor: str, parents: Mapping[str, str]) -> list[str]:
    line = [actor]
    while line[-1] in parents and parents[line[-1]] not in line:
        line.append(parents[line[-1]])
    return line


def _narrowest(intervals: list[Interval]) -> Interval | None:
    if not intervals:
        return None
    return min(intervals, key=lambda i: (i.days if i.days is not None else 10**6, str(i.start), str(i.end)))


def _tallies(members: list[Claim]) -> tuple[Tally, ...]:
    whole = [c for c in members if c.part_of is None and c.stance != "denied"]
    told = dict.fromkeys(
        Tally(
            c.harm,
            (c.who.status, c.who.group),
            c.count.low,
            c.count.high,
            c.count.bound == "exact",
            c.count.bound == "vague",
        )
        for c in whole
    )
    return tuple(told)[:MOST_TALLIES]


@functools.lru_cache(maxsize=65536)
def same_number_weight(number: int, cap: float, round_discount: float) -> float:
    """Return log2(1 / share of unrelated incidents with that number): 1 says little, 37 much, 40 less than 37.

    The share is taken from a power law with exponent 1.8 over incidents, the middle of what conflict data show.
    """
    if number <= 0:
        return 0.0
    share = number**-1.8 / 1.88
    weight = -math.log2(share) - 0.5
    is_round = number >= ROUND_FROM and (number % ROUND_FROM == 0 or number in {15, 25, 75})
    return max(0.0, min(cap, weight) - (round_discount if is_round else 0.0))
