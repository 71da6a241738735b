"""What a brief is about: the claims, incidents, totals and records of an area and days, or of one incident."""

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, Total
from tollbook.publish.select import Selection, pick_claims, pick_incidents, pick_records, pick_totals

LEVELS = frozenset({"trapped", "displaced"})


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for, in print order. ``left_out`` are claims without a place, outside a brief of one area."""

    claims: tuple[Claim, ...]
    incidents: tuple[Incident, ...]
    totals: tuple[Total, ...]
    records: tuple[Record, ...]
    series: tuple[Series, ...] = ()
    left_out: tuple[Claim, ...] = ()

    @property
    def levels(self) -> list[Claim]:
        """Claims of how many people are in a state: they are in no sum."""
        return [c for c in self.claims if (c.standing or c.harm in LEVELS) and c.part_of is None]

    def totals_of(self, snapshot: Snapshot, *, running: bool) -> list[Total]:
        """Return the running totals, or those of a closed stretch; levels are neither."""
        levels = {c.id for c in self.levels}
        return [
            t
            for t in self.totals
            if (snapshot.claims[t.claim].scope == "cumulative") is running and t.claim not in levels
        ]


def pick(selection: Selection, snapshot: Snapshot) -> Picked:
    """Return what ``selection`` asks for."""
    claims = pick_claims(selection, snapshot)
    ids = {c.id for c in claims}
    return Picked(
        claims=claims,
        incidents=pick_incidents(selection, snapshot),
        totals=pick_totals(selection, snapshot),
        records=pick_records(selection, snapshot),
        series=tuple(s for s in snapshot.series if ids.intersection(p.claim for p in s.points)),
        left_out=_left_out(selection, claims, snapshot),
    )


def _left_out(selection: Selection, claims: tuple[Claim, ...], snapshot: Snapshot) -> tuple[Claim, ...]:
    """Return the claims that name no place, in reports that a brief of one area draws on."""
    if selection.area is None:
        return ()
    reports = {c.document for c in claims}
    anywhere = pick_claims(msgspec.structs.replace(selection, area=None, place=None), snapshot)
    return tuple(c for c in anywhere if c.where is None and c.part_of is None and c.document in reports)


def pick_incident(incident: Incident, snapshot: Snapshot) -> Picked:
    """Return one incident with its second blows, the totals it stands in, and the records about it.

    A record is about it when it concerns one of its claims or stands in the sentence of one.
    """
    blows = sorted((i for i in snapshot.incidents.values() if i.sub_of == incident.id), key=lambda i: i.code)
    ids = dict.fromkeys(c for i in (incident, *blows) for c in i.claims if c in snapshot.claims)
    claims = tuple(snapshot.claims[c] for c in ids)
    totals = tuple(
        t for t in snapshot.totals if t.claim in snapshot.claims and ids.keys() & {*t.contained, *t.possible}
    )
    sentences = {(c.document, c.sentence) for c in claims if c.sentence}
    records = tuple(r for r in snapshot.records if r.claim in ids or _stands_in(r, sentences))
    return Picked(claims=claims, incidents=(incident, *blows), totals=totals, records=records)


def _stands_in(record: Record, sentences: set[tuple[str, tuple[int, int]]]) -> bool:
    return any(
        record.document == document and span[0] <= record.span[0] and record.span[1] <= span[1]
        for document, span in sentences
    )
