"""Attack counts, damage, unstated harm, denials, statements, control, agenda and caveats: the reports' own words."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tollbook.model.reading import TimeReading
from tollbook.model.record import Record, RecordKind
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.values import Section, Sentence
from tollbook.publish.cite import speakers_words
from tollbook.publish.words import (
    NO_DAY,
    UNSTATED,
    capital,
    count_words,
    interval_words,
    label,
    listed,
    place_words,
    who_words,
)

SECTIONS: tuple[tuple[str, str, tuple[RecordKind, ...]], ...] = (
    ("unstated", "Harm without a number", ("unstated",)),
    ("attacks", "Attacks and damage", ("attack_count", "damage")),
    ("denials", "Denials", ("denial",)),
    ("control", "Who holds what", ("control",)),
    ("statements", "Statements", ("statement",)),
    ("agenda", "Agenda", ("agenda",)),
    ("past", "Earlier events named", ("past_event",)),
    ("relations", "Who stands with whom", ("actor_relation",)),
    ("caveats", "Caveats the reports make", ("caveat",)),
)
NOTES = {
    "unstated": "People were harmed, but nobody says how many. These are not zeros and are in no sum.",
    "denials": "A denial by somebody else takes nothing from a range.",
}
STATES = {
    "held": "held by",
    "capital": "capital of",
    "stronghold": "stronghold of",
    "captured": "captured by",
    "lost": "lost by",
}
DENIED = {"harm": "the harm", "number": "the number", "responsibility": "responsibility", "statement": "the statement"}


def record_sections(records: Sequence[Record], snapshot: Snapshot) -> tuple[Section, ...]:
    """Return a section for each kind of record."""
    return tuple(
        Section(key=key, title=title, note=NOTES.get(key, ""), sentences=_sentences(records, kinds, snapshot))
        for key, title, kinds in SECTIONS
    )


def _sentences(records: Iterable[Record], kinds: Sequence[RecordKind], snapshot: Snapshot) -> tuple[Sentence, ...]:
    """Return a sentence for each record; those that say the same in the same words share one."""
    merged: dict[tuple[str, str], list[str]] = {}
    for record in records:
        if record.kind in kinds:
            words = _words(record, snapshot)
            merged.setdefault(words, []).append(record.id)
    return tuple(Sentence(text, tuple(ids), lead or None) for (lead, text), ids in merged.items())


def _words(record: Record, snapshot: Snapshot) -> tuple[str, str]:
    """Return the lead and the whole sentence: what it comes to, who says so, in which words."""
    lead, *more = [part for part in WORDINGS[record.kind](record, snapshot) if part]
    more = [part for part in more if part not in lead]
    lead = capital(lead)
    content = record.readings.get("content") or record.readings.get("what")
    quote = " ".join((content.quote if content else record.quote).split())
    speaker = "" if record.kind == "statement" else f". {capital(_speaker(record, snapshot))}"
    return lead, f"{'; '.join([lead, *more])}{speaker}: “{quote}”"


def _speaker(record: Record, snapshot: Snapshot) -> str:
    names = speakers_words(record.said_by)
    if names:
        return names[0] + "".join(f", via {name}" for name in names[1:])
    document = snapshot.documents.get(record.document)
    return (document.outlet if document else None) or "an unnamed outlet"


def _named(record: Record, role: str) -> str:
    return listed([a.name for a in record.actors.get(role, ())]) or record.details.get(role, "")


def _time(reading: TimeReading | None) -> str:
    if reading is None:
        return ""
    return f"{interval_words(reading.interval)} (“{reading.quote}”)" if reading.interval else f"“{reading.quote}”"


def _where(record: Record) -> str:
    return place_words(record.where.place, record.where.name) if record.where else ""


def _when_where_by(record: Record) -> Iterator[str]:
    yield _where(record)
    yield interval_words(record.when.interval if record.when else None)
    if record.by:
        yield f"by {listed([b.name for b in record.by])}, as alleged"


def _attack(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    attack = record.details.get("attack") or record.details.get("unit") or "attacks"
    yield f"{count_words(record.count)} {attack}" if record.count else attack
    yield from _when_where_by(record)


def _damage(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    extent = label(record.details.get("extent", ""))
    yield ": ".join(part for part in (record.details.get("object", ""), extent) if part) or "damage"
    yield from _when_where_by(record)


def _unstated(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    victims = record.details.get("victims")
    yield f"{label(record.harm or record.details.get('harm', 'harmed'))}: {UNSTATED}" + (
        f" ({victims})" if victims else ""
    )
    yield from _when_where_by(record)


def _denial(record: Record, snapshot: Snapshot) -> Iterator[str]:
    denied = record.details.get("denied", "")
    who = _named(record, "denier") or _speaker(record, snapshot)
    yield f"{who} denies {DENIED.get(denied, 'it')}"
    claim = snapshot.claims.get(record.claim) if record.claim else None
    if claim:
        yield f"concerns {count_words(claim.count)} {who_words(claim.who)} {claim.harm}"
    yield _where(record)


def _control(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    state, holder = record.details.get("state", ""), _named(record, "holder")
    said = f"{STATES.get(state, label(state))} {holder}" if holder else label(state)
    yield f"{record.details.get('zone') or (record.where.name if record.where else 'a place')}: {said}"
    yield _where(record)
    if record.when:
        yield _time(record.when)


def _statement(record: Record, snapshot: Snapshot) -> Iterator[str]:
    speaker = record.said_by[0].name if record.said_by else record.details.get("speaker", "")
    position, body = record.details.get("position"), record.details.get("organisation")
    office = f"{position}, {body}" if position and body else position or body
    audience = _named(record, "audience")
    name = speaker or _speaker(record, snapshot)
    yield f"{name} ({office})" if office else name
    yield f"to {audience}" if audience else ""
    yield _time(record.when)


def _agenda(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    event = record.details.get("event") or "a plan"
    moved = {role: _time(record.times.get(role)) for role in ("from", "to")}
    if any(moved.values()):
        to = moved["to"] or (_time(record.when) if record.when else "")
        days = [f"{role} {day}" for role, day in (("from", moved["from"]), ("to", to)) if day]
        yield f"{event}: moved {' '.join(days)}"
    else:
        yield f"{event}: {label(record.details.get('status', 'planned'))}, {_time(record.when) or NO_DAY}"
    parties = _named(record, "participant")
    yield f"with {parties}" if parties else ""
    yield _where(record)


def _past(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    outcome = record.details.get("outcome")
    yield record.details.get("event", "an event") + (f": {label(outcome)}" if outcome else "")
    yield _time(record.when)
    yield _where(record)


def _relation(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    relation = label(record.details.get("relation", "stands with"))
    yield f"{_named(record, 'subject')}: {relation} {_named(record, 'object')}".strip()


def _caveat(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    yield label(record.details.get("category", "caveat"))
    yield _where(record)
    yield _time(record.when)


def _abstention(record: Record, snapshot: Snapshot) -> Iterator[str]:
    del snapshot
    yield label(record.details.get("reason", "not decided"))


WORDINGS: dict[RecordKind, Callable[[Record, Snapshot], Iterator[str]]] = {
    "attack_count": _attack,
    "damage": _damage,
    "unstated": _unstated,
    "denial": _denial,
    "control": _control,
    "statement": _statement,
    "agenda": _agenda,
    "past_event": _past,
    "actor_relation": _relation,
    "caveat": _caveat,
    "abstention": _abstention,
}
