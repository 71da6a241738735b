"""A blame: whose hand a claim's words give, how it was read, and which acts of a sentence go together to one."""

from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.belligerents.scene import Act, Force
from tollbook.model.claim import Claim
from tollbook.model.ids import Span


class Blame(msgspec.Struct, frozen=True):
    """Whose hand a claim's words give, and whether that was taken from another sentence."""

    force: Force
    relation: str
    inherited: bool = False
    declared: bool = False
    family: str | None = None


Earlier = Mapping[int, Sequence[tuple[Claim, tuple[Blame, ...]]]]


def blames_of(named: Sequence[Act], claim: Claim, every: Sequence[Act]) -> tuple[Blame, ...]:
    """Return the blame of the nearest act, with its partners ("Israeli and American strikes" share one act noun)."""
    agents = [a for a in named if a.relation == "agent"]
    pool = agents if agents and any(a.at >= claim.span[0] for a in agents) else list(named)
    nearest = min(pool, key=lambda a: (abs(a.at - claim.span[0]), a.at))
    partners = [a for a in every if a.force and (a.token == nearest.token or is_joined(a, nearest))]
    ordered = sorted(partners or [nearest], key=lambda a: a.force.span if a.force else (0, 0))
    return tuple(
        Blame(a.force, a.relation, inherited=a.force.recalled, declared=a.declared, family=a.family)
        for a in ordered
        if a.force
    )


def is_other(act: Act) -> bool:
    """Return True for an act that starts an event of its own: "a strike", "gunmen"."""
    return act.opening == "indefinite" or (act.relation == "anonymous" and act.opening == "bare")


def overlaps(act: Act, span: Span) -> bool:
    """Return True for an act of nobody that is a word of the claim itself."""
    return act.force is None and span[0] <= act.at < span[1]


def is_joined(first: Act, second: Act) -> bool:
    """Return True for two forces with one word between them ("Syrian and Russian warplanes")."""
    if first.force is None or second.force is None:
        return False
    left, right = sorted((first.force, second.force), key=lambda force: force.first)
    return left.last + 1 == right.first
