"""Two groups join on what all their pairs weigh, those that no block brought together too."""

import pytest

from tollbook.link.cluster import cluster


@pytest.mark.parametrize(
    ("missing", "groups", "reason"),
    [
        (1.4, [[0, 1, 2]], "too little to be kept as a score, but nothing against it"),
        (-9.0, [[0, 1], [2]], "the third contradicts the first"),
    ],
)
def test_a_pair_without_a_kept_score_is_weighed(missing, groups, reason) -> None:
    """0 and 1 are the same, 1 and 2 too; what 0 and 2 weigh decides, and no constant stands in for it."""
    asked = []

    def weigh(i: int, j: int) -> float:
        asked.append((i, j))
        return missing

    assert cluster(3, {(0, 1): 9.0, (1, 2): 7.6}, must=[], forbidden=[], same=7.0, weigh=weigh) == groups, reason
    assert asked == [(0, 2)]
