"""An interval for a sum of ranges by draws: speakers err in all their figures alike, and in each by itself (formula F8).

A sum of lows and a sum of highs is an envelope: it holds when every source is off the same way at once. Draws say how far
the sum goes when they are off as assumed. They count nobody, and know nothing of deaths that no source reports.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.vocab.estimates import DrawAssumptions

Draws = NDArray[np.float64]


class Summand(msgspec.Struct, frozen=True, kw_only=True):
    """One incident's figure: ``origin`` who gave the best, ``is_sure`` False where it may lie outside what is summed."""

    key: str
    origin: str
    low: int
    best: int | None
    high: int
    open: bool = False
    is_sure: bool = True


class DrawnSum(msgspec.Struct, frozen=True, kw_only=True):
    """``low``..``high`` hold the share ``inside`` of the draws; ``without_best`` figures stand at their bounds."""

    low: int
    high: int
    inside: float
    draws: int
    seed: int
    shared: float
    own: float
    without_best: int
    label: str


def draw_sum(clusters: Iterable[Sequence[Summand]], assumed: DrawAssumptions) -> DrawnSum:
    """Return the interval of the sum of ``clusters``, each of figures that may count the same people.

    A draw of a figure is its best times the errors of its speaker and its own, cut to its bounds, above only where no
    source leaves it open. The low end counts of each cluster the largest figure that is surely inside, the high end
    counts all. A figure without a best has no point to draw from: its bounds stand. Order changes nothing.
    """
    fewest, most = np.zeros(assumed.draws), np.zeros(assumed.draws)
    shared: dict[str, Draws] = {}
    without_best = 0
    for cluster in sorted(clusters, key=lambda c: min(s.key for s in c)):
        least = np.zeros(assumed.draws)
        for figure in sorted(cluster, key=lambda s: s.key):
            low, high = _drawn(figure, shared, assumed)
            without_best += figure.best is None
            most += high
            if figure.is_sure:
                least = np.maximum(least, low)
        fewest += least
    tail = (1 - assumed.inside) / 2
    low_end, high_end = float(np.quantile(fewest, tail)), float(np.quantile(most, 1 - tail))
    return DrawnSum(
        low=math.floor(low_end + 1e-9),
        high=math.ceil(high_end - 1e-9),
        inside=assumed.inside,
        draws=assumed.draws,
        seed=assumed.seed,
        shared=assumed.shared,
        own=assumed.own,
        without_best=without_best,
        label=assumed.label,
    )


def _drawn(figure: Summand, shared: dict[str, Draws], assumed: DrawAssumptions) -> tuple[Draws, Draws]:
    if figure.best is None:
        return np.full(assumed.draws, float(figure.low)), np.full(assumed.draws, float(figure.high))
    if figure.origin not in shared:
        shared[figure.origin] = assumed.shared * _normals(f"origin:{figure.origin}", assumed)
    own = assumed.own * _normals(f"figure:{figure.key}", assumed)
    drawn = figure.best * np.exp(shared[figure.origin] + own)
    cut = np.clip(drawn, figure.low, np.inf if figure.open else figure.high)
    return cut, cut


def _normals(name: str, assumed: DrawAssumptions) -> Draws:
    """Return normal numbers that follow from seed and name alone, in every release of numpy (its frozen generator)."""
    digest = hashlib.sha256(f"{assumed.seed}:{name}".encode()).digest()
    state = np.random.RandomState(np.frombuffer(digest, dtype="<u4").astype(np.uint32))
    normals: Draws = state.standard_normal(assumed.draws)
    return normals
