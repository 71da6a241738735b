"""Find noun groups that may be victims.

Counted ("at least 12 police officers"), single ("a driver", "the mayor of X", names), elliptic ("five", "others"),
partitive ("three of them"), zero, and bare plurals, which are no claims.
"""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.counted.headline import touches_harm
from tollbook.extract.counted.merge import merged
from tollbook.extract.counted.names import bereaved, name_at, owned_person, shouted_name
from tollbook.extract.counted.nouns import describe, who_of
from tollbook.extract.counted.numbers import Quantity, age_mark, bounded, quantity_at, value_at
from tollbook.extract.counted.runs import HARM, NOMINAL, Run, run_at
from tollbook.extract.sentences.line import Line, Word
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import PLURAL, SINGULAR, Lexicon

_KIN = {"children", "women", "men"}
_JOINTS = roles.COMMA | roles.AND


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
        owned = bereaved(words, i)
        if owned is not None:
            out.append(owned)
            i = owned.last + 1
            continue
        group = _group_at(line, i, lexicon) if words[i].f & starts else None
        if group is None and line.capitals and words[i].f & roles.OPEN:
            follows = bool(out) and out[-1].kind == "name" and i - out[-1].last in (2, 3) and words[i - 1].f & _JOINTS
            group = shouted_name(words, i, lexicon, listed=bool(follows))
        if group is None:
            i += 1
            continue
        out.append(group)
        i = group.last + 1
    return merged(words, out, lexicon)


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
        return _reflexive(i)
    if f & roles.DETERMINER:
        return _determined(line, i, lexicon)
    if f & roles.SINGLE:
        return _pronoun(i)
    if f & (roles.CAPITAL | roles.TITLE):
        name = name_at(line, i, lexicon)
        if name is not None:
            return name
        owned = owned_person(line, i, lexicon)
        if owned is not None:
            return owned
    if f & (roles.PERSON | roles.HARM_NOUN) and not f & (HARM | roles.THING):
        return _bare(line, i, lexicon)
    return None


def _quantified(line: Line, found: Quantity, lexicon: Lexicon) -> Group | None:
    words = line.words
    end = found.last + 1
    if _is_of_things(words, found, end, lexicon):
        return Group(found.first, found.last, found.quote, found.head, found.count, "thing")
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
    group.elliptic = run.kind == "none" or _is_other(words, run)
    group.harm = run.harm
    describe(words, group, run, lexicon)
    if run.kind == "unknown":
        group.noun = words[run.head] if run.head is not None else None
    elif run.kind == "person":
        group.last = _family_of(words, group.last, lexicon)
    return group


def _is_of_things(words: Sequence[Word], found: Quantity, end: int, lexicon: Lexicon) -> bool:
    """Recognise "only one of many raids", "one of several massacres": a count out of many that are no people."""
    if end + 1 >= len(words) or words[end].low not in lexicon.lists.grammar.of:
        return False
    start = end + 1
    many, several = roles.DETERMINER | roles.NUMBER | roles.VAGUE, lexicon.lists.scope.period["several"]
    while start < len(words) and (words[start].f & many or words[start].low in several):
        start += 1
    if start == end + 1 or words[start - 1].f & (roles.DEFINITE | roles.POSSESSIVE | roles.PRONOUN | roles.ANAPHOR):
        return False
    run = run_at(words, start, lexicon, many=True)
    return run.kind == "thing" or (run.kind == "unknown" and found.count.low == 1)


def _family_of(words: Sequence[Word], last: int, lexicon: Lexicon) -> int:
    """Return the last word of "seven civilians of the Haddad family": whose they are, no count of its own."""
    if last + 3 >= len(words) or words[last + 1].low not in lexicon.lists.grammar.of:
        return last
    if not words[last + 2].f & (roles.DEFINITE | roles.POSSESSIVE):
        return last
    run = run_at(words, last + 3, lexicon, many=False)
    if run.kind != "person" or run.head is None or words[run.head].e.group != "family":
        return last
    return run.head if words[run.head].low in lexicon.lists.people.heads["collective"] else last


def _is_other(words: Sequence[Word], run: Run) -> bool:
    """Recognise "others", "two more": the count goes on with the noun before it."""
    if run.head is None:
        return False
    return bool(words[run.head].f & roles.OTHER)


