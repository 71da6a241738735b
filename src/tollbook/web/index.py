"""A snapshot with what pages look up in it, each made once. Knows values; words nothing."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from tollbook.flow.judging import KEPT_KINDS, anchors_in, standing
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.model.incident import Incident
from tollbook.model.judgement import Anchor, Entry
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.select import grade_name, incident_by_claim
from tollbook.web.fold import fold

FACETS = ("area", "by", "means", "harm", "grade", "source")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in the list: its days, the keys of each facet, and its words folded for search."""

    incident: Incident
    first: dt.date | None
    last: dt.date | None
    keys: dict[str, frozenset[str]]
    words: str
    killed: int


class Index:
    """What pages look up in one snapshot. Everything is made when first asked for, and kept."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)

    @cached_property
    def holder(self) -> dict[str, Incident]:
        """Return for each claim the incident that holds it."""
        return incident_by_claim(self.snapshot)

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """Return for each document its claims in order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.snapshot.claims.values(), key=lambda c: c.span):
            found[claim.document].append(claim)
        return found

    @cached_property
    def records_of(self) -> dict[str, list[Record]]:
        """Return for each document its other records in order."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in sorted(self.snapshot.records, key=lambda r: r.span):
            found[record.document].append(record)
        return found

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Return the documents, the newest first, undated ones last."""
        oldest = dt.date.min
        return tuple(
            sorted(self.snapshot.documents.values(), key=lambda d: (d.published or oldest, d.id), reverse=True)
        )

    @cached_property
    def by_caller(self) -> dict[str, str]:
        """Return the document id for what its caller calls it."""
        return {name: d.id for d in self.snapshot.documents.values() for name in d.caller_ids}

    @cached_property
    def rejected_of(self) -> dict[str, list[tuple[Entry, Anchor]]]:
        """Return for each document the claims people rejected, with the judgement."""
        found: dict[str, list[tuple[Entry, Anchor]]] = defaultdict(list)
        for entry in standing(self.snapshot.entries):
            if entry.kind == "reject":
                anchor = anchors_in(entry)[0]
                found[anchor.document].append((entry, anchor))
        return found

    @cached_property
    def undone_by(self) -> dict[int, int]:
        """Return for each undone entry the entry that undoes it and is not itself undone."""
        undone: dict[int, int] = {}
        for entry in reversed(self.snapshot.entries):
            if entry.kind == "undo" and entry.seq not in undone:
                undone[int(entry.body["undoes"])] = entry.seq
        return undone

    @cached_property
    def judgements(self) -> tuple[Entry, ...]:
        """Return what people judged, the latest first."""
        return tuple(e for e in reversed(self.snapshot.entries) if e.kind not in KEPT_KINDS)

    @cached_property
    def entries_of(self) -> dict[str, list[Entry]]:
        """Return for each claim and incident id the judgements that name it, in order."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.snapshot.entries:
            for name in dict.fromkeys(named_in(entry)):
                found[name].append(entry)
        return found

    @property
    def head(self) -> int:
        """Return the number of the ledger's last entry."""
        return self.snapshot.entries[-1].seq if self.snapshot.entries else 0

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the list of incidents, the latest first, those without a day last."""
        rows = [self._row(incident) for incident in self.snapshot.incidents.values()]
        return tuple(sorted(rows, key=lambda r: (r.first or dt.date.min, r.incident.code), reverse=True))

    def label(self, key: str) -> str:
        """Return the words most used for a facet's key."""
        _ = self.rows
        counted = self._labels.get(key)
        return counted.most_common(1)[0][0] if counted else key

    def _key(self, key: str, name: str) -> str:
        self._labels[key][name] += 1
        return key

    def _row(self, incident: Incident) -> Row:
        snapshot, place = self.snapshot, incident.place
        claims = [snapshot.claims[c] for c in incident.claims if c in snapshot.claims]
        sources = {self._source(claim) for claim in claims}
        by = {self._key("by:" + (a.actor or fold(a.words)), a.words) for a in incident.belligerents}
        areas = {self._key("at:" + (place.gazetteer_id or fold(place.name)), place.name)} if place else set()
        quotes = (quote for c in claims for quote in (c.quote, c.where.name if c.where else ""))
        labels = (incident.code, place.name if place else "", *(a.words for a in incident.belligerents), *quotes)
        outlets = (d.outlet or "" for i in incident.documents if (d := snapshot.documents.get(i)))
        return Row(
            incident=incident,
            first=(incident.when.start or incident.when.end) if incident.when else None,
            last=(incident.when.end or incident.when.start) if incident.when else None,
            keys={
                "area": frozenset(areas),
                "by": frozenset(by),
                "means": frozenset(incident.means),
                "harm": frozenset(f.harm for f in incident.figures),
                "grade": frozenset({grade_name(incident)}),
                "source": frozenset(sources),
            },
            killed=_most_killed(incident),
            words=fold("\n".join((*labels, *outlets, *(self.label_now(s) for s in sources)))),
        )

    def label_now(self, key: str) -> str:
        """Return the words most used so far for a facet's key."""
        return self._labels[key].most_common(1)[0][0]

    def _source(self, claim: Claim) -> str:
        name = self.source_name(claim)
        known = next((s.organisation or s.actor for s in claim.said_by[:1] if s.organisation or s.actor), None)
        return self._key("of:" + (known or fold(name)), name)

    def source_name(self, claim: Claim) -> str:
        """Return the root speaker of a claim as named, else its outlet."""
        document = self.snapshot.documents.get(claim.document)
        return speaker(claim.said_by) or (document.outlet if document else None) or "—"

    def place_named(self, incident: Incident) -> str:
        """Return the place as most of the incident's claims name it, empty where that is the place's own name."""
        claims = (self.snapshot.claims[c] for c in incident.claims if c in self.snapshot.claims)
        named = Counter(c.where.name for c in claims if c.where)
        if not named:
            return ""
        name = max(sorted(named), key=lambda n: named[n])
        known = fold(incident.place.name) if incident.place else ""
        return "" if known and (fold(name) in known or known in fold(name)) else name

    def find_incident(self, name: str) -> Incident | None:
        """Return the incident with this id or code, or the one it was merged into; None where there is none."""
        incidents = self.snapshot.incidents
        for identity in self._led_to(name):
            if identity in incidents:
                return incidents[identity]
        return next((i for i in incidents.values() if i.code == name), None)

    def _led_to(self, name: str) -> Iterable[str]:
        redirects = {
            str(e.body["incident"]): e.body.get("redirect") for e in self.snapshot.entries if e.kind == "redirect"
        }
        seen: set[str] = set()
        while name not in seen:
            yield name
            seen.add(name)
            name = str(redirects.get(name) or name)

    @cached_property
    def claim_words(self) -> dict[str, str]:
        """Return the folded words, place, speakers and belligerents of each claim; made at the first search."""
        return {c.id: _claim_text(c) for c in self.snapshot.claims.values()}

    @cached_property
    def counts(self) -> dict[str, Counter[str]]:
        """Return for each facet how many incidents each of its values has in the whole book."""
        return {name: Counter(key for row in self.rows for key in row.keys[name]) for name in FACETS}

    @cached_property
    def folded(self) -> dict[str, str]:
        """Return the folded text of each document; made at the first search."""
        return {d.id: fold(d.text) for d in self.snapshot.documents.values()}


