"""A snapshot with what pages look up in it, each made once. Knows values; words nothing."""

import datetime as dt
import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from tollbook.flow.judging.added import KINDS as ENTERED
from tollbook.flow.judging.applying import KEPT_KINDS, PAIR_KINDS, anchors_in, standing
from tollbook.flow.judging.reviewing import standings
from tollbook.flow.publishing.outlines import Outlines
from tollbook.flow.team.restricting import restricted_in
from tollbook.ledger.standing import ERASED
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.fold import fold
from tollbook.model.ids import content_id
from tollbook.model.incident import Incident, led_to, redirects_in
from tollbook.model.judgement import Anchor, Entry
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.review import Standing, version_of
from tollbook.model.snapshot import Snapshot
from tollbook.publish.select import grade_name, incident_by_claim
from tollbook.web.atlas import Atlas
from tollbook.web.spots import Spot, area_key, spot_of

FACETS = ("area", "region", "by", "means", "harm", "grade", "review", "source")
REVIEW = ("changed", "signed", "returned", "accepted", "reread", "unread", "differ", "suggested", "judged", "untouched")
"""What people have done about an incident, or what waits for them."""

READ = {"unread": "unread", "accepted": "accepted", "returned": "returned", "changed": "reread"}
"""What a second reader said of an incident, as a choice of the list: "changed" there is what was signed."""

LEAST_SPREAD = 2
"""Sources that differ by one or two people need nobody's morning."""


