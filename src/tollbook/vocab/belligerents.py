"""Load how a language says by whose hand (``languages/<code>/belligerents.toml``)."""

import functools

import msgspec

from tollbook.vocab.load import data_path, load


class ActWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed word classes around acts of violence; each is explained in the data file."""

    forces: frozenset[str]
    companions: frozenset[str]
    force_qualities: frozenset[str]
    irregulars: frozenset[str]
    fighters: frozenset[str]
    heads: frozenset[str]
    anonymous: frozenset[str]
    hostile: frozenset[str]
    lethal: frozenset[str]
    harmed: frozenset[str]
    not_acts: frozenset[str]
    agent: frozenset[str]
    participle_endings: tuple[str, ...]
    agent_phrases: tuple[str, ...]
    blaming: frozenset[str]
    blaming_bare: frozenset[str]
    answering: frozenset[str]
    answer_with: frozenset[str]
    blame_for: frozenset[str]
    responsibility: frozenset[str]
    owning: frozenset[str]
    claimable: frozenset[str]
    mutual: frozenset[str]
    mutual_acts: frozenset[str]
    harming: frozenset[str]
    disowning: frozenset[str]
    usual: frozenset[str]
    involved: frozenset[str]
    self_words: frozenset[str]
    self_reach: frozenset[str]
    member_links: frozenset[str]
    strong_links: frozenset[str]
    loose_ties: frozenset[str]
    custody: frozenset[str]
    tails: frozenset[str]
    weapons: frozenset[str]
    fatal_tails: frozenset[str]
    reprisals: frozenset[str]
    reprisal_for: frozenset[str]
    losing: frozenset[str]
    holding: frozenset[str]
    posing: frozenset[str]
    membership: frozenset[str]
    works: frozenset[str]
    suspects: frozenset[str]
    prime: frozenset[str]
    holding_to: frozenset[str]
    bearing: frozenset[str]
    pursuing: frozenset[str]
    doers: frozenset[str]
    naming: frozenset[str]
    releasing: frozenset[str]
    acting_tails: frozenset[str]
    bounding: frozenset[str]
    particles: frozenset[str]
    launched: frozenset[str]
    located: frozenset[str]
    firing: frozenset[str]
    heads_off: frozenset[str]
    definite: frozenset[str]
    likened: frozenset[str]
    ordinals: frozenset[str]
    indefinite: frozenset[str]
    numerals: frozenset[str]
    objects: frozenset[str]
    targets: frozenset[str]
    boundaries: frozenset[str]
    sealed: frozenset[str]
    time_units: frozenset[str]
    time_turns: frozenset[str]
    aimed_acts: frozenset[str]
    aims: frozenset[str]
    struck_at: frozenset[str]
    directions: frozenset[str]
    group_nouns: frozenset[str]
    old_times: frozenset[str]
    fresh: frozenset[str]
    allowed_between: frozenset[str]
    state_forces: frozenset[str]
    bullets: frozenset[str]
    staging: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    own_people: frozenset[str] = frozenset()
    very_own: frozenset[str] = frozenset()
    own_dead: frozenset[str] = frozenset()
    opposing: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    plain_qualities: frozenset[str] = frozenset()
    repelling: frozenset[str] = frozenset()
    retreating: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    fired_from: tuple[str, ...] = ()
    posts: frozenset[str] = frozenset()
    downing: frozenset[str] = frozenset()
    among: frozenset[str] = frozenset()
    suspecting: frozenset[str] = frozenset()
    ending: frozenset[str] = frozenset()
    abducting: frozenset[str] = frozenset()
    perpetrators: frozenset[str] = frozenset()
    arresting: frozenset[str] = frozenset()
    nobodys: frozenset[str] = frozenset()
    so_far: tuple[str, ...] = ()
    starting: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    bombarding: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    strife: frozenset[str] = frozenset()
    armed_men: frozenset[str] = frozenset()
    troops: frozenset[str] = frozenset()
    always_large: frozenset[str] = frozenset()
    finding: frozenset[str] = frozenset()
    found_dead: frozenset[str] = frozenset()
    recalling: frozenset[str] = frozenset()
    avenging: frozenset[str] = frozenset()
    loosest: frozenset[str] = frozenset()


class Belligerents(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Act nouns by family, word classes, and the family each means belongs to."""

    acts: dict[str, tuple[str, ...]]
    words: ActWords
    means: dict[str, str]


@functools.cache
def belligerents(language: str) -> Belligerents | None:
    """Return the belligerent lexicon of ``language``, None where that language has none yet."""
    if not data_path("languages", language, "belligerents.toml").exists():
        return None
    lexicon: Belligerents = load(Belligerents, "languages", language, "belligerents.toml")
    return lexicon


@functools.cache
def act_families(language: str) -> dict[str, str]:
    """Return the family of every act noun of ``language``; a noun of several families keeps the first."""
    lexicon = belligerents(language)
    found: dict[str, str] = {}
    for family, nouns in lexicon.acts.items() if lexicon else ():
        for noun in nouns:
            found.setdefault(noun, family)
    return found
