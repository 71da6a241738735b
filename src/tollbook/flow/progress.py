"""How long work tells of itself: a function that is called with the step, how much is done, and of how much."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]


def silent(step: str, done: int, total: int | None) -> None:
    """Tell nobody."""
