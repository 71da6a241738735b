"""Finders that look at each stretch of one document once, however many readers ask. Knows nothing of what they find."""

from collections.abc import Sequence

from tollbook.model.ids import Span
from tollbook.model.spot import Spot, Spotter, Spotters


def finders_for_one_document(spotters: Spotters) -> Spotters:
    """Return ``spotters`` that remember their spots by span: to be used for a single text.

    A finder reads each span by itself (see ``model/spot.py``), so what it found there once is what it would find again.
    """
    return Spotters(times=_once(spotters.times), places=_once(spotters.places), actors=_once(spotters.actors))


def _once(spotter: Spotter) -> Spotter:
    known: dict[Span, tuple[Spot, ...]] = {}

    def find(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:
        for span in spans:
            if span not in known:
                known[span] = spotter(text, [span])
        return tuple(spot for span in spans for spot in known[span])

    return find
