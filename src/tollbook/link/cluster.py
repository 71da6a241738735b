"""Join accounts to groups under constraints: best pairs first, hard "no" respected, order of arrival without effect."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

PAIRS_LOOKED_AT = 12
ENOUGH = 0.35
"""The share of "same" that the mean of two groups' pairs must reach: one misread date must not hold back a group."""
Scores = Mapping[tuple[int, int], float]


class Clusters:
    """Growing groups of account numbers. Small groups move into large ones, so the whole costs n log n.

    ``forbidden`` pairs never meet in a group.
    """

    def __init__(self, size: int, forbidden: Iterable[tuple[int, int]]) -> None:
        self.member = list(range(size))
        self.groups: dict[int, list[int]] = {k: [k] for k in range(size)}
        self.no: dict[int, set[int]] = {}
        for i, j in forbidden:
            self.no.setdefault(i, set()).add(j)
            self.no.setdefault(j, set()).add(i)

    def may_meet(self, one: int, two: int) -> bool:
        """Return False when a forbidden pair lies between the two groups."""
        small, large = sorted((self.groups[one], self.groups[two]), key=len)
        inside = self.member[large[0]]
        return not any(self.member[enemy] == inside for k in small for enemy in self.no.get(k, ()))

    def join(self, one: int, two: int) -> None:
        """Make one group of two; its number is that of the larger, on a tie the smaller number."""
        keep, gone = sorted((one, two), key=lambda g: (-len(self.groups[g]), g))
        for k in self.groups[gone]:
            self.member[k] = keep
        self.groups[keep] += self.groups.pop(gone)


def cluster(
    size: int,
    scores: Scores,
    *,
    must: Sequence[tuple[int, int]],
    forbidden: Iterable[tuple[int, int]],
    same: float,
    weigh: Callable[[int, int], float],
) -> list[list[int]]:
    """Return groups of account numbers, each sorted, in order of their first number.

    ``scores`` holds the pairs that may be joined and their weights. Pairs are taken by falling weight, then number, so
    the result depends on the values alone; two groups join if nothing forbids it and their mean weight is "same" enough.
    ``weigh`` gives the weight of a pair that is not among ``scores``.
    """
    clusters = Clusters(size, forbidden)
    for i, j in sorted(must):
        one, two = clusters.member[i], clusters.member[j]
        if one != two:
            clusters.join(one, two)
    for (i, j), _ in sorted(((p, s) for p, s in scores.items() if s >= same), key=lambda e: (-e[1], e[0])):
        one, two = clusters.member[i], clusters.member[j]
        if (
            one != two
            and clusters.may_meet(one, two)
            and _mean(clusters.groups[one], clusters.groups[two], scores, weigh) >= ENOUGH * same
        ):
            clusters.join(one, two)
    return sorted(sorted(g) for g in clusters.groups.values())


def _mean(one: list[int], two: list[int], scores: Scores, weigh: Callable[[int, int], float]) -> float:
    first, second = _sample(one), _sample(two)
    pairs = [(i, j) if i < j else (j, i) for i in first for j in second]
    total = math.fsum(scores[pair] if pair in scores else weigh(*pair) for pair in pairs)
    return total / len(pairs)


def _sample(group: list[int]) -> list[int]:
    """Return at most a dozen members, evenly taken by number: the same ones in any order of joining."""
    if len(group) <= PAIRS_LOOKED_AT:
        return group
    ordered = sorted(group)
    step = len(ordered) / PAIRS_LOOKED_AT
    return [ordered[int(k * step)] for k in range(PAIRS_LOOKED_AT)]
