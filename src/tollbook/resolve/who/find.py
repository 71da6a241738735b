"""Find names of actors in a text."""

from collections.abc import Sequence

from tollbook.model.actor import Actors
from tollbook.model.ids import Span
from tollbook.model.spot import Spot, Spotter


def actor_finder(actors: Actors) -> Spotter:  # noqa: ARG001
    """Return a finder of the names and aliases in ``actors``."""

    def find_actors(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:  # noqa: ARG001
        return ()

    return find_actors
