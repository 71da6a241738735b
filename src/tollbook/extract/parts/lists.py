"""Parts of a count that are told as a list: behind a colon, "were", "eight of them X, four Y", "five were women", "among the 24 missing".

Knows one sentence and the drafts before it; "including", "of them" and sums over sentences are ``parts``'s matter.
"""

import itertools
from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.harm.lists import is_dash, next_linked
from tollbook.extract.harm.scene import Draft, Scene, group_after
from tollbook.vocab import roles

_MOST = 12
"""Items of a list at most."""
_CLAUSE = 18
"""Words of a count's clause up to the colon before its parts."""


def bind_list_parts(scene: Scene, history: Sequence[Draft]) -> None:
    """Bind the parts in ``scene`` that a list tells; ``history`` are the drafts of the sentences before, in order."""
    _bind_behind_whole(scene)
    _bind_told_shares(scene, history)
    _hold_partitive_lists(scene)
    _hold_in_relative(scene)


def _items(scene: Scene, first: Group | None) -> list[Group]:
    found: list[Group] = []
    while first is not None and len(found) < _MOST:
        found.append(first)
        first = next_linked(scene, first)
    return found


def _sum(groups: Sequence[Group]) -> int | None:
    """Return what the items add up to, None where one has no plain number."""
    counts = [g.count for g in groups]
    if any(c is None or c.high != c.low or c.low == 0 for c in counts):
        return None
    return sum(c.low for c in counts if c is not None)


def _bind_behind_whole(scene: Scene) -> None:
    """Recognise "16 engineers: nine Italians, four Koreans and three Swedes", "The 12 dead were seven soldiers and five boys"."""
    words = scene.line.words
    for whole in sorted(scene.drafts, key=lambda d: d.group.first):
        group, count = whole.group, whole.group.count
        j = group.last + 1
        if count is None or count.low < 2 or j + 1 >= len(words) or whole.holder is not None:  # one person has no parts
            continue
        told = bool(words[j].f & roles.BE) and bool(group.harm or (group.noun and group.noun.f & roles.HARM_NOUN))
        while (
            j + 1 < len(words) and words[j].f & (roles.HARM_ADJECTIVE | roles.HARM_VERB) and not words[j].f & roles.STOP
        ):
            j += 1  # "15 people DEAD - seven soldiers ..."
        opens = words[j].low == ":" or is_dash(words, j) or bool(words[j].f & roles.COMMA)
        if not opens and not told:
            colon = _colon_behind(scene, group)
            if colon is None:
                continue
            j = colon
        parts = [g for g in _items(scene, group_after(scene, j + 1)) if g.kind in ("num", "art", "name", "part")]
        total = _sum(parts)
        if len(parts) < 2 or total is None or total != count.low:
            continue
        if all(part.kind == "name" for part in parts):
            _void_names(scene, parts)
            continue  # "two reporters, X and Y,": the names say who the two are
        for part in parts:
            _hold(scene, part, whole, "list")


def _colon_behind(scene: Scene, whole: Group) -> int | None:
    """Return the colon or dash behind the clause of ``whole``: "19 people died in the strikes: three soldiers and ..."."""
    words = scene.line.words
    for k in range(whole.last + 1, min(len(words), whole.last + _CLAUSE)):
        if words[k].low == ":" or is_dash(words, k):
            return k
        beside = scene.groups[scene.at[k]] if scene.at[k] >= 0 else None
        if words[k].f & roles.STOP or (
            beside is not None and beside.count is not None and beside.kind in ("num", "part")
        ):
            return None
    return None


def _void_names(scene: Scene, names: Sequence[Group]) -> None:
    """Take the names of counted people out of the claims: they are the people counted, not others."""
    for name in names:
        taken = scene.bound.get(id(name))
        if taken in scene.drafts:
            scene.drafts.remove(taken)
        scene.bound[id(name)] = Draft(scene.line, name, "void", "void", None)


