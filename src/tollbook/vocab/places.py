"""Load the data behind places: spelling classes, levels with radius and codes, and each language's place words."""

import csv
import functools

import msgspec

from tollbook.vocab.load import data_path, load


class LatinClasses(msgspec.Struct, frozen=True):
    """Letter classes of the Latin script; digraphs are looked up before single letters."""

    digraphs: dict[str, str]
    letters: dict[str, str]


class KeyRules(msgspec.Struct, frozen=True):
    """What makes two spellings of a name comparable (``vocabularies/places/keys.toml``)."""

    articles: frozenset[str]
    prefixes: tuple[str, ...]
    empty: frozenset[str]
    digraphs: dict[str, str]
    letters: dict[str, str]
    shortest: int
    floor: float
    short_floor: float


@functools.cache
def tsv_rows(*parts: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a data file of tab-separated columns with a header; raises ValueError naming a row of another width."""
    path = data_path(*parts)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    header, *body = rows
    for number, row in enumerate(body, 2):
        if len(row) != len(header):
            raise ValueError(f"{'/'.join(parts)} line {number}: {len(row)} columns, expected {len(header)}")
    return tuple(dict(zip(header, row, strict=True)) for row in body)


def load_key_rules() -> KeyRules:
    """Return the spelling classes; raises ValueError naming file and field on bad data."""
    raw = load(_RawKeys, "vocabularies", "places", "keys.toml")
    latin = {letter: value for letter, value in raw.latin.items() if isinstance(value, str)}
    digraphs = raw.latin.get("digraphs", {})
    return KeyRules(
        articles=frozenset(raw.articles),
        prefixes=raw.prefixes,
        empty=frozenset(raw.empty),
        digraphs=digraphs if isinstance(digraphs, dict) else {},
        letters={**latin, **raw.arabic, **raw.cyrillic},
        shortest=raw.shortest,
        floor=raw.floor,
        short_floor=raw.short_floor,
    )


class _RawKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: tuple[str, ...]
    prefixes: tuple[str, ...]
    empty: tuple[str, ...]
    shortest: int
    floor: float
    short_floor: float
    latin: dict[str, str | dict[str, str]]
    arabic: dict[str, str]
    cyrillic: dict[str, str]
