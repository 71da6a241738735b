"""Compose the brief of an area and an interval from a Snapshot. Every sentence cites; nothing is said that no claim states."""

from collections.abc import Sequence

import msgspec

from tollbook import __version__
from tollbook.model.claim import Claim
from tollbook.model.interval import Interval
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.doubts import doubts_section
from tollbook.publish.brief.headline import headline
from tollbook.publish.brief.incidents import incidents_section
from tollbook.publish.brief.records import record_sections
from tollbook.publish.brief.totals import cumulative_section, levels_section, period_section
from tollbook.publish.brief.unknown import unknown_section
from tollbook.publish.brief.values import Brief, Section, Sum
from tollbook.publish.cite import Citation, cite, note_of
from tollbook.publish.select import Selection, pick_claims, pick_incidents, pick_records, pick_totals
from tollbook.publish.words import day_words, interval_words, plural
from tollbook.vocab.load import fingerprint

LEVELS = frozenset({"trapped", "displaced"})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a brief is told of its book: the name on the title, the coding profile, the grading scheme."""

    name: str = ""
    profile: str = "airwars"
    grading: str = "airwars"


def compose(snapshot: Snapshot, selection: Selection, settings: Settings, sums: Sequence[Sum] = ()) -> Brief:
    """Return the brief of what ``selection`` asks for; ``sums`` are over the incidents it picks."""
    claims = pick_claims(selection, snapshot)
    incidents = pick_incidents(selection, snapshot)
    totals = pick_totals(selection, snapshot)
    records = pick_records(selection, snapshot)
    levels = [c for c in claims if (c.standing or c.harm in LEVELS) and c.part_of is None]
    ids = {c.id for c in levels}
    running = [t for t in totals if snapshot.claims[t.claim].scope == "cumulative" and t.claim not in ids]
    periods = [t for t in totals if snapshot.claims[t.claim].scope != "cumulative" and t.claim not in ids]
    days = [c for c in claims if c.diffuse and c.part_of is None and c.restates is None and c.id not in ids]
    picked = {c.id for c in claims}
    courses = [s for s in snapshot.series if picked.intersection(p.claim for p in s.points)]
    about = {*(c.id for c in claims), *(i.id for i in incidents)}
    issues = [i for i in snapshot.issues if i.subject in about and i.severity != "info"]
    kinds = {section.key: section for section in record_sections(records, snapshot)}
    sections = (
        headline(sums, [*periods, *running], levels, snapshot),
        incidents_section(incidents, snapshot),
        kinds.pop("unstated"),
        period_section(days, periods, snapshot),
        cumulative_section(running, courses, snapshot),
        doubts_section(incidents, totals, issues, snapshot),
        kinds.pop("attacks"),
        levels_section(levels, snapshot),
        *kinds.values(),
        unknown_section(incidents, claims, records, _left_out(selection, claims, snapshot), snapshot),
    )
    return _numbered(selection, settings, sections, claims, records, snapshot)


def _left_out(selection: Selection, claims: Sequence[Claim], snapshot: Snapshot) -> list[Claim]:
    """Return the claims that name no place, in reports that a brief of one area draws on."""
    if selection.area is None:
        return []
    reports = {c.document for c in claims}
    anywhere = pick_claims(msgspec.structs.replace(selection, area=None, place=None), snapshot)
    return [c for c in anywhere if c.where is None and c.part_of is None and c.document in reports]


def _numbered(
    selection: Selection, settings: Settings, sections: Sequence[Section], claims: Sequence[Claim],
    records: Sequence[Record], snapshot: Snapshot,
) -> Brief:  # fmt: skip
    kept = tuple(section for section in sections if not section.is_empty)
    citations = _cited(kept, snapshot)
    notes: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        notes.setdefault((citation.document, citation.context[0]), []).append(citation)
    return Brief(
        title=_title(selection, settings),
        subtitle=_subtitle(claims, records, snapshot),
        sections=kept,
        method=_method(settings, selection, claims, records, snapshot),
        numbers={c.id: number for number, group in enumerate(notes.values(), start=1) for c in group},
        citations=citations,
        notes=tuple(note_of(group, snapshot) for group in notes.values()),
    )


def _cited(sections: Sequence[Section], snapshot: Snapshot) -> tuple[Citation, ...]:
    """Return a citation for each claim and record the sentences cite, in order of first mention."""
    things: dict[str, Claim | Record] = {**snapshot.claims, **{r.id: r for r in snapshot.records}}
    sentences = (sentence for section in sections for sentence in section.every_sentence())
    ids = dict.fromkeys(cited for sentence in sentences for cited in sentence.cites if cited in things)
    return tuple(cite(snapshot, things[cited]) for cited in ids)


def _title(selection: Selection, settings: Settings) -> str:
    subject = selection.area or settings.name or "Situation report"
    days = selection.interval
    return f"{subject}, {interval_words(days)}" if days else subject


def _sources(claims: Sequence[Claim], records: Sequence[Record], snapshot: Snapshot) -> tuple[str, str]:
    """Return how many reports of how many outlets, and the days they were published on."""
    ids = {c.document for c in claims} | {r.document for r in records}
    documents = [snapshot.documents[d] for d in ids if d in snapshot.documents]
    outlets = {d.outlet for d in documents if d.outlet}
    days = sorted(d.published for d in documents if d.published)
    when = interval_words(Interval(days[0], days[-1])) if days else "undated"
    return f"{plural(len(documents), 'report')} of {plural(len(outlets), 'named outlet')}", when


def _subtitle(claims: Sequence[Claim], records: Sequence[Record], snapshot: Snapshot) -> str:
    if not claims and not records:
        return "No claim or record in the book answers to this"
    reports, when = _sources(claims, records, snapshot)
    return f"From {reports}, published {when}"


def _method(
    settings: Settings, selection: Selection, claims: Sequence[Claim], records: Sequence[Record], snapshot: Snapshot
) -> tuple[str, ...]:
    asked = [f"area {selection.area}"] if selection.area else []
    asked += [f"from {day_words(selection.first)}"] if selection.first else []
    asked += [f"to {day_words(selection.last)}"] if selection.last else []
    judged = sum(entry.kind not in {"mint", "redirect", "re_anchor"} for entry in snapshot.entries)
    reports, _ = _sources(claims, records, snapshot)
    return (
        (
            f"Made by tollbook {__version__}, coding profile {settings.profile}, grading scheme {settings.grading}, "
            f"vocabularies {fingerprint()[:12]}. Asked for: {', '.join(asked) or 'the whole book'}."
        ),
        (
            f"Drawn from {reports}: {plural(len(claims), 'claim')} and {plural(len(records), 'other record')}, "
            f"{plural(judged, 'judgement')} by people."
        ),
        (
            "Each number is a number that a source states. Low is the smallest, high the largest stated; + marks that a "
            "source leaves its number open. Where two incidents may be one, the sum takes the larger low once and both highs."
        ),
        (
            "Ten outlets that quote one monitor are one source. What a party says of the people it killed and of its enemy's "
            "fighters stands beside a range, not in it. A denial by somebody else takes nothing away."
        ),
        (
            "Distances in brackets say how far the true place may lie from the point shown. Claims without a stated day are "
            "kept by the day of their report. An empty cell is silence, not zero."
        ),
    )
