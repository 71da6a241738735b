"""One look-up for every word and phrase of a language: roles as bits, values as fields.

Knows how the lists are written down ("soldier+s", "man/men", "kill kills killing killed killed"), not what they say.
"""

import functools
import re

from tollbook.vocab import roles
from tollbook.vocab.words import Lists, word_lists

_PIECES = re.compile(r"\d+(?:[.,:/]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’`][^\W\d_]+)*|[^\w\s]|_+")
SINGULAR, PLURAL = 1, 2


class Entry:
    """What is known of a word or phrase. ``flags`` are the roles; the other fields belong to one role each."""

    __slots__ = (
        "bound",
        "ends_in_have",
        "flags",
        "form",
        "group",
        "harm",
        "harm_adjective",
        "harm_intransitive",
        "harm_noun",
        "harm_of",
        "held",
        "kept",
        "loose",
        "modifier_group",
        "modifier_status",
        "number",
        "people",
        "plural",
        "status",
        "title_group",
        "title_status",
        "toll",
        "vague",
        "violent",
        "words",
    )

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        self.flags = 0
        self.form = 0
        self.plural = 0
        self.harm: str | None = None
        self.harm_adjective: str | None = None
        self.harm_intransitive: str | None = None
        self.harm_noun: str | None = None
        self.harm_of: str | None = None
        self.toll: str | None = None
        self.violent = False
        self.people = False
        self.held = False
        self.loose = False
        self.status: str | None = None
        self.group: str | None = None
        self.modifier_status: str | None = None
        self.modifier_group: str | None = None
        self.title_status: str | None = None
        self.title_group: str | None = None
        self.bound: str | None = None
        self.kept = True
        self.ends_in_have = False
        self.number: int | None = None
        self.vague: int | None = None


class Lexicon:
    """``words`` maps single words, ``phrases`` first and second words to longer entries, longest first."""

    __slots__ = ("lists", "phrases", "words")

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.words: dict[str, Entry] = {}
        self.phrases: dict[str, dict[str, tuple[Entry, ...]]] = {}
        self._compile()

    def _compile(self) -> None:
        table: dict[tuple[str, ...], Entry] = {}
        for fill in (_grammar, _numbers, _harm, _people, _things, _stance):
            fill(self.lists, table)
        by_start: dict[str, dict[str, list[Entry]]] = {}
        for key, entry in table.items():
            if len(key) == 1:
                self.words[key[0]] = entry
            else:
                by_start.setdefault(key[0], {}).setdefault(key[1], []).append(entry)
        self.phrases = {
            first: {second: tuple(sorted(found, key=lambda e: -len(e.words))) for second, found in seconds.items()}
            for first, seconds in by_start.items()
        }


def pieces(phrase: str) -> tuple[str, ...]:
    """Return ``phrase`` as the tokens that the segmenter would make of it, lower-cased."""
    return tuple(_PIECES.findall(phrase.casefold().replace("’", "'")))


def forms(item: str) -> list[tuple[str, int]]:
    """Return (form, number) for "soldier+s", "man/men", "-/people" or a single form that is both."""
    if "+" in item:
        singular, ending = item.rsplit("+", 1)
        return [(singular, SINGULAR), (singular + ending, PLURAL)]
    if "/" in item:
        singular, plural = item.split("/", 1)
        if singular == "-":
            return [(plural, PLURAL)]
        if singular == plural:
            return [(plural, SINGULAR | PLURAL)]
        return [(singular, SINGULAR), (plural, PLURAL)]
    return [(item, SINGULAR | PLURAL)]


def _entry(table: dict[tuple[str, ...], Entry], phrase: str, flags: int) -> Entry:
    key = pieces(phrase)
    entry = table.get(key)
    if entry is None:
        entry = table[key] = Entry(key)
    entry.flags |= flags
    return entry


