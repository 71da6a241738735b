"""Join items without a numeral to one count: "a woman and her two children" is three (guide, section 4)."""

from collections.abc import Sequence

from tollbook.extract.counted.group import Group
from tollbook.extract.counted.runs import behind_age
from tollbook.extract.sentences.line import Word
from tollbook.model.count import Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import SINGULAR, Lexicon


def merged(words: Sequence[Word], found: list[Group], lexicon: Lexicon) -> list[Group]:
    """Join items without a numeral (guide, section 4): "a woman and her two children" is one count of three."""
    out: list[Group] = []
    for group in found:
        if out and _joins_singles(words, out[-1], group):
            _join_singles(out[-1], group)
            if len(out) > 1 and _opens_singles(words, out[-2], out[-1]):
                joined = out.pop()
                _join(out[-1], joined, lexicon)
        elif (
            out
            and group.kind == "art"
            and group.count is not None
            and group.count.low > 1
            and _opens_singles(words, out[-1], group)
        ):
            _join(out[-1], group, lexicon)
        elif len(out) > 1 and _joins_apposed(words, out[-2], out[-1], group, lexicon):
            name = out.pop()
            out[-1].names = name.names
            _join(out[-1], group, lexicon)
        elif out and _joins_name(words, out[-1], group, lexicon):
            _join_name(words, out[-1], group, lexicon)
        elif out and not _is_aside(words, out[-1]) and _joins_item(words, out[-1], group, lexicon):
            _join(out[-1], group, lexicon)
        else:
            out.append(group)
    return out


def _joins_singles(words: Sequence[Word], left: Group, right: Group) -> bool:
    """Recognise "Journalist, driver killed", "gunmen kill mayor, bodyguard": singles without articles in a headline are one count."""
    if left.kind != "bare" or right.kind != "bare":
        return False
    if not all(_is_single(group) for group in (left, right)) or len({left.status, right.status} - {"unknown"}) > 1:
        return False
    gap = words[left.last + 1 : right.first]
    if len(gap) != 1 or not gap[0].f & (roles.COMMA | roles.AND):
        return False
    before = words[left.first - 1].f if left.first else roles.HARM_VERB
    if before & roles.COMMA and left.first > 1 and words[left.first - 2].f & roles.PERSON:
        return gap[0].f & roles.AND != 0  # "a doctor, nurse and driver"
    after = words[right.last + 1].f if right.last + 1 < len(words) else roles.STOP
    if after & (roles.COMMA | roles.SAY | roles.OPEN | roles.THING) and not after & roles.HARM_VERB:
        return False
    return bool(before & roles.HARM_VERB) and bool(left.first or after & (roles.HARM_VERB | roles.HARM_ADJECTIVE))


def _opens_singles(words: Sequence[Word], left: Group, right: Group) -> bool:
    """Recognise "a doctor, nurse and driver": the article stands before the first only."""
    gap = words[left.last + 1 : right.first]
    is_same = left.status in (right.status, "unknown") and not words[right.first].f & (roles.ARTICLE | roles.NUMBER)
    return left.kind == "art" and len(gap) == 1 and bool(gap[0].f & roles.COMMA) and is_same and left.count is not None


def _is_single(group: Group) -> bool:
    noun = group.noun
    return (
        noun is not None and noun.e.plural == SINGULAR and bool(noun.f & roles.PERSON) and not noun.f & roles.HARM_NOUN
    )


def _join_singles(left: Group, right: Group) -> None:
    """Count two singles as one claim of two (guide, section 4)."""
    left.group = left.group if left.group == right.group else None
    left.status = left.status if left.status != "unknown" else right.status
    left.count, left.last, left.kind = Count(2, 2, "exact"), right.last, "art"


def _joins_apposed(words: Sequence[Word], noun: Group, name: Group, kin: Group, lexicon: Lexicon) -> bool:
    """Recognise "a journalist, X Y, and her brother": the name says who the first is, the kin joins it (guide, section 4)."""
    if noun.kind != "art" or name.kind != "name" or kin.kind != "poss" or noun.count is None or noun.count.low != 1:
        return False
    apposed = words[noun.last + 1 : name.first]
    if len(apposed) != 1 or not apposed[0].f & roles.COMMA or not _is_kin(kin, lexicon):
        return False
    gap = words[name.last + 1 : kin.first]
    return 0 < len(gap) <= 2 and bool(gap[-1].f & roles.AND) and noun.status == kin.status


