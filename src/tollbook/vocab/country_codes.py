"""Codes and names of countries as other datasets write them: ISO 3166, UCDP's regions, Gleditsch and Ward's numbers."""

import functools

import msgspec

from tollbook.vocab.places import tsv_rows


class CountryCodes(msgspec.Struct, frozen=True, kw_only=True):
    """One country. ``numeric`` and ``gwno`` are None where it has none or it is not known here; ``region`` is UCDP's."""

    code: str
    alpha3: str
    name: str
    region: str
    numeric: int | None = None
    gwno: int | None = None


@functools.cache
def country_codes() -> dict[str, CountryCodes]:
    """Return the codes by ISO 3166-1 alpha-2."""
    return {row["code"]: _codes(row) for row in tsv_rows("vocabularies", "places", "country_codes.tsv")}


def _codes(row: dict[str, str]) -> CountryCodes:
    return CountryCodes(
        code=row["code"],
        alpha3=row["alpha3"],
        name=row["name"],
        region=row["region"],
        numeric=int(row["numeric"]) if row["numeric"] else None,
        gwno=int(row["gwno"]) if row["gwno"] else None,
    )
