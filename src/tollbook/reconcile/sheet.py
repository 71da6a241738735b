"""What stands inside a total, kept up while the total grows: a running total holds what yesterday's held, and the news.

Knows which figures lie inside and which of them add up; what that says of the total is `totals`' matter.
"""

import bisect
import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from tollbook.model.total import Balance
from tollbook.reconcile.cover import Inside, inside
from tollbook.reconcile.entry import Entry

FAR_DAY = 10**7
LONG_DAYS = 31

LEFT = {Inside.NONE: Inside.CERTAIN, Inside.POSSIBLE: Inside.POSSIBLE, Inside.CERTAIN: Inside.NONE}
"""What is left to count of a figure, by how surely a chosen larger one holds it: all, perhaps, nothing."""

Order = tuple[int, int, int, str]
People = Callable[[Entry], Balance | None]


class Item(msgspec.Struct):
    """A figure inside a total: how surely, how many of the total's class, and what of it adds up.

    ``place`` is its place in the speaker's account. ``counted`` is ``CERTAIN`` where its people can be added,
    ``POSSIBLE`` where they add to the high only, ``NONE`` where a larger figure stands for them.
    """

    entry: Entry
    place: int
    sure: Inside
    people: Balance
    counted: Inside = Inside.NONE

    @property
    def rank(self) -> Order:
        """Smaller totals are chosen in this order: surely inside, longest, most people."""
        return (
            -int(self.sure),
            first_day(self.entry) - last_day(self.entry),
            -self.people.low,
            self.entry.key,
        )


def first_day(entry: Entry) -> int:
    """Return the first day an entry may cover, -1 where it has none."""
    hull = entry.cover.hull
    return hull.start.toordinal() if hull and hull.start else -1


def last_day(entry: Entry) -> int:
    """Return the last day an entry may cover, a far one where it has none."""
    hull = entry.cover.hull
    return hull.end.toordinal() if hull and hull.end else FAR_DAY


class Shelf(msgspec.Struct, frozen=True):
    """A speaker's figures of one harm by first day: short dated events, undated or long ones, totals."""

    dated: Sequence[Entry]
    others: Sequence[Entry]
    totals: Sequence[Entry]
    dated_days: Sequence[int]
    total_days: Sequence[int]


def shelf_of(members: Iterable[Entry]) -> Shelf:
    """Return the figures of one speaker and harm sorted for sheets."""
    ordered = sorted(members, key=lambda e: (first_day(e), e.key))
    events = [e for e in ordered if e.total is None]
    totals = [e for e in ordered if e.total is not None]
    dated = [e for e in events if _is_short(e)]
    others = [e for e in events if not _is_short(e)]
    return Shelf(dated, others, totals, [first_day(e) for e in dated], [first_day(e) for e in totals])


def _is_short(entry: Entry) -> bool:
    return first_day(entry) >= 0 and last_day(entry) - first_day(entry) <= LONG_DAYS


class Sheet:
    """The figures inside one total, or inside one series of running totals of one origin, taken in their order.

    The largest smaller totals that don't overlap stand for what lies inside them; a total that overlaps one of those,
    or an event that lies in one perhaps, can add people but needn't. `grow` costs by what is new, not by what is there.
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
        last = last_day(whole)
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
            self._set(known, Inside.NONE)
            known.sure = sure
        item = known or Item(entry, number, sure, people)
        if known is None:
            self.items[number] = item
            (self._wholes if entry.is_whole else self._events).add(item)
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
            self._set(item, LEFT[_most(_shared(item.entry, o.entry) for o in above)])
            if place in fresh or (was is Inside.CERTAIN) is not (item.counted is Inside.CERTAIN):
                moved[place] = item
                lower = [o for o in self._wholes.touching(item.entry) if o.place not in queued and o.rank > rank]
                for other in lower:
                    queued.add(other.place)
                    heapq.heappush(heap, (other.rank, other.place))
        touched = {e.place: e for item in moved.values() for e in self._events.touching(item.entry)}
        for event in touched.values():
            self._count(event)

    def _count(self, event: Item) -> None:
        """Count an event unless a chosen smaller total stands for it."""
        held = _most(inside(event.entry.cover, o.entry.cover) for o in self._chosen.touching(event.entry))
        self._set(event, LEFT[held])

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
        first, last = first_day(item.entry), last_day(item.entry)
        if first < 0 or last == FAR_DAY:
            self._loose.append(item)
            return
        at = bisect.bisect(self._starts, (first, item.place))
        self._starts.insert(at, (first, item.place))
        self._items.insert(at, item)
        self._longest = max(self._longest, last - first)

    def remove(self, item: Item) -> None:
        """Take an item out."""
        if item in self._loose:
            self._loose.remove(item)
            return
        at = bisect.bisect_left(self._starts, (first_day(item.entry), item.place))
        del self._starts[at], self._items[at]

    def touching(self, entry: Entry) -> list[Item]:
        """Return the items whose days touch those of ``entry``, itself left out; undated ones touch all."""
        first, last = first_day(entry), last_day(entry)
        begin = bisect.bisect(self._starts, (first - self._longest, -1)) if first >= 0 else 0
        end = bisect.bisect(self._starts, (last, FAR_DAY))
        dated = (i for i in self._items[begin:end] if first < 0 or last_day(i.entry) >= first)
        return [i for i in (*dated, *self._loose) if i.entry is not entry]


def _candidates(shelf: Shelf, series: Sequence[Entry]) -> list[tuple[int, int, Entry]]:
    """Return the figures that may lie inside a total of the series, with their place, as a heap by first day.

    A smaller total that starts before the series does not start further back than its longest total is long.
    """
    origin, last = first_day(series[0]), max(map(last_day, series))
    begin = bisect.bisect_left(shelf.dated_days, origin - LONG_DAYS) if origin >= 0 else 0
    end = bisect.bisect_right(shelf.dated_days, last)
    back = bisect.bisect_left(shelf.total_days, origin - (last - origin) - 1) if origin >= 0 else 0
    until = bisect.bisect_right(shelf.total_days, last)
    totals = (e for e in shelf.totals[back:until] if _may_be_part(e, origin))
    ordered = [*shelf.dated[begin:end], *shelf.others, *totals]
    return sorted((first_day(e), number, e) for number, e in enumerate(ordered))


def _may_be_part(entry: Entry, origin: int) -> bool:
    if entry.total is None or entry.total.standing or entry.cover.hull is None:
        return False
    return entry.total.scope != "cumulative" or first_day(entry) > origin


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
    if entry.total.scope == "cumulative" and first_day(entry) <= first_day(whole):
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


def _most(held: Iterable[Inside]) -> Inside:
    best = Inside.NONE
    for one in held:
        best = max(best, one)
        if best is Inside.CERTAIN:
            break
    return best


def _shared(part: Entry, whole: Entry) -> Inside:
    """Return how surely one total shares people with another: certain when it lies inside, possible when they overlap."""
    hull, other = part.cover.hull, whole.cover.hull
    if hull is not None and other is not None and not hull.overlaps(other):
        return Inside.NONE
    one = inside(part.cover, whole.cover)
    return one if one is Inside.CERTAIN else max(one, min(Inside.POSSIBLE, inside(whole.cover, part.cover)))