T = TypeVar("T")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in the list: its days, its place on the map, the keys of each facet, and its words folded for search."""

    incident: Incident
    spot: str
    first: dt.date | None
    last: dt.date | None
    keys: dict[str, frozenset[str]]
    words: str
    killed: int


class Index:
    """What pages look up in one snapshot. Everything is made when first asked for, and kept.

    ``state`` is a name for the book as this snapshot has it: two that differ in anything have different names.
    """

    def __init__(self, snapshot: Snapshot, outlines: Outlines | None = None, state: str = "") -> None:
        self.snapshot = snapshot
        self.state = state
        self._outlines = outlines
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._spots: dict[str, Spot] = {}
        self.made: dict[Callable[[Index], Any], Any] = {}

    @property
    def outlines(self) -> Outlines | None:
        """Return the land the maps are drawn on."""
        return self._outlines

    @property
    def spots(self) -> dict[str, Spot]:
        """Return the places of the incidents as a map draws them."""
        _ = self.rows
        return self._spots

    @cached_property
    def atlas(self) -> Atlas:
        """Return the land around the book's places."""
        countries = {spot.country for spot in self.spots.values() if spot.country}
        return Atlas(self._outlines.within(countries) if self._outlines else ())

    @cached_property
    def holder(self) -> dict[str, Incident]:
        """Return for each claim the incident that holds it."""
        return incident_by_claim(self.snapshot)

    @cached_property
    def restricted(self) -> frozenset[str]:
        """Return the ids of the reports and incidents that only some may see."""
        documents, incidents = restricted_in(self.snapshot.entries)
        return documents | incidents

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
    def numbered(self) -> dict[int, Entry]:
        """Return the entries of the ledger by their number."""
        return {entry.seq: entry for entry in self.snapshot.entries}

    def meant(self, entry: Entry) -> Entry | None:
        """Return the entry itself, of an undo the one that it, or the undo it undoes, is about; None where that is not here."""
        found: Entry | None = entry
        while found is not None and found.kind == "undo":
            found = self.numbered.get(int(found.body["undoes"]))
        return found

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

    @cached_property
    def claims_at(self) -> dict[str, list[Claim]]:
        """Return for each name of a place the claims that name it."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.snapshot.claims.values():
            if claim.where is not None:
                found[claim.where.name].append(claim)
        return found

    @cached_property
    def claims_naming(self) -> dict[str, list[Claim]]:
        """Return for each name of a speaker or belligerent the claims that name it."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.snapshot.claims.values():
            for name in {a.name for a in (*claim.said_by, *claim.by)}:
                found[name].append(claim)
        return found

    @cached_property
    def minted_of(self) -> dict[str, list[Entry]]:
        """Return for each incident id the entries that gave it or led another to it, in order."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.snapshot.entries:
            if entry.kind in {"mint", "redirect"}:
                for name in {str(entry.body.get("incident")), str(entry.body.get("redirect") or "")}:
                    found[name].append(entry)
        return found

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Return where each incident stands with its readers, by id."""
        return standings(self.snapshot.entries, self.snapshot.incidents)

    def version_read(self, incident: Incident) -> str:
        """Return the version of an incident that a second reader's word is about."""
        return version_of(incident)

    @cached_property
    def erased(self) -> dict[str, list[Entry]]:
        """Return for each document what was erased from it on request."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.snapshot.entries:
            if entry.kind == "erase":
                found[str(entry.body["target"])].append(entry)
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

    def area_name(self, area: str) -> str:
        """Return the name of an area by its gazetteer id, as the book or the gazetteer calls it; else the id."""
        named = self.label("at:" + area)
        known = self._outlines.name(area) if self._outlines else area
        return named if named != "at:" + area else known

    def _key(self, key: str, name: str) -> str:
        self._labels[key][name] += 1
        return key

    def _row(self, incident: Incident) -> Row:
        snapshot, place = self.snapshot, incident.place
        claims = self.claims_in(incident)
        sources = {self._source(claim) for claim in claims}
        by = {self._key("by:" + (a.actor or fold(a.words)), a.words) for a in incident.belligerents}
        areas = {self._key(area_key(place), place.name)} if place else set()
        quotes = (quote for c in claims for quote in (c.quote, c.where.name if c.where else ""))
        labels = (incident.code, place.name if place else "", *(a.words for a in incident.belligerents), *quotes)
        outlets = (d.outlet or "" for i in incident.documents if (d := snapshot.documents.get(i)))
        return Row(
            incident=incident,
            spot=self._spot(place),
            first=(incident.when.start or incident.when.end) if incident.when else None,
            last=(incident.when.end or incident.when.start) if incident.when else None,
            keys={
                "area": frozenset(areas),
                "region": frozenset(self._regions(place)),
                "by": frozenset(by),
                "means": frozenset(incident.means),
                "harm": frozenset(f.harm for f in incident.figures),
                "grade": frozenset({grade_name(incident)}),
                "review": frozenset({*review_of(incident, self.entries_of), READ[self.standings[incident.id].state]}),
                "source": frozenset(sources),
            },
            killed=_most_killed(incident),
            words=fold("\n".join((*labels, *outlets, *(self.label_now(s) for s in sources)))),
        )

    def _spot(self, place: Place | None) -> str:
        if place is None:
            return ""
        spot = spot_of(place)
        self._spots.setdefault(spot.key, spot)
        return spot.key

    def _regions(self, place: Place | None) -> set[str]:
        if place is None or not place.admin1:
            return set()
        return {self._key("in:" + place.admin1, self._outlines.name(place.admin1) if self._outlines else place.admin1)}

    def label_now(self, key: str) -> str:
        """Return the words most used so far for a facet's key."""
        return self._labels[key].most_common(1)[0][0]

    def _source(self, claim: Claim) -> str:
        return self._key(self.source_key(claim), self.source_name(claim))

    def source_key(self, claim: Claim) -> str:
        """Return the key of a claim's root speaker among the choices of the list."""
        known = next((s.organisation or s.actor for s in claim.said_by[:1] if s.organisation or s.actor), None)
        return "of:" + (known or fold(self.source_name(claim)))

    def source_name(self, claim: Claim) -> str:
        """Return the root speaker of a claim as named, else its outlet."""
        document = self.snapshot.documents.get(claim.document)
        return speaker(claim.said_by) or (document.outlet if document else None) or "—"

    def place_named(self, incident: Incident) -> str:
        """Return the place as most of the incident's claims name it, empty where that is the place's own name."""
        named = Counter(c.where.name for c in self.claims_in(incident) if c.where)
        if not named:
            return ""
        name = max(sorted(named), key=lambda n: named[n])
        known = fold(incident.place.name) if incident.place else ""
        return "" if known and (fold(name) in known or known in fold(name)) else name

    def claims_in(self, incident: Incident) -> list[Claim]:
        """Return the incident's claims that the record still holds."""
        return [self.snapshot.claims[c] for c in incident.claims if c in self.snapshot.claims]

    def find_incident(self, name: str) -> Incident | None:
        """Return the incident with this id or code, or the one it was merged into; None where there is none."""
        incidents = self.snapshot.incidents
        found = incidents.get(name) or incidents.get(led_to(name, self.redirects))
        return found or next((i for i in incidents.values() if i.code == name), None)

    @cached_property
    def redirects(self) -> dict[str, str]:
        """Return the ids of merged incidents with what each was merged into."""
        return redirects_in(self.snapshot.entries)


