"""Who died in a simulated event, and what names them: obituaries in an outlet's own voice, lists of a hospital."""

import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.simulate.statements import Statement
from tollbook.simulate.world import Event
from tollbook.vocab.simulation import Names, Preset

HOSPITAL = "Central Hospital"
SURVEY = "Household Survey"
ARCHIVE = "Victims Archive"
"""Takes names over from the hospital's lists."""
TOKEN_LOST, SWAPPED, TYPO, TWICE = 0.1, 0.03, 0.02, 0.05
LETTERS = "abcdefghiklmnorstuwyz"
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
    events: Sequence[Event], dead: Mapping[str, Sequence[Victim]], preset: Preset, words: Names, rng: random.Random
) -> list[Statement]:
    """Return obituaries of single victims, a hospital's lists of an event's dead, a survey's, and what is taken over from a list."""
    said = []
    for event in events:
        people = dead[event.id]
        for number, victim in enumerate(people):
            if rng.random() < preset.obituaries:
                day = event.day + dt.timedelta(days=1 + int(rng.expovariate(0.2)))
                age = victim.age + (
                    rng.choice((-2, -1, 1, 2)) if rng.random() < 0.15 * preset.misspelt else 0
                )  # ages are guessed at times
                said.append(_naming(event, "obituary", "", day, [number], [f"{victim.name}, {max(1, age)}"]))
        if event.dead and rng.random() < preset.lists:
            listed = _listed(people, 0.8, preset, words, rng)
            if listed:
                day = event.day + dt.timedelta(days=rng.randint(1, 3))
                said.append(_naming(event, "list", HOSPITAL, day, *listed))
                if rng.random() < preset.borrowing:
                    later = day + dt.timedelta(days=rng.randint(1, 5))
                    said.append(_naming(event, "list", ARCHIVE, later, *listed))
        if event.dead and rng.random() < preset.survey:
            listed = _listed(people, 0.6, preset, words, rng)
            if listed:
                said.append(
                    _naming(event, "list", SURVEY, event.day + dt.timedelta(days=rng.randint(30, 120)), *listed)
                )
    return said


def _listed(
    people: Sequence[Victim], known: float, preset: Preset, words: Names, rng: random.Random
) -> tuple[list[int], list[str]] | None:
    """Return whom a list knows and how it writes them: some in another spelling, a letter wrong, a name lost, some twice."""
    numbers = [k for k in range(len(people)) if rng.random() < known]
    numbers += [k for k in numbers if rng.random() < TWICE * preset.misspelt]
    return (numbers, [written(people[k].name, preset.misspelt, words, rng) for k in numbers]) if numbers else None


def written(name: str, errors: float, words: Names, rng: random.Random) -> str:
    """Return a name as a list writes it. ``errors`` multiplies the chances; 0 leaves it as it is."""
    parts = [words.spellings.get(p, p) if rng.random() < errors / 4 else p for p in name.split()]
    parts = ["".join(_letter(c, errors, rng) for c in part) for part in parts]
    if rng.random() < SWAPPED * errors:
        parts.reverse()
    if len(parts) > 1 and rng.random() < TOKEN_LOST * errors:
        parts = parts[:1]
    return " ".join(parts)


def _letter(letter: str, errors: float, rng: random.Random) -> str:
    return rng.choice(LETTERS) if letter.islower() and rng.random() < TYPO * errors else letter


def forged_list(event: Event, party: str, names: Names, rng: random.Random) -> Statement:
    """Return a party's list of two hundred dead who do not exist."""
    made = [Victim(f"{_pick(names.men, rng)} {_pick(names.families, rng)}", 30, "m") for _ in range(FORGED)]
    return _naming(event, "list", party, event.day + dt.timedelta(days=2), [], [v.name for v in made])


def _naming(
    event: Event, kind: str, speaker: str, published: dt.date, victims: Sequence[int], names: Sequence[str]
) -> Statement:
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
        killed=len(names),
        injured=0,
        bound="exact",
        status="unknown",
        names=tuple(names),
        victims=tuple(victims),
    )
