"""What the formats have in common: levels from GeoNames' feature codes, numbers from cells, and the areas already known."""

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


class Origin(msgspec.Struct, frozen=True):
    """Who reads: the gazetteer's name, the country of the file where it is one country's, and the id of a known area.

    ``area_of(key, country)`` gives the id of a first-level area by GeoNames id or name, None when unknown.
    """

    gazetteer: str
    country: str | None
    area_of: Callable[[str, str | None], str | None]


Item = Entry | Alias | Outline


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
    """Return the number in a cell, with a decimal comma too; None where it holds none."""
    try:
        return float((cell or "").strip().replace(",", "."))
    except ValueError:
        return None


def people(cell: str | None) -> int:
    """Return a population, 0 where unknown."""
    return max(0, int(number((cell or "").replace(",", "")) or 0))
