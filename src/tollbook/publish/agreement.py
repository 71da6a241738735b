"""Do two coders read a claim alike? Krippendorff's alpha over independent codings. Pure.

Formula: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), the general form for any number of coders,
with missing values, for nominal and ratio data.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

Value = Hashable
Difference = Callable[[Value, Value], float]
FEWEST = 2
"""A unit that fewer coders read says nothing about agreement."""


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement on one field: ``alpha`` (1 perfect, 0 chance; None where nothing varies), over ``units`` read twice or more.

    ``same`` is the share of those units on which all coders say the same.
    """

    field: str
    alpha: float | None
    units: int
    coders: int
    same: float | None


def nominal(one: Value, other: Value) -> float:
    """Return 0 for equal values, else 1."""
    return float(one != other)


def ratio(one: Value, other: Value) -> float:
    """Return the squared difference of two numbers in proportion to their sum; an open end (None) differs from any number."""
    if one is None or other is None:
        return nominal(one, other)
    if not isinstance(one, int | float) or not isinstance(other, int | float):
        raise TypeError(f"not numbers: {one!r}, {other!r}")
    return ((one - other) / (one + other)) ** 2 if one + other else 0.0


def alpha(units: Iterable[Sequence[Value]], difference: Difference = nominal) -> float | None:
    """Return Krippendorff's alpha of ``units``, each the values its coders gave; None where no pair or no variety exists."""
    read = [list(unit) for unit in units if len(unit) >= FEWEST]
    counts = Counter(value for unit in read for value in unit)
    total = sum(counts.values())
    expected = sum(
        2 * counts[one] * counts[other] * difference(one, other) for one, other in combinations(list(counts), 2)
    )
    if not expected:
        return None
    observed = sum(2 * sum(difference(a, b) for a, b in combinations(unit, 2)) / (len(unit) - 1) for unit in read)
    return 1 - (total - 1) * observed / expected


def agreement(field: str, codings: Mapping[str, Mapping[str, Value]], difference: Difference = nominal) -> Agreement:
    """Return the agreement on ``field``; ``codings`` give the values by coder for each unit."""
    read = [dict(unit) for unit in codings.values() if len(unit) >= FEWEST]
    same = [len(set(unit.values())) == 1 for unit in read]
    return Agreement(
        field=field,
        alpha=alpha((list(unit.values()) for unit in read), difference),
        units=len(read),
        coders=len({coder for unit in read for coder in unit}),
        same=sum(same) / len(same) if same else None,
    )
