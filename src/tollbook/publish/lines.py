"""Values as the lines of JSON that measurements and other programs rely on (design, section 5; docs/reference/schema)."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.coverage import SourceDay
from tollbook.model.incident import Figure, Incident, IncidentActor, Range, Reason
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.place import Place, PlaceCandidate
from tollbook.model.reading import ActorReading, Reading, TimeReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Balance, Series, SeriesDay, Total
from tollbook.publish.agreement import Agreement
from tollbook.publish.changes import Change
from tollbook.publish.compare import Comparison
from tollbook.publish.redact import Withheld
from tollbook.vocab.places import load_level_rules

Line = dict[str, Any]
ALWAYS = ("killed", "injured")
SOMETIMES = ("missing", "detained", "trapped", "displaced")


def interval_line(interval: Interval | None) -> list[str | None] | None:
    """Return ``["YYYY-MM-DD", "YYYY-MM-DD"]``, null where open, or None."""
    if interval is None:
        return None
    return [day.isoformat() if day else None for day in (interval.start, interval.end)]


def place_line(place: Place | None) -> Line | None:
    """Return a place as in ``places resolve``, with the precision codes of three datasets; geometry where it is an area.

    The resolver has rounded latitude and longitude to what the radius warrants.
    """
    if place is None:
        return None
    line: Line = {
        "name": place.name,
        "gazetteer": place.gazetteer,
        "gazetteer_id": place.gazetteer_id,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": round(place.radius_m / 1000, 3),
        "level": place.level,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "parents": list(place.parents),
        "matched_by": place.matched_by,
        "codes": _codes(place),
        "runners_up": [_candidate_line(c) for c in place.runners_up],
    }
    if place.geometry:
        line["geometry"] = place.geometry
    return line


def _codes(place: Place) -> Line:
    rule = load_level_rules().levels[place.level]
    return {"ucdp": rule.ucdp, "acled": rule.acled, "airwars": rule.airwars or None}


def _candidate_line(candidate: PlaceCandidate) -> Line:
    return {
        "name": candidate.name,
        "gazetteer": candidate.gazetteer,
        "gazetteer_id": candidate.gazetteer_id,
        "lat": candidate.lat,
        "lon": candidate.lon,
        "level": candidate.level,
        "country": candidate.country,
        "matched_by": candidate.matched_by,
        "score": round(candidate.score, 3),
    }


def issue_line(issue: Issue) -> Line:
    """Return an Issue as an object."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "subject": issue.subject,
        "message": issue.message,
        "hint": issue.hint,
    }


def _belligerent(reading: ActorReading) -> Line:
    return {"actor": reading.actor, "name": reading.name, "status": reading.status}


def _speaker(reading: ActorReading) -> Line:
    return {
        "actor": reading.actor,
        "name": reading.name,
        "organisation": reading.organisation,
        "position": reading.position,
        "span": list(reading.span),
        "quote": reading.quote,
        "inherited": reading.inherited,
    }


def _inherited(claim: Claim) -> dict[str, list[int]]:
    single = {"when": claim.when, "where": claim.where, "means": claim.means}
    first = {"by": claim.by[0] if claim.by else None, "said_by": claim.said_by[0] if claim.said_by else None}
    found = {**single, **first}
    return {field: list(reading.span) for field, reading in found.items() if reading is not None and reading.inherited}


def _claim_core(claim: Claim) -> Line:
    when, where = claim.when, claim.where
    return {
        "id": claim.id,
        "span": list(claim.span),
        "quote": claim.quote,
        "harm": claim.harm,
        "low": claim.count.low,
        "high": claim.count.high,
        "bound": claim.count.bound,
        "who": {"status": claim.who.status, "group": claim.who.group},
        "part_of": claim.part_of,
        "scope": claim.scope,
        "when": interval_line(when.interval) if when and when.interval and when.interval.start else None,
        "when_quote": when.quote if when else None,
        "where": where.name if where else None,
        "where_quote": where.quote if where and not where.inherited else None,
        "by": claim.by[0].name if claim.by else None,
        "means": claim.means.value if claim.means else None,
        "said_by": claim.said_by[0].name if claim.said_by else None,
        "stance": claim.stance,
        "diffuse": claim.diffuse,
        "standing": claim.standing,
        "mixed": claim.who.mixed,
        "as_of": interval_line(claim.as_of.interval) if claim.as_of else None,
        "restates": claim.restates,
        "supersedes": claim.supersedes,
        "place": place_line(where.place) if where else None,
        "actors": [_belligerent(reading) for reading in claim.by],
        "speaker_chain": [_speaker(reading) for reading in claim.said_by],
        "confidence": round(claim.confidence, 3),
        "inherited": _inherited(claim),
    }


