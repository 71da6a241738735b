"""Learn match weights from labelled accounts: how often each reason speaks in pairs of one event and in pairs of two."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.link.account import Account
from tollbook.link.block import candidate_pairs
from tollbook.link.incidents import rarity_of
from tollbook.link.score import pair_score
from tollbook.link.trail import Trail
from tollbook.vocab.linking import LinkWeights

SMOOTHING = 0.5


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """One reason's evidence: pairs of one event and of two in which it spoke, the weight they give, and the mean weight now."""

    code: str
    same: int
    different: int
    weight: float
    now: float


def learned_weights(
    accounts: Sequence[Account], events: Mapping[str, str], weights: LinkWeights
) -> tuple[tuple[Learned, ...], int, int]:
    """Return what labelled accounts teach about each reason, and the numbers of pairs of one event and of two.

    ``events`` give each account's event by its key. A weight is log2(m / u): the reason's share among compared pairs of
    one event over its share among pairs of two, with half a pair added to each. Pairs are those that blocking compares,
    of different reports and of different texts.
    """
    ordered = sorted(accounts, key=lambda a: a.key)
    rarity = rarity_of(ordered)
    telling = {word for word, value in rarity.items() if value > weights.names.offset + 1}
    spoken: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    sums: Counter[str] = Counter()
    totals = {True: 0, False: 0}
    for i, j in candidate_pairs(ordered, weights, telling):
        a, b = ordered[i], ordered[j]
        if a.document == b.document or a.family == b.family or a.key not in events or b.key not in events:
            continue
        same = events[a.key] == events[b.key]
        totals[same] += 1
        trail: Trail = []
        pair_score(a, b, weights, rarity, trail)
        for code, value in {reason.code: value for value, reason in trail}.items():
            spoken[same][code] += 1
            sums[code] += value  # type: ignore[assignment]  # a Counter adds floats as well
    found = tuple(_learned(code, spoken, totals, sums) for code in sorted(spoken[True] | spoken[False]))
    return found, totals[True], totals[False]


def _learned(
    code: str, spoken: Mapping[bool, Mapping[str, int]], totals: Mapping[bool, int], sums: Mapping[str, float]
) -> Learned:
    same, different = spoken[True].get(code, 0), spoken[False].get(code, 0)
    m = (same + SMOOTHING) / (totals[True] + 2 * SMOOTHING)
    u = (different + SMOOTHING) / (totals[False] + 2 * SMOOTHING)
    now = sums[code] / (same + different)
    return Learned(code=code, same=same, different=different, weight=round(math.log2(m / u), 2), now=round(now, 2))
