"""What the reports leave unsaid of these incidents and totals. Silence is named as silence, never filled."""

from collections.abc import Callable, Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.account import speaker_name
from tollbook.publish.brief.incidents import code_of, place_name
from tollbook.publish.brief.values import Section, Sentence
from tollbook.publish.words import count_words, few, range_of, victims


def unknown_section(
    incidents: Sequence[Incident], claims: Sequence[Claim], records: Sequence[Record], left_out: Sequence[Claim],
    snapshot: Snapshot,
) -> Section:  # fmt: skip
    """Return the section of what is not known; ``left_out`` are claims that name no place, outside a brief of one area."""
    sentences = [
        *_missing(incidents, snapshot),
        *_unplaced(incidents, snapshot),
        *_unblamed(claims, snapshot),
        *_unresolved(claims),
        *_undecided(records),
        *_outside(left_out, snapshot),
    ]
    return Section(key="unknown", title="What is not known", sentences=tuple(sentences))


def _missing(incidents: Sequence[Incident], snapshot: Snapshot) -> Iterator[Sentence]:
    lacks: tuple[tuple[str, Callable[[Incident], bool]], ...] = (
        ("The day is not stated", lambda i: i.when is None),
        ("The place is not stated", lambda i: i.place is None and not place_name(i, snapshot)),
        ("The place is named but not found on the map", lambda i: i.place is None and bool(place_name(i, snapshot))),
        ("By whose hand is not stated", lambda i: not i.belligerents),
        ("By what means is not stated", lambda i: not i.means),
        ("Whether the dead were civilians or combatants is not stated", _is_of_unknown_status),
    )
    for lead, is_missing in lacks:
        found = [i for i in incidents if is_missing(i)]
        if found:
            names = few([_named(i, snapshot) for i in found])
            yield Sentence(f"{lead}: {names}.", tuple(c for i in found for c in i.claims), lead)


def _named(incident: Incident, snapshot: Snapshot) -> str:
    name = place_name(incident, snapshot)
    return f"{code_of(incident)} ({name})" if name else code_of(incident)


def _is_of_unknown_status(incident: Incident) -> bool:
    killed = range_of(incident, "killed")
    stated = [f for f in incident.figures if f.harm == "killed" and f.axis == "status" and f.key != "unknown"]
    return killed is not None and not stated


def _unplaced(incidents: Sequence[Incident], snapshot: Snapshot) -> Iterator[Sentence]:
    for incident in incidents:
        place = incident.place
        name = place_name(incident, snapshot)
        if place and name and place.matched_by == "parent" and name.casefold() != place.name.casefold():
            text = f"“{name}” is in no gazetteer at hand: {code_of(incident)} is shown as the area of {place.name}."
            claims = tuple(c for c in incident.claims if c in snapshot.claims and snapshot.claims[c].where)
            yield Sentence(text, claims)


def _unblamed(claims: Sequence[Claim], snapshot: Snapshot) -> Iterator[Sentence]:
    found = [
        c for c in claims if c.scope != "incident" and not c.by and c.harm in {"killed", "injured"} and not c.part_of
    ]
    if found:
        lead = "No belligerent is stated for the totals"
        named = few([f"{count_words(c.count)} {victims(c)} ({speaker_name(c, snapshot)})" for c in found])
        yield Sentence(f"{lead} {named}.", tuple(c.id for c in found), lead)


def _unresolved(claims: Sequence[Claim]) -> Iterator[Sentence]:
    found: dict[str, list[str]] = {}
    for claim in claims:
        for speaker in claim.said_by[:1]:
            if not speaker.actor and not speaker.organisation:
                found.setdefault(speaker.name, []).append(claim.id)
    if found:
        lead = "Speakers who are not on the list of known actors"
        names = few([f"“{name}”" for name in found])
        text = f"{lead}: {names}. They do not count as further independent sources."
        yield Sentence(text, tuple(c for ids in found.values() for c in ids), lead)


def _undecided(records: Sequence[Record]) -> Iterator[Sentence]:
    found = [r for r in records if r.kind == "abstention"]
    if found:
        lead = "May be claims, but the program does not say"
        words = few([f"“{' '.join(r.quote.split())}”" for r in found])
        yield Sentence(f"{lead}: {words}.", tuple(r.id for r in found), lead)


def _outside(left_out: Sequence[Claim], snapshot: Snapshot) -> Iterator[Sentence]:
    if left_out:
        lead = "Without a stated place, so not counted here"
        named = few([f"{count_words(c.count)} {victims(c)} {c.harm} ({speaker_name(c, snapshot)})" for c in left_out])
        yield Sentence(f"{lead}: {named}.", tuple(c.id for c in left_out), lead)
