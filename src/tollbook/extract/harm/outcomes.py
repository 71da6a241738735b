"""What came of a deed behind its object: sent to hospital, made to flee, taken hostage, beaten to death, shot dead."""

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.harms import Harm
from tollbook.extract.harm.lists import next_linked
from tollbook.extract.harm.scene import Scene
from tollbook.extract.harm.subjects import subject_of
from tollbook.vocab import roles

_TAKEN = 9
"""Words from "taken" to "as hostages" at most."""


def bind_to_death(scene: Scene) -> None:
    """Recognise "hacked eight herders to death": verbs that harm nobody by themselves, and what came of it behind the object."""
    words = scene.line.words
    for group in scene.groups:
        if id(group) in scene.bound or group.count is None or group.kind == "thing" or not group.first:
            continue
        if words[group.first - 1].low not in scene.lexicon.lists.grammar.deadly:
            continue
        if is_resulting(scene, group.last + 1):
            harm = Harm(group.first - 1, group.first - 1, "killed", "active")
            harm.violent = True
            scene.bind(group, "killed", "active", harm)


def bind_pronouns(scene: Scene) -> None:
    """Recognise "dragged ten men from their homes and shot them dead": the last group before the verb that is more than one."""
    words = scene.line.words
    for harm in scene.harms:
        k = harm.last + 1
        if (
            harm.voice != "active"
            or harm.void
            or k >= len(words)
            or words[k].low not in scene.lexicon.lists.grammar.objects[1:2]
        ):
            continue
        before = [g for g in scene.groups if g.last < harm.first and g.count is not None]
        group = before[-1] if before else None
        if (
            group is None
            or group.kind != "num"
            or group.count is None
            or group.count.low < 2
            or id(group) in scene.bound
        ):
            continue  # two or more are "them"
        if (
            any(w.f & roles.STOP for w in words[group.last + 1 : harm.first])
            or not group.first
            or _is_subject(scene, group)
        ):
            continue
        is_fatal = harm.harm == "injured" and is_resulting(scene, k + 1)
        scene.bind(group, "killed" if is_fatal else harm.harm, "active", harm)


def bind_outcomes(scene: Scene) -> None:
    """Recognise "sent 43 residents to hospital", "has driven 14 million people from their homes"."""
    words, lists = scene.line.words, scene.lexicon.lists.grammar
    for group in scene.groups:
        taken = scene.bound.get(id(group))
        if (
            (taken is not None and taken.via != "void")  # "forced 300 families to flee": no plan
            or group.count is None
            or group.kind not in ("num", "art", "part")
            or not group.first
        ):
            continue
        if words[group.first - 1].low in lists.costs:
            _bind_lives(scene, group)
        before = words[group.first - 1].low
        if before not in lists.sends and before not in lists.takes:
            continue
        k = group.last + 1
        if k + 1 < len(words) and words[k].f & roles.PREPOSITION and words[k + 1].f & roles.CAPITAL:
            k += 2  # "43 residents of Khan Assal"
            while k < len(words) and words[k].f & roles.CAPITAL:
                k += 1
        behind = " ".join(w.low for w in words[k : k + 4])
        outcomes = (
            ("injured", lists.wards, lists.sends), ("displaced", lists.flights, lists.sends), ("detained", lists.captives, lists.takes),
        )  # fmt: skip
        for harm, ends, verbs in outcomes:
            if before in verbs and behind.startswith(tuple(ends)):
                scene.bind(group, harm, "active", Harm(group.first - 1, group.first - 1, harm, "active"))
                break
    _bind_taken(scene)


def bind_treated(scene: Scene) -> None:
    """Recognise "has treated 268 people for gunshot wounds": who is treated for wounds is injured."""
    words, lists = scene.line.words, scene.lexicon.lists.grammar
    for group in scene.groups:
        if id(group) in scene.bound or group.count is None or group.kind not in ("num", "art", "name", "part"):
            continue
        before = words[group.first - 1] if group.first else None
        if before is None or before.low not in lists.treat or group.last + 1 >= len(words):
            continue
        if words[group.last + 1].low not in lists.for_:
            continue
        if any(w.f & roles.HARM_NOUN and w.e.harm_noun == "injured" for w in words[group.last + 2 : group.last + 8]):
            scene.bind(group, "injured", "active")


def is_resulting(scene: Scene, k: int) -> bool:
    """Return True when "dead", "alive" or "to death" stands at word ``k``."""
    words, results = scene.line.words, scene.lexicon.lists.grammar.results
    pair = f"{words[k].low} {words[k + 1].low}" if k + 1 < len(words) else ""
    return (k < len(words) and words[k].low in results) or pair in results


def _bind_taken(scene: Scene) -> None:
    """Recognise "were taken into Gaza as hostages": what was taken, with where to between the verb and what they became."""
    words, lists = scene.line.words, scene.lexicon.lists.grammar
    for i, word in enumerate(words):
        if word.low not in lists.takes or not i or not words[i - 1].f & roles.BE:
            continue
        for k in range(i + 2, min(len(words) - 1, i + _TAKEN)):
            if words[k].f & (roles.STOP | roles.COMMA) or words[k].low not in lists.as_:
                continue
            if words[k + 1].low in lists.captives:
                harm = Harm(i, k + 1, "detained", "left")
                harm.start, harm.finite = i - 1, True
                group = subject_of(scene, harm)
                if group is not None and group.count is not None and id(group) not in scene.bound:
                    scene.bind(group, "detained", "left", harm)
                break


def _bind_lives(scene: Scene, group: Group) -> None:
    """Recognise "cost two soldiers and a shepherd their lives"."""
    items = [group]
    while (following := next_linked(scene, items[-1])) is not None and following.count is not None and len(items) < 6:
        items.append(following)
    behind = " ".join(w.low for w in scene.line.words[items[-1].last + 1 : items[-1].last + 4])
    if behind.startswith(tuple(scene.lexicon.lists.grammar.lives)):
        for item in items:
            scene.bind(item, "killed", "active", Harm(group.first - 1, group.first - 1, "killed", "active"))


def _is_subject(scene: Scene, group: Group) -> bool:
    """Return True for a group that opens its clause: "ten men dragged the guards out and shot them"."""
    before = scene.line.words[group.first - 1].f
    return bool(before & (roles.STOP | roles.COMMA | roles.SAY | roles.SUBORDINATOR | roles.AND))
