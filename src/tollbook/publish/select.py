"""Which part of a book is asked for: by area, days, harm, belligerent, speaker and grade. Pure filters over a Snapshot."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.globe import distance_m
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, TimeReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total

SETTLEMENTS = frozenset({"site", "street", "neighbourhood", "village", "town", "city"})


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; None asks for everything. Names match words inside names, without case, accents or hyphens.

    ``place`` is what a gazetteer has for ``area``: it keeps what lies in it, however the reports spell it.
    """

    area: str | None = None
    place: Place | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    harm: str | None = None
    by: str | None = None
    speaker: str | None = None
    grade: str | None = None

    @property
    def interval(self) -> Interval | None:
        """The days asked for, None for all."""
        return Interval(self.first, self.last, "open") if self.first or self.last else None


def plain(name: str) -> str:
    """Return a name for matching: lower case, no accents, words parted by single spaces."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c))))


def names_match(wanted: str, names: Iterable[str | None]) -> bool:
    """Return True when ``wanted`` stands as whole words inside one of ``names``, or is that name's id."""
    words = f" {plain(wanted)} "
    return any(words in f" {plain(name)} " for name in names if name)


def _place_names(place: Place | None) -> list[str | None]:
    if place is None:
        return []
    return [place.name, place.admin1, place.admin2, place.country, place.gazetteer_id, *place.parents]


def is_in_area(selection: Selection, reading: PlaceReading | None) -> bool:
    """Return True when the place, as named or resolved, or an area that holds it, is the area asked for."""
    if selection.area is None:
        return True
    if reading is None:
        return False
    if names_match(selection.area, [reading.name, reading.quote, *_place_names(reading.place)]):
        return True
    return selection.place is not None and reading.place is not None and _lies_in(reading.place, selection.place)


def _lies_in(part: Place, whole: Place) -> bool:
    """Return True when ``part`` is ``whole``, lies in it by its parents, or is a smaller disc with its centre in a settlement.

    The area a place stands in for want of a better one ("al-Badu", somewhere in Raqqa) is that area.
    """
    if whole.gazetteer_id and whole.gazetteer_id in {part.gazetteer_id, *part.parents}:
        return part.level != "countryside" or part.level == whole.level
    return part.radius_m <= whole.radius_m and whole.level in SETTLEMENTS and _apart_m(part, whole) <= whole.radius_m


def _apart_m(one: Place, other: Place) -> float:
    return distance_m(one.lat, one.lon, other.lat, other.lon)


def is_in_days(wanted: Interval | None, when: TimeReading | None, document: Document | None) -> bool:
    """Return True when the harm may lie in the days wanted; where no day is stated, by the day of the report."""
    if wanted is None:
        return True
    if when is not None and when.interval is not None:
        return wanted.overlaps(when.interval)
    published = document.published if document else None
    return published is None or wanted.overlaps(Interval(published, published))


def _actor_names(readings: Iterable[ActorReading]) -> list[str | None]:
    return [name for r in readings for name in (r.name, r.actor, r.organisation, r.position)]


def keeps_claim(selection: Selection, claim: Claim, snapshot: Snapshot) -> bool:
    """Return True when the claim is asked for (its grade aside)."""
    document = snapshot.documents.get(claim.document)
    said = _actor_names(claim.said_by) or [document.outlet if document else None]
    return (
        is_in_area(selection, claim.where)
        and is_in_days(selection.interval, claim.when, document)
        and (selection.harm is None or claim.harm == selection.harm)
        and (selection.by is None or names_match(selection.by, _actor_names(claim.by)))
        and (selection.speaker is None or names_match(selection.speaker, said))
    )


def grade_name(incident: Incident | None) -> str:
    """Return the name of the incident's grade, "ungraded" where it has none."""
    return incident.grade.name if incident and incident.grade else "ungraded"


def incident_by_claim(snapshot: Snapshot) -> dict[str, Incident]:
    """Return for each claim id the incident that holds it."""
    return {claim: incident for incident in snapshot.incidents.values() for claim in incident.claims}


