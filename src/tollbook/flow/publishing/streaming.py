"""A book made ready for export a part at a time: what a policy takes out is planned over all of it, then each part is redacted.

A part holds some incidents with their claims and reports (without their texts), in the order in which rows are printed.
"""

import datetime as dt
import functools
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Literal, TypeVar

import msgspec
from sqlalchemy import Connection

from tollbook.model.claim import Claim
from tollbook.model.document import Document, Receipt, merged_credits
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.judgement import Entry
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.coarse import coarse_interval
from tollbook.publish.plan import ClaimPart, IncidentPart, Plan, RecordPart, ReportPart
from tollbook.publish.redact import Edition, Written, edition_by
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
NUMBERS = "I"
"""The kind of array in which the numbers of claims' rows are handed over."""
T = TypeVar("T")


class Stored:
    """A book's database, gone through; see ``plan.Told``. What is told as ordinary crime is not there."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @functools.cached_property
    def apart(self) -> frozenset[str]:
        """The ids of the incidents that are told as ordinary crime."""
        return frozenset(streams.incidents_of_crime(self.connection))

    @functools.cached_property
    def apart_claims(self) -> frozenset[str]:
        """The ids of the claims that are told as ordinary crime, unless another incident holds them."""
        found = streams.claims_of_crime(self.connection)
        held = {c for i in self.incidents() for c in i.claims if c in found} if found else set()
        return frozenset(found - held)

    def documents(self) -> Iterator[ReportPart]:
        """Yield what a plan asks of the reports."""
        receipt = msgspec.json.Decoder(Receipt)
        for (identity, media_type), rows in groupby(streams.report_rows(self.connection), itemgetter(0, 1)):
            said = merged_credits([receipt.decode(value) for *_, value in rows if value is not None])
            yield ReportPart(id=identity, media_type=media_type, published=said.published, outlet=said.outlet)

    def claims(self) -> Iterator[ClaimPart]:
        """Yield what a plan asks of the claims."""
        decoder, has_crime = msgspec.json.Decoder(ClaimPart), False
        for value in streams.claim_values(self.connection):
            claim = decoder.decode(value)
            has_crime |= claim.crime
            if not claim.crime or claim.id not in self.apart_claims:
                yield claim
        if not has_crime:
            self.apart_claims = frozenset()  # all were seen: they need not be looked for

    def records(self) -> Iterator[RecordPart]:
        """Yield what a plan asks of the other records."""
        decoder = msgspec.json.Decoder(RecordPart)
        return (decoder.decode(value) for value in streams.record_values(self.connection))

    def incidents(self) -> Iterator[IncidentPart]:
        """Yield what a plan asks of the incidents."""
        decoder = msgspec.json.Decoder(IncidentPart)
        found = (decoder.decode(value) for value in streams.incident_values(self.connection))
        return (i for i in found if not i.crime)

    def entries(self, kinds: Sequence[str] = ()) -> Iterator[Entry]:
        """Yield the ledger's entries, or those of ``kinds``."""
        for seq, kind, author, time, body in streams.entry_rows(self.connection, kinds):
            yield Entry(seq=seq, kind=kind, author=author, time=time, body=msgspec.json.decode(body), previous="")  # type: ignore[arg-type]  # as the database has it

    def has_people(self) -> bool:
        """Return True where somebody judged."""
        return streams.has_other_author(self.connection, "tollbook")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of a book: incidents or reports by id, claims of reports that no incident holds, or totals.

    ``loose`` are the numbers of such claims' rows, as the bytes of an array.
    """

    kind: Literal["incident", "loose", "report", "total"]
    ids: tuple[str, ...] = ()
    loose: bytes = b""
    totals: tuple[Total, ...] = ()


class Reader:
    """Reads parts of a book and makes them ready: what ``plan`` takes out, and what is told as ordinary crime, is not there."""

    def __init__(self, connection: Connection, plan: Plan, apart: frozenset[str], apart_claims: frozenset[str]) -> None:
        self._connection, self._plan, self._apart, self._apart_claims = connection, plan, apart, apart_claims
        self._reports: OrderedDict[str, Document] = OrderedDict()
        self._claims, self._incidents = msgspec.json.Decoder(Claim), msgspec.json.Decoder(Incident)

    def edition(self, part: Part) -> "tuple[Edition, array[int]]":
        """Return a part as it may be shown, and the numbers of the rows of the claims its incidents hold."""
        if part.kind == "incident":
            return self._of_incidents(part.ids)
        view = {"loose": self._of_loose, "report": self._of_reports, "total": self._of_totals}[part.kind](part)
        return edition_by(self._plan, view), array(NUMBERS)

    def _of_incidents(self, ids: Sequence[str]) -> "tuple[Edition, array[int]]":
        told = streams.incidents_of(self._connection, ids)
        incidents = {i: named_beside(self._incidents.decode(told[i]), self._apart) for i in ids}
        rows = streams.claims_of(self._connection, [c for i in incidents.values() for c in i.claims])
        claims = {name: self._claims.decode(value) for name, (_, value) in rows.items()}
        wanted = dict.fromkeys([d for i in incidents.values() for d in i.documents])
        wanted |= dict.fromkeys(c.document for c in claims.values())
        view = Snapshot(documents=self._at_hand(list(wanted)), claims=claims, incidents=incidents)
        written = Written(snapshot=view, claims={name: value for name, (_, value) in rows.items()}, incidents=told)
        return edition_by(self._plan, view, written), array(NUMBERS, (number for number, _ in rows.values()))

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

    def _of_loose(self, part: Part) -> Snapshot:
        numbers = set(array(NUMBERS, part.loose))
        rows = streams.claims_in(self._connection, part.ids)
        claims = [self._claims.decode(value) for number, value in rows if number in numbers]
        shown = {c.id: c for c in claims if c.id not in self._apart_claims}
        return Snapshot(documents=self._at_hand(part.ids), claims=shown)

    def _of_reports(self, part: Part) -> Snapshot:
        """Return reports without their words: of these a table tells the number of characters only."""
        return Snapshot(documents={d.id: d for d in documents.load_blank(self._connection, part.ids)})

    def _of_totals(self, part: Part) -> Snapshot:
        names = dict.fromkeys(c for t in part.totals for c in (t.claim, *t.contained))
        rows = streams.claims_of(self._connection, list(names))
        known = {name: self._claims.decode(value) for name, (_, value) in rows.items()}
        claims = {name: claim for name, claim in known.items() if name not in self._apart_claims}
        reports = self._at_hand(list(dict.fromkeys(c.document for c in claims.values())))
        return Snapshot(documents=reports, claims=claims, totals=part.totals)


class Parts:
    """The parts of a book, for tables that are made incident by incident, report by report, total by total."""

    def __init__(self, stored: Stored, plan: Plan) -> None:
        self._stored, self._connection, self._plan = stored, stored.connection, plan
        self._held = bytearray()

    def stages(self, unit: Unit) -> Iterator[Iterator[Part]]:
        """Yield the parts for rows of ``unit``, in their order, in stages: one is asked for when those before it are done."""
        if unit == "incident":
            self._held = bytearray(streams.last_claim(self._connection) + 1)
            yield (Part(kind="incident", ids=ids) for ids in _batches(self._incident_ids(), INCIDENTS))
            yield self._loose()
        elif unit == "report":
            yield (Part(kind="report", ids=ids) for ids in _batches(self._report_ids(), REPORTS))
        elif unit == "total":
            yield (Part(kind="total", totals=some) for some in _batches(self._totals(), TOTALS))

    def hold(self, numbers: "array[int]") -> None:
        """Note that an incident holds the claims of these rows."""
        for number in numbers:
            self._held[number] = 1

    def _incident_ids(self) -> list[str]:
        """Return the ids of the incidents in the order in which their edition prints them: the order itself must not tell a day."""
        hidden, apart = self._plan.hidden, self._stored.apart
        heads = (h for h in streams.incident_heads(self._connection) if h[0] not in hidden and h[0] not in apart)
        return [identity for *_, identity in sorted(self._place_of(head) for head in heads)]

    def _place_of(self, head: tuple[str, str, str | None, str | None]) -> tuple[str, str, str]:
        identity, code, *ends = head
        first, last = (dt.date.fromisoformat(day) if day else None for day in ends)
        days = coarse_interval(Interval(first, last), self._plan.policy.dates.coarsen)
        return in_order(days, self._plan.codes.get(code, code), identity)

    def _loose(self) -> Iterator[Part]:
        """Yield the claims that stand in no incident, report by report."""
        held = self._held
        if held.find(0, 1) < 0:
            return
        loose = (pair for pair in streams.claim_documents(self._connection) if not held[pair[0]])
        by_report = ((name, [number for number, _ in pairs]) for name, pairs in groupby(loose, itemgetter(1)))
        for batch in _batches(by_report, REPORTS):
            numbers = array(NUMBERS, (number for _, some in batch for number in some))
            yield Part(kind="loose", ids=tuple(name for name, _ in batch), loose=numbers.tobytes())

    def _totals(self) -> Sequence[Total]:
        totals: Sequence[Total] = derived.load_totals(self._connection)
        # a part of the totals can't tell what another part's totals rest on
        return shown_totals(totals, self._plan.hidden) if self._plan.hidden else totals

    def _report_ids(self) -> list[str]:
        told = ((str(d.published or "9999"), d.id) for d in self._stored.documents())
        return [name for _, name in sorted(told) if name not in self._plan.hidden]


def _batches(values: Iterable[T], most: int) -> Iterator[tuple[T, ...]]:
    source = iter(values)
    while batch := tuple(islice(source, most)):
        yield batch
