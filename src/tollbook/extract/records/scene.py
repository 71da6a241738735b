"""One document laid out for its records: sentences by offset, spots by sentence, and readings made from them.

Knows offsets and spots; knows no words of any language and decides nothing about what a sentence says.
"""

import bisect
import re
from collections.abc import Iterable, Sequence

from tollbook.extract.records.gates import plain_bytes, with_marks_folded
from tollbook.extract.sentences.segment import Sentence
from tollbook.model.actor import ActorRole
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.spot import Spot, Spotter, Spotters

WINDOW = 1200
"""Longest stretch of a sentence that is analysed; the rest of a longer one (a list, a table) is left alone."""

_CASUALTIES = frozenset({"killed", "injured"})


class Scene:
    """A document, its sentences and claims, and the spots in the sentences asked for, found once each."""

    def __init__(
        self, document: Document, sentences: Sequence[Sentence], claims: Sequence[Claim], spotters: Spotters
    ) -> None:
        self.document = document
        self.text = document.text
        self.spans = [(s.start, min(s.end, s.start + WINDOW)) for s in sentences]
        self.claims = sorted(claims, key=lambda claim: claim.span)
        self._claim_starts = [claim.span[0] for claim in self.claims]
        self._longest = max((claim.span[1] - claim.span[0] for claim in self.claims), default=0)
        self._harmed = [c for c in self.claims if c.part_of is None and c.harm in _CASUALTIES and c.count.high != 0]
        self._harmed_starts = [claim.span[0] for claim in self._harmed]
        self._starts = [s.start for s in sentences]
        self._spotters = spotters
        self._found: dict[tuple[str, int], tuple[Spot, ...]] = {}
        self._folded = with_marks_folded(document.text)
        self._plain: dict[int, bytes | None] = {}

    def index_at(self, offset: int) -> int:
        """Return the index of the sentence holding ``offset`` (the one before, if it stands between two)."""
        return max(0, bisect.bisect_right(self._starts, offset) - 1)

    def words(self, span: Span) -> str:
        """Return the words of ``span``."""
        return self.text[span[0] : span[1]]

    def plain(self, index: int) -> bytes | None:
        """Return a sentence as the gates read it, None where they cannot."""
        if index not in self._plain:
            self._plain[index] = plain_bytes(self._folded, self.spans[index])
        return self._plain[index]

    def times(self, index: int) -> tuple[Spot, ...]:
        """Return the time spots of a sentence."""
        return self._spots("times", self._spotters.times, index)

    def times_in(self, span: Span) -> tuple[Spot, ...]:
        """Return the time spots that a part of a sentence holds when read by itself."""
        return self._spotters.times(self.text, [span])

    def places(self, index: int) -> tuple[Spot, ...]:
        """Return the place spots of a sentence."""
        return self._spots("places", self._spotters.places, index)

    def actors(self, index: int) -> tuple[Spot, ...]:
        """Return the actor spots of a sentence."""
        return self._spots("actors", self._spotters.actors, index)

    def claims_in(self, span: Span) -> list[Claim]:
        """Return the claims whose words overlap ``span``."""
        return [claim for claim in self._starting(span[0] - self._longest, span[1]) if claim.span[1] > span[0]]

    def ends_in(self, first: int, last: int) -> bool:
        """Return True when the words of a claim end in ``[first, last]``."""
        near = self._starting(first - self._longest, last + 1)
        return any(first <= claim.span[1] <= last for claim in near)

    def harmed_before(self, offset: int) -> list[Claim]:
        """Return the whole claims of dead or injured before ``offset``, in the last sentence that has one."""
        k = bisect.bisect_right(self._harmed_starts, offset) - 1
        while k >= 0 and self._harmed[k].span[1] > offset:
            k -= 1
        if k < 0:
            return []
        first = bisect.bisect_left(self._harmed_starts, self._starts[self.index_at(self._harmed_starts[k])])
        return [claim for claim in self._harmed[first : k + 1] if claim.span[1] <= offset]

    def claim_after(self, offset: int) -> Claim | None:
        """Return the first claim that starts at ``offset`` or behind it."""
        k = bisect.bisect_left(self._claim_starts, offset)
        return self.claims[k] if k < len(self.claims) else None

    def _starting(self, start: int, end: int) -> list[Claim]:
        first, last = (bisect.bisect_left(self._claim_starts, offset) for offset in (start, end))
        return self.claims[first:last]

    def _spots(self, name: str, spotter: Spotter, index: int) -> tuple[Spot, ...]:
        if not 0 <= index < len(self.spans):
            return ()
        key = (name, index)
        if key not in self._found:
            self._found[key] = spotter(self.text, [self.spans[index]])
        return self._found[key]


def overlap(one: Span, other: Span) -> bool:
    """Return True when two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def inside(spots: Iterable[Spot], span: Span) -> list[Spot]:
    """Return the spots that lie wholly inside ``span``."""
    return [spot for spot in spots if span[0] <= spot.span[0] and spot.span[1] <= span[1]]


def trimmed(text: str, span: Span) -> Span:
    """Return ``span`` without white space, commas, quotation marks and a closing stop at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in '"“”„«»,;:–—-'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”„«»,;:–—'):
        end -= 1
    if end - start > 1 and text[end - 1] == "." and text[end - 2].islower():
        end -= 1
    return (start, end)


def group_span(match: re.Match[str], name: str) -> Span | None:
    """Return the span of a named group that matched some words, else None."""
    if name not in match.re.groupindex or match.start(name) < 0 or match.start(name) == match.end(name):
        return None
    return match.span(name)


def reading(
    text: str, span: Span, value: str | None = None, method: str = "pattern", *, inherited: bool = False
) -> Reading:
    """Return a reading of the words of ``span``; its value is the words themselves unless given."""
    quote = text[span[0] : span[1]]
    return Reading(span, quote, quote if value is None else value, method, inherited)


def time_reading(spot: Spot, *, inherited: bool = False) -> TimeReading:
    """Return an unresolved time reading of a spot."""
    return TimeReading(spot.span, spot.quote, spot.kind, inherited)


def place_reading(spot: Spot, method: str = "spot", *, inherited: bool = False) -> PlaceReading:
    """Return an unresolved place reading of a spot."""
    return PlaceReading(spot.span, spot.quote, spot.value or spot.quote, method, inherited)


def actor_reading(scene: Scene, span: Span, role: ActorRole = "belligerent") -> ActorReading:
    """Return a reading of the party named in ``span``: the actor some finder knows there, else the words as they stand."""
    spots = scene.actors(scene.index_at(span[0]))
    known = inside(spots, span)
    wider = next((spot for spot in spots if spot.span[0] < span[0] and spot.span[1] == span[1]), None)
    if wider is not None:
        return ActorReading(span, scene.words(span), scene.words(span), role, "spot", actor=wider.value)
    if known:
        spot = max(known, key=lambda found: found.span[1] - found.span[0])
        if spot.span == span:
            return ActorReading(spot.span, spot.quote, spot.quote, role, "spot", actor=spot.value)
    return ActorReading(span, scene.words(span), scene.words(span), role, "words")
