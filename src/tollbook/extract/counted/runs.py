"""Read the nominal words behind a count and find their head: the last noun of people, thing or harm that agrees in number."""

from collections.abc import Sequence

from tollbook.extract.sentences.line import Word
from tollbook.extract.sentences.segment import APART
from tollbook.vocab import roles
from tollbook.vocab.lexicon import PLURAL, SINGULAR, Lexicon

_REACH = 9
"""Words of a noun group at most before its head."""


NOMINAL = (
    roles.OPEN
    | roles.PERSON
    | roles.THING
    | roles.MODIFIER
    | roles.DEMONYM
    | roles.NEUTRAL
    | roles.TITLE
    | roles.OTHER
    | roles.HARM_NOUN
    | roles.CASUALTY
    | roles.LIFE
)


_HARD = (
    roles.COMMA
    | roles.STOP
    | roles.BRACKET
    | roles.QUOTE
    | roles.BE
    | roles.HAVE
    | roles.MODAL
    | roles.TO
    | roles.RELATIVE
    | roles.WEEKDAY
    | roles.INCLUDING
)


HARM = roles.HARM_VERB | roles.HARM_INTRANSITIVE | roles.HARM_ADJECTIVE


class Run:
    """The nominal words that follow a count: ``end`` is one behind the last, ``head`` the noun's index or None."""

    __slots__ = ("end", "harm", "head", "heads", "kind")

    def __init__(self, end: int, head: int | None, kind: str, heads: list[int], harm: str | None) -> None:
        self.end = end
        self.head = head
        self.kind = kind
        self.heads = heads
        self.harm = harm


def run_at(words: Sequence[Word], start: int, lexicon: Lexicon, *, many: bool) -> Run:  # noqa: PLR0915  # one walk over the words, a case for each role
    """Return the nominal run at ``start`` with its head: the last noun of people, thing or harm that agrees in number."""
    j, limit = start, min(len(words), start + _REACH)
    head: int | None = None
    kind = "none"
    heads: list[int] = []
    harm: str | None = None
    unknown: int | None = None
    while j < limit:
        word = words[j]
        f = word.f
        if (
            word.low == "("
            and head is None
            and j + 2 < limit
            and words[j + 2].low == ")"
            and words[j + 1].text.isupper()
        ):
            j += 3
            continue
        if f & roles.COMMA and head in (None, j - 1) and _lists_forces(words, start, j, limit):
            head, kind, heads = None, "none", []  # "five police, Levies officials": police says whose
            j += 1
            continue
        if f & roles.QUOTE and head is None and _is_quoted_noun(words, j):
            j += 1
            continue
        if f & _HARD and not (f & roles.PERSON):
            break
        if f & roles.DASH:
            if not is_inner_dash(words, j):
                break
            if head == j - 1:
                head, kind, heads = None, "none", []
            j += 1
            continue
        if j == start and many and _is_counted_deed(words, j):
            return Run(j + 1, j, "noun", [], None)
        if f & HARM and head is not None:
            break
        if f & HARM and (
            (f & roles.HARM_VERB and word.e.form & roles.PARTICIPLE and not f & roles.BE)
            or not (f & roles.HARM_NOUN and word.e.people and not _noun_follows(words, j, limit))
        ):
            if not _noun_follows(words, j, limit) or head is not None or _has_subject(words, start, j):
                break
            harm = word.e.harm_adjective or word.e.harm
            j += 1
            continue
        if f & (roles.AND | roles.OR):
            if j == start or kind == "thing" or not _coordinates(words, j, head, limit):
                break
            j += 1
            continue
        if f & roles.SAY and head is None and word.low.endswith(tuple(lexicon.lists.grammar.verb_endings)):
            if not _noun_follows(words, j, limit):
                break
            j += 1  # "eight alleged militants"
            continue
        if f & roles.ADVERB and not f & NOMINAL:
            if head is not None or not _noun_follows(words, j, limit):
                break
            j += 1
            continue
        if j == start and many and f & roles.VERB and _describes(words, j, lexicon):
            j += 1  # "12 wanted men"
            continue
        if not f & NOMINAL or (
            f & (roles.VERB | roles.SAY | roles.PREPOSITION) and not f & (roles.PERSON | roles.THING | roles.MODIFIER)
        ):
            break
        if (
            f & roles.OPEN
            and head is not None
            and word.low.endswith(tuple(lexicon.lists.grammar.verb_endings))
            and not (kind == "thing" and _noun_follows(words, j, limit))
        ):
            break
        if head is not None and f & roles.CAPITAL and f & roles.OPEN and not _noun_follows(words, j, limit):
            break
        here = _kind_of(word, many=many)
        if here is not None:
            if here == "person" and head is not None and words[j - 1].f & (roles.AND | roles.OR):
                heads.append(j)
            elif here == "person":
                heads = [j]
            head, kind = j, here
            unknown = None
            if here == "person" and _closes(words, j, limit, many=many):
                j += 1
                if j < limit and words[j].f & roles.COMMA and _lists_forces(words, start, j, limit):
                    continue
                if not (j < limit and words[j].f & (roles.AND | roles.OR) and _coordinates(words, j, head, limit)):
                    break
                continue
        elif f & roles.OPEN:
            unknown = j
        j += 1
    return _finished(words, start, head, kind, heads, harm, unknown, many=many)


