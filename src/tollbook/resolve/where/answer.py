"""From a candidate, a relation and the stated parents to a place with geometry, radius and level. Never more than they warrant."""

import functools
import math
from typing import Any

import msgspec

from tollbook.model.place import Area, Gazetteer, Level, Place, PlaceCandidate
from tollbook.resolve.where.shapes import (
    BEARINGS,
    Geometry,
    Plane,
    decimals_for,
    distance_km,
    moved,
    reach_km,
)
from tollbook.vocab.places import LevelRules, load_level_rules

AREAS: tuple[Level, ...] = ("district", "governorate", "region", "country")
SHOWN_RUNNERS_UP = 5


def radius_m_of(level: Level, population: int, stated_m: int = 0) -> int:
    """Return the radius of a point place (design, section 2): stated, a city's by its people, else the level's."""
    rules: LevelRules = load_level_rules()
    if stated_m:
        return stated_m
    if level == "city" or (level == "town" and population):
        city = rules.city
        km = max(city.smallest_km, city.factor * math.sqrt(population / city.people_per_km2 / math.pi))
        return round(km * 1000)
    return round(rules.levels[level].radius_km * 1000)


def place_of(candidate: PlaceCandidate, gazetteer: Gazetteer, runners_up: tuple[PlaceCandidate, ...] = ()) -> Place:
    """Return the place of a candidate: a disc, or the outline where it is an area with one."""
    area = gazetteer.area(candidate.gazetteer_id) if candidate.level in AREAS else None
    geometry = area.geometry if area else None
    radius = radius_m_of(candidate.level, candidate.population, candidate.radius_m)
    if geometry and not candidate.radius_m:
        radius = area.reach_m if area else radius
    radius = radius or 50_000
    decimals = decimals_for(radius)
    return Place(
        name=candidate.name,
        lat=round(candidate.lat, decimals),
        lon=round(candidate.lon, decimals),
        radius_m=radius,
        level=candidate.level,
        matched_by=candidate.matched_by,
        gazetteer=candidate.gazetteer,
        gazetteer_id=candidate.gazetteer_id,
        country=candidate.country,
        admin1=candidate.admin1,
        admin2=candidate.admin2,
        parents=parents_of(candidate),
        geometry=geometry,
        runners_up=runners_up[:SHOWN_RUNNERS_UP],
    )


def parents_of(candidate: PlaceCandidate) -> tuple[str, ...]:
    """Return the ids of the areas that hold the candidate for certain, nearest first."""
    found = (candidate.admin2, candidate.admin1, candidate.country)
    return tuple(x for x in dict.fromkeys(found) if x and x != candidate.gazetteer_id)


def near(place: Place, km: float | None, side: str | None) -> Place:
    """Return the place "near X" (25 km), or "N km [side] of X" (N x 1.25 around the point N km that way)."""
    rules = load_level_rules().near
    if km is None:
        shape = half_disc(place.lat, place.lon, side, rules.unstated_km) if side in BEARINGS else None
        return msgspec.structs.replace(
            place, radius_m=round(rules.unstated_km * 1000), level="near", geometry=shape, matched_by=place.matched_by
        )
    lat, lon = moved(place.lat, place.lon, BEARINGS[side], km) if side in BEARINGS else (place.lat, place.lon)
    radius = max(round(km * rules.share_of_distance * 1000), place.radius_m if not place.geometry else 0)
    decimals = decimals_for(radius)
    return msgspec.structs.replace(
        place, lat=round(lat, decimals), lon=round(lon, decimals), radius_m=radius, level="near", geometry=None
    )


def between(first: Place, second: Place) -> Place:
    """Return the stretch between two places: the middle, half the distance and a quarter more."""
    lat, lon = (first.lat + second.lat) / 2, (first.lon + second.lon) / 2
    km = max(5.0, distance_km(first.lat, first.lon, second.lat, second.lon) / 2 * 1.25)
    decimals = decimals_for(km * 1000)
    return msgspec.structs.replace(
        first,
        name=f"{first.name} - {second.name}",
        lat=round(lat, decimals),
        lon=round(lon, decimals),
        radius_m=round(km * 1000),
        level="near",
        matched_by="between",
        gazetteer_id=None,
        parents=tuple(x for x in first.parents if x in second.parents),
        geometry=None,
    )


def half_disc(lat: float, lon: float, side: str | None, km: float) -> Geometry | None:
    """Return the part of a disc on ``side`` of its centre, None for an unknown side."""
    if side not in BEARINGS:
        return None
    plane = Plane(lat, lon)
    return plane.geojson(plane.side(lat, lon, side, km))


