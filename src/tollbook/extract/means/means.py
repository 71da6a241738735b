"""Read the means of harm and the events it happened in, from the words nearest to the harm (guide, `means` and `scope`).

A bare "attack" names an event without a means; "the attack" takes its means from the sentence before.
"""

import functools
from collections.abc import Callable, Sequence

from tollbook.extract.harm.scene import Draft
from tollbook.extract.means.carriers import (
    attacks_place,
    carrier,
    carries_bomb,
    is_air_raid,
    is_fired_from,
    is_on_foot,
    is_raiders_missile,
)
from tollbook.extract.means.hit import Hit
from tollbook.extract.sentences.line import Line, Word
from tollbook.extract.sentences.segment import APART
from tollbook.model.reading import Reading
from tollbook.vocab import roles
from tollbook.vocab.lexicon import pieces
from tollbook.vocab.words import Lists, word_lists

_FROM_AFAR = ("airstrike", "drone", "shelling")
ONE, SEVERAL = 1, 2
ORIGIN = 6  # words from "since" to the event it names
PART_REACH = 1  # words from a part's noun to its own deed ("25 rebels executed")
SHARED = 6  # words between a deed and a harm beside it
CLAUSE = 8  # words from a part to the weapon of its own clause
LADEN = 3  # words between "rammed" and what the car was laden with
FALL = 1  # words between a shell and its crash
WEAPON = 4  # words from an attack to the weapon it was made with


class _Known:
    __slots__ = ("event", "key", "kind", "neutral", "weak")

    def __init__(self, key: tuple[str, ...]) -> None:
        self.key = key
        self.kind: str | None = None
        self.event = 0
        self.weak = False
        self.neutral = False


@functools.cache
def _table(language: str) -> dict[str, list[_Known]]:
    lists = word_lists(language)
    known: dict[tuple[str, ...], _Known] = {}

    def entry(word: str) -> _Known:
        key = pieces(word)
        return known.setdefault(key, _Known(key))

    for word in lists.means.null["words"]:
        entry(word)
    for kind, words in lists.means.words.items():
        for word in words:
            entry(word).kind = kind
    for word in lists.means.weak["words"]:
        entry(word).weak = True
    for word in lists.means.neutral["words"]:
        entry(word).neutral = True
    _mark_events(lists, entry)
    null = {pieces(w) for w in lists.means.null["words"]}
    for item in known.values():
        if item.kind is None and item.key not in null and not item.neutral:
            item.kind = _kind_inside(item.key, known)
    table: dict[str, list[_Known]] = {}
    for item in known.values():
        table.setdefault(item.key[0], []).append(item)
    for found in table.values():
        found.sort(key=lambda item: -len(item.key))
    return table


def _kind_inside(key: tuple[str, ...], known: dict[tuple[str, ...], _Known]) -> str | None:
    """Recognise "bomb blast" has no entry of its own among the means: its first word with one speaks."""
    for size in range(len(key) - 1, 0, -1):
        for start in range(len(key) - size + 1):
            inner = known.get(key[start : start + size])
            if inner is not None and inner.kind is not None and not inner.weak:
                return inner.kind
    return None


def _mark_events(lists: Lists, entry: Callable[[str], _Known]) -> None:
    for word in lists.scope.period["attacks"]:
        entry(word).event = SEVERAL
    for word in lists.scope.period["battles"]:
        entry(word).event = ONE


def hits_of(line: Line, language: str) -> list[Hit]:
    """Return the words of means and events in ``line``, in order."""
    table = _table(language)
    flat: list[tuple[str, int]] = []
    for index, word in enumerate(line.words):
        if len(word.e.words) > 1:
            flat.extend((piece, index) for piece in word.e.words)
        else:
            flat.append((word.low, index))
    hits: list[Hit] = []
    position = 0
    while position < len(flat):
        found = table.get(flat[position][0])
        size = 1
        for item in found or ():
            if len(item.key) == 1 or tuple(p for p, _ in flat[position : position + len(item.key)]) == item.key:
                size = len(item.key)
                skipped = item.kind is None and _is_compound(line.words, flat[position][1])
                skipped = skipped or (size == 1 and _is_pit(line.words, flat[position][1], language))
                if not item.neutral and not skipped and not _is_verb(line.words, flat[position][1], language):
                    hits.append(
                        Hit(flat[position][1], flat[position + size - 1][1], item.kind, item.event, weak=item.weak)
                    )
                break
        position += size
    return hits


