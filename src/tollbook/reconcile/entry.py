"""Entries of a speaker's account: one figure (an incident's, a day's, a total) with what it covers and counts."""

import functools
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.interval import Interval
from tollbook.model.total import Balance
from tollbook.reconcile.cover import Cover, kin_of
from tollbook.reconcile.supersede import standing_values
from tollbook.reconcile.value import Setting, Target, Value, values_for

FAR_DAY = 10**7


class Entry(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One figure of one root speaker.

    ``claims`` are its claims (one event, or one total with its parts); ``total`` is the claim that states a total, None
    for events; ``group`` is the key of the event's group, None for totals. ``is_whole`` marks what may hold other
    entries: totals and place-and-day figures.
    """

    root: str
    harm: str
    claims: tuple[Claim, ...]
    cover: Cover
    group: str | None = None
    total: Claim | None = None
    is_whole: bool = False

    @functools.cached_property
    def first_day(self) -> int:
        """The first day it may cover, as an ordinal; -1 where it has none."""
        hull = self.cover.hull
        return hull.start.toordinal() if hull and hull.start else -1

    @functools.cached_property
    def last_day(self) -> int:
        """The last day it may cover, as an ordinal; a far one where it has none."""
        hull = self.cover.hull
        return hull.end.toordinal() if hull and hull.end else FAR_DAY

    @functools.cached_property
    def key(self) -> str:
        """The claim the entry is named by."""
        if self.total is not None:
            return self.total.id
        ids = {c.id for c in self.claims}
        return min((c.part_of in ids, c.document, c.span, c.id) for c in self.claims)[-1]


def cover_of(claims: Sequence[Claim], parents: Mapping[str, str]) -> Cover:
    """Return what claims of one event, or a total, cover: the narrowest time and place any of them has."""
    times = [c.when for c in claims if c.when and (c.when.interval or c.when.core)]
    times.sort(key=lambda t: (_days(t.interval), str(t.interval)))
    when = times[0] if times else None
    places = sorted(
        (c.where for c in claims if c.where), key=lambda w: (w.place.radius_m if w.place else 10**9, w.name)
    )
    where = places[0] if places else None
    return Cover(
        core=(when.core or when.interval) if when else None,
        hull=(when.interval or when.core) if when else None,
        place=where.place if where else None,
        place_name=where.name.casefold() if where else None,
        by=kin_of(frozenset(a.actor or a.name.casefold() for c in claims for a in c.by), parents),
        means=min((c.means.value for c in claims if c.means), default=None),
    )


def _days(interval: Interval | None) -> int:
    return interval.days if interval is not None and interval.days is not None else 10**6


def counted(entry: Entry, status: str, group: str | None, setting: Setting) -> Balance | None:
    """Return how many of the total's class the entry accounts for, None where it says nothing.

    Of "42 people, including 18 children and 12 women" a total of civilians gets 30..42: the parts for certain, the rest
    perhaps. Another status accounts for nobody. Numbers are the speaker's current ones.
    """
    if group is not None:
        exact = _standing(entry, Target("group", group), setting)
        whole = _standing(entry, Target("all", None), setting)
        return exact or (Balance(0, whole.high) if whole else None)
    if status == "unknown":
        return _standing(entry, Target("all", None), setting)
    exact = _standing(entry, Target("status", status), setting, narrower=False)
    if exact is not None:
        return exact
    whole = _standing(entry, Target("all", None), setting)
    if whole is None:
        return None
    sure = _parts_low(entry, status)
    if all(c.who.status not in {"unknown", status} for c in entry.claims):
        return None
    return Balance(min(sure, whole.high) if whole.high is not None else sure, whole.high)


def _parts_low(entry: Entry, status: str) -> int:
    """Add the parts of the class that can't share people: groups by age and sex, each counted once."""
    lows: dict[str, int] = {}
    for claim in entry.claims:
        if claim.who.status == status and claim.who.group:
            lows[claim.who.group] = max(claim.count.low, lows.get(claim.who.group, 0))
    return sum(lows.values())


def _standing(entry: Entry, target: Target, setting: Setting, *, narrower: bool = True) -> Balance | None:
    values = values_for(entry.claims, target, setting)
    if not narrower:
        values = tuple(v for v in values if not v.floor)
    standing = standing_values(values).values
    firm: Sequence[Value] = [v for v in standing if not v.floor] or standing
    if not firm:
        return None
    highs = [v.high for v in firm]
    high = None if None in highs else max(h for h in highs if h is not None)
    return Balance(min(v.low for v in firm), high)
