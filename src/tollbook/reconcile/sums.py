"""What is documented for an area and an interval: a sum that never adds what may be the same deaths."""

import bisect
from collections.abc import Sequence

import msgspec

from tollbook.model.incident import Figure, Incident, Reason
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.total import Total
from tollbook.reconcile.cover import Inside, areas_inside

LONG_DAYS = 31
"""Incidents of longer hulls are held against every day's figure."""


class Documented(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one area, interval, harm and class.

    ``low``..``high`` sum incidents only (formula F8: an envelope, not an interval of probability); ``open`` prints as
    "+". ``clusters`` are incidents that may be one event: the low takes their largest low once, the high adds their
    highs. ``partly`` lie over the border of area or interval and count 0 to high. ``unknown`` tell of the harm and count
    nobody of the class: where they are all there is, nothing is documented, which is no zero. ``totals`` stand beside, in no sum.
    """

    low: int
    high: int
    open: bool
    incidents: tuple[str, ...]
    partly: tuple[str, ...]
    clusters: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    unknown: tuple[str, ...]
    rules: tuple[Reason, ...]


def documented(
    incidents: Sequence[Incident],
    totals: Sequence[Total],
    *,
    area: Place | None = None,
    interval: Interval | None = None,
    harm: str = "killed",
    axis: str = "all",
    key: str | None = None,
) -> Documented:
    """Return what the record documents for an area (None: everywhere) and interval (None: always).

    Incidents a person judged not to be the same are suggested to nobody, and are added. Undated incidents and those
    without a place count as partly inside. Totals of one day and ordinary crime are in no sum.
    """
    placed = [(i, _inside(i, area, interval)) for i in incidents if not (i.is_total or i.crime)]
    held = [(i, sure) for i, sure in placed if sure]
    figures = {i.id: f for i, _ in held if (f := _figure(i, harm, axis, key)) is not None}
    counted = [(i, sure) for i, sure in held if i.id in figures and figures[i.id].range.low is not None]
    clusters = _clusters([i for i, _ in counted])
    counted_ids = {i.id for i, _ in counted}
    sure_ids = {i.id for i, sure in counted if sure is Inside.CERTAIN}
    low = sum(max((_low(figures[i]) for i in cluster if i in sure_ids), default=0) for cluster in clusters)
    high = sum(figures[i].range.high or 0 for cluster in clusters for i in cluster)
    is_open = any(figures[i.id].range.open for i, _ in counted)
    near = tuple(sorted(t.claim for t in totals if t.harm == harm and _total_near(t, area, interval)))
    return Documented(
        low=low,
        high=max(low, high),
        open=is_open,
        incidents=tuple(sorted(sure_ids)),
        partly=tuple(sorted(i.id for i, _ in counted if i.id not in sure_ids)),
        clusters=tuple(c for c in clusters if len(c) > 1),
        totals=near,
        unknown=tuple(
            sorted(i.id for i, _ in held if i.id not in counted_ids and any(f.harm == harm for f in i.figures))
        ),
        rules=_rules(clusters, near),
    )


def _low(figure: Figure) -> int:
    return figure.range.low or 0


def _figure(incident: Incident, harm: str, axis: str, key: str | None) -> Figure | None:
    return next((f for f in incident.figures if (f.harm, f.axis, f.key) == (harm, axis, key)), None)


def _inside(incident: Incident, area: Place | None, interval: Interval | None) -> Inside:
    sure = Inside.CERTAIN
    if interval is not None:
        if incident.when is None:
            sure = Inside.POSSIBLE
        elif not interval.contains(incident.when):
            sure = Inside.POSSIBLE if interval.overlaps(incident.when) else Inside.NONE
    if area is None or not sure:
        return sure
    return min(sure, areas_inside(incident.place, area) if incident.place else Inside.POSSIBLE)


def _total_near(total: Total, area: Place | None, interval: Interval | None) -> bool:
    hull = total.hull or total.core
    if interval is not None and hull is not None and not hull.overlaps(interval):
        return False
    if area is None or total.area is None:
        return True
    return bool(areas_inside(total.area, area) or areas_inside(area, total.area))


def _clusters(incidents: Sequence[Incident]) -> list[tuple[str, ...]]:
    """Return the connected components of incidents that may count the same people: perhaps one event, or part and whole."""
    ids = {i.id for i in incidents}
    parent = {i: i for i in sorted(ids)}

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for incident in incidents:
        for suggestion in incident.suggestions:
            if suggestion.incident in ids:
                first, second = sorted((find(incident.id), find(suggestion.incident)))
                parent[second] = first
    wholes = [(i.id, i.sub_of) for i in incidents if i.sub_of in ids and i.sub_of is not None]
    for one, two in (*wholes, *_day_figures(incidents)):
        first, second = sorted((find(one), find(two)))
        parent[second] = first
    groups: dict[str, list[str]] = {}
    for key in sorted(ids):
        groups.setdefault(find(key), []).append(key)
    return sorted(tuple(g) for g in groups.values())


def _day_figures(incidents: Sequence[Incident]) -> list[tuple[str, str]]:
    """Pair each day-and-place figure with the events that may lie inside it: its people may be theirs."""
    days = _Days(incidents)
    whole = [i for i in incidents if i.diffuse]
    return [(d.id, i.id) for d in whole for i in days.near(d) if i.id != d.id and _may_lie_in(i, d)]


class _Days:
    """Incidents by first day, so that a day's figure is held against those of its days and not against a whole war's."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        dated = [(_ordinals(i), i) for i in incidents]
        short = [(days[0], i) for days, i in dated if days is not None and days[1] - days[0] <= LONG_DAYS]
        self.short = sorted(short, key=lambda e: (e[0], e[1].id))
        self.starts = [start for start, _ in self.short]
        known = {i.id for _, i in short}
        self.others = [i for i in incidents if i.id not in known]

    def near(self, day: Incident) -> list[Incident]:
        """Return the incidents whose days may touch those of ``day``."""
        hull = _ordinals(day)
        if hull is None:
            return [*(i for _, i in self.short), *self.others]
        first, last = bisect.bisect_left(self.starts, hull[0] - LONG_DAYS), bisect.bisect_right(self.starts, hull[1])
        return [*(i for _, i in self.short[first:last]), *self.others]


def _ordinals(incident: Incident) -> tuple[int, int] | None:
    """Return the first and the last day an incident may have happened on, None where either is open."""
    when = incident.when
    if when is None or when.start is None or when.end is None:
        return None
    return when.start.toordinal(), when.end.toordinal()


def _may_lie_in(event: Incident, day: Incident) -> bool:
    if event.when is not None and day.when is not None and not event.when.overlaps(day.when):
        return False
    if event.when is None and event.diffuse:
        return False
    return event.place is None or day.place is None or bool(areas_inside(event.place, day.place))


def _rules(clusters: Sequence[tuple[str, ...]], totals: Sequence[str]) -> tuple[Reason, ...]:
    rules = [Reason("sum-of-incidents", "lows are added to a low, highs to a high; an envelope, not a probability")]
    maybe = [c for c in clusters if len(c) > 1]
    if maybe:
        text = f"{sum(map(len, maybe))} incidents may be {len(maybe)}: the largest low once, all highs"
        rules.append(Reason("may-be-same", text, tuple(i for c in maybe for i in c)))
    if totals:
        rules.append(Reason("totals-beside", "period and running totals stand beside, in no sum", tuple(totals)))
    return tuple(rules)