def _is_verb(words: Sequence[Word], index: int, language: str) -> bool:
    """Recognise "groups fighting Indian rule": a verb with its object, no event."""
    if words[index].low not in word_lists(language).means.upgrade["verbal"] or index + 1 >= len(words):
        return False
    before = words[index - 1] if index else None
    noun_before = before is not None and not before.f & (
        roles.ARTICLE | roles.PREPOSITION | roles.MODIFIER | roles.OPEN | roles.AND | roles.COMMA
    )
    return noun_before and bool(words[index + 1].f & (roles.CAPITAL | roles.DEMONYM))


def _is_pit(words: Sequence[Word], index: int, language: str) -> bool:
    """Recognise "at the Lonmin mine", "in mines": where people dig, no weapon."""
    if words[index].low not in word_lists(language).means.upgrade["pits"] or index < 2:  # "the Lonmin mine"
        return False
    before = words[index - 1]
    return bool(before.f & roles.CAPITAL) and bool(
        words[index - 2].f & (roles.DEFINITE | roles.PREPOSITION | roles.ARTICLE)
    )


def _is_compound(words: Sequence[Word], index: int) -> bool:
    """Recognise "war-torn", "post-conflict": no event."""
    after = words[index + 1] if index + 1 < len(words) else None
    before = words[index - 1] if index else None
    if after is not None and after.f & roles.DASH and after.low != APART and after.start == words[index].end:
        return True
    is_dash = before is not None and bool(before.f & roles.DASH) and before.low != APART
    return is_dash and before is not None and before.end == words[index].start


class Setting:
    """The event and the means of one draft: the hits that tell them, and whether the event is one told before."""

    __slots__ = ("event", "is_known", "means")

    def __init__(self, means: Hit | None, event: Hit | None, *, is_known: bool) -> None:
        self.means = means
        self.event = event
        self.is_known = is_known


def setting_of(draft: Draft, hits: Sequence[Hit], language: str, drafts: Sequence[Draft]) -> Setting:
    """Return the event and means that the draft's own sentence tells."""
    line = draft.line
    upgrade = word_lists(language).means.upgrade
    near = [h for h in hits if not _is_of_another(line.words, h, draft, drafts, upgrade)]
    usable = [h for h in near if not _belongs_elsewhere(h, draft, drafts)]
    usable = usable or [h for h in near if _is_shared(line.words, h, draft, drafts)]
    ranked = sorted(usable, key=lambda h: _cost(line.words, h, draft))
    event = next((h for h in ranked if h.event), None)
    if not ranked:
        return Setting(None, event, is_known=False)
    best = _first_named(line.words, usable, _weapon_of(line.words, usable, ranked[0]))
    definite = is_definite(line.words, best)
    if best.kind is None:
        return Setting(None, event, is_known=definite)
    means = refined(best, usable, line, language)
    vague = upgrade["vague"]
    return Setting(means, event, is_known=definite and line.words[best.last].low in vague)


