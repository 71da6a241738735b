"""One incident: its ranges with their traces, each source's number, its grade, and what may be the same event."""

from collections import Counter
from collections.abc import Iterable

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.model.claim import Claim
from tollbook.model.incident import Figure, Incident, Reason, Suggestion
from tollbook.model.judgement import Entry
from tollbook.publish.cite import Citation, cite
from tollbook.publish.walk import figure_name
from tollbook.web.charts import Chart, chart_of
from tollbook.web.charts import Said as Course
from tollbook.web.incidents import headline, highest, place_value
from tollbook.web.index import Index, version_of_pair
from tollbook.web.page import desk_of, page
from tollbook.web.spots import Spot, candidate_spot, kilometres, spot_of

MOST_CANDIDATES = 8


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in the table of sources: who says it, its words where they stand, what it does to the figures."""

    claim: Claim
    source: str
    citation: Citation
    roles: tuple[tuple[str, str], ...]


def incident_page(request: Request) -> Response:
    """Show an incident by id or code; one that was merged leads to where it went."""
    index = desk_of(request).index()
    name = request.path_params["incident"]
    incident = index.find_incident(name)
    if incident is None:
        raise HTTPException(404, name)
    if incident.id != name:
        return RedirectResponse(f"/incident/{incident.id}", 303)
    places = places_of(index, incident)
    return page(
        request,
        "incident",
        sheet=index.atlas.sheet(places.counted, places.spots),
        places=places,
        own=own_places(places),
        charts=charts_of(index, incident),
        minted=index.minted_of.get(incident.id, []),
        index=index,
        incident=incident,
        headline=headline(incident),
        said=said_in(index, incident),
        scale=highest(f.range for f in incident.figures),
        figure_name=figure_name,
        distinct=distinct,
        set_by=set_by,
        figures=sorted(incident.figures, key=figure_order),
        proposals=[(s, other) for s in incident.suggestions if (other := index.snapshot.incidents.get(s.incident))],
        judgements=judgements_on(index, incident),
        reports=[index.snapshot.documents[d] for d in incident.documents if d in index.snapshot.documents],
    )


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """Where an incident may lie: what its claims name, and the candidates that were not chosen with their distance in km."""

    counted: Counter[str]
    spots: dict[str, Spot]
    candidates: tuple[tuple[Spot, float], ...]


def places_of(index: Index, incident: Incident) -> Places:
    """Return the incident's own place, those of its claims, and the places of that name that were not chosen."""
    named = [c.where.place for c in index.claims_in(incident) if c.where and c.where.place]
    placed = [*named, *([incident.place] if incident.place else [])]
    found = [spot_of(place) for place in placed]
    spots = {spot.key: spot for spot in found}
    counted = Counter(spot.key for spot in found[: len(named)])
    main = found[-1] if incident.place else None
    others = {s.key: s for place in placed for s in map(candidate_spot, place.runners_up)}
    if main is not None:
        counted[main.key] = max(1, counted[main.key])
    for spot in others.values():
        spots[spot.key] = spot
        counted[spot.key] += 1
    far = [(spot, kilometres(main, spot)) for spot in others.values()] if main else []
    return Places(
        counted=counted, spots=spots, candidates=tuple(sorted(far, key=lambda item: item[1])[:MOST_CANDIDATES])
    )


def own_places(places: Places) -> str:
    """Return the places of one incident as the map's script takes them."""
    listed = [
        {**place_value(places.spots[key], 0), "candidate": places.spots[key].is_candidate} for key in places.counted
    ]
    return msgspec.json.encode(listed).decode()


def charts_of(index: Index, incident: Incident) -> list[tuple[Figure, Chart]]:
    """Return for each harm the course of its numbers by speaker, where there are at least two days to tell apart."""
    found = []
    for figure in sorted(incident.figures, key=figure_order):
        if figure.axis != "all":
            continue
        said = [s for c in index.claims_in(incident) if (s := _number_of(index, c, figure)) is not None]
        band = None if figure.range.low is None else (figure.range.low, figure.range.high or figure.range.low)
        chart = chart_of(said, band) if len({s.day for s in said}) > 1 else None
        if chart is not None:
            found.append((figure, chart))
    return found


