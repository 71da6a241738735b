"""Join items without a numeral to one count: "a woman and her two children" is three (guide, section 4)."""

from collections.abc import Sequence

from tollbook.extract.group import Group
from tollbook.extract.line import Word
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon


def merged(words: Sequence[Word], found: list[Group], lexicon: Lexicon) -> list[Group]:
    """Join items without a numeral (guide, section 4): "a woman and her two children" is one count of three."""
    out: list[Group] = []
    for group in found:
        if out and not _is_aside(words, out[-1]) and _joins_item(words, out[-1], group, lexicon):
            _join(out[-1], group, lexicon)
        else:
            out.append(group)
    return out


def _is_aside(words: Sequence[Word], group: Group) -> bool:
    """Recognise "X Y, a field commander, and his deputy": the noun behind a name and a comma says who X Y is."""
    if group.first < 2 or not words[group.first - 1].f & roles.COMMA:
        return False
    named = words[group.first - 2]
    return bool(named.f & roles.CAPITAL and named.f & roles.OPEN)


def _joins_item(words: Sequence[Word], left: Group, right: Group, lexicon: Lexicon) -> bool:
    if (
        left.count is not None
        and left.count.word in lexicon.lists.people.heads["couple"]
        and words[right.first].f & roles.POSSESSIVE
    ):
        left.count, left.kind, left.status, left.group = Count(2, 2, "exact"), "poss", "civilian", "family"
    gap = words[left.last + 1 : right.first]
    if not gap or len(gap) > 2 or left.count is None or right.count is None:
        return False
    if not (gap[-1].f & roles.AND and all(w.f & (roles.COMMA | roles.AND) for w in gap)):
        return False
    if left.count.high is None or right.count.high is None or right.kind == "zero" or left.kind == "zero":
        return False
    kin = right.noun is not None and right.noun.low in lexicon.lists.people.heads["kin"]
    possessive = bool(words[right.first].f & roles.POSSESSIVE)
    if left.kind == "refl":
        return right.kind == "num" and right.elliptic and right.count.bound == "exact"
    if left.kind == "poss":
        return kin and right.kind in ("num", "poss", "art")
    if left.kind == "art":
        if possessive and (kin or right.kind == "poss"):
            return True
        return (
            right.kind in ("art", "num")
            and not right.elliptic
            and right.status == left.status
            and right.noun is not None
            and right.noun.f & roles.PERSON != 0
        )
    if left.kind == "num" and left.count.low == 1:
        return possessive and kin
    return False


def _join(left: Group, right: Group, lexicon: Lexicon) -> None:
    assert left.count is not None
    assert right.count is not None
    assert left.count.high is not None
    assert right.count.high is not None
    low = left.count.low + right.count.low
    left.count = Count(low, low, "exact")
    left.last = right.last
    kin = right.noun is not None and right.noun.low in lexicon.lists.people.heads["kin"]
    if left.kind == "refl":
        left.group = left.group
    elif left.kind == "poss" and kin:
        left.group, left.status = "family", "civilian"
    elif left.group != right.group:
        both = {left.group, right.group}
        left.group = "women_children" if both == {"women", "children"} else None
    if left.status == "unknown":
        left.status = "unknown"
    left.elliptic = False
