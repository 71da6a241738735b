"""What stands inside a total, kept up while the total grows: a running total holds what yesterday's held, and the news.

Knows which figures lie inside and which of them add up; what that says of the total is `totals`' matter.
"""

import bisect
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from tollbook.model.total import Balance
from tollbook.reconcile.cover import Inside, inside
from tollbook.reconcile.entry import FAR_DAY, Entry

LONG_DAYS = 31

LEFT = {Inside.NONE: Inside.CERTAIN, Inside.POSSIBLE: Inside.POSSIBLE, Inside.CERTAIN: Inside.NONE}
"""What is left to count of a figure, by how surely a chosen larger one holds it: all, perhaps, nothing."""

Order = tuple[int, int, int, str]
People = Callable[[Entry], Balance | None]


class Item(msgspec.Struct, eq=False):
    """A figure inside a total: how surely, how many of the total's class, and what of it adds up.

    ``place`` is its place in the speaker's account. ``counted`` is ``CERTAIN`` where its people can be added,
    ``POSSIBLE`` where they add to the high only, ``NONE`` where a larger figure stands for them. ``held`` are items that
    lie surely inside this one while it is chosen: nobody looks at them again (``is_held``) until it no longer is.
    """

    entry: Entry
    place: int
    sure: Inside
    people: Balance
    counted: Inside = Inside.NONE
    is_held: bool = False
    held: list["Item"] = []

    @property
    def rank(self) -> Order:
        """Smaller totals are chosen in this order: surely inside, longest, most people."""
        return (
            -int(self.sure),
            self.entry.first_day - self.entry.last_day,
            -self.people.low,
            self.entry.key,
        )


class Shelf(msgspec.Struct, frozen=True):
    """A speaker's figures of one harm by first day: short dated events, undated or long ones, totals."""

    dated: Sequence[Entry]
    others: Sequence[Entry]
    totals: Sequence[Entry]
    dated_days: Sequence[int]
    total_days: Sequence[int]


def shelf_of(members: Iterable[Entry]) -> Shelf:
    """Return the figures of one speaker and harm sorted for sheets."""
    ordered = sorted(members, key=lambda e: (e.first_day, e.key))
    events = [e for e in ordered if e.total is None]
    totals = [e for e in ordered if e.total is not None]
    dated = [e for e in events if _is_short(e)]
    others = [e for e in events if not _is_short(e)]
    return Shelf(dated, others, totals, [e.first_day for e in dated], [e.first_day for e in totals])


def _is_short(entry: Entry) -> bool:
    return entry.first_day >= 0 and entry.last_day - entry.first_day <= LONG_DAYS


