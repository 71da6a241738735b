"""Who died in a simulated event, and what names them: obituaries in an outlet's own voice, lists of a hospital."""

import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.simulate.statements import Statement
from tollbook.simulate.world import Event
from tollbook.vocab.simulation import Names, Preset

HOSPITAL = "Central Hospital"
FORGED = 200
FAMILY = 0.6
"""The share of a larger event's dead who are of one family."""
LARGER = 3


class Victim(msgspec.Struct, frozen=True):
    """One of the dead: name, age, sex."""

    name: str
    age: int
    sex: str


def victims_of(events: Iterable[Event], names: Names, rng: random.Random) -> dict[str, tuple[Victim, ...]]:
    """Return the dead of each event by its id: common given names, families that die together."""
    found = {}
    for event in events:
        family = _pick(names.families, rng)
        found[event.id] = tuple(_victim(event, number, family, names, rng) for number in range(event.dead))
    return found


def _victim(event: Event, number: int, family: str, names: Names, rng: random.Random) -> Victim:
    child = number < event.children
    woman = event.children <= number < event.children + event.women or (child and rng.random() < 0.5)  # noqa: PLR2004  # half the children are girls
    together = event.dead >= LARGER and rng.random() < FAMILY
    surname = family if together else _pick(names.families, rng)
    given = _pick(names.women if woman else names.men, rng)
    return Victim(f"{given} {surname}", rng.randint(1, 17) if child else rng.randint(18, 75), "f" if woman else "m")


def _pick(words: Sequence[str], rng: random.Random) -> str:
    return rng.choices(words, [1 / (rank + 1) for rank in range(len(words))])[0]


def say_names(
    events: Sequence[Event], dead: Mapping[str, Sequence[Victim]], preset: Preset, rng: random.Random
) -> list[Statement]:
    """Return obituaries of single victims, and a hospital's lists of some of an event's dead."""
    said = []
    for event in events:
        for victim in dead[event.id]:
            if rng.random() < preset.obituaries:
                day = event.day + dt.timedelta(days=1 + int(rng.expovariate(0.2)))
                said.append(_naming(event, "obituary", "", day, [victim]))
        if event.dead and rng.random() < preset.lists:
            listed = [v for v in dead[event.id] if rng.random() < 0.8]  # noqa: PLR2004  # eight in ten are identified
            if listed:
                said.append(_naming(event, "list", HOSPITAL, event.day + dt.timedelta(days=rng.randint(1, 3)), listed))
    return said


def forged_list(event: Event, party: str, names: Names, rng: random.Random) -> Statement:
    """Return a party's list of two hundred dead who do not exist."""
    made = [Victim(f"{_pick(names.men, rng)} {_pick(names.families, rng)}", 30, "m") for _ in range(FORGED)]
    return _naming(event, "list", party, event.day + dt.timedelta(days=2), made)


def _naming(event: Event, kind: str, speaker: str, published: dt.date, victims: Sequence[Victim]) -> Statement:
    return Statement(
        speaker=speaker,
        kind=kind,
        event=event.id,
        published=published,
        start=event.day,
        end=event.day,
        town=event.town,
        area=None,
        means=event.means,
        by=None,
        killed=len(victims),
        injured=0,
        bound="exact",
        status="unknown",
        names=tuple(f"{v.name}, {v.age}" if kind == "obituary" else v.name for v in victims),
    )
