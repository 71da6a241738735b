"""A book made ready for export a part at a time: what a policy takes out is planned over all of it, then each part is redacted.

A part holds some incidents with their claims and reports (without their texts), in the order in which rows are printed.
"""

import functools
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
from sqlalchemy import Connection

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Incident
from tollbook.model.judgement import Entry
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.coarse import coarse_interval
from tollbook.publish.plan import ClaimPart, IncidentPart, Plan, RecordPart
from tollbook.publish.redact import Edition, edition_by
from tollbook.publish.select import named_beside
from tollbook.publish.shapes.facts import in_order
from tollbook.publish.shapes.shape import Unit
from tollbook.publish.visible import shown_totals
from tollbook.store import derived, documents, streams

INCIDENTS = 400
"""Incidents of a part: with their claims some ten megabytes."""
REPORTS = 500
TOTALS = 200
KEPT = 20_000
"""Reports kept at hand: those of one week stand in many incidents of it."""


class Stored:
    """A book's database, gone through; see ``plan.Told``. What is told as ordinary crime is not there."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @functools.cached_property
    def apart(self) -> frozenset[str]:
        """The ids of the incidents that are told as ordinary crime."""
        return frozenset(i.id for i in self._all_incidents() if i.crime)

    @functools.cached_property
    def apart_claims(self) -> frozenset[str]:
        """The ids of the claims that are told as ordinary crime, unless another incident holds them."""
        found = streams.claims_of_crime(self.connection)
        held = {c for i in self._all_incidents() if not i.crime for c in i.claims if c in found} if found else set()
        return frozenset(found - held)

    def _all_incidents(self) -> Iterator[IncidentPart]:
        decoder = msgspec.json.Decoder(IncidentPart)
        return (decoder.decode(value) for value in streams.incident_values(self.connection))

    def documents(self) -> Iterator[Document]:
        """Yield the reports, without their texts."""
        ids = documents.document_ids(self.connection)
        for start in range(0, len(ids), REPORTS):
            yield from documents.load_untold(self.connection, ids[start : start + REPORTS])

    def claims(self) -> Iterator[ClaimPart]:
        """Yield what a plan asks of the claims."""
        decoder = msgspec.json.Decoder(ClaimPart)
        claims = (decoder.decode(value) for value in streams.claim_values(self.connection))
        return (c for c in claims if c.id not in self.apart_claims)

    def records(self) -> Iterator[RecordPart]:
        """Yield what a plan asks of the other records."""
        decoder = msgspec.json.Decoder(RecordPart)
        return (decoder.decode(value) for value in streams.record_values(self.connection))

    def incidents(self) -> Iterator[IncidentPart]:
        """Yield what a plan asks of the incidents."""
        return (i for i in self._all_incidents() if not i.crime)

    def entries(self, kinds: Sequence[str] = ()) -> Iterator[Entry]:
        """Yield the ledger's entries, or those of ``kinds``."""
        for seq, kind, author, time, body in streams.entry_rows(self.connection, kinds):
            yield Entry(seq=seq, kind=kind, author=author, time=time, body=msgspec.json.decode(body), previous="")  # type: ignore[arg-type]  # as the database has it

    def has_people(self) -> bool:
        """Return True where somebody judged."""
        return streams.has_other_author(self.connection, "tollbook")