def countryside(place: Place, side: str | None, gazetteer: Gazetteer) -> Place:
    """Return the countryside of a town: its district's polygon cut to the side, else the half-disc of 60 km (the disc without one)."""
    km = load_level_rules().countryside.half_disc_km
    district = gazetteer.area(place.admin2) if place.admin2 else None
    plane = Plane(place.lat, place.lon)
    if district and district.geometry:
        shape = plane.shape(district.geometry)
        if side in BEARINGS:
            cut = plane.polygons(shape.intersection(plane.side(place.lat, place.lon, str(side), 500.0)))
            shape = cut if cut is not None else shape
    elif side in BEARINGS:
        shape = plane.side(place.lat, place.lon, str(side), km)
    else:
        shape = plane.disc(place.lat, place.lon, km / 2)
    return shaped(place, plane, shape, "countryside", "countryside")


def shaped(place: Place, plane: Plane, shape: Any, level: Level, matched_by: str) -> Place:
    """Return ``place`` with a cut shape: a point inside it and the radius that reaches its furthest corner."""
    geometry = plane.geojson(shape)
    lat, lon = plane.point(shape)
    radius = round(reach_km(geometry, lat, lon) * 1000)
    decimals = decimals_for(radius)
    return msgspec.structs.replace(
        place,
        lat=round(lat, decimals),
        lon=round(lon, decimals),
        radius_m=radius,
        level=level,
        matched_by=matched_by,
        geometry=geometry,
    )


@functools.lru_cache(maxsize=256)
def area_side(area_id: str, gazetteer: Gazetteer, side: str) -> tuple[float, float, int, Geometry] | None:
    """Return point, radius and shape of one side of an area, kept: reports name the same sides again and again."""
    area = gazetteer.area(area_id)
    if area is None or area.geometry is None:
        return None
    blank = Place(
        name=area.name, lat=area.lat, lon=area.lon, radius_m=0, level=area.level, matched_by="", geometry=area.geometry
    )
    cut = _cut_to_side(blank, side)
    return (cut.lat, cut.lon, cut.radius_m, cut.geometry) if cut.geometry else None


def cut_to_side(place: Place, side: str, gazetteer: Gazetteer | None = None) -> Place:
    """Return the half of an area on ``side`` of its middle ("southern Lebanon"), the area itself where it has no outline."""
    if gazetteer is None or place.gazetteer_id is None or side not in BEARINGS:
        return _cut_to_side(place, side)
    found = area_side(place.gazetteer_id, gazetteer, side)
    if found is None:
        return place
    lat, lon, radius_m, geometry = found
    return msgspec.structs.replace(place, lat=lat, lon=lon, radius_m=radius_m, level="region", geometry=geometry)


def _cut_to_side(place: Place, side: str) -> Place:
    if place.geometry is None or side not in BEARINGS:
        return place
    plane = Plane(place.lat, place.lon)
    shape = plane.mainland(plane.shape(place.geometry))
    lat, lon = plane.point(shape)
    cut = plane.polygons(shape.intersection(plane.side(lat, lon, side, 5000.0)))
    return shaped(place, plane, cut, "region", place.matched_by) if cut is not None else place


def cut_to_border(place: Place, band: Geometry) -> Place | None:
    """Return ``place`` cut to a border band, None where the two do not meet."""
    plane = Plane(place.lat, place.lon)
    own = plane.shape(place.geometry) if place.geometry else plane.disc(place.lat, place.lon, place.radius_m / 1000)
    cut = plane.polygons(own.intersection(plane.shape(band)))
    return shaped(place, plane, cut, place.level, place.matched_by) if cut is not None else None


def border_band(first: Area, second: Area, *, within: str | None = None) -> Geometry | None:
    """Return the band of 10 km on each side of the common border of two countries, or only the side inside ``within``."""
    if not first.geometry or not second.geometry:
        return None
    km = load_level_rules().border.band_km
    plane = Plane(first.lat, first.lon)
    one, other = plane.shape(first.geometry), plane.shape(second.geometry)
    band = one.buffer(km, quad_segs=4).intersection(other.buffer(km, quad_segs=4))
    if within in {first.id, second.id}:
        band = band.intersection(one if within == first.id else other)
    found = plane.polygons(band)
    return plane.geojson(found) if found is not None else None


def border_place(first: Area, second: Area, band: Geometry) -> Place:
    """Return the place of a whole border band."""
    plane = Plane(first.lat, first.lon)
    blank = Place(
        name=f"{first.name} - {second.name}",
        lat=first.lat,
        lon=first.lon,
        radius_m=0,
        level="border",
        matched_by="border",
        country=None,
    )
    return shaped(blank, plane, plane.shape(band), "border", "border")
