"""Load how a language says who says it (``languages/<code>/attribution.toml``)."""

import functools

import msgspec

from tollbook.vocab.load import data_path, load


class Grammar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed classes of words that bound a noun phrase or a clause."""

    articles: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    possessives: frozenset[str]
    negative: frozenset[str]
    pronouns_person: frozenset[str]
    pronouns_body: frozenset[str]
    first_person: frozenset[str]
    clause: frozenset[str]
    joining: frozenset[str]
    turning: frozenset[str]
    relative: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    days: frozenset[str]
    verbs: frozenset[str]
    participles: frozenset[str]
    hearers: frozenset[str]
    tails: frozenset[str]
    own_body: frozenset[str]
    name_particles: frozenset[str]
    name_links: frozenset[str]
    both: frozenset[str]
    same: frozenset[str] = frozenset()


class Attribution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs of saying and finding, words that bring a speaker, nouns of speakers, offices of persons, and the grammar."""

    speech: frozenset[str]
    speaking_of: frozenset[str]
    with_that: frozenset[str]
    plain_speech: frozenset[str]
    finding: frozenset[str]
    seeing: frozenset[str]
    accusing: frozenset[str]
    toll_verbs: frozenset[str]
    toll_nouns: frozenset[str]
    finders: frozenset[str]
    as_words: frozenset[str]
    labels: frozenset[str]
    denying: frozenset[str]
    denied_objects: frozenset[str]
    owning: frozenset[str]
    owned: frozenset[str]
    withholding: frozenset[str]
    withheld_light: frozenset[str]
    telling: frozenset[str]
    citing: frozenset[str]
    quoted_as: tuple[str, ...]
    unsaid: tuple[str, ...]
    one_of: frozenset[str]
    outlet_nouns: frozenset[str]
    according: tuple[str, ...]
    according_papers: tuple[str, ...]
    perfect: frozenset[str]
    passive: frozenset[str]
    participles: frozenset[str]
    participle_of: frozenset[str]
    noun_before: frozenset[str]
    noun_forms: frozenset[str]
    report_nouns: frozenset[str]
    claim_nouns: frozenset[str]
    report_qualities: frozenset[str]
    report_follow: frozenset[str]
    papers: frozenset[str]
    read_by: frozenset[str]
    paper_links: frozenset[str]
    sources: frozenset[str]
    plural_endings: tuple[str, ...]
    body_words: frozenset[str]
    offices: frozenset[str]
    departments: frozenset[str]
    speaking_for: frozenset[str]
    serving: frozenset[str]
    anaphors: dict[str, tuple[str, ...]]
    grammar: Grammar
    claiming: frozenset[str] = frozenset()
    lives: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    besides: frozenset[str] = frozenset()
    treating: frozenset[str] = frozenset()
    houses: frozenset[str] = frozenset()


@functools.cache
def attribution(language: str) -> Attribution | None:
    """Return the attribution lexicon of ``language``, None where that language has none yet."""
    if not data_path("languages", language, "attribution.toml").exists():
        return None
    lexicon: Attribution = load(Attribution, "languages", language, "attribution.toml")
    plurals = {noun + ending for noun in lexicon.sources for ending in lexicon.plural_endings}
    return msgspec.structs.replace(lexicon, sources=lexicon.sources | plurals | lexicon.offices)


@functools.cache
def by_first_word(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases as word tuples by their first word, longest first."""
    split = sorted((tuple(p.split()) for p in phrases), key=len, reverse=True)
    return {first: tuple(words for words in split if words[0] == first) for first in {words[0] for words in split}}
