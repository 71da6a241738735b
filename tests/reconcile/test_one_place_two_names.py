"""A name with its type noun and without is no reason why figures differ, unless they mean two places."""

import pytest

from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading
from tollbook.reconcile.disagree import _is_one_place

CASES = [
    ("al-Qusour", "al-Qusour neighbourhood", 1000, 1000, True, "the type noun is no other place"),
    ("Bab Sharqi quarter", "Bab Sharqi", 1000, 1000, True, "in either order"),
    ("Herat", "Herat province", 3000, 90_000, False, "a city and its province are two"),
    ("Jobar", "Qaboun", 1000, 1000, False, "two quarters that stand for one town are two"),
]


def reading(name, radius_m):
    """Return a reading of ``name`` placed at one point."""
    place = Place(name="X", lat=33.5, lon=36.3, radius_m=radius_m, level="neighbourhood", matched_by="parent")
    return PlaceReading(span=(0, len(name)), quote=name, name=name, method="own-sentence", place=place)


@pytest.mark.parametrize(("one", "other", "first_m", "second_m", "expected", "reason"), CASES)
def test_a_type_noun_alone_makes_no_other_place(one, other, first_m, second_m, expected, reason):
    """The same point and radius and one name inside the other: one place."""
    assert _is_one_place(reading(one, first_m), reading(other, second_m)) is expected, reason
