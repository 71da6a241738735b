"""Part claims that only looked like one: the same number of the same people on another day is another claim."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.interval import Interval

_SLACK = dt.timedelta(days=2)
"""Reports of one night or one attack may name neighbouring days."""


def parted_by_day(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims without ``restates`` and ``supersedes`` between claims that each state a day, far from the other's.

    "Seven children" killed in this week's raid are not those of a raid two years ago. A day taken over from elsewhere in the
    report proves nothing either way.
    """
    stated = {c.id: c.when.interval for c in claims if c.when and c.when.interval and not c.when.inherited}

    def kept(claim: Claim, other: str | None) -> str | None:
        mine, theirs = stated.get(claim.id), stated.get(other or "")
        return None if mine and theirs and _are_apart(mine, theirs) else other

    return tuple(
        msgspec.structs.replace(c, restates=kept(c, c.restates), supersedes=kept(c, c.supersedes))
        if c.restates or c.supersedes
        else c
        for c in claims
    )


def _are_apart(one: Interval, other: Interval) -> bool:
    return _ends_before(one, other) or _ends_before(other, one)


def _ends_before(one: Interval, other: Interval) -> bool:
    return bool(one.end and other.start and other.start - one.end > _SLACK)
