"""A value: what one root speaker, in one report, says of one class of people in one incident."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.voice import Voice

Marks = Mapping[str, frozenset[str]]
"""What the words beside a claim mark it as: correction, rescue, died_of_wounds."""

GROUP_STATUS = {"police": "security", "soldiers": "security", "commanders": "combatant", "attackers": "combatant"}


class Target(msgspec.Struct, frozen=True):
    """The class a range is about: all people, one status or one group."""

    axis: Literal["all", "status", "group"]
    key: str | None


ALL = Target("all", None)


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A root speaker's number: ``low``, ``high`` (None open) as stated, ``point`` for medians (None where words give none).

    ``floor`` marks a number that bounds the class from below only, since it counts a narrower class; ``rule`` says how
    it was made. ``as_of`` is the day the statement holds, as an ordinal.
    """

    voice: Voice
    claims: tuple[str, ...]
    document: str
    low: int
    high: int | None
    point: int | None
    vague: bool = False
    upper_only: bool = False
    floor: bool = False
    rule: str = "stated"
    as_of: int | None = None
    corrects: bool = False
    risen: bool = False
    replaces: frozenset[str] = frozenset()
    word: str | None = None
    klass: tuple[str, str | None] = ("unknown", None)
    harm: str = "killed"
    means: str | None = None


class Setting(msgspec.Struct, frozen=True):
    """What is known besides the claims of an incident."""

    voices: Mapping[str, Voice]
    as_of: Mapping[str, int | None]
    marks: Marks


def point_of(count: Count) -> int | None:
    """Return the number a claim's speaker would name, None for vague words and caps (formula F1, stated numbers only)."""
    if count.bound in {"vague", "up_to", "fewer_than"}:
        return None
    if count.bound == "range":
        return None
    return count.low


def values_for(claims: Sequence[Claim], target: Target, setting: Setting) -> tuple[Value, ...]:
    """Return the values for ``target`` in one incident's claims of one harm, one or more for each speaker and report."""
    statements: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: (c.document, c.span, c.id)):
        if claim.stance != "denied":
            statements.setdefault((setting.voices[claim.id].root, claim.document), []).append(claim)
    return tuple(v for _, members in sorted(statements.items()) for v in _statement(members, target, setting))


def _statement(members: list[Claim], target: Target, setting: Setting) -> list[Value]:
    somebody = any(c.count.low > 0 for c in members)
    exact = [c for c in members if _is_exactly(c, target) and not (c.count.bound == "none" and somebody)]
    if exact:
        return [_value(c, setting) for c in exact]
    if target.axis == "group":
        return []
    narrower = [c for c in members if _is_narrower(c, target)]
    wholes = {c.id for c in narrower}
    return _within(_summed([c for c in narrower if c.part_of not in wholes], setting), members)


def _within(values: list[Value], members: Sequence[Claim]) -> list[Value]:
    """Drop a sum of classes above the closed number they are parts of: the report contradicts itself, and no sum mends it.

    The largest class remains, a floor.
    """
    by_id = {c.id: c for c in members}
    kept: list[Value] = []
    for value in values:
        parts = [by_id[c] for c in value.claims]
        whole = by_id.get(parts[0].part_of or "")
        over = whole is not None and whole.count.high is not None and value.low > whole.count.high
        if value.rule != "sum-of-classes" or not over:
            kept.append(value)
            continue
        most = max(parts, key=lambda c: (c.count.low, c.id))
        kept.append(
            msgspec.structs.replace(
                value, claims=(most.id,), low=most.count.low, point=point_of(most.count), rule="narrower-class"
            )
        )
    return kept


def _is_exactly(claim: Claim, target: Target) -> bool:
    who = claim.who
    if target.axis == "all":
        return claim.part_of is None and who.group is None and (who.status == "unknown" or who.mixed)
    if target.axis == "status":
        named_status = who.status == target.key and not who.mixed
        return named_status and who.group is None
    return who.group == target.key and not who.mixed


