"""What the formats have in common: levels from GeoNames' feature codes, numbers from cells, and the areas already known."""

import math
import unicodedata
from collections.abc import Callable

import msgspec

from tollbook.model.place import Level
from tollbook.places.default import settlement_level
from tollbook.places.records import Entry, Outline

SEATS: dict[str, Level] = {"PPLC": "city", "PPLA": "city", "PPLA2": "town", "PPLA3": "town"}
AREAS: dict[str, Level] = {"ADM1": "governorate", "ADM2": "district", "ADM3": "district"}
SITES = {
    "AIRB",
    "AIRP",
    "AIRF",
    "CMP",
    "CMPRF",
    "MILB",
    "INSM",
    "PRN",
    "HSP",
    "MSQE",
    "DAM",
    "BDG",
    "CSTM",
    "PS",
    "OILR",
}
REGIONS = {"RGN", "AREA", "VAL", "MTS", "ISL", "DSRT", "PEN", "OAS", "LK", "RSV", "STM", "PLN", "RGNH"}
REGION_RADIUS_M = 15_000


class Alias(msgspec.Struct, frozen=True):
    """More names for an entry that another file of the gazetteer brings."""

    id: str
    names: tuple[str, ...]


class Inside(msgspec.Struct, frozen=True):
    """That one entry lies in another, by their ids: a row of a hierarchy."""

    id: str
    area: str


class Fault(msgspec.Struct, frozen=True):
    """A row that cannot be taken: its line in the file, and the value with what was expected."""

    line: int
    message: str


class Origin(msgspec.Struct, frozen=True):
    """Who reads: the gazetteer's name, the country of the file where it is one country's, and what is known of areas.

    ``area_of(key, country)`` gives the id of a first-level area by GeoNames id or name, None when unknown; ``country_of(cell)``
    the code of a country; ``is_inside(country, lat, lon)`` whether a point may lie in it.
    """

    gazetteer: str
    country: str | None
    area_of: Callable[[str, str | None], str | None]
    country_of: Callable[[str], str | None]
    is_inside: Callable[[str, float, float], bool]


Item = Entry | Alias | Outline | Inside | Fault


def level_of(feature_code: str, population: int) -> Level | None:
    """Return the level of a GeoNames feature code, None for kinds that no report names as a place."""
    if feature_code in {"PPLX", "PPLH", "PPLW"}:
        return "neighbourhood" if feature_code == "PPLX" else None
    if feature_code in SEATS and not population:
        return SEATS[feature_code]
    if feature_code.startswith("PPL") or feature_code in {"STMT", "STLMT"}:
        return settlement_level(population)
    if feature_code in AREAS:
        return AREAS[feature_code]
    if feature_code in SITES:
        return "site"
    return "region" if feature_code in REGIONS else None


def number(cell: str | None) -> float | None:
    """Return the number in a cell, with a decimal comma, Arabic digits or direction marks too; None where it holds none."""
    plain = (cell or "").strip().replace(",", ".").replace("٫", ".")
    if not plain.isascii():
        plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def degrees(cell: str | None, axis: str) -> float:
    """Return the degrees in a cell; raises ValueError with the value and what ``axis`` (latitude, longitude) may hold."""
    found, most = number(cell), 90 if axis == "latitude" else 180
    if found is None or abs(found) > most:
        raise ValueError(f"{axis} {cell!r} is no number of decimal degrees from -{most} to {most}")
    return found


def people(cell: str | None) -> int:
    """Return a population, 0 where unknown."""
    return max(0, int(number((cell or "").replace(",", "")) or 0))
