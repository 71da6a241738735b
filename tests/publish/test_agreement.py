"""Krippendorff's alpha against published examples, and its edges."""

import pytest

from tollbook.publish.agreement import agreement, alpha, nominal, ratio

FOUR_CODERS = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, None, 3, None],
]
"""Twelve units, four observers, values missing: the worked example of Krippendorff (2011), whose result is printed there."""


def units():
    """Return the example without its missing values."""
    return [[value for value in unit if value is not None] for unit in FOUR_CODERS]


def test_nominal_alpha_is_that_of_the_published_example():
    """Krippendorff (2011) gives .743 for nominal data."""
    assert alpha(units(), nominal) == pytest.approx(0.743, abs=0.0005)


def test_ratio_alpha_is_that_of_the_published_example():
    """Krippendorff (2011) gives .797 for ratio data."""
    assert alpha(units(), ratio) == pytest.approx(0.797, abs=0.0005)


@pytest.mark.parametrize(
    ("read", "expected", "reason"),
    [
        ([["a", "a"], ["b", "b"]], 1.0, "all alike"),
        ([["a", "b"], ["b", "a"]], -0.5, "worse than chance"),
        ([["a", "a"], ["a", "a"]], None, "nothing varies: nothing to agree on by chance or otherwise"),
        ([["a"], ["b"]], None, "nobody read twice"),
        ([], None, "nothing was read"),
    ],
)
def test_the_edges_of_alpha(read, expected, reason):
    """Perfect, reversed, constant and single readings."""
    assert alpha(read) == (pytest.approx(expected) if expected is not None else None), reason


def test_an_open_end_differs_from_every_number():
    """A high of "no upper end" is no number to be in proportion to."""
    assert (ratio(None, 40), ratio(None, None), ratio(30, 50)) == (1.0, 0.0, pytest.approx(0.0625))


def test_agreement_counts_only_what_two_people_read():
    """A unit with one coder is left out of every figure."""
    found = agreement(
        "harm", {"c1": {"A": "killed", "B": "killed"}, "c2": {"A": "killed", "B": "injured"}, "c3": {"A": "x"}}
    )
    assert (found.units, found.coders, found.same) == (2, 2, 0.5)
