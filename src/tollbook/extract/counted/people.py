"""Status and group that a count takes from elsewhere: ellipsis, parts, apposition, police in sight (guide, `who`)."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.lists import is_bare_single
from tollbook.extract.harm.scene import Draft, Scene
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon

_PRIVATE = {"children", "women", "men", "family"}
_SIDE = 7
"""Words of a side's name before the office of one of its people, at most."""
_NEAR = 2
"""Sentences over which an elliptic number goes on with the noun before it."""


def inherit_people(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Complete the groups of ``drafts`` in place, in order of the text."""
    previous: Draft | None = None
    for draft in drafts:
        group = draft.group
        _complete(draft, previous)
        _see_police(draft, previous, lexicon)
        _lead_of(draft, lexicon)
        if group.status == "unknown" and group.group == "commanders":
            group.group = None
        previous = draft if draft.holder is None or previous is None else previous


def complete_in_line(scene: Scene) -> None:
    """Give status and group to counts whose own clause says whose they are, in place.

    "Farm workers were rounded up; 43 were executed", "95 civilian casualties (31 killed, 64 injured)", "the army said five
    of its men had died".
    """
    for draft in scene.drafts:
        group = draft.group
        if group.kind == "name" and group.status == "unknown":
            _see_side(scene, group)
        if group.count is None or group.status != "unknown" or group.kind in ("name", "zero", "refl"):
            continue
        source = _owner(scene, group)
        if source is not None:
            group.status, group.group = source[0], group.group or source[1]
            continue
        if group.elliptic and group.kind == "num":
            _complete_from_bare(scene, group)


def _see_side(scene: Scene, name: Group) -> None:
    """Recognise "Tamil Tiger leader X Y", "Lashkar-e-Taiba chief X": the side before the office of a named person is theirs."""
    words = scene.line.words
    office = words[name.first]
    rules = [r for r in scene.lexicon.lists.people.override if office.low.split(" ")[-1] in r.head]
    if not rules:
        return
    for k in range(name.first - 1, max(-1, name.first - _SIDE), -1):
        beside = words[k]
        status = (beside.e.modifier_status if beside.f & roles.MODIFIER else None) or (
            beside.e.status if beside.f & roles.PERSON else None
        )
        if status in ("combatant", "security"):
            name.status, name.group = status, rules[0].group
            return
        if not beside.f & (roles.CAPITAL | roles.DASH) or beside.f & roles.VERB:
            return


def _complete_from_bare(scene: Scene, group: Group) -> None:
    """Take the people of the nearest noun before a bare number, when it has no count and suffers, or counts mixed harm."""
    for other in reversed([g for g in scene.groups if g.last < group.first]):
        is_casualty = other.noun is not None and bool(other.noun.f & roles.CASUALTY)
        if other.kind in ("thing", "name") or (
            other.kind == "bare" and id(other) not in scene.bound and not is_casualty
        ):
            continue
        if other.kind == "bare" and is_bare_single(other) and _is_single_civilian(other):
            return
        is_source = is_casualty or (other.kind == "bare" and not other.harm)
        if is_source and other.status != "unknown":
            group.status, group.group, group.elliptic = other.status, other.group, False
        if is_source or other.status != "unknown":
            return


def _owner(scene: Scene, group: Group) -> tuple[str, str | None] | None:
    """Recognise "the military said five of its men had been killed": its people are its own forces."""
    words, lists = scene.line.words, scene.lexicon.lists
    inside = words[group.first : group.last + 1]
    if not any(w.low in lists.people.heads["owned_by"] for w in inside):
        return None
    head = words[group.last].low
    if head not in lists.people.heads["own_people"]:
        return None
    for word in words[: group.first]:
        if word.f & roles.MODIFIER and word.e.modifier_status in ("security", "combatant"):
            return word.e.modifier_status, word.e.modifier_group
        if word.f & roles.PERSON and word.e.status in ("security", "combatant"):
            return word.e.status, word.e.group if word.e.group == "police" else None
    return None


def _see_police(draft: Draft, previous: Draft | None, lexicon: Lexicon) -> None:
    """Recognise "seven officers" where the sentence, or the one that told of victims before it, speaks of police."""
    group = draft.group
    if group.noun is None or group.noun.low not in lexicon.lists.people.heads["officers"] or group.group is not None:
        return
    words = list(draft.line.words)
    if previous is not None and 0 <= draft.line.index - previous.line.index <= _NEAR:
        words += previous.line.words
    if any(w.f & (roles.MODIFIER | roles.PERSON) and "police" in (w.e.modifier_group, w.e.group) for w in words):
        group.status, group.group = "security", "police"


def _is_single_civilian(group: Group) -> bool:
    """Return True for "a teenager", "a mother": others hurt beside them are not said to be such."""
    count = group.count
    is_one = count is None or count.low == 1 == count.high
    return is_one and group.status == "civilian" and group.group in _PRIVATE


def _lead_of(draft: Draft, lexicon: Lexicon) -> None:
    """Recognise "19 militants, including a senior commander": who leads them is one of them."""
    group, holder = draft.group, draft.holder
    if holder is None or group.status != "unknown" or group.noun is None or group.kind == "name":
        return
    if holder.group.status not in ("combatant", "security"):
        return
    for rule in lexicon.lists.people.override:
        if group.noun.low in rule.head and holder.group.status in rule.status:
            group.status, group.group = holder.group.status, rule.group


def _complete(draft: Draft, previous: Draft | None) -> None:
    group = draft.group
    if group.status != "unknown" or not group.elliptic:
        return
    source = draft.holder or previous
    if source is None or source.group is group or source.line.index < draft.line.index - _NEAR:
        return
    if source.group.kind in ("name", "def") or source.group.count is None:
        return
    if _is_single_civilian(source.group) and group.count is not None and group.count.low > 1:
        return  # "a teenager was killed and two wounded": who the two are is not said
    group.status = source.group.status
    group.group = source.group.group if source.group.group != "commanders" else None
