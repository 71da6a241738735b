"""Load the data behind places: spelling classes, levels with radius and codes, and each language's place words."""

import csv
import functools

import msgspec

from tollbook.vocab.load import data_path, load


class KeyRules(msgspec.Struct, frozen=True):
    """What makes two spellings of a name comparable (``vocabularies/places/keys.toml``)."""

    articles: frozenset[str]
    prefixes: tuple[str, ...]
    empty: frozenset[str]
    sides: dict[str, str]
    digraphs: dict[str, str]
    letters: dict[str, str]
    shortest: int
    floor: float
    short_floor: float
    habits: dict[str, tuple[tuple[str, str], ...]] = {}


class TypeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that say what kind of place a name is."""

    settlement: frozenset[str]
    locality: frozenset[str]
    area: frozenset[str]
    region: frozenset[str]
    site: frozenset[str]
    sea: frozenset[str]
    country: frozenset[str]


class AnaphoraWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that stand for a place named before, by the kind of place they can stand for."""

    settlement: frozenset[str]
    neighbourhood: frozenset[str]
    area: frozenset[str]
    any: frozenset[str]
    country: frozenset[str]
    capital: frozenset[str]
    adverbs: frozenset[str]
    determiners: frozenset[str]


class DatelineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Marks that close a dateline."""

    dashes: tuple[str, ...]


class AttachWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tie a place to a harm, or keep it from it."""

    at: frozenset[str]
    beside: frozenset[str]
    between: frozenset[str]
    aimed: frozenset[str]
    route: frozenset[str]
    actor: frozenset[str]
    contested: frozenset[str]
    offices: frozenset[str]
    venues: frozenset[str]
    being: frozenset[str]
    struck: frozenset[str]
    parts: frozenset[str]
    saying: frozenset[str]
    events: frozenset[str]
    event_nouns: frozenset[str]
    definite: frozenset[str]
    turns: frozenset[str]
    including: frozenset[str]
    totals: frozenset[str]
    clause_breaks: frozenset[str]
    site_nouns: frozenset[str]
    directions: frozenset[str]
    sweeping: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    sums: frozenset[str] = frozenset()
    displacing: frozenset[str] = frozenset()
    refuges: frozenset[str] = frozenset()
    care: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    so_far: tuple[str, ...] = ()
    everywhere: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    dwellers: frozenset[str] = frozenset()
    arriving: frozenset[str] = frozenset()
    out: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    throughout: frozenset[str] = frozenset()
    aftermath: frozenset[str] = frozenset()
    caring: frozenset[str] = frozenset()
    stretches: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    wars: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    far_units: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    treated: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    launching: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    subsets: frozenset[str] = frozenset()


class PhraseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a written place is taken apart."""

    near: frozenset[str]
    between: frozenset[str]
    within: frozenset[str]
    from_: frozenset[str] = msgspec.field(name="from")
    to: frozenset[str]
    hedges: frozenset[str]
    countryside: frozenset[str]
    roads: frozenset[str]
    number_words: dict[str, int]
    translated: dict[str, tuple[str, ...]]
    sides: dict[str, str]
    levels: dict[str, str]
    airfields: frozenset[str]
    quarter_heads: frozenset[str] = frozenset()
    appositives: frozenset[str] = frozenset()


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The place words of a language (``languages/CODE/places.toml``), all in small letters."""

    inside: frozenset[str]
    upon: frozenset[str]
    strike_verbs: frozenset[str]
    place_titles: frozenset[str]
    of_people: frozenset[str]
    operations: frozenset[str]
    city_parts: frozenset[str]
    chains: frozenset[str]
    toward: frozenset[str]
    sides: frozenset[str]
    distance_units: dict[str, float]
    linkers: frozenset[str]
    articles: frozenset[str]
    fillers: frozenset[str]
    and_words: frozenset[str]
    of_words: frozenset[str]
    based: frozenset[str]
    genitive: frozenset[str]
    bound_participles: frozenset[str]
    border_words: frozenset[str]
    months: frozenset[str]
    titles: frozenset[str]
    organisation_tails: frozenset[str]
    facilities: frozenset[str]
    facility_kinds: frozenset[str]
    entering: frozenset[str]
    crossings: frozenset[str]
    not_places: frozenset[str]
    function: frozenset[str]
    common: frozenset[str]
    types: TypeWords
    anaphora: AnaphoraWords
    dateline: DatelineWords
    attach: AttachWords
    phrase: PhraseWords


