"""What a redaction policy takes out of a whole book: found once, before any part of the book is made ready. Pure."""

import datetime as dt
import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

import msgspec

from tollbook.model.claim import Claim, Who
from tollbook.model.document import NOTE, Document
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.judgement import Entry
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.coarse import holds_a_day
from tollbook.publish.codes import codes_given
from tollbook.publish.finding import pattern_of, whole
from tollbook.publish.persons import person_in
from tollbook.publish.sifting import Sifter
from tollbook.publish.visible import hidden_ids, is_dropped, without
from tollbook.vocab.policies import Policy

ADULT = 18
CHILDREN = frozenset({"children", "infants", "girls", "boys", "babies"})
_YEARS = re.compile(r"\d+")


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """One thing an edition does not show: its kind, the claim, incident or document, the value (for the team's eyes), and why."""

    kind: str
    subject: str
    value: str
    why: str


class ReportPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks of a report."""

    id: str
    media_type: str = "text/plain"
    published: dt.date | None = None
    outlet: str | None = None


class WherePart(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks of a place: what it is called."""

    name: str


class SpeakerPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks of who speaks."""

    name: str
    actor: str | None = None
    organisation: str | None = None
    position: str | None = None


class ClaimPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks of a claim."""

    id: str
    document: str
    where: WherePart | None = None
    said_by: tuple[SpeakerPart, ...] = ()
    who: Who = Who()
    crime: bool = False


class RecordPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks of a record."""

    id: str
    document: str
    said_by: tuple[SpeakerPart, ...] = ()


class IncidentPart(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan asks of an incident."""

    id: str
    code: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    when: Interval | None = None
    crime: bool = False


class Told(Protocol):
    """A book gone through one value at a time, as often as asked: a snapshot, or a database that is read as it goes."""

    def documents(self) -> Iterable[Document | ReportPart]:
        """Yield the reports."""

    def claims(self) -> Iterable[Claim | ClaimPart]:
        """Yield the claims."""

    def records(self) -> Iterable[Record | RecordPart]:
        """Yield the other records."""

    def incidents(self) -> Iterable[Incident | IncidentPart]:
        """Yield the incidents."""

    def entries(self) -> Iterable[Entry]:
        """Yield the ledger's entries."""

    def has_people(self) -> bool:
        """Return True where somebody judged."""


class Whole:
    """A snapshot, gone through."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._view = snapshot

    def documents(self) -> Iterable[Document | ReportPart]:
        """Return the reports."""
        return self._view.documents.values()

    def claims(self) -> Iterable[Claim | ClaimPart]:
        """Return the claims."""
        return self._view.claims.values()

    def records(self) -> Iterable[Record | RecordPart]:
        """Return the other records."""
        return self._view.records

    def incidents(self) -> Iterable[Incident | IncidentPart]:
        """Return the incidents."""
        return self._view.incidents.values()

    def entries(self) -> Iterable[Entry]:
        """Return the ledger's entries."""
        return self._view.entries

    def has_people(self) -> bool:
        """Return True where somebody judged."""
        return any(e.author != "tollbook" for e in self._view.entries)


def outside_view(snapshot: Snapshot, documents: Collection[str], incidents: Collection[str]) -> Snapshot:
    """Return ``snapshot`` without the restricted ``documents`` and ``incidents`` (ids); an incident's reports go with it."""
    if not documents and not incidents:
        return snapshot
    return without(snapshot, hidden_ids(Whole(snapshot), set(documents), set(incidents)))


