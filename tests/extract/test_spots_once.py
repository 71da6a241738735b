"""Finders for one document look at each stretch once."""

from collections.abc import Sequence

from tollbook.extract.spots_once import finders_for_one_document
from tollbook.model.ids import Span
from tollbook.model.spot import Spot, Spotters


def test_each_stretch_is_read_once_and_told_in_the_order_asked() -> None:
    """A span asked for again is not read again, alone or among others; the answer is the finder's own."""
    asked: list[Span] = []

    def finder(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:
        asked.extend(spans)
        return tuple(Spot(span, text[slice(*span)], "day") for span in spans)

    once = finders_for_one_document(Spotters(times=finder, places=finder, actors=finder))
    text = "Monday Tuesday"
    assert [spot.quote for spot in once.times(text, [(0, 6)])] == ["Monday"]
    assert [spot.quote for spot in once.times(text, [(0, 6), (7, 14)])] == ["Monday", "Tuesday"]
    assert asked == [(0, 6), (7, 14)]
    assert once.places(text, [(0, 6)]) == finder(text, [(0, 6)])
