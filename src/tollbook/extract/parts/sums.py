"""Numbers that add up to another are its parts: in one sentence, over the next ones, and before "in all"."""

from collections.abc import Sequence

from tollbook.extract.harm.scene import Draft, Scene

_BEFORE = 14
"""Drafts before this one that it may sum up."""
_BEHIND = 8
"""Words behind a count in which "in all" stands."""


def hold_sums(scene: Scene, history: Sequence[Draft]) -> None:
    """Recognise "18 fatalities. Two soldiers and 16 gunmen were killed": items that add up to the count before are its parts."""
    free = sorted((d for d in scene.drafts if d.holder is None), key=lambda d: d.group.first)
    for harm in sorted({d.harm for d in free}):
        parts = [d for d in free if d.harm == harm]
        previous = [
            d for d in history[-4:] if d.harm == harm and d.holder is None and scene.line.index - d.line.index <= 1
        ]
        if len(parts) >= 2 and previous and _adds_up(previous[-1], parts):
            for part in parts:
                part.holder = previous[-1]
        elif len(parts) == 1 and _sums_up(scene, parts[0]):
            told = [d for d in history[-_BEFORE:] if d.harm == harm and d.holder is None]
            told = [d for d in told if scene.line.index - d.line.index == 1]
            if len(told) >= 2 and _adds_up(parts[0], told):
                for part in told:
                    part.holder = parts[0]
        elif len(parts) >= 3 and _adds_up(parts[0], parts[1:]):  # a whole and two parts
            for part in parts[1:]:
                part.holder = parts[0]


def _sums_up(scene: Scene, draft: Draft) -> bool:
    """Recognise "seven people were killed in all": the words behind the count sum up what was told before."""
    behind = f" {' '.join(w.low for w in scene.line.words[draft.group.first : draft.group.last + _BEHIND])} "
    return any(f" {p} " in behind for p in scene.lexicon.lists.scope.period["summed"])


def hold_spread_sums(drafts: Sequence[Draft]) -> None:
    """Apply the rule: a number that the separate counts of the next sentences add up to holds them ("six in the region": three and three)."""
    for position, whole in enumerate(drafts):
        count = whole.group.count
        if (
            whole.holder is not None
            or whole.toll == "old"
            or count is None
            or count.low < 3
            or count.bound not in ("exact", "at_least")
        ):
            continue
        parts: list[Draft] = []
        for later in drafts[position + 1 : position + 12]:
            if (
                (later.harm != whole.harm and not _is_shot_dead(whole, later))
                or later.holder is not None
                or later.line is whole.line
            ):
                continue
            if later.line.index - whole.line.index > 4 or later.toll is not None or later.group.count is None:
                break
            parts.append(later)
            total = sum(d.group.count.low for d in parts if d.group.count is not None)
            if total >= count.low:
                break
        if len(parts) > 1 and _adds_up(whole, parts):
            for part in parts:
                part.holder, part.harm = whole, whole.harm
            _hold_beside(drafts[position + 1 :], whole, parts)


def _hold_beside(later: Sequence[Draft], whole: Draft, parts: Sequence[Draft]) -> None:
    """Hold the other harm told beside a whole too: where the dead of its places are its parts, so are their injured."""
    harms = {d.harm: d for d in later if d.line is whole.line and d.harm != whole.harm and d.holder is None}
    first, last = parts[0].line.index, parts[-1].line.index
    for harm, other in harms.items():
        beside = [d for d in later if d.harm == harm and d.holder is None and first <= d.line.index <= last]
        beside = [d for d in beside if d.line is not whole.line and d.toll is None]
        counts = [d.group.count for d in beside]
        most = other.group.count.low if other.group.count is not None else 0
        if all(c is not None and c.bound == "exact" for c in counts) and sum(c.low for c in counts if c) <= most:
            for part in beside:
                part.holder = other


def _is_shot_dead(whole: Draft, later: Draft) -> bool:
    """Tell "shot dead five. ... They shot four near X, another was killed in Y": the plain verb says what the first one said."""
    verbs = [
        {low for w in d.line.words[d.predicate.first : d.predicate.last + 1] for low in w.low.split()}
        for d in (whole, later)
        if d.predicate
    ]
    return len(verbs) > 1 and whole.harm == "killed" and later.harm == "injured" and bool(verbs[0] & verbs[1])


def _adds_up(whole: Draft, parts: Sequence[Draft]) -> bool:
    if whole.group.status != "unknown" and any(d.group.status not in (whole.group.status, "unknown") for d in parts):
        return False  # "three fighters" are not two soldiers and a civilian
    counts = [d.group.count for d in (whole, *parts)]
    if any(c is None or c.bound not in ("exact", "at_least", "about") or c.low == 0 for c in counts):
        return False
    numbers = [c.low for c in counts if c is not None]
    return numbers[0] == sum(numbers[1:])
