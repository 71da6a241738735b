"""Actors: belligerents, monitors, outlets, officials. Stable ids; belligerent and speaker are roles, not kinds."""

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
    """One actor: stable id, display name, kind, aliases by language, parents and codes of other datasets."""

    id: str
    name: str
    kind: ActorKind
    aliases: dict[str, tuple[str, ...]] = {}
    parent: str | None = None


class Actors(msgspec.Struct, frozen=True):
    """The actor list, by id."""

    by_id: dict[str, Actor] = {}
