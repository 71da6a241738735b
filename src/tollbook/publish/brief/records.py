"""Attack counts, damage, unstated harm, denials, statements, control, agenda and caveats: the reports' own words."""

from collections.abc import Iterable, Sequence

from tollbook.model.record import Record, RecordKind
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.values import Section, Sentence
from tollbook.publish.cite import speakers_words
from tollbook.publish.words import UNSTATED, count_words, interval_words, label, listed, place_words

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
SILENT = frozenset({"sentence", "trigger", "pattern"})
"""Details that serve the program, not the reader."""


def record_sections(records: Sequence[Record], snapshot: Snapshot) -> tuple[Section, ...]:
    """Return a section for each kind of record that is there."""
    return tuple(
        Section(key=key, title=title, note=NOTES.get(key, ""), sentences=_sentences(records, kinds, snapshot))
        for key, title, kinds in SECTIONS
    )


def _sentences(records: Iterable[Record], kinds: Sequence[RecordKind], snapshot: Snapshot) -> tuple[Sentence, ...]:
    """Return a sentence for each record; those that say the same in the same words share one."""
    merged: dict[tuple[str, str], list[str]] = {}
    for record in records:
        if record.kind in kinds:
            lead, text = _words(record, snapshot)
            merged.setdefault((lead, text), []).append(record.id)
    return tuple(Sentence(text, tuple(ids), lead or None) for (lead, text), ids in merged.items())


def _words(record: Record, snapshot: Snapshot) -> tuple[str, str]:
    lead = _lead(record, snapshot)
    said = f"{lead}: “{' '.join(record.quote.split())}”"
    details = [f"{label(key)}: {value}" for key, value in sorted(record.details.items()) if key not in SILENT and value]
    more = [*_circumstances(record), *details]
    denied = snapshot.claims.get(record.claim) if record.claim else None
    if denied:
        more.append(f"concerns {count_words(denied.count)} {denied.harm}")
    return lead, f"{said} ({'; '.join(more)})." if more else f"{said}."


def _lead(record: Record, snapshot: Snapshot) -> str:
    if record.kind == "unstated":
        return f"{label(record.harm or 'harmed').capitalize()}, {UNSTATED}"
    names = speakers_words(record.said_by)
    if names:
        return names[0] + "".join(f", via {name}" for name in names[1:])
    document = snapshot.documents.get(record.document)
    return (document.outlet if document else None) or "An unnamed outlet"


def _circumstances(record: Record) -> list[str]:
    found = [place_words(record.where.place, record.where.name)] if record.where else []
    if record.when:
        found.append(interval_words(record.when.interval) if record.when.interval else f"“{record.when.quote}”")
    if record.by:
        found.append(f"by {listed([b.name for b in record.by])}")
    return found
