"""Find parts of a count: "including", "among them", "five of them", "eight of the dead were children", also sentences later."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.lists import is_bare_single, next_linked
from tollbook.extract.harm.scene import Draft, Scene, group_after
from tollbook.extract.parts.asides import bind_asides, bind_relative_shares, fits, identify, identity
from tollbook.extract.parts.lists import bind_list_parts
from tollbook.extract.parts.sums import hold_sums
from tollbook.extract.sentences.line import Word
from tollbook.model.count import Count
from tollbook.vocab import roles

_BACK = 14
"""Drafts before this one that may hold it."""
_PHRASE = 8
"""Words from "the dead" to "included"."""


def bind_parts(scene: Scene, history: Sequence[Draft]) -> None:
    """Bind the parts in ``scene``; ``history`` are the drafts of the sentences before, in order."""
    _bind_shares(scene, history)
    _bind_listed(scene, history)
    _bind_among(scene, history)
    bind_asides(scene)
    _bind_partitives(scene, history)
    _bind_anchors(scene, history)
    bind_list_parts(scene, history)
    hold_sums(scene, history)
    _hold_tolls(scene)


def _bind_listed(scene: Scene, history: Sequence[Draft]) -> None:
    for group in scene.groups:
        k = scene.listed.get(id(group))
        if k is None or group.count is None or group.kind == "thing":
            continue
        taken = scene.bound.get(id(group))
        if taken is not None and taken.via == "void":
            continue
        holder = None if _anchors(scene, k) else _holder_before(scene, k, group)
        if holder is None:
            anchor = _anchor_before(scene, k, history)
            if anchor is None:
                continue
            harm, holder = anchor
            if holder is not None and not fits(holder.group, group):
                holder = None  # "those missing include eight" beside "three teachers"
        else:
            harm = holder.harm
        if harm in ("mixed", "void"):
            continue
        draft = taken if taken in scene.drafts else scene.bind(group, harm, "listed")
        if holder is not None and {"unknown", group.status, holder.group.status} == {"unknown", "civilian", "security"}:
            continue  # "40 civilians, including seven women, and 11 servicemen"
        if draft is not None and draft.harm == harm and holder in (*scene.drafts, *history):
            draft.holder = holder


def _anchors(scene: Scene, k: int) -> bool:
    """Recognise "the dead (in the ambush) also included": the words before word ``k`` say whom the list divides."""
    words, passed = scene.line.words, False
    for j in range(k - 1, max(-1, k - _PHRASE), -1):
        f = words[j].f
        if f & roles.ANAPHOR and not f & (roles.PRONOUN | roles.RELATIVE):
            return not passed or bool(j and words[j - 1].f & roles.DEFINITE)
        counted = scene.at[j] >= 0 and scene.groups[scene.at[j]].count is not None
        if counted or f & (roles.STOP | roles.COMMA | roles.BE | roles.HARM_VERB | roles.SAY):
            return False
        passed = passed or not f & roles.ADVERB
    return False


def _holder_before(scene: Scene, k: int, part: Group) -> Draft | None:
    """Return the draft (or a bare group's harm) before word ``k`` that the list at ``k`` divides."""
    nearest: Draft | None = None
    for group in reversed(scene.groups):
        if group.first >= k or scene.listed.get(id(group)) == k:
            continue
        taken = scene.bound.get(id(group))
        if taken is None:
            continue
        if taken.via != "share" and (taken.holder is not None or id(group) in scene.listed):
            nearest = nearest or (taken if fits(taken.group, part) else None)
            continue
        return _of_harm(scene, group, k) or taken
    return nearest


def _of_harm(scene: Scene, group: Group, k: int) -> Draft | None:
    """Of several harms of one group take the last one stated before word ``k``."""
    found = [d for d in scene.drafts if d.group is group and (d.predicate is None or d.predicate.first < k)]
    return found[-1] if found else None


def _anchor_harm(
    scene: Scene, word: Word, following: Word | None, history: Sequence[Draft], at: int = 10_000
) -> str | None:
    """Return the harm of words that refer to victims: "the dead", "those killed", "them"; ``at`` is where they stand."""
    last = scene.lexicon.words.get(word.low.split(" ")[-1])
    if last is not None and word.f & (roles.ANAPHOR | roles.HARM_NOUN | roles.CASUALTY):
        harm = last.harm_adjective or last.harm_noun or last.harm
        if harm is not None:
            return harm
    if following is not None and following.f & roles.HARM_VERB and following.e.form & roles.PARTICIPLE:
        return following.e.harm
    if following is not None and following.f & roles.HARM_INTRANSITIVE:
        return following.e.harm_intransitive
    if following is not None and following.f & roles.RELATIVE:
        return _harm_of_relative(scene, following)
    nearer = [d for d in scene.drafts if d.group.last < at]
    if nearer and word.f & (roles.PRONOUN | roles.RELATIVE):
        return max(nearer, key=lambda d: d.group.last).harm
    previous = scene.drafts or list(history)
    if word.f & roles.CASUALTY:
        previous = [d for d in previous if d.harm != "detained"]
    if (
        previous and word.low in scene.lexicon.lists.harm.toll.roll
    ):  # "75 were killed and 200 injured": the victims died
        beside = [d for d in previous if d.line is previous[-1].line]
        previous = [d for d in beside if d.harm == "killed"] or previous
    return previous[-1].harm if previous and len(history) - len(previous) < _BACK else None


def _harm_of_relative(scene: Scene, relative: Word) -> str | None:
    """Return the harm of "those who died", "those who were killed"."""
    words = scene.line.words
    k = next((i for i, w in enumerate(words) if w is relative), len(words)) + 1
    while k < len(words) and words[k].f & (roles.BE | roles.HAVE | roles.ADVERB):
        k += 1
    if k >= len(words):
        return None
    if words[k].f & roles.HARM_INTRANSITIVE:
        return words[k].e.harm_intransitive
    return words[k].e.harm if words[k].f & roles.HARM_VERB and words[k - 1].f & roles.BE else None


def _anchor_before(scene: Scene, k: int, history: Sequence[Draft]) -> tuple[str, Draft | None] | None:
    """Recognise "The dead included": the word before "included" refers to victims."""
    words = scene.line.words
    for j in range(k - 1, max(-1, k - 8), -1):
        word = words[j]
        if word.f & roles.STOP:
            return None
        if word.f & (roles.ANAPHOR | roles.CASUALTY) or (word.f & roles.HARM_NOUN and word.e.people):
            harm = _anchor_harm(scene, word, words[j + 1] if j + 1 < len(words) else None, history)
            if harm is None:
                return None
            return harm, holder_for(scene, history, harm, None)
    if k == 1 and words[0].f & roles.PRONOUN:  # "This included 140 men and 99 women killed"
        told = [h.harm for h in scene.harms if h.first > k] or [d.harm for d in history[-1:]]
        holder = holder_for(scene, history, told[0], None) if told else None
        return (told[0], holder) if holder is not None else None
    if words[k].low in scene.lexicon.lists.grammar.among or words[k].low.startswith(
        tuple(scene.lexicon.lists.grammar.among)
    ):
        previous = [d for d in [*history[-_BACK:], *scene.drafts] if d.holder is None]
        return (previous[-1].harm, previous[-1]) if previous else None
    return None


def holder_for(scene: Scene, history: Sequence[Draft], harm: str, part: Group | None) -> Draft | None:
    """Return the nearest draft that can hold ``part``: same harm, no part itself, large enough, no old toll."""
    candidates = [*history[-_BACK:], *scene.drafts]
    for draft in reversed(candidates):
        if draft.harm != harm or draft.holder is not None or draft.toll == "old" or draft.group is part:
            continue
        if draft.line is scene.line and draft.via in ("among", "anchor", "listed"):
            continue
        if part is not None and not fits(draft.group, part):
            continue
        if draft.group.count is not None and draft.group.count.low <= 1 and draft.group.count.bound == "exact":
            continue
        if scene.line.index - draft.line.index > 8:
            return None
        return draft
    return None


def _bind_among(scene: Scene, history: Sequence[Draft]) -> None:
    """Recognise "23 members were among the 80 killed", "among the dead were three children"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if word.low not in scene.lexicon.lists.grammar.among or k + 1 >= len(words):
            continue
        group = scene.groups[scene.at[k + 1]] if scene.at[k + 1] >= 0 else None
        taken = scene.bound.get(id(group)) if group is not None else None
        end = group.last + 1 if group is not None else k + 2
        harm: str | None
        if taken is not None and taken in scene.drafts:
            harm, holder = taken.harm, taken
        else:
            anchor = words[k + 1]
            if group is not None and group.noun is not None:
                anchor = group.noun
            lost = _harm_behind(scene, group)
            if lost is not None and group is not None and _members_after(scene, end):
                whole = scene.bind(group, lost, "among")
                for member in _members_after(scene, end):
                    _bind_member(scene, member, lost, whole, history)
                continue
            if not (anchor.f & (roles.ANAPHOR | roles.CASUALTY | roles.HARM_NOUN)) and not (
                group is not None and group.harm
            ):
                continue
            harm = (group.harm if group is not None and group.harm else None) or _anchor_harm(
                scene, anchor, words[end] if end < len(words) else None, history
            )
            holder = None
        if harm is None:
            continue
        members = _members_before(scene, k) or _members_after(scene, end)
        for member in members:
            _bind_member(scene, member, harm, holder, history)


def _harm_behind(scene: Scene, group: Group | None) -> str | None:
    """Return the harm of "the 24 foreigners missing in X", told by the word behind a counted group."""
    words = scene.line.words
    if group is None or group.count is None or group.kind == "thing" or group.last + 1 >= len(words):
        return None
    behind = words[group.last + 1]
    if behind.f & roles.HARM_ADJECTIVE:
        return behind.e.harm_adjective
    is_participle = behind.f & roles.HARM_VERB and behind.e.form & roles.PARTICIPLE
    return behind.e.harm if is_participle else None


def _bind_member(scene: Scene, member: Group, harm: str, holder: Draft | None, history: Sequence[Draft]) -> None:
    if member.count is None or member.kind == "thing":
        return
    holder = holder or holder_for(scene, history, harm, member)
    draft = scene.bind(member, harm, "among")
    if draft is not None:
        draft.holder = holder if holder is not draft else None
        scene.bound[id(member)] = draft


def _members_before(scene: Scene, k: int) -> list[Group]:
    """Apply the rule: the groups that are the subject of "were among" at word ``k``."""
    words, j = scene.line.words, k - 1
    while j >= 0 and words[j].f & roles.ADVERB:
        j -= 1
    if j >= 0 and scene.at[j] >= 0 and is_bare_single(scene.groups[scene.at[j]]):
        single = scene.groups[scene.at[j]]  # "minister among dead"
        single.count = Count(1, 1, "exact")
        return [single]
    if (
        j >= 0
        and scene.at[j] >= 0
        and scene.groups[scene.at[j]].kind in ("num", "art")
        and not scene.bound.get(id(scene.groups[scene.at[j]]))
    ):
        return [scene.groups[scene.at[j]]]  # "with 12 children among the dead"
    if j < 0 or not words[j].f & roles.BE:
        return []
    j -= 1
    while j >= 0 and scene.at[j] < 0 and words[j].f & (roles.RELATIVE | roles.COMMA | roles.HAVE | roles.ADVERB):
        j -= 1
    while (
        j >= 0
        and scene.at[j] < 0
        and words[j].f & (roles.OPEN | roles.PREPOSITION | roles.THING | roles.DETERMINER)
        and not words[j].f & roles.SAY
    ):
        j -= 1
    if j < 0 or scene.at[j] < 0:
        return []
    found = [scene.groups[scene.at[j]]]
    if found[0].kind == "name":
        _appose(scene, found[0])
        return found
    links = {id(h): g for g in scene.groups if (h := next_linked(scene, g)) is not None}
    while id(found[0]) in links and len(found) < 8:
        found.insert(0, links[id(found[0])])
    return found


def _appose(scene: Scene, name: Group) -> None:
    """Recognise "a local cleric, X Y,": the noun before a name says who it is."""
    if name.first >= 2 and scene.line.words[name.first - 1].f & roles.COMMA and scene.at[name.first - 2] >= 0:
        noun = scene.groups[scene.at[name.first - 2]]
        if noun.kind in ("art", "def", "bare") and name.status == "unknown":
            name.status, name.group = noun.status, noun.group


def _members_after(scene: Scene, end: int) -> list[Group]:
    """Apply the rule: the groups behind "among the dead [in the attack] were"."""
    words = scene.line.words
    j = end
    while j < len(words) and j - end < 14 and not words[j].f & (roles.BE | roles.STOP):
        j += 1
    if j >= len(words) or not words[j].f & roles.BE:
        return []
    group = group_after(scene, j + 1)
    found: list[Group] = []
    while group is not None and len(found) < 10:
        found.append(group)
        group = next_linked(scene, group)
    return found


def _bind_partitives(scene: Scene, history: Sequence[Draft]) -> None:
    """Recognise "five of them in a car", "Eight of the dead were children", "One of those killed was journalist X Y"."""
    words = scene.line.words
    for group in scene.groups:
        if group.anaphor is None or group.kind != "part":
            continue
        taken = scene.bound.get(id(group))
        following = words[group.last + 1] if group.last + 1 < len(words) else None
        if taken is not None and taken in scene.drafts:
            is_plain = not group.anaphor.f & (roles.PRONOUN | roles.RELATIVE)
            if is_plain and taken.harm == "injured" and taken.holder is None:
                taken.harm = (
                    _anchor_harm(scene, group.anaphor, None, history) or taken.harm
                )  # "five of the dead were shot"
            told = (
                [] if group.anaphor.f & roles.RELATIVE else history
            )  # "four soldiers, one of whom died": those of its own line
            taken.holder = taken.holder or _other(holder_for(scene, told, taken.harm, group), taken)
            identify(scene, taken)
            continue
        if _is_exception(scene, group):
            continue  # "all but one of them tourists"
        harm = _anchor_harm(scene, group.anaphor, following, history, group.first)
        if group.anaphor.e.held and any(w.f & roles.RELIEF for w in words[max(0, group.first - 3) : group.last + 4]):
            continue
        if harm is None or (taken is not None and taken.via in ("void", "mixed")):
            continue
        holder = _partitive_holder(scene, history, harm, group)
        if holder is None and group.anaphor.f & roles.PRONOUN:
            continue
        draft = scene.bind(group, harm, "partitive")
        if draft is not None:
            draft.holder = holder
            draft.group = _who_is_one(scene, group) or draft.group
            _go_on(scene, draft, identity(scene, group))
            identify(scene, draft)


def _is_exception(scene: Scene, group: Group) -> bool:
    before = " ".join(w.low for w in scene.line.words[max(0, group.first - 2) : group.first])
    return before in scene.lexicon.lists.grammar.exceptions


def _who_is_one(scene: Scene, group: Group) -> Group | None:
    """Recognise "A photographer was one of the wounded": who is counted stands before the form of be."""
    words = scene.line.words
    if (
        group.count is None or group.count.high != 1 or group.first < 2 or not words[group.first - 1].f & roles.BE
    ):  # a noun, a verb
        return None
    named = scene.groups[scene.at[group.first - 2]] if scene.at[group.first - 2] >= 0 else None
    is_one = named is not None and named.kind in ("art", "name") and id(named) not in scene.bound
    return named if is_one and named is not None and named.count is not None else None


def _go_on(scene: Scene, part: Draft, named: Group | None) -> None:
    """Recognise "447 of them children and 248 women": counts that follow the noun of a part are parts too."""
    group = next_linked(scene, named) if named is not None and named.kind == "bare" else None
    while group is not None and group.kind == "num" and group.noun is not None and id(group) not in scene.bound:
        if group.elliptic or part.holder is None or not fits(part.holder.group, group):
            return
        draft = scene.bind(group, part.harm, "partitive")
        if draft is not None:
            draft.holder = part.holder
        group = next_linked(scene, group)


def _other(draft: Draft | None, this: Draft) -> Draft | None:
    return draft if draft is not this else None


def _partitive_holder(scene: Scene, history: Sequence[Draft], harm: str, group: Group) -> Draft | None:
    for draft in reversed(scene.drafts):
        if draft.group.first < group.first and draft.harm == harm and fits(draft.group, group):
            return draft
    return holder_for(scene, history, harm, group)


def _bind_anchors(scene: Scene, history: Sequence[Draft]) -> None:
    """Recognise "The dead were two women and a child": a list behind words that refer to victims."""
    words = scene.line.words
    for k, word in enumerate(words):
        if not word.f & (roles.ANAPHOR | roles.CASUALTY) or word.f & roles.PRONOUN or k + 2 >= len(words):
            continue
        if k and words[k - 1].f & roles.PREPOSITION:
            continue
        harm = _anchor_harm(scene, word, None, history)
        j = k + 1
        while (
            j < len(words)
            and j - k < 8
            and words[j].f & (roles.PREPOSITION | roles.DETERMINER | roles.OPEN | roles.THING)
            and not words[j].f & (roles.BE | roles.VERB)
        ):
            j += 1
        if harm is None or j >= len(words) or not words[j].f & roles.BE:
            continue
        group = group_after(scene, j + 1)
        holder = holder_for(scene, history, harm, group) if group is not None else None
        while (
            group is not None
            and group.kind in ("num", "art", "name")
            and not group.elliptic
            and id(group) not in scene.bound
        ):
            draft = scene.bind(group, harm, "anchor")
            if draft is not None:
                draft.holder = holder
            group = next_linked(scene, group)


def _bind_shares(scene: Scene, history: Sequence[Draft]) -> None:
    """Recognise "Of the 26 dead, 19 were civilians": bare numbers with a noun of people divide the count that "of" names."""
    words = scene.line.words
    if not words or words[0].low not in scene.lexicon.lists.grammar.of:
        bind_relative_shares(scene)
        _bind_of_these(scene)
        return
    first = group_after(scene, 1)
    whole = scene.bound.get(id(first)) if first is not None else None
    if whole is None or whole not in scene.drafts:
        at = (
            2 if len(words) > 2 and words[1].f & roles.DETERMINER and not words[1].f & roles.ANAPHOR else 1
        )  # "of", "the", the noun
        anchor = words[at] if len(words) > at else None
        if anchor is None or not anchor.f & (roles.ANAPHOR | roles.CASUALTY | roles.HARM_NOUN):
            return
        harm = _anchor_harm(scene, anchor, words[at + 1] if len(words) > at + 1 else None, history)
        if harm is None:
            return
        whole = holder_for(scene, history, harm, None)
    else:
        harm = whole.harm
    for group in scene.groups:
        if (
            id(group) in scene.bound
            or id(group) in scene.listed
            or group is first
            or group.kind != "num"
            or group.count is None
        ):
            continue
        draft = scene.bind(group, harm, "share")
        if draft is not None:
            draft.holder = whole
            identify(scene, draft)


def _bind_of_these(scene: Scene) -> None:
    """Recognise "killed 950 civilians; of these 201 were children and 128 women": behind a stop the numbers divide the last count."""
    words, of = scene.line.words, scene.lexicon.lists.grammar.of
    for k in range(1, len(words) - 2):
        if words[k].low not in of or not words[k - 1].f & (roles.STOP | roles.COMMA | roles.DASH):
            continue
        if not words[k + 1].f & roles.ANAPHOR or words[k + 1].f & roles.RELATIVE:
            continue
        whole = next((d for d in reversed(scene.drafts) if d.group.last < k and d.holder is None), None)
        for group in scene.groups:
            is_share = group.last > k and group.kind == "num" and id(group) not in scene.bound
            if whole is None or not is_share or not fits(whole.group, group):
                continue
            draft = scene.bind(group, whole.harm, "share")
            if draft is not None:
                draft.holder = whole
                identify(scene, draft)
        return


def _hold_tolls(scene: Scene) -> None:
    """Recognise "killed 3, bringing the toll to 15": within one sentence the new dead are part of the total."""
    totals = [d for d in scene.drafts if d.toll == "new" and d.via == "toll"]
    if not totals:
        return
    total = totals[0]
    if len(totals) > 1 or not _is_sum(scene, total):
        return
    for draft in scene.drafts:
        if (
            draft is not total
            and draft.holder is None
            and draft.harm == total.harm
            and draft.toll is None
            and draft.group.last < total.group.first
            and fits(total.group, draft.group)
        ):
            draft.holder = total


def _is_sum(scene: Scene, total: Draft) -> bool:
    words = scene.line.words
    sums = scene.lexicon.lists.scope.cumulative.totals
    before = " ".join(w.low for w in words[max(0, total.group.first - 30) : total.group.first])
    return any(s in before for s in sums)
