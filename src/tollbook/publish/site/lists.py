"""Which incidents stand on which list: by month, by area, the latest. Knows incidents, no pages."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.publish.site.paths import area_key
from tollbook.publish.site.world import WIDE

PAGE = 200
LATEST = 12
MOST_SPOTS = 300
LONGEST_MONTH = 31
LEAST_SHARE = 0.04
UNDATED, UNPLACED = "undated", "unplaced"


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A list of incidents with its key in addresses: a month ("2017-08"), a year, an area ("area-SY-04"), or what lacks one."""

    key: str
    kind: str
    name: str
    year: int = 0
    month: int = 0
    incidents: tuple[Incident, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the list fills."""
        return max(1, -(-len(self.incidents) // PAGE))

    def page(self, number: int) -> tuple[Incident, ...]:
        """Return the incidents of one page, from 1."""
        return self.incidents[(number - 1) * PAGE : number * PAGE]


def in_order(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents by day, those without one last."""
    return sorted(incidents, key=lambda i: (_first(i.when) or dt.date.max, i.code, i.id))


def latest(incidents: Sequence[Incident]) -> list[Incident]:
    """Return the few latest of incidents in order, the latest first; undated ones only where nothing else is."""
    dated = [i for i in incidents if _first(i.when)]
    return (dated or list(incidents))[-LATEST:][::-1]


def _first(when: Interval | None) -> dt.date | None:
    return (when.start or when.end) if when else None


def month_of(when: Interval | None) -> tuple[int, int] | None:
    """Return year and month an incident is listed under; month 0 where only its year is known, None where neither is.

    A year's list holds what may have been in any month of it: January would be more than the reports say.
    """
    if when is None or when.start is None or when.end is None:
        return None
    if (when.days or 0) <= LONGEST_MONTH:
        return when.start.year, when.start.month
    return (when.start.year, 0) if when.start.year == when.end.year else None


def months(incidents: Sequence[Incident]) -> list[Facet]:
    """Return the months and years that hold incidents, the latest first; what has no day last."""
    found: dict[tuple[int, int] | None, list[Incident]] = {}
    for incident in incidents:
        found.setdefault(month_of(incident.when), []).append(incident)
    dated = sorted((key for key in found if key is not None), reverse=True)
    facets = [
        Facet(key=f"{y}-{m:02}" if m else f"{y}", kind="month", name="", year=y, month=m, incidents=tuple(found[y, m]))
        for y, m in dated
    ]
    undated = found.get(None)
    return [*facets, Facet(key=UNDATED, kind=UNDATED, name="", incidents=tuple(undated))] if undated else facets


def areas(incidents: Sequence[Incident], names: Mapping[str, str]) -> list[Facet]:
    """Return the first-level areas (else countries) that hold incidents, by name; what has no place last."""
    found: dict[str, list[Incident]] = {}
    for incident in incidents:
        found.setdefault(area_of(incident.place), []).append(incident)
    placed = sorted((key for key in found if key), key=lambda key: (names.get(key, key), key))
    facets = [
        Facet(key=area_key(key), kind="area", name=names.get(key, key), incidents=tuple(found[key])) for key in placed
    ]
    lost = found.get("")
    return [*facets, Facet(key=UNPLACED, kind=UNPLACED, name="", incidents=tuple(lost))] if lost else facets


def area_of(place: Place | None) -> str:
    """Return the id of the first-level area of a place, of its country where it lies in none, "" where that is unknown."""
    return (place.admin1 or place.country or "") if place else ""


def framed(spots: Sequence[tuple[Place, int, str]]) -> list[Place]:
    """Return the places that set what a map of them shows: those of countries that hold more than a few in a hundred.

    A wrong namesake far away would else shrink all others to one dot.
    """
    held: Counter[str | None] = Counter()
    for place, number, _ in spots:
        held[place.country] += number
    least = sum(held.values()) * LEAST_SHARE
    return [place for place, *_ in spots if held[place.country] >= least]


def spots(incidents: Iterable[Incident]) -> list[tuple[Place, int, str]]:
    """Return the places narrower than a country as (place, number of incidents, slug of the only one), the fullest first."""
    counted: Counter[tuple[float, float]] = Counter()
    first: dict[tuple[float, float], tuple[Place, Incident]] = {}
    for incident in incidents:
        place = incident.place
        if place is None or place.level in WIDE:
            continue
        key = (round(place.lat, 3), round(place.lon, 3))
        counted[key] += 1
        first.setdefault(key, (place, incident))
    return [(first[k][0], n, first[k][1].id if n == 1 else "") for k, n in counted.most_common(MOST_SPOTS)]
