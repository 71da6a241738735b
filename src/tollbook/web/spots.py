"""Where incidents lie: each place once, as a disc or an area with how many incidents it holds. Knows places, no pages."""

import math
from collections import Counter
from typing import Any

import msgspec

from tollbook.model.fold import fold
from tollbook.model.globe import Box, area_box, disc_box, distance_m, joined_box
from tollbook.model.place import Place, PlaceCandidate


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One place as a map draws it: the truth lies anywhere in the disc, or in ``geometry`` where that is given."""

    key: str
    area: str
    name: str
    lat: float
    lon: float
    radius_m: int
    level: str
    country: str | None
    geometry: dict[str, Any] | None
    box: Box
    is_candidate: bool = False


def area_key(place: Place) -> str:
    """Return the key of a place among the choices of the list."""
    return "at:" + (place.gazetteer_id or fold(place.name))


def spot_of(place: Place) -> Spot:
    """Return the place as a map draws it."""
    geometry = place.geometry if place.geometry and place.geometry.get("coordinates") else None
    return Spot(
        key=f"{area_key(place)}:{bool(geometry)}:{place.radius_m}:{place.lat:.3f}:{place.lon:.3f}",
        area=area_key(place),
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        radius_m=place.radius_m,
        level=place.level,
        country=place.country,
        geometry=geometry,
        box=(area_box(geometry) if geometry else None) or disc_box(place.lat, place.lon, place.radius_m),
    )


def candidate_spot(candidate: PlaceCandidate) -> Spot:
    """Return a place that was not chosen, as a map draws it."""
    return Spot(
        key=f"not:{candidate.gazetteer_id}:{candidate.lat:.3f}:{candidate.lon:.3f}",
        area="at:" + candidate.gazetteer_id,
        name=candidate.name,
        lat=candidate.lat,
        lon=candidate.lon,
        radius_m=candidate.radius_m,
        level=candidate.level,
        country=candidate.country,
        geometry=None,
        box=disc_box(candidate.lat, candidate.lon, candidate.radius_m),
        is_candidate=True,
    )


def kilometres(one: Spot, other: Spot) -> float:
    """Return the distance between two places' points, on the sphere."""
    return distance_m(one.lat, one.lon, other.lat, other.lon) / 1000


def overlaps(one: Box, other: Box) -> bool:
    """Return True where two boxes share a point."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def box_said(said: str) -> Box | None:
    """Return the box that a query names as W,S,E,N in degrees; None where it is none."""
    try:
        west, south, east, north = (float(part) for part in said.split(","))
    except ValueError:
        return None
    is_box = all(math.isfinite(v) for v in (west, south, east, north)) and west <= east and south <= north
    return (west, south, east, north) if is_box else None


WHOLE = frozenset({"country", "region"})
"""Levels too wide to point at: said beside the map, not drawn on it."""
LEAST_SHARE = 0.04


def fitting_box(counted: Counter[str], spots: dict[str, Spot]) -> Box | None:
    """Return the box that a map should show first: the places of the countries that hold most of what is counted.

    A few places far away (a wrong namesake, say) would else shrink all others to one dot. Countries themselves and wide
    regions set the box only where there is nothing narrower.
    """
    chosen = [spot for key in counted if not (spot := spots[key]).is_candidate]
    shown = chosen or [spots[key] for key in counted]
    narrow = [spot for spot in shown if spot.level not in WHOLE] or shown
    by_country = Counter[str | None]()
    for spot in narrow:
        by_country[spot.country] += counted[spot.key]
    least = sum(by_country.values()) * LEAST_SHARE
    return joined_box(spot.box for spot in narrow if by_country[spot.country] >= least)