@functools.cache
def load_place_types(language: str = "en") -> dict[str, str]:
    """Return the kind of place (settlement, area, site ...) by the noun that names it."""
    words = load_place_words(language)
    kinds = ("country", "sea", "site", "region", "area", "locality", "settlement")
    return {word: kind for kind in kinds for word in getattr(words.types, kind)}


def load_place_words(language: str = "en") -> PlaceWords:
    """Return the place words of ``language``; raises ValueError naming file and field on bad data."""
    words: PlaceWords = load(PlaceWords, "languages", language, "places.toml")
    return words


@functools.cache
def load_demonyms(language: str = "en") -> dict[str, str]:
    """Return alpha-2 codes by demonym ("Syrian" to "SY")."""
    return {row["demonym"]: row["country"] for row in tsv_rows("languages", language, "demonyms.tsv")}


@functools.cache
def demonym_codes(language: str = "en") -> dict[str, str]:
    """Return alpha-2 codes by demonym in small letters, as the words of a text are compared."""
    return {name.casefold(): code for name, code in load_demonyms(language).items()}


@functools.cache
def load_place_countries() -> dict[str, str]:
    """Return alpha-2 codes by the small-letter names of countries and of the regions that lie in one."""
    names = {row["names"]: row["code"] for row in tsv_rows("vocabularies", "places", "countries.tsv")}
    for row in tsv_rows("vocabularies", "places", "regions.tsv"):
        if row["country"]:
            names["|".join(filter(None, (row["name"], row["aliases"])))] = row["country"]
    return {name.casefold(): code for joined, code in names.items() for name in joined.split("|")}


@functools.cache
def load_capitals() -> frozenset[str]:
    """Return the small-letter names of the towns that news calls the capital of a country."""
    rows = tsv_rows("vocabularies", "places", "capitals.tsv")
    return frozenset(name.casefold() for row in rows for name in row["names"].split("|"))


@functools.cache
def load_associated() -> dict[str, tuple[str, ...]]:
    """Return, by country, the countries whose places are sometimes listed under it (disputed and occupied areas)."""
    found: dict[str, tuple[str, ...]] = {}
    for row in tsv_rows("vocabularies", "places", "associated.tsv"):
        found[row["country"]] = (*found.get(row["country"], ()), row["also"])
    return found


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
        sides=raw.sides,
        digraphs=digraphs if isinstance(digraphs, dict) else {},
        letters={**latin, **raw.arabic, **raw.cyrillic},
        shortest=raw.shortest,
        floor=raw.floor,
        short_floor=raw.short_floor,
        habits=raw.habits,
    )


class _RawKeys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    articles: tuple[str, ...]
    prefixes: tuple[str, ...]
    empty: tuple[str, ...]
    sides: dict[str, str]
    shortest: int
    floor: float
    short_floor: float
    habits: dict[str, tuple[tuple[str, str], ...]]
    latin: dict[str, str | dict[str, str]]
    arabic: dict[str, str]
    cyrillic: dict[str, str]


class LevelCodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Radius and precision codes of a level; ``radius_km`` 0: by population, polygon or stated distance."""

    radius_km: float
    ucdp: int
    acled: int
    airwars: str


class CityRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A city's radius: ``factor`` times that of a disc holding its people at ``people_per_km2``, ``smallest_km`` at least."""

    smallest_km: float
    factor: float
    people_per_km2: float


class NearRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The radius around "near X" and, as a share of the distance, around "N km from X"."""

    unstated_km: float
    share_of_distance: float


class CountrysideRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The half-disc that stands for a side of a town's countryside where no district polygon is known."""

    half_disc_km: float


class BorderRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The width of the band on each side of a border."""

    band_km: float


class LevelRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``vocabularies/places/levels.toml``."""

    city: CityRule
    near: NearRule
    countryside: CountrysideRule
    border: BorderRule
    seats: dict[str, float]
    levels: dict[str, LevelCodes]


def load_level_rules() -> LevelRules:
    """Return radius and precision codes by level; raises ValueError naming file and field on bad data."""
    rules: LevelRules = load(LevelRules, "vocabularies", "places", "levels.toml")
    return rules
