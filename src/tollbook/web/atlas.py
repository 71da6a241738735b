"""The map as the server draws it: outlines and places projected onto a page, for readers without scripts and for paper."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from tollbook.flow.publishing.outlines import Outline
from tollbook.model.globe import METRES_A_DEGREE, Box, area_box, mercator, ring_path, rings_of
from tollbook.web.spots import WHOLE, Spot, fitting_box, overlaps

WIDTH, HEIGHT = 640, 360
LEAST_DEGREES = 0.5
MOST_SPOTS = 400
MOST_VIEWS = 32
DOT_PX = 5.0
"""A disc smaller than this is drawn as a dot, which the key says is no size."""
NEAR_PX = 40.0
"""Pixels a degree from which on governorates are named rather than countries."""
LETTER_PX = 5.5
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


class View(msgspec.Struct, frozen=True):
    """A Mercator map: what of the world it shows, and how to put a point of it on the page."""

    west: float
    top: float
    scale: float

    def x(self, longitude: float) -> float:
        """Return how far to the right a longitude lies."""
        return (longitude - self.west) * self.scale

    def y(self, latitude: float) -> float:
        """Return how far down a latitude lies."""
        return (self.top - mercator(latitude)) * self.scale

    def pixels(self, metres: float, latitude: float) -> float:
        """Return how long a distance is on the page."""
        return metres / METRES_A_DEGREE / max(0.05, math.cos(math.radians(latitude))) * self.scale

    @property
    def box(self) -> Box:
        """What of the world the page shows."""
        west, east = self.west, self.west + WIDTH / self.scale
        return (west, _latitude(self.top - HEIGHT / self.scale), east, _latitude(self.top))


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """One place on the page: a dot, a disc or an area with how many incidents it holds."""

    spot: Spot
    count: int
    kind: str
    x: float
    y: float
    size: float
    path: str = ""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A drawn map: the land's lines by level and names, places, those too wide to point at, how many more, a bar of distance."""

    land: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, float, float], ...]
    drawn: tuple[Drawn, ...]
    whole: tuple[Drawn, ...]
    outside: int
    more: int
    bar_km: int
    bar_px: float


def _latitude(mercator: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(mercator))) - math.pi / 2)


def view_of(box: Box) -> View:
    """Return the view that shows a box with some land around it."""
    west, south, east, north = box
    wide = max(east - west, LEAST_DEGREES) * 1.16
    low, high = mercator(south), mercator(north)
    tall = max(high - low, LEAST_DEGREES) * 1.16
    scale = min(WIDTH / wide, HEIGHT / tall)
    return View((west + east) / 2 - WIDTH / scale / 2, (low + high) / 2 + HEIGHT / scale / 2, scale)


class Atlas:
    """The land around a book's places. What a view shows of it is drawn once."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self.outlines = tuple(outlines)
        self._boxes = tuple(area_box(outline.geometry) or NOWHERE for outline in self.outlines)
        self._land: dict[View, tuple[tuple[str, str], ...]] = {}

    @property
    def widths(self) -> list[tuple[Outline, float]]:
        """Return the outlines with the degrees each is wide, which its name needs room for."""
        return [(o, round(box[2] - box[0], 2)) for o, box in zip(self.outlines, self._boxes, strict=True)]

    def sheet(self, counted: Counter[str], spots: dict[str, Spot]) -> Sheet | None:
        """Return the map of places by how many incidents each holds; None where there is no place."""
        box = fitting_box(counted, spots)
        if box is None:
            return None
        view = view_of(box)
        shown = [(spots[key], n) for key, n in counted.most_common(MOST_SPOTS)]
        drawn = sorted((_drawn(spot, n, view) for spot, n in shown), key=lambda d: (d.kind != "area", -d.size))
        km, pixels = _bar(view)
        pointed = [d for d in drawn if d.spot.level not in WHOLE and not d.spot.is_candidate]
        inside = tuple(d for d in drawn if d.spot.level not in WHOLE and overlaps(d.spot.box, view.box))
        return Sheet(
            land=self._land_in(view),
            names=self._names_in(view),
            drawn=inside,
            outside=sum(d.count for d in pointed if not overlaps(d.spot.box, view.box)),
            whole=tuple(d for d in drawn if d.spot.level in WHOLE),
            more=max(0, len(counted) - MOST_SPOTS),
            bar_km=km,
            bar_px=pixels,
        )

    def _names_in(self, view: View) -> tuple[tuple[str, float, float], ...]:
        level = "governorate" if view.scale > NEAR_PX else "country"
        found = []
        for outline, box in zip(self.outlines, self._boxes, strict=True):
            x, y = round(view.x(outline.lon)), round(view.y(outline.lat))
            has_room = (box[2] - box[0]) * view.scale > len(outline.name) * LETTER_PX
            if outline.level == level and has_room and 0 < x < WIDTH and 0 < y < HEIGHT:
                found.append((outline.name, x, y))
        return tuple(found)

    def _land_in(self, view: View) -> tuple[tuple[str, str], ...]:
        if view not in self._land:
            if len(self._land) >= MOST_VIEWS:
                self._land.pop(next(iter(self._land)))
            self._land[view] = self._drawn_land(view)
        return self._land[view]

    def _drawn_land(self, view: View) -> tuple[tuple[str, str], ...]:
        drawn: dict[str, list[str]] = {}
        for outline, box in zip(self.outlines, self._boxes, strict=True):
            if overlaps(box, view.box):
                drawn.setdefault(outline.level, []).append(_path(outline.geometry, view))
        return tuple((level, "".join(paths)) for level, paths in drawn.items())


def _drawn(spot: Spot, count: int, view: View) -> Drawn:
    x, y = round(view.x(spot.lon), 1), round(view.y(spot.lat), 1)
    if spot.geometry:
        path = _path(spot.geometry, view)
        west, south, east, north = spot.box
        size = math.hypot(view.x(east) - view.x(west), view.y(south) - view.y(north))
        return Drawn(spot=spot, count=count, kind="area", x=x, y=y, size=round(size, 1), path=path)
    radius = round(view.pixels(spot.radius_m, spot.lat), 1)
    kind = "disc" if radius >= DOT_PX else "dot"
    return Drawn(spot=spot, count=count, kind=kind, x=x, y=y, size=radius if kind == "disc" else DOT_PX)


def _path(geometry: dict[str, Any], view: View) -> str:
    """Return an area as a path of whole pixels, what lies far outside the page pulled to its edge."""
    rings = rings_of(geometry)
    return "".join(ring_path(((view.x(p[0]), view.y(p[1])) for p in ring), WIDTH, HEIGHT) for ring in rings)


def _bar(view: View) -> tuple[int, float]:
    """Return a round distance in kilometres and how long it is in the middle of the page."""
    middle = (view.box[1] + view.box[3]) / 2
    for km in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        pixels = view.pixels(km * 1000, middle)
        if pixels > 60:  # noqa: PLR2004  # long enough to hold a ruler against
            return km, round(pixels, 1)
    return 2000, round(view.pixels(2_000_000, middle), 1)
