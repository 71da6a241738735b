"""Stretches of a sentence that tell another event than the rest: "since X killed 7", "a day after X". Knows where they end."""

import re

import msgspec

from tollbook.extract.times.marks import Row
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.time_cues import load_time_cues

_STRONG_END = re.compile(r";")
_ZONE_END = re.compile(r",(?!O?R)|[;Q]")
"""The end of the other event; what is told of it goes on ("three days after the massacre, in which 137 died,")."""


class Zone(msgspec.Struct, frozen=True):
    """The clause of another event: its span, the span of the words that open it, and the distance words if they do."""

    span: Span
    opener: Span
    beside: Spot | None = None

    def holds(self, span: Span) -> bool:
        """Return True when ``span`` begins inside the zone."""
        return self.span[0] <= span[0] < self.span[1]


def zones_of(row: Row, language: str) -> tuple[Zone, ...]:
    """Return the zones of a row in order."""
    zones: list[Zone] = []
    for spot in row.spots:
        if spot.value == "since_phrase":
            start = spot.span[0] + 1
            zones.append(Zone((start, spot.span[1]), spot.span))
        elif spot.kind == "event" and opens_clause(row, spot, language):
            zones.append(_clause(row, spot))
    return tuple(zones)


def opens_clause(row: Row, spot: Spot, language: str) -> bool:
    """Return True when distance words are followed by the event they count from, not by a stop ("a day after ...")."""
    _, last = row.reach(spot.span)
    rest = row.marks[last + 1 : last + 2]
    opener = spot.quote.lower().split()[-1]
    return (
        bool(rest) and rest not in ",;QPVW" and row.words[last + 1] != "." and opener in load_time_cues(language).opener
    )


def _clause(row: Row, spot: Spot) -> Zone:
    first, last = row.reach(spot.span)
    end = row.sentence.end
    if not set(row.marks[:first]) & set("HEFC"):
        stop = _ZONE_END.search(row.marks, last + 1)
    else:
        stop = _STRONG_END.search(row.marks, last + 1)
    if stop:
        end = row.starts[stop.start()]
    return Zone((spot.span[1], end), spot.span, spot)
