"""Redaction: a book as an edition may show it. Applied before any exporter sees a row; what was withheld is listed. Pure.

Replaced words keep their length, so that every quote still stands where its span says.
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import NOTE, Document
from tollbook.model.incident import Incident
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.coarse import Moved, coarsened, without_codes
from tollbook.publish.finding import Finder
from tollbook.publish.plan import Plan, Whole, Withheld, plan_of
from tollbook.publish.quoted import BLACK, SOURCE, blackened, without_quotes
from tollbook.publish.sifting import Sifter
from tollbook.publish.texts import changed
from tollbook.publish.visible import without
from tollbook.vocab.policies import Policy

__all__ = ["AUTHOR", "SOURCE", "Edition", "Withheld", "edition_by", "edition_of", "leaks"]

AUTHOR = "a recorder"
SET_BY = "set by "
"""How a grade that a person set begins to say so."""
OFFICE = frozenset({"position", "organisation"})
"""What a record says of who speaks in it, beside the name."""
T = TypeVar("T", bound=msgspec.Struct)


class Edition(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A book as a policy lets it be shown on ``day``. ``secrets`` are words that must stand in no file made from it."""

    snapshot: Snapshot
    policy: Policy
    day: dt.date
    withheld: tuple[Withheld, ...] = ()
    secrets: frozenset[str] = frozenset()

    @functools.cached_property
    def finder(self) -> Finder:
        """What finds the secrets in a text."""
        return _finder_of(self.secrets)

    @property
    def shows_quotes(self) -> bool:
        """True when reports' own words may be shown."""
        return self.policy.words.quotes == "keep"


@functools.lru_cache(maxsize=4)
def _finder_of(secrets: frozenset[str]) -> Finder:
    """Return the finder of a book's secrets, the same for all parts of it."""
    return Finder(secrets)


def edition_of(
    snapshot: Snapshot,
    policy: Policy,
    day: dt.date,
    *,
    documents: Iterable[str] = (),
    incidents: Iterable[str] = (),
    called: Mapping[str, str] | None = None,
) -> Edition:
    """Return what ``policy`` lets be shown of ``snapshot`` on ``day``; ``documents`` and ``incidents`` are restricted ids.

    ``called`` are the names by which the actor list knows the sources that the policy withholds, by their ids.
    """
    plan = plan_of(Whole(snapshot), policy, day, documents=documents, incidents=incidents, called=called)
    return edition_by(plan, snapshot)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON that claims and incidents of a snapshot were read from, by id, where it is at hand."""

    snapshot: Snapshot
    claims: Mapping[str, str] = {}
    incidents: Mapping[str, str] = {}

    def claim(self, claim: Claim) -> str | None:
        """Return what the claim was read from, None where that is not at hand or a step changed the claim since."""
        return self.claims.get(claim.id) if self.snapshot.claims.get(claim.id) is claim else None

    def incident(self, incident: Incident) -> str | None:
        """Return what the incident was read from, None as above."""
        return self.incidents.get(incident.id) if self.snapshot.incidents.get(incident.id) is incident else None


def edition_by(plan: Plan, snapshot: Snapshot, written: Written | None = None) -> Edition:
    """Return what a plan for the whole book lets be shown of ``snapshot``, which may be a part of it.

    What values were read from (``written``) spares writing them out again to see whether a name stands in them.
    """
    written = written or Written(snapshot=snapshot)
    view = without(snapshot, plan.hidden) if plan.hidden else snapshot
    if plan.speakers:
        view = _without_speakers(view, plan, written)
    if plan.names:
        view = _mapped(view, _blackened_names(plan.names_sifter), plan.names_sifter, written)
    if plan.policy.words.quotes == "withhold":
        view = without_quotes(view)
    moved: list[Moved] = []
    view = coarsened(without_codes(view, plan.codes), plan.policy, moved)
    view = _without_team(view, plan)
    coarse = tuple(Withheld(kind=m.kind, subject=m.subject, value=m.value, why="told more coarsely") for m in moved)
    return Edition(
        snapshot=view, policy=plan.policy, day=plan.day, withheld=(*plan.withheld, *coarse), secrets=plan.secrets
    )


def _blackened_names(sifter: Sifter) -> Callable[[str], str]:
    """Return what blacks names out wherever they stand, letters for letters."""
    return lambda text: sifter.changed(text, lambda m: BLACK * len(m[0]))


def _mapped(snapshot: Snapshot, change: Callable[[str], str], where: Sifter, written: Written) -> Snapshot:
    def new(value: T, told: str | None = None) -> T:
        return changed(value, change) if where.may_stand(value, told) else value

    return msgspec.structs.replace(
        snapshot,
        documents={k: new(v) for k, v in snapshot.documents.items()},
        claims={k: new(v, written.claim(v)) for k, v in snapshot.claims.items()},
        incidents={k: new(v, written.incident(v)) for k, v in snapshot.incidents.items()},
        records=tuple(new(r) for r in snapshot.records),
        totals=tuple(new(t) for t in snapshot.totals),
        series=tuple(new(s) for s in snapshot.series),
        issues=tuple(new(i) for i in snapshot.issues),
        entries=tuple(new(e) for e in snapshot.entries),
    )


def _without_speakers(snapshot: Snapshot, plan: Plan, written: Written) -> Snapshot:
    """Return the book with those speakers' readings reduced to "a source", and their names gone from sentences made of them."""
    names = plan.speakers

    def said(readings: Sequence[ActorReading]) -> tuple[ActorReading, ...]:
        return tuple(_nobody(r) if r.name in names else r for r in readings)

    def unsaid(claim: Claim) -> Claim:
        is_said = any(r.name in names for r in claim.said_by)
        return msgspec.structs.replace(claim, said_by=said(claim.said_by)) if is_said else claim

    claims = {k: unsaid(c) for k, c in snapshot.claims.items()}
    records = tuple(_record_without(r, names, said) for r in snapshot.records)
    view = msgspec.structs.replace(snapshot, claims=claims, records=records)
    # reports' own words keep their letters: a quote is never reworded
    made = msgspec.structs.replace(view, documents={}, claims={}, records=())
    sifter = plan.speakers_sifter
    told = _mapped(made, lambda text: sifter.changed(text, lambda _: SOURCE), sifter, written)
    return msgspec.structs.replace(told, documents=view.documents, claims=view.claims, records=view.records)


