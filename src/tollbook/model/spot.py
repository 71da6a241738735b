"""Words in a text that may be a time, a place or an actor, found before anyone decides what they belong to."""

from collections.abc import Callable, Sequence

import msgspec

from tollbook.model.ids import Span


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text that names a time, place or actor.

    ``kind`` is the finder's own class (times: day, night, week, month, year, since, past, event ...; places: settlement,
    area, country, demonym, anaphor, border ...; actors: the actor's kind). ``value`` is the finder's normal form: a
    time expression key, a place name without article and type words, an actor id.
    """

    span: Span
    quote: str
    kind: str
    value: str | None = None


Spotter = Callable[[str, Sequence[Span]], tuple[Spot, ...]]
"""``spotter(text, sentence_spans)`` returns the spots inside those sentences, in order of their spans."""


class Spotters(msgspec.Struct, frozen=True):
    """The finders that ``resolve`` lends to ``extract``, so that neither room imports the other."""

    times: Spotter
    places: Spotter
    actors: Spotter
