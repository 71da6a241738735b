"""Maps as pictures: the land around a place drawn once per view, the place itself as disc or area. Knows places, no pages."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from markupsafe import escape

from tollbook.model.globe import (
    METRES_A_DEGREE,
    Box,
    area_box,
    disc_box,
    joined_box,
    mercator,
    ring_path,
    rings_of,
)
from tollbook.model.place import Place

WIDTH, HEIGHT = 640, 400
SPANS = (1.5, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0, 190.0)
"""Degrees of longitude a map may show. Few of them, on a lattice, so that many pages share one picture of the land."""
ROOM = 0.5
"""The share of a map that what it shows may take."""
LATTICE = 8
DOT_PX = 5.0
LETTER_PX = 6.5
NEAR_SPAN = 12.0
WIDE = frozenset({"country", "region"})
Ring = tuple[tuple[float, float], ...]


class Land(msgspec.Struct, frozen=True):
    """An area to draw under a map: its level, name and where the name stands, its GeoJSON."""

    level: str
    name: str
    lat: float
    lon: float
    geometry: dict[str, Any]


class View(msgspec.Struct, frozen=True):
    """A Mercator map of ``span`` degrees around a point of the lattice. ``x`` and ``y`` are its cell."""

    span: float
    x: int
    y: int

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{self.span:g}_{self.x}_{self.y}".replace(".", "p").replace("-", "m")

    @property
    def scale(self) -> float:
        """Pixels a degree."""
        return WIDTH / self.span

    def across(self, longitude: float) -> float:
        """Return how far to the right a longitude lies."""
        return (longitude - self.x * self.span / LATTICE) * self.scale + WIDTH / 2

    def down(self, latitude: float) -> float:
        """Return how far down a latitude lies."""
        return self.downmercator(mercator(latitude))

    def downmercator(self, height: float) -> float:
        """Return how far down a latitude lies that is projected already."""
        return (self.y * self.span / LATTICE - height) * self.scale + HEIGHT / 2

    def pixels(self, metres: float, latitude: float) -> float:
        """Return how long a distance is on the page."""
        return metres / METRES_A_DEGREE / max(0.05, math.cos(math.radians(latitude))) * self.scale


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A place on a map: dot, disc or area. ``label`` is what a reader who points at it is told."""

    kind: str
    x: float
    y: float
    size: float
    path: str = ""
    label: str = ""
    href: str = ""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A map of some marks: the picture of land below them, and a bar of so many kilometres."""

    picture: str
    marks: tuple[Mark, ...]
    bar_km: int
    bar_px: float


def box_of(place: Place) -> Box:
    """Return west, south, east and north of a place's area or disc."""
    area = area_box(place.geometry) if place.geometry else None
    return area or disc_box(place.lat, place.lon, place.radius_m)


def view_of(box: Box, room: float = ROOM) -> View:
    """Return the closest view in which ``box`` takes no more than ``room`` of the map."""
    west, south, east, north = box
    low, high = mercator(south), mercator(north)
    tall = (high - low) * WIDTH / HEIGHT
    span = next((s for s in SPANS if max(east - west, tall) <= s * room), SPANS[-1])
    step = span / LATTICE
    return View(span, round((west + east) / 2 / step), round((low + high) / 2 / step))


