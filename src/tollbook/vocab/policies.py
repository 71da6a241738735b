"""Redaction policies: what an edition of a book may show. The program's own by name, a team's from a file."""

import datetime as dt
from typing import Literal

import msgspec

from tollbook.vocab.load import load_named, named

Choice = Literal["keep", "withhold"]
Grain = Literal["day", "week", "month", "year"]


class Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of people: children's, other victims', of those who judged; ``also`` are words that must not leave."""

    minors: Choice = "withhold"
    victims: Choice = "keep"
    authors: Choice = "withhold"
    also: tuple[str, ...] = ()


class Sources(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who speaks: ``unnamed`` are speakers the actor list does not know ("a doctor at ..."); ``withhold`` ids or names.

    ``in_quotes`` says whether persons' names among them are blacked out in reports' own sentences too.
    """

    unnamed: Choice = "withhold"
    in_quotes: Choice = "withhold"
    withhold: tuple[str, ...] = ()


class AtRisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A disc in which nothing may be told finer than ``least_radius_m``."""

    name: str
    lat: float
    lon: float
    radius_m: int
    least_radius_m: int


class Places(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How finely places may be told: everywhere, and near people at risk."""

    least_radius_m: int = 1000
    at_risk: tuple[AtRisk, ...] = ()


class Embargo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An incident (id or code) or document (id) that is not told before the day ``until``."""

    item: str
    until: dt.date


class Dates(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How finely days may be told, and what has to wait: the last ``embargo_days`` and single items."""

    coarsen: Grain = "day"
    embargo_days: int = 0
    embargoes: tuple[Embargo, ...] = ()


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Quoted words of reports, and originals and evidence of what was entered by hand."""

    quotes: Choice = "keep"
    originals: Choice = "withhold"


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an edition may show. What is not said is as strict as the public policy."""

    name: str
    says: str = ""
    names: Names = Names()
    sources: Sources = Sources()
    places: Places = Places()
    dates: Dates = Dates()
    words: Words = Words()


def policy_names() -> tuple[str, ...]:
    """Return the names of the program's own policies."""
    return named("policies")


def load_policy(name: str) -> Policy:
    """Return the program's policy of that name, or the one in the file ``name``; raise ValueError naming the mistake."""
    return load_named(Policy, "policies", "policy", name)