class Parts:
    """The editions of a book's parts, for tables that are made incident by incident, report by report, total by total."""

    def __init__(self, stored: Stored, plan: Plan) -> None:
        self._stored, self._connection, self.plan = stored, stored.connection, plan
        self._reports: OrderedDict[str, Document] = OrderedDict()
        self._claims, self._incidents = msgspec.json.Decoder(Claim), msgspec.json.Decoder(Incident)

    def editions(self, unit: Unit) -> Iterator[Edition]:
        """Yield the editions of all parts, in the order of their rows."""
        found = {"incident": self._by_incident, "report": self._by_report, "total": self._by_total}[unit]()
        return (edition_by(self.plan, view) for view in found)

    def _by_incident(self) -> Iterator[Snapshot]:
        """Yield the incidents by day, then the claims that stand in none."""
        held = bytearray(streams.last_claim(self._connection) + 1)
        ids = self._incident_ids()
        for start in range(0, len(ids), INCIDENTS):
            yield self._part(ids[start : start + INCIDENTS], held)
        yield from self._loose(held)

    def _incident_ids(self) -> list[str]:
        """Return the ids of the incidents in the order in which their edition prints them: the order itself must not tell a day."""
        grain, codes = self.plan.policy.dates.coarsen, self.plan.codes
        shown = (i for i in self._stored.incidents() if i.id not in self.plan.hidden)
        keys = [in_order(coarse_interval(i.when, grain), codes.get(i.code, i.code), i.id) for i in shown]
        return [identity for *_, identity in sorted(keys)]

    def _part(self, ids: Sequence[str], held: bytearray) -> Snapshot:
        rows = streams.incidents_of(self._connection, ids)
        apart = self._stored.apart
        incidents = {i: named_beside(self._incidents.decode(rows[i]), apart) for i in ids}
        claims = streams.claims_of(self._connection, [c for i in incidents.values() for c in i.claims])
        for number, _ in claims.values():
            held[number] = 1
        decoded = {name: self._claims.decode(value) for name, (_, value) in claims.items()}
        wanted = dict.fromkeys([d for i in incidents.values() for d in i.documents])
        wanted |= dict.fromkeys(c.document for c in decoded.values())
        return Snapshot(documents=self._at_hand(list(wanted)), claims=decoded, incidents=incidents)

    def _at_hand(self, ids: Sequence[str]) -> dict[str, Document]:
        missing = [i for i in ids if i not in self._reports]
        for start in range(0, len(missing), REPORTS):
            for document in documents.load_untold(self._connection, missing[start : start + REPORTS]):
                self._reports[document.id] = document
        found = {i: self._reports[i] for i in ids if i in self._reports}
        for i in found:
            self._reports.move_to_end(i)
        while len(self._reports) > max(KEPT, len(ids)):
            self._reports.popitem(last=False)
        return found

    def _loose(self, held: bytearray) -> Iterator[Snapshot]:
        loose = (pair for pair in streams.claim_documents(self._connection) if not held[pair[0]])
        for batch in _batches((name for name, _ in groupby(loose, lambda pair: pair[1])), REPORTS):
            rows = streams.claims_in(self._connection, batch)
            claims = [self._claims.decode(value) for number, value in rows if not held[number]]
            shown = {c.id: c for c in claims if c.id not in self._stored.apart_claims}
            yield Snapshot(documents=self._at_hand(batch), claims=shown)

    def _by_report(self) -> Iterator[Snapshot]:
        told = ((str(d.published or "9999"), d.id) for d in self._stored.documents())
        ids = [name for _, name in sorted(told) if name not in self.plan.hidden]
        for start in range(0, len(ids), REPORTS):
            yield Snapshot(documents={d.id: d for d in documents.load(self._connection, ids[start : start + REPORTS])})

    def _by_total(self) -> Iterator[Snapshot]:
        totals: Sequence[Total] = derived.load_totals(self._connection)
        if self.plan.hidden:  # a part of the totals can't tell what another part's totals rest on
            totals = shown_totals(totals, self.plan.hidden)
        for start in range(0, len(totals), TOTALS):
            some = totals[start : start + TOTALS]
            names = dict.fromkeys(c for t in some for c in (t.claim, *t.contained))
            rows = streams.claims_of(self._connection, list(names))
            apart = self._stored.apart_claims
            claims = {name: self._claims.decode(value) for name, (_, value) in rows.items() if name not in apart}
            reports = self._at_hand(list(dict.fromkeys(c.document for c in claims.values())))
            yield Snapshot(documents=reports, claims=claims, totals=tuple(some))


def _batches(names: Iterable[str], most: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for name in names:
        batch.append(name)
        if len(batch) == most:
            yield batch
            batch = []
    if batch:
        yield batch