class World:
    """The land of a book's countries; remembers which pictures of it the pages ask for."""

    def __init__(self, land: Iterable[Land]) -> None:
        self._land = tuple(land)
        self._boxes = tuple(area_box(one.geometry) for one in self._land)
        self._rings = tuple(_projected(one.geometry) for one in self._land)
        self._areas: dict[tuple[str, View], str] = {}
        self.views: dict[str, View] = {}

    def chart(
        self, places: Sequence[tuple[Place, float, str, str]], *, room: float = ROOM, frame: Sequence[Place] = ()
    ) -> Chart:
        """Return the map of places given as (place, size of its dot or 0 for its own radius, label, link).

        ``frame`` are the places that set what it shows, all without it; marks outside of it are left out.
        """
        shown = [box_of(place) for place in frame or [p for p, *_ in places]]
        view = view_of(joined_box(shown) or shown[0], room)
        self.views[view.name] = view
        km, pixels = _bar(view, places[0][0].lat)
        marks = tuple(self._mark(place, dot, label, href, view) for place, dot, label, href in places)
        inside = tuple(m for m in marks if not frame or (0 <= m.x <= WIDTH and 0 <= m.y <= HEIGHT))
        return Chart(picture=f"maps/{view.name}.svg", marks=inside, bar_km=km, bar_px=pixels)

    def _mark(self, place: Place, dot: float, label: str, href: str, view: View) -> Mark:
        x, y = round(view.across(place.lon), 1), round(view.down(place.lat), 1)
        if dot:
            return Mark(kind="dot", x=x, y=y, size=round(dot, 1), label=label, href=href)
        if place.geometry and (path := self._area(place, view)):
            return Mark(kind="area", x=x, y=y, size=0, path=path, label=label)
        radius = round(view.pixels(place.radius_m, place.lat), 1)
        return Mark(kind="disc", x=x, y=y, size=max(radius, DOT_PX), label=label)

    def _area(self, place: Place, view: View) -> str:
        if not place.gazetteer_id or place.level == "countryside" or not place.geometry:
            return _path(place.geometry or {}, view)
        key = (f"{place.gazetteer_id}:{place.radius_m}:{place.lat}:{place.lon}:{place.level}", view)
        if key not in self._areas:
            self._areas[key] = _path(place.geometry, view)
        return self._areas[key]

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Yield (address, bytes) of the land below every map that was made so far, in order of their names."""
        for name in sorted(self.views):
            yield f"maps/{name}.svg", self._picture(self.views[name]).encode()

    def _picture(self, view: View) -> str:
        every = zip(self._land, self._boxes, self._rings, strict=True)
        shown = [(one, box, rings) for one, box, rings in every if box and _is_seen(box, view)]
        by_level: dict[str, list[str]] = {}
        for one, _, rings in shown:
            by_level.setdefault(one.level, []).append("".join(_ring(ring, view) for ring in rings))
        lines = "".join(f'<path class="{escape(level)}" d="{"".join(p)}"/>' for level, p in by_level.items())
        names = "".join(_name(one, box, view) for one, box, _ in shown)
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><style>{STYLE}</style><rect width="{WIDTH}" height="{HEIGHT}" fill="#dfe8ee"/>{lines}{names}</svg>\n'  # fmt: skip


STYLE = (
    "path{stroke-linejoin:round}.country{fill:#f7f5f0;stroke:#9aa3ad;stroke-width:1.3}"
    ".governorate{fill:none;stroke:#c9cdd2;stroke-width:.8}.district{fill:none;stroke:#dddfe2;stroke-width:.5}"
    "text{font:11px system-ui,'Noto Sans',Arial,sans-serif;fill:#7b8590;text-anchor:middle;letter-spacing:.02em}"
)


def _name(one: Land, box: Box, view: View) -> str:
    level = "governorate" if view.span <= NEAR_SPAN else "country"
    x, y = view.across(one.lon), view.down(one.lat)
    half = len(one.name) * LETTER_PX / 2
    has_room = (box[2] - box[0]) * view.scale > 2 * half
    is_inside = half < x < WIDTH - half and HEIGHT * 0.05 < y < HEIGHT * 0.95
    if one.level != level or not has_room or not is_inside:
        return ""
    return f'<text x="{x:.0f}" y="{y:.0f}">{escape(one.name)}</text>'


def _is_seen(box: Box, view: View) -> bool:
    west, south, east, north = box
    is_beside = view.across(east) < 0 or view.across(west) > WIDTH
    return not is_beside and view.down(south) >= 0 and view.down(north) <= HEIGHT


def _path(geometry: dict[str, Any], view: View) -> str:
    """Return an area as a path of whole pixels, what lies far outside the page pulled to its edge."""
    return "".join(_ring(ring, view) for ring in _projected(geometry))


def _projected(geometry: dict[str, Any]) -> tuple[Ring, ...]:
    """Return the rings of an area as (longitude, Mercator height): projected once, drawn in many views."""
    return tuple(tuple((p[0], mercator(p[1])) for p in ring) for ring in rings_of(geometry))


def _ring(ring: Ring, view: View) -> str:
    scale, left, top = view.scale, view.across(0.0), view.downmercator(0.0)
    return ring_path(((left + longitude * scale, top - height * scale) for longitude, height in ring), WIDTH, HEIGHT)


def _bar(view: View, latitude: float) -> tuple[int, float]:
    """Return a round distance in kilometres and how long it is on the page."""
    for km in (5, 10, 20, 50, 100, 200, 500, 1000):
        if (pixels := view.pixels(km * 1000, latitude)) > 60:  # noqa: PLR2004  # long enough to hold a ruler against
            return km, round(pixels, 1)
    return 2000, round(view.pixels(2_000_000, latitude), 1)