class Plan(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What is taken out, of whatever part of the book: hidden ids, names, speakers, codes that hold a day (with their ids).

    ``lost`` identifies what is hidden. ``has_people`` says whether anybody judged.
    """

    policy: Policy
    day: dt.date
    withheld: tuple[Withheld, ...] = ()
    hidden: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    codes: Mapping[str, str] = {}
    has_people: bool = False

    @functools.cached_property
    def secrets(self) -> frozenset[str]:
        """The words that must stand in no file."""
        return frozenset(self.names | self.lost | self.codes.keys())

    @functools.cached_property
    def names_sifter(self) -> Sifter:
        """What finds the names."""
        return Sifter(self.names, pattern_of)

    @functools.cached_property
    def speakers_sifter(self) -> Sifter:
        """What finds the speakers, as whole words."""
        return Sifter(self.speakers, _speakers_pattern)


def _speakers_pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda n: (-len(n), n))
    return re.compile(whole(f"(?:{'|'.join(re.escape(n) for n in longest_first)})"))


def plan_of(
    told: Told,
    policy: Policy,
    day: dt.date,
    *,
    documents: Iterable[str] = (),
    incidents: Iterable[str] = (),
    called: Mapping[str, str] | None = None,
) -> Plan:
    """Return what ``policy`` takes out on ``day``; ``documents`` and ``incidents`` are restricted ids.

    ``called`` are the names by which the actor list knows the sources that the policy withholds, by their ids.
    """
    gone = list(_hidden(told, policy, day, frozenset(documents), frozenset(incidents)))
    gone_documents = {w.subject for w in gone if w.kind in {"restricted document", "embargoed document"}}
    gone_incidents = {w.subject for w in gone if w.kind in {"restricted incident", "embargoed incident"}}
    hidden = hidden_ids(told, gone_documents, gone_incidents) if gone else frozenset[str]()
    names, speakers = _people(told, policy, called or {}, hidden)
    before, after = _codes(told, hidden) if hidden or policy.dates.coarsen != "day" else ({}, {})
    return Plan(
        policy=policy,
        day=day,
        withheld=(*gone, *names, *speakers),
        hidden=hidden,
        lost=hidden.union(before.keys() - after.keys()),
        names=frozenset(w.value for w in names),
        speakers=frozenset(w.value for w in speakers),
        codes={c: i for c, i in after.items() if holds_a_day(c, i)} if policy.dates.coarsen != "day" else {},
        has_people=told.has_people(),
    )


def _codes(told: Told, hidden: frozenset[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return every code with its id: all of the book's, and those of what is not hidden."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for entry in told.entries():
        given = codes_given([entry])
        before |= given
        after |= {} if given and is_dropped(entry, hidden) else given
    for incident in told.incidents():
        if incident.code:
            before[incident.code] = incident.id
            after |= {} if incident.id in hidden else {incident.code: incident.id}
    return before, after


def _hidden(
    told: Told, policy: Policy, day: dt.date, documents: frozenset[str], incidents: frozenset[str]
) -> Iterator[Withheld]:
    """Yield the documents and incidents that are not shown at all."""
    waiting = {e.item: e.until for e in policy.dates.embargoes if e.until > day}
    youngest = day - dt.timedelta(days=policy.dates.embargo_days)
    yield from (Withheld(kind="restricted document", subject=d, value=d, why="restricted") for d in sorted(documents))
    yield from (Withheld(kind="restricted incident", subject=i, value=i, why="restricted") for i in sorted(incidents))
    if not waiting and not policy.dates.embargo_days:
        return
    for incident in told.incidents():
        until = waiting.get(incident.id) or waiting.get(incident.code)
        last = (incident.when.end or incident.when.start) if incident.when else None
        if until:
            why = f"not before {until}"
        elif policy.dates.embargo_days and last and last > youngest:
            why = f"of the last {policy.dates.embargo_days} days"
        else:
            continue
        yield Withheld(kind="embargoed incident", subject=incident.id, value=incident.code, why=why)
    for document in told.documents() if waiting else ():
        if until := waiting.get(document.id):
            why = f"not before {until}"
            yield Withheld(kind="embargoed document", subject=document.id, value=document.id, why=why)


def _names(claim: Claim | ClaimPart, policy: Policy) -> Iterator[Withheld]:
    """Yield the names of a claim's people that are not shown."""
    if not claim.who.names:
        return
    is_minor = _is_minor(claim.who)
    if (policy.names.minors if is_minor else policy.names.victims) == "withhold":
        why = "a minor's name" if is_minor else "a victim's name"
        for name in claim.who.names:
            yield Withheld(kind="name", subject=claim.id, value=name, why=why)


def _is_minor(who: Who) -> bool:
    """Return True when people are children by group or by one of their ages."""
    years = [int(found[0]) for age in who.ages if (found := _YEARS.search(age))]
    return who.group in CHILDREN or any(age < ADULT for age in years)


def _people(
    told: Told, policy: Policy, called: Mapping[str, str], hidden: frozenset[str]
) -> tuple[list[Withheld], list[Withheld]]:
    """Return the names that are not shown, and the speakers, once each; the claims are gone through once."""
    wanted = {*policy.sources.withhold, *called}
    asks_names = "withhold" in {policy.names.minors, policy.names.victims}
    asks_speakers = policy.sources.unnamed == "withhold" or bool(wanted)
    names: list[Withheld] = []
    places: set[str] = set()
    speakers = _Speakers(policy, called, wanted, _outlets(told, hidden) if asks_speakers else set())
    for claim in told.claims() if asks_names or asks_speakers else ():
        if claim.id not in hidden:
            names += _names(claim, policy)
            speakers.hear(claim)
            if claim.where:
                places.add(claim.where.name)
    for record in told.records() if asks_speakers else ():
        if record.id not in hidden:
            speakers.hear(record)
    if policy.sources.in_quotes == "withhold":
        names += speakers.persons(places)
    names += [Withheld(kind="word", subject="policy", value=w, why="named in the policy") for w in policy.names.also]
    return names, speakers.withheld() if asks_speakers else []


def _outlets(told: Told, hidden: frozenset[str]) -> set[str]:
    shown = (d for d in told.documents() if d.id not in hidden)
    return {d.outlet for d in shown if d.outlet and d.media_type != NOTE}


class _Speakers:
    """The speakers that are not named, by their names; known ones by the name of the actor list too."""

    def __init__(self, policy: Policy, called: Mapping[str, str], wanted: set[str], outlets: set[str]) -> None:
        self._unnamed = policy.sources.unnamed == "withhold"
        self._called, self._wanted, self._outlets = called, wanted, outlets
        self._found: dict[str, Withheld] = {}
        self._speaking: set[str] = set()
        self._persons: dict[str, str] = {}

    def hear(self, thing: Claim | ClaimPart | Record | RecordPart) -> None:
        """Note who speaks in a claim or record."""
        for reading in thing.said_by:
            self._speaking |= {key for key in (reading.actor, reading.organisation) if key and key in self._called}
            if reading.name in self._found:
                continue
            is_unnamed = reading.actor is None and reading.organisation is None and reading.name not in self._outlets
            by_policy = bool({reading.name, reading.actor, reading.organisation} & self._wanted)
            if by_policy or (is_unnamed and self._unnamed):
                why = "named in the policy" if by_policy else "a source the actor list does not know"
                found = Withheld(kind="source", subject=thing.id, value=reading.name, why=why)
                self._found[reading.name] = found
                if (person := person_in(reading.name, reading.position)) and person not in self._outlets:
                    self._persons[person] = thing.id

    def persons(self, places: set[str]) -> Iterator[Withheld]:
        """Yield the persons among them by their own names, none that is what a place is called as well."""
        for name, owner in self._persons.items():
            if name not in places:
                yield Withheld(kind="name", subject=owner, value=name, why="who speaks, in reports' own words")

    def withheld(self) -> list[Withheld]:
        """Return who is not named."""
        known = {self._called[key]: key for key in sorted(self._speaking)}
        listed = [
            Withheld(kind="source", subject=k, value=name, why="named in the policy") for name, k in known.items()
        ]
        return [*listed, *(w for name, w in self._found.items() if name not in known)]
