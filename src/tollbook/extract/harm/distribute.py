"""Multiply distributive counts: "one each in A, B and C" is three, "one was killed in each of the five towns" five."""

from tollbook.extract.harm.scene import Draft, Scene
from tollbook.model.count import Count
from tollbook.vocab import roles

_REACH = 18
_FAMILY = 3
"""People of a family at least (guide, section 2)."""


def distribute(scene: Scene) -> None:
    """Multiply the counts of the drafts in ``scene`` that are said of several places each (guide, section 2)."""
    for told in scene.drafts:
        _count_families(scene, told)
    words, each = scene.line.words, scene.lexicon.lists.grammar.each
    for k, word in enumerate(words):
        if word.low not in each:
            continue
        draft = _draft_before(scene, k)
        if draft is None:
            continue
        if draft.group.last == k - 1 and k + 1 < len(words) and words[k + 1].f & roles.PREPOSITION:
            times = _items(scene, k + 2)
            if times > 1:
                _multiply(draft, times)
                draft.group.last = k
        elif k + 1 < len(words) and words[k + 1].low in scene.lexicon.lists.grammar.of:
            counted = next(
                (g for g in scene.groups if k < g.first <= k + 3 and g.count is not None and g.numeral), None
            )
            if counted is not None and counted.count is not None and counted.count.high == counted.count.low:
                _multiply(draft, counted.count.low)


def _count_families(scene: Scene, draft: Draft) -> None:
    """Recognise "killed two families": a family killed is three people at least, so that two are six."""
    group, count = draft.group, draft.group.count
    if draft.harm != "killed" or group.noun is None or count is None or count.bound != "exact":
        return
    if group.noun.low in scene.lexicon.lists.people.heads["households"] and group.kind == "num":
        group.count = Count(count.low * _FAMILY, None, "vague", group.noun.low)


def _draft_before(scene: Scene, k: int) -> Draft | None:
    near = [d for d in scene.drafts if 0 < k - d.group.last <= _REACH and d.group.count is not None]
    return max(near, key=lambda d: d.group.last, default=None)


def _items(scene: Scene, start: int) -> int:
    """Count the names of a list of places: one more than its commas and "and"s that stand before a name."""
    words = scene.line.words
    items, expecting = 0, True
    for k in range(start, min(len(words), start + _REACH)):
        f = words[k].f
        if f & roles.CAPITAL:
            items += expecting
            expecting = False
        elif f & (roles.COMMA | roles.AND):
            expecting = True
        elif not f & (roles.PREPOSITION | roles.DETERMINER | roles.DASH) and not f & roles.OPEN:
            break
    return items


def _multiply(draft: Draft, times: int) -> None:
    count = draft.group.count
    assert count is not None
    high = count.high * times if count.high is not None else None
    draft.group.count = Count(count.low * times, high, count.bound, count.word)
