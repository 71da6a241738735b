"""Load presets, places and sentences of the simulated war."""

import functools

import msgspec

from tollbook.vocab.load import data_path, load


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """One level of noise; shares are probabilities, ``copies`` a mean number of outlets that copy a report."""

    days: int
    events_a_day: float
    branching: float
    outlets: int
    copies: float
    attribution_lost: float
    qualifier_changed: float
    garbled: float
    log_noise: float
    heaping: float
    exact: float
    never_updated: float
    seen_at_first: float
    retraction: float
    class_confusion: float
    day_slip: float
    undated: float
    denial: float
    totals: float
    unpublished: float
    arithmetic_slip: float
    obituaries: float
    lists: float
    party_claims: float
    inflation: float
    twins: float
    forged_lists: float
    loose_bounds: float
    rubble: float
    own_dead: float
    survey: float
    borrowing: float
    misspelt: float
    daily: float
    scoped: float
    backlogs: float
    cleanups: float
    stale: float
    least_seen: float


class Sentences(msgspec.Struct, frozen=True, kw_only=True):
    """A language's sentence templates."""

    phrases: dict[str, str]
    nouns: dict[str, tuple[str, ...]]
    means: dict[str, tuple[str, ...]]
    singular: dict[str, str]
    verbs: dict[str, str]
    first: tuple[str, ...]
    injured: tuple[str, ...]
    parts: tuple[str, ...]
    update: tuple[str, ...]
    correction: tuple[str, ...]
    unattributed: tuple[str, ...]
    denial: tuple[str, ...]
    period: tuple[str, ...]
    since: tuple[str, ...]
    filler: tuple[str, ...]
    distractor: tuple[str, ...]
    party: tuple[str, ...]
    listed: tuple[str, ...]
    obituary: tuple[str, ...]
    own: tuple[str, ...]
    missing: tuple[str, ...]
    recovered: tuple[str, ...]
    hurt: tuple[str, ...]
    vague: dict[str, str]


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """Names of the simulated dead, the common ones first; ``spellings`` are another way to write some of them."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]
    spellings: dict[str, str]


class Town(msgspec.Struct, frozen=True):
    """A place of the simulated war."""

    gazetteer_id: str
    name: str
    admin1: str
    lat: float
    lon: float
    population: int


def preset(name: str) -> Preset:
    """Return the preset ``name``; raise KeyError for an unknown one."""
    presets: dict[str, Preset] = load(dict[str, Preset], "vocabularies", "simulate", "presets.toml")
    return presets[name]


def preset_names() -> tuple[str, ...]:
    """Return the names of the presets."""
    presets: dict[str, Preset] = load(dict[str, Preset], "vocabularies", "simulate", "presets.toml")
    return tuple(presets)


def sentences(language: str) -> Sentences:
    """Return the sentences of ``language``."""
    made: Sentences = load(Sentences, "languages", language, "simulate.toml")
    return made


def names() -> Names:
    """Return the names of the simulated dead."""
    made: Names = load(Names, "vocabularies", "simulate", "names.toml")
    return made


@functools.cache
def towns() -> tuple[Town, ...]:
    """Return the places by falling population."""
    lines = data_path("vocabularies", "simulate", "places.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple(Town(r[0], r[1], r[2], float(r[3]), float(r[4]), int(r[5])) for r in rows)
