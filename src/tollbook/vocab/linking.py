"""Load the match weights of incident linking and the words that tell two events apart or name a landmark."""

import functools
import re
from collections.abc import Iterable

import msgspec

from tollbook.vocab.load import data_path, languages, load
from tollbook.vocab.places import demonym_codes, load_capitals, load_place_countries, tsv_rows

MARKS = ("correction", "earlier", "rescue", "died_of_wounds", "risen")


class Outcome(msgspec.Struct, frozen=True):
    """From which sum two accounts are the same, or worth a person's look."""

    same: float
    suggested: float
    give_up: float
    told: float
    vague_same: float
    vague_words: float
    vague_names: float


class TimeWeights(msgspec.Struct, frozen=True):
    """Weights of time."""

    horizon_days: float
    scale: float
    gap: tuple[float, ...]
    told_apart: float
    near_publication: tuple[float, ...]
    same_outlet: float
    far_publication: float
    far_days: int
    undated_far: float


class PlaceWeights(msgspec.Struct, frozen=True):
    """Weights of place."""

    horizon_km: float
    cap: float
    contained: float
    other_entry: float
    outside: float
    outside_per_radius: float
    floor: float
    told_apart: float
    unsure_floor: float
    unsure: tuple[str, ...]
    same_name: float
    other_name: float
    unresolved: float
    named: float


class CountWeights(msgspec.Struct, frozen=True):
    """Weights of numbers."""

    cap: float
    cap_all: float
    round_discount: float
    overlap: float
    close: float
    near: float
    apart: float
    far: float
    absurd: float
    same_speaker: float
    none_against_some: float
    risen: float
    risen_own: float
    risen_days: int


class MeansWeights(msgspec.Struct, frozen=True):
    """Weights of means; ``related`` by pair, alphabetical, joined with "+"; ``words`` how codes are said."""

    same: float
    different: float
    related: dict[str, float]
    words: dict[str, str]


class ActorWeights(msgspec.Struct, frozen=True):
    """Weights of belligerents."""

    same: float
    different: float


class VictimWeights(msgspec.Struct, frozen=True):
    """Weights of groups and statuses of victims."""

    same_group: float
    other_status: float
    other_person: float
    same_age: float
    other_age: float


class NameWeights(msgspec.Struct, frozen=True):
    """Weights of rare proper names and of landmarks."""

    offset: float
    divisor: float
    victim_offset: float
    victim_divisor: float
    cap_each: float
    cap: float
    full_offset: float
    full_divisor: float
    full_cap_each: float
    full_cap: float
    full_small_book: float
    misread_floor: float
    followed_up: float
    misread_names: float
    sure_names: float
    landmark: float
    other_landmark: float


class PeopleWeights(msgspec.Struct, frozen=True):
    """Weights of named single victims."""

    other_victim: float
    same_victim: float
    unnamed_victim: float
    named_victim: float


class ReportWeights(msgspec.Struct, frozen=True):
    """Weights of two mentions within one report."""

    same_sentence: float
    next_sentence: float
    headline: float
    lead: float
    lead_number: float
    same_setting: float
    told_apart_word: float
    again: float
    window: int


class BlockSizes(msgspec.Struct, frozen=True):
    """Sizes of the blocks that candidates come from."""

    cell_degrees: float
    narrow_km: float
    narrow_days: int
    crowd: int
    wide_candidates: int


class CopySizes(msgspec.Struct, frozen=True):
    """When two texts are copies."""

    shingle: int
    threshold: float
    contained: float
    sample: int
    version: float
    same_text: float
    days: int
    shared_by: int


class LinkWeights(msgspec.Struct, frozen=True):
    """All match weights, from ``vocabularies/linking.toml``."""

    outcome: Outcome
    time: TimeWeights
    place: PlaceWeights
    count: CountWeights
    means: MeansWeights
    actor: ActorWeights
    victims: VictimWeights
    names: NameWeights
    people: PeopleWeights
    report: ReportWeights
    block: BlockSizes
    copies: CopySizes


class LinkWords(msgspec.Struct, frozen=True):
    """A language's words for linking.

    ``apart`` tell two events apart, ``again`` mark a second blow of one event, ``common`` are capitalised and name nobody, ``harm`` tells of harm, ``says`` stand beside a speaker's name
    and ``offices`` before an official's, ``streets`` end the name of a street, ``ages`` follow the number of a person's years, ``landmarks`` by kind, ``marks`` by what they mark.
    """

    apart: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    marks: dict[str, tuple[str, ...]] = {}
    landmarks: dict[str, tuple[str, ...]] = {}


class LinkLexicon(msgspec.Struct, frozen=True):
    """The compiled words of all languages; patterns match casefolded text."""

    apart: re.Pattern[str]
    common: frozenset[str]
    again: re.Pattern[str]
    harm: re.Pattern[str]
    lands: frozenset[str]
    says: frozenset[str]
    offices: frozenset[str]
    streets: frozenset[str]
    age: re.Pattern[str]
    marks: dict[str, re.Pattern[str]]
    landmark: re.Pattern[str]
    landmark_kind: dict[str, str]


def link_weights() -> LinkWeights:
    """Return the bundled match weights."""
    weights: LinkWeights = load(LinkWeights, "vocabularies", "linking.toml")
    return weights


@functools.cache
def link_lexicon() -> LinkLexicon:
    """Return the words of every language that has a ``linking.toml``, compiled into one pattern each."""
    words = [
        load(LinkWords, "languages", code, "linking.toml")
        for code in languages()
        if data_path("languages", code, "linking.toml").exists()
    ]
    kinds = {word: kind for entry in words for kind, forms in entry.landmarks.items() for word in forms}
    return LinkLexicon(
        apart=_any_of(w for entry in words for w in entry.apart),
        common=frozenset(w for entry in words for w in entry.common),
        again=_any_of(w for entry in words for w in entry.again),
        harm=_any_of(w for entry in words for w in entry.harm),
        lands=_lands(),
        says=frozenset(w for entry in words for w in entry.says),
        offices=frozenset(w for entry in words for w in entry.offices),
        streets=frozenset(w for entry in words for w in entry.streets),
        age=re.compile(
            r"(?<![\w.])(\d{1,3})(?:" + "|".join(_spaced(w) for entry in words for w in entry.ages) + r")(?!\w)"
        ),
        marks={mark: _any_of(w for entry in words for w in entry.marks.get(mark, ())) for mark in MARKS},
        landmark=_any_of(kinds),
        landmark_kind=kinds,
    )


def _lands() -> frozenset[str]:
    """Return the small-letter names of countries, regions, capitals and peoples: they stand in reports of many events."""
    coded = (row["name"].casefold() for row in tsv_rows("vocabularies", "places", "country_codes.tsv"))
    peoples = (name for code in languages() for name in demonym_codes(code))
    return frozenset((*coded, *peoples, *load_place_countries(), *load_capitals()))


def _spaced(words: str) -> str:
    """Return a pattern of words after a number, joined to it or not: "7-year-old", "7 years old"."""
    return r"[\s-]" + r"[\s-]".join(map(re.escape, words.split()))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    forms = sorted(set(words), key=lambda w: (-len(w), w))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)" if forms else r"(?!)")
