"""Ranges: the low, best and high of one class in one incident, each with the claim and the rule that set it."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.incident import Figure, Range, Reason
from tollbook.reconcile.disagree import disagreement
from tollbook.reconcile.parties import party_role
from tollbook.reconcile.supersede import standing_values
from tollbook.reconcile.value import ALL, Setting, Target, Value, classes_in, values_for
from tollbook.vocab.profiles import Profile

UNRESOLVED_WEIGHT = 0.5
COPY_DAYS = 2
UNUSUAL_FROM = 10
PARTS_ONLY = frozenset(
    {"children", "women", "men", "women_children", "journalists", "medics", "aid_workers", "teachers", "students"}
)
"""Groups whose count is no toll of an event."""


class Sorted(msgspec.Struct, frozen=True):
    """Values by their part in a range."""

    inside: list[Value]
    beside: list[Value]
    conceded: list[Value]


def figures_of(
    claims: Sequence[Claim], setting: Setting, profile: Profile, denials: Mapping[str, tuple[Reason, ...]]
) -> tuple[Figure, ...]:
    """Return the figures of one incident: for each harm all, then each status and group anybody states.

    ``denials`` hold other people's denials by claim id: they are shown beside and change no bound.
    """
    accused = {a.actor or a.name for c in claims for a in c.by}
    figures = []
    for harm in sorted({c.harm for c in claims}):
        members = [c for c in claims if c.harm == harm]
        for target in classes_in(members):
            made = range_of(members, target, setting, profile, accused, denials)
            if made is not None:
                figures.append(Figure(harm=harm, axis=target.axis, key=target.key, range=made))
    return tuple(figures)


def range_of(
    members: Sequence[Claim],
    target: Target,
    setting: Setting,
    profile: Profile,
    accused: Collection[str],
    denials: Mapping[str, tuple[Reason, ...]],
) -> Range | None:
    """Return the range of ``target``, None where nobody states anything of it."""
    values, added = _without_increments(values_for(members, target, setting), setting)
    standing = standing_values(values)
    sorted_ = _by_role(standing.values, members, accused, profile)
    beside = _beside(sorted_.beside, members, denials)
    numeric = [v for v in sorted_.inside if not v.vague]
    if target == ALL:
        numeric = _tolls_of_civilians(numeric, members)
    stated = [v for v in numeric if not v.floor] or [v for v in numeric if v.rule != "conceded"] or numeric
    history = tuple(dict.fromkeys(c for v in standing.history for c in v.claims))
    if not numeric:
        words = tuple(dict.fromkeys(v.word or str(v.low) for v in sorted_.inside))
        if not words and not beside:
            return None
        best, rules = _worded_best(sorted_.inside, profile)
        return Range(
            low=None,
            best=best,
            high=None,
            rules=(*standing.rules, *rules),
            history=history,
            beside=beside,
            words=words,
        )
    bounds = _bounds(stated, numeric, sorted_.beside, profile)
    later = _died_since(added, numeric)
    trace = _trace(bounds, profile)
    differs = bounds.low != bounds.high or bounds.open
    reasons = disagreement(bounds.setters["low"], bounds.setters["high"], members, setting) if differs else ()
    return Range(
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        open=bounds.open or bool(later),
        set_by={name: v.claims[0] for name, v in bounds.setters.items()},
        rules=(*standing.rules, *trace),
        reasons=(*reasons, *later),
        history=history,
        beside=beside,
    )


def _tolls_of_civilians(values: Sequence[Value], members: Sequence[Claim]) -> list[Value]:
    """Let a speaker's count of civilians stand for all, where nobody counts fighters and the speaker gives no other.

    "42 civilians" and "50 people" are then two tolls of one event (civilian unless evidence otherwise), while "18
    children" stays a part.
    """
    if any(c.who.mixed or c.who.status in {"combatant", "security"} for c in members):
        return list(values)
    roots = {v.voice.root for v in values if not v.floor}
    return [
        msgspec.structs.replace(v, floor=False, rule="civilians")
        if v.floor and v.rule == "narrower-class" and v.voice.root not in roots and v.klass[1] not in PARTS_ONLY
        else v
        for v in values
    ]


def _without_increments(values: Sequence[Value], setting: Setting) -> tuple[list[Value], list[Value]]:
    """Return the tolls, and what only adds to one: "three of the wounded died" beside a larger toll.

    "Two of the wounded died, which brings the toll to 5" is the new toll: it is above every other.
    """
    marked = [
        v for v in values if v.harm == "killed" and any("died_of_wounds" in setting.marks.get(c, ()) for c in v.claims)
    ]
    rest = [v for v in values if v not in marked]
    if not rest:
        return list(values), []
    most = max(v.low for v in rest)
    added = [v for v in marked if v.low <= most]
    return [v for v in values if v not in added], added


def _died_since(added: Sequence[Value], tolls: Sequence[Value]) -> tuple[Reason, ...]:
    """Return a reason for each count of wounded who died after every toll was taken: the toll is above its high by then."""
    counted = [v.as_of for v in tolls]
    if None in counted:
        return ()
    last = max((day for day in counted if day is not None), default=0)
    return tuple(
        Reason("injured-who-died", f"{_said(v)} of the wounded died after the toll was counted", v.claims)
        for v in added
        if v.as_of is not None and v.as_of > last
    )


def _by_role(values: Sequence[Value], members: Sequence[Claim], accused: Collection[str], profile: Profile) -> Sorted:
    roles = [(v, party_role(v, members, accused)) for v in values]
    inside = [v for v, role in roles if role in {"inside", "own"}]
    conceded = [v for v, role in roles if role == "conceded"]
    beside = [v for v, role in roles if role == "beside"]
    if not inside and not conceded and beside and profile.party_alone:
        inside, beside = [msgspec.structs.replace(v, rule="party-alone") for v in beside], []
    inside += [msgspec.structs.replace(v, floor=bool(inside), rule="conceded") for v in conceded]
    return Sorted(inside, beside, conceded)


def _beside(
    values: Sequence[Value], members: Sequence[Claim], denials: Mapping[str, tuple[Reason, ...]]
) -> tuple[Reason, ...]:
    own = [Reason("party-claim", f"{v.voice.name} speaks of {_said(v)} it killed", v.claims) for v in values]
    denied = [
        Reason("denied", f"denied by {c.said_by[0].name if c.said_by else 'the report'}: “{c.quote}”", (c.id,))
        for c in members
        if c.stance == "denied"
    ]
    return (*own, *denied, *(r for c in members for r in denials.get(c.id, ())))


def _said(v: Value) -> str:
    if v.high is None:
        return f"{v.low}+"
    return str(v.low) if v.low == v.high else f"{v.low}-{v.high}"


def _worded_best(values: Sequence[Value], profile: Profile) -> tuple[int | None, tuple[Reason, ...]]:
    """Return the number a profile codes a vague word as (ACLED: dozens 12), the smallest of several; None without a table."""
    coded = [
        (number, v)
        for v in values
        for word, number in profile.vague.items()
        if word in (v.word or "").casefold().split()
    ]
    if not coded:
        return None, ()
    number, value = min(coded, key=lambda e: (e[0], e[1].claims[0]))
    text = f"best {number}: the profile {profile.name} codes “{value.word}” so; no bound"
    return number, (Reason("best-vague-table", text, value.claims),)


class Bounds(msgspec.Struct, frozen=True):
    """The numbers of a range and the values that set them, by "low", "high", "best"."""

    low: int
    best: int | None
    high: int
    open: bool
    setters: Mapping[str, Value]


def _bounds(stated: list[Value], numeric: list[Value], beside: Sequence[Value], profile: Profile) -> Bounds:
    """Return low, best, high (formula F4 as the design amends it)."""
    lowest = _lowest(stated)
    reachable = numeric + ([v for v in beside if not v.vague] if profile.party_in_high else [])
    highest, high, is_open = _highest(reachable, lowest)
    low = 0 if lowest.upper_only else lowest.low
    best, best_by = _best(stated, profile)
    setters = {"low": lowest, "high": highest, **({"best": best_by} if best_by is not None else {})}
    return Bounds(low, best, high, is_open, setters)


def _lowest(stated: Sequence[Value]) -> Value:
    firm = [v for v in stated if not v.upper_only]
    return min(firm or stated, key=lambda v: (v.low, _order(v)))


def _highest(values: Sequence[Value], lowest: Value) -> tuple[Value, int, bool]:
    """Return who sets the high, the high, and whether it is open: max(largest closed, largest open floor, low)."""
    tops = [(v.high if v.high is not None else v.low, v) for v in values]
    high, highest = max(tops, key=lambda t: (t[0], not t[1].floor, t[1].high is not None, -_order(t[1])[0]))
    stated_open = any(v.high is None and (not v.floor or v.low >= high) for v in values)
    floor_on_top = highest.floor and any(not v.floor for v in values)
    only_open = all(v.high is None for v in values)
    if not lowest.upper_only and lowest.low > high:
        highest, high = lowest, lowest.low
    return highest, high, stated_open or floor_on_top or only_open


def _order(v: Value) -> tuple[int, str]:
    return (v.as_of or 0, v.claims[0])


def _trace(bounds: Bounds, profile: Profile) -> tuple[Reason, ...]:
    """Return one rule for each bound, with the claims that set it."""
    rules = []
    for bound, number in (("low", bounds.low), ("high", bounds.high)):
        value = bounds.setters[bound]
        name = value.voice.name  # may be one or many ("local activists"): no verb has to agree with it
        texts = {
            "stated": f"{bound} {number}: stated by {name}",
            "civilians": f"{bound} {number}: civilians counted by {name}, fighters by nobody",
            "narrower-class": f"{bound} {number}: a narrower class counted by {name}, a floor",
            "named-people": f"{bound} {number}: named by {name}, a floor",
            "sum-of-classes": f"{bound} {number}: the classes in one report by {name}, added",
            "party-alone": f"{bound} {number}: given by {name} only, a belligerent",
            "conceded": f"{bound} {number}: conceded by {name}, a floor",
        }
        rules.append(Reason(f"{bound}-{value.rule}", texts[value.rule], value.claims))
    if "best" in bounds.setters:
        text = f"best {bounds.best}: {profile.best} of the sources, profile {profile.name}"
        rules.append(Reason(f"best-{profile.best}", text, bounds.setters["best"].claims))
    return tuple(rules)


def voice_weights(values: Sequence[Value]) -> list[float]:
    """Return the vote of each value: 1, a half for an unresolved root, 0 for a party and for a number taken from another root.

    An unusual number (10 or more) that a known root gave within two days before is taken from it (formula F2, inferred).
    """
    weights = []
    origins: dict[int, dict[tuple[str, int | None], Value]] = {}
    for v in values:
        if v.low >= UNUSUAL_FROM and v.voice.resolved and v.voice.kind != "outlet":
            origins.setdefault(v.low, {}).setdefault((v.voice.root, v.as_of), v)
    for v in values:
        if v.voice.party or any(_taken_from(v, other) for other in origins.get(v.low, {}).values()):
            weights.append(0.0)
        else:
            weights.append(1.0 if v.voice.resolved else UNRESOLVED_WEIGHT)
    return weights


def _taken_from(v: Value, other: Value) -> bool:
    is_carrier = not v.voice.resolved or v.voice.kind == "outlet"
    is_origin = other.voice.resolved and other.voice.kind != "outlet" and other.voice.root != v.voice.root
    same = v.low == other.low and v.low >= UNUSUAL_FROM
    if not (is_carrier and is_origin and same):
        return False
    return v.as_of is None or other.as_of is None or 0 <= v.as_of - other.as_of <= COPY_DAYS


def _best(stated: Sequence[Value], profile: Profile) -> tuple[int | None, Value | None]:
    pointed = [v for v in stated if v.point is not None]
    if not pointed or profile.best == "none":
        return None, None
    ordered = sorted(pointed, key=lambda v: (v.point or 0, _order(v)))
    if profile.best == "conservative":
        return ordered[0].point, ordered[0]
    if profile.best == "most_recent":
        latest = max(pointed, key=lambda v: (v.as_of or 0, v.point or 0, v.claims[0]))
        return latest.point, latest
    return _lower_median(ordered)


def _lower_median(ordered: list[Value]) -> tuple[int | None, Value | None]:
    """Return the weighted lower median; where every vote is 0 all count alike (formula F4)."""
    weights = voice_weights(ordered)
    if not any(weights):
        weights = [1.0] * len(ordered)
    half, running = sum(weights) / 2, 0.0
    for value, weight in zip(ordered, weights, strict=True):
        running += weight
        if running >= half:
            return value.point, value
    return ordered[-1].point, ordered[-1]


def all_range(figures: Sequence[Figure], harm: str) -> Range | None:
    """Return the range over all people of one harm."""
    return next((f.range for f in figures if f.harm == harm and f.axis == ALL.axis), None)
