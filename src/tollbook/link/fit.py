"""Fit match weights to labelled pairs by logistic regression, held near the weights as they are (a Gaussian prior in bits)."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.link.account import Account
from tollbook.link.block import candidate_pairs
from tollbook.link.incidents import rarity_of, telling_words
from tollbook.link.score import pair_score
from tollbook.vocab.linking import LinkWeights

FITTED: Mapping[str, tuple[str, ...]] = {
    "time": ("scale", "gap", "near_publication", "same_outlet", "far_publication", "undated_far"),
    "place": (
        "cap", "contained", "other_entry", "outside", "outside_per_radius", "floor", "unsure_floor", "same_name", "other_name",
        "named", "unresolved",
    ),
    "count": ("cap", "round_discount", "overlap", "close", "near", "apart", "far", "absurd", "none_against_some", "risen", "risen_own"),
    "means": ("same", "different"),
    "actor": ("same", "different"),
    "victims": ("same_group", "other_status", "other_person", "same_age", "other_age"),
    "names": (
        "offset", "victim_offset", "full_offset", "cap_each", "full_cap_each", "landmark", "other_landmark", "misread_floor",
        "followed_up",
    ),
    "people": ("other_victim", "same_victim", "unnamed_victim", "named_victim"),
    "copies": ("same_text",),
}  # fmt: skip
"""The numbers that add bits; sizes of blocks, windows and thresholds are none."""
STEP = 0.25
ROUNDS = 100
ENOUGH_GAIN = 1e-6
NEVER = -12.0
"""Pairs below this are apart whatever the weights."""
PRIOR_ODDS = -4.0
ODDS_SPREAD = 5.0
Matrix = NDArray[np.float64]
Place = tuple[str, str, int | None]
"""Where a number stands: section, name, position in a list."""


class Pairs(msgspec.Struct, frozen=True):
    """Labelled pairs of one collection: how each number moves a pair's weight, the weight now, whether they are one event."""

    slopes: Matrix
    scores: Matrix
    same: Matrix


def numbers_of(weights: LinkWeights) -> dict[Place, float]:
    """Return the numbers that can be fitted, by where they stand."""
    found: dict[Place, float] = {}
    for section, names in FITTED.items():
        for name in names:
            value = getattr(getattr(weights, section), name)
            found.update(
                {(section, name, k): v for k, v in enumerate(value)}
                if isinstance(value, tuple)
                else {(section, name, None): value}
            )
    return found


def with_numbers(weights: LinkWeights, numbers: Mapping[Place, float]) -> LinkWeights:
    """Return the weights with other ``numbers``."""
    changed: dict[str, dict[str, object]] = {}
    for (section, name, k), value in numbers.items():
        own = changed.setdefault(section, {})
        if k is None:
            own[name] = value
        else:
            row = list(own.get(name, getattr(getattr(weights, section), name)))  # type: ignore[call-overload]  # a list of numbers
            row[k] = value
            own[name] = tuple(row)
    sections = {s: msgspec.structs.replace(getattr(weights, s), **fields) for s, fields in changed.items()}
    return msgspec.structs.replace(weights, **sections)


def labelled_pairs(accounts: Sequence[Account], events: Mapping[str, str], weights: LinkWeights) -> Pairs:
    """Return the pairs that blocking brings together of accounts with a known event; copies and one report's own are left out.

    Cost: a weighing for each number and pair.
    """
    ordered = sorted(accounts, key=lambda a: a.key)
    rarity = rarity_of(ordered)
    now = numbers_of(weights)
    moved = [with_numbers(weights, {place: value + STEP}) for place, value in now.items()]
    rows, scores, same = [], [], []
    for a, b in _compared(ordered, events, weights, rarity):
        score = pair_score(a, b, weights, rarity)
        if score >= NEVER:
            scores.append(score)
            rows.append([(pair_score(a, b, other, rarity) - score) / STEP for other in moved])
            same.append(float(events[a.key] == events[b.key]))
    return Pairs(np.array(rows).reshape(-1, len(now)), np.array(scores), np.array(same))


def _compared(
    accounts: Sequence[Account], events: Mapping[str, str], weights: LinkWeights, rarity: dict[str, float]
) -> Iterator[tuple[Account, Account]]:
    for i, j in candidate_pairs(accounts, weights, telling_words(rarity, weights)):
        a, b = accounts[i], accounts[j]
        if a.document != b.document and a.family != b.family and a.key in events and b.key in events:
            yield a, b


def fitted(collections: Sequence[Pairs], weights: LinkWeights, *, spread: float = 0.3, most: int = 400) -> LinkWeights:
    """Return the weights that labelled ``collections`` make most likely.

    ``spread`` is how far, in bits, a number is thought to stand from where it ought to; a collection counts as ``most`` pairs
    at most, and has prior odds of its own, so that none of them outweighs the others.
    """
    now = numbers_of(weights)
    count, many = len(now), len(collections)
    design = np.vstack(
        [np.hstack([p.slopes, np.tile(np.eye(many)[k], (len(p.scores), 1))]) for k, p in enumerate(collections)]
    )
    scores, same = (np.concatenate([getattr(p, name) for p in collections]) for name in ("scores", "same"))
    heavy = np.concatenate([np.full(len(p.scores), min(1.0, most / max(1, len(p.scores)))) for p in collections])
    centre = np.concatenate([np.zeros(count), np.full(many, PRIOR_ODDS)])
    stiff = np.concatenate([np.full(count, spread**-2), np.full(many, ODDS_SPREAD**-2)])

    def gain(d: Matrix) -> float:
        bits = math.log(2) * (scores + design @ d)
        return float((heavy * (same * bits - np.logaddexp(0, bits))).sum() - 0.5 * (stiff * (d - centre) ** 2).sum())

    def step(d: Matrix) -> Matrix:
        chance = 1 / (1 + np.exp(-np.clip(math.log(2) * (scores + design @ d), -50, 50)))
        slope = design.T @ (heavy * (same - chance)) * math.log(2) - stiff * (d - centre)
        bend = (design * (heavy * chance * (1 - chance))[:, None]).T @ design * math.log(2) ** 2 + np.diag(stiff)
        return np.asarray(np.linalg.solve(bend, slope))

    best = _climbed(centre.copy(), gain, step)
    return with_numbers(weights, {p: round(float(v + best[k]), 1) for k, (p, v) in enumerate(now.items())})


def _climbed(at: Matrix, gain: Callable[[Matrix], float], step: Callable[[Matrix], Matrix]) -> Matrix:
    """Return where the gain is highest: Newton's steps, halved while they lose."""
    reached = gain(at)
    for _ in range(ROUNDS):
        move, share = step(at), 1.0
        while share > 1e-4 and gain(at + share * move) < reached:  # noqa: PLR2004  # no step left
            share /= 2
        at = at + share * move
        if gain(at) - reached < ENOUGH_GAIN:
            break
        reached = gain(at)
    return at
