"""Claims of one event share a key; the keys are pure values of the claim."""

import datetime as dt

import msgspec
import pytest

from tollbook.link.block import block_keys
from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading, TimeReading


def claim(day: int, lat: float, lon: float, radius_m: int = 1500, days: int = 1) -> Claim:
    """Return a claim at a place and day."""
    first = dt.date(2020, 1, 1) + dt.timedelta(days=day)
    place = Place("P", lat, lon, radius_m, "town", "exact", "g", "1", "SY")
    return Claim(
        id="c",
        document="d",
        span=(0, 1),
        quote="x",
        head=0,
        harm="killed",
        count=Count(1, 1),
        when=TimeReading((0, 1), "x", "t", interval=Interval(first, first + dt.timedelta(days=days - 1))),
        where=PlaceReading((0, 1), "x", "P", "t", place=place),
    )


def meets(a: Claim, b: Claim) -> bool:
    """Return whether two claims share a key, vague keys meeting plain ones."""
    one, two = ({k.lstrip("~^") for k in block_keys(x)} for x in (a, b))
    return bool(one & two)


@pytest.mark.parametrize(
    ("other", "expected", "reason"),
    [
        (claim(0, 34.0, 36.0), True, "the same"),
        (claim(1, 34.0, 36.0), True, "reports slip by a day"),
        (claim(0, 34.02, 36.01), True, "discs that touch"),
        (claim(0, 34.5, 36.0, 60000), True, "a district around it"),
        (claim(3, 34.0, 36.0, days=20), True, "a vague time in the same town meets by the week"),
        (claim(0, 34.0, 38.0, 400000), True, "a whole country meets by the country"),
    ],
)
def test_near_claims_meet(other, expected, reason) -> None:
    """What may be one event shares a block."""
    assert meets(claim(0, 34.0, 36.0), other) is expected, reason


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (
            Claim(id="c", document="d", span=(0, 1), quote="x", head=0, harm="killed", count=Count(1, 1)),
            "nothing known",
        ),
    ],
)
def test_unknown_claims_have_only_vague_keys(other, reason) -> None:
    """A claim without time and place carries one vague key."""
    assert all(k.startswith("~") for k in block_keys(other)), reason


def test_the_date_line_does_not_tear_places_apart() -> None:
    """Cells wrap at 180 degrees."""
    assert meets(claim(0, -17.0, 179.999), claim(0, -17.0, -179.999))


def test_an_undated_town_meets_the_undated_region_around_it() -> None:
    """Headlines give no day: "eight killed in the town", "eight killed in the province" are compared all the same."""
    town, region = (
        msgspec.structs.replace(claim(0, 34.0, 36.0, radius), when=None, id=str(radius)) for radius in (1500, 650_000)
    )
    assert meets(town, region)
