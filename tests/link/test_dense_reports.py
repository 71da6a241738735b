"""Long lists keep the codes and clusters that a slow look at each pair would give."""

import string

import pytest

from tollbook.link.identity import free_code
from tollbook.link.report import Bond, _clusters


@pytest.mark.parametrize("area", ["SYHOM210512a", "IQMOS161017a", "YESAN150326a"])
def test_codes_given_with_a_memory_are_those_given_without(area):
    """Remembering which letters are taken changes no code, past "z" too."""
    plain: set[str] = set()
    remembered: set[str] = set()
    tried: dict[str, int] = {}
    for _ in range(2 * len(string.ascii_lowercase)):
        plain.add(free_code(area, plain))
        remembered.add(free_code(area, remembered, tried))
    assert remembered == plain
    assert len(plain) == 2 * len(string.ascii_lowercase)


@pytest.mark.parametrize(
    ("bonds", "expected", "reason"),
    [
        ({(0, 1): (9.0, "same"), (1, 2): (8.0, "same"), (0, 2): (7.0, "same")}, [[0, 1, 2]], "all agree"),
        ({(0, 1): (9.0, "same"), (1, 2): (8.0, "same"), (0, 2): (-3.0, "apart")}, [[0, 1], [2]], "one says apart"),
        ({(0, 1): (9.0, "same"), (1, 2): (8.0, "same"), (0, 2): (-7.0, "open")}, [[0, 1], [2]], "the mean is too low"),
        ({(0, 1): (6.0, "same"), (2, 3): (9.0, "same"), (1, 2): (8.0, "same")}, [[0, 1, 2, 3]], "two clusters join"),
    ],
)
def test_clusters_join_where_all_bonds_between_them_agree(bonds, expected, reason):
    """The best bonds join first; what lies between two clusters is weighed as they grow."""
    given = {pair: Bond(score, verdict, ()) for pair, (score, verdict) in bonds.items()}
    assert _clusters(4 if any(3 in pair for pair in given) else 3, given, 5.0) == expected, reason
