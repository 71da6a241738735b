"""What the sides say: few of their own dead, many of the enemy's, inflated tolls; second strikes; who lies under the rubble."""

import datetime as dt
import random
from collections.abc import Sequence

import msgspec

from tollbook.simulate.statements import OFFICIALS, Statement
from tollbook.simulate.world import PARTIES, Event
from tollbook.vocab.simulation import Preset

ENEMY_BIAS = 1.0
"""Logarithm of how many times the enemy's dead a side counts (Radford et al. 2023 found more still)."""
OWN_BIAS = -1.2
"""And how few of its own."""
INFLATED = 3
RESCUERS = OFFICIALS[1]


def say_parties(events: Sequence[Event], preset: Preset, rng: random.Random) -> list[Statement]:
    """Return what the attacker says of the fighters it killed, and inflated tolls of what it is accused of, put about by the other."""
    said = []
    for event in events:
        if event.fighters and rng.random() < preset.party_claims:
            number = max(1, round(event.fighters * rng.lognormvariate(ENEMY_BIAS, 0.3)))
            said.append(_claim(event, event.by, number, "combatant"))
        other = next(p for p in PARTIES if p != event.by)
        if event.fighters and rng.random() < preset.own_dead:
            number = max(1, round(event.fighters * rng.lognormvariate(OWN_BIAS, 0.3)))
            said.append(msgspec.structs.replace(_claim(event, other, number, "combatant"), kind="own"))
        if event.civilians and rng.random() < preset.inflation:
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


def say_rubble(events: Sequence[Event], preset: Preset, rng: random.Random) -> list[Statement]:
    """Return what rescuers say of those under the rubble: so many missing on the day, and weeks later the whole toll."""
    said = []
    for event in events:
        if event.dead > 1 and rng.random() < preset.rubble:
            missing = rng.randint(1, event.dead - 1)
            days = max(1, round(rng.gammavariate(2.0, 10.0)))
            first = _claim(event, RESCUERS, 0, "unknown")
            said.append(msgspec.structs.replace(first, kind="missing", missing=missing))
            found = _claim(event, RESCUERS, event.dead, "unknown")
            published = event.day + dt.timedelta(days=days)
            said.append(msgspec.structs.replace(found, kind="recovered", published=published))
    return said


def twins_of(events: Sequence[Event], preset: Preset, rng: random.Random) -> list[Event]:
    """Return second strikes on the same town two hours after a first one: other dead, and an id of their own."""
    chosen = [e for e in events if e.dead and rng.random() < preset.twins]
    return [
        msgspec.structs.replace(e, id=f"{e.id}b", civilians=e.civilians + rng.randint(1, 4), fighters=0, injured=0)
        for e in chosen
    ]