class Sheet:
    """The figures inside one total, or inside one series of running totals of one origin, taken in their order.

    The largest smaller totals that don't overlap stand for what lies inside them; a total that overlaps one of those,
    or an event that lies in one perhaps, can add people but needn't. `grow` costs by what is new, not by what is there:
    what lies surely inside a chosen total goes with it, and on to a longer one of its kind that takes its place.
    """

    def __init__(self, shelf: Shelf | None, series: Sequence[Entry], people: People) -> None:
        self._people = people
        self._waiting = _candidates(shelf, series) if shelf else []
        self._unsettled: list[tuple[int, Entry]] = []
        self._wholes, self._chosen, self._events = _Days(), _Days(), _Days()
        self._lows: list[tuple[int, int]] = []
        self._high = 0
        self._open = 0
        self.low = 0
        self.surely = 0
        self.perhaps = 0
        self.items: dict[int, Item] = {}
        self.fresh: dict[int, Item] = {}

    @property
    def high(self) -> int | None:
        """How many all that adds up may be at most, None where open."""
        return None if self._open else self._high

    def largest(self) -> Iterator[Item]:
        """Return what lies inside for certain, the largest first."""
        return (self.items[place] for _, place in self._lows)

    def grow(self, whole: Entry) -> None:
        """Take in what lies inside ``whole``, the first total or one that goes on from the one before.

        ``fresh`` holds afterwards what came in, or is surer than before.
        """
        self.fresh = {}
        entering = self._entering(whole)
        looked, self._unsettled = [*self._unsettled, *entering], []
        changed = [item for number, entry in looked if (item := self._look(number, entry, whole)) is not None]
        self._choose([i for i in changed if i.entry.is_whole])
        for item in changed:
            if not item.entry.is_whole:
                self._count(item)

    def _entering(self, whole: Entry) -> list[tuple[int, Entry]]:
        last = whole.last_day
        entering = []
        while self._waiting and self._waiting[0][0] <= last:
            _, number, entry = heapq.heappop(self._waiting)
            entering.append((number, entry))
        return entering

    def _look(self, number: int, entry: Entry, whole: Entry) -> Item | None:
        """Return the item where it is new or surer; keep what may still change for the next, larger total."""
        if entry is whole or (entry.group is not None and entry.group == whole.group):
            return None
        part = None if entry.total is None else is_smaller(entry, whole)
        if not _is_settled(entry, whole, part):
            self._unsettled.append((number, entry))
        sure = Inside.NONE if part is False else inside(entry.cover, whole.cover)
        known = self.items.get(number)
        if not sure or (known is not None and known.sure is sure):
            return None
        people = known.people if known else self._people(entry)
        if people is None:
            return None
        if known is not None:
            self._let_go(known)
            self._set(known, Inside.NONE)
            known.sure = sure
        item = known or Item(entry, number, sure, people)
        if known is None:
            self.items[number] = item
            self._among(item).add(item)
        if sure is Inside.CERTAIN:
            bisect.insort(self._lows, (-people.low, number))
        self.fresh[number] = item
        return item

    def _choose(self, changed: Sequence[Item]) -> None:
        """Choose among overlapping smaller totals: what is decided of one decides those of lower rank that it overlaps."""
        moved = {i.place: i for i in changed}
        fresh = frozenset(moved)
        heap = [(i.rank, i.place) for i in changed]
        heapq.heapify(heap)
        queued = set(moved)
        while heap:
            rank, place = heapq.heappop(heap)
            queued.discard(place)
            item, was = self.items[place], self.items[place].counted
            above = (o for o in self._chosen.touching(item.entry) if o.rank < rank)
            surest, over = _surest((_shared(item.entry, o.entry), o) for o in above)
            self._set(item, LEFT[surest])
            lower = self._released(item, over)
            if place in fresh or (was is Inside.CERTAIN) is not (item.counted is Inside.CERTAIN):
                moved[place] = item
                lower += self._wholes.touching(item.entry)
            for other in lower:
                if other.place not in queued and other.rank > rank and not _stays_possible(other, item):
                    queued.add(other.place)
                    heapq.heappush(heap, (other.rank, other.place))
            if surest is Inside.CERTAIN and over is not None:
                self._hold(item, over)
        touched = {e.place: e for item in moved.values() for e in self._events.touching(item.entry)}
        for event in touched.values():
            self._count(event)

    def _count(self, event: Item) -> None:
        """Count an event unless a chosen smaller total stands for it."""
        chosen = self._chosen.touching(event.entry)
        surest, over = _surest((inside(event.entry.cover, o.entry.cover), o) for o in chosen)
        self._set(event, LEFT[surest])
        if surest is Inside.CERTAIN and over is not None:
            self._hold(event, over)

    def _among(self, item: Item) -> "_Days":
        return self._wholes if item.entry.is_whole else self._events

    def _hold(self, item: Item, over: Item) -> None:
        """Put an item under the chosen one it surely lies in: it is looked at no more."""
        if not item.is_held:
            self._among(item).remove(item)
            item.is_held = True
            over.held.append(item)

    def _let_go(self, item: Item) -> None:
        """Take an item from under the one that holds it (which may keep it in its list: looked at once more is no harm)."""
        if item.is_held:
            item.is_held = False
            self._among(item).add(item)

    def _released(self, item: Item, over: Item | None) -> list[Item]:
        """Return what an item held before it was no longer chosen, to be looked at again.

        Where a longer total of its kind, in which it surely lies, has taken its place, that one holds it all instead.
        """
        if not item.held or item.counted is Inside.CERTAIN:
            return []
        held, item.held = item.held, []
        if over is not None and item.counted is Inside.NONE and _of_one_kind(item.entry, over.entry):
            few, many = sorted((held, over.held), key=len)
            many += few
            over.held = many
            return []
        for one in held:
            self._let_go(one)
        events = [one for one in held if not one.entry.is_whole]
        for event in events:
            self._count(event)
        return [one for one in held if one.entry.is_whole]

    def _set(self, item: Item, counted: Inside) -> None:
        if item.counted is counted:
            return
        self._add(item, -1)
        if item.entry.is_whole and Inside.CERTAIN in {item.counted, counted}:
            (self._chosen.add if counted is Inside.CERTAIN else self._chosen.remove)(item)
        item.counted = counted
        self._add(item, 1)

    def _add(self, item: Item, sign: int) -> None:
        if item.counted is Inside.NONE:
            return
        if item.counted is Inside.CERTAIN and item.sure is Inside.CERTAIN:
            self.surely += sign
            self.low += sign * item.people.low
        elif item.counted is Inside.CERTAIN:
            self.perhaps += sign
        if item.people.high is None:
            self._open += sign
        else:
            self._high += sign * item.people.high


