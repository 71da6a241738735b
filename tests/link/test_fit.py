"""Fitting weights: labels move what they speak of, few labels move little, and nothing else is touched."""

import msgspec
import numpy as np
import pytest

from tollbook.link.fit import Pairs, fitted, numbers_of, with_numbers
from tollbook.vocab.linking import link_weights

WEIGHTS = link_weights()
NUMBERS = numbers_of(WEIGHTS)
MEANS = ("means", "same", None)


def pairs(agree_when_same: float, agree_when_not: float, size: int = 400) -> Pairs:
    """Return pairs at no weight, half of them of one event, whose means agree in the given shares."""
    rng = np.random.default_rng(7)
    same = np.arange(size) % 2
    agrees = rng.random(size) < np.where(same == 1, agree_when_same, agree_when_not)
    slopes = np.zeros((size, len(NUMBERS)))
    slopes[:, list(NUMBERS).index(MEANS)] = agrees
    return Pairs(slopes, np.where(agrees, WEIGHTS.means.same, 0.0), same.astype(float))


@pytest.mark.parametrize(
    ("labels", "direction", "reason"),
    [
        (pairs(0.95, 0.05), 1, "agreement tells the same: worth more"),
        (pairs(0.2, 0.9), -1, "agreement tells different ones: worth less"),
    ],
)
def test_labels_move_the_weight_they_speak_of(labels, direction, reason) -> None:
    """What the labels say of agreeing means moves its weight that way, and leaves all others."""
    learnt = numbers_of(fitted([labels], WEIGHTS))
    assert (learnt[MEANS] - NUMBERS[MEANS]) * direction >= 0.2, reason
    assert {p for p in NUMBERS if learnt[p] != NUMBERS[p]} == {MEANS}


def test_few_labels_move_less_than_many() -> None:
    """Six pairs are no reason to leave a judgement far behind."""
    few, many = (numbers_of(fitted([pairs(0.95, 0.05, size)], WEIGHTS))[MEANS] for size in (6, 400))
    assert NUMBERS[MEANS] <= few < many


def test_numbers_go_out_and_back() -> None:
    """Every fitted number is put where it was taken from, those of lists too."""
    assert with_numbers(WEIGHTS, NUMBERS) == WEIGHTS
    moved = with_numbers(WEIGHTS, {("time", "gap", 1): -2.5})
    assert moved.time.gap == (WEIGHTS.time.gap[0], -2.5, *WEIGHTS.time.gap[2:])
    assert msgspec.structs.replace(moved, time=WEIGHTS.time) == WEIGHTS
