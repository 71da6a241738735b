"""Score a pair of accounts in match weights (bits), with a reason for every bit. Knows nothing of blocks or clusters."""

import math
from collections.abc import Collection, Sequence

from tollbook.link.account import Account, Tally, same_number_weight
from tollbook.link.place import place_weight, same_name
from tollbook.link.trail import Trail, note
from tollbook.model.incident import Reason
from tollbook.vocab.linking import LinkWeights

CLOSE, NEAR, APART, ABSURD = 1.35, 2.0, 4.0, 16.0
ADULTS = frozenset({"men", "women", "elderly"})
MINORS = frozenset({"children"})
FIGHTERS = frozenset({"combatant", "security"})
TOLERANCE = 0.1
NAMES_ENOUGH = 3
CAP = ""
"""The key of the rarity table under which a book's own limit for shared words stands."""


def pair_score(
    a: Account, b: Account, weights: LinkWeights, rarity: dict[str, float], trail: Trail | None = None
) -> float:
    """Return the summed match weight of two accounts; ``rarity`` gives log2 rarity of names; ``trail`` collects reasons.

    Stops early, with what it has, once time or place rule the pair out.
    """
    floor = weights.outcome.give_up
    score = time_weight(a, b, weights, trail)
    if score <= weights.time.far_publication:
        score = _doubted(score, a, b, weights, rarity, trail, "date-doubtful")
    if score <= floor:
        return score
    value = place_weight(a, b, weights, trail)
    if value <= weights.names.misread_floor:
        value = _doubted(value, a, b, weights, rarity, trail, "place-doubtful")
    score += value
    if score <= floor:
        return score
    score += count_weight(a, b, weights, trail) + risen_weight(a, b, weights, trail) + text_weight(a, b, weights, trail)
    score += means_weight(a, b, weights, trail) + actor_weight(a, b, weights, trail)
    score += person_weight(a, b, weights, trail)
    if a.again != b.again and a.document != b.document:
        score += note(trail, weights.report.again, "second-blow", "one of them is a second blow")
    return score + victim_weight(a, b, weights, trail) + name_weight(a, b, weights, rarity, trail)


def days_rule_out(a: Account, b: Account, weights: LinkWeights) -> bool:
    """Say whether the days alone rule a pair out: most pairs of a block, told without weighing anything else of them."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    gap = a.start - b.end if a.start > b.end else b.start - a.end
    if gap <= 0:
        return False
    steps = weights.time.gap
    if steps[min(gap, len(steps)) - 1] > weights.outcome.give_up:
        return False
    return a.document == b.document or a.names.isdisjoint(b.names)


def _doubted(
    value: float,
    a: Account,
    b: Account,
    weights: LinkWeights,
    rarity: dict[str, float],
    trail: Trail | None,
    code: str,
) -> float:
    """Return what another day or place says against two reports that share rare full names: they are misread now and then."""
    w = weights.names
    if a.document == b.document or a.names.isdisjoint(b.names):
        return value
    bits = sum(_full_names(a, b, weights, rarity).values())
    if bits < w.misread_names:
        return value
    less = w.followed_up if _lacks_a_day(a, b) and code == "date-doubtful" else w.misread_floor
    if bits >= w.sure_names:
        less = w.followed_up
    if trail is not None:
        trail[-1] = (less, Reason(code, f"{trail[-1][1].text}, but both give the same full names"))
    return less


def _lacks_a_day(a: Account, b: Account) -> bool:
    return a.end is None or b.end is None


def time_gap(a: Account, b: Account) -> int | None:
    """Return the days between the two hulls, 0 where they overlap, None where one is unknown."""
    if (a.end is None and a.start is None) or (b.end is None and b.start is None):
        return None
    a_start, a_end = a.start if a.start is not None else -(10**7), a.end if a.end is not None else 10**7
    b_start, b_end = b.start if b.start is not None else -(10**7), b.end if b.end is not None else 10**7
    return max(0, a_start - b_end, b_start - a_end)


def time_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh the overlap of days; a missing date falls back on the days of publication."""
    w = weights.time
    gap = time_gap(a, b)
    if gap is None:
        return _publication_weight(a, b, weights, trail)
    if gap:
        value = w.gap[min(gap, len(w.gap)) - 1]
        if trail is None:
            return value
        return note(trail, value, "days-apart", f"{gap} day{'s' if gap > 1 else ''} apart")
    width = max(_width(a), _width(b))
    value = w.scale * max(0.0, math.log2(w.horizon_days / width))
    if trail is None:
        return value
    text = "same day" if width == 1 else f"days overlap within {width}"
    return note(trail, value, "time-overlap", text)


