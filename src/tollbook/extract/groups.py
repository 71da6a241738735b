"""Find noun groups that may be victims: counted ("at least 12 police officers"), single ("a driver", "the mayor of X",
names), elliptic ("five", "others"), partitive ("three of them"), zero, and bare plurals, which are no claims.
"""

from collections.abc import Sequence

from tollbook.extract.line import Line, Word
from tollbook.extract.numbers import Quantity, bounded, quantity_at, value_at
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import PLURAL, SINGULAR, Lexicon

_REACH = 9
"""Words of a noun group at most before its head."""
_NOMINAL = (
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
_HARM = roles.HARM_VERB | roles.HARM_INTRANSITIVE | roles.HARM_ADJECTIVE


class Group:
    """A noun group over the words ``first`` to ``last``; the quote starts at word ``quote``.

    ``kind``: num, art, def, poss, refl, name, zero, part (of an anaphor or noun), bare (no count), thing, noun (a noun of
    harm that is counted itself). ``head`` is the numeral's word or, without one, the noun's.
    """

    __slots__ = (
        "ages",
        "anaphor",
        "count",
        "cut",
        "elliptic",
        "first",
        "group",
        "harm",
        "head",
        "held",
        "kind",
        "last",
        "mixed",
        "names",
        "noun",
        "numeral",
        "people",
        "quote",
        "status",
        "titled",
    )  # fmt: skip

    def __init__(self, first: int, last: int, quote: int, head: int, count: Count | None, kind: str) -> None:
        self.first = first
        self.last = last
        self.quote = quote
        self.head = head
        self.count = count
        self.kind = kind
        self.noun: Word | None = None
        self.status = "unknown"
        self.group: str | None = None
        self.harm: str | None = None
        self.people = False
        self.held = False
        self.elliptic = False
        self.mixed = False
        self.numeral = False
        self.titled = False
        self.cut = 0
        self.anaphor: Word | None = None
        self.ages: list[str] = []
        self.names: list[str] = []

    def __repr__(self) -> str:
        return f"<{self.kind} {self.first}-{self.last} {self.count and (self.count.low, self.count.high)} {self.status}/{self.group}>"


class Run:
    """The nominal words that follow a count: ``end`` is one behind the last, ``head`` the noun's index or None."""

    __slots__ = ("end", "harm", "head", "heads", "kind")

    def __init__(self, end: int, head: int | None, kind: str, heads: list[int], harm: str | None) -> None:
        self.end = end
        self.head = head
        self.kind = kind
        self.heads = heads
        self.harm = harm


def groups_of(line: Line, lexicon: Lexicon) -> list[Group]:
    """Return the noun groups of ``line`` in order, not overlapping."""
    words = line.words
    out: list[Group] = []
    i, count = 0, len(words)
    starts = (
        roles.NUMBER | roles.BOUND | roles.VAGUE | roles.ZERO | roles.ARTICLE | roles.DETERMINER | roles.PERSON
        | roles.REFLEXIVE | roles.CAPITAL | roles.SINGLE | roles.TITLE | roles.HARM_NOUN | roles.PREPOSITION
    )  # fmt: skip
    while i < count:
        owned = _bereaved(words, i, lexicon)
        if owned is not None:
            out.append(owned)
            i = owned.last + 1
            continue
        group = _group_at(line, i, lexicon) if words[i].f & starts else None
        if group is None and line.capitals and words[i].f & roles.OPEN:
            group = _shouted_name(words, i, lexicon)
        if group is None:
            i += 1
            continue
        out.append(group)
        i = group.last + 1
    return _merged(words, out, lexicon)


def _group_at(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    words, f = line.words, line.words[i].f
    if f & (roles.NUMBER | roles.BOUND | roles.VAGUE | roles.ARTICLE | roles.PREPOSITION):
        found = quantity_at(words, i, lexicon)
        if found is not None:
            return _quantified(line, found, lexicon)
    if f & roles.ZERO:
        return _zero(words, i, lexicon)
    if f & roles.ARTICLE:
        return _single(line, i, lexicon)
    if f & roles.REFLEXIVE and words[i].low not in lexicon.lists.grammar.pronouns[:9]:
        return _reflexive(words, i)
    if f & roles.DETERMINER:
        return _determined(line, i, lexicon)
    if f & roles.SINGLE:
        return _pronoun(words, i)
    if f & (roles.CAPITAL | roles.TITLE):
        name = _name(line, i, lexicon)
        if name is not None:
            return name
    if f & (roles.PERSON | roles.HARM_NOUN) and not f & (_HARM | roles.THING):
        return _bare(line, i, lexicon)
    return None


def _quantified(line: Line, found: Quantity, lexicon: Lexicon) -> Group | None:
    words = line.words
    end = found.last + 1
    end = _skip_of_total(words, end)
    part = _partitive(words, found, end, lexicon)
    if part is not None:
        return part
    run = run_at(words, end, lexicon, many=found.count.low != 1)
    kind = {"person": "num", "thing": "thing", "noun": "noun", "none": "num", "unknown": "num"}[run.kind]
    if found.count.bound == "none":
        kind = "zero" if run.kind in ("person", "noun", "unknown") else "thing"
    last = run.end - 1 if run.end > end else found.last
    if (
        run.kind == "none"
        and words[found.last].f & roles.VAGUE
        and words[found.last].e.words[-1:] == tuple(lexicon.lists.grammar.of)
    ):
        last = min(end, len(words) - 1) if end < len(words) and words[end].f & roles.HARM_ADJECTIVE else last
    group = Group(found.first, last, found.quote, found.head, found.count, kind)
    group.numeral = True
    group.elliptic = run.kind == "none" or _is_other(words, end, run)
    group.harm = run.harm
    _describe(words, group, run, lexicon)
    if run.kind == "unknown":
        group.noun = words[run.head] if run.head is not None else None
    return group


def _is_other(words: Sequence[Word], end: int, run: Run) -> bool:
    """Recognise "others", "two more": the count goes on with the noun before it."""
    if run.head is None:
        return False
    return bool(words[run.head].f & roles.OTHER)


def _skip_of_total(words: Sequence[Word], end: int) -> int:
    """Recognise "dozens others", "12 of": nothing to skip, except a stray "other" that is read as a modifier."""
    return end


def _partitive(words: Sequence[Word], found: Quantity, end: int, lexicon: Lexicon) -> Group | None:
    """Recognise "five of them", "eight of the dead", "one of the attackers"."""
    if end + 1 >= len(words) or words[end].low != lexicon.lists.grammar.prepositions[3]:
        return None
    following = words[end + 1]
    inner = quantity_at(words, end + 1, lexicon) if found.count.low == 1 else None
    if inner is not None and inner.count.low > 1:
        run = run_at(words, inner.last + 1, lexicon, many=True)
        after = words[run.end].f if run.end < len(words) else 0
        if run.kind == "person" and after & (roles.RELATIVE | roles.HARM_VERB):
            group = Group(inner.first, run.end - 1, inner.quote, inner.head, inner.count, "num")
            group.numeral = True
            _describe(words, group, run, lexicon)
            return group
    if following.f & roles.ANAPHOR:
        last = end + 1
        group = Group(found.first, last, found.quote, found.head, found.count, "part")
        group.anaphor = following
        group.numeral = True
        group.elliptic = True
        return group
    if following.f & (roles.DETERMINER | roles.NUMBER):
        start = end + 1
        while start < len(words) and words[start].f & (roles.DETERMINER | roles.NUMBER):
            start += 1
        run = run_at(words, start, lexicon, many=True)
        if run.kind in ("person", "noun", "unknown"):
            group = Group(found.first, run.end - 1, found.quote, found.head, found.count, "part")
            group.numeral = True
            if run.head is not None and words[run.head].f & (roles.CASUALTY | roles.HARM_NOUN) and run.kind == "noun":
                group.anaphor = words[run.head]
                group.elliptic = True
                return group
            _describe(words, group, run, lexicon)
            return group
    return None


def run_at(words: Sequence[Word], start: int, lexicon: Lexicon, *, many: bool) -> Run:
    """Return the nominal run at ``start`` with its head: the last noun of people, thing or harm that agrees in number."""
    j, limit = start, min(len(words), start + _REACH)
    head: int | None = None
    kind, heads, harm = "none", [], None
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
        if f & _HARD and not (f & roles.PERSON):
            break
        if f & roles.DASH:
            if not _is_inner_dash(words, j):
                break
            if head == j - 1:
                head, kind, heads = None, "none", []
            j += 1
            continue
        if f & _HARM and head is not None:
            break
        if f & _HARM and (
            (f & roles.HARM_VERB and word.e.form & roles.PARTICIPLE and not f & roles.BE)
            or not (f & roles.HARM_NOUN and word.e.people and not _noun_follows(words, j, limit))
        ):
            if not _noun_follows(words, j, limit) or head is not None:
                break
            harm = word.e.harm_adjective or word.e.harm
            j += 1
            continue
        if f & (roles.AND | roles.OR):
            if j == start or not _coordinates(words, j, head, limit):
                break
            j += 1
            continue
        if f & roles.ADVERB and not f & _NOMINAL:
            if head is not None or not _noun_follows(words, j, limit):
                break
            j += 1
            continue
        if not f & _NOMINAL or (
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
        here = _kind_of(word, words, j, many=many)
        if here is not None:
            if here == "person" and head is not None and words[j - 1].f & (roles.AND | roles.OR):
                heads.append(j)
            elif here == "person":
                heads = [j]
            head, kind = j, here
            unknown = None
            if here == "person" and _closes(words, j, limit, many=many):
                j += 1
                if not (j < limit and words[j].f & (roles.AND | roles.OR) and _coordinates(words, j, head, limit)):
                    break
                continue
        elif f & roles.OPEN:
            unknown = j
        j += 1
    return _finished(words, start, j, head, kind, heads, harm, unknown, many=many)


def _finished(
    words: Sequence[Word], start: int, j: int, head: int | None, kind: str, heads: list[int], harm: str | None,
    unknown: int | None, *, many: bool,
) -> Run:  # fmt: skip
    if head is None and unknown is None:
        return Run(start, None, "none", [], None)
    if head is None or (unknown is not None and unknown > head and _is_modifier_head(words[head], many=many)):
        return Run((unknown or 0) + 1, unknown, "unknown", [], harm)
    return Run(head + 1, head, kind, heads, harm)


def _is_modifier_head(word: Word, *, many: bool) -> bool:
    return (many and word.e.plural == SINGULAR) or bool(word.f & roles.DEMONYM and word.e.plural & SINGULAR)


def _is_inner_dash(words: Sequence[Word], j: int) -> bool:
    return 0 < j < len(words) - 1 and words[j].start == words[j - 1].end and words[j + 1].start == words[j].end


def _kind_of(word: Word, words: Sequence[Word], j: int, *, many: bool) -> str | None:
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
    if following.f & roles.DASH and _is_inner_dash(words, j + 1):
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


def _coordinates(words: Sequence[Word], j: int, head: int | None, limit: int) -> bool:
    """Recognise "workers and contractors", "kidnapping and cattle-rustling gang members": a bare noun joins the group."""
    if j + 1 >= limit or len(words[j].e.words) > 1:
        return False
    k = j + 1
    first = words[k].f
    if first & (_HARD | roles.ARTICLE | roles.DETERMINER | roles.NUMBER | roles.PREPOSITION | roles.HARM_VERB):
        return False
    if first & roles.OTHER:
        return False
    seen_noun = False
    while k < limit:
        f = words[k].f
        if f & roles.DASH and _is_inner_dash(words, k):
            k += 1
            continue
        if not f & _NOMINAL or f & (roles.VERB | roles.HARM_VERB):
            break
        if f & roles.PERSON:
            seen_noun = True
        k += 1
    if not seen_noun:
        return False
    following = words[k].f if k < len(words) else roles.STOP
    return head is None or not following & (roles.SAY | roles.VERB)


def _describe(words: Sequence[Word], group: Group, run: Run, lexicon: Lexicon) -> None:
    """Set status, group and harm of ``group`` from the run's head and the words beside it (guide, `who`)."""
    if run.head is None:
        return
    head = words[run.head]
    group.noun = head
    entry = head.e
    if run.kind == "noun":
        group.harm = group.harm or entry.harm_noun
        group.people, group.held = entry.people, entry.held
    group.status, group.group = who_of(words, run.head, group.first, lexicon)
    group.harm = group.harm or run.harm
    if len(run.heads) > 1:
        first = who_of(words, run.heads[0], group.first, lexicon)
        kinds = {who_of(words, h, group.first, lexicon)[0] for h in run.heads}
        group.mixed = len(kinds - {"unknown"}) > 1
        group.status = first[0]
        group.group = first[1] or group.group if not group.mixed else first[1]
    _extend_of(words, group, run, lexicon)


def who_of(words: Sequence[Word], head: int, first: int, lexicon: Lexicon) -> tuple[str, str | None]:
    """Return (status, group) of the noun ``head``; neutral heads take them from the words before (guide, section 3)."""
    entry = words[head].e
    status, group = entry.status or "unknown", entry.group
    if words[head].f & roles.NEUTRAL:
        for k in range(head - 1, max(first - 1, head - 7), -1):
            beside = words[k]
            if beside.f & (roles.NUMBER | roles.ARTICLE | roles.AND | roles.COMMA) and not beside.f & roles.MODIFIER:
                if beside.f & roles.AND:
                    continue
                break
            found = _beside(beside)
            if found is not None:
                status, group = found[0], found[1] or (group if found[0] == status else None)
                if k and words[k - 1].f & (roles.AND | roles.OR):
                    continue
                break
    if head - 2 >= first and words[head - 1].f & (roles.AND | roles.OR) and not words[head - 2].f & roles.NUMBER:
        found = _beside(words[head - 2])
        if found is not None:
            return found
    for rule in lexicon.lists.people.override:
        if words[head].low in rule.head and status in rule.status:
            group = rule.group
    return status, group


def _beside(word: Word) -> tuple[str, str | None] | None:
    if word.f & roles.MODIFIER and word.e.modifier_status:
        return word.e.modifier_status, word.e.modifier_group
    if word.f & roles.PERSON and word.e.status not in (None, "unknown"):
        return word.e.status or "unknown", word.e.group
    return None


def _extend_of(words: Sequence[Word], group: Group, run: Run, lexicon: Lexicon) -> None:
    """Take in "of his family", "of Hamas" where the head asks for it, and read the status there."""
    assert run.head is not None
    j = run.head + 1
    if words[run.head].low not in lexicon.lists.people.heads["of"] or j + 1 >= len(words):
        return
    if words[j].low != lexicon.lists.grammar.prepositions[3]:
        return
    k = j + 1
    while k < min(len(words), j + 7):
        f = words[k].f
        if f & (roles.DETERMINER | roles.ARTICLE) and k == j + 1:
            k += 1
            continue
        if f & roles.DASH and _is_inner_dash(words, k):
            k += 1
            continue
        if (
            not f & _NOMINAL
            or f & (_HARM | roles.VERB | roles.SAY)
            or (f & roles.PREPOSITION and not f & roles.MODIFIER)
        ):
            break
        found = _beside(words[k])
        if found is not None:
            group.status, group.group = found[0], found[1] or group.group
        k += 1
    if k > j + 1:
        is_people = run.kind != "noun"
        group.last = max(group.last, k - 1) if is_people else group.last
    for rule in lexicon.lists.people.override:
        if words[run.head].low in rule.head and group.status in rule.status:
            group.group = rule.group


def _zero(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "no casualties", "nobody", "no civilian or security officers"."""
    if words[i].low in lexicon.lists.numbers.zero["alone"]:
        return Group(i, i, i, i, Count(0, 0, "none", words[i].low), "zero")
    run = run_at(words, i + 1, lexicon, many=True)
    if run.head is None or run.kind not in ("person", "noun"):
        return None
    end = run.end
    harm = words[run.head].e.harm_noun
    while end + 1 < len(words) and words[end].f & roles.OR and words[end + 1].f & (roles.HARM_NOUN | roles.CASUALTY):
        harm = harm if harm == words[end + 1].e.harm_noun else "killed"
        end += 2
    group = Group(i, end - 1, i, i, Count(0, 0, "none", words[i].low), "zero")
    _describe(words, group, run, lexicon)
    if run.kind == "noun":
        group.harm = harm or "killed"
    group.last = max(group.last, end - 1)
    return group


def _single(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "a driver", "another soldier", "a family of five", "a 3-year-old boy", "a five-member family"."""
    words = line.words
    j = i + 1
    ages: list[str] = []
    count = Count(1, 1, "exact")
    if j < len(words) and words[j].f & roles.NUMBER and j + 2 < len(words) and words[j + 1].f & roles.DASH:
        compound = words[j + 2].low in lexicon.lists.numbers.guard["compounds"]
        number = value_at(words, j)
        if compound and number is not None:
            count = bounded(number[1], "exact", None)
        elif words[j].f & roles.DIGITS:
            ages.append(words[j].low)
        j += 3
        while j < len(words) and words[j].f & roles.DASH:
            j += 2
    aged = _aged(words, i + 1, lexicon)
    run = run_at(words, j, lexicon, many=False)
    if aged is not None and run.head is None:
        return _aged_person(words, i, aged)
    if run.kind not in ("person", "noun") or run.head is None:
        return _pronoun(words, i) if words[i].f & roles.SINGLE and run.kind != "thing" else None
    if run.kind == "noun" and not words[run.head].e.people:
        return None
    group = Group(i, run.end - 1, i, i, count, "art")
    group.ages = ages
    _describe(words, group, run, lexicon)
    collective = words[run.head].low in lexicon.lists.people.heads["collective"]
    size = quantity_at(words, run.end + 1, lexicon) if collective and run.end + 1 < len(words) else None
    if size is not None and words[run.end].low == lexicon.lists.grammar.prepositions[3]:
        inner = run_at(words, size.last + 1, lexicon, many=True)
        group.count, group.head = size.count, size.head
        group.last = max(size.last, inner.end - 1 if inner.kind == "person" else size.last)
        if inner.kind == "person" and inner.head is not None:
            group.status, group.group = who_of(words, inner.head, size.last, lexicon)
        group.numeral = True
    elif group.group == "family" and words[run.head].low in lexicon.lists.people.heads["collective"] and count.low == 1:
        group.count = Count(3, None, "vague", words[run.head].low)
    return group


def _pronoun(words: Sequence[Word], i: int) -> Group:
    group = Group(i, i, i, i, Count(1, 1, "exact"), "art")
    group.elliptic = True
    return group


def _reflexive(words: Sequence[Word], i: int) -> Group:
    group = Group(i, i, i, i, Count(1, 1, "exact"), "refl")
    group.status, group.group = "combatant", "attackers"
    return group


def _determined(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "his wife", "the suspected bomber", "both"; plurals are bare."""
    words = line.words
    if words[i].low in lexicon.lists.numbers.pairs["both"]:
        run = run_at(words, i + 1, lexicon, many=True)
        if run.kind == "person" and run.head is not None and words[run.head].e.plural & PLURAL and len(run.heads) == 1:
            group = Group(i, run.end - 1, i, i, Count(2, 2, "exact"), "num")
            _describe(words, group, run, lexicon)
            return group
        following = words[i + 1].f if i + 1 < len(words) else 0
        if following & (roles.BE | roles.HAVE | _HARM):
            group = Group(i, i, i, i, Count(2, 2, "exact"), "num")
            group.elliptic = True
            return group
        return None
    if words[i].low in lexicon.lists.stance.any:
        return _denied(words, i, lexicon)
    if not words[i].f & (roles.DEFINITE | roles.POSSESSIVE):
        return None
    aged = _aged(words, i + 1, lexicon)
    if aged is not None:
        return _aged_person(words, i, aged)
    run = run_at(words, i + 1, lexicon, many=False)
    if run.kind not in ("person", "noun") or run.head is None:
        return None
    head = words[run.head]
    if run.kind == "noun" and not head.e.people:
        return None
    singular = head.e.plural == SINGULAR
    if (
        head.low in lexicon.lists.people.heads["collective"]
        and words[i].f & roles.POSSESSIVE
        and head.e.group == "family"
    ):
        group = Group(i, run.end - 1, i, run.head, Count(3, None, "vague", head.low), "poss")
        _describe(words, group, run, lexicon)
        return group
    kind = ("poss" if words[i].f & roles.POSSESSIVE else "def") if singular else "bare"
    group = Group(i, run.end - 1, i, run.head, Count(1, 1, "exact") if singular else None, kind)
    _describe(words, group, run, lexicon)
    name = _name(line, group.last + 1, lexicon, led=True) if group.last + 1 < len(words) and singular else None
    if name is not None:
        group.last = name.last
        group.names = name.names
        group.kind = "name"
    return group


def _denied(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "denied there had been any deaths": a zero that the speaker asserts by denying."""
    if not any(w.f & roles.DENIAL for w in words[max(0, i - 9) : i]):
        return None
    run = run_at(words, i + 1, lexicon, many=True)
    if run.kind not in ("person", "noun") or run.head is None:
        return None
    group = Group(i, run.end - 1, i, i, Count(0, 0, "none", words[i].low), "zero")
    _describe(words, group, run, lexicon)
    if run.kind == "noun":
        group.harm = words[run.head].e.harm_noun or "killed"
    return group


def _aged(words: Sequence[Word], j: int, lexicon: Lexicon) -> int | None:
    """Return the last word of "34-year-old" at word ``j``."""
    guard = lexicon.lists.numbers.guard
    k = j + 4
    if (
        k >= len(words)
        or not words[j].f & roles.NUMBER
        or words[j + 2].low not in guard["age"]
        or words[k].low not in guard["old"]
    ):
        return None
    return k if words[j + 1].f & roles.DASH and words[j + 3].f & roles.DASH else None


def _aged_person(words: Sequence[Word], i: int, last: int) -> Group | None:
    """Recognise "the 34-year-old" is one person, of no stated status."""
    following = words[last + 1] if last + 1 < len(words) else None
    if following is not None and following.f & _NOMINAL and not following.f & (_HARM | roles.VERB):
        return None
    group = Group(i, last, i, i, Count(1, 1, "exact"), "def")
    group.ages = [words[i + 1].low]
    return group


def _name(line: Line, i: int, lexicon: Lexicon, *, led: bool = False) -> Group | None:
    """Apply the rule: a named person: capitalised words of no other role, with the titles before them; in capitals only after a title."""
    words = line.words
    j, status, group_name, titled = i, "unknown", None, False
    while j < len(words) and words[j].f & (roles.TITLE | roles.DEMONYM | roles.MODIFIER) and j - i < 5:
        if words[j].f & roles.TITLE and words[j].e.title_status:
            titled = True
            if words[j].e.title_status != "unknown" or status == "unknown":
                status, group_name = words[j].e.title_status or "unknown", words[j].e.title_group
        elif not words[j].f & roles.TITLE and words[j].e.modifier_status and status == "unknown":
            status = words[j].e.modifier_status or "unknown"
        j += 1
    start = j
    particles = lexicon.lists.grammar.particles
    while j < len(words) and j - start < 7:
        word = words[j]
        is_name = word.f & roles.OPEN and not word.f & roles.GENITIVE and (word.f & roles.CAPITAL or line.capitals)
        if is_name and not (line.capitals and len(word.low) < 2):
            j += 1
        elif j > start or word.low in particles:
            if (
                (word.f & roles.DASH and _is_inner_dash(words, j))
                or (word.low in particles and j + 1 < len(words))
                or (len(word.text) == 2 and word.text[1] == ".")
                or (len(word.text) == 1 and word.text.isupper() and j + 1 < len(words) and words[j + 1].low == ".")
            ) or (word.low == "." and len(words[j - 1].text) == 1 and j > start):
                j += 1
            else:
                break
        else:
            break
    while j > start and not (words[j - 1].f & roles.OPEN):
        j -= 1
    places = [k for k in range(start, j - 1) if words[k].low in lexicon.lists.grammar.place_words]
    if places and not titled:
        i = start = places[-1] + 1
    if j == start or (line.capitals and not titled and not led):
        return None
    if line.capitals and any(_is_common(words[k], lexicon) for k in range(start, j)):
        return None
    if j - start > 5:
        return None
    group = Group(i, j - 1, i, start, Count(1, 1, "exact"), "name")
    group.status, group.group = status, group_name
    group.names = [" ".join(w.text for w in words[start:j])]
    group.titled = titled
    return group


def _bereaved(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "Galan's murder", "the journalist X Y's killing": the owner of a death is its victim."""
    if not words[i].f & (roles.OPEN | roles.TITLE) or (words[i].f & roles.GENITIVE and words[i].f & roles.WEEKDAY):
        return None
    j = i
    while j < len(words) and j - i < 6 and words[j].f & roles.TITLE and not words[j].f & roles.GENITIVE:
        j += 1
    start = j
    while (
        j < len(words)
        and j - start < 5
        and words[j].f & roles.OPEN
        and words[j].f & roles.CAPITAL
        and not words[j].f & roles.GENITIVE
    ):
        j += 1
    if (
        j + 1 >= len(words)
        or not words[j].f & roles.GENITIVE
        or not words[j].f & roles.CAPITAL
        or words[j].f & (roles.DEMONYM | roles.MODIFIER)
    ):
        return None
    death = words[j + 1]
    if not death.f & roles.HARM_NOUN or death.e.people or death.e.plural != SINGULAR:
        return None
    if i and words[i - 1].f & roles.CAPITAL and words[i - 1].f & roles.OPEN:
        return None
    group = Group(i, j, i, min(start, j), Count(1, 1, "exact"), "name")
    group.harm = death.e.harm_noun
    group.cut = len(words[j].text) - len(words[j].low.rsplit("'", 1)[0])
    group.names = [" ".join(w.text for w in words[start : j + 1])[: -group.cut or None]]
    for k in range(i, start):
        if words[k].e.title_status not in (None, "unknown"):
            group.status, group.group = words[k].e.title_status or "unknown", words[k].e.title_group
    return group


def _is_common(word: Word, lexicon: Lexicon) -> bool:
    return word.low.endswith(tuple(lexicon.lists.grammar.word_endings))


def _shouted_name(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Apply the rule: a name in a text in capitals: unlisted words behind "murder of" or a verb of harm, or before "was killed"."""
    j = _run_of_names(words, i, lexicon)
    if j == i or j - i > 5 or j >= len(words):  # noqa: PLR2004  # names have five words at most
        return None
    before = words[i - 1] if i else None
    after = words[j]
    closed = bool(
        after.f
        & (
            roles.COMMA
            | roles.STOP
            | roles.PREPOSITION
            | roles.AND
            | roles.BRACKET
            | roles.RELATIVE
            | roles.BE
            | roles.HAVE
            | roles.MODAL
        )
    )
    named = (
        bool(after.f & roles.COMMA)
        and j + 1 < len(words)
        and bool(words[j + 1].f & (roles.PERSON | roles.TITLE | roles.NUMBER))
    )
    led = before is not None and bool(before.f & (roles.HARM_OF | roles.TITLE)) and closed
    struck = before is not None and bool(before.f & roles.HARM_VERB and before.e.violent) and closed
    named = named or (bool(after.f & roles.COMMA) and _meets_harm(words, _behind_aside(words, j), lexicon))
    opened = before is None or bool(
        before.f
        & (
            roles.STOP
            | roles.COMMA
            | roles.RELATIVE
            | roles.SAY
            | roles.SUBORDINATOR
            | roles.BRACKET
            | roles.AND
            | roles.PERSON
        )
    )
    if not (led or struck or (opened and (named or _meets_harm(words, j, lexicon)))):
        return None
    group = Group(i, j - 1, i, i, Count(1, 1, "exact"), "name")
    group.names = [" ".join(w.text for w in words[i:j])]
    return group


def _behind_aside(words: Sequence[Word], j: int) -> int:
    """Return the word behind the aside that the comma at word ``j`` opens, or ``j``."""
    for k in range(j + 1, min(len(words), j + 28)):
        if words[k].f & (roles.STOP | roles.SAY):
            return j
        if (
            words[k].f & roles.COMMA
            and k + 1 < len(words)
            and words[k + 1].f & (roles.BE | roles.HAVE | roles.HARM_INTRANSITIVE)
        ):
            return k + 1
    return j


def _run_of_names(words: Sequence[Word], i: int, lexicon: Lexicon) -> int:
    j = i
    particles = lexicon.lists.grammar.particles
    while j < len(words) and words[j].f & roles.OPEN and not words[j].f & roles.GENITIVE and len(words[j].low) > 1:
        if _is_common(words[j], lexicon) and words[j].low not in particles:
            return i
        j += 1
    return j


def _meets_harm(words: Sequence[Word], j: int, lexicon: Lexicon) -> bool:
    """Return True when words ``j`` on are "was killed", perhaps behind "and" and more names."""
    for _ in range(4):
        k = j
        while k < len(words) and k - j < 4 and words[k].f & (roles.BE | roles.HAVE | roles.ADVERB):  # noqa: PLR2004
            k += 1
        if k > j and k < len(words) and words[k].f & (roles.HARM_VERB | roles.HARM_INTRANSITIVE):
            return True
        if k < len(words) and words[k].f & roles.HARM_INTRANSITIVE:
            return True
        if j + 1 >= len(words) or not words[j].f & (roles.AND | roles.COMMA):
            return False
        following = _run_of_names(words, j + 1, lexicon)
        if following == j + 1:
            return False
        j = following
    return False


def _bare(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    words = line.words
    run = run_at(words, i, lexicon, many=True)
    if run.kind not in ("person", "noun") or run.head is None:
        return None
    group = Group(i, run.end - 1, i, run.head, None, "bare")
    _describe(words, group, run, lexicon)
    head = words[run.head]
    name = (
        _name(line, run.end, lexicon, led=True)
        if head.e.plural == SINGULAR and run.kind == "person" and run.end < len(words) and group.last == run.end - 1
        else None
    )
    if name is not None and not name.titled:
        group.last, group.names, group.kind, group.count = name.last, name.names, "name", Count(1, 1, "exact")
    return group


def _merged(words: Sequence[Word], found: list[Group], lexicon: Lexicon) -> list[Group]:
    """Join items without a numeral (guide, section 4): "a woman and her two children" is one count of three."""
    out: list[Group] = []
    for group in found:
        if out and not _is_aside(words, out[-1]) and _joins_item(words, out[-1], group, lexicon):
            _join(words, out[-1], group, lexicon)
        else:
            out.append(group)
    return out


def _is_aside(words: Sequence[Word], group: Group) -> bool:
    """Recognise "X Y, a field commander, and his deputy": the noun behind a name and a comma says who X Y is."""
    if group.first < 2 or not words[group.first - 1].f & roles.COMMA:
        return False
    named = words[group.first - 2]
    return bool(named.f & roles.CAPITAL and named.f & roles.OPEN)


def _joins_item(words: Sequence[Word], left: Group, right: Group, lexicon: Lexicon) -> bool:
    if (
        left.count is not None
        and left.count.word in lexicon.lists.people.heads["couple"]
        and words[right.first].f & roles.POSSESSIVE
    ):
        left.count, left.kind, left.status, left.group = Count(2, 2, "exact"), "poss", "civilian", "family"
    gap = words[left.last + 1 : right.first]
    if not gap or len(gap) > 2 or left.count is None or right.count is None:
        return False
    if not (gap[-1].f & roles.AND and all(w.f & (roles.COMMA | roles.AND) for w in gap)):
        return False
    if left.count.high is None or right.count.high is None or right.kind == "zero" or left.kind == "zero":
        return False
    kin = right.noun is not None and right.noun.low in lexicon.lists.people.heads["kin"]
    possessive = bool(words[right.first].f & roles.POSSESSIVE)
    if left.kind == "refl":
        return right.kind == "num" and right.elliptic and right.count.bound == "exact"
    if _has_own_harm(words, right):
        return False
    if left.kind == "poss":
        return kin and right.kind in ("num", "poss", "art")
    if left.kind == "art":
        if possessive and (kin or right.kind == "poss"):
            return True
        return (
            right.kind in ("art", "num")
            and not right.elliptic
            and right.status == left.status
            and right.noun is not None
            and right.noun.f & roles.PERSON != 0
        )
    if left.kind == "num" and left.count.low == 1:
        return possessive and kin
    return False


def _has_own_harm(words: Sequence[Word], group: Group) -> bool:
    return False


def _join(words: Sequence[Word], left: Group, right: Group, lexicon: Lexicon) -> None:
    assert left.count is not None
    assert right.count is not None
    assert left.count.high is not None
    assert right.count.high is not None
    low = left.count.low + right.count.low
    left.count = Count(low, low, "exact")
    left.last = right.last
    kin = right.noun is not None and right.noun.low in lexicon.lists.people.heads["kin"]
    if left.kind == "refl":
        left.group = left.group
    elif left.kind == "poss" and kin:
        left.group, left.status = "family", "civilian"
    elif left.group != right.group:
        both = {left.group, right.group}
        left.group = "women_children" if both == {"women", "children"} else None
    if left.status == "unknown":
        left.status = "unknown"
    left.elliptic = False
