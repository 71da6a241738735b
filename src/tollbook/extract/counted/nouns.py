"""Say who a noun names: status and group from the noun, the words beside it, and what its "of" takes in (guide, `who`)."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.counted.runs import HARM, NOMINAL, Run, is_inner_dash
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon


def describe(words: Sequence[Word], group: Group, run: Run, lexicon: Lexicon) -> None:
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
                if beside.f & (roles.AND | roles.COMMA):
                    continue
                break
            found = _beside(beside)
            if found is not None and found[0] == "civilian" and entry.status in ("security", "combatant"):
                continue
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
        if f & roles.DASH and is_inner_dash(words, k):
            k += 1
            continue
        if not f & NOMINAL or f & (HARM | roles.VERB | roles.SAY) or (f & roles.PREPOSITION and not f & roles.MODIFIER):
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