def _publication_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None) -> float:
    """Weigh a missing date by its report's day of publication against the other's date or publication."""
    w = weights.time
    one = a.published if a.end is None else a.end
    two = b.published if b.end is None else b.end
    if a.document == b.document and a.end is None and b.end is None:
        return note(trail, w.near_publication[-2], "undated-report", "one report gives no date for either")
    if one is None or two is None or a.document == b.document:
        return note(trail, 0.0, "time-unknown", "one of the two has no date")
    apart = abs(one - two)
    if apart < len(w.near_publication):
        value = w.near_publication[apart]
        if apart and a.end is None and b.end is None and a.roots & b.roots:
            value += w.same_outlet
        return note(trail, value, "published-near", _undated_text(apart))
    undated = w.undated_far if a.end is None and b.end is None else 0.0
    value = w.far_publication if apart > w.far_days else undated
    return note(trail, value, "time-unknown", _undated_text(apart))


def _undated_text(apart: int) -> str:
    if not apart:
        return "one has no date, its report is of the same day as the other"
    return f"one has no date, its report stands {apart} day{'s' if apart > 1 else ''} from the other"


def _width(a: Account) -> int:
    return (a.end - a.start + 1) if a.start is not None and a.end is not None else 10**4


def count_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh the numbers, harm by harm, each with the best matching pair of one class."""
    if not a.tallies or not b.tallies:
        return 0.0
    best: dict[str, tuple[float, int, int, Tally, Tally]] = {}
    for x in a.tallies:
        for y in b.tallies:
            if x.harm == y.harm:
                entry = (tally_weight(x, y, weights), x.low, y.low, x, y)
                if x.harm not in best or entry[:3] > best[x.harm][:3]:
                    best[x.harm] = entry
    if trail is not None:
        for harm, (value, _, _, x, y) in sorted(best.items(), key=lambda e: e[0]):
            code = "similar-number" if value > 0 else "numbers-differ"
            note(trail, value, code, f"{harm}: {_said(x)} and {_said(y)}")
    return min(sum(entry[0] for entry in best.values()), weights.count.cap_all)


def tally_weight(x: Tally, y: Tally, weights: LinkWeights) -> float:
    """Weigh two numbers of one harm. Tolerances of bound words serve this comparison only (formula F1)."""
    w = weights.count
    if x.low == y.low and x.high == y.high and not x.vague:
        return same_number_weight(x.low, w.cap, w.round_discount)
    if 0 in (x.high, y.high):
        return w.none_against_some
    xl, xh = _tolerant(x)
    yl, yh = _tolerant(y)
    if x.low == y.low and not (x.vague or y.vague):
        return max(w.overlap, same_number_weight(x.low, w.cap, w.round_discount) - 1)
    is_part = x.klass != y.klass and _may_be_part(x, y)
    if xl <= yh and yl <= xh:
        value = _overlap(x, y, w.overlap)
        return max(0.0, value) if is_part else value
    if is_part:
        return 0.0
    ratio = max(xl, yl) / max(1.0, min(xh, yh))
    return (
        w.close
        if ratio < CLOSE
        else w.near
        if ratio < NEAR
        else w.apart
        if ratio < APART
        else w.far
        if ratio < ABSURD
        else w.absurd
    )


def risen_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh "the toll has risen to nine": of an event told before with a lower one, whose number then says nothing against."""
    w = weights.count
    if (
        a.risen == b.risen
        or a.document == b.document
        or not same_name(a.place_name, b.place_name)
        or a.place_name is None
    ):
        return 0.0
    later, earlier = (a, b) if a.risen else (b, a)
    if later.published is None or earlier.published is None:
        return 0.0
    if not 0 <= later.published - earlier.published <= w.risen_days:
        return 0.0
    if not any(x.harm == y.harm and x.low > y.low for x in later.tallies for y in earlier.tallies):
        return 0.0
    value = (w.risen_own if a.roots & b.roots else w.risen) - min(0.0, count_weight(a, b, weights))
    return note(trail, value, "toll-risen", "one says that the toll has risen")


