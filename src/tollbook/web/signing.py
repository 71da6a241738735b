"""Signing: which figures of an incident bear a name, what is proposed since, and the form that signs them."""

from collections.abc import Iterable

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.flow.judging.signing import sign_all
from tollbook.ledger.standing import standing
from tollbook.model.ids import content_id
from tollbook.model.incident import Figure, Incident
from tollbook.model.judgement import Entry
from tollbook.publish.walk import figure_name
from tollbook.web.acts import Fields, changed, refused, written
from tollbook.web.incident import distinct, figure_order, set_by
from tollbook.web.index import Index
from tollbook.web.page import desk_of, language_of, number_of, page, paged


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """A signed figure of the book, with the entry that signed it (None where it is another book's, or was erased)."""

    incident: Incident
    figure: Figure
    entry: Entry | None


def version_of_figures(incident: Incident | None) -> str:
    """Return a name for the figures of an incident as they stand and as they were signed, empty where it is gone."""
    return content_id("v1_", incident.id, incident.figures) if incident else ""


def sign_page(request: Request) -> Response:
    """Show the figures of an incident to be signed."""
    index = desk_of(request).index()
    incident = index.find_incident(request.path_params["incident"])
    if incident is None:
        raise HTTPException(404, request.path_params["incident"])
    if incident.id != request.path_params["incident"]:
        return RedirectResponse(f"/incident/{incident.id}/sign", 303)
    return page(
        request,
        "sign",
        index=index,
        incident=incident,
        figures=[(figure_name(f), f, _bounds(f)) for f in sorted(incident.figures, key=figure_order)],
        signed={_key(s.incident, s.figure): s.entry for s in signatures(index, [incident])},
        key=_key,
        distinct=distinct,
        seen=version_of_figures(incident),
    )


def _bounds(figure: Figure) -> list[tuple[str, list[str]]]:
    """Return which claim sets which bounds of what signing takes."""
    return set_by(msgspec.structs.replace(figure, range=figure.proposed or figure.range))


def _key(incident: Incident, figure: Figure) -> tuple[str, str, str, str | None]:
    return (incident.id, figure.harm, figure.axis, figure.key)


def sign_act(request: Request, fields: Fields) -> Response:
    """Sign the figures that were ticked, or all of them."""
    with desk_of(request).acting:
        index = desk_of(request).latest()
        incident = index.snapshot.incidents.get(fields.get("incident", ""))
        version = version_of_figures(incident)
        if incident is None or version != fields.get("seen"):
            concerned = {fields.get("incident", ""), *(incident.claims if incident else ())}
            return changed(request, fields, index, concerned, version)
        known = [figure_name(figure) for figure in incident.figures]
        ticked = {value for name, value in fields.items() if name.startswith("figure_")}
        wanted = [name for name in known if "all" in fields or name in ticked]
        if not wanted:
            return refused(request, fields, language_of(request).say("sign_none"))
        addresses = [f"{incident.id}/{name}" for name in wanted]

        def write(who: str, why: str) -> Iterable[Entry]:
            entries, _ = desk_of(request).write(sign_all, addresses, who=who, why=why)
            return entries

        return written(request, fields, write)


def signed_page(request: Request) -> Response:
    """List every signed figure of the book, those with a proposed change first."""
    index = desk_of(request).index()
    proposed = request.query_params.get("proposed") == "1"
    found = [s for s in signatures(index, index.snapshot.incidents.values()) if s.figure.proposed or not proposed]
    found.sort(key=lambda s: (s.figure.proposed is None, s.incident.code, figure_name(s.figure)))
    shown, current, pages = paged(found, number_of(request, "page"))
    return page(
        request,
        "signed",
        index=index,
        signatures=shown,
        figure_name=figure_name,
        proposed=proposed,
        current=current,
        pages=pages,
        found=len(found),
    )


def signatures(index: Index, incidents: Iterable[Incident]) -> list[Signature]:
    """Return every signed figure of ``incidents`` with its latest standing sign-off."""
    last = {
        (e.body["incident"], e.body["harm"], e.body["axis"], e.body["key"]): e
        for e in standing(index.snapshot.entries, {"sign_off"})
        if "range" in e.body
    }
    return [
        Signature(incident=incident, figure=figure, entry=last.get(_key(incident, figure)))
        for incident in incidents
        for figure in incident.figures
        if figure.signed_by
    ]