class _Days:
    """Items by first day, so that one finds those that may share days with it."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int]] = []
        self._items: list[Item] = []
        self._longest = 0
        self._loose: list[Item] = []

    def add(self, item: Item) -> None:
        """Put an item in its place."""
        first, last = item.entry.first_day, item.entry.last_day
        if first < 0 or last == FAR_DAY:
            self._loose.append(item)
            return
        at = bisect.bisect(self._starts, (first, item.place))
        self._starts.insert(at, (first, item.place))
        self._items.insert(at, item)
        self._longest = max(self._longest, last - first)

    def remove(self, item: Item) -> None:
        """Take an item out."""
        first = item.entry.first_day
        if first < 0 or item.entry.last_day == FAR_DAY:
            self._loose.remove(item)
            return
        at = bisect.bisect_left(self._starts, (first, item.place))
        del self._starts[at], self._items[at]

    def touching(self, entry: Entry) -> list[Item]:
        """Return the items whose days touch those of ``entry``, itself left out; undated ones touch all."""
        first, last = entry.first_day, entry.last_day
        begin = bisect.bisect(self._starts, (first - self._longest, -1)) if first >= 0 else 0
        end = bisect.bisect(self._starts, (last, FAR_DAY))
        dated = (i for i in self._items[begin:end] if first < 0 or i.entry.last_day >= first)
        return [i for i in (*dated, *self._loose) if i.entry is not entry]


def _candidates(shelf: Shelf, series: Sequence[Entry]) -> list[tuple[int, int, Entry]]:
    """Return the figures that may lie inside a total of the series, with their place, as a heap by first day.

    A smaller total that starts before the series does not start further back than its longest total is long.
    """
    origin, last = series[0].first_day, max(e.last_day for e in series)
    begin = bisect.bisect_left(shelf.dated_days, origin - LONG_DAYS) if origin >= 0 else 0
    end = bisect.bisect_right(shelf.dated_days, last)
    back = bisect.bisect_left(shelf.total_days, origin - (last - origin) - 1) if origin >= 0 else 0
    until = bisect.bisect_right(shelf.total_days, last)
    totals = (e for e in shelf.totals[back:until] if _may_be_part(e, origin))
    ordered = [*shelf.dated[begin:end], *shelf.others, *totals]
    return sorted((_entry_day(e, origin), number, e) for number, e in enumerate(ordered))


def _entry_day(entry: Entry, origin: int) -> int:
    """Return the last day of a total of that origin from which an entry may lie in it: a total must be longer than its part."""
    if entry.total is None or origin < 0 or entry.last_day == FAR_DAY:
        return entry.first_day
    return max(entry.first_day, origin + entry.last_day - entry.first_day)


def _may_be_part(entry: Entry, origin: int) -> bool:
    if entry.total is None or entry.total.standing or entry.cover.hull is None:
        return False
    return entry.total.scope != "cumulative" or entry.first_day > origin


def _is_settled(entry: Entry, whole: Entry, part: bool | None) -> bool:  # noqa: FBT001  # None: no total
    """Say whether nothing about the entry changes any more while the whole's last day moves on."""
    hull = entry.cover.hull
    if part is False:
        return False
    if hull is None or whole.cover.hull is None or whole.cover.hull.end is None:
        return True
    core = whole.cover.core or whole.cover.hull
    return hull.end is not None and core.end is not None and hull.end <= min(core.end, whole.cover.hull.end)


def is_smaller(entry: Entry, whole: Entry) -> bool:
    """Say whether another total is a part: no standing level, strictly narrower in days or in area.

    A running total is a part only of one with an earlier origin: yesterday's count of the same origin explains nothing.
    """
    if entry.total is None or entry.total.standing or whole.cover.hull is None or entry.cover.hull is None:
        return False
    if entry.total.scope == "cumulative" and entry.first_day <= whole.first_day:
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


def _surest(held: Iterable[tuple[Inside, Item]]) -> tuple[Inside, Item | None]:
    """Return how surely something lies inside any of several, and the first in which it does so."""
    best: tuple[Inside, Item | None] = (Inside.NONE, None)
    for one in held:
        if one[0] > best[0]:
            best = one
        if best[0] is Inside.CERTAIN:
            break
    return best


def _stays_possible(item: Item, over: Item) -> bool:
    """Say whether an item that may add people still may, since it shares some with a chosen one of higher rank."""
    if item.counted is not Inside.POSSIBLE or over.counted is not Inside.CERTAIN:
        return False
    return _shared(item.entry, over.entry) is Inside.POSSIBLE


def _of_one_kind(part: Entry, whole: Entry) -> bool:
    """Say whether what lies surely inside ``part`` does so inside ``whole``, in which ``part`` lies: they differ in days only."""
    one, other = part.cover, whole.cover
    if (one.place, one.place_name, one.by, one.means) != (other.place, other.place_name, other.by, other.means):
        return False
    return one.hull is not None and (one.core is None or one.hull.contains(one.core))


def _shared(part: Entry, whole: Entry) -> Inside:
    """Return how surely one total shares people with another: certain when it lies inside, possible when they overlap."""
    hull, other = part.cover.hull, whole.cover.hull
    if hull is not None and other is not None and not hull.overlaps(other):
        return Inside.NONE
    one = inside(part.cover, whole.cover)
    return one if one is Inside.CERTAIN else max(one, min(Inside.POSSIBLE, inside(whole.cover, part.cover)))