def text_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh copies and versions of one text that give the same numbers and place."""
    if a.family != b.family or a.document == b.document or (a.place_name, a.place_id) != (b.place_name, b.place_id):
        return 0.0
    if {(t.harm, t.low, t.high) for t in a.tallies} != {(t.harm, t.low, t.high) for t in b.tallies}:
        return 0.0
    return note(trail, weights.copies.same_text, "same-text", "copies or versions of one text")


def _overlap(x: Tally, y: Tally, full: float) -> float:
    ratio = max(x.low, y.low, 1) / max(1, min(x.low, y.low))
    return full if ratio < NEAR else 0.0 if ratio < APART else -full


def _may_be_part(x: Tally, y: Tally) -> bool:
    wide, narrow = (x, y) if x.klass[1] is None and x.klass[0] in {"unknown", y.klass[0]} else (y, x)
    return wide.high is None or narrow.low <= wide.high


def _tolerant(t: Tally) -> tuple[float, float]:
    high = float("inf") if t.high is None else t.high
    if t.exact:
        return (t.low, high)
    slack = max(1.0, TOLERANCE * t.low)
    return (t.low - slack, high + slack)


def _said(t: Tally) -> str:
    if t.high is None:
        return f"{t.low}+"
    return str(t.low) if t.low == t.high else f"{t.low}-{t.high}"


def means_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh the means; a mortar or an air strike may be one contested event."""
    if not a.means or not b.means:
        return 0.0
    shared = a.means & b.means
    if shared:
        if trail is None:
            return weights.means.same
        return note(trail, weights.means.same, "same-means", f"same means: {_said_means(shared, weights)}")
    table = weights.means.related
    value = max(table.get("+".join(sorted((x, y))), weights.means.different) for x in a.means for y in b.means)
    if trail is None:
        return value
    text = f"means: {_said_means(a.means, weights)} / {_said_means(b.means, weights)}"
    return note(trail, value, "means-differ", text)


def _said_means(means: Collection[str], weights: LinkWeights) -> str:
    """Return means as people read them: "IED", "ground attack"."""
    return ", ".join(weights.means.words.get(m, m.replace("_", " ")) for m in sorted(means))


def actor_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh the alleged belligerents, allies and parents counting as the same."""
    if not a.by or not b.by:
        return 0.0
    if a.by & b.by:
        if trail is None:
            return weights.actor.same
        return note(trail, weights.actor.same, "same-belligerent", f"same belligerent: {min(a.by & b.by)}")
    return note(trail, weights.actor.different, "belligerents-differ", f"{min(a.by)} / {min(b.by)}")


def victim_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh groups named alike, all-civilian against all-fighter accounts, and one child against one adult."""
    if a.groups and a.groups & b.groups:
        ages = age_weight(a, b, weights, trail)
        if trail is None:
            return ages + weights.victims.same_group
        return ages + note(
            trail,
            weights.victims.same_group,
            "same-group",
            f"both speak of {', '.join(sorted(a.groups & b.groups)).replace('_', ' ')}",
        )
    if (a.statuses == {"civilian"} and b.statuses <= FIGHTERS) or (
        b.statuses == {"civilian"} and a.statuses <= FIGHTERS
    ):
        return note(trail, weights.victims.other_status, "status-differs", "civilians against fighters")
    if (
        _is_one(a)
        and _is_one(b)
        and a.groups
        and b.groups
        and not a.groups & b.groups
        and ADULTS & (a.groups | b.groups)
        and MINORS & (a.groups | b.groups)
    ):
        return note(trail, weights.victims.other_person, "victims-differ", f"{min(a.groups)} / {min(b.groups)}")
    return age_weight(a, b, weights, trail)