def _hold(scene: Scene, part: Group, whole: Draft, via: str) -> None:
    taken = scene.bound.get(id(part))
    draft = taken if taken in scene.drafts else scene.bind(part, whole.harm, via)
    if draft is not None and draft is not whole and draft.harm == whole.harm and draft.holder is None:
        draft.holder = whole


def _bind_told_shares(scene: Scene, history: Sequence[Draft]) -> None:
    """Recognise "Five were women and two were children": bare numbers said to be people, behind a count they divide."""
    words = scene.line.words
    previous = [d for d in history[-3:] if d.holder is None and 0 < scene.line.index - d.line.index <= 1]
    if not previous or not scene.groups or (scene.groups[0].first != 0 and scene.drafts):
        return
    whole = previous[-1]
    shares: list[tuple[Group, Group]] = []
    for group in scene.groups:
        k = group.last + 1
        if group.kind != "num" or group.noun is not None or group.count is None or k + 1 >= len(words):
            continue
        named = scene.groups[scene.at[k + 1]] if scene.at[k + 1] >= 0 else None
        is_told = bool(words[k].f & roles.BE) and named is not None and named.kind in ("bare", "art")
        if named is not None and is_told and id(group) not in scene.bound and named.noun is not None:
            shares.append((group, named))
    total = _sum([g for g, _ in shares])
    if not shares or total is None or whole.group.count is None or total > (whole.group.count.high or total):
        return
    if whole.group.count.low <= 1 or not _is_divisible(whole, total):
        return
    for group, named in shares:
        group.status, group.group, group.elliptic = named.status, named.group, False
        draft = scene.bind(group, whole.harm, "share")
        if draft is not None:
            draft.holder = whole


def _is_divisible(whole: Draft, total: int) -> bool:
    count = whole.group.count
    return count is not None and count.bound != "none" and (count.high is None or total <= count.high)


def _hold_partitive_lists(scene: Scene) -> None:
    """Recognise "killed 15 people, eight of them soldiers, four policemen and three civilians": the list goes on dividing."""
    for draft in list(scene.drafts):
        whole, count = draft.holder, draft.group.count
        if draft.group.kind != "part" or whole is None or whole.line is not scene.line or count is None:
            continue
        if whole.group.count is None or draft.group.first < whole.group.last:
            continue
        rest = [
            d
            for d in scene.drafts
            if d.holder is None and d.harm == draft.harm and d.group.first > draft.group.last and d.toll is None
        ]
        if not rest or not _follow_on(scene, draft.group, [d.group for d in rest]):
            continue
        total = _sum([draft.group, *(d.group for d in rest)])
        if total is None or total != whole.group.count.low:
            continue
        for each in rest:
            each.holder = whole


def _follow_on(scene: Scene, part: Group, others: Sequence[Group]) -> bool:
    """Return True when nothing but nouns, commas and "and" stands between the part and the last of ``others``."""
    last = max(g.last for g in others)
    between = scene.line.words[part.last + 1 : last]
    walls = roles.STOP | roles.BE | roles.HAVE | roles.RELATIVE | roles.SAY | roles.PRONOUN | roles.HARM_VERB
    return not any(w.f & walls for w in between)


def _hold_in_relative(scene: Scene) -> None:
    """Recognise "arrested three leaders in a sweep that netted 75 militants": the sweep's number holds the first one."""
    words = scene.line.words
    ordered = sorted(scene.drafts, key=lambda d: d.group.first)
    for small, large in itertools.pairwise(ordered):
        if small.holder is not None or large.holder is not None or small.harm != large.harm or small.harm != "detained":
            continue
        between = words[small.group.last + 1 : large.group.first]
        is_within = any(w.f & roles.RELATIVE for w in between) and not any(
            w.f & (roles.COMMA | roles.STOP) for w in between
        )
        counts = small.group.count, large.group.count
        if is_within and counts[0] is not None and counts[1] is not None and counts[0].low < counts[1].low:
            small.holder = large
