"""The true events of a simulated war: when, where, by whom, who died. Knows nothing of reports."""

import datetime as dt
import random
from collections.abc import Sequence

import msgspec

from tollbook.vocab.simulation import Preset, Town

START = dt.date(2019, 1, 1)
MEANS = ("airstrike", "shelling", "ied", "shooting")
PARTIES = ("Northern Army", "Coastal Front")
DEADLY_TAIL = 2.3
MOST_DEAD = 400
NOBODY_DEAD = 0.25
DECAY_DAYS = 3.0
ZIPF = 1.1
SEEN = (0.85, 0.45)
SHARES, DIM_SHARES = (0.35, 0.45, 0.2), (0.2, 0.45, 0.35)
"""Shares of what is seen well, half and hardly: fewer are seen well in the dim months."""
DIM_MONTHS = frozenset({5, 6, 7})
URBAN_TOWNS, BESIEGED_EVERY = 12, 10
URBAN, PERIPHERY, BESIEGED = 1.1, 0.95, 0.6
"""How much more or less is heard of a large town, of the others, and of a besieged one."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One true event. ``seen`` is the chance a source hears of it (its visibility)."""

    id: str
    day: dt.date
    town: int
    means: str
    by: str
    civilians: int
    fighters: int
    children: int
    women: int
    injured: int
    seen: float

    @property
    def dead(self) -> int:
        """All who died."""
        return self.civilians + self.fighters


def make_events(preset: Preset, towns: Sequence[Town], rng: random.Random, start: dt.date = START) -> list[Event]:
    """Return the events in order of time: a Poisson background, each event setting off further ones nearby in time and place."""
    weights = [1 / (rank + 1) ** ZIPF for rank in range(len(towns))]
    queue = [
        (day, rng.choices(range(len(towns)), weights)[0])
        for day in range(preset.days)
        for _ in range(_poisson(rng, preset.events_a_day * (1 - preset.branching)))
    ]
    found: list[tuple[int, int]] = []
    while queue:
        day, town = queue.pop()
        found.append((day, town))
        for _ in range(_poisson(rng, preset.branching)):
            later = day + 1 + int(rng.expovariate(1 / DECAY_DAYS))
            if later < preset.days:
                queue.append((later, town if rng.random() < 0.5 else rng.choices(range(len(towns)), weights)[0]))  # noqa: PLR2004  # half stay in town
    shares = [rng.betavariate(1, 4) for _ in towns]
    return [_event(number, day, town, start, shares, preset, rng) for number, (day, town) in enumerate(sorted(found))]


def _heard_of(town: int) -> float:
    if town % BESIEGED_EVERY == BESIEGED_EVERY - 1:
        return BESIEGED
    return URBAN if town < URBAN_TOWNS else PERIPHERY


def _event(
    number: int,
    day: int,
    town: int,
    start: dt.date,
    shares: Sequence[float],
    preset: Preset,
    rng: random.Random,
) -> Event:
    dead = 0 if rng.random() < NOBODY_DEAD else min(MOST_DEAD, int(rng.paretovariate(DEADLY_TAIL - 1)))
    fighters = sum(rng.random() < shares[town] for _ in range(dead)) if rng.random() < 0.5 else 0  # noqa: PLR2004  # half kill civilians only
    civilians = dead - fighters
    children = sum(rng.random() < 0.3 for _ in range(civilians))  # noqa: PLR2004  # a third or so
    women = sum(rng.random() < 0.35 for _ in range(civilians - children))  # noqa: PLR2004  # of the others
    injured = int(rng.gammavariate(2.0, 0.5 + 1.25 * dead))
    date = start + dt.timedelta(days=day)
    visible = DIM_SHARES if date.month in DIM_MONTHS else SHARES
    seen = rng.choices((*SEEN, preset.least_seen), visible)[0] * _heard_of(town)
    return Event(
        id=f"e{number:06}",
        day=date,
        town=town,
        means=rng.choice(MEANS),
        by=rng.choice(PARTIES),
        civilians=civilians,
        fighters=fighters,
        children=children,
        women=women,
        injured=injured,
        seen=seen,
    )


def _poisson(rng: random.Random, mean: float) -> int:
    """Return a Poisson number by counting exponential gaps."""
    count, passed = 0, rng.expovariate(1.0) if mean > 0 else 1.0
    while mean > 0 and passed < mean:
        count += 1
        passed += rng.expovariate(1.0)
    return count