def once(make: Callable[[Index], T]) -> Callable[[Index], T]:
    """Return ``make`` so that it makes its value once for each index, which keeps it as long as it lives itself."""

    @functools.wraps(make)
    def kept(index: Index) -> T:
        if make not in index.made:
            index.made[make] = make(index)
        value: T = index.made[make]
        return value

    return kept


def review_of(incident: Incident, entries: Mapping[str, object]) -> set[str]:
    """Return what people have done about an incident and what waits for them: several of ``REVIEW`` may hold."""
    figures = [f for f in incident.figures if f.axis == "all"]
    spread = any((f.range.high or 0) - (f.range.low or 0) > LEAST_SPREAD for f in figures if not f.signed_by)
    is_judged = any(name in entries for name in (incident.id, *incident.claims))
    found = {
        "changed": any(f.signed_by and f.proposed for f in incident.figures),
        "signed": any(f.signed_by for f in figures),
        "differ": spread,
        "suggested": bool(incident.suggestions),
        "judged": is_judged,
    }
    return {name for name, holds in found.items() if holds} or {"untouched"}


def _most_killed(incident: Incident) -> int:
    ranges = (f.range for f in incident.figures if f.harm == "killed")
    return max((r.high or r.low or 0 for r in ranges), default=0)


def speaker(chain: Sequence[ActorReading]) -> str:
    """Return the root speaker of a chain as named; empty in the outlet's own voice."""
    return chain[0].name if chain else ""


def named_in(entry: Entry) -> list[str]:
    """Return the claims and incidents that a person's judgement names."""
    if ERASED in entry.body:
        return []
    if entry.kind in ENTERED:
        return [str(claim["id"]) for claim in entry.body["claims"]]
    if entry.kind in PAIR_KINDS:
        sides = (entry.body["first"], entry.body["second"])
        incidents = [str(side["incident"]) for side in sides if side.get("incident")]
        return [*incidents, *(anchor.claim for anchor in anchors_in(entry))]
    if entry.kind in {"reject", "correct"}:
        return [anchors_in(entry)[0].claim]
    return [str(entry.body["incident"])] if entry.kind in {"sign_off", "review"} else []


def version_of_claim(claim: Claim | None) -> str:
    """Return a name for a claim as it stands, empty where it is gone; an edit carries the one it saw."""
    return content_id("v1_", claim) if claim else ""


def version_of_pair(first: Incident | None, second: Incident | None) -> str:
    """Return a name for two incidents as they stand, their claims, days and figures; empty where one is gone."""
    if first is None or second is None:
        return ""
    return content_id("v1_", *((i.id, i.claims, i.when, i.figures) for i in (first, second)))
