"""Shapes of places: discs, half-discs, polygons cut to a side, border bands. Kilometres on a local plane, GeoJSON out.

Shapely is imported where a polygon must be cut, since most places are points and loading it takes a tenth of a second.
"""

import math
from collections.abc import Iterator
from typing import Any

EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.195
OVERSEAS_KM = 400.0
BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
Geometry = dict[str, Any]
Point = tuple[float, float]


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in kilometres."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def moved(lat: float, lon: float, bearing: float, km: float) -> Point:
    """Return the point ``km`` away from a point in the direction ``bearing`` (degrees from north, clockwise)."""
    north = km * math.cos(math.radians(bearing)) / KM_PER_DEGREE
    east = km * math.sin(math.radians(bearing)) / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat))))
    return (lat + north, lon + east)


def vertices(geometry: Geometry) -> Iterator[Point]:
    """Yield the outer corners of a polygon or multipolygon as (lat, lon)."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for lon, lat, *_ in polygon[0]:
            yield (lat, lon)


def reach_km(geometry: Geometry, lat: float, lon: float) -> float:
    """Return the distance from a point to the furthest corner of ``geometry``."""
    return max((distance_km(lat, lon, *corner) for corner in vertices(geometry)), default=0.0)


def is_near_outline(geometry: Geometry, lat: float, lon: float, km: float) -> bool:
    """Return True where some corner of ``geometry`` lies within ``km`` of the point (on a flat plane: short distances)."""
    east = KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat)))
    limit = km * km
    for corner_lat, corner_lon in vertices(geometry):
        north_km = (corner_lat - lat) * KM_PER_DEGREE
        if north_km * north_km <= limit and north_km**2 + ((corner_lon - lon) * east) ** 2 <= limit:
            return True
    return False


def contains(geometry: Geometry, lat: float, lon: float) -> bool:
    """Return True where the point lies inside ``geometry`` (rays to the east, holes counted)."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return any(_in_polygon(polygon, lat, lon) for polygon in polygons)


def _in_polygon(polygon: list[list[list[float]]], lat: float, lon: float) -> bool:
    inside = False
    for ring in polygon:
        last_lon, last_lat = ring[-1][:2]
        for here_lon, here_lat, *_ in ring:
            if (here_lat > lat) != (last_lat > lat):
                crossing = (last_lon - here_lon) * (lat - here_lat) / (last_lat - here_lat) + here_lon
                inside ^= lon < crossing
            last_lon, last_lat = here_lon, here_lat
    return inside


def decimals_for(radius_m: float) -> int:
    """Return how many decimals of a degree a radius warrants: the last one no coarser than a fifth of it."""
    for decimals in range(5):
        if KM_PER_DEGREE * 1000 * 10**-decimals <= radius_m / 5:
            return decimals
    return 5


class Plane:
    """A local plane in kilometres around a point, with shapely's shapes on it."""

    def __init__(self, lat: float, lon: float) -> None:
        import shapely  # noqa: PLC0415  # only cut polygons need it
        import shapely.geometry  # noqa: PLC0415

        self.shapely = shapely
        self.lat, self.lon = lat, lon
        self.east_km = KM_PER_DEGREE * max(0.05, math.cos(math.radians(lat)))

    def shape(self, geometry: Geometry) -> Any:
        """Return ``geometry`` on the plane, mended where its lines cross."""
        raw = self.shapely.geometry.shape(geometry)
        origin, scale = (self.lon, self.lat), (self.east_km, KM_PER_DEGREE)
        return self.shapely.make_valid(self.shapely.transform(raw, lambda points: (points - origin) * scale))

    def disc(self, lat: float, lon: float, km: float) -> Any:
        """Return a disc."""
        return self.shapely.Point(*self._to_plane_one(lon, lat)).buffer(km)

    def side(self, lat: float, lon: float, side: str, km: float) -> Any:
        """Return the part of the plane on ``side`` of a point, ``km`` deep: a half-plane, or a quarter for "southeast"."""
        x, y = self._to_plane_one(lon, lat)
        bearing = BEARINGS[side]
        width = 90.0 if len(side) <= len("south") else 45.0
        steps = [bearing - width + width * 2 * i / 16 for i in range(17)]
        arc = [(x + km * math.sin(math.radians(b)), y + km * math.cos(math.radians(b))) for b in steps]
        return self.shapely.Polygon([(x, y), *arc])

    def geojson(self, shape: Any) -> Geometry:
        """Return a shape of the plane as GeoJSON with three decimals."""
        origin, scale = (self.lon, self.lat), (self.east_km, KM_PER_DEGREE)
        moved_back = self.shapely.transform(shape, lambda points: origin + points / scale)
        raw: Geometry = self.shapely.geometry.mapping(moved_back)
        return {"type": raw["type"], "coordinates": _rounded(raw["coordinates"])}

    def mainland(self, shape: Any) -> Any:
        """Return the largest part of a shape with the parts near it: a country without its territories overseas."""
        parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
        if len(parts) < 2:  # noqa: PLR2004  # nothing to leave out
            return shape
        main = max(parts, key=lambda part: part.area)
        self.shapely.prepare(main)
        near = self.shapely.dwithin(main, parts, OVERSEAS_KM)
        return self.shapely.MultiPolygon([part for part, is_near in zip(parts, near, strict=True) if is_near])

    def point(self, shape: Any) -> Point:
        """Return a point inside a shape: its centroid where that lies inside."""
        centre = shape.centroid
        inside = centre if shape.contains(centre) else shape.representative_point()
        lon, lat = self._from_plane(inside.x, inside.y)
        return (lat, lon)

    def polygons(self, shape: Any) -> Any:
        """Return only the areas of a shape (lines and points of a touching border are dropped), None where none is left."""
        parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type in {"Polygon", "MultiPolygon"}]
        joined = self.shapely.union_all(parts) if parts else None
        return joined if joined is not None and not joined.is_empty else None

    def _to_plane_one(self, lon: float, lat: float) -> Point:
        return ((lon - self.lon) * self.east_km, (lat - self.lat) * KM_PER_DEGREE)

    def _from_plane(self, x: float, y: float) -> Point:
        return (self.lon + x / self.east_km, self.lat + y / KM_PER_DEGREE)


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, 3)
    return [_rounded(part) for part in coordinates]
