"""Let a speaker's latest figure replace the earlier ones; a lower one only when it is a correction."""

from collections.abc import Sequence

import msgspec

from tollbook.model.incident import Reason
from tollbook.reconcile.value import Value


class Standing(msgspec.Struct, frozen=True):
    """The values that stand, the superseded ones, and the rules that were used."""

    values: tuple[Value, ...]
    history: tuple[Value, ...]
    rules: tuple[Reason, ...]


def standing_values(values: Sequence[Value]) -> Standing:
    """Return what stands of every root speaker's values (formula F3; design, "Numbers").

    A number a speaker gave before is as old as its first mention: a reprint doesn't make it newer. A lower later figure
    supersedes only if worded as a correction or linked to what it replaces; until then both stand.
    """
    by_root: dict[str, list[Value]] = {}
    for value in values:
        by_root.setdefault(value.voice.root, []).append(value)
    kept: list[Value] = []
    history: list[Value] = []
    rules: list[Reason] = []
    for _, members in sorted(by_root.items()):
        narrower = _one_root([m for m in members if m.floor])
        whole = _one_root([m for m in members if not m.floor])
        outgrown = {v: f for v in whole.values for f in narrower.values if _outgrows(f, v)}
        kept += [*narrower.values, *(v for v in whole.values if v not in outgrown)]
        history += [*narrower.history, *whole.history, *outgrown]
        rules += [*narrower.rules, *whole.rules, *(_rule(f, v) for v, f in outgrown.items())]
    return Standing(tuple(kept), tuple(history), tuple(rules))


def _outgrows(floor: Value, whole: Value) -> bool:
    """Say whether a later count of a narrower class is already above an earlier count of all: that one is out of date."""
    if floor.as_of is None or whole.as_of is None or floor.as_of <= whole.as_of or floor.vague:
        return False
    return floor.low > (whole.high if whole.high is not None else whole.low)


def _one_root(members: Sequence[Value]) -> Standing:
    replaced = frozenset[str]().union(*(v.replaces for v in members))
    current: list[Value] = []
    history = [v for v in members if set(v.claims) <= replaced]
    rules = [_rule(new, old) for old in history for new in members if new.replaces & set(old.claims)]
    for value in sorted(_dated_by_first_mention([v for v in members if v not in history]), key=_order):
        gone = [old for old in current if _replaces(value, old)]
        if any(_repeats(value, old) for old in current if old not in gone):
            history.append(value)
            continue
        rules += [_rule(value, old) for old in gone]
        history += gone
        current = [old for old in current if old not in gone] + [value]
    return Standing(tuple(current), tuple(history), tuple(rules))


def _order(value: Value) -> tuple[int, int, str]:
    return (value.as_of if value.as_of is not None else -1, value.low, value.claims[0])


def _dated_by_first_mention(members: Sequence[Value]) -> list[Value]:
    first: dict[int, int] = {}
    for value in members:
        if value.as_of is not None and not value.corrects:
            first[value.low] = min(value.as_of, first.get(value.low, value.as_of))
    return [v if v.corrects or v.as_of is None else msgspec.structs.replace(v, as_of=first[v.low]) for v in members]


def _replaces(new: Value, old: Value) -> bool:
    if old.vague and not new.vague:
        return True
    if _refines(new, old):
        return True
    if new.as_of is None or old.as_of is None or new.vague:
        return False
    if new.risen and not old.risen and new.as_of == old.as_of and not new.upper_only:
        return new.low > old.low
    if new.as_of <= old.as_of:
        return False
    return new.low >= old.low or (new.corrects and not new.upper_only)


def _refines(new: Value, old: Value) -> bool:
    """Say whether an exact figure is what an open or rounded one of the same time left open: "at least 40", then 42."""
    is_exact = new.high == new.low and not old.floor
    return is_exact and old.high is None and not old.vague and new.low >= old.low


def _repeats(value: Value, old: Value) -> bool:
    """Say whether a vaguer mention adds nothing: "more than 40" after 42, or a vague word after a number."""
    if value.corrects:
        return False
    if value.vague and not old.vague:
        return True
    same = value.low == old.low and value.high == old.high
    return same or (value.high is None and old.high is not None and value.low <= old.low and 2 * value.low > old.low)


def _rule(new: Value, old: Value) -> Reason:
    why = "a correction" if new.low < old.low else "a later or finer figure"
    return Reason(
        "superseded", f"{new.voice.name}: {old.low} gives way to {new.low}, {why}", (*new.claims, *old.claims)
    )
