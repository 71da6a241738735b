"""Redaction: a book as an edition may show it. Applied before any exporter sees a row; what was withheld is listed. Pure.

Replaced words keep their length, so that every quote still stands where its span says.
"""

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import NOTE, Document
from tollbook.model.incident import Incident
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.coarse import Moved, coarsened, days_in_codes, without_codes
from tollbook.publish.codes import codes_of
from tollbook.publish.finding import Finder, pattern_of, whole
from tollbook.publish.quoted import BLACK, blackened, without_quotes
from tollbook.publish.texts import changed
from tollbook.publish.visible import outside_view
from tollbook.vocab.policies import Policy

SOURCE = "a source"
AUTHOR = "a recorder"
SET_BY = "set by "
"""How a grade that a person set begins to say so."""
OFFICE = frozenset({"position", "organisation"})
"""What a record says of who speaks in it, beside the name."""
ADULT = 18
CHILDREN = frozenset({"children", "infants", "girls", "boys", "babies"})
_YEARS = re.compile(r"\d+")
T = TypeVar("T", bound=msgspec.Struct)


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """One thing an edition does not show: its kind, the claim, incident or document, the value (for the team's eyes), and why."""

    kind: str
    subject: str
    value: str
    why: str


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
        return Finder(self.secrets)

    @property
    def shows_quotes(self) -> bool:
        """True when reports' own words may be shown."""
        return self.policy.words.quotes == "keep"


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
    hidden = _hidden(snapshot, policy, day, frozenset(documents), frozenset(incidents))
    gone_documents = {w.subject for w in hidden if w.kind in {"restricted document", "embargoed document"}}
    gone_incidents = {w.subject for w in hidden if w.kind in {"restricted incident", "embargoed incident"}}
    view = outside_view(snapshot, gone_documents, gone_incidents)
    names = tuple(_names(view, policy))
    speakers = tuple(_speakers(view, policy, called or {}))
    secrets = frozenset(w.value for w in names)
    view = _without_words(view, secrets)
    if policy.words.quotes == "withhold":
        view = without_quotes(view)
    view = _without_speakers(view, {w.value for w in speakers})
    codes = days_in_codes(view) if policy.dates.coarsen != "day" else {}
    moved: list[Moved] = []
    view = coarsened(without_codes(view, codes), policy, moved)
    view = _without_team(view, policy)
    hidden_words = frozenset(_lost_words(snapshot, view)) if hidden else frozenset[str]()
    return Edition(
        snapshot=view,
        policy=policy,
        day=day,
        withheld=(*hidden, *names, *speakers, *(_told_coarsely(m) for m in moved)),
        secrets=secrets | hidden_words | codes.keys(),
    )


def _told_coarsely(moved: Moved) -> Withheld:
    return Withheld(kind=moved.kind, subject=moved.subject, value=moved.value, why="told more coarsely")


def _hidden(
    snapshot: Snapshot, policy: Policy, day: dt.date, documents: frozenset[str], incidents: frozenset[str]
) -> list[Withheld]:
    """Return the documents and incidents that are not shown at all."""
    waiting = {e.item: e.until for e in policy.dates.embargoes if e.until > day}
    youngest = day - dt.timedelta(days=policy.dates.embargo_days)
    found = [Withheld(kind="restricted document", subject=d, value=d, why="restricted") for d in sorted(documents)]
    found += [Withheld(kind="restricted incident", subject=i, value=i, why="restricted") for i in sorted(incidents)]
    for incident in snapshot.incidents.values():
        until = waiting.get(incident.id) or waiting.get(incident.code)
        last = (incident.when.end or incident.when.start) if incident.when else None
        if until:
            why = f"not before {until}"
        elif policy.dates.embargo_days and last and last > youngest:
            why = f"of the last {policy.dates.embargo_days} days"
        else:
            continue
        found.append(Withheld(kind="embargoed incident", subject=incident.id, value=incident.code, why=why))
    for document in snapshot.documents.values():
        until = waiting.get(document.id)
        if until:
            found.append(
                Withheld(kind="embargoed document", subject=document.id, value=document.id, why=f"not before {until}")
            )
    return found


def _names(snapshot: Snapshot, policy: Policy) -> Iterator[Withheld]:
    """Yield the names that are not shown."""
    for claim in snapshot.claims.values():
        is_minor = _is_minor(claim)
        choice = policy.names.minors if is_minor else policy.names.victims
        if choice == "withhold":
            for name in claim.who.names:
                why = "a minor's name" if is_minor else "a victim's name"
                yield Withheld(kind="name", subject=claim.id, value=name, why=why)
    for word in policy.names.also:
        yield Withheld(kind="word", subject="policy", value=word, why="named in the policy")


def _is_minor(claim: Claim) -> bool:
    """Return True when the claim's people are children by group or by one of their ages."""
    years = [int(found[0]) for age in claim.who.ages if (found := _YEARS.search(age))]
    return claim.who.group in CHILDREN or any(age < ADULT for age in years)


