"""What a document's setting says about whom common words mean: its countries, its day, the book's focus. Decides no name."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.actor import Actor, Actors
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.spot import Spot, Spotter
from tollbook.resolve.who.find import actor_finder

FOCUS_WEIGHT = 3.0  # a book's country counts like so many mentions
CLAIM_WEIGHT = 6.0  # so does the country of the claim's own place
CLEAR = 1.5  # the best country must outweigh the next by this factor
_MOST_TEXT = 200_000  # code points looked at for the countries of a document

_FINDERS: dict[int, tuple[Actors, Spotter]] = {}


class Setting(msgspec.Struct, frozen=True):
    """Weights of countries in a document (alpha-2 codes), its day, and the actors its text names plainly."""

    weights: Mapping[str, float]
    day: dt.date | None
    named: frozenset[str]

    def at(self, country: str | None) -> "Setting":
        """Return this setting seen from a claim whose place lies in ``country``."""
        if country is None:
            return self
        weights = {**self.weights, country: self.weights.get(country, 0.0) + CLAIM_WEIGHT}
        return msgspec.structs.replace(self, weights=weights)

    def weight_of(self, actor: Actor) -> float:
        """Return how much the setting speaks for ``actor``: the weight of its best country, more if the text names it."""
        best = max((self.weights.get(country, 0.0) for country in actor.countries), default=0.0)
        return best + (2.0 if actor.id in self.named and best else 0.0)

    def is_active(self, actor: Actor) -> bool:
        """Return False for an actor that did not exist on the document's day."""
        if self.day is None:
            return True
        return not ((actor.since and self.day < actor.since) or (actor.until and self.day > actor.until))


def finder_of(actors: Actors) -> Spotter:
    """Return the finder of names for ``actors``, made once for each list."""
    known = _FINDERS.get(id(actors))
    if known is None or known[0] is not actors:
        known = (actors, actor_finder(actors))
        _FINDERS[id(actors)] = known
    return known[1]


def setting_of(document: Document, actors: Actors, focus: Sequence[str]) -> Setting:
    """Return the setting of ``document``: every name in its text votes for the countries its bearer belongs to."""
    votes, named = _named_in(document.text[:_MOST_TEXT], actors) if actors.by_id else (Counter[str](), frozenset[str]())
    weights = dict.fromkeys(votes, 0.0) | {c: float(n) for c, n in votes.items()}
    for country in focus:
        weights[country] = weights.get(country, 0.0) + FOCUS_WEIGHT
    return Setting(weights, document.published, named)


_NAMED: dict[int, tuple[Actors, str, Counter[str], frozenset[str]]] = {}


def _named_in(text: str, actors: Actors) -> tuple[Counter[str], frozenset[str]]:
    """Return the votes for countries and the actors named in ``text``; the last one is kept: claims and records ask for it."""
    known = _NAMED.get(id(actors))
    if known is not None and known[0] is actors and known[1] == text:
        return known[2], known[3]
    spots = finder_of(actors)(text, _pieces(text))
    votes: Counter[str] = Counter()
    for spot in spots:
        actor = actors.by_id.get(spot.value or "")
        for country in actor.countries[:1] if actor else ():
            votes[country] += 1
    named = frozenset(_ids(spots))
    _NAMED[id(actors)] = (actors, text, votes, named)
    return votes, named


def _pieces(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line)))
        start += len(line)
    return spans


def _ids(spots: Sequence[Spot]) -> list[str]:
    return [s.value for s in spots if s.value]
