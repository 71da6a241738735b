"""Sums by draws (formula F8): inside the envelope, wider where one speaker gives all, the same from the same seed."""

import math
import random
import statistics

import msgspec
import pytest

from tollbook.estimate.draws import Summand, draw_sum
from tollbook.vocab.estimates import draw_assumptions

ASSUMED = draw_assumptions()


def figure(number: int, low: int, best: int | None, high: int, origin: str = "monitor", **more: bool) -> Summand:
    """Return one incident's figure."""
    return Summand(key=f"i{number}", origin=origin, low=low, best=best, high=high, **more)


def single(*figures: Summand) -> list[list[Summand]]:
    """Return figures none of which may be another."""
    return [[f] for f in figures]


def test_the_assumptions_are_those_stated() -> None:
    """The spreads are the formula's defaults, and the label says that nobody is counted."""
    assert (ASSUMED.shared, ASSUMED.own) == (0.15, 0.25)
    assert "no count" in draw_sum(single(figure(1, 4, 5, 6)), ASSUMED).label


@pytest.mark.parametrize(
    ("figures", "low", "high", "reason"),
    [
        ([], 0, 0, "nothing documented"),
        ([figure(1, 34, 34, 34)], 34, 34, "a figure on which all agree does not move"),
        ([figure(1, 0, 0, 0)], 0, 0, "nobody killed stays nobody"),
        ([figure(1, 10, None, 90)], 10, 90, "without a best its bounds stand"),
    ],
)
def test_what_cannot_move_does_not(figures: list[Summand], low: int, high: int, reason: str) -> None:
    """A draw never leaves the bounds, and invents no point where the record has none."""
    made = draw_sum(single(*figures), ASSUMED)
    assert (made.low, made.high) == (low, high), reason


def test_the_interval_lies_in_the_envelope_and_is_narrower() -> None:
    """Forty ranges are not all low at once."""
    figures = [figure(k, 5, 10, 20, f"speaker {k}") for k in range(40)]
    made = draw_sum(single(*figures), ASSUMED)
    assert 200 < made.low < 400 < made.high < 800


def test_a_shared_error_does_not_average_out() -> None:
    """The same forty figures by one speaker leave more open than by forty."""
    many = draw_sum(single(*(figure(k, 1, 100, 999, f"speaker {k}") for k in range(40))), ASSUMED)
    one = draw_sum(single(*(figure(k, 1, 100, 999) for k in range(40))), ASSUMED)
    assert one.high - one.low > 2 * (many.high - many.low)


def test_it_agrees_with_other_draws_of_the_same_formula() -> None:
    """Draws made by the standard library from the formula as written give the same ends within a hundredth."""
    rng = random.Random(3)
    figures = [figure(k, 60, 100, 180, f"speaker {k % 3}") for k in range(30)]
    sums = []
    for _ in range(6000):
        shared = [rng.gauss(0, 0.15) for _ in range(3)]
        sums.append(sum(min(180, max(60, 100 * math.exp(shared[k % 3] + rng.gauss(0, 0.25)))) for k in range(30)))
    cuts = statistics.quantiles(sums, n=20)
    made = draw_sum(single(*figures), msgspec.structs.replace(ASSUMED, draws=6000))
    assert made.low == pytest.approx(cuts[0], rel=0.01)
    assert made.high == pytest.approx(cuts[-1], rel=0.01)


def test_what_may_be_the_same_deaths_is_added_in_the_high_only() -> None:
    """The low end takes the largest of a cluster once, and nothing of what may lie outside."""
    pair = [figure(1, 40, 40, 40), figure(2, 30, 30, 30)]
    assert (draw_sum([pair], ASSUMED).low, draw_sum([pair], ASSUMED).high) == (40, 70)
    outside = [figure(1, 40, 40, 40), figure(2, 50, 50, 50, is_sure=False)]
    assert (draw_sum([outside], ASSUMED).low, draw_sum([outside], ASSUMED).high) == (40, 90)


def test_an_open_figure_is_not_cut_above() -> None:
    """More than 30 may be meant by "at least 30", never fewer."""
    made = draw_sum(single(figure(1, 30, 30, 30, open=True)), ASSUMED)
    assert made.low == 30 < made.high


def test_the_same_seed_gives_the_same_and_order_changes_nothing() -> None:
    """Each figure's draws follow from the seed and its own name: another seed moves them, another order does not."""
    figures = single(*(figure(k, 5, 10, 20, f"speaker {k % 4}") for k in range(25)))
    assert draw_sum(figures, ASSUMED) == draw_sum(list(reversed(figures)), ASSUMED)
    other = draw_sum(figures, msgspec.structs.replace(ASSUMED, seed=2))
    assert (other.low, other.high) != (draw_sum(figures, ASSUMED).low, draw_sum(figures, ASSUMED).high)
    assert abs(other.low - draw_sum(figures, ASSUMED).low) < 10