def _claim_text(claim: Claim) -> str:
    names = (*(a.name for a in claim.said_by), *(a.name for a in claim.by), claim.where.name if claim.where else "")
    return fold("\n".join((claim.quote, claim.harm, *names)))


def _most_killed(incident: Incident) -> int:
    ranges = (f.range for f in incident.figures if f.harm == "killed")
    return max((r.high or r.low or 0 for r in ranges), default=0)


def speaker(chain: Sequence[ActorReading]) -> str:
    """Return the root speaker of a chain as named; empty in the outlet's own voice."""
    return chain[0].name if chain else ""


def named_in(entry: Entry) -> list[str]:
    """Return the claims and incidents that a person's judgement names."""
    if entry.kind in {"same", "not_same"}:
        sides = (entry.body["first"], entry.body["second"])
        incidents = [str(side["incident"]) for side in sides if side.get("incident")]
        return [*incidents, *(anchor.claim for anchor in anchors_in(entry))]
    if entry.kind in {"reject", "correct"}:
        return [anchors_in(entry)[0].claim]
    return [str(entry.body["incident"])] if entry.kind == "sign_off" else []


def version_of_claim(claim: Claim | None) -> str:
    """Return a name for a claim as it stands; an edit carries the one it saw."""
    return content_id("v1_", claim) if claim else "gone"


def version_of_pair(first: Incident | None, second: Incident | None) -> str:
    """Return a name for two incidents as they stand: their claims, days and figures."""
    shown = [(i.id, i.claims, i.when, i.figures) if i else None for i in (first, second)]
    return content_id("v1_", *shown)
