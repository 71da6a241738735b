"""Balance totals: what a period or cumulative figure states, what its speaker's own figures account for, what remains."""

import bisect
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tollbook.model.count import Count
from tollbook.model.incident import Reason
from tollbook.model.total import Balance, Total
from tollbook.reconcile.cover import Inside, inside
from tollbook.reconcile.entry import Entry, counted
from tollbook.reconcile.sheet import Item, Sheet, Shelf, shelf_of
from tollbook.reconcile.value import Setting

OTHERS_NAMED = 30
LISTED = 200
"""A running total that a later one goes on from names more figures than this by the total before it."""


class Account(msgspec.Struct, frozen=True):
    """All entries: by root speaker and harm, and all events of a harm by first day, for searching.

    ``people`` keeps how many of a class an entry accounts for: many totals of one speaker hold the same entry.
    """

    own: Mapping[tuple[str, str], Shelf]
    by_harm: Mapping[str, Sequence[Entry]]
    starts: Mapping[str, Sequence[int]]
    people: dict[tuple[int, str, str | None], Balance | None] = {}


def open_account(entries: Sequence[Entry]) -> Account:
    """Return the entries sorted for balancing."""
    own: dict[tuple[str, str], list[Entry]] = {}
    by_harm: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.first_day, e.key)):
        own.setdefault((entry.root, entry.harm), []).append(entry)
        if entry.total is None:
            by_harm.setdefault(entry.harm, []).append(entry)
    shelves = {key: shelf_of(members) for key, members in own.items()}
    return Account(shelves, by_harm, {h: [e.first_day for e in es] for h, es in by_harm.items()})


def balanced(
    wholes: Iterable[Entry], account: Account, setting: Setting, repeats: Mapping[str, Sequence[str]]
) -> list[Total]:
    """Return the entries that state totals, each balanced; running totals of one origin are taken in their order.

    Within one speaker and class only: certain parts count low to high, possible parts 0 to high; smaller totals stand
    for what lies inside them. Residual by interval arithmetic (formula F7), never below 0; a part above its whole is
    impossible. Other speakers' figures are named, not subtracted.
    """
    given = list(wholes)
    closed = {t.claim: t for series in _series(given, setting) for t in _in_turn(series, account, setting, repeats)}
    return [closed[whole.key] for whole in given]


def _series(wholes: Iterable[Entry], setting: Setting) -> list[list[Entry]]:
    """Return the wholes, those together that differ in number and last day only: what lies in one lies in the next."""
    found: dict[object, list[Entry]] = {}
    for number, whole in enumerate(wholes):
        claim, cover = whole.total, whole.cover
        assert claim is not None
        hull, core = cover.hull, cover.core
        key: object = number
        if claim.scope == "cumulative" and not claim.standing and hull is not None and (core or hull).end == hull.end:
            who = (whole.root, whole.harm, claim.who.mixed or claim.who.status, claim.who.group)
            key = (who, str(cover.place), cover.place_name, cover.by, cover.means, hull.start, core and core.start)
            key = (key, hull.end is None)
        found.setdefault(key, []).append(whole)

    def told(entry: Entry) -> tuple[int, int, str]:
        return entry.last_day, setting.as_of.get(entry.key) or 0, entry.key

    return [sorted(members, key=told) for members in found.values()]


def _in_turn(
    series: Sequence[Entry], account: Account, setting: Setting, repeats: Mapping[str, Sequence[str]]
) -> Iterator[Total]:
    first = series[0].total
    assert first is not None
    status, group = "unknown" if first.who.mixed else first.who.status, first.who.group
    shelf = account.own.get((series[0].root, series[0].harm))
    sheet = Sheet(shelf, series, lambda entry: _people(entry, status, group, account, setting))
    before: str | None = None
    for whole in series:
        base = _stated(whole, setting, repeats.get(whole.key, ()))
        if base.standing:
            yield base
            continue
        sheet.grow(whole)
        is_last = whole is series[-1]
        carries = None if is_last or len(sheet.items) <= LISTED else before
        yield _closed(msgspec.structs.replace(base, others=_others(whole, account), carries=carries), sheet)
        before = base.claim


def _stated(whole: Entry, setting: Setting, repeats: Sequence[str]) -> Total:
    claim = whole.total
    assert claim is not None
    voice = setting.voices[claim.id]
    text = f"{voice.name}: {said(claim.count)} {claim.harm} is a level, in no total"
    return Total(
        claim=claim.id,
        speaker=voice.name,
        harm=claim.harm,
        status="unknown" if claim.who.mixed else claim.who.status,
        group=claim.who.group,
        scope=claim.scope if claim.scope != "incident" else "period",
        stated=claim.count,
        area=whole.cover.place,
        core=whole.cover.core,
        hull=whole.cover.hull,
        root=voice.root,
        standing=claim.standing,
        repeats=tuple(repeats),
        statements=(Reason("standing-level", text, (claim.id,)),) if claim.standing else (),
    )


def _people(entry: Entry, status: str, group: str | None, account: Account, setting: Setting) -> Balance | None:
    kept = (id(entry), status, group)
    if kept not in account.people:
        account.people[kept] = counted(entry, status, group, setting)
    return account.people[kept]


