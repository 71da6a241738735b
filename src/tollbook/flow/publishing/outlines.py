"""Outlines of countries, governorates and districts around a book's places, from its own gazetteer. Reads files, no network."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tollbook.model.place import Area, Gazetteer, Level
from tollbook.places.library import open_gazetteer

DRAWN: tuple[Level, ...] = ("country", "governorate", "district")
MOST_DISTRICTS = 600
"""Districts of a few countries; more would make a map nobody can read or load."""


class Outline(msgspec.Struct, frozen=True):
    """An area with its rings as (longitude, latitude), and the point its name is written at."""

    id: str
    name: str
    level: Level
    country: str
    geometry: dict[str, Any]
    lat: float
    lon: float


class Outlines:
    """The areas of one book's gazetteer. Each is read when first asked for, and kept there."""

    def __init__(self, root: Path) -> None:
        self._gazetteer: Gazetteer = open_gazetteer(root)

    def name(self, area_id: str) -> str:
        """Return the name of an area, its id where the gazetteer does not know it."""
        area = self._gazetteer.area(area_id)
        return area.name if area else area_id

    def within(self, countries: Iterable[str]) -> list[Outline]:
        """Return the outlines of these countries and of what lies in them, the neighbours' countries before them."""
        wanted = sorted(set(countries))
        around = {n for country in wanted for n in self._gazetteer.neighbours(country)} - set(wanted)
        found = [self._outline(i) for country in sorted(around) for i in self._gazetteer.areas(country, "country")]
        for level in DRAWN:
            ids = [i for country in wanted for i in self._gazetteer.areas(country, level)]
            found += [self._outline(i) for i in (ids if level != "district" else ids[:MOST_DISTRICTS])]
        return [outline for outline in found if outline is not None]

    def _outline(self, area_id: str) -> Outline | None:
        area: Area | None = self._gazetteer.area(area_id)
        if area is None or not area.geometry:
            return None
        return Outline(area.id, area.name, area.level, area.country, area.geometry, area.lat, area.lon)
