"""Points, discs and areas on the globe: distances in metres, boxes in degrees, rings of GeoJSON, Mercator. Knows no places."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

EARTH_M = 6_371_008.8
METRES_A_DEGREE = 111_320.0
LEAST_COSINE = 0.05
"""Near the poles a degree of longitude is next to nothing: boxes there stay finite."""
CORNERS = 3
NORTHERNMOST = 85.0
Box = tuple[float, float, float, float]
"""West, south, east, north."""


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points in metres."""
    first, second = math.radians(lat), math.radians(other_lat)
    half = math.sin((second - first) / 2) ** 2
    half += math.cos(first) * math.cos(second) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, half)))


def disc_box(lat: float, lon: float, radius_m: float) -> Box:
    """Return the box around a disc."""
    high = radius_m / METRES_A_DEGREE
    wide = high / max(LEAST_COSINE, math.cos(math.radians(lat)))
    return (lon - wide, lat - high, lon + wide, lat + high)


def rings_of(geometry: dict[str, Any]) -> Iterator[Sequence[Any]]:
    """Yield the rings of a GeoJSON area, whatever it is nested in; nothing of points and lines."""
    for part in geometry.get("geometries", ()):
        yield from rings_of(part)
    if geometry.get("type") == "Polygon":
        yield from geometry.get("coordinates", ())
    elif geometry.get("type") == "MultiPolygon":
        for polygon in geometry.get("coordinates", ()):
            yield from polygon


def area_box(geometry: dict[str, Any]) -> Box | None:
    """Return the box around an area, None where it holds no points."""
    points = [point for ring in rings_of(geometry) for point in ring]
    if not points:
        return None
    return (min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points))


def joined_box(boxes: Iterable[Box]) -> Box | None:
    """Return the box around boxes, None around none."""
    listed = list(boxes)
    if not listed:
        return None
    west, south, east, north = zip(*listed, strict=True)
    return (min(west), min(south), max(east), max(north))


def mercator(latitude: float) -> float:
    """Return how high a latitude lies on a Mercator map, in degrees of longitude; near the poles, as high as maps reach."""
    bounded = max(-NORTHERNMOST, min(NORTHERNMOST, latitude))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))


def ring_path(points: Iterable[tuple[float, float]], width: int, height: int) -> str:
    """Return a ring of points on a page as an SVG path of whole pixels; what lies far outside is pulled to the page's edge."""
    corners: list[tuple[int, int]] = []
    for across, down in points:
        corner = (max(-width, min(2 * width, round(across))), max(-height, min(2 * height, round(down))))
        if not corners or corner != corners[-1]:
            corners.append(corner)
    if len(corners) < CORNERS:
        return ""
    steps = [f"{x - px} {y - py}" for (px, py), (x, y) in pairwise(corners)]
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z"
