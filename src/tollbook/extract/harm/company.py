"""Bind counts that go on with the harm before them: "along with", "4 seriously", "one in Odesa", "compared with 19"."""

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.lists import next_linked, stands_alone
from tollbook.extract.harm.scene import Draft, Scene, group_after, last_before
from tollbook.vocab import roles

_ROW = 12
"""Items of a list at most."""


def bind_company(scene: Scene) -> None:
    """Recognise "X was killed in a strike along with his wife and three children"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if word.low not in scene.lexicon.lists.grammar.with_ or scene.at[k] >= 0:
            continue
        group = group_after(scene, k + 1)
        if group is None or group.count is None or id(group) in scene.bound or stands_alone(scene, group):
            continue
        before = [d for d in scene.drafts if d.group.last < k and (d.predicate is None or d.predicate.first < k)]
        between = words[before[-1].group.last : k] if before else []
        if before and not any(w.f & (roles.STOP | roles.SAY) for w in between):
            _bind_row(scene, group, before[-1])


def _bind_row(scene: Scene, first: Group, told: Draft) -> None:
    """Bind ``first`` and the counts of its list ("along with 77 guards, 40 fighters and four civilians") to the harm told before."""
    group: Group | None = first
    for _ in range(_ROW):
        if group is None or group.count is None or group.kind == "thing" or id(group) in scene.bound:
            return
        if group is not first and stands_alone(scene, group):
            return
        scene.bind(group, told.harm, "company", told.predicate)
        group = next_linked(scene, group)


def bind_later_deaths(scene: Scene, history: list[Draft]) -> None:
    """Recognise "a shell hit a sweeper; he died in the ambulance", "a boy was wounded. He died later": one person, one death."""
    words, lists = scene.line.words, scene.lexicon.lists.grammar
    for harm in scene.harms:
        k = harm.start - 1
        if harm.voice != "left" or harm.harm != "killed" or harm.void or k < 0 or words[k].low not in lists.persons:
            continue
        beside = history[-1] if history else None
        draft = last_before(scene, k) or (beside if beside and beside.line.index == scene.line.index - 1 else None)
        if draft is not None and _is_one(draft.group):
            draft.harm = "killed" if draft.harm == "injured" else draft.harm
        elif draft is None:
            struck = [g for g in scene.groups if g.last < k and g.kind == "art" and _is_one(g) and g.first]
            if (
                len(struck) == 1
                and struck[0].noun is not None
                and words[struck[0].first - 1].f & (roles.VERB | roles.OPEN)
            ):
                scene.bind(struck[0], "killed", "left", harm)


def _is_one(group: Group) -> bool:
    return group.count is not None and group.count.low == group.count.high == 1


def bind_severe(scene: Scene) -> None:
    """Recognise "12 wounded, 4 seriously": a bare number with a word of severity is a part."""
    words = scene.line.words
    severity = scene.lexicon.lists.grammar.severity
    for group in scene.groups:
        if id(group) in scene.bound or group.kind != "num" or not group.elliptic or group.last + 1 >= len(words):
            continue
        if not group.first or not words[group.first - 1].f & roles.COMMA or words[group.last + 1].low not in severity:
            continue
        before = last_before(scene, group.first)
        is_fatal = words[group.last + 1].low in scene.lexicon.lists.grammar.fatal  # "seven wounded, one fatally"
        harm = "killed" if is_fatal else before.harm if before is not None else ""
        draft = scene.bind(group, harm, "severe") if before is not None else None
        if draft is not None and not is_fatal:
            draft.holder = before


def bind_again(scene: Scene) -> None:
    """Recognise "twelve have died this year, 79 since December": a bare number goes on with the harm before it."""
    words = scene.line.words
    since = scene.lexicon.lists.scope.cumulative.since
    for group in scene.groups:
        if id(group) in scene.bound or group.kind != "num" or not group.elliptic or group.last + 1 >= len(words):
            continue
        if not group.first or not words[group.first - 1].f & (roles.COMMA | roles.AND):
            continue
        follows = words[group.last + 1]
        if follows.f & roles.OTHER and group.last + 2 < len(words):
            follows = words[group.last + 2]  # "and 17 more in Daraa"
        is_place = bool(follows.f & roles.PREPOSITION) and follows.low in scene.lexicon.lists.grammar.where
        if follows.low not in since and not is_place:
            continue
        before = last_before(scene, group.first)
        if before is None:
            continue
        ends = max(before.group.last, before.predicate.last if before.predicate is not None else 0)
        if any(w.f & (roles.STOP | roles.SAY) for w in words[ends + 1 : group.first]):
            continue
        draft = scene.bind(group, before.harm, "again", None)
        if draft is not None and is_place:
            is_part = ends >= group.first - 2 and before.group.count is not None and before.group.count.low > 1
            draft.holder = before if is_part else before.holder


def bind_compared(scene: Scene) -> None:
    """Recognise "32 civilians lost their lives in March, compared with 19 civilians in February"."""
    words = scene.line.words
    for k, word in enumerate(words):
        if word.low not in scene.lexicon.lists.grammar.compare:
            continue
        group = group_after(scene, k + 1)
        before = last_before(scene, k)
        if group is None or before is None or group.kind != "num" or id(group) in scene.bound:
            continue
        draft = scene.bind(group, before.harm, "again", None)
        if draft is not None:
            draft.toll = "old"
