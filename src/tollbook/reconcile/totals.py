"""Balance totals: what a period or cumulative figure states, what its speaker's own figures account for, what remains."""

import bisect
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.incident import Reason
from tollbook.model.total import Balance, Total
from tollbook.reconcile.cover import Inside, inside
from tollbook.reconcile.entry import Entry, counted
from tollbook.reconcile.value import Setting

OTHERS_NAMED = 30
FAR_DAY = 10**7
LONG_DAYS = 31


class Shelf(msgspec.Struct, frozen=True):
    """Entries of one root speaker and harm, by first day: ``dated`` short ones, ``others`` undated or long ones, totals."""

    dated: Sequence[Entry]
    starts: Sequence[int]
    others: Sequence[Entry]
    totals: Sequence[Entry]
    total_starts: Sequence[int]


class Account(msgspec.Struct, frozen=True):
    """All entries: by root speaker and harm, and all events of a harm by first day, for searching.

    ``people`` keeps how many of a class an entry accounts for: many totals of one speaker hold the same entry.
    """

    own: Mapping[tuple[str, str], Shelf]
    by_harm: Mapping[str, Sequence[Entry]]
    starts: Mapping[str, Sequence[int]]
    people: dict[tuple[int, str, str | None], Balance | None] = {}


class Item(msgspec.Struct, frozen=True):
    """An entry inside a total: how surely, and how many of the total's class."""

    entry: Entry
    sure: Inside
    people: Balance


def open_account(entries: Sequence[Entry]) -> Account:
    """Return the entries sorted for balancing."""
    own: dict[tuple[str, str], list[Entry]] = {}
    by_harm: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (_first_day(e), e.key)):
        own.setdefault((entry.root, entry.harm), []).append(entry)
        if entry.total is None:
            by_harm.setdefault(entry.harm, []).append(entry)
    shelves = {key: _shelf(members) for key, members in own.items()}
    return Account(shelves, by_harm, {h: [_first_day(e) for e in es] for h, es in by_harm.items()})


def _shelf(members: Sequence[Entry]) -> Shelf:
    events = [e for e in members if e.total is None]
    dated = [e for e in events if 0 <= _last_day(e) - _first_day(e) <= LONG_DAYS and _first_day(e) >= 0]
    kept = {id(e) for e in dated}
    totals = [e for e in members if e.total is not None]
    return Shelf(
        dated=dated,
        starts=[_first_day(e) for e in dated],
        others=[e for e in events if id(e) not in kept],
        totals=totals,
        total_starts=[_first_day(e) for e in totals],
    )


def _near(shelf: Shelf | None, whole: Entry) -> list[Entry]:
    """Return the entries whose days may touch the whole's, without looking at all of a speaker's."""
    if shelf is None:
        return []
    hull = whole.cover.hull
    if hull is None or hull.start is None or hull.end is None:
        return [*shelf.dated, *shelf.others, *shelf.totals]
    first, last = hull.start.toordinal(), hull.end.toordinal()
    begin, end = bisect.bisect_left(shelf.starts, first - LONG_DAYS), bisect.bisect_right(shelf.starts, last)
    early = bisect.bisect_left(shelf.total_starts, first - (last - first) - 1)
    late = bisect.bisect_right(shelf.total_starts, last)
    return [*shelf.dated[begin:end], *shelf.others, *shelf.totals[early:late]]


def _first_day(entry: Entry) -> int:
    hull = entry.cover.hull
    return hull.start.toordinal() if hull and hull.start else -1


def _last_day(entry: Entry) -> int:
    hull = entry.cover.hull
    return hull.end.toordinal() if hull and hull.end else FAR_DAY


def balance(whole: Entry, account: Account, setting: Setting, repeats: Sequence[str] = ()) -> Total:
    """Return the balanced total of one entry that states one.

    Within one speaker and class only: certain parts count low to high, possible parts 0 to high; smaller totals stand
    for what lies inside them. Residual by interval arithmetic (formula F7), never below 0; a part above its whole is
    impossible. Other speakers' figures are named, not subtracted.
    """
    claim = whole.total
    assert claim is not None
    voice = setting.voices[claim.id]
    base = Total(
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
    )
    if claim.standing:
        text = f"{voice.name}: {said(claim.count)} {claim.harm} is a level, in no total"
        return msgspec.structs.replace(base, statements=(Reason("standing-level", text, (claim.id,)),))
    items = _items(whole, account, setting)
    others = _others(whole, account)
    return _closed(base, claim, items, others)


def _items(whole: Entry, account: Account, setting: Setting) -> list[Item]:
    """Return the entries inside a total that count, those inside a smaller total being left to it."""
    claim = whole.total
    assert claim is not None
    found: list[Item] = []
    for entry in _near(account.own.get((whole.root, whole.harm)), whole):
        if entry is whole or (entry.group is not None and entry.group == whole.group):
            continue
        if entry.total is not None and not _is_smaller(entry, whole):
            continue
        sure = inside(entry.cover, whole.cover)
        if sure:
            status = "unknown" if claim.who.mixed else claim.who.status
            people = _people(entry, status, claim.who.group, account, setting)
            if people is not None:
                found.append(Item(entry, sure, people))
    return found


def _people(entry: Entry, status: str, group: str | None, account: Account, setting: Setting) -> Balance | None:
    kept = (id(entry), status, group)
    if kept not in account.people:
        account.people[kept] = counted(entry, status, group, setting)
    return account.people[kept]


