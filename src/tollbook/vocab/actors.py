"""Load the actor list."""

from tollbook.model.actor import Actors


def load_actors() -> Actors:
    """Return the bundled actor list."""
    return Actors()
