"""Link a figure told anew to the same speaker's older one of the same event, across sentences. Knows no numbers' meaning."""

from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.scope.scope import Hint
from tollbook.model.claim import Claim

_MEMORY = 8
"""Claims back that a toll told anew may replace."""


def with_superseded(claims: Sequence[Claim], hints: Mapping[str, Hint]) -> tuple[Claim, ...]:
    """Return the claims, ``supersedes`` set where the words say that a figure was raised or that the other was an earlier one.

    Design, section 1: only the speaker's own earlier figure is replaced; another speaker's stands beside it. A lower figure
    replaces none here: that takes words of correction.
    """
    found: dict[str, str] = {}
    for position, claim in enumerate(claims):
        near = [c for c in claims[max(0, position - _MEMORY) : position] if _is_same_event(c, claim)]
        older = next((c for c in reversed(near) if _replaces(claim, c, hints)), None)
        if older is not None and claim.supersedes is None and claim.restates is None:
            found[claim.id] = older.id
            continue
        newer = next((c for c in near if hints[claim.id].earlier and c.count.low > claim.count.low), None)
        if newer is not None and newer.supersedes is None:
            found.setdefault(newer.id, claim.id)
    return tuple(msgspec.structs.replace(c, supersedes=found[c.id]) if c.id in found else c for c in claims)


def _replaces(claim: Claim, older: Claim, hints: Mapping[str, Hint]) -> bool:
    told_anew = hints[claim.id].renewed or hints[older.id].earlier
    return told_anew and not hints[claim.id].earlier and claim.count.low > older.count.low


def _is_same_event(one: Claim, other: Claim) -> bool:
    """Return True when the two may be one speaker's figures of one event: same harm and speaker, no other day or place."""
    if one.harm != other.harm or one.scope != other.scope or one.part_of or other.part_of:
        return False
    if _speaker(one) != _speaker(other) or (one.count.high == 0) != (other.count.high == 0):
        return False
    if one.when is not None and other.when is not None and one.when.span != other.when.span:
        return False
    if one.where is None or other.where is None or other.where.inherited:
        return True
    return one.where.name == other.where.name


def _speaker(claim: Claim) -> str:
    """Return who says it, innermost; nothing in the outlet's own voice."""
    if not claim.said_by:
        return ""
    speaker = claim.said_by[0]
    return speaker.actor or speaker.name.casefold().removeprefix("the ")