def _has_subject(words: Sequence[Word], start: int, j: int) -> bool:
    """Recognise "the shelling killed Colonel X": a verb behind a noun of its own describes nobody."""
    return j > start and bool(words[j - 1].f & (roles.OPEN | roles.THING) and words[j].f & roles.HARM_VERB)


def _describes(words: Sequence[Word], j: int, lexicon: Lexicon) -> bool:
    """Return True for "wanted" in "12 wanted men": a participle right behind the number, a plural noun of people right behind it."""
    if j + 1 >= len(words) or not j or not words[j - 1].f & roles.NUMBER:
        return False
    noun = words[j + 1]
    is_people = noun.f & roles.PERSON and noun.e.plural == PLURAL and not noun.f & (roles.HARM_NOUN | roles.GENITIVE)
    return bool(is_people) and words[j].low.endswith(lexicon.lists.grammar.verb_endings[-1])


def _is_counted_deed(words: Sequence[Word], j: int) -> bool:
    """Recognise "13 murders": a noun behind a number, though it looks like a verb, when nobody follows whom it could harm."""
    word, before = words[j], words[j - 1] if j else None
    both = roles.HARM_NOUN | roles.HARM_VERB
    if before is None or not before.f & roles.NUMBER or word.f & both != both or word.e.people:
        return False
    if word.e.plural != PLURAL or word.e.form & roles.PARTICIPLE:
        return False
    following = words[j + 1].f if j + 1 < len(words) else roles.STOP
    return not following & (roles.NUMBER | roles.ARTICLE | roles.DETERMINER | roles.PERSON | roles.VAGUE | roles.BOUND)


def _is_quoted_noun(words: Sequence[Word], j: int) -> bool:
    """Recognise the mark before the noun of «25 "terrorists"»: one noun of people inside quotation marks."""
    return (
        j + 2 < len(words)
        and bool(words[j + 1].f & (roles.PERSON | roles.OPEN) and words[j + 2].f & roles.QUOTE)
        and words[j].end == words[j + 1].start
        and words[j + 1].end == words[j + 2].start
    )


def _lists_forces(words: Sequence[Word], start: int, j: int, limit: int) -> bool:
    """Recognise "three police, Frontier Corps officials": two words for whose people they are, a comma between."""
    if j == start or j + 2 >= min(limit, len(words)) or not words[j - 1].f & roles.MODIFIER:
        return False
    if not words[j + 1].f & (roles.MODIFIER | roles.CAPITAL) or words[j + 1].f & (
        roles.AND | roles.SAY | roles.DETERMINER
    ):
        return False
    people = roles.PERSON | roles.NEUTRAL
    noun = next((k for k in range(j + 1, limit) if words[k].f & people == people and words[k].e.plural & PLURAL), None)
    if noun is None or words[noun].f & roles.GENITIVE:
        return False
    is_speaker = noun + 1 < len(words) and words[noun + 1].f & roles.SAY
    return _noun_follows(words, j + 1, limit) and not is_speaker


def _finished(
    words: Sequence[Word], start: int, head: int | None, kind: str, heads: list[int], harm: str | None,
    unknown: int | None, *, many: bool,
) -> Run:  # fmt: skip
    if head is None and unknown is None:
        return Run(start, None, "none", [], None)
    if head is None or (unknown is not None and unknown > head and _is_modifier_head(words[head], many=many)):
        return Run((unknown or 0) + 1, unknown, "unknown", [], harm)
    return Run(head + 1, head, kind, heads, harm)