def _partitive(words: Sequence[Word], found: Quantity, end: int, lexicon: Lexicon) -> Group | None:
    """Recognise "five of them", "eight of the dead", "one of the attackers"."""
    if end + 1 >= len(words):
        return None
    following = words[end + 1]
    if words[end].low in lexicon.lists.grammar.from_ and following.f & (roles.NUMBER | roles.DEFINITE):
        inside = end + 2
        while inside < len(words) and words[inside].f & roles.DETERMINER:
            inside += 1
        return _of_one_body(words, found, inside, lexicon)
    if words[end].low != lexicon.lists.grammar.prepositions[3]:
        return None
    inner = quantity_at(words, end + 1, lexicon)
    if inner is not None and inner.count.low > max(1, found.count.low):
        run = run_at(words, inner.last + 1, lexicon, many=True)
        if run.kind == "person" and _tells_of_all(words, run.end):
            group = Group(inner.first, run.end - 1, inner.quote, inner.head, inner.count, "num")
            group.numeral = True
            describe(words, group, run, lexicon)
            return group
    if following.f & roles.ANAPHOR and not _points_at_thing(words, end + 1):
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
            describe(words, group, run, lexicon)
            return group
        return _of_one_body(words, found, start, lexicon)
    return None


def _points_at_thing(words: Sequence[Word], k: int) -> bool:
    """Recognise "four of those counts": the pointing word stands before a noun of its own."""
    if not words[k].f & roles.DETERMINER or k + 1 >= len(words):
        return False
    following = words[k + 1].f
    is_noun = following & (roles.OPEN | roles.THING) and not following & (HARM | roles.VERB | roles.RELATIVE)
    return bool(is_noun) and not following & (roles.PREPOSITION | roles.ADVERB | roles.HARM_NOUN | roles.CASUALTY)


def _tells_of_all(words: Sequence[Word], k: int) -> bool:
    """Return True when a clause behind "four of the nine workers" says what befell the nine, and no later verb harms the four."""
    if k >= len(words) or not words[k].f & (roles.RELATIVE | roles.HARM_VERB):
        return False
    behind = words[k + 1 : k + 25]
    if words[k].f & roles.RELATIVE and not any(w.f & (HARM | roles.HARM_NOUN) for w in behind):
        return False
    comma = next((n for n, w in enumerate(behind) if w.f & (roles.COMMA | roles.STOP)), len(behind))
    for n, word in enumerate(behind[:-1]):
        is_main = n > comma or words[k].f & roles.HARM_VERB or (n and _opens_clause(behind[0]))
        if is_main and word.f & (roles.BE | roles.HAVE) and behind[n + 1].f & HARM:
            return False
    return True


def _opens_clause(word: Word) -> bool:
    """Return True for "crossed" in "who crossed ... were shot": the relative word has a verb of its own, no auxiliary."""
    return bool(word.f & (roles.VERB | roles.OPEN)) and not word.f & (roles.BE | roles.HAVE | roles.PRONOUN | HARM)


def _of_one_body(words: Sequence[Word], found: Quantity, start: int, lexicon: Lexicon) -> Group | None:
    """Recognise "three of the family", "two of one patrol": the body that "of" names holds the people counted."""
    run = run_at(words, start, lexicon, many=False)
    if run.kind != "person" or run.head is None or found.count.bound == "none":
        return None
    head = words[run.head]
    if head.low not in lexicon.lists.people.heads["collective"] and head.e.group != "family":
        return None
    group = Group(found.first, run.end - 1, found.quote, found.head, found.count, "part")
    group.numeral = True
    describe(words, group, run, lexicon)
    return group