def _record_without(
    record: Record, names: frozenset[str], said: Callable[[Sequence[ActorReading]], tuple[ActorReading, ...]]
) -> Record:
    """Return the record without those speakers: as its speakers, as parties to what it tells, and in its own fields."""
    details = {key: SOURCE if value in names else value for key, value in record.details.items()}
    if any(r.name in names for r in record.said_by):
        details = {key: value for key, value in details.items() if key not in OFFICE}
    return msgspec.structs.replace(
        record,
        said_by=said(record.said_by),
        actors={role: said(found) for role, found in record.actors.items()},
        details=details,
    )


def _nobody(reading: ActorReading) -> ActorReading:
    return msgspec.structs.replace(
        reading, name=SOURCE, actor=None, organisation=None, position=None, quote="", span=(0, 0), steps=()
    )


def _without_team(snapshot: Snapshot, plan: Plan) -> Snapshot:
    """Return the book without who judged, and without originals, their names and evidence, where the policy says so."""
    if plan.policy.names.authors == "withhold" and plan.has_people:
        snapshot = _without_people(snapshot)
    if plan.policy.words.originals == "withhold":
        claims = {k: _plain(c) for k, c in snapshot.claims.items()}
        # what a caller calls a report may be the name of a file, and that the name of a person
        documents = {k: _uncalled(d) for k, d in snapshot.documents.items()}
        snapshot = _without_notes(msgspec.structs.replace(snapshot, claims=claims, documents=documents))
    return snapshot


def _uncalled(document: Document) -> Document:
    return msgspec.structs.replace(document, caller_ids=()) if document.caller_ids else document


def _plain(claim: Claim) -> Claim:
    has_more = claim.original is not None or claim.evidence
    return msgspec.structs.replace(claim, original=None, evidence=()) if has_more else claim


def _without_notes(snapshot: Snapshot) -> Snapshot:
    """Return the book with the words of notes blacked out: what somebody said in confidence is nobody's quotation."""
    notes = {d.id for d in snapshot.documents.values() if d.media_type == NOTE}
    if not notes:
        return snapshot
    documents = {k: _blank_note(d) if k in notes else d for k, d in snapshot.documents.items()}
    claims = {
        k: msgspec.convert(_black_quotes(msgspec.to_builtins(c)), Claim) if c.document in notes else c
        for k, c in snapshot.claims.items()
    }
    return msgspec.structs.replace(snapshot, documents=documents, claims=claims)


def _blank_note(document: Document) -> Document:
    return msgspec.structs.replace(document, text=blackened(document.text), outlet=SOURCE, title=None, url=None)


def _black_quotes(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: blackened(v) if k == "quote" else _black_quotes(v) for k, v in value.items()}
    return [_black_quotes(item) for item in value] if isinstance(value, list | tuple) else value


def _without_people(snapshot: Snapshot) -> Snapshot:
    entries = tuple(
        msgspec.structs.replace(e, author=AUTHOR) if e.author != "tollbook" else e for e in snapshot.entries
    )
    claims = {k: msgspec.structs.replace(c, notes=()) if c.notes else c for k, c in snapshot.claims.items()}
    incidents = {k: _unsigned(i) for k, i in snapshot.incidents.items()}
    return msgspec.structs.replace(snapshot, entries=entries, claims=claims, incidents=incidents)


def _unsigned(incident: Incident) -> Incident:
    """Return the incident without who signed its figures or set its grade."""
    figures = tuple(msgspec.structs.replace(f, signed_by=AUTHOR) if f.signed_by else f for f in incident.figures)
    grade = incident.grade
    if grade:
        why = tuple(f"{SET_BY}{AUTHOR}" if text.startswith(SET_BY) else text for text in grade.why)
        grade = msgspec.structs.replace(grade, why=why)
    return msgspec.structs.replace(incident, figures=figures, grade=grade)


def leaks(edition: Edition, files: Iterable[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Return (file, word) for each secret of the edition that stands in a file's name or bytes, as written or as read.

    Empty, or nothing is published.
    """
    found: dict[tuple[str, str], None] = {}
    for name, content in files if edition.secrets else ():
        for part in (name.encode("utf-8", "replace"), content):
            found |= dict.fromkeys((name, word) for word in edition.finder.found_in(part))
    return list(found)
