"""Second readers and independent coders: accept or return an incident, code a claim unseen by others, see how far all agree."""

import hashlib
from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.flow.judging.coding import agreements, code_claim
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.judging.reviewing import review
from tollbook.ledger.standing import standing
from tollbook.model.claim import Claim
from tollbook.model.judgement import Entry
from tollbook.model.review import version_of
from tollbook.web.acts import Fields, changed, numbers_of, refused, written
from tollbook.web.document import CHOICES, FIELDS, lines_of
from tollbook.web.index import Index, once
from tollbook.web.page import back, desk_of, language_of, page, session_of


def review_act(request: Request, fields: Fields) -> Response:
    """Accept an incident as it stands, or return it with a note; no figure is touched."""
    tongue = language_of(request)
    verdict, note = fields.get("verdict", ""), " ".join(fields.get("f_note", "").split())
    if verdict not in {"accept", "return"}:
        return refused(request, fields, tongue.say("choose_verdict"), needs_why=False)
    if verdict == "return" and not note:
        return refused(request, fields, tongue.say("say_note"), needs_why=False)
    with desk_of(request).acting:
        index = desk_of(request).latest()
        incident = index.snapshot.incidents.get(fields.get("incident", ""))
        if incident is None or version_of(incident) != fields.get("seen"):
            concerned = {fields.get("incident", ""), *(incident.claims if incident else ())}
            again = version_of(incident) if incident else ""
            return changed(request, fields, index, concerned, again, needs_why=False)

        def write(who: str, _: str) -> Iterable[Entry]:
            yield desk_of(request).write(review, incident.id, verdict, who=who, note=note)

        def then(done: list[Entry]) -> Response:
            return back(request, fields, tongue.say("read_done", entries=numbers_of(done)))

        return written(request, fields, write, needs_why=False, then=then)


def code_page(request: Request) -> Response:
    """Show a claim's words in their report, and an empty form: nothing of what anybody read in them."""
    index = desk_of(request).index()
    claim = index.snapshot.claims.get(request.path_params["claim"])
    document = index.snapshot.documents.get(claim.document) if claim else None
    if claim is None or document is None:
        raise HTTPException(404, request.path_params["claim"])
    return page(
        request,
        "code",
        claim=claim,
        document=document,
        lines=lines_of(document, [claim], ()),
        fields=FIELDS,
        choices=CHOICES,
        coded=claim.id in coded_by(index, session_of(request).who),
    )


def code_act(request: Request, fields: Fields) -> Response:
    """Keep how somebody reads a claim, and lead to the next."""
    tongue = language_of(request)
    said = {name: " ".join(fields.get(f"f_{name}", "").split()) for name in FIELDS}
    values = {name: value for name, value in said.items() if value}

    def write(who: str, _: str) -> Iterable[Entry]:
        if not values:
            raise JudgementRefused(tongue.say("coding_none"))
        yield desk_of(request).write(code_claim, fields.get("claim", ""), values, who=who)

    def then(done: list[Entry]) -> Response:
        return back(request, fields, tongue.say("coding_done", entries=numbers_of(done)))

    return written(request, fields, write, needs_why=False, then=then)


def next_coding_page(request: Request) -> Response:
    """Lead to a claim that who sits here has not coded: first one that another did, else one drawn by its hash."""
    index = desk_of(request).index()
    chosen = next_to_code(index, session_of(request).who)
    if chosen is None:
        session_of(request).told = language_of(request).say("coding_over")
        return RedirectResponse("/agreement", 303)
    return RedirectResponse(f"/claim/{chosen.id}/code", 303)


def next_to_code(index: Index, who: str) -> Claim | None:
    """Return the claim that ``who`` should code next, None where all are coded. The draw is the same for everybody."""
    mine = coded_by(index, who)
    others = {str(e.body["claim"]["claim"]) for e in _codings(index) if e.author != who}
    line = drawn(index)
    first = next((c for c in line if c in others and c not in mine), None) if others - mine else None
    chosen = first or next((c for c in line if c not in mine), None)
    return index.snapshot.claims[chosen] if chosen else None


@once
def drawn(index: Index) -> tuple[str, ...]:
    """Return the claims in an order that no one chose, by the hash of their ids."""
    told = (c.id for c in index.snapshot.claims.values() if c.restates is None)
    return tuple(sorted(told, key=lambda identity: hashlib.sha256(identity.encode()).digest()))


def coded_by(index: Index, who: str) -> set[str]:
    """Return the claims that ``who`` has coded."""
    return {str(e.body["claim"]["claim"]) for e in _codings(index) if e.author == who}


def _codings(index: Index) -> list[Entry]:
    return standing(index.snapshot.entries, {"coding"})


def agreement_page(request: Request) -> Response:
    """Show how far independent coders agree, field by field."""
    index = desk_of(request).index()
    return page(request, "agreement", agreements=agreements(index.snapshot.entries))