def _grammar(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    g = lists.grammar
    for words, flags in (
        (g.determiners, roles.DETERMINER),
        (g.definite, roles.DEFINITE | roles.DETERMINER),
        (g.possessives, roles.POSSESSIVE | roles.DETERMINER),
        (g.articles, roles.ARTICLE | roles.DETERMINER),
        (g.prepositions, roles.PREPOSITION),
        (g.conjunctions, roles.AND),
        (g.disjunctions, roles.OR),
        (g.including, roles.INCLUDING),
        (g.relatives, roles.RELATIVE),
        (g.subordinators, roles.SUBORDINATOR),
        (g.conditional, roles.CONDITION),
        (g.be, roles.BE),
        (g.have, roles.HAVE),
        (g.modals, roles.MODAL),
        (g.to, roles.TO),
        (g.negatives, roles.NEGATIVE),
        (g.adverbs, roles.ADVERB),
        (g.say, roles.SAY),
        (g.reflexives, roles.REFLEXIVE),
        (g.pronouns, roles.PRONOUN),
        (g.anaphors, roles.ANAPHOR),
        (g.others, roles.OTHER),
        (g.months, roles.MONTH),
        (g.weekdays, roles.WEEKDAY),
        (g.verbs, roles.VERB),
        (g.compare, roles.SUBORDINATOR | roles.PREPOSITION),
    ):
        for word in words:
            entry = _entry(table, word, flags)
            entry.ends_in_have = len(entry.words) > 1 and entry.words[-1] in g.have


def _numbers(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    n = lists.numbers
    for values, flags in ((n.units, roles.NUMBER), (n.tens, roles.NUMBER), (n.multipliers, roles.MULTIPLIER)):
        for word, value in values.items():
            _entry(table, word, flags).number = value
    for word, low in n.vague.items():
        _entry(table, word, roles.VAGUE).vague = low
    for kind in ("about", "more_than", "at_least", "up_to", "fewer_than", "exact"):
        for word in getattr(n.bounds, kind):
            entry = _entry(table, word, roles.BOUND)
            entry.bound = kind
            entry.kept = kind != "exact" or word in n.quote["kept"]
    for kind in ("at_least", "about"):
        for word in getattr(n.after, kind):
            entry = _entry(table, word, roles.AFTER_BOUND)
            entry.bound = entry.bound or kind
    for word in n.zero["words"]:
        _entry(table, word, roles.ZERO)
    for word in n.single["articles"]:
        _entry(table, word, roles.ARTICLE)
    for word in n.single["pronouns"]:
        _entry(table, word, roles.SINGLE)


def _harm(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    h = lists.harm
    for verb in h.verb:
        for line in verb.forms:
            for bit, form in zip(
                (roles.BASE, roles.PRESENT, roles.ING, roles.PAST, roles.PARTICIPLE), line.split(), strict=True
            ):
                entry = _entry(table, form, roles.HARM_VERB)
                entry.form |= bit
                entry.harm, entry.violent, entry.loose = verb.harm, verb.violent, verb.loose
        for phrase in verb.phrases:
            entry = _entry(table, phrase, roles.HARM_VERB)
            entry.form |= _phrase_form(phrase, table)
            entry.harm, entry.violent, entry.loose = verb.harm, verb.violent or not verb.loose, verb.loose
        for phrase in verb.active:
            entry = _entry(table, phrase, roles.HARM_VERB)
            entry.form = roles.ING | roles.PRESENT
            entry.harm, entry.violent, entry.loose = verb.harm, verb.violent, verb.loose
    for part in h.intransitive:
        for word in part.words:
            entry = _entry(table, word, roles.HARM_INTRANSITIVE)
            entry.harm_intransitive = part.harm
    for part in h.adjective:
        for word in part.words:
            _entry(table, word, roles.HARM_ADJECTIVE).harm_adjective = part.harm
    _harm_nouns(lists, table)


def _phrase_form(phrase: str, table: dict[tuple[str, ...], Entry]) -> int:
    first = table.get(pieces(phrase)[:1])
    if first is not None and first.flags & roles.HARM_VERB and first.form:
        return first.form
    if first is not None and first.flags & roles.BE:
        return roles.PAST | roles.PARTICIPLE  # "being held", "were lost"
    return roles.ING if phrase.split(maxsplit=1)[0].endswith("ing") else roles.PAST | roles.PARTICIPLE


def _harm_nouns(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    h = lists.harm
    for part in h.noun:
        for item in part.words:
            for form, number in forms(item):
                entry = _entry(table, form, roles.HARM_NOUN)
                entry.harm_noun, entry.people, entry.held = part.harm, part.people, part.held
                entry.plural |= number
    for harm in ("killed", "injured", "detained", "missing", "displaced", "trapped"):
        for word in getattr(h.of, harm):
            entry = _entry(table, word, roles.HARM_OF)
            entry.harm_of, entry.loose = harm, word in h.of.loose
    for words, harm in (
        (h.toll.nouns, "killed"),
        (h.toll.injured_nouns, "injured"),
        (h.toll.missing_nouns, "missing"),
        (h.toll.detained_nouns, "detained"),
        (h.toll.displaced_nouns, "displaced"),
    ):
        for word in words:
            _entry(table, word, roles.TOLL).toll = harm
    for words, flags in (
        (h.toll.number_nouns, roles.TOLL_OF),
        (h.toll.moves, roles.MOVE),
        (h.casualty.words, roles.CASUALTY),
        (h.mixed["words"], roles.MIXED),
        (h.relief["words"], roles.RELIEF),
        (h.void["before"], roles.VOID),
        (h.figurative["words"], roles.FIGURE),
        (h.lives["words"], roles.LIFE),
    ):
        for word in words:
            _entry(table, word, flags)


def _people(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    p = lists.people
    for part in p.classes:
        for item in part.words:
            for form, number in forms(item):
                entry = _entry(table, form, roles.PERSON)
                entry.plural |= number
                entry.status = entry.status if entry.status not in (None, "unknown") else part.status
                entry.group = entry.group or part.group
    for word in p.neutral["words"]:
        _entry(table, word, roles.NEUTRAL)
    for part in p.modifier:
        for word in part.words:
            entry = _entry(table, word, roles.MODIFIER)
            entry.modifier_status = entry.modifier_status or part.status
            entry.modifier_group = entry.modifier_group or part.group
    for status in ("security", "combatant", "civilian", "unknown"):
        for word in getattr(p.titles, status):
            entry = _entry(table, word, roles.TITLE)
            entry.title_status, entry.title_group = status, p.titles.groups.get(word)
    _demonyms(lists, table)


def _demonyms(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    d = lists.demonyms
    named = [(w, SINGULAR | PLURAL) for w in d.plain]
    named += [pair for w in d.nouns for pair in ((w, SINGULAR), (w + "s", PLURAL))]
    named += [pair for item in d.pairs for pair in forms(item)]
    for form, number in named:
        entry = _entry(table, form, roles.DEMONYM)
        if not entry.flags & roles.PERSON:
            entry.flags |= roles.PERSON
            entry.status = "unknown"
        entry.plural |= number


def _things(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    for item in lists.things.words:
        for form, number in forms(item):
            entry = _entry(table, form, roles.THING)
            entry.plural |= number


def _stance(lists: Lists, table: dict[tuple[str, ...], Entry]) -> None:
    s = lists.stance
    for words, flags in ((s.denial, roles.DENIAL), (s.silence, roles.SILENCE)):
        for word in words:
            _entry(table, word, flags)


@functools.cache
def lexicon(language: str) -> Lexicon:
    """Return the compiled lexicon of ``language``; raise ValueError naming file and field on bad data."""
    return Lexicon(word_lists(language))
