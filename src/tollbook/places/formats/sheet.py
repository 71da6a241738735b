"""Comma- or tab-separated tables with a header: OCHA admin tables with P-codes, and a team's own places."""

import csv
import re
from collections.abc import Iterator

from tollbook.model.place import Level
from tollbook.places.default import settlement_level
from tollbook.places.formats.shared import Fault, Item, Origin, degrees, number, people
from tollbook.places.pack import LEVELS
from tollbook.places.records import Entry

LAT = ("lat", "latitude", "y", "lat_dd", "point_y", "_y")
LON = ("lon", "lng", "long", "longitude", "x", "long_dd", "point_x", "_x")
OWN_NAME = ("name", "place", "village", "location", "community")
_ADMIN = re.compile(
    r"^(?:admin|adm)_?(\d)(?:name)?_?(en|ar|fr|es|ref|pcode)?(?:name)?$|^adm(\d)_(en|ar|fr|es|pcode)$", re.IGNORECASE
)
MOST_LATITUDE = 90
AREA_LEVELS: dict[int, Level] = {1: "governorate", 2: "district", 3: "district", 4: "village", 5: "village"}


def matches(head: list[str]) -> bool:
    """Return True where the first line is a header with a name and coordinates, or with admin names and P-codes."""
    if not head:
        return False
    columns = [cell.strip().casefold() for cell in re.split(r"[,;\t]", head[0].lstrip("\ufeff"))]
    has_point = any(c in LAT for c in columns) and any(c in LON for c in columns)
    has_codes = any("pcode" in c for c in columns)
    return (has_point and any(c in OWN_NAME for c in columns)) or has_codes


def read(lines: Iterator[str], origin: Origin) -> Iterator[Item]:
    """Yield the entries; raises ValueError naming the line where a row is cut short."""
    first = next(lines).lstrip("\ufeff")
    delimiter = max(",;\t", key=first.count)
    header = [cell.strip().casefold() for cell in next(csv.reader([first], delimiter=delimiter))]
    has_codes = any("pcode" in key for key in header)
    rows = csv.reader(lines, delimiter=delimiter)
    for cells in rows:
        line = rows.line_num + 1
        if not any(cells):
            continue
        if len(cells) != len(header):
            told = delimiter.join(cells)[:40]
            raise ValueError(f"line {line}: {len(cells)} columns, expected {len(header)}: {told!r} is cut short?")
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        try:
            entry = _ocha(row, origin) if has_codes else _own(row, origin)
        except ValueError as error:
            yield Fault(line, str(error))
            continue
        if entry is not None:
            yield entry


def _point(row: dict[str, str]) -> tuple[float, float] | None:
    """Return the point of a row, None where both its cells are empty; raises ValueError where one is, or is no degrees."""
    lat = next((row[key] for key in LAT if row.get(key)), "")
    lon = next((row[key] for key in LON if row.get(key)), "")
    return (degrees(lat, "latitude"), degrees(lon, "longitude")) if lat or lon else None


def _country(row: dict[str, str], point: tuple[float, float], origin: Origin) -> str:
    """Return the country of a row or of the file, "" where neither says; raises ValueError where the point cannot lie in it."""
    stated = row.get("country") or origin.country or ""
    country = origin.country_of(stated) if stated else ""
    if country is None:
        raise ValueError(f"country {stated!r} is no country: give its name or alpha-2 code")
    if country and not origin.is_inside(country, *point):
        is_swapped = abs(point[1]) <= MOST_LATITUDE and origin.is_inside(country, point[1], point[0])
        why = "are latitude and longitude swapped?" if is_swapped else "check the country and the digits"
        raise ValueError(f"{point[0]:g}, {point[1]:g} lies outside {country}: {why}")
    return country


def _own(row: dict[str, str], origin: Origin) -> Entry | None:
    point = _point(row)
    name = next((row[key] for key in OWN_NAME if row.get(key)), "")
    if point is None or not name:
        raise ValueError(f"{name!r} has no {'point' if name else 'name'}")
    population = people(row.get("population"))
    level = row.get("level", "").casefold()
    stated = next((known for known in LEVELS if known == level), None)
    if level and stated is None:
        raise ValueError(f"level {level!r} is none of {', '.join(LEVELS)}")
    country = _country(row, point, origin)
    radius = number(row.get("radius_km"))
    admin1 = row.get("admin1") or row.get("governorate") or row.get("province")
    return Entry(
        id=row.get("id") or f"{origin.gazetteer}:{name}@{point[0]:.4f},{point[1]:.4f}",
        gazetteer=origin.gazetteer,
        names=(name,),
        aliases=tuple(filter(None, re.split(r"[|;]", row.get("aliases", "")))),
        lat=point[0],
        lon=point[1],
        level=stated or settlement_level(population),
        country=country,
        admin1=origin.area_of(admin1, country) if admin1 else None,
        population=population,
        radius_m=round(radius * 1000) if radius else 0,
    )


def _ocha(row: dict[str, str], origin: Origin) -> Entry | None:
    """Return the deepest area of a row of an admin table; one without a point is left out (its parents' points stand)."""
    names: dict[int, list[str]] = {}
    codes: dict[int, str] = {}
    for key, value in row.items():
        match = _ADMIN.match(key.replace(" ", ""))
        if not match or not value:
            continue
        depth = int(match[1] or match[3])
        if "pcode" in key:
            codes[depth] = value
        else:
            names.setdefault(depth, []).append(value)
    point = _point(row)
    if not names or point is None:
        return None
    depth = max(names)
    country = origin.country or next(iter(codes.values()), "")[:2]
    first = next((origin.area_of(name, country) for name in names.get(1, ()) if origin.area_of(name, country)), None)
    own = first if depth == 1 and first else codes.get(depth, names[depth][0])
    return Entry(
        id=own,
        gazetteer=origin.gazetteer,
        names=tuple(dict.fromkeys(names[depth])),
        aliases=tuple(code for code in (codes.get(depth),) if code),
        lat=point[0],
        lon=point[1],
        level=AREA_LEVELS.get(depth, "village"),
        country=country,
        admin1=first or codes.get(1),
        admin2=codes.get(2) if depth > 2 else None,  # noqa: PLR2004  # below the district
    )