def claim_line(claim: Claim, siblings: Sequence[Claim]) -> Line:
    """Return a claim as in the extract interface; ``part_of``, ``restates``, ``supersedes`` become indices into ``siblings``."""
    index = {c.id: i for i, c in enumerate(siblings)}
    pointers = {
        "part_of": index.get(claim.part_of or ""),
        "restates": index.get(claim.restates or ""),
        "supersedes": index.get(claim.supersedes or ""),
    }
    return {**_claim_core(claim), **pointers}


def book_claim_line(claim: Claim, snapshot: Snapshot, incident: Incident | None = None) -> Line:
    """Return a claim as in ``tollbook claims``: pointers are claim ids, with its document and the incident that holds it."""
    document = snapshot.documents.get(claim.document)
    return {
        **_claim_core(claim),
        "document": caller_ids(snapshot, claim.document),
        "outlet": document.outlet if document else None,
        "published": document.published.isoformat() if document and document.published else None,
        "incident": incident.id if incident else None,
        "word": claim.count.word,
        "grade": incident.grade.name if incident and incident.grade else None,
        "original": msgspec.to_builtins(claim.original) if claim.original else None,
        "evidence": [msgspec.to_builtins(e) for e in claim.evidence],
        "crime": claim.crime,
    }


def caller_ids(snapshot: Snapshot, document_id: str) -> list[str]:
    """Return the ids by which callers know a document; its own id where they gave none."""
    document = snapshot.documents.get(document_id)
    return list(document.caller_ids) if document and document.caller_ids else [document_id]


def record_line(record: Record) -> Line:
    """Return a record; ``claim`` is the id of the claim concerned (denials)."""
    count = record.count
    return {
        "id": record.id,
        "kind": record.kind,
        "span": list(record.span),
        "quote": record.quote,
        "said_by": [_speaker(reading) for reading in record.said_by],
        "by": [_belligerent(reading) for reading in record.by],
        "when": interval_line(record.when.interval) if record.when else None,
        "when_quote": record.when.quote if record.when else None,
        "where": record.where.name if record.where else None,
        "place": place_line(record.where.place) if record.where else None,
        "means": record.means.value if record.means else None,
        "count": {"low": count.low, "high": count.high, "bound": count.bound, "word": count.word} if count else None,
        "harm": record.harm,
        "claim": record.claim,
        "as_of": interval_line(record.as_of.interval) if record.as_of else None,
        "details": dict(sorted(record.details.items())),
        "readings": {field: _reading(reading) for field, reading in sorted(record.readings.items())},
        "actors": {role: [_speaker(reading) for reading in found] for role, found in sorted(record.actors.items())},
        "times": {role: _time(reading) for role, reading in sorted(record.times.items())},
    }


def _reading(reading: Reading) -> Line:
    return {
        "span": list(reading.span),
        "quote": reading.quote,
        "value": reading.value,
        "inherited": reading.inherited,
    }


def _time(reading: TimeReading) -> Line:
    return {"when": interval_line(reading.interval), "span": list(reading.span), "quote": reading.quote}


def reason_line(reason: Reason) -> Line:
    """Return a reason with the claims concerned."""
    return {"code": reason.code, "text": reason.text, "claims": list(reason.claims)}


def range_line(published: Range) -> Line:
    """Return published bounds; ``high`` is a number some claim states, ``open`` prints as "+"."""
    return {
        "low": published.low,
        "best": published.best,
        "high": published.high,
        "open": published.open,
        "set_by": {bound: published.set_by[bound] for bound in ("low", "best", "high") if bound in published.set_by},
        "rules": [reason_line(r) for r in published.rules],
        "reasons": [reason_line(r) for r in published.reasons],
        "history": list(published.history),
        "beside": [reason_line(r) for r in published.beside],
        "words": list(published.words),
    }


def _figure_line(figure: Figure) -> Line:
    """Return a figure's range; where a person signed it, who, and what the claims say now if that differs."""
    line = range_line(figure.range)
    if figure.signed_by:
        line["signed_by"] = figure.signed_by
        line["proposed"] = range_line(figure.proposed) if figure.proposed else None
    return line


def _groups(figures: Sequence[Figure]) -> Line:
    harms = [*ALWAYS, *(h for h in SOMETIMES if any(f.harm == h and f.axis != "all" for f in figures))]
    groups: Line = {harm: {"status": {}, "group": {}} for harm in harms}
    for figure in figures:
        if figure.axis != "all" and figure.key:
            groups[figure.harm][figure.axis][figure.key] = _figure_line(figure)
    return groups