def _is_modifier_head(word: Word, *, many: bool) -> bool:
    return (many and word.e.plural == SINGULAR) or bool(word.f & roles.DEMONYM and word.e.plural & SINGULAR)


def behind_age(words: Sequence[Word], j: int) -> int:
    """Return the word behind the age in brackets that opens at word ``j`` ("a girl (9) and her brother"), else ``j``."""
    is_age = j + 2 < len(words) and words[j].low == "(" and words[j + 2].low == ")" and words[j + 1].f & roles.DIGITS
    return j + 3 if is_age and len(words[j + 1].low) < 3 else j


def is_inner_dash(words: Sequence[Word], j: int) -> bool:
    """Return True for a dash inside a word ("al-Shabab")."""
    if not 0 < j < len(words) - 1 or words[j].low == APART:
        return False
    return words[j].start == words[j - 1].end and words[j + 1].start == words[j].end


def _kind_of(word: Word, *, many: bool) -> str | None:
    f, plural = word.f, word.e.plural
    agrees = not plural or bool(plural & (PLURAL if many else SINGULAR)) or (not many and bool(plural & PLURAL))
    if f & roles.GENITIVE:
        return None
    if f & roles.THING and (agrees or not many) and not (f & roles.PERSON and not many):
        return "thing"
    if f & roles.HARM_NOUN and not f & roles.PERSON:
        return "noun" if agrees else None
    if f & roles.HARM_NOUN and f & roles.PERSON:
        return "noun" if word.e.people else "person"
    if f & roles.CASUALTY:
        return "noun"
    if f & roles.PERSON:
        return "person" if agrees else None
    return None


def _closes(words: Sequence[Word], j: int, limit: int, *, many: bool) -> bool:
    """Apply the rule: a plural noun of people ends the group unless another noun follows at once ("police officers")."""
    following = words[j + 1] if j + 1 < limit else None
    if following is None:
        return True
    if following.f & (roles.PERSON | roles.THING | roles.HARM_NOUN) and not following.f & (roles.VERB | roles.CAPITAL):
        return False
    if following.f & roles.DASH and is_inner_dash(words, j + 1):
        return False
    plural = words[j].e.plural
    if many and plural == PLURAL:
        return True
    if following.f & roles.OPEN and not following.f & roles.CAPITAL:
        return False
    return bool(following.f & roles.OPEN and following.f & roles.CAPITAL) and plural == SINGULAR


def _noun_follows(words: Sequence[Word], j: int, limit: int) -> bool:
    for k in range(j + 1, min(limit, j + 6)):
        f = words[k].f
        if f & (roles.PERSON | roles.HARM_NOUN) and not f & (roles.GENITIVE | roles.HARM_VERB):
            return True
        if f & roles.AND and words[j].e.form & roles.ING and words[j].f & roles.HARM_VERB:
            continue
        if (
            not f & (roles.OPEN | roles.MODIFIER | roles.NEUTRAL | roles.DASH | roles.DEMONYM | roles.THING)
            or f & _HARD
        ):
            return False
    return False


def _titles_name(words: Sequence[Word], k: int) -> bool:
    """Recognise "a volunteer and cameraman X Y": the second noun belongs to the name behind it."""
    if not words[k].f & roles.TITLE or k + 1 >= len(words):
        return False
    name = words[k + 1]
    return bool(name.f & roles.CAPITAL and name.f & roles.OPEN and not name.f & roles.GENITIVE)


def _coordinates(words: Sequence[Word], j: int, head: int | None, limit: int) -> bool:
    """Recognise "workers and contractors", "kidnapping and cattle-rustling gang members": a bare noun joins the group."""
    if j + 1 >= limit or len(words[j].e.words) > 1:
        return False
    k = j + 1
    first = words[k].f
    if first & (_HARD | roles.ARTICLE | roles.DETERMINER | roles.NUMBER | roles.PREPOSITION | roles.HARM_VERB):
        return False
    if first & roles.OTHER or _titles_name(words, k):
        return False
    seen_noun = False
    while k < limit:
        f = words[k].f
        if f & roles.DASH and is_inner_dash(words, k):
            k += 1
            continue
        if not f & NOMINAL or f & (roles.VERB | roles.HARM_VERB):
            break
        if f & roles.PERSON:
            seen_noun = True
        k += 1
    if not seen_noun:
        return False
    following = words[k].f if k < len(words) else roles.STOP
    return head is None or not following & (roles.SAY | roles.VERB)
