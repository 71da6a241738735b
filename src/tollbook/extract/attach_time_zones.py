"""Stretches of a sentence that tell another event than the rest: "since X killed 7", "a day after X". Knows where they end."""

import re
from collections.abc import Sequence

import msgspec

from tollbook.extract.attach_time_marks import Row
from tollbook.model.ids import Span
from tollbook.model.spot import Spot

_ZONE_END = re.compile(r"[,;Q]")


class Zone(msgspec.Struct, frozen=True):
    """The clause of another event: its span, the span of the words that open it, and the distance words if they do."""

    span: Span
    opener: Span
    beside: Spot | None = None

    def holds(self, span: Span) -> bool:
        """Return True when ``span`` begins inside the zone."""
        return self.span[0] <= span[0] < self.span[1]


def zones_of(text: str, row: Row) -> tuple[Zone, ...]:
    """Return the zones of a row in order."""
    zones: list[Zone] = []
    for spot in row.spots:
        if spot.value == "since_phrase":
            start = spot.span[0] + 1
            zones.append(Zone((start, spot.span[1]), spot.span))
        elif spot.kind == "event" and opens_clause(text, row, spot):
            zones.append(_clause(row, spot))
    return tuple(zones)


def opens_clause(text: str, row: Row, spot: Spot) -> bool:
    """Return True when distance words are followed by the event they count from, not by a stop ("a day after ...")."""
    _, last = row.reach(spot.span)
    rest = row.marks[last + 1 : last + 2]
    words = spot.quote.lower().split()
    del text
    return bool(rest) and rest not in ",;Q" and row.words[last + 1] != "." and words[-1] in _openers(row.spots)


def _openers(spots: Sequence[Spot]) -> frozenset[str]:
    del spots
    return frozenset({"after", "before", "since", "following"})


def _clause(row: Row, spot: Spot) -> Zone:
    first, last = row.reach(spot.span)
    end = row.sentence.end
    if not set(row.marks[:first]) & set("HEFC"):
        stop = _ZONE_END.search(row.marks, last + 1)
        if stop:
            end = row.starts[stop.start()]
    return Zone((spot.span[1], end), spot.span, spot)
