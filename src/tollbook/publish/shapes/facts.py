"""What several shapes ask of an incident: its figures, days, place, parties, reports, each with the claims behind it."""

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tollbook.model.actor import Actor
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Figure, Incident, IncidentActor, Range
from tollbook.model.interval import Interval
from tollbook.model.snapshot import Snapshot
from tollbook.publish.shapes.shape import Given, Loss, Skipped
from tollbook.publish.words import figure_of
from tollbook.vocab.places import LevelCodes, load_level_rules

STATES = frozenset({"state_force", "state", "coalition"})
PRIO_CELLS = 720
"""Cells of half a degree around the globe: PRIO-GRID numbers them by row from the south pole, then by column from 180° W."""


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """The sides of an incident: the first is a state where one is; names as the actor list has them, ids where known."""

    first: str = ""
    second: str = ""
    first_actor: Actor | None = None
    second_actor: Actor | None = None
    others: tuple[str, ...] = ()


def events(snapshot: Snapshot, given: Given) -> Iterator[Incident | Skipped]:
    """Yield the incidents that can be event rows, oldest first, and why the others cannot."""
    for incident in ordered(snapshot):
        if incident.is_total and not given.with_totals:
            yield Skipped(incident.code, "a period figure is never an event row")
        else:
            yield incident


def ordered(snapshot: Snapshot) -> list[Incident]:
    """Return the incidents in the order of rows: by day, those without one last, then by code."""
    return sorted(snapshot.incidents.values(), key=lambda i: in_order(i.when, i.code, i.id))


def in_order(when: Interval | None, code: str, identity: str) -> tuple[str, str, str]:
    """Return what an incident is put in order by."""
    first = (when.start or when.end) if when else None
    return str(first or "9999"), code, identity


def first_day(incident: Incident) -> dt.date | None:
    """Return the earliest day the incident may have happened on, the latest where the start is open."""
    return (incident.when.start or incident.when.end) if incident.when else None


def last_day(incident: Incident) -> dt.date | None:
    """Return the latest day the incident may have happened on, the earliest where the end is open."""
    return (incident.when.end or incident.when.start) if incident.when else None


def range_of_figure(figure: Figure | None) -> Range | None:
    """Return the range of a figure that has numbers, None for one of words only or for none."""
    return figure.range if figure is not None and figure.range.low is not None else None


def figure(incident: Incident, harm: str, axis: str = "all", key: str | None = None) -> Range | None:
    """Return the numbers of one harm and class of people, None where no source gives one."""
    return range_of_figure(figure_of(incident, harm, axis, key))


def setters(found: Range | None, *ends: str) -> tuple[str, ...]:
    """Return the claims that set the ends (low, best, high) of a range."""
    return tuple(dict.fromkeys(found.set_by[end] for end in ends if end in found.set_by)) if found else ()


def open_losses(row: str, found: Range | None, column: str) -> list[Loss]:
    """Return the loss of an open upper end, which no column of numbers holds."""
    if found is None or not found.open:
        return []
    return [Loss(row, column, f"{found.high}+", "an open upper end is printed as the highest number stated")]


def documents_of(incident: Incident, snapshot: Snapshot) -> list[Document]:
    """Return the incident's reports, the earliest first."""
    found = [snapshot.documents[d] for d in incident.documents if d in snapshot.documents]
    return sorted(found, key=lambda d: (str(d.published or "9999"), d.id))


def claims_of(incident: Incident, snapshot: Snapshot) -> list[Claim]:
    """Return the incident's claims."""
    return [snapshot.claims[c] for c in incident.claims if c in snapshot.claims]


def speakers_of(claims: Iterable[Claim]) -> list[str]:
    """Return the root speakers of claims as named, once each."""
    return list(dict.fromkeys(c.said_by[0].name for c in claims if c.said_by))


def place_claims(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the claims that say where."""
    return tuple(c.id for c in claims if c.where)


def day_claims(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the claims that say when."""
    return tuple(c.id for c in claims if c.when)


def means_claims(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the claims that say by what means."""
    return tuple(c.id for c in claims if c.means)


def actor_claims(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the claims that name a belligerent."""
    return tuple(c.id for c in claims if c.by)


def codes_of(incident: Incident) -> LevelCodes | None:
    """Return the precision codes of the incident's place, None where it has none."""
    return load_level_rules().levels[incident.place.level] if incident.place else None


def parties_of(incident: Incident, actors: Mapping[str, Actor]) -> Parties:
    """Return the sides: a state before others; the order is otherwise that of the record."""
    known = [(a, actors.get(a.actor or "")) for a in incident.belligerents]
    ordered = sorted(known, key=lambda pair: not (pair[1] is not None and pair[1].kind in STATES))
    names = [_name(a, actor) for a, actor in ordered]
    return Parties(
        first=names[0] if names else "",
        second=names[1] if len(names) > 1 else "",
        first_actor=ordered[0][1] if ordered else None,
        second_actor=ordered[1][1] if len(ordered) > 1 else None,
        others=tuple(names[2:]),
    )


def _name(named: IncidentActor, actor: Actor | None) -> str:
    return actor.name if actor else named.words


def prio_cell(lat: float, lon: float) -> int:
    """Return the PRIO-GRID number of the half-degree cell that holds the point (Tollefsen et al. 2012)."""
    row = min(359, math.floor((lat + 90) * 2))
    column = min(PRIO_CELLS - 1, math.floor((lon + 180) * 2))
    return row * PRIO_CELLS + column + 1


def clusters_of(incidents: Sequence[Incident]) -> list[list[Incident]]:
    """Return the incidents in groups that may each be one event, by the suggestions nobody has judged; most hold one."""
    by_id = {i.id: i for i in incidents}
    group = {i.id: i.id for i in incidents}

    def root(identity: str) -> str:
        while group[identity] != identity:
            identity = group[identity]
        return identity

    for incident in incidents:
        for other in (*(s.incident for s in incident.suggestions), *filter(None, [incident.sub_of])):
            if other in by_id:
                group[root(incident.id)] = root(other)
    found: dict[str, list[Incident]] = {}
    for incident in incidents:
        found.setdefault(root(incident.id), []).append(incident)
    return list(found.values())