def _is_of_another(
    words: Sequence[Word], hit: Hit, draft: Draft, drafts: Sequence[Draft], upgrade: dict[str, list[str]]
) -> bool:
    """Tell a hit of another event: "since fighting broke out", "an earlier raid", behind a semicolon, behind a part's noun."""
    if draft.holder is not None and any(w.low in upgrade["elsewhen"] for w in words[max(0, hit.first - 2) : hit.first]):
        return True
    for k in range(hit.first - 1, max(-1, hit.first - ORIGIN), -1):
        if words[k].f & (roles.COMMA | roles.STOP):
            break
        if words[k].low in upgrade["origin"]:
            behind = words[hit.last + 1 : draft.group.first]
            is_origin = draft.group.first < k or any(w.f & roles.COMMA for w in behind)
            is_own = k + 1 < len(words) and words[k + 1].low in upgrade["launching"]
            return hit.kind == "ground_attack" and is_origin and not is_own
    if _is_in_parts_clause(words, hit, draft, drafts, upgrade):
        return True
    low, high = sorted((hit.first, draft.group.first))
    if _is_parted(words[low:high]) or _only_covers(words, hit, upgrade) or _is_answered(words, hit, draft, upgrade):
        return True
    return any(
        other.holder is draft
        and other.group.last < hit.first <= other.group.last + PART_REACH
        and not any(w.f & (roles.COMMA | roles.STOP) for w in words[other.group.last + 1 : hit.first])
        for other in drafts
    )


def _is_in_parts_clause(
    words: Sequence[Word], hit: Hit, draft: Draft, drafts: Sequence[Draft], upgrade: dict[str, list[str]]
) -> bool:
    """Tell "87 were killed, 60 of them in X, WHERE TANKS FIRED": the clause tells of the part alone."""
    parts = [d for d in drafts if d.holder is draft and draft.group.last < d.group.first and d.group.last < hit.first]
    if not parts:
        return False
    between = words[parts[-1].group.last + 1 : hit.first]
    is_where = any(w.low in upgrade["sited"] for w in between)
    return is_where and len(between) <= CLAUSE and not any(w.f & roles.STOP for w in between)


def _only_covers(words: Sequence[Word], hit: Hit, upgrade: dict[str, list[str]]) -> bool:
    """Tell "troops supported by planes": what stands by the deed has not done it."""
    k = hit.first - 1
    while (
        k > 0 and words[k].f & (roles.MODIFIER | roles.OPEN | roles.DEMONYM | roles.ARTICLE) and hit.first - k < ORIGIN
    ):
        if words[k].low in upgrade["covered"]:
            break
        k -= 1
    return k > 0 and words[k].f & roles.PREPOSITION != 0 and words[k - 1].low in upgrade["covering"]


def _is_answered(words: Sequence[Word], hit: Hit, draft: Draft, upgrade: dict[str, list[str]]) -> bool:
    """Tell "air raids after militants killed ten": what comes before "after" answers a deed of another hand."""
    predicate = draft.predicate
    if predicate is None or predicate.voice != "active" or draft.group.first < predicate.first:
        return False
    between = words[hit.last + 1 : predicate.start]
    turn = next((k for k, w in enumerate(between) if w.low in upgrade["answered"]), None)
    return turn is not None and any(w.f & (roles.PERSON | roles.CAPITAL | roles.DEMONYM) for w in between[turn + 1 :])


def _is_parted(words: Sequence[Word]) -> bool:
    """Tell a semicolon outside brackets: another statement begins there."""
    depth = 0
    for word in words:
        depth += (word.low == "(") - (word.low == ")")
        if word.low == ";" and depth <= 0:
            return True
    return False


