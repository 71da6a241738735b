"""What lies inside what: containment of days, places, belligerents and means, each certain, possible or none."""

import math
from collections.abc import Mapping
from enum import IntEnum

import msgspec

from tollbook.model.interval import Interval
from tollbook.model.place import Place

KM_PER_DEGREE = 111.2
EDGE = 1.05


class Inside(IntEnum):
    """How surely one thing lies inside another; the least of several decides."""

    NONE = 0
    POSSIBLE = 1
    CERTAIN = 2


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure covers. ``core`` days surely covered, ``hull`` possibly; ``by`` belligerents with their parents."""

    core: Interval | None
    hull: Interval | None
    place: Place | None
    place_name: str | None
    by: frozenset[str]
    means: str | None


def inside(part: Cover, whole: Cover) -> Inside:
    """Return how surely ``part`` lies inside ``whole``: the least of time, place, belligerent and means."""
    time = time_inside(part, whole)
    if not time:
        return Inside.NONE
    return min(time, place_inside(part, whole), actor_inside(part, whole), means_inside(part, whole))


def time_inside(part: Cover, whole: Cover) -> Inside:
    """Return containment in time: certain when the part's hull lies in the whole's core."""
    if whole.hull is None and whole.core is None:
        return Inside.POSSIBLE
    if part.hull is None:
        return Inside.POSSIBLE
    core = whole.core or whole.hull
    if core is not None and core.contains(part.hull):
        return Inside.CERTAIN
    hull = whole.hull or whole.core
    return Inside.POSSIBLE if hull is not None and hull.overlaps(part.hull) else Inside.NONE


def place_inside(part: Cover, whole: Cover) -> Inside:
    """Return containment in space, by gazetteer areas first, then by discs; unknown places are possible."""
    if whole.place_name is None and whole.place is None:
        return Inside.POSSIBLE
    if part.place is None or whole.place is None:
        same = part.place_name is not None and part.place_name == whole.place_name
        return Inside.CERTAIN if same else Inside.POSSIBLE
    return areas_inside(part.place, whole.place)


def areas_inside(part: Place, whole: Place) -> Inside:
    """Return containment of one resolved place in another."""
    if part.gazetteer_id is not None and part.gazetteer_id == whole.gazetteer_id:
        return Inside.CERTAIN
    if whole.gazetteer_id is not None and whole.gazetteer_id in part.parents:
        return Inside.CERTAIN
    if whole.level == "country" and whole.country is not None:
        return Inside.CERTAIN if part.country == whole.country else Inside.NONE
    if _share_governorates(part, whole):
        return Inside.CERTAIN if part.admin1 == whole.admin1 else Inside.NONE
    distance = km_between(part, whole)
    inner, outer = part.radius_m / 1000, whole.radius_m / 1000
    if distance + inner <= outer * EDGE and whole.geometry is None:
        return Inside.CERTAIN
    return Inside.POSSIBLE if distance < inner + outer else Inside.NONE


def _share_governorates(part: Place, whole: Place) -> bool:
    """Say whether the first-level areas of both are known, so that they decide."""
    if whole.level != "governorate" or part.level in {"region", "border", "country"} or part.country != whole.country:
        return False
    return whole.admin1 is not None and part.admin1 is not None


def km_between(a: Place, b: Place) -> float:
    """Return the distance of two centres on a locally flat earth."""
    x = (a.lon - b.lon + 180) % 360 - 180
    return KM_PER_DEGREE * math.hypot(a.lat - b.lat, x * math.cos(math.radians((a.lat + b.lat) / 2)))


def actor_inside(part: Cover, whole: Cover) -> Inside:
    """Return whether the part's belligerent is the whole's: a total without one covers everybody's acts."""
    if not whole.by:
        return Inside.CERTAIN
    if not part.by:
        return Inside.POSSIBLE
    return Inside.CERTAIN if part.by & whole.by else Inside.NONE


def means_inside(part: Cover, whole: Cover) -> Inside:
    """Return whether the part's means is the whole's: a total without one covers every means."""
    if whole.means is None or part.means == whole.means:
        return Inside.CERTAIN
    return Inside.POSSIBLE if part.means is None or {part.means, whole.means} == {"airstrike", "drone"} else Inside.NONE


def kin_of(actors: frozenset[str], parents: Mapping[str, str]) -> frozenset[str]:
    """Return the actors with their parents."""
    line = set(actors)
    for actor in actors:
        step = actor
        while step in parents and parents[step] not in line:
            step = parents[step]
            line.add(step)
    return frozenset(line)
