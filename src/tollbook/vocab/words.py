"""The shape of a language's word lists of harm, people, numbers and grammar. Every word stands in TOML, none here."""

import functools

import msgspec

from tollbook.vocab.load import load


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Function words (grammar.toml)."""

    determiners: list[str]
    definite: list[str]
    possessives: list[str]
    articles: list[str]
    prepositions: list[str]
    conjunctions: list[str]
    disjunctions: list[str]
    including: list[str]
    relatives: list[str]
    subordinators: list[str]
    conditional: list[str]
    be: list[str]
    have: list[str]
    modals: list[str]
    to: list[str]
    negatives: list[str]
    adverbs: list[str]
    say: list[str]
    reflexives: list[str]
    pronouns: list[str]
    objects: list[str]
    anaphors: list[str]
    others: list[str]
    months: list[str]
    weekdays: list[str]
    verbs: list[str]
    verb_endings: list[str]
    particles: list[str]
    word_endings: list[str]
    among: list[str]
    exceptions: list[str]
    severity: list[str]
    fatal: list[str]
    identified: list[str]
    alive: list[str]
    personal: list[str]
    results: list[str]
    treat: list[str]
    deadly: list[str]
    persons: list[str]
    costs: list[str]
    lives: list[str]
    loses: list[str]
    limbs: list[str]
    sends: list[str]
    posts: list[str]
    wards: list[str]
    flights: list[str]
    takes: list[str]
    captives: list[str]
    according: list[str]
    as_: list[str] = msgspec.field(name="as")
    spans: list[str]
    suffer: list[str]
    for_: list[str] = msgspec.field(name="for")
    compare: list[str]
    fraction: list[str]
    each: list[str]
    of: list[str]
    with_: list[str] = msgspec.field(name="with")
    by: list[str]
    where: list[str]
    place_words: list[str]
    unsaid: list[str]
    aims: list[str]
    aimed: list[str]
    bodies: list[str]
    from_: list[str] = msgspec.field(name="from")


class Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a number that open or close it."""

    at_least: list[str]
    more_than: list[str]
    about: list[str]
    up_to: list[str]
    fewer_than: list[str]
    exact: list[str]


class AfterBounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words behind a number that open it ("or more")."""

    at_least: list[str]
    about: list[str]


class Numbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Count words (numbers.toml)."""

    units: dict[str, int]
    tens: dict[str, int]
    multipliers: dict[str, int]
    vague: dict[str, int]
    bounds: Bounds
    after: AfterBounds
    quote: dict[str, list[str]]
    zero: dict[str, list[str]]
    pairs: dict[str, list[str]]
    range: dict[str, list[str]]
    single: dict[str, list[str]]
    guard: dict[str, list[str]]


class HarmVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs whose object suffers; each form list is base, present, -ing, past, participle."""

    harm: str
    violent: bool
    forms: list[str]
    loose: bool = False
    phrases: list[str] = []
    active: list[str] = []


class HarmWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Adjectives, intransitive verbs or nouns of one harm."""

    harm: str
    words: list[str]
    violent: bool = False
    people: bool = False
    held: bool = False


class OfHarm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that govern the people harmed by "of", per harm; ``loose`` ones need a noun of people."""

    killed: list[str] = []
    injured: list[str] = []
    detained: list[str] = []
    missing: list[str] = []
    displaced: list[str] = []
    trapped: list[str] = []
    loose: list[str] = []
    placed: list[str] = []


class Toll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that name a count, and the words that move it."""

    nouns: list[str]
    roll: list[str]
    injured_nouns: list[str]
    missing_nouns: list[str]
    detained_nouns: list[str]
    displaced_nouns: list[str]
    number_nouns: list[str]
    earlier: list[str]
    bare: list[str]
    moves: list[str]
    numbers: list[str]
    puts: list[str]
    put_to: list[str]
    passed: list[str]
    hypothetical: list[str]