def _joins_name(words: Sequence[Word], name: Group, kin: Group, lexicon: Lexicon) -> bool:
    """Recognise "Four-year-old Layan and her grandfather", "Lilia, her husband and their two boys": kin joins a name (guide, section 4)."""
    if name.kind not in ("name", "kin") or kin.count is None or kin.count.high is None or kin.count.low < 1:
        return False
    if name.kind == "name" and (name.status not in ("unknown", "civilian") or not name.names):
        return False
    if kin.kind not in ("poss", "num", "art") or not _is_kin(kin, lexicon) or kin.status != "civilian":
        return False
    gap = words[name.last + 1 : kin.first]
    owned = bool(words[kin.first].f & roles.POSSESSIVE)
    if gap and gap[-1].f & roles.POSSESSIVE:
        gap, owned = gap[:-1], True
    owned = owned or name.kind == "kin" or any(w.f & roles.POSSESSIVE for w in words[kin.first : kin.last + 1])
    if not owned or not gap or len(gap) > 2 or not all(w.f & (roles.COMMA | roles.AND) for w in gap):
        return False
    return bool(gap[-1].f & roles.AND) or _kin_follows(words, kin.last + 1)


def _kin_follows(words: Sequence[Word], k: int) -> bool:
    """Return True when a list goes on behind kin: "X, his wife and", "X, his wife, two sons and"."""
    for word in words[k : k + 8]:
        if word.f & roles.AND:
            return True
        if word.f & (roles.STOP | roles.BE | roles.HAVE | roles.HARM_VERB | roles.SAY):
            return False
    return False


def _join_name(words: Sequence[Word], name: Group, kin: Group, lexicon: Lexicon) -> None:
    """Count a name and the kin behind it as one; the age before the name belongs to it."""
    assert name.count is not None
    assert kin.count is not None
    if name.kind == "name":
        start = name_age(words, name.first, lexicon)
        name.first, name.quote, name.kind = start, min(start, name.quote), "kin"
    total = name.count.low + kin.count.low
    name.count, name.last = Count(total, total, "exact"), kin.last
    name.status, name.group, name.numeral = "civilian", None, False


def name_age(words: Sequence[Word], first: int, lexicon: Lexicon) -> int:
    """Return the first word of "four-year-old" before the name at word ``first``, or ``first``."""
    guard = lexicon.lists.numbers.guard
    folded = words[first - 1].e.words if first > 2 else ()
    if len(folded) > 1 and folded[0] in guard["age"] and folded[-1] in guard["old"]:
        return first - 3 if words[first - 3].f & roles.NUMBER else first
    if first < 5 or words[first - 1].low not in guard["old"] or words[first - 3].low not in guard["age"]:
        return first
    return first - 5 if words[first - 5].f & roles.NUMBER else first


def _is_kin(group: Group, lexicon: Lexicon) -> bool:
    return group.noun is not None and group.noun.low in lexicon.lists.people.heads["kin"]


def _is_listed_kin(words: Sequence[Word], left: Group, right: Group, lexicon: Lexicon) -> bool:
    """Recognise "a village chief, his wife and four of their children": kin behind a comma, where more kin follows."""
    gap = words[left.last + 1 : right.first]
    if len(gap) != 1 or not gap[0].f & roles.COMMA or left.kind != "art" or right.kind != "poss":
        return False
    after = words[right.last + 1] if right.last + 1 < len(words) else None
    is_list = after is not None and bool(after.f & roles.AND)
    return is_list and _is_kin(right, lexicon) and left.status == right.status


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
    if left.count is not None and right.count is not None and _is_listed_kin(words, left, right, lexicon):
        return True
    gap = words[behind_age(words, left.last + 1) : right.first]
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
        return kin and right.kind in ("num", "poss", "art") and right.status in (left.status, "unknown")
    if left.kind == "def" and left.count.low == 1:
        return possessive and kin  # "the driver and his daughter"
    if left.kind == "art":
        if possessive and (kin or right.kind == "poss"):
            return True
        if right.kind == "part" and kin and right.status == left.status == "civilian":
            return True
        if right.kind == "num" and right.numeral:
            return False  # "a priest and thirteen parishioners": one claim a numeral
        return (
            right.kind in ("art", "num")
            and not right.elliptic
            and right.status == left.status
            and right.noun is not None
            and right.noun.f & roles.PERSON != 0
        )
    if left.kind == "num" and left.count.low == 1:
        return (possessive and kin) or _is_worded_pair(words, left, right)
    return False


def _is_worded_pair(words: Sequence[Word], left: Group, right: Group) -> bool:
    """Recognise "one officer and a soldier": "one" is a word for "a" where the other has no numeral either."""
    is_word = left.first == left.head and not words[left.head].f & roles.DIGITS
    both = left.noun is not None and right.noun is not None and bool(right.noun.f & roles.PERSON)
    return is_word and both and right.kind == "art" and not left.elliptic and right.status == left.status != "unknown"


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
    elif kin and right.group is None and right.kind == "poss":
        pass  # "a police officer and his driver": whose the driver is
    elif left.group != right.group:
        both = {left.group, right.group}
        left.group = "women_children" if both == {"women", "children"} else None
    if left.status == "unknown":
        left.status = "unknown"
    left.elliptic = False
