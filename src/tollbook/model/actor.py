"""Actors: belligerents, monitors, outlets, officials. Stable ids; belligerent and speaker are roles, not kinds."""

import datetime as dt
from typing import Literal

import msgspec

ActorRole = Literal["belligerent", "speaker"]
ActorStatus = Literal["suspected", "declared"]
ActorKind = Literal[
    "state_force",
    "state",
    "coalition",
    "non_state_armed",
    "monitor",
    "activist_media",
    "official_source",
    "responder",
    "ngo",
    "intergovernmental",
    "outlet",
    "person",
]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """One actor: stable id, display name, kind, aliases by language, parents and codes of other datasets.

    ``context`` are aliases that name it only where country, date or document say so ("the Coalition"). ``countries`` are
    alpha-2 codes of where it acts or reports. ``alias_kinds``
    marks aliases that are an adjective or a people ("demonym", "people"). ``since`` and ``until`` bound its existence, ``alias_dates`` the use of one
    alias. ``owner`` is the body that owns or feeds it (two actors of one owner are not independent). ``codes`` maps a
    dataset (ucdp, acled, airwars, wikidata) to its spelling or id there, ``codes_from`` says where those were seen. ``collective`` marks a
    name for fighters of no named group ("Syrian rebels"): it needs no naming in a report before common words mean it.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: dict[str, tuple[str, ...]] = {}
    parent: str | None = None
    context: dict[str, tuple[str, ...]] = {}
    alias_kinds: dict[str, str] = {}
    countries: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()
    backed_by: tuple[str, ...] = ()
    owner: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    alias_dates: dict[str, tuple[dt.date | None, dt.date | None]] = {}
    codes: dict[str, str] = {}
    codes_from: str | None = None
    note: str | None = None
    collective: bool = False


class Actors(msgspec.Struct, frozen=True):
    """The actor list, by id."""

    by_id: dict[str, Actor] = {}