def _zero(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "no casualties", "nobody", "no civilian or security officers"."""
    if words[i].low in lexicon.lists.numbers.zero["alone"]:
        return _none_of(words, i, lexicon) or Group(i, i, i, i, Count(0, 0, "none", words[i].low), "zero")
    run = run_at(words, i + 1, lexicon, many=True)
    if run.head is None or run.kind not in ("person", "noun"):
        run = run_at(words, i + 1, lexicon, many=False)  # "no civilian was harmed"
    if run.head is None or run.kind not in ("person", "noun"):
        return None
    end = run.end
    harm = words[run.head].e.harm_noun
    while end + 1 < len(words) and words[end].f & roles.OR and words[end + 1].f & (roles.HARM_NOUN | roles.CASUALTY):
        harm = harm if harm == words[end + 1].e.harm_noun else "killed"
        end += 2
    group = Group(i, end - 1, i, i, Count(0, 0, "none", words[i].low), "zero")
    describe(words, group, run, lexicon)
    if run.kind == "noun":
        group.harm = harm or "killed"
    group.last = max(group.last, end - 1)
    return group


def _none_of(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "none of its own men", "none of the passengers"."""
    if i + 2 >= len(words) or words[i + 1].low not in lexicon.lists.grammar.of:
        return None
    start = i + 2
    while start < len(words) and words[start].f & roles.DETERMINER:
        start += 1
    while start < len(words) and words[start].low in lexicon.lists.people.heads["own"]:
        start += 1
    run = run_at(words, start, lexicon, many=True)
    if run.kind != "person" or run.head is None:
        return None
    group = Group(i, run.end - 1, i, i, Count(0, 0, "none", words[i].low), "zero")
    describe(words, group, run, lexicon)
    return group


def _single(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "a driver", "another soldier", "a family of five", "a 3-year-old boy", "a five-member family"."""
    words = line.words
    j = i + 1
    if words[i].f & roles.SINGLE and _is_share(words, j, lexicon):
        return None  # "a third of them"
    ages: list[str] = []
    count = Count(1, 1, "exact")
    written = _written_age(words, j, lexicon)
    if written is not None:
        ages.append(words[j].low)
        j = written
    elif j < len(words) and words[j].f & roles.DIGITS and value_at(words, j) is None:
        return None  # a number too long to hold: nothing is said, not one
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
        return _unlisted(words, i, run, count, lexicon)
    if run.kind == "noun" and not words[run.head].e.people:
        return None
    if words[run.head].f & roles.DEMONYM and run.end < len(words) and words[run.end].f & (roles.MODIFIER | roles.THING):
        return Group(i, run.end, i, i, count, "thing")  # "an Algerian newspaper"
    if len(run.heads) > 1 and count.low == 1 and all(words[h].e.group in _KIN for h in run.heads):
        count = Count(len(run.heads), len(run.heads), "exact")  # "a mother and baby"
    group = Group(i, run.end - 1, i, i, count, "art")
    group.ages = ages
    describe(words, group, run, lexicon)
    if count.low == len(run.heads) > 1:
        kinds = {words[h].e.group for h in run.heads}
        group.group = group.group if len(kinds) == 1 else "women_children" if "men" not in kinds else None
    if words[run.head].low in lexicon.lists.people.heads["parents"] and run.end + 1 < len(words):
        many = value_at(words, run.end + 1) if words[run.end].low in lexicon.lists.grammar.of else None
        if many is not None and not (many[0] < len(words) and words[many[0]].f & roles.PERSON):
            group.last = many[0] - 1  # "a mother of three" is one
            return group
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


def _unlisted(words: Sequence[Word], i: int, run: Run, count: Count, lexicon: Lexicon) -> Group | None:
    if run.kind == "unknown" and run.head is not None and _names_trade(words, i, run.head, lexicon):
        return Group(i, run.end - 1, i, i, count, "art")
    return _pronoun(i) if words[i].f & roles.SINGLE and run.kind != "thing" else None


def _names_trade(words: Sequence[Word], i: int, head: int, lexicon: Lexicon) -> bool:
    """Recognise "killed a rubber tapper": a noun no list knows, made like a trade, behind a verb that says "killed" by itself."""
    verb = words[i - 1] if i else None
    if verb is None or not verb.f & roles.HARM_VERB or verb.e.harm != "killed" or verb.e.loose:
        return False
    return words[head].low.endswith(tuple(lexicon.lists.people.heads["trades"])) and not words[head].f & roles.CAPITAL


def _pronoun(i: int) -> Group:
    group = Group(i, i, i, i, Count(1, 1, "exact"), "art")
    group.elliptic = True
    return group


def _reflexive(i: int) -> Group:
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
            describe(words, group, run, lexicon)
            return group
        owned = _both_of(words, i, lexicon)
        if owned is not None:
            return owned
        following = words[i + 1].f if i + 1 < len(words) else 0
        if following & (roles.BE | roles.HAVE | HARM):
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
    if head.low in lexicon.lists.people.heads["collective"] and head.e.group == "family":
        kind = "poss" if words[i].f & roles.POSSESSIVE else "def"
        group = Group(i, run.end - 1, i, run.head, Count(3, None, "vague", head.low), kind)
        describe(words, group, run, lexicon)
        return group
    kind = ("poss" if words[i].f & roles.POSSESSIVE else "def") if singular else "bare"
    group = Group(i, run.end - 1, i, run.head, Count(1, 1, "exact") if singular else None, kind)
    describe(words, group, run, lexicon)
    name = name_at(line, group.last + 1, lexicon, led=True) if group.last + 1 < len(words) and singular else None
    if name is not None:
        group.last = name.last
        group.names = name.names
        group.kind = "name"
    return group


def _both_of(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "both of his parents", "both of the guards"."""
    if i + 2 >= len(words) or words[i + 1].low not in lexicon.lists.grammar.of:
        return None
    if not words[i + 2].f & roles.DETERMINER:
        return None
    run = run_at(words, i + 3, lexicon, many=True)
    if run.kind != "person" or run.head is None or not words[run.head].e.plural & PLURAL:
        return None
    group = Group(i, run.end - 1, i, i, Count(2, 2, "exact"), "num")
    describe(words, group, run, lexicon)
    return group


def _denied(words: Sequence[Word], i: int, lexicon: Lexicon) -> Group | None:
    """Recognise "denied there had been any deaths": a zero that the speaker asserts by denying."""
    if not any(w.f & roles.DENIAL for w in words[max(0, i - 9) : i]):
        return None
    of = lexicon.lists.grammar.of
    owned = i + 2 < len(words) and words[i + 1].low in of and words[i + 2].f & roles.DETERMINER  # "any of its fighters"
    run = run_at(words, i + 3 if owned else i + 1, lexicon, many=True)
    if run.kind not in ("person", "noun") or run.head is None:
        return None
    group = Group(i, run.end - 1, i, i, Count(0, 0, "none", words[i].low), "zero")
    describe(words, group, run, lexicon)
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


def _is_share(words: Sequence[Word], j: int, lexicon: Lexicon) -> bool:
    """Return True for "of them" at word ``j``."""
    if j + 1 >= len(words) or words[j].low not in lexicon.lists.grammar.of:
        return False
    return bool(
        words[j + 1].f
        & (roles.ANAPHOR | roles.PRONOUN | roles.DETERMINER | roles.ARTICLE | roles.NUMBER | roles.PERSON)
    )


def _written_age(words: Sequence[Word], j: int, lexicon: Lexicon) -> int | None:
    """Return the word behind "14 y.o.", "34 year old" at word ``j``."""
    if j + 1 >= len(words) or not words[j].f & roles.NUMBER:
        return None
    length = age_mark(words, j + 1, lexicon)
    return j + 1 + length if length else None


def _aged_person(words: Sequence[Word], i: int, last: int) -> Group | None:
    """Recognise "the 34-year-old" is one person, of no stated status."""
    following = words[last + 1] if last + 1 < len(words) else None
    if following is not None and following.f & NOMINAL and not following.f & (HARM | roles.VERB):
        return None
    group = Group(i, last, i, i, Count(1, 1, "exact"), "def")
    group.ages = [words[i + 1].low]
    return group


def _bare(line: Line, i: int, lexicon: Lexicon) -> Group | None:
    words = line.words
    run = run_at(words, i, lexicon, many=True)
    if run.kind == "unknown" or (run.kind != "thing" and run.head is None):
        run = run_at(words, i, lexicon, many=False)  # a headline's single victim: "gunmen kill mayor"
        is_among = run.end < len(words) and words[run.end].low in lexicon.lists.grammar.among
        if not is_among and not touches_harm(words, i, run.end):
            return None
    if run.kind not in ("person", "noun") or run.head is None:
        return None
    group = Group(i, run.end - 1, i, run.head, None, "bare")
    describe(words, group, run, lexicon)
    head = words[run.head]
    size = quantity_at(words, run.end + 1, lexicon) if head.low in lexicon.lists.people.heads["collective"] else None
    if size is not None and words[run.end].low in lexicon.lists.grammar.of and head.e.group == "family":
        group.last, group.count, group.kind, group.numeral = size.last, size.count, "art", True  # "family of seven"
        return group
    if len(run.heads) > 1 and all(words[h].e.plural == SINGULAR for h in run.heads) and not group.mixed:
        group.count, group.kind = Count(len(run.heads), len(run.heads), "exact"), "art"  # "nurse and driver"
        return group
    name = (
        name_at(line, run.end, lexicon, led=True)
        if head.e.plural == SINGULAR and run.kind == "person" and run.end < len(words) and group.last == run.end - 1
        else None
    )
    if name is not None and not name.titled:
        group.last, group.names, group.kind, group.count = name.last, name.names, "name", Count(1, 1, "exact")
    return group
