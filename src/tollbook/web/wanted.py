"""What a reader asks of the list: filters by facet, words, days and map; what is left, and what each choice would leave."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

import msgspec

from tollbook.model.fold import fold
from tollbook.model.globe import Box
from tollbook.web.index import FACETS, Row
from tollbook.web.spots import Spot, box_said, overlaps
from tollbook.web.timeline import Days

PLACED = frozenset({"area", "box"})
DATED = frozenset({"days"})


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader asks for; empty strings and None ask for everything. ``box`` is a piece of the map."""

    facets: dict[str, str]
    words: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    box: Box | None = None


class Left(msgspec.Struct, kw_only=True):
    """What is left: the rows, and what each choice would leave while the other filters stay.

    ``counts`` by facet and value, ``places`` whatever is asked of the map, ``days`` whatever is asked of the days.
    """

    rows: list[Row]
    counts: dict[str, Counter[str]]
    places: Counter[str]
    days: list[Days]


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """Return what a query asks for; a day that is none is left out."""
    return Wanted(
        facets={name: query[name] for name in FACETS if query.get(name)},
        words=tuple(fold(query.get("q", "")).split()),
        first=day_said(query.get("from", "")),
        last=day_said(query.get("to", "")),
        box=box_said(query.get("box", "")),
    )


def day_said(said: str) -> dt.date | None:
    """Return the day that a query names, None where it is none."""
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def left(rows: Iterable[Row], wanted: Wanted, spots: Mapping[str, Spot]) -> Left:
    """Return what is left of ``rows``, in their order."""
    kept: list[Row] = []
    tallies: dict[str, list[frozenset[str]]] = {name: [] for name in FACETS}
    places: list[str] = []
    days: list[Days] = []
    boxed = {key for key, spot in spots.items() if overlaps(spot.box, wanted.box)} if wanted.box else None
    for row in rows:
        if not all(word in row.words for word in wanted.words):
            continue
        failed = _failed(row, wanted, boxed)
        if not failed:
            kept.append(row)
        if failed <= PLACED:
            places.append(row.spot)
        if failed <= DATED:
            days.append((row.first, row.last))
        if len(failed) < 2:  # noqa: PLR2004  # one failing facet still counts for itself
            for name in failed or FACETS:
                if name in tallies:
                    tallies[name].append(row.keys[name])
    counts = {name: Counter(chain.from_iterable(found)) for name, found in tallies.items()}
    counted = Counter(places)
    counted.pop("", None)
    return Left(rows=kept, counts=counts, places=counted, days=days)


def _failed(row: Row, wanted: Wanted, boxed: set[str] | None) -> set[str]:
    failed = {name for name, key in wanted.facets.items() if key not in row.keys[name]}
    if not _is_in_days(row, wanted):
        failed.add("days")
    if boxed is not None and row.spot not in boxed:
        failed.add("box")
    return failed


def _is_in_days(row: Row, wanted: Wanted) -> bool:
    if wanted.first is None and wanted.last is None:
        return True
    starts = wanted.last is None or (row.first is not None and row.first <= wanted.last)
    ends = wanted.first is None or (row.last is not None and row.last >= wanted.first)
    return starts and ends