class Casualty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of mixed harm: a claim only as an explicit zero."""

    words: list[str]
    mixed_people: list[str]


class HarmList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All words of harm (harm.toml)."""

    verb: list[HarmVerb]
    intransitive: list[HarmWords]
    adjective: list[HarmWords]
    noun: list[HarmWords]
    casualty: Casualty
    of: OfHarm
    lives: dict[str, list[str]]
    toll: Toll
    void: dict[str, list[str]]
    mixed: dict[str, list[str]]
    relief: dict[str, list[str]]
    figurative: dict[str, list[str]]


class PeopleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns or modifiers of people with their status and group."""

    status: str
    words: list[str]
    group: str | None = None


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A head word that sets the group when the status is one of those named."""

    group: str
    head: list[str]
    status: list[str]


class Titles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ranks and offices before a name."""

    security: list[str]
    combatant: list[str]
    civilian: list[str]
    unknown: list[str]
    groups: dict[str, str]


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"classes": "class"}):
    """Nouns of people (victims.toml)."""

    classes: list[PeopleWords]
    neutral: dict[str, list[str]]
    modifier: list[PeopleWords]
    override: list[Override]
    titles: Titles
    heads: dict[str, list[str]]


class Demonyms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of nations as nouns and adjectives (demonyms.toml)."""

    plain: list[str]
    nouns: list[str]
    pairs: list[str]


class Things(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Counted nouns that are no victims (things.toml)."""

    words: list[str]


class Running(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of running totals; ``campaigns`` run on only from ``campaign_least`` people."""

    since: list[str]
    words: list[str]
    totals: list[str]
    wars: list[str]
    campaigns: list[str]
    campaign_least: int
    within: list[str]
    perfect: list[str]
    recorded: list[str]
    current: list[str]
    long: list[str]
    ranks: list[str] = []
    ranked: list[str] = []
    late: list[str] = []
    unknown: list[str] = []
    lives: list[str] = []
    renewed: list[str] = []
    earlier: list[str] = []


class ScopeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of scope (scope.toml)."""

    cumulative: Running
    period: dict[str, list[str]]
    standing: dict[str, list[str]]
    elsewhere: dict[str, list[str]]
    sites: dict[str, list[str]]
    diffuse: dict[str, list[str]]


class StanceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of doubt, denial and silence (stance.toml)."""

    doubt: tuple[str, ...]
    doubt_behind: tuple[str, ...]
    denial: list[str]
    denied_objects: list[str]
    any: list[str]
    silence: list[str]
    told_nouns: list[str]
    pointers: list[str]
    pointing_pronouns: list[str]
    own_clause: list[str]
    that: list[str]
    of: list[str]
    two: list[str]
    one_figure: list[str]
    impersonal: list[str]
    personal: list[str]
    doubt_of_whom: tuple[str, ...]


class MeansWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of means (means.toml)."""

    words: dict[str, list[str]]
    weak: dict[str, list[str]]
    null: dict[str, list[str]]
    upgrade: dict[str, list[str]]
    neutral: dict[str, list[str]]


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stems and words of the cheap filters (gate.toml)."""

    harm: dict[str, list[str]]
    conflict: dict[str, list[str]]
    offtopic: dict[str, list[str]]
    follow: dict[str, list[str]]


class Lists(msgspec.Struct, frozen=True):
    """All lists of one language."""

    grammar: Grammar
    numbers: Numbers
    harm: HarmList
    people: People
    demonyms: Demonyms
    things: Things
    scope: ScopeWords
    stance: StanceWords
    means: MeansWords
    gate: Gate


@functools.cache
def word_lists(language: str) -> Lists:
    """Return the lists of ``language``; raise ValueError naming file and field on bad data."""

    def read(kind: type, name: str) -> object:
        return load(kind, "languages", language, name)

    return msgspec.convert(
        {
            "grammar": read(Grammar, "grammar.toml"),
            "numbers": read(Numbers, "numbers.toml"),
            "harm": read(HarmList, "harm.toml"),
            "people": read(People, "victims.toml"),
            "demonyms": read(Demonyms, "demonyms.toml"),
            "things": read(Things, "things.toml"),
            "scope": read(ScopeWords, "scope.toml"),
            "stance": read(StanceWords, "stance.toml"),
            "means": read(MeansWords, "means.toml"),
            "gate": read(Gate, "gate.toml"),
        },
        Lists,
    )
