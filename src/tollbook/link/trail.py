"""The trail of a score: a reason for every bit of a match weight."""

from tollbook.model.incident import Reason

Trail = list[tuple[float, Reason]]


def note(trail: Trail | None, value: float, code: str, text: str) -> float:
    """Add a weight and its reason to the trail, if one is kept; return the weight."""
    if trail is not None:
        trail.append((value, Reason(code, text)))
    return value
