"""Running totals are balanced in their order: the same numbers as each by itself, at a cost that grows with their number only."""

import datetime as dt
import random
import time

import msgspec
import pytest

from tollbook.model.claim import Claim, Who
from tollbook.model.count import Count
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading, TimeReading
from tollbook.model.total import Total
from tollbook.model.voice import Voice
from tollbook.reconcile.entry import Entry, cover_of
from tollbook.reconcile.totals import LISTED, balanced, open_account
from tollbook.reconcile.value import Setting

START = dt.date(2020, 1, 1)
LAND = Place("Land", 34.0, 37.0, 300_000, "country", "exact", "t", "L", "SY")
TOWNS = [Place(f"Town {k}", 34 + k * 0.4, 36.0, 1500, "town", "exact", "t", str(k), "SY") for k in range(4)]
VOICE = Voice(root="monitor", name="Monitor", kind="monitor", resolved=True, family="f")


def entry(
    key: str, number: int, first: int | None, last: int, scope: str = "incident", place: Place | None = LAND
) -> Entry:
    """Return one figure of a speaker: an event, or a total of the days ``first`` to ``last``."""
    days = None if first is None else Interval(START + dt.timedelta(first), START + dt.timedelta(last))
    claim = Claim(
        id=key,
        document=key,
        span=(0, 1),
        quote="1",
        head=0,
        harm="killed",
        count=Count(number, number),
        who=Who("civilian"),
        scope=scope,
        when=TimeReading((0, 1), "", "made", interval=days, core=days) if days else None,
        where=PlaceReading((0, 1), "", place.name, "made", place=place) if place else None,
    )
    is_total = scope != "incident"
    return Entry(
        root="monitor",
        harm="killed",
        claims=(claim,),
        cover=cover_of([claim], {}),
        group=None if is_total else key,
        total=claim if is_total else None,
        is_whole=is_total,
    )


def close(wholes: list[Entry], entries: list[Entry]) -> dict[str, Total]:
    """Return the wholes balanced against all entries, by claim."""
    setting = Setting({e.key: VOICE for e in entries}, {}, {})
    return {t.claim: t for t in balanced(wholes, open_account(entries), setting, {})}


def drawn(seed: int) -> list[Entry]:
    """Return running totals of three origins among weeks, days, dated and undated events."""
    rng = random.Random(seed)
    made = []
    for k in range(120):
        first = rng.randrange(90)
        kind = rng.random()
        place = rng.choice([*TOWNS, LAND, None])
        if kind < 0.45:
            last = first + rng.choice([0, 0, 1, 50])
            made.append(entry(f"e{k}", rng.randint(1, 9), None if rng.random() < 0.1 else first, last, place=place))
        elif kind < 0.7:
            made.append(entry(f"p{k}", rng.randint(1, 40), first, first + rng.choice([0, 1, 6, 30]), "period", place))
        else:
            origin = rng.choice([0, 0, 20, 45])
            made.append(
                entry(
                    f"c{k}", rng.randint(1, 400), origin, max(origin, first), "cumulative", rng.choice([LAND, TOWNS[0]])
                )
            )
    return made


@pytest.mark.parametrize("seed", range(12))
def test_a_running_total_balances_as_it_does_by_itself(seed: int) -> None:
    """Taking a series in its order changes no number, no list and no impossible pair of any of its totals."""
    entries = drawn(seed)
    wholes = [e for e in entries if e.total is not None]
    together = close(wholes, entries)
    for whole in wholes:
        assert together[whole.key] == close([whole], entries)[whole.key]


def test_what_a_long_series_names_is_found_by_going_back() -> None:
    """Where a total names only what is new, the totals it carries name the rest, and the last names all."""
    days = LISTED + 60
    events = [entry(f"e{k:04}", 2, k, k, place=TOWNS[k % 4]) for k in range(days)]
    totals = [entry(f"t{k:04}", 2 * k + 5, 0, k, "cumulative") for k in range(days)]
    closed = close(totals, [*events, *totals])
    last = closed[totals[-1].key]
    assert last.carries is None
    assert last.contained == tuple(e.key for e in events)
    step = closed[totals[-2].key]
    assert step.carries == totals[-3].key
    assert step.contained == (events[-2].key,)
    held = set(step.contained)
    while step.carries:
        step = closed[step.carries]
        held |= set(step.contained)
    assert held == {e.key for e in events[:-1]}
    assert (last.accounted.low, last.residual.low) == (2 * days, 3)


def test_the_cost_of_running_totals_grows_with_their_number_only() -> None:
    """Eight times the running totals and events take not much more than eight times as long."""

    def seconds(days: int) -> float:
        events = [entry(f"e{k:05}", 2, k, k, place=TOWNS[k % 4]) for k in range(days)]
        daily = [entry(f"d{k:05}", 2, k, k + 1, "period") for k in range(days)]
        totals = [entry(f"t{k:05}", 2 * k + 5, 0, k, "cumulative") for k in range(days)]
        began = time.process_time()
        close(totals, [*events, *daily, *totals])
        return time.process_time() - began

    seconds(100)
    small = min(seconds(300) for _ in range(3))
    assert seconds(2400) < 8 * 3 * small


def test_a_series_inside_another_costs_by_its_length_only() -> None:
    """Two origins side by side: each day's total of the later one takes the place of the day's before, and of all it held."""

    def seconds(days: int) -> float:
        events = [entry(f"e{k:05}", 1, k, k) for k in range(days)]
        totals = [entry(f"{o}{k:05}", 2 * k + 9, o, o + 1 + k, "cumulative") for o in (0, 5) for k in range(days)]
        began = time.process_time()
        close(totals, [*events, *totals])
        return time.process_time() - began

    seconds(60)
    small = min(seconds(200) for _ in range(3))
    assert seconds(1600) < 8 * 3 * small


def test_a_series_inside_another_is_counted_once() -> None:
    """The longest of the later origin stands for all before it and for the events in it; the days before it add up."""
    events = [entry(f"e{k:02}", 1, k, k) for k in range(20)]
    totals = [entry(f"{o}{k:02}", 10 * (k + 1), o, o + 1 + k, "cumulative") for o in (0, 5) for k in range(14)]
    last = close(totals, [*events, *totals])["013"]
    # since day 0, until day 14: the later origin's total until day 14 says 90, days 0 to 4 hold an event each
    assert last.accounted.low == 90 + 5


def test_a_later_total_of_another_place_is_another_series() -> None:
    """A town's running total goes on from no other town's."""
    events = [entry("e1", 3, 0, 0, place=TOWNS[0]), entry("e2", 4, 1, 1, place=TOWNS[1])]
    totals = [entry("a", 5, 0, 2, "cumulative", TOWNS[0]), entry("b", 9, 0, 3, "cumulative", TOWNS[1])]
    closed = close(totals, [*events, *totals])
    assert [closed[k].contained for k in "ab"] == [("e1",), ("e2",)]
    assert msgspec.structs.replace(closed["a"], residual=None).accounted.low == 3
