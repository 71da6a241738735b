"""Outlines of areas as a GeoJSON FeatureCollection: id, name and level in the properties, under the names that publishers use."""

import json
from collections.abc import Iterator
from typing import Any

from tollbook.model.place import Level
from tollbook.places.formats.shared import Item, Origin
from tollbook.places.records import Entry, Outline

NAMES = (
    "name",
    "NAME",
    "name_en",
    "NAME_1",
    "NAME_2",
    "ADM2_EN",
    "ADM1_EN",
    "admin2Name_en",
    "admin1Name_en",
    "shapeName",
)
CODES = ("id", "ID", "ADM2_PCODE", "ADM1_PCODE", "admin2Pcode", "admin1Pcode", "shapeID", "GID_2", "GID_1")
LEVELS: dict[int, Level] = {0: "country", 1: "governorate", 2: "district", 3: "district"}


def matches(head: list[str]) -> bool:
    """Return True where the file begins as a FeatureCollection."""
    start = "".join(head)[:400].lstrip()
    return start.startswith("{") and "FeatureCollection" in start


def read(lines: Iterator[str], origin: Origin) -> Iterator[Item]:
    """Yield an entry and an outline for each area; raises ValueError where the file is cut short or has no areas."""
    try:
        collection = json.loads("".join(lines))
    except json.JSONDecodeError as error:
        raise ValueError(f"not whole GeoJSON ({error.msg} at character {error.pos}): cut short?") from error
    for number, feature in enumerate(collection.get("features", ()), 1):
        if (feature.get("geometry") or {}).get("type") in {"Polygon", "MultiPolygon"}:
            try:
                yield from _area(feature.get("properties") or {}, feature["geometry"], origin)
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise ValueError(f"area {number} of the file is no outline with a level ({error})") from error


def _area(properties: dict[str, Any], geometry: dict[str, Any], origin: Origin) -> Iterator[Item]:
    name = next((str(properties[key]) for key in NAMES if properties.get(key)), "")
    code = next((str(properties[key]) for key in CODES if properties.get(key)), name)
    level = LEVELS[_level(properties)]
    country = str(properties.get("country") or properties.get("iso_a2") or origin.country or "")
    if not name or level == "country":
        return
    area_id = _area_id(properties, code, name, level, country, origin)
    corners = [point for polygon in _polygons(geometry) for point in polygon[0]]
    lat = (min(y for _, y, *_ in corners) + max(y for _, y, *_ in corners)) / 2
    lon = (min(x for x, *_ in corners) + max(x for x, *_ in corners)) / 2
    aliases = [str(x) for key in ("ara", "names", "aliases") for x in properties.get(key) or () if isinstance(x, str)]
    parent = properties.get("parent") or properties.get("ADM1_PCODE")
    parent_id = origin.area_of(f"wof:{parent}", country) or origin.area_of(str(parent), country) if parent else None
    yield Entry(
        id=area_id,
        gazetteer=origin.gazetteer,
        names=(name,),
        aliases=tuple(aliases),
        lat=round(lat, 4),
        lon=round(lon, 4),
        level=level,
        country=country,
        admin1=area_id if level == "governorate" else parent_id,
    )
    yield Outline(id=area_id, parent=parent_id or country or None, geometry=geometry)


def _level(properties: dict[str, Any]) -> int:
    stated = properties.get("level", properties.get("admin_level"))
    if stated is not None:
        return min(3, int(stated))
    return 2 if any(key in properties for key in ("ADM2_EN", "admin2Name_en", "NAME_2")) else 1


def _area_id(properties: dict[str, Any], code: str, name: str, level: Level, country: str, origin: Origin) -> str:
    """Return the id of the area: the known one for governorates (by GeoNames id or name), else the file's own."""
    prefix = "wof:" if "gn" in properties and "wd" in properties else ""
    if level == "governorate":
        geonames = str(properties.get("gn") or "")
        known = (origin.area_of(geonames, country) if geonames else None) or origin.area_of(name, country)
        if known:
            return known
    return f"{prefix}{code}"


def _polygons(geometry: dict[str, Any]) -> list[list[list[list[float]]]]:
    polygons: list[list[list[list[float]]]] = (
        geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    )
    return polygons
