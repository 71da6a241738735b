"""What linking hands on: groups of claims that speak of one event, and why."""

import msgspec

from tollbook.model.incident import Reason


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """Another group, by its key, that may be the same event; for a person to judge."""

    other: str
    score: float
    reasons_for: tuple[Reason, ...] = ()
    reasons_against: tuple[Reason, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Claims of one event, sorted; ``key`` is the smallest claim id.

    ``sub_of`` is the key of the group it is a second blow of. ``documents`` are those of the claims, and reports that tell of the event without a number.
    """

    key: str
    claims: tuple[str, ...]
    documents: tuple[str, ...] = ()
    diffuse: bool = False
    links: tuple[Reason, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sub_of: str | None = None