def _number_of(index: Index, claim: Claim, figure: Figure) -> Course | None:
    """Return a claim's number for the day it holds; None for another harm, a part, a repeat, a word or no day."""
    is_other = claim.harm != figure.harm or claim.part_of or claim.restates or claim.count.bound in {"vague", "none"}
    document = index.snapshot.documents.get(claim.document)
    held = claim.as_of.interval if claim.as_of else None
    day = (held.end or held.start if held else None) or (document.published if document else None)
    if is_other or day is None or claim.scope != "incident":
        return None
    return Course(
        line=index.source_name(claim),
        day=day,
        low=claim.count.low,
        high=claim.count.high,
        claim=claim.id,
        is_old=claim.id in figure.range.history,
    )


def figure_order(figure: Figure) -> tuple[bool, bool, str, int, str]:
    """Return what sorts figures: killed, injured, the rest; all people before kinds of them."""
    axis = ("all", "status", "group").index(figure.axis)
    return (figure.harm != "killed", figure.harm != "injured", figure.harm, axis, str(figure.key))


def set_by(figure: Figure) -> list[tuple[str, list[str]]]:
    """Return for each claim that sets a bound the bounds it sets."""
    found: dict[str, list[str]] = {}
    for bound in ("low", "best", "high"):
        if bound in figure.range.set_by:
            found.setdefault(figure.range.set_by[bound], []).append(bound)
    return list(found.items())


def distinct(reasons: Iterable[Reason]) -> list[Reason]:
    """Return reasons of which each says something new, in their order; claims of equal sentences are brought together."""
    together: dict[tuple[str, str], list[str]] = {}
    for reason in reasons:
        together.setdefault((reason.code, reason.text), []).extend(reason.claims)
    return [Reason(code, text, tuple(dict.fromkeys(claims))) for (code, text), claims in together.items()]


def said_in(index: Index, incident: Incident) -> list[Said]:
    """Return every claim of the incident, by the day of its report and its place in it."""
    claims = sorted(index.claims_in(incident), key=lambda c: (_published(index, c), c.document, c.span))
    return [
        Said(
            claim=claim,
            source=index.source_name(claim),
            citation=cite(index.snapshot, claim),
            roles=tuple(_roles(claim.id, incident.figures)),
        )
        for claim in claims
    ]


def told_once(said: Iterable[Said]) -> list[Said]:
    """Return what is said without repeats and reprints: of one source, number and wording, the first."""
    first: dict[tuple[object, ...], Said] = {}
    for row in said:
        claim = row.claim
        if claim.restates is None:
            first.setdefault((row.source, claim.harm, claim.count, claim.who, row.citation.quote), row)
    return list(first.values())


def _published(index: Index, claim: Claim) -> str:
    document = index.snapshot.documents.get(claim.document)
    return str(document.published) if document and document.published else "9999"


def _roles(claim: str, figures: Iterable[Figure]) -> Iterable[tuple[str, str]]:
    """Yield (role, figure) for each bound the claim sets, or what else becomes of it there."""
    for figure in figures:
        name = figure_name(figure)
        bounds = [bound for bound in ("low", "best", "high") if figure.range.set_by.get(bound) == claim]
        yield from ((bound, name) for bound in bounds)
        if claim in figure.range.history and not bounds:
            yield "superseded", name
        if any(claim in reason.claims for reason in figure.range.beside):
            yield "beside", name


def judgements_on(index: Index, incident: Incident) -> list[Entry]:
    """Return the judgements that name the incident or one of its claims, the latest first."""
    found = {e.seq: e for name in (incident.id, *incident.claims) for e in index.entries_of.get(name, ())}
    return [found[seq] for seq in sorted(found, reverse=True)]


def suggestion_between(first: Incident, second: Incident) -> Suggestion | None:
    """Return what the record suggests about two incidents, from whichever of them says it."""
    pairs = ((first, second.id), (second, first.id))
    return next((s for one, other in pairs for s in one.suggestions if s.incident == other), None)


def pair_page(request: Request) -> Response:
    """Show two incidents beside each other, with what speaks for and against their being one event."""
    index = desk_of(request).index()
    names = request.path_params["first"], request.path_params["second"]
    first, second = (index.find_incident(name) for name in names)
    if first is None or second is None:
        raise HTTPException(404, " / ".join(names))
    if first.id == second.id:
        return RedirectResponse(f"/incident/{first.id}", 303)
    return page(
        request,
        "pair",
        index=index,
        sides=[(side, headline(side), told_once(said_in(index, side))) for side in (first, second)],
        scale=highest(r for side in (first, second) for _, r in headline(side)),
        suggestion=suggestion_between(first, second),
        seen=version_of_pair(first, second),
        distinct=distinct,
    )