def pick_claims(selection: Selection, snapshot: Snapshot) -> tuple[Claim, ...]:
    """Return the claims asked for, in order of document date and place in the text."""
    holder = incident_by_claim(snapshot)
    grade = selection.grade
    kept = [
        claim
        for claim in snapshot.claims.values()
        if keeps_claim(selection, claim, snapshot)
        and (grade is None or names_match(grade, [grade_name(holder.get(claim.id))]))
    ]
    return tuple(sorted(kept, key=lambda c: (*_document_order(snapshot, c.document), c.span)))


def without_crime(snapshot: Snapshot) -> Snapshot:
    """Return the book without the incidents that reports tell in the words of ordinary crime, and their claims."""
    apart = {i.id for i in snapshot.incidents.values() if i.crime}
    held = {c for i in snapshot.incidents.values() if not i.crime for c in i.claims}
    if not apart and not any(c.crime for c in snapshot.claims.values()):
        return snapshot
    return msgspec.structs.replace(
        snapshot,
        claims={k: c for k, c in snapshot.claims.items() if not c.crime or k in held},
        incidents={k: named_beside(i, apart) for k, i in snapshot.incidents.items() if k not in apart},
    )


def named_beside(incident: Incident, gone: AbstractSet[str]) -> Incident:
    """Return the incident without suggestions of those that are gone."""
    kept = tuple(s for s in incident.suggestions if s.incident not in gone)
    return incident if len(kept) == len(incident.suggestions) else msgspec.structs.replace(incident, suggestions=kept)


def pick_incidents(selection: Selection, snapshot: Snapshot) -> tuple[Incident, ...]:
    """Return the incidents with a claim asked for, oldest first, those without a day last."""
    kept = [
        incident
        for incident in snapshot.incidents.values()
        if (selection.grade is None or names_match(selection.grade, [grade_name(incident)]))
        and any(keeps_claim(selection, snapshot.claims[c], snapshot) for c in incident.claims if c in snapshot.claims)
        and _incident_fits(selection, incident)
    ]
    return tuple(sorted(kept, key=_incident_order))


def _incident_fits(selection: Selection, incident: Incident) -> bool:
    wanted = selection.interval
    return wanted is None or incident.when is None or wanted.overlaps(incident.when)


def _incident_order(incident: Incident) -> tuple[bool, dt.date, dt.date, str]:
    when = incident.when
    start = (when.start or when.end) if when else None
    end = (when.end or when.start) if when else None
    return (start is None, start or dt.date.min, end or dt.date.min, incident.code or incident.id)


def pick_totals(selection: Selection, snapshot: Snapshot) -> tuple[Total, ...]:
    """Return the totals whose claim is asked for, the longest running last."""
    kept = [
        total
        for total in snapshot.totals
        if (claim := snapshot.claims.get(total.claim)) is not None and keeps_claim(selection, claim, snapshot)
    ]
    return tuple(sorted(kept, key=lambda t: (snapshot.claims[t.claim].scope == "cumulative", -_days(t), t.speaker)))


def _days(total: Total) -> int:
    return -(total.hull.days or 0) if total.hull else 0


def pick_records(selection: Selection, snapshot: Snapshot) -> tuple[Record, ...]:
    """Return the records asked for; area and days count only where a record states them, else its document decides."""
    touched = {claim.document for claim in pick_claims(selection, snapshot)}
    kept = [r for r in snapshot.records if _keeps_record(selection, r, snapshot, touched)]
    return tuple(sorted(kept, key=lambda r: (*_document_order(snapshot, r.document), r.span)))


def _keeps_record(selection: Selection, record: Record, snapshot: Snapshot, touched: set[str]) -> bool:
    document = snapshot.documents.get(record.document)
    said = _actor_names(record.said_by) or [document.outlet if document else None]
    if selection.area and record.where is not None and not is_in_area(selection, record.where):
        return False
    if selection.area and record.where is None and record.document not in touched:
        return False
    published = document.published if document else None
    if selection.interval and published and not selection.interval.overlaps(Interval(published, published)):
        return False
    return (selection.by is None or names_match(selection.by, _actor_names(record.by))) and (
        selection.speaker is None or names_match(selection.speaker, said)
    )


def _document_order(snapshot: Snapshot, document_id: str) -> tuple[dt.date, str]:
    document = snapshot.documents.get(document_id)
    return (document.published if document and document.published else dt.date.max, document_id)
