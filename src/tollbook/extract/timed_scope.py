"""Scope decisions that need the attached time and place: since makes a total, a stretch of days or an area a period."""

from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.spot import Spot


def with_timed_scope(text: str, claims: Sequence[Claim], times: Sequence[Spot], places: Sequence[Spot]) -> tuple[Claim, ...]:  # noqa: ARG001
    """Return the claims with scopes corrected by their times and places."""
    out = []
    for claim in claims:
        relation = claim.when.relation if claim.when is not None and not claim.when.inherited else None
        if relation == "since" and claim.scope != "cumulative":
            claim = msgspec.structs.replace(claim, scope="cumulative")
        elif relation == "within" and claim.scope == "incident":
            claim = msgspec.structs.replace(claim, scope="period")
        out.append(claim)
    return tuple(out)
