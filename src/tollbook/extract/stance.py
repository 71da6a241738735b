"""Read the speaker's own stance: asserted, denied ("denied there had been any deaths"), doubted ("feared dead")."""

import functools
from collections.abc import Sequence

from tollbook.extract.harm.scene import Draft, Scene
from tollbook.extract.sentences.line import Word
from tollbook.model.claim import Stance
from tollbook.vocab import roles


def stance_of(draft: Draft, scene: Scene) -> Stance:
    """Return the stance of the claim's own speaker (guide, `stance`)."""
    predicate = draft.predicate
    if predicate is not None and predicate.doubt:
        return "doubted"
    words = scene.line.words
    first = min(draft.group.first, predicate.start if predicate is not None else draft.group.first)
    last = max(draft.group.last, predicate.last if predicate is not None else draft.group.last)
    if draft.group.kind == "zero" and _denies(words, draft.group.first):
        return "denied"
    behind = f" {' '.join(w.low for w in words[last + 1 : last + 16])} "
    if any(phrase in behind for phrase in _spaced(scene.lexicon.lists.stance.doubt_behind)):
        return "doubted"
    near = _clause(words, first, last)
    joined = f" {' '.join(w.low for w in near)} "
    lists = scene.lexicon.lists.stance
    is_active = predicate is not None and predicate.start < draft.group.first
    passed = lists.doubt_of_whom if is_active else ()
    return "doubted" if any(p in joined for p in _spaced(lists.doubt, passed)) else "asserted"


@functools.cache
def _spaced(phrases: tuple[str, ...], passed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return ``phrases`` but for those ``passed`` over, each with the spaces that stand around it in a row of words."""
    return tuple(f" {phrase} " for phrase in phrases if phrase not in passed)


def _clause(words: Sequence[Word], first: int, last: int) -> Sequence[Word]:
    low, high = first, last
    while low and first - low < 6 and not words[low - 1].f & (roles.COMMA | roles.STOP):
        low -= 1
    while high + 1 < len(words) and high - last < 4 and not words[high + 1].f & (roles.COMMA | roles.STOP | roles.AND):
        high += 1
    return words[low : high + 1]


def _denies(words: Sequence[Word], first: int) -> bool:
    return any(w.f & roles.DENIAL for w in words[max(0, first - 8) : first])
