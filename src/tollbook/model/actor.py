"""Actors: belligerents, monitors, outlets, officials. Stable ids; belligerent and speaker are roles, not kinds."""

from typing import Literal

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