def _is_shared(words: Sequence[Word], hit: Hit, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell "a man shot dead, two women hurt": a deed beside a harm that names none of its own is its means too."""
    for other in drafts:
        predicate = other.predicate
        if predicate is None or not predicate.first <= hit.first <= predicate.last:
            continue
        low, high = sorted((hit.last, draft.group.first))
        gap = words[low + 1 : high]
        return (len(gap) <= SHARED or _is_carried(words, draft)) and not any(
            w.f & (roles.STOP | roles.SUBORDINATOR | roles.RELATIVE) for w in gap
        )
    return False


def _is_carried(words: Sequence[Word], draft: Draft) -> bool:
    """Tell "shot six men near the mill, killing one": a participle behind a comma goes on with the deed before it."""
    predicate = draft.predicate
    if predicate is None or predicate.finite or predicate.voice != "active" or predicate.start == 0:
        return False
    return bool(words[predicate.start - 1].f & roles.COMMA) and predicate.last < draft.group.first


def _weapon_of(words: Sequence[Word], hits: Sequence[Hit], best: Hit) -> Hit:
    """Return the weapon right before a bare event: "drones attack a depot", "warplanes attacked"."""
    if best.kind is not None:
        return best
    for hit in hits:
        gap = words[hit.last + 1 : best.first]
        if hit.kind is not None and 0 <= best.first - hit.last - 1 <= 1 and not any(w.f & roles.STOP for w in gap):
            return hit
        behind = words[best.last + 1 : hit.first]
        is_led = hit.kind is not None and 0 < len(behind) <= WEAPON and behind[0].f & roles.PREPOSITION
        if is_led and not any(w.f & (roles.STOP | roles.COMMA | roles.AND) for w in behind):
            return hit  # "an attack by a Russian UAV", "an attack with mortars"
    return best


def _belongs_elsewhere(hit: Hit, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Words inside a counted group ("16 gunmen") and other predicates' own verbs ("shot") say nothing of this harm."""
    for other in drafts:
        if other.group.first <= hit.first and hit.last <= other.group.last:
            return True
        predicate = other.predicate
        if predicate is None or predicate is draft.predicate or not predicate.first <= hit.first <= predicate.last:
            continue
        return other.harm != draft.harm or other.group is not draft.group
    return False


def _cost(words: Sequence[Word], hit: Hit, draft: Draft) -> int:
    predicate = draft.predicate
    first = predicate.start if predicate is not None else draft.group.first
    last = predicate.last if predicate is not None else draft.group.last
    if hit.first > last:
        between, distance = words[last + 1 : hit.first], hit.first - last
    elif hit.last < first:
        between, distance = words[hit.last + 1 : first], first - hit.last
    else:
        return 0
    is_doer = len(between) == 1 and hit.last < first and bool(between[0].f & roles.RELATIVE)  # "a gunman who killed"
    cost = distance + (8 if hit.weak and not is_doer else 0)
    cost += 12 * sum(
        1 for w in between if w.f & (roles.STOP | roles.SUBORDINATOR) and not w.f & (roles.PREPOSITION | roles.AND)
    )
    if predicate is not None and predicate.voice == "active" and hit.first > draft.group.last:
        cost += 15
    if (
        predicate is not None
        and predicate.voice == "left"
        and predicate.finite
        and hit.last < draft.group.first
        and draft.group.first < first
    ):
        cost += 10
    return cost


def is_definite(words: Sequence[Word], hit: Hit) -> bool:
    """Recognise "the attack", "those strikes", "Sunday's attack": told before."""
    for k in range(hit.first - 1, max(-1, hit.first - 4), -1):
        f = words[k].f
        if f & roles.ARTICLE and not f & roles.DEFINITE:
            return False
        if f & (roles.DEFINITE | roles.DETERMINER) or (f & roles.GENITIVE and f & roles.WEEKDAY):
            return True
        if f & (roles.PREPOSITION | roles.COMMA | roles.STOP | roles.BE):
            return False
    return False


def _first_named(words: Sequence[Word], hits: Sequence[Hit], best: Hit) -> Hit:
    """Of two means for one number the one named first (guide, `means`)."""
    index = next(i for i, h in enumerate(hits) if h is best)
    while index and hits[index - 1].kind is not None:
        gap = words[hits[index - 1].last + 1 : hits[index].first]
        if (
            len(gap) > 2
            or not any(w.f & (roles.AND | roles.OR) for w in gap)
            or any(w.f & (roles.STOP | roles.BE) for w in gap)
        ):
            break
        index -= 1
    return hits[index]


def refined(hit: Hit, hits: Sequence[Hit], line: Line, language: str) -> Hit:
    """Chemical beats the carrier; a missile or a bare strike takes its carrier; bombs with guns are an assault."""
    lists = word_lists(language).means
    for other in hits:
        if other.kind == "chemical":
            return other
        blew = other.kind == "ied" and line.words[other.last].low not in lists.upgrade["by_air"]
        if blew and hit.kind == "airstrike" and line.words[hit.last].low in lists.upgrade["bombers"]:
            return other  # "two bombers blew themselves up" are no aircraft
        fell = other.kind in _FROM_AFAR and 0 <= hit.first - other.last - 1 <= FALL
        if fell and hit.kind == "other" and line.words[hit.last].low in lists.upgrade["crashing"]:
            return other  # "a mortar round crashed among shoppers"
        laden = other.kind == "ied" and 0 <= other.first - hit.last - 1 <= LADEN
        if laden and hit.kind == "other" and line.words[hit.last].low in lists.upgrade["crashing"]:
            return other  # "rammed an explosives-laden car into a bus"
    if hit.kind == "shelling" or (hit.kind == "airstrike" and hit.weak):
        for other in hits:
            gap = line.words[min(hit.last, other.last) + 1 : max(hit.first, other.first)]
            joined = len(gap) < 3 and any(w.f & roles.AND for w in gap)
            if (
                other is not hit
                and other.kind in ("drone", "airstrike")
                and not joined
                and line.words[other.first].low in lists.upgrade["missile_by"]
            ):
                return Hit(hit.first, hit.last, other.kind, hit.event, weak=False)
    if hit.kind == "shelling" and is_raiders_missile(hit, line, lists.upgrade):
        return Hit(hit.first, hit.last, "airstrike", hit.event, weak=False)
    if hit.kind == "airstrike" and carries_bomb(hit, hits, line, lists.upgrade):
        return Hit(hit.first, hit.last, "ied", hit.event, weak=False)
    if hit.kind == "shooting" and hit.weak and attacks_place(hit, line, lists.upgrade):
        return Hit(hit.first, hit.last, "ground_attack", hit.event, weak=False)
    if hit.kind == "shelling" and is_fired_from(hit, line, lists.upgrade):
        return Hit(hit.first, hit.last, "airstrike", hit.event, weak=False)
    if hit.kind == "ied" and (borne := carrier(hit, hits, line, lists.upgrade)):
        return Hit(hit.first, hit.last, borne, hit.event, weak=False)
    if hit.kind == "ground_attack" and is_air_raid(hit, line, lists.upgrade):
        return Hit(hit.first, hit.last, "airstrike", hit.event, weak=False)
    if line.words[hit.last].low in lists.upgrade["bombed"] and is_on_foot(hit, line, lists.upgrade):
        return Hit(hit.first, hit.last, "ied", hit.event, weak=False)
    is_struck = hit.kind == "airstrike" and hit.weak and line.words[hit.last].low in lists.upgrade["struck"]
    if is_struck and is_on_foot(hit, line, lists.upgrade):
        return Hit(hit.first, hit.last, "ground_attack", hit.event, weak=False)
    if hit.kind in ("ied", "shooting"):
        return _assault(hit, hits, line, lists.upgrade["together"])
    return hit


def _assault(hit: Hit, hits: Sequence[Hit], line: Line, links: Sequence[str]) -> Hit:
    for other in hits:
        if {hit.kind, other.kind} == {"ied", "shooting"}:
            low, high = sorted((hit, other), key=lambda h: h.first)
            gap = line.words[low.last + 1 : high.first]
            if (other.weak or hit.weak) and not (len(gap) == 1 and gap[0].f & roles.AND):
                continue
            if len(gap) <= 3 and (any(w.f & roles.AND for w in gap) or any(w.low in links for w in gap)):
                return Hit(low.first, high.last, "ground_attack", hit.event, weak=False)
    return hit


def reading_of(text: str, line: Line, hit: Hit, *, inherited: bool) -> Reading:
    """Return the hit as a reading with its words."""
    start, end = line.words[hit.first].start, line.words[hit.last].end
    return Reading(
        (start, end), text[start:end], hit.kind or "", "means-before" if inherited else "means-word", inherited
    )