def age_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh the ages of people counted one by one: alike they tell for one event, of two only victims against it.

    A birthday may lie between two reports.
    """
    if not a.ages or not b.ages or a.document == b.document:
        return 0.0
    w = weights.victims
    if shared := sorted(a.ages & b.ages):
        return note(trail, w.same_age, "same-age", f"both speak of somebody aged {shared[0]}")
    if _is_one(a) and _is_one(b) and len(a.ages) == len(b.ages) == 1 and abs(min(a.ages) - min(b.ages)) > 1:
        return note(trail, w.other_age, "ages-differ", f"aged {min(a.ages)} / {min(b.ages)}")
    return 0.0


def _is_one(a: Account) -> bool:
    return bool(a.tallies) and all(t.low <= 1 and t.high is not None and t.high <= 1 for t in a.tallies)


def person_weight(a: Account, b: Account, weights: LinkWeights, trail: Trail | None = None) -> float:
    """Weigh names against each other: two accounts of one victim each that name different people."""
    if not (a.person or b.person) or a.document == b.document:
        return 0.0
    if a.person and b.person:
        if a.person & b.person:
            return _same_victim(a, b, weights, trail)
        text = f"{' '.join(sorted(a.person))} / {' '.join(sorted(b.person))}"
        return note(trail, weights.people.other_victim, "other-victim", text)
    named, other = (a, b) if a.person else (b, a)
    if any(" " in n and named.person <= set(n.split()) for n in other.names) and len(named.person) > 1:
        dead = _one_dead(a, b, weights, trail, named.person)
        return dead or note(
            trail, weights.people.named_victim, "victim-named", f"both name {' '.join(sorted(named.person))}"
        )
    if named.person & (other.names | other.victims) or len(other.names) < NAMES_ENOUGH:
        return 0.0
    return note(
        trail, weights.people.unnamed_victim, "victim-not-named", f"only one names {' '.join(sorted(named.person))}"
    )


def _same_victim(a: Account, b: Account, weights: LinkWeights, trail: Trail | None) -> float:
    """Weigh one name for the only dead of both: two words of it, or all words of the shorter form; nobody dies twice."""
    shared = a.person & b.person
    is_one = len(shared) > 1 or shared in (a.person, b.person)
    return _one_dead(a, b, weights, trail, shared) if is_one else 0.0


def _count_one_dead(a: Account, b: Account) -> bool:
    return all(any(t.harm == "killed" and t.low == 1 == t.high for t in x.tallies) for x in (a, b))


def _one_dead(a: Account, b: Account, weights: LinkWeights, trail: Trail | None, name: frozenset[str]) -> float:
    """Weigh one person named by two accounts that each count one dead: nobody dies twice."""
    if not _count_one_dead(a, b):
        return 0.0
    return note(trail, weights.people.same_victim, "same-victim", f"both name {' '.join(sorted(name))}")


def shared_words(a: Account, b: Account, weights: LinkWeights, rarity: dict[str, float]) -> tuple[float, Sequence[str]]:
    """Return the weight of the rare names and victims' words two accounts share, and the words, rarest first."""
    w = weights.names
    if a.document == b.document or (a.names.isdisjoint(b.names) and a.victims.isdisjoint(b.victims)):
        return 0.0, ()
    full = _full_names(a, b, weights, rarity)
    inside = {word for name in full for word in name.split()}
    bits: dict[str, float] = {}
    for word in a.victims & b.victims:
        bits[word] = (rarity.get(word, 0.0) - w.victim_offset) / w.victim_divisor
    for word in a.names & b.names:
        if " " not in word and word not in inside:
            bits[word] = max(bits.get(word, 0.0), (rarity.get(word, 0.0) - w.offset) / w.divisor)
    told = sorted((word for word in bits if bits[word] > 0), key=lambda word: (-bits[word], word))
    if not told and not full:
        return 0.0, ()
    limit = rarity.get(CAP, w.cap)
    words = min(w.cap, limit, sum(min(w.cap_each, bits[word]) for word in told))
    names = min(w.full_cap, max(limit, w.full_small_book), sum(full.values()))
    return min(w.full_cap, words + names), (*sorted(full, key=lambda n: (-full[n], n)), *told)


def _full_names(a: Account, b: Account, weights: LinkWeights, rarity: dict[str, float]) -> dict[str, float]:
    """Return the weights of the rare full names two accounts share; a place that is both accounts' own is none of them."""
    w = weights.names
    found: dict[str, float] = {}
    for name in a.names & b.names:
        if " " in name and not name == a.place_name == b.place_name:
            bits = (rarity.get(name, 0.0) - w.full_offset) / w.full_divisor
            if bits > 0:
                found[name] = min(w.full_cap_each, bits)
    longer = [name for name in found if name.count(" ") > 1]
    return {n: v for n, v in found.items() if not any(n != name and name.startswith(n) for name in longer)}


def names_alike(a: Account, b: Account, weights: LinkWeights, rarity: dict[str, float]) -> float:
    """Return the bits of the rare full names two reports share, those of an only victim included: who was there, which street."""
    if a.document == b.document or a.names.isdisjoint(b.names):
        return 0.0
    return sum(_full_names(a, b, weights, rarity).values())


def name_weight(
    a: Account, b: Account, weights: LinkWeights, rarity: dict[str, float], trail: Trail | None = None
) -> float:
    """Weigh rare proper names and landmarks both reports use for their event."""
    w = weights.names
    value, told = shared_words(a, b, weights, rarity)
    if value and trail is not None:
        note(trail, value, "same-names", f"both name {', '.join(told[:4])}")
    if a.landmarks and b.landmarks:
        both = a.landmarks & b.landmarks
        if both:
            value += note(trail, w.landmark, "same-landmark", f"both speak of a {', '.join(sorted(both))}")
        else:
            value += note(trail, w.other_landmark, "landmarks-differ", f"{min(a.landmarks)} / {min(b.landmarks)}")
    return value
