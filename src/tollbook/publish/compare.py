"""Another table of events set beside the record: which events both have, which only one, and how far their numbers agree. Pure."""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from tollbook.model.foreign import ForeignEvent
from tollbook.model.globe import distance_m
from tollbook.model.incident import Incident, Range
from tollbook.publish.words import figure_of

Agreement = Literal["same", "inside", "around", "overlap", "apart", "unknown"]
NEAR_DAYS = 1
"""A day more or less: local days, night raids, the day of a report."""
LEAST_NEAR_M = 10_000
"""Two points nearer than this may be one place, whatever radii are claimed for them."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """An event both have. ``agreement`` is of the killed: theirs the same as ours, inside, around, overlapping or apart."""

    incident: str
    code: str
    event: ForeignEvent
    ours: tuple[int | None, int | None]
    theirs: tuple[int | None, int | None]
    agreement: Agreement
    days_apart: int
    distance_m: int | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """All that was set side by side: matched, only in the record (ids), only in the other table."""

    matches: tuple[Match, ...]
    only_here: tuple[str, ...]
    only_there: tuple[ForeignEvent, ...]

    def share(self, *kinds: Agreement) -> float | None:
        """Return the share of matches with known numbers whose agreement is one of ``kinds``; None where there are none."""
        known = [m for m in self.matches if m.agreement != "unknown"]
        return sum(m.agreement in kinds for m in known) / len(known) if known else None


def compare(incidents: Sequence[Incident], events: Iterable[ForeignEvent]) -> Comparison:
    """Return the comparison. Each incident and each event is matched at most once, the closest first.

    Closest by days, then distance, then numbers. Days may differ by one; places must lie within both radii, or bear one name in one country.
    """
    others = list(events)
    by_day: dict[int, list[Incident]] = {}
    for incident in incidents:
        for day in _days(incident):
            by_day.setdefault(day, []).append(incident)
    pairs = []
    for number, event in enumerate(others):
        for incident in {i.id: i for d in _event_days(event) for i in by_day.get(d, ())}.values():
            cost = _cost(incident, event)
            if cost is not None:
                pairs.append((cost, incident.id, number, incident, event))
    pairs.sort(key=lambda p: p[:3])
    taken: set[str] = set()
    used: set[int] = set()
    matches = []
    for _, identity, number, incident, event in pairs:
        if identity not in taken and number not in used:
            taken.add(identity)
            used.add(number)
            matches.append(_match(incident, event))
    return Comparison(
        matches=tuple(sorted(matches, key=lambda m: m.code)),
        only_here=tuple(i.id for i in incidents if i.id not in taken),
        only_there=tuple(e for n, e in enumerate(others) if n not in used),
    )


def _days(incident: Incident) -> range:
    first = (incident.when.start or incident.when.end) if incident.when else None
    last = (incident.when.end or incident.when.start) if incident.when else None
    return range(first.toordinal(), min(last.toordinal(), first.toordinal() + 366) + 1) if first and last else range(0)


def _event_days(event: ForeignEvent) -> range:
    if event.first is None or event.last is None:
        return range(0)
    first, last = sorted((event.first.toordinal(), event.last.toordinal()))
    return range(first - NEAR_DAYS, min(last, first + 366) + NEAR_DAYS + 1)


def _cost(incident: Incident, event: ForeignEvent) -> tuple[int, float, float] | None:
    """Return how far apart they are (days, distance in both radii, numbers); None where they cannot be one event."""
    place = incident.place
    if place is None or (event.country and place.country and event.country != place.country):
        return None
    distance = _distance_m(incident, event)
    if distance is None:
        if not event.place or _plain(event.place) != _plain(place.name):
            return None
        apart = 0.5
    else:
        reach = max(LEAST_NEAR_M, place.radius_m + (event.radius_m or 0))
        if distance > reach:
            return None
        apart = distance / reach
    return _days_apart(incident, event), apart, _numbers_apart(incident, event)


def _plain(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _days_apart(incident: Incident, event: ForeignEvent) -> int:
    ours, theirs = _days(incident), _event_days(event)
    if not ours or not theirs:
        return 0
    first, last = theirs[0] + NEAR_DAYS, theirs[-1] - NEAR_DAYS
    return max(0, ours[0] - last, first - ours[-1])


def _distance_m(incident: Incident, event: ForeignEvent) -> float | None:
    if incident.place is None or event.lat is None or event.lon is None:
        return None
    return distance_m(incident.place.lat, incident.place.lon, event.lat, event.lon)


def _numbers_apart(incident: Incident, event: ForeignEvent) -> float:
    ours, (low, high) = _killed(incident), _theirs(event)
    if ours is None or ours.low is None or low is None or high is None:
        return 0.5
    middle, other = (ours.low + (ours.high or ours.low)) / 2, (low + high) / 2
    return abs(math.log1p(middle) - math.log1p(other))


def _killed(incident: Incident) -> Range | None:
    figure = figure_of(incident, "killed")
    return figure.range if figure and figure.range.low is not None else None


def _theirs(event: ForeignEvent) -> tuple[int | None, int | None]:
    return (event.low, event.high) if event.low is not None else event.civilians or (None, None)


def _match(incident: Incident, event: ForeignEvent) -> Match:
    ours, theirs = _killed(incident), _theirs(event)
    distance = _distance_m(incident, event)
    mine = (ours.low, None if ours.open else ours.high) if ours else (None, None)
    return Match(
        incident=incident.id,
        code=incident.code,
        event=event,
        ours=mine,
        theirs=theirs,
        agreement=agreement_of(ours, theirs),
        days_apart=_days_apart(incident, event),
        distance_m=round(distance) if distance is not None else None,
    )


def agreement_of(ours: Range | None, theirs: tuple[int | None, int | None]) -> Agreement:
    """Return how another's range lies to ours: the same, inside, around, overlapping, apart, or unknown where one has none."""
    low, high = theirs
    if ours is None or ours.low is None or ours.high is None or low is None or high is None:
        return "unknown"
    top = math.inf if ours.open else ours.high
    if (low, high) == (ours.low, top):
        return "same"
    if ours.low <= low and high <= top:
        return "inside"
    if low <= ours.low and top <= high:
        return "around"
    return "overlap" if low <= top and ours.low <= high else "apart"