def _incident_core(incident: Incident) -> Line:
    whole = {f.harm: _figure_line(f) for f in incident.figures if f.axis == "all"}
    return {
        "when": interval_line(incident.when),
        "place": place_line(incident.place),
        "means": list(incident.means),
        "belligerents": [_incident_actor(actor) for actor in incident.belligerents],
        **{harm: whole.get(harm) for harm in ALWAYS},
        **{harm: whole[harm] for harm in SOMETIMES if harm in whole},
        "groups": _groups(incident.figures),
        "diffuse": incident.diffuse,
    }


def _incident_actor(actor: IncidentActor) -> Line:
    return {"actor": actor.actor, "name": actor.words, "status": actor.status}


def report_incident_line(incident: Incident, siblings: Sequence[Claim]) -> Line:
    """Return an incident inside one report, as in the extract interface; ``claims`` are indices into ``siblings``."""
    index = {c.id: i for i, c in enumerate(siblings)}
    return {"claims": sorted(index[c] for c in incident.claims if c in index), **_incident_core(incident)}


def incident_line(incident: Incident, snapshot: Snapshot) -> Line:
    """Return an incident of a book, as in ``tollbook incidents``."""
    documents = sorted({caller for d in incident.documents for caller in caller_ids(snapshot, d)})
    grade = incident.grade
    return {
        "id": incident.id,
        "code": incident.code,
        "documents": documents,
        "claims": list(incident.claims),
        **_incident_core(incident),
        "sub_of": incident.sub_of,
        "crime": incident.crime,
        "grade": {"name": grade.name, "scheme": grade.scheme, "why": list(grade.why), "needs": list(grade.needs)}
        if grade
        else None,
        "suggestions": [
            {
                "incident": s.incident,
                "score": round(s.score, 3),
                "for": [reason_line(r) for r in s.reasons_for],
                "against": [reason_line(r) for r in s.reasons_against],
            }
            for s in incident.suggestions
        ],
        "links": [reason_line(r) for r in incident.links],
    }


def _balance(balance: Balance | None) -> Line | None:
    return {"low": balance.low, "high": balance.high} if balance else None


def total_line(total: Total) -> Line:
    """Return a balanced total, as in ``tollbook totals``."""
    return {
        "claim": total.claim,
        "speaker": total.speaker,
        "harm": total.harm,
        "status": total.status,
        "area": place_line(total.area),
        "core": interval_line(total.core),
        "hull": interval_line(total.hull),
        "stated": {"low": total.stated.low, "high": total.stated.high},
        "accounted": _balance(total.accounted),
        "residual": _balance(total.residual),
        "contained": list(total.contained),
        "possible": list(total.possible),
        "carries": total.carries,
        "others": list(total.others),
        "impossible": [list(pair) for pair in total.impossible],
        "statements": [reason_line(r) for r in total.statements],
    }


def series_day_line(series: Series, day: SeriesDay) -> Line:
    """Return one day of a running total made continuous, as in ``tollbook totals --days``."""
    return {
        "speaker": series.speaker,
        "harm": series.harm,
        "status": series.status,
        "group": series.group,
        "area": series.area,
        "day": day.day.isoformat(),
        "reported": day.reported,
        "continuous": day.continuous,
        "change": day.change,
        "claim": day.claim,
        "flags": list(day.flags),
    }


def coverage_line(day: SourceDay) -> Line:
    """Return one source's day as in ``tollbook coverage show``."""
    return {
        "source": day.source,
        "day": day.day.isoformat(),
        "state": day.state,
        "reports": day.reports,
        "checked": [{"entry": c.entry, "by": c.author, "area": c.area, "note": c.note} for c in day.checked],
    }


def agreement_line(agreement: Agreement) -> Line:
    """Return the agreement on one field as in ``tollbook code agreement``."""
    line: Line = msgspec.to_builtins(agreement)
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in line.items()}


def withheld_line(withheld: Withheld) -> Line:
    """Return one thing an edition does not show, as in ``tollbook publish withheld``."""
    line: Line = msgspec.to_builtins(withheld)
    return line


def comparison_lines(comparison: Comparison) -> Iterator[Line]:
    """Yield a comparison as lines: each match, each incident only here, each event only there, as ``tollbook compare``."""
    for match in comparison.matches:
        line: Line = {"kind": "match", **msgspec.to_builtins(match)}
        yield line
    yield from ({"kind": "only_here", "incident": incident} for incident in comparison.only_here)
    yield from ({"kind": "only_there", "event": msgspec.to_builtins(event)} for event in comparison.only_there)


def change_line(change: Change) -> Line:
    """Return one change between two releases, as in ``tollbook diff``."""
    line: Line = msgspec.to_builtins(change)
    return line
