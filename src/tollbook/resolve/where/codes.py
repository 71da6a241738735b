"""The precision codes of UCDP, ACLED and Airwars for a level of place. Sources: their codebooks, see ``levels.toml``."""

import functools

from tollbook.model.place import Level
from tollbook.vocab.places import load_level_rules


def ucdp_where_prec(level: Level) -> int:
    """Return UCDP GED's ``where_prec`` (1 exact location ... 6 country)."""
    return load_level_rules().levels[level].ucdp


def acled_geo_precision(level: Level) -> int:
    """Return ACLED's ``geo_precision`` (1 town, 2 part of a region, 3 region)."""
    return load_level_rules().levels[level].acled


def airwars_precision(level: Level) -> str | None:
    """Return Airwars' words for the precision of a location, None for levels it has none for."""
    return load_level_rules().levels[level].airwars or None


@functools.cache
def codes_of(level: Level) -> dict[str, int | str | None]:
    """Return the three codes by dataset."""
    return {
        "ucdp": ucdp_where_prec(level),
        "acled": acled_geo_precision(level),
        "airwars": airwars_precision(level),
    }
