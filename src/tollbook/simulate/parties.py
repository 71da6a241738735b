"""What the sides say: few of their own dead, many of the enemy's, and one who inflates through many outlets. Also twin strikes."""

import datetime as dt
import random
from collections.abc import Sequence

import msgspec

from tollbook.simulate.statements import Statement
from tollbook.simulate.world import PARTIES, Event
from tollbook.vocab.simulation import Preset

ENEMY_BIAS = 1.0
"""Logarithm of how many times the enemy's dead a side counts (Radford et al. 2023 found more still)."""
INFLATED = 3


def say_parties(events: Sequence[Event], preset: Preset, rng: random.Random) -> list[Statement]:
    """Return what the attacker says of the fighters it killed, and inflated tolls of what it is accused of, put about by the other."""
    said = []
    for event in events:
        if event.fighters and rng.random() < preset.party_claims:
            number = max(1, round(event.fighters * rng.lognormvariate(ENEMY_BIAS, 0.3)))
            said.append(_claim(event, event.by, number, "combatant"))
        if event.civilians and rng.random() < preset.inflation:
            other = next(p for p in PARTIES if p != event.by)
            said.append(_claim(event, other, INFLATED * event.civilians, "civilian"))
    return said


def _claim(event: Event, party: str, number: int, status: str) -> Statement:
    return Statement(
        speaker=party,
        kind="party",
        event=event.id,
        published=event.day + dt.timedelta(days=1),
        start=event.day,
        end=event.day,
        town=event.town,
        area=None,
        means=event.means,
        by=event.by,
        killed=number,
        injured=0,
        bound="exact",
        status=status,
    )


def twins_of(events: Sequence[Event], preset: Preset, rng: random.Random) -> list[Event]:
    """Return second strikes on the same town two hours after a first one: other dead, and an id of their own."""
    chosen = [e for e in events if e.dead and rng.random() < preset.twins]
    return [
        msgspec.structs.replace(e, id=f"{e.id}b", civilians=e.civilians + rng.randint(1, 4), fighters=0, injured=0)
        for e in chosen
    ]
