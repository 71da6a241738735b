"""Find time expressions in a text."""

from collections.abc import Sequence

from tollbook.model.ids import Span
from tollbook.model.spot import Spot


def find_times(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:  # noqa: ARG001
    """Return the time expressions inside ``spans``, in order."""
    return ()