def _closed(base: Total, sheet: Sheet) -> Total:
    """Return the total with what its sheet holds. Where it carries an earlier one it names only what is new or surer."""
    named = sorted((sheet.fresh if base.carries else sheet.items).values(), key=_as_listed)
    added = [i for i in named if i.counted is Inside.CERTAIN]
    certain = tuple(i.entry.key for i in added if i.sure is Inside.CERTAIN)
    possible = tuple(i.entry.key for i in added if i.sure is Inside.POSSIBLE)
    accounted = Balance(sheet.low, sheet.high)
    closed = msgspec.structs.replace(
        base,
        accounted=accounted,
        residual=residual_of(base.stated, accounted),
        contained=tuple(sorted(i.entry.key for i in named if i.sure is Inside.CERTAIN)),
        possible=tuple(sorted(i.entry.key for i in named if i.sure is Inside.POSSIBLE)),
        impossible=tuple((i.entry.key, base.claim) for i in _impossible(base.stated, sheet)),
    )
    return msgspec.structs.replace(closed, statements=_statements(closed, sheet, certain, possible))


def _as_listed(item: Item) -> tuple[bool, object, int]:
    """Sort smaller totals first, as they were chosen, then events by day."""
    return (not item.entry.is_whole, item.rank if item.entry.is_whole else (), item.place)


def _impossible(stated: Count, sheet: Sheet) -> list[Item]:
    """Return the parts that are above the whole alone, else, where they are together, the largest of them."""
    alone = list(itertools.takewhile(lambda i: _above(i.people.low, stated), sheet.largest()))
    if alone or not _above(sheet.low, stated):
        return sorted(alone, key=lambda i: i.place)
    added = (i for i in sheet.largest() if i.people.low and i.counted is Inside.CERTAIN)
    return sorted(itertools.islice(added, LISTED), key=_as_listed)


def _above(low: int, stated: Count) -> bool:
    return stated.high is not None and stated.bound not in {"about", "vague"} and low > stated.high


def residual_of(stated: Count, accounted: Balance) -> Balance:
    """Return how many the total holds beyond what is accounted for, never below 0 (formula F7)."""
    low = 0 if accounted.high is None else max(0, stated.low - accounted.high)
    high = None if stated.high is None else max(0, stated.high - accounted.low)
    return Balance(low, high if high is None else max(high, low))


def _others(whole: Entry, account: Account) -> tuple[str, ...]:
    """Name other speakers' figures possibly inside, the latest first, a bounded number."""
    entries = account.by_harm.get(whole.harm, ())
    hull = whole.cover.hull
    starts = account.starts.get(whole.harm, ())
    end = bisect.bisect_right(starts, hull.end.toordinal()) if hull and hull.end else len(entries)
    begin = bisect.bisect_left(starts, hull.start.toordinal() - 7) if hull and hull.start else 0
    undated = bisect.bisect_right(starts, -1)
    named: list[str] = []
    looked = [*range(end - 1, max(begin, undated) - 1, -1), *range(min(undated, OTHERS_NAMED))]
    for index in looked[: OTHERS_NAMED * 20]:
        entry = entries[index]
        if entry.root != whole.root and inside(entry.cover, whole.cover):
            named.append(entry.key)
        if len(named) >= OTHERS_NAMED:
            break
    return tuple(sorted(named))


def _statements(total: Total, sheet: Sheet, certain: tuple[str, ...], possible: tuple[str, ...]) -> tuple[Reason, ...]:
    accounted, residual = total.accounted, total.residual
    assert accounted is not None
    assert residual is not None
    says: list[Reason] = []
    mine = (*certain, total.carries) if total.carries else certain
    if sheet.surely:
        words = "own figure here accounts" if sheet.surely == 1 else "own figures here account"
        text = f"{total.speaker}'s {words} for {span(accounted)} of its {said(total.stated)}"
        says.append(Reason("accounted", text, (*mine, total.claim)))
    if sheet.surely and residual.low > 0:
        text = f"at least {residual.low} of {total.speaker}'s {total.stated.low} lie outside {total.speaker}'s own figures here"
        says.append(Reason("residual", text, (total.claim, *mine)))
    if not (sheet.surely or sheet.perhaps):
        text = f"{total.speaker} gives no smaller figure here to set against its {said(total.stated)}"
        says.append(Reason("no-parts", text, (total.claim,)))
    if sheet.perhaps:
        text = f"{sheet.perhaps} more of {total.speaker}'s figures may lie inside, in part or whole"
        says.append(Reason("possible", text, possible))
    if total.others:
        text = "other speakers' figures may account for some of it; named, not subtracted"
        says.append(Reason("others", text, total.others))
    if total.impossible:
        text = f"{total.speaker}'s parts count at least {accounted.low}, more than its {said(total.stated)}"
        says.append(Reason("impossible", text, tuple(p for p, _ in total.impossible)))
    elif accounted.low > total.stated.low and total.stated.high is None:
        text = f"the parts count at least {accounted.low}: the total of {said(total.stated)} is out of date"
        says.append(Reason("total-out-of-date", text, (total.claim, *mine)))
    return tuple(says)


def said(count: Count) -> str:
    """Return a count as a person writes it: 170+, 42, 5-9."""
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def span(balance_: Balance) -> str:
    """Return a balance as a person writes it."""
    if balance_.high is None:
        return f"{balance_.low} or more"
    return str(balance_.low) if balance_.low == balance_.high else f"{balance_.low} to {balance_.high}"