def _speakers(snapshot: Snapshot, policy: Policy, called: Mapping[str, str]) -> Iterator[Withheld]:
    """Yield the speakers that are not named, once each; known ones by the name of the actor list too."""
    wanted = {*policy.sources.withhold, *called}
    outlets = {d.outlet for d in snapshot.documents.values() if d.outlet and d.media_type != NOTE}
    speaking = {key for _, reading in _said(snapshot) for key in (reading.actor, reading.organisation) if key}
    known = {key: called[key] for key in sorted(speaking & called.keys())}
    yield from (Withheld(kind="source", subject=k, value=name, why="named in the policy") for k, name in known.items())
    seen = set(known.values())
    for owner, reading in _said(snapshot):
        is_unnamed = reading.actor is None and reading.organisation is None and reading.name not in outlets
        by_policy = bool({reading.name, reading.actor, reading.organisation} & wanted)
        if reading.name not in seen and (by_policy or (is_unnamed and policy.sources.unnamed == "withhold")):
            seen.add(reading.name)
            why = "named in the policy" if by_policy else "a source the actor list does not know"
            yield Withheld(kind="source", subject=owner, value=reading.name, why=why)


def _said(snapshot: Snapshot) -> Iterator[tuple[str, ActorReading]]:
    yield from ((c.id, reading) for c in snapshot.claims.values() for reading in c.said_by)
    yield from ((r.id, reading) for r in snapshot.records for reading in r.said_by)


def _without_words(snapshot: Snapshot, words: frozenset[str]) -> Snapshot:
    """Return the book with every withheld word blacked out wherever it stands, letters for letters."""
    if not words:
        return snapshot
    pattern = pattern_of(words)
    return _mapped(snapshot, lambda text: pattern.sub(lambda m: BLACK * len(m[0]), text), pattern)


def _mapped(snapshot: Snapshot, change: Callable[[str], str], where: re.Pattern[str]) -> Snapshot:
    def new(value: T) -> T:
        return changed(value, change) if may_stand(where, value) else value

    return msgspec.structs.replace(
        snapshot,
        documents={k: new(v) for k, v in snapshot.documents.items()},
        claims={k: new(v) for k, v in snapshot.claims.items()},
        incidents={k: new(v) for k, v in snapshot.incidents.items()},
        records=tuple(new(r) for r in snapshot.records),
        totals=tuple(new(t) for t in snapshot.totals),
        series=tuple(new(s) for s in snapshot.series),
        issues=tuple(new(i) for i in snapshot.issues),
        entries=tuple(new(e) for e in snapshot.entries),
    )


def may_stand(where: re.Pattern[str], value: Any) -> bool:
    """Return False when nothing that ``where`` finds can stand in the value: its JSON has no escape that would hide it."""
    text = msgspec.json.encode(value).decode()
    return "\\" in text or where.search(text) is not None


def _without_speakers(snapshot: Snapshot, names: set[str]) -> Snapshot:
    """Return the book with those speakers' readings reduced to "a source", and their names gone from sentences made of them."""
    if not names:
        return snapshot

    def said(readings: Sequence[ActorReading]) -> tuple[ActorReading, ...]:
        return tuple(_nobody(r) if r.name in names else r for r in readings)

    claims = {k: msgspec.structs.replace(c, said_by=said(c.said_by)) for k, c in snapshot.claims.items()}
    records = tuple(_record_without(r, names, said) for r in snapshot.records)
    view = msgspec.structs.replace(snapshot, claims=claims, records=records)
    pattern = re.compile(whole(f"(?:{'|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True))})"))
    # reports' own words keep their letters: a quote is never reworded
    made = msgspec.structs.replace(view, documents={}, claims={}, records=())
    told = _mapped(made, lambda text: pattern.sub(SOURCE, text), pattern)
    return msgspec.structs.replace(told, documents=view.documents, claims=view.claims, records=view.records)


def _record_without(
    record: Record, names: set[str], said: Callable[[Sequence[ActorReading]], tuple[ActorReading, ...]]
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


def _without_team(snapshot: Snapshot, policy: Policy) -> Snapshot:
    """Return the book without who judged, and without originals, their names and evidence, where the policy says so."""
    if policy.names.authors == "withhold":
        people = {e.author for e in snapshot.entries if e.author != "tollbook"}
        snapshot = _without_people(snapshot, people)
    if policy.words.originals == "withhold":
        claims = {k: msgspec.structs.replace(c, original=None, evidence=()) for k, c in snapshot.claims.items()}
        # what a caller calls a report may be the name of a file, and that the name of a person
        documents = {k: msgspec.structs.replace(d, caller_ids=()) for k, d in snapshot.documents.items()}
        snapshot = _without_notes(msgspec.structs.replace(snapshot, claims=claims, documents=documents))
    return snapshot


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


def _without_people(snapshot: Snapshot, people: set[str]) -> Snapshot:
    if not people:
        return snapshot
    entries = tuple(msgspec.structs.replace(e, author=AUTHOR) if e.author in people else e for e in snapshot.entries)
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


def _lost_words(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Yield what identifies hidden things: ids, codes, and what their callers call them."""
    for kind in ("documents", "claims", "incidents"):
        old: Mapping[str, Any] = getattr(before, kind)
        yield from (key for key in old if key not in getattr(after, kind))
    yield from (i.code for i in before.incidents.values() if i.id not in after.incidents)
    yield from codes_of(before).keys() - codes_of(after).keys()  # of incidents merged into a hidden one, too


def leaks(edition: Edition, files: Iterable[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Return (file, word) for each secret of the edition that stands in a file's name or bytes, as written or as read.

    Empty, or nothing is published.
    """
    found: dict[tuple[str, str], None] = {}
    for name, content in files if edition.secrets else ():
        for text in (name, content.decode("utf-8", "replace")):
            found |= dict.fromkeys((name, word) for word in edition.finder.found_as_read(text))
    return list(found)