def _is_smaller(entry: Entry, whole: Entry) -> bool:
    """Say whether another total is a part: no standing level, strictly narrower in days or in area.

    A running total is a part only of one with an earlier origin: yesterday's count of the same origin explains nothing.
    """
    if entry.total is None or entry.total.standing or whole.cover.hull is None or entry.cover.hull is None:
        return False
    if entry.total.scope == "cumulative" and _first_day(entry) <= _first_day(whole):
        return False
    days, more = entry.cover.hull.days, whole.cover.hull.days
    if days is None or more is None:
        return False
    narrower_area = (
        entry.cover.place is not None
        and whole.cover.place is not None
        and entry.cover.place.radius_m < whole.cover.place.radius_m
    )
    return days < more or (days == more and narrower_area)


def _chosen(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Return what can be added, and what may add to the high only.

    The largest smaller totals that don't overlap stand for what lies inside them; a total that overlaps one of those,
    or an event that lies in one perhaps, can add people but needn't.
    """
    wholes = sorted(
        (i for i in items if i.entry.is_whole),
        key=lambda i: (-int(i.sure), _first_day(i.entry) - _last_day(i.entry), -i.people.low, i.entry.key),
    )
    kept: list[Item] = []
    extra: list[Item] = []
    for item in wholes:
        held = max((_shared(item.entry, other.entry) for other in kept), default=Inside.NONE)
        if held is Inside.NONE:
            kept.append(item)
        elif held is Inside.POSSIBLE:
            extra.append(item)
    spans = _Spans([k.entry for k in kept])
    for item in items:
        if not item.entry.is_whole:
            held = spans.cover(item.entry)
            if held is not Inside.CERTAIN:
                (kept if held is Inside.NONE else extra).append(item)
    return kept, extra


class _Spans:
    """The kept smaller totals by first day, so that an event finds the one it lies in without trying all."""

    def __init__(self, totals: Sequence[Entry]) -> None:
        self.totals = sorted(totals, key=lambda e: (_first_day(e), e.key))
        self.starts = [_first_day(e) for e in self.totals]
        self.longest = max((_last_day(e) - _first_day(e) for e in self.totals), default=0)

    def cover(self, event: Entry) -> Inside:
        """Return how surely the event lies inside a kept total: its people are then counted there."""
        first, last = _first_day(event), _last_day(event)
        begin = bisect.bisect_left(self.starts, first - self.longest)
        end = bisect.bisect_right(self.starts, last)
        return max((inside(event.cover, t.cover) for t in self.totals[begin:end]), default=Inside.NONE)


def _shared(part: Entry, whole: Entry) -> Inside:
    """Return how surely one total shares people with another: certain when it lies inside, possible when they overlap."""
    hull, other = part.cover.hull, whole.cover.hull
    if hull is not None and other is not None and not hull.overlaps(other):
        return Inside.NONE
    one = inside(part.cover, whole.cover)
    return one if one is Inside.CERTAIN else max(one, min(Inside.POSSIBLE, inside(whole.cover, part.cover)))


def _closed(base: Total, claim: Claim, items: list[Item], others: tuple[str, ...]) -> Total:
    chosen, extra = _chosen(items)
    certain = [i for i in chosen if i.sure is Inside.CERTAIN]
    possible = [i for i in chosen if i.sure is Inside.POSSIBLE]
    low = sum(i.people.low for i in certain)
    highs = [i.people.high for i in (*chosen, *extra)]
    high = None if None in highs else sum(h for h in highs if h is not None)
    accounted = Balance(low, high)
    impossible = tuple(
        (i.entry.key, claim.id) for i in items if i.sure is Inside.CERTAIN and _above(i.people.low, claim.count)
    )
    if not impossible and _above(low, claim.count):
        impossible = tuple((i.entry.key, claim.id) for i in certain if i.people.low)
    balanced = msgspec.structs.replace(
        base,
        accounted=accounted,
        residual=residual_of(claim.count, accounted),
        contained=tuple(sorted(i.entry.key for i in items if i.sure is Inside.CERTAIN)),
        possible=tuple(sorted(i.entry.key for i in items if i.sure is Inside.POSSIBLE)),
        others=others,
        impossible=impossible,
    )
    return msgspec.structs.replace(balanced, statements=_statements(balanced, claim, certain, possible))


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


def _statements(total: Total, claim: Claim, certain: Sequence[Item], possible: Sequence[Item]) -> tuple[Reason, ...]:
    accounted, residual = total.accounted, total.residual
    assert accounted is not None
    assert residual is not None
    says: list[Reason] = []
    mine = tuple(i.entry.key for i in certain)
    if certain:
        words = "own figure here accounts" if len(certain) == 1 else "own figures here account"
        text = f"{total.speaker}'s {words} for {span(accounted)} of its {said(total.stated)}"
        says.append(Reason("accounted", text, (*mine, claim.id)))
    if certain and residual.low > 0:
        text = f"at least {residual.low} of {total.speaker}'s {total.stated.low} lie outside {total.speaker}'s own figures here"
        says.append(Reason("residual", text, (claim.id, *mine)))
    if not certain and not possible:
        says.append(
            Reason(
                "no-parts",
                f"{total.speaker} gives no smaller figure here to set against its {said(total.stated)}",
                (claim.id,),
            )
        )
    if possible:
        keys = tuple(i.entry.key for i in possible)
        says.append(
            Reason("possible", f"{len(keys)} more of {total.speaker}'s figures may lie inside, in part or whole", keys)
        )
    if total.others:
        says.append(
            Reason("others", "other speakers' figures may account for some of it; named, not subtracted", total.others)
        )
    if total.impossible:
        text = f"{total.speaker}'s parts count at least {accounted.low}, more than its {said(total.stated)}"
        says.append(Reason("impossible", text, tuple(p for p, _ in total.impossible)))
    elif accounted.low > total.stated.low and total.stated.high is None:
        text = f"the parts count at least {accounted.low}: the total of {said(total.stated)} is out of date"
        says.append(Reason("total-out-of-date", text, (claim.id, *mine)))
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
