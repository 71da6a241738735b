"""Parts told in an aside or a relative clause: "16 people, three women among them", "158 civilians, of whom 12 were children"."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.lists import next_linked
from tollbook.extract.harm.scene import Draft, Scene, group_after
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles

_MOST = 14
"""Members of an aside at most."""


def fits(whole: Group, part: Group) -> bool:
    """Return True when ``part`` can be a subset of ``whole`` by number."""
    if whole.count is None or part.count is None:
        return False
    if whole.count.bound == "none" or part.count.bound == "none":
        return False
    return whole.count.high is None or part.count.low <= whole.count.high


def bind_asides(scene: Scene) -> None:
    """Recognise "Three troopers, an officer among them, ...", "16 people, three women and five children among them"."""
    words, links = scene.line.words, {id(h): g for g in scene.groups if (h := next_linked(scene, g)) is not None}
    for k, word in enumerate(words[1:], 1):
        if (
            not word.f & roles.INCLUDING
            or scene.at[k - 1] < 0
            or word.low.split(" ")[0] not in scene.lexicon.lists.grammar.among
        ):
            continue
        members = [scene.groups[scene.at[k - 1]]]
        while id(members[0]) in links and len(members) < _MOST and members[0].kind in ("num", "art"):
            members.insert(0, links[id(members[0])])
        before = [d for d in scene.drafts if d.group.last < members[-1].first and d.holder is None]
        behind = k + 1 < len(words) and bool(
            words[k + 1].f & (roles.COMMA | roles.STOP | roles.DASH | roles.PREPOSITION | roles.AND)
        )
        whole = next((d for d in reversed(before) if all(d.group is not m for m in members[1:])), None)
        if whole is None or not (behind or k + 1 == len(words)):
            continue
        for member in members:
            if member is whole.group or member.count is None or member.kind == "thing" or not fits(whole.group, member):
                continue
            taken = scene.bound.get(id(member))
            draft = taken if taken in scene.drafts else scene.bind(member, whole.harm, "among")
            if draft is not None and draft.harm == whole.harm and draft is not whole:
                draft.holder = whole


def bind_relative_shares(scene: Scene) -> None:
    """Recognise "158 civilians, of whom 12 were children": the numbers behind divide the count before."""
    words, of = scene.line.words, scene.lexicon.lists.grammar.of
    for k in range(1, len(words) - 1):
        if words[k].low not in of or not words[k + 1].f & roles.RELATIVE or not words[k + 1].f & roles.ANAPHOR:
            continue
        whole = next((d for d in reversed(scene.drafts) if d.group.last < k and d.holder is None), None)
        first = group_after(scene, k + 2)
        if whole is None or first is None:
            continue
        for group in scene.groups[scene.groups.index(first) :]:
            if group.kind != "num" or group.count is None or not fits(whole.group, group):
                continue
            taken = scene.bound.get(id(group))
            if taken is not None and (
                taken not in scene.drafts or taken.harm != whole.harm or taken.holder is not None
            ):
                continue
            draft = taken or scene.bind(group, whole.harm, "share")
            if draft is not None:
                draft.holder = whole
                identify(scene, draft)


def identify(scene: Scene, draft: Draft) -> None:
    """Take status and group from the noun that says who the part is; a single one is quoted by that noun."""
    group = draft.group
    named = identity(scene, group)
    if named is None:
        return
    is_nation = named.noun is not None and bool(named.noun.f & roles.DEMONYM) and named.status == "unknown"
    if is_nation and group.anaphor is not None:
        return  # "eleven fighters, two of them Syrians" are fighters still
    group.status, group.group, group.elliptic = named.status, named.group, False
    if named.count is not None and group.count is not None and group.count.low == 1 == group.count.high:
        draft.group = named
        scene.bound[id(named)] = draft


def _is_told(words: Sequence[Word], group: Group, j: int) -> bool:
    """Recognise "two of the dead were MSF staff": a form of be at once behind the part, modifiers before the noun."""
    between = words[group.last + 1 : j]
    modifiers = roles.OPEN | roles.MODIFIER | roles.DEMONYM | roles.NEUTRAL
    return bool(between) and bool(between[0].f & roles.BE) and all(w.f & modifiers for w in between[1:])


def identity(scene: Scene, group: Group) -> Group | None:
    """Apply the rule: the noun that says who the part is: "were children", "two of them women", "was journalist X Y"."""
    words = scene.line.words
    j = group.last + 1
    passed = 0
    while j < len(words) and passed < 12:
        f = words[j].f
        if scene.at[j] >= 0:
            found = scene.groups[scene.at[j]]
            is_said = (
                j == group.last + 1 or bool(words[j - 1].f & (roles.BE | roles.ADVERB)) or _is_told(words, group, j)
            )
            return found if is_said and found.kind in ("bare", "name", "art", "def") else None
        if f & (roles.COMMA | roles.STOP) or (f & roles.AND):
            return None
        j += 1
        passed += 1
    return None
