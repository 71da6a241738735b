"""What an importer hands to the index: plain entries and areas, before any key is made."""

from typing import Any

import msgspec

from tollbook.model.place import Level


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One place. ``names`` are its spellings, the display name first; ``admin1`` and ``admin2`` are ids of areas."""

    id: str
    gazetteer: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    lat: float
    lon: float
    level: Level
    country: str
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    radius_m: int = 0
    capital: bool = False


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """The outline of an area, as GeoJSON, filed under the id that its entry has."""

    id: str
    parent: str | None
    geometry: dict[str, Any]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where entries come from: name of the gazetteer, origin, licence, version, attribution line for exports."""

    name: str
    origin: str
    licence: str
    version: str
    attribution: str
    sha256: str = ""
