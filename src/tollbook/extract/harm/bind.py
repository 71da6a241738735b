"""Bind noun groups to the harm they suffer: objects of active verbs, subjects of passive ones, lists, tolls, labels."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.company import bind_again, bind_company, bind_compared, bind_severe
from tollbook.extract.harm.harms import Harm
from tollbook.extract.harm.lists import list_parts, next_linked, stands_alone
from tollbook.extract.harm.outcomes import bind_outcomes, bind_pronouns, bind_to_death, bind_treated, is_resulting
from tollbook.extract.harm.scene import Draft, Scene, group_after
from tollbook.extract.harm.subjects import subject_of
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles

_SUPPOSED = 8
"""Words from "could" to "10,000 dead" at most."""


def bind(scene: Scene) -> None:
    """Fill ``scene.drafts`` from its groups and predicates."""
    list_parts(scene)
    for harm in scene.harms:
        if harm.voice == "mixed":
            _bind_mixed(scene, harm)
    for harm in scene.harms:
        if harm.voice in ("active", "of"):
            _bind_object(scene, harm)
    for harm in scene.harms:
        if harm.voice == "left":
            _bind_subject(scene, harm)
    _bind_nouns(scene)
    bind_to_death(scene)
    bind_pronouns(scene)
    bind_outcomes(scene)
    bind_severe(scene)
    bind_treated(scene)
    _extend(scene)
    _bind_by_others(scene)
    bind_company(scene)
    bind_again(scene)
    bind_compared(scene)
    _drop_rates(scene)
    _drop_first_wounds(scene)


def _drop_first_wounds(scene: Scene) -> None:
    """Recognise "was killed after being shot", "an injured guard succumbed": who dies of a wound is one claim, of a death."""
    dead = {id(d.group) for d in scene.drafts if d.harm == "killed"}
    scene.drafts[:] = [d for d in scene.drafts if d.harm != "injured" or id(d.group) not in dead]


def _drop_rates(scene: Scene) -> None:
    """Recognise "more than 100 wounded a day", "30 were being killed every week": a rate tells of no incident (guide, section 1)."""
    for draft in list(scene.drafts):
        ends = {draft.group.last, draft.predicate.last if draft.predicate is not None else draft.group.last}
        if any(_is_rate(scene, end + 1) for end in ends):
            scene.drafts.remove(draft)
            scene.bound[id(draft.group)] = Draft(scene.line, draft.group, "void", "void", draft.predicate)


def _is_rate(scene: Scene, k: int) -> bool:
    words, guard = scene.line.words, scene.lexicon.lists.numbers.guard
    if k >= len(words):
        return False
    if words[k].low in guard["rate_words"]:
        return True
    if k + 1 >= len(words) or words[k + 1].low not in guard["rate_units"]:
        return False
    if words[k].low in guard["rates"]:
        return True
    following = words[k + 2].low if k + 2 < len(words) else ""
    return bool(words[k].f & roles.ARTICLE) and following not in guard["not_rates"]


def _bind_mixed(scene: Scene, harm: Harm) -> None:
    """Recognise "killed and wounded 30" is no claim; "12 killed and wounded 13 more" is two."""
    right = group_after(scene, harm.last + 1)
    left = subject_of(scene, harm)
    if (
        left is not None
        and right is not None
        and left.count is not None
        and right.count is not None
        and right.kind != "thing"
    ):
        first, last = (
            scene.lexicon.words.get(w)
            for w in (scene.line.words[harm.first].e.words[0], scene.line.words[harm.first].e.words[-1])
        )
        if first is not None and last is not None and not harm.void:
            scene.bind(left, first.harm or first.harm_adjective or "killed", "left", harm)
            scene.bind(right, last.harm or last.harm_adjective or "injured", "active", harm)
        return
    for group in (left, right):
        if group is not None:
            group.mixed = True
            scene.bound[id(group)] = Draft(scene.line, group, "mixed", "mixed", harm)
            if group is left:
                break


def _bind_object(scene: Scene, harm: Harm) -> None:
    group = group_after(scene, harm.last + 1)
    if group is not None and group.kind == "bare":
        named = (
            scene.groups[scene.at[group.last + 1]]
            if group.last + 1 < len(scene.at) and scene.at[group.last + 1] >= 0
            else None
        )
        if named is not None and named.kind == "name":
            named.status, named.group, group = group.status, group.group, named
    if group is None:
        return
    if harm.voice == "of":
        word = scene.line.words[harm.first].low
        is_named = group.kind == "name" and (group.titled or word not in scene.lexicon.lists.harm.of.placed)
        people = is_named or group.kind in ("art", "def", "poss") or group.noun is not None or not harm.loose
        if not people or group.kind == "thing":
            return
    if harm.loose and harm.voice == "active" and (_is_unknown_noun(group) or _is_of_things(scene, group)):
        return
    if harm.harm == "detained" and _is_relieved(scene, group):
        return
    if _is_recalled(scene, group, harm):
        return
    if harm.void or id(group) in scene.bound:
        scene.bound.setdefault(id(group), Draft(scene.line, group, "void", "void", harm))
        return
    scene.bind(group, _resulting_harm(scene, harm, group), harm.voice, harm)


def _resulting_harm(scene: Scene, harm: Harm, group: Group) -> str:
    """Recognise "burned two families alive", "shot the guard dead": what follows the object says that they died."""
    is_fatal = harm.harm == "injured" and is_resulting(scene, group.last + 1)
    return "killed" if is_fatal else harm.harm


def _is_unknown_noun(group: Group) -> bool:
    """Return True for "200 trades": verbs such as "execute" and "seize" need a noun known to name people."""
    if group.kind == "name":
        return not group.titled
    return group.noun is not None and not group.noun.f & (roles.PERSON | roles.HARM_NOUN | roles.CASUALTY)


def _is_of_things(scene: Scene, group: Group) -> bool:
    """Recognise "attacked three posts, capturing one": a bare number behind counted things, and not more than they, is of them."""
    if group.kind not in ("num", "part") or group.noun is not None or group.count is None:
        return False
    before = [g for g in scene.groups if g.last < group.first and g.count is not None and g.noun is not None]
    if not before or before[-1].kind != "thing":
        return False
    return group.count.high is not None and group.count.high < (before[-1].count.low if before[-1].count else 0)


def _is_person(scene: Scene, group: Group, harm: Harm) -> bool:
    """Recognise "X Y, who was captured": the relative word is said of persons only."""
    words = scene.line.words
    if group.kind != "name" or not harm.start:
        return False
    behind = words[group.last + 1 : group.last + 4]
    is_aged = len(behind) == 3 and bool(behind[0].f & behind[2].f & roles.COMMA and behind[1].f & roles.DIGITS)
    named_by = not harm.finite and group.last > group.first and harm.start == group.last + 2
    return is_aged or named_by or words[harm.start - 1].low in scene.lexicon.lists.grammar.personal


def _bind_subject(scene: Scene, harm: Harm) -> None:
    group = subject_of(scene, harm)
    if group is not None and harm.loose and _is_unknown_noun(group) and not _is_person(scene, group, harm):
        return
    is_participle = not harm.finite and len(scene.line.words[harm.first].e.words) == 1
    if group is not None and harm.harm == "detained" and is_participle and _is_freed(scene, group, harm):
        return
    if group is not None and harm.harm == "killed" and _is_alive(scene, harm):
        return
    if group is None:
        _bind_inverted(scene, harm)
        return
    if _is_recalled(scene, group, harm):
        return
    if harm.void:
        scene.bound.setdefault(id(group), Draft(scene.line, group, "void", "void", harm))
        return
    scene.bind(group, harm.harm, "left", harm)


def _is_recalled(scene: Scene, group: Group, harm: Harm) -> bool:
    """Recognise "expelled four diplomats": they lose a post, not a home."""
    noun = group.noun
    is_post = noun is not None and noun.low in scene.lexicon.lists.grammar.posts
    return is_post and harm.harm == "displaced" and harm.loose


def _bind_inverted(scene: Scene, harm: Harm) -> None:
    """Recognise "Killed in the raid were four militants and a soldier"."""
    words = scene.line.words
    if harm.start > 1 or harm.void or harm.finite:
        return
    for j in range(harm.last + 1, min(len(words), harm.last + 14)):
        if words[j].f & (roles.STOP | roles.COMMA):
            return
        if words[j].f & roles.BE and scene.at[j] < 0:
            group = group_after(scene, j + 1)
            if group is not None:
                scene.bind(group, harm.harm, "active", harm)
            return


def _bind_nouns(scene: Scene) -> None:
    """Apply the rule: counted nouns of harm ("18 fatalities") and harm adjectives inside the group ("three dead hostages")."""
    words = scene.line.words
    for group in scene.groups:
        if id(group) in scene.bound or group.count is None or group.harm is None:
            continue
        if group.kind == "zero":
            _bind_zero(scene, group)
            continue
        noun = group.noun
        if group.cut:
            scene.bind(group, group.harm, "noun")
            continue
        if noun is None or (noun.f & roles.CASUALTY and not noun.f & roles.HARM_NOUN):
            continue
        if group.kind == "part" and group.anaphor is not None:
            continue
        if group.held and not _is_held(scene, group):
            continue
        if _is_supposed(words, group):
            continue
        after = words[group.last + 1] if group.last + 1 < len(words) else None
        if (
            after is not None
            and after.f & roles.DASH
            and group.last + 2 < len(words)
            and words[group.last + 2].start == after.end
        ):
            continue
        if not group.numeral and group.kind != "art":
            continue
        if group.kind == "art" and not noun.e.people and noun.f & roles.HARM_NOUN:
            continue
        if _is_relieved(scene, group):
            continue
        scene.bind(group, group.harm, "noun")


def _is_supposed(words: Sequence[Word], group: Group) -> bool:
    """Recognise "a landing could cost the attacker 10,000 dead": a modal verb in the words before, nothing that ends its clause."""
    for k in range(group.first - 1, max(-1, group.first - _SUPPOSED), -1):
        f = words[k].f
        if f & roles.MODAL:
            return not words[k + 1].f & roles.HAVE
        if (
            f & (roles.STOP | roles.COMMA | roles.RELATIVE | roles.SUBORDINATOR | roles.SAY)
            and not f & roles.PREPOSITION
        ):
            return False
    return False


def _is_held(scene: Scene, group: Group) -> bool:
    """Hostages and refugees are counted where the clause says that they are held, taken or have fled, not released."""
    words = scene.line.words
    low, high = max(0, group.first - 8), min(len(words), group.last + 12)
    near = words[low:high]
    if any(w.f & roles.RELIEF for w in near):
        return False
    if group.harm == "displaced":
        return True
    standing = set(scene.lexicon.lists.scope.standing["words"])
    return any(
        w.low in standing or w.low in {"hold", "holds", "held", "holding", "took", "taken", "seized"} for w in near
    )


def _is_relieved(scene: Scene, group: Group) -> bool:
    words = scene.line.words
    for k in range(group.last + 1, min(len(words), group.last + 4)):
        if group.harm != "killed" and words[k].f & roles.RELIEF:
            other = scene.groups[scene.at[k + 1]] if k + 1 < len(words) and scene.at[k + 1] >= 0 else None
            return other is None or other.count is None  # "arrested 22 suspects and rescued 79 hostages"
    return False


def _is_alive(scene: Scene, harm: Harm) -> bool:
    """Return True when the words take the death back ("a man reported dead was found alive")."""
    for word in scene.line.words[harm.last + 1 : harm.last + 9]:
        if word.f & (roles.STOP | roles.COMMA | roles.AND):
            return False
        if word.low in scene.lexicon.lists.grammar.alive:
            return True
    return False


def _is_freed(scene: Scene, group: Group, harm: Harm) -> bool:
    """Recognise "rescued all 46 students abducted in May", "four workers kidnapped in 2011 were released"."""
    words = scene.line.words
    if any(w.f & roles.RELIEF for w in words[max(0, group.first - 2) : group.first]):
        return True
    for k in range(harm.last + 1, min(len(words) - 1, harm.last + 12)):
        beside = scene.groups[scene.at[k]] if scene.at[k] >= 0 else None
        if words[k].f & (roles.STOP | roles.COMMA) or (beside is not None and beside.kind not in ("name", "thing")):
            return False
        if words[k].f & (roles.BE | roles.HAVE):
            return any(w.f & roles.RELIEF for w in words[k + 1 : k + 4])
    return False


def _bind_zero(scene: Scene, group: Group) -> None:
    """Recognise "No casualties" is an explicit zero unless words of silence stand before it."""
    words = scene.line.words
    before = words[max(0, group.first - 4) : group.first]
    if (
        any(w.f & (roles.SILENCE | roles.CONDITION) and not w.f & roles.MODAL for w in before)
        or group.harm == "detained"
    ):
        return
    scene.bind(group, group.harm or "killed", "zero")


def _extend(scene: Scene) -> None:
    """Give the harm of a bound group to the other groups of its list, leftwards for subjects, rightwards for objects."""
    links = [next_linked(scene, g) for g in scene.groups]
    after = {id(g): h for g, h in zip(scene.groups, links, strict=True) if h is not None}
    before: dict[int, Group] = {}
    for group, following in zip(scene.groups, links, strict=True):
        nearest = before.get(id(following)) if following is not None else group
        if following is not None and (nearest is None or nearest.count is None or group.count is not None):
            before[id(following)] = group
    uncounted = [
        d for d in scene.bound.values() if d.group.count is None
    ]  # "eleven soldiers and some civilians were killed"
    for draft in [*scene.drafts, *uncounted]:
        if draft.via in ("left", "noun") and draft.predicate is not None and draft.group.kind != "zero":
            _spread(scene, draft, before, "before")
        elif draft.via in ("active", "of"):
            _spread(scene, draft, after, "after")


def _bind_by_others(scene: Scene) -> None:
    """Recognise "12 people were killed by the army and nine by rebels": a bare number before "by" goes on with the passive."""
    words, by = scene.line.words, scene.lexicon.lists.grammar.by
    for group in scene.groups:
        if group.kind != "num" or group.noun is not None or id(group) in scene.bound or group.last + 1 >= len(words):
            continue
        is_joined = group.first > 0 and words[group.first - 1].f & (roles.AND | roles.COMMA)
        if not is_joined or words[group.last + 1].low not in by:
            continue
        told = [d for d in scene.drafts if d.via == "left" and d.predicate and d.predicate.last < group.first]
        if told and any(w.low in by for w in words[told[-1].predicate.last + 1 : group.first]):  # type: ignore[union-attr]  # only drafts with a predicate
            scene.bind(group, told[-1].harm, "left", told[-1].predicate)


def _spread(scene: Scene, draft: Draft, links: dict[int, Group], side: str) -> None:
    group = links.get(id(draft.group))
    listed = scene.listed.get(id(draft.group))
    steps = 0
    while group is not None and id(group) not in scene.bound and steps < 12:
        if scene.listed.get(id(group)) != listed or group.count is None or group.kind == "thing":
            return
        if draft.group.count is None and group.kind != "num":
            return
        if side == "after" and stands_alone(scene, group):
            return
        if side == "before" and _is_governed(scene, group) and not _is_reported(scene, draft, group):
            return
        if side == "before" and _is_of_speaker(scene, group):
            return
        scene.bind(group, draft.harm, draft.via, draft.predicate)
        group = links.get(id(group))
        steps += 1


def _is_reported(scene: Scene, draft: Draft, group: Group) -> bool:
    """Recognise "figures speak of 1,200 rebels and 103 soldiers killed": a participle behind the last of a governed list."""
    harm = draft.predicate
    if harm is None or harm.finite or group.kind != "num" or harm.start != draft.group.last + 1:
        return False
    return all(w.f & (roles.COMMA | roles.AND) for w in scene.line.words[group.last + 1 : draft.group.first])


def _is_of_speaker(scene: Scene, group: Group) -> bool:
    """Recognise "according to X Y, the hospital's director, 14 children died": the noun behind the name says who speaks."""
    words = scene.line.words
    if (
        group.kind not in ("def", "art", "bare", "poss")
        or group.first < 2
        or not words[group.first - 1].f & roles.COMMA
    ):
        return False
    named = scene.at[group.first - 2]
    k = (scene.groups[named].first if named >= 0 else group.first - 2) - 1
    while k > 0 and words[k].f & roles.CAPITAL:
        k -= 1
    near = [w.low.split(" ")[0] for w in words[max(0, k - 1) : k + 1]]
    return any(low in scene.lexicon.lists.grammar.according for low in near)


def _is_governed(scene: Scene, group: Group) -> bool:
    k = group.first - 1
    while k > 0 and scene.line.words[k].f & roles.DETERMINER and not scene.line.words[k].f & roles.PREPOSITION:
        k -= 1
    before = scene.line.words[k] if k >= 0 else None
    return before is not None and bool(before.f & roles.PREPOSITION) and not before.f & roles.SUBORDINATOR
