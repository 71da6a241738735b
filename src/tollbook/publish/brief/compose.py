"""Compose the brief of an area and an interval from a Snapshot. Every sentence cites; nothing is said that no claim states."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.doubts import doubts_section
from tollbook.publish.brief.drawings import balance_drawing, course_drawing, map_drawing, said_drawings
from tollbook.publish.brief.frame import ENGLISH, Frame
from tollbook.publish.brief.headline import headline
from tollbook.publish.brief.incidents import incidents_section, place_name
from tollbook.publish.brief.method import Settings, method
from tollbook.publish.brief.picked import Picked, pick, pick_incident
from tollbook.publish.brief.records import record_sections
from tollbook.publish.brief.totals import cumulative_section, levels_section, period_section
from tollbook.publish.brief.unknown import unknown_section
from tollbook.publish.brief.values import Brief, Drawing, Section, Sum
from tollbook.publish.cite import Citation, cite, note_of
from tollbook.publish.select import Selection
from tollbook.publish.words import interval_words, plural

__all__ = ["Settings", "compose"]


def compose(
    snapshot: Snapshot,
    selection: Selection,
    settings: Settings,
    sums: Sequence[Sum] = (),
    *,
    incident: Incident | None = None,
    outlines: Mapping[str, dict[str, Any]] | None = None,
) -> Brief:
    """Return the brief of what ``selection`` asks for, or of one ``incident``; ``sums`` are over the incidents in it.

    ``outlines`` are the GeoJSON of areas by id, drawn behind the map's discs.
    """
    picked = pick_incident(incident, snapshot) if incident else pick(selection, snapshot)
    sections = illustrated(_sections(picked, snapshot, sums), picked, snapshot, outlines or {}, ENGLISH, incident)
    reports, when = _sources(picked, snapshot)
    return numbered(
        sections,
        snapshot,
        settings,
        title=_title(selection, settings, incident, snapshot),
        subtitle=f"From {reports}, published {when}"
        if picked.claims or picked.records
        else "No claim or record in the book answers to this",
        method=method(settings, selection, picked, reports, snapshot),
        frame=ENGLISH,
    )


def _sections(picked: Picked, snapshot: Snapshot, sums: Sequence[Sum]) -> tuple[Section, ...]:
    levels = picked.levels
    ids = {c.id for c in levels}
    running, periods = (picked.totals_of(snapshot, running=r) for r in (True, False))
    days = [c for c in picked.claims if c.diffuse and c.part_of is None and c.restates is None and c.id not in ids]
    kinds = {section.key: section for section in record_sections(picked.records, snapshot)}
    return (
        headline(sums, [*periods, *running], levels, snapshot),
        incidents_section(picked.incidents, snapshot),
        kinds.pop("unstated"),
        period_section(days, periods, snapshot),
        cumulative_section(running, picked.series, snapshot),
        doubts_section(picked.incidents, picked.totals, issues_about(picked, snapshot), snapshot),
        kinds.pop("attacks"),
        levels_section(levels, snapshot),
        *kinds.values(),
        unknown_section(picked.incidents, picked.claims, picked.records, picked.left_out, snapshot),
    )


def issues_about(picked: Picked, snapshot: Snapshot) -> list[Issue]:
    """Return the Issues of what was picked that a person should see."""
    about = {*(c.id for c in picked.claims), *(i.id for i in picked.incidents)}
    return [i for i in snapshot.issues if i.subject in about and i.severity != "info"]


def illustrated(
    sections: Sequence[Section],
    picked: Picked,
    snapshot: Snapshot,
    outlines: Mapping[str, dict[str, Any]],
    words: Frame,
    incident: Incident | None,
) -> tuple[Section, ...]:
    """Return the sections with their charts: what was said and where at the incidents, courses and balances at the totals."""
    drawn: dict[str, tuple[Drawing, ...]] = {"incidents": map_drawing(picked.incidents, snapshot, outlines, words)}
    if incident is not None:
        drawn["incidents"] = (*said_drawings(incident, snapshot, words), *drawn["incidents"])
    drawn["cumulative"] = course_drawing(picked.series, words)
    told = {section.key for section in sections if not section.is_empty}
    place = next((key for key in ("doubts", "periods", "cumulative") if key in told), "doubts")
    drawn[place] = (*drawn.get(place, ()), *balance_drawing(picked.totals, snapshot, words))
    return tuple(
        section if section.is_empty else msgspec.structs.replace(section, drawings=drawn.get(section.key, ()))
        for section in sections
    )


def numbered(
    sections: Sequence[Section], snapshot: Snapshot, settings: Settings, *, title: str, subtitle: str,
    method: tuple[str, ...], frame: Frame,
) -> Brief:  # fmt: skip
    """Return the brief of the sections that say something, with its notes numbered in order of first mention."""
    kept = tuple(section for section in sections if not section.is_empty)
    citations = _cited(kept, snapshot)
    notes: dict[tuple[str, int], list[Citation]] = {}
    for citation in citations:
        notes.setdefault((citation.document, citation.context[0]), []).append(citation)
    made = [note_of(group, snapshot) for group in notes.values()]
    if not settings.shows_quotes:
        citations = tuple(msgspec.structs.replace(c, quote="", before="", after="") for c in citations)
        made = [msgspec.structs.replace(note, pieces=()) for note in made]
    return Brief(
        title=title,
        subtitle=subtitle,
        sections=kept,
        method=method,
        numbers={c.id: number for number, group in enumerate(notes.values(), start=1) for c in group},
        citations=citations,
        notes=tuple(made),
        kind=settings.kind,
        frame=frame,
        shows_quotes=settings.shows_quotes,
    )


def _cited(sections: Sequence[Section], snapshot: Snapshot) -> tuple[Citation, ...]:
    """Return a citation for each claim and record the sentences cite, in order of first mention."""
    things: dict[str, Claim | Record] = {**snapshot.claims, **{r.id: r for r in snapshot.records}}
    sentences = (sentence for section in sections for sentence in section.every_sentence())
    ids = dict.fromkeys(cited for sentence in sentences for cited in sentence.cites if cited in things)
    return tuple(cite(snapshot, things[cited]) for cited in ids)


def _title(selection: Selection, settings: Settings, incident: Incident | None, snapshot: Snapshot) -> str:
    if incident is not None:
        place = place_name(incident, snapshot)
        named = [incident.code or incident.id, *([place] if place else []), interval_words(incident.when)]
        return ", ".join(named)
    subject = selection.area or settings.name or "Situation report"
    days = selection.interval
    return f"{subject}, {interval_words(days)}" if days else subject


def _sources(picked: Picked, snapshot: Snapshot) -> tuple[str, str]:
    """Return how many reports of how many outlets, and the days they were published on."""
    reports, outlets, days = sources_of(picked, snapshot)
    return f"{plural(reports, 'report')} of {plural(outlets, 'named outlet')}", interval_words(
        days
    ) if days else "undated"


def sources_of(picked: Picked, snapshot: Snapshot) -> tuple[int, int, Interval | None]:
    """Return how many reports and named outlets the picked things stand on, and the days they were published on."""
    ids = {c.document for c in picked.claims} | {r.document for r in picked.records}
    documents = [snapshot.documents[d] for d in ids if d in snapshot.documents]
    days = sorted(d.published for d in documents if d.published)
    outlets = {d.outlet for d in documents if d.outlet}
    return len(documents), len(outlets), Interval(days[0], days[-1]) if days else None
