"""Places: a point or area with a radius and a level, the candidates it was chosen from, and the gazetteer protocol."""

from typing import Any, Literal, Protocol

import msgspec

Level = Literal[
    "site",
    "street",
    "neighbourhood",
    "village",
    "town",
    "city",
    "near",
    "countryside",
    "district",
    "governorate",
    "region",
    "border",
    "country",
]


class PlaceCandidate(msgspec.Struct, frozen=True, gc=False):
    """One gazetteer entry that could be meant, with the key that found it and its score (0 to 1).

    ``radius_m`` is 0 where the level and population decide the radius. ``matched_by``: exact, skeleton, confirmed.
    """

    name: str
    gazetteer: str
    gazetteer_id: str
    lat: float
    lon: float
    level: Level
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    matched_by: str = "exact"
    score: float = 1.0
    radius_m: int = 0
    capital: bool = False


class Place(msgspec.Struct, frozen=True, gc=False):
    """A resolved place. Degrees WGS 84; ``radius_m`` is the radius the truth should lie in; ``country`` alpha-2.

    ``parents`` are ids of the areas that contain it for certain, nearest first (district, governorate, country).
    ``geometry`` is GeoJSON where the place is an area rather than a disc. ``matched_by``: exact, skeleton, confirmed,
    parent (no candidate: the stated parent's area), border, countryside ...
    """

    name: str
    lat: float
    lon: float
    radius_m: int
    level: Level
    matched_by: str
    gazetteer: str | None = None
    gazetteer_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    parents: tuple[str, ...] = ()
    geometry: dict[str, Any] | None = None
    runners_up: tuple[PlaceCandidate, ...] = ()


class Area(msgspec.Struct, frozen=True, gc=False):
    """A country, governorate or district with its outline. ``id`` is what ``parents`` of places carry; ``geometry`` is GeoJSON.

    ``reach_m`` is the distance from its point to the furthest corner of the outline, 0 without one.
    """

    id: str
    name: str
    level: Level
    country: str
    lat: float
    lon: float
    parent: str | None = None
    geometry: dict[str, Any] | None = None
    reach_m: int = 0


class NameUse(msgspec.Struct, frozen=True, gc=False):
    """What a name may stand for, at a glance: its weightiest level, the largest population, how many entries and countries.

    ``country`` is the weightiest entry's; ``population`` the largest settlement's, ``area_population`` the largest area's.
    """

    level: Level
    population: int
    entries: int
    country: str | None
    countries: int = 1
    area_population: int = 0


class Gazetteer(Protocol):
    """One immutable, hash-named index of places (confirmed over imported over default)."""

    @property
    def fingerprint(self) -> str:
        """Hash of the data behind the index."""
        ...

    def __hash__(self) -> int:
        """Return a hash: an index is a key of what was looked up in it."""
        ...

    def candidates(
        self, name: str, *, country: str | None = None, admin1: str | None = None
    ) -> tuple[PlaceCandidate, ...]:
        """Entries that ``name`` may mean, best first, all inside the given country and first-level area."""
        ...

    def exact(self, name: str, *, country: str | None = None, admin1: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Entries that have exactly this name but for article, accents and hyphens, best first, none of another spelling."""
        ...

    def similar(self, name: str, *, country: str, admin1: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Entries of another spelling than ``name`` but of one skeleton, best first, inside the given country and area.

        The country "*" asks for first-level areas anywhere.
        """
        ...

    def use(self, name: str) -> NameUse | None:
        """Return what ``name`` may stand for anywhere, None when no entry has it. Fast: a finder asks for every capitalised word."""
        ...

    def area(self, area_id: str) -> Area | None:
        """Return the area with this id (alpha-2 of a country, code of a governorate or district), None when unknown."""
        ...

    def areas(self, country: str, level: Level) -> tuple[str, ...]:
        """Ids of the areas of ``country`` at ``level`` that have an outline."""
        ...

    def neighbours(self, country: str) -> tuple[str, ...]:
        """Alpha-2 codes of the countries that share a border with ``country``."""
        ...
