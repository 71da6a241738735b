"""Measure how many time expressions a second are found and resolved.

Usage: python benchmarks/when_speed.py [--seconds N]. The sentences are made here: distinct dates and numbers, no cache helps.
"""

import argparse
import datetime as dt
import itertools
import time

from tollbook.model.document import Document
from tollbook.model.reading import TimeReading
from tollbook.resolve.when.find import find_times
from tollbook.resolve.when.resolve import resolve_time_reading

FORMS = (
    "At least {n} people were killed on {w} when shells hit a market, rescuers said.",
    "Some {n} fighters have died since {m} {d}, the monitor added.",
    "An air raid on {d} {m} {y} wounded {n} villagers near the river.",
    "Over the past {n} days, dozens of families left their homes.",
    "The army lost {n} soldiers between {m} {d} and {m} 28.",
    "In late {m} {y}, a convoy was ambushed and {n} guards were killed.",
    "{n} days after the ceasefire, a mine killed two farmers.",
    "Gunmen shot dead {n} men overnight in the old city.",
)
MONTHS = ("January", "March", "April", "June", "July", "August", "October", "December")
WEEKDAYS = ("Monday", "Tuesday night", "early Wednesday", "last Thursday", "Friday morning", "Saturday")


def sentences() -> itertools.chain:
    """Return an endless run of sentences with one time expression each, all different."""
    numbers = itertools.count(2)
    return itertools.chain.from_iterable(
        [
            form.format(n=n, w=WEEKDAYS[n % len(WEEKDAYS)], m=MONTHS[n % len(MONTHS)], d=n % 27 + 1, y=1990 + n % 30)
            for form in FORMS
        ]
        for n in numbers
    )


def main() -> None:
    """Print expressions a second for finding and resolving together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    args = parser.parse_args()
    count, source = 0, sentences()
    batch = list(itertools.islice(source, 200_000))
    began, cpu = time.perf_counter(), time.process_time()
    for text in batch:
        spots = find_times(text, [(0, len(text))])
        document = Document(id="speed", sha256="", text=text, published=dt.date(2024, 8, 23))
        for spot in spots:
            relation = spot.kind if spot.kind in {"since", "until", "event"} else "at"
            count += (
                resolve_time_reading(TimeReading(spot.span, spot.quote, "speed", relation=relation), document).interval
                is not None
            )
        if time.perf_counter() - began > args.seconds:
            break
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    print(
        f"{count / used:,.0f} expressions a second of one core, found and resolved ({count / wall:,.0f} by the clock)"
    )


if __name__ == "__main__":
    main()