def _is_narrower(claim: Claim, target: Target) -> bool:
    if claim.who.mixed:
        return False
    return target.axis == "all" or status_of(claim) == target.key


def status_of(claim: Claim) -> str:
    """Return the claim's status; a group of soldiers or police carries its own where the text names none."""
    if claim.who.status != "unknown" or claim.who.group is None:
        return claim.who.status
    return GROUP_STATUS.get(claim.who.group, "unknown")


def _value(claim: Claim, setting: Setting) -> Value:
    count = claim.count
    marks = setting.marks.get(claim.id, frozenset())
    return Value(
        voice=setting.voices[claim.id],
        claims=(claim.id,),
        document=claim.document,
        low=count.low,
        high=count.high,
        point=point_of(count),
        vague=count.bound == "vague",
        upper_only=count.bound in {"up_to", "fewer_than"},
        as_of=_as_of(claim, setting),
        corrects="correction" in marks or (claim.harm == "injured" and "died_of_wounds" in marks),
        risen="risen" in marks,
        replaces=frozenset({claim.supersedes} if claim.supersedes else ()),
        word=count.word if count.bound == "vague" else None,
        klass=(claim.who.status, claim.who.group),
        harm=claim.harm,
        floor=claim.names_its_people,
        rule="named-people" if claim.names_its_people else "stated",
    )


def _as_of(claim: Claim, setting: Setting) -> int | None:
    """Return the day a claim holds for; a figure the report itself recalls is older than the report."""
    day = setting.as_of.get(claim.id)
    is_recalled = "earlier" in setting.marks.get(claim.id, frozenset())
    return day - 1 if day is not None and is_recalled else day


def _summed(narrower: Sequence[Claim], setting: Setting) -> list[Value]:
    """Return floors from narrower classes: one number, or the sum of one report's disjoint classes ("5 civilians and 3 soldiers")."""
    if not narrower:
        return []
    by_class: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in narrower:
        by_class.setdefault((status_of(claim), claim.who.group), []).append(claim)
    broad = _disjoint(by_class)
    if len(broad) == 1:
        return [msgspec.structs.replace(_value(c, setting), floor=True, rule="narrower-class") for c in broad[0]]
    made = _sum([max(chosen, key=lambda c: (c.count.low, c.id)) for chosen in broad], setting)
    leaves_a_rest = any(c.part_of is not None for c in narrower)
    return [msgspec.structs.replace(made, high=None) if leaves_a_rest else made]


def _disjoint(by_class: Mapping[tuple[str, str | None], list[Claim]]) -> list[list[Claim]]:
    """Keep classes that can't share people: a status swallows its own groups."""
    statuses = {status for status, group in by_class if group is None}
    by_name = sorted(by_class.items(), key=lambda entry: str(entry[0]))  # not of the claims: that spells each one out
    return [claims for (status, group), claims in by_name if group is None or status not in statuses]


def _sum(chosen: Sequence[Claim], setting: Setting) -> Value:
    values = [_value(c, setting) for c in chosen]
    highs = [v.high for v in values]
    points = [v.point for v in values]
    first = values[0]
    return msgspec.structs.replace(
        first,
        claims=tuple(c for v in values for c in v.claims),
        low=sum(v.low for v in values),
        high=None if None in highs else sum(h for h in highs if h is not None),
        point=None if None in points else sum(p for p in points if p is not None),
        vague=any(v.vague for v in values),
        upper_only=all(v.upper_only for v in values),
        corrects=any(v.corrects for v in values),
        floor=True,
        rule="sum-of-classes",
        klass=("unknown", None),
    )


def classes_in(claims: Iterable[Claim]) -> list[Target]:
    """Return the targets a set of claims speaks of: all, then statuses, then groups."""
    members = list(claims)
    statuses = sorted({status_of(c) for c in members if not c.who.mixed} - {"unknown"})
    groups = sorted({c.who.group for c in members if c.who.group and not c.who.mixed})
    return [ALL, *(Target("status", s) for s in statuses), *(Target("group", g) for g in groups)]
