"""What a reader asks of the list: filters by facet, words, days and map; what is left, and what each choice would leave."""

import datetime as dt
import functools
import operator
from collections import Counter
from collections.abc import Mapping

import msgspec
import numpy as np

from tollbook.model.fold import fold
from tollbook.model.globe import Box
from tollbook.web.columns import Columns, Mask
from tollbook.web.index import FACETS
from tollbook.web.spots import Spot, box_said, overlaps
from tollbook.web.timeline import Days


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader asks for; empty strings and None ask for everything. ``box`` is a piece of the map."""

    facets: dict[str, str]
    words: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    box: Box | None = None


class Left(msgspec.Struct, kw_only=True):
    """What is left: the numbers of the rows, and what each choice would leave while the other filters stay.

    ``counts`` by facet and value, ``places`` whatever is asked of the map, ``days`` whatever is asked of the days.
    """

    rows: Mask
    counts: dict[str, Counter[str]]
    places: Counter[str]
    days: Counter[Days]


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


def left(columns: Columns, wanted: Wanted, spots: Mapping[str, Spot]) -> Left:
    """Return what is left of the rows of ``columns``."""
    kept: dict[str, Mask] = {name: columns.facets[name].having((key,)) for name, key in wanted.facets.items()}
    if wanted.first is not None or wanted.last is not None:
        kept["days"] = columns.within(wanted.first, wanted.last)
    if wanted.box is not None:
        kept["box"] = columns.spots.having([key for key, spot in spots.items() if overlaps(spot.box, wanted.box)])
    said = np.ones(len(columns.rows), np.bool_)
    for word in wanted.words:
        said = said & columns.holding(word)

    def but_for(*names: str) -> Mask:
        return functools.reduce(operator.and_, (mask for name, mask in kept.items() if name not in names), said)

    return Left(
        rows=but_for(),
        counts={name: columns.facets[name].counted(but_for(name)) for name in FACETS},
        places=columns.spots.counted(but_for("area", "box")),
        days=columns.days(but_for("days")),
    )
