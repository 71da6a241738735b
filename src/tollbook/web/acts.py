"""What a form does: check whom it came from and what it saw, then judge. Every change of the record goes through here."""

import secrets
from collections.abc import Awaitable, Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.judge import JudgementRefused
from tollbook.model.issue import RunAborted
from tollbook.model.judgement import Entry
from tollbook.web.document import FIELDS, value_of
from tollbook.web.guard import is_local
from tollbook.web.index import Index, named_in, version_of_claim, version_of_pair
from tollbook.web.ledgers import told
from tollbook.web.page import back, desk_of, language_of, page, session_of

Fields = Mapping[str, str]
MOST_FIELDS = 60
LONGEST_NAME = 80


def act(handler: Callable[[Request, Fields], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a form: no form without the session's secret gets further than this."""

    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        if not secrets.compare_digest(fields.get("csrf", "").encode(), session_of(request).csrf.encode()):
            raise HTTPException(403, "csrf")
        return await run_in_threadpool(handler, request, fields)

    return endpoint


def name_act(request: Request, fields: Fields) -> Response:
    """Take the name under which this browser judges."""
    session_of(request).who = _name(fields)
    return back(request, fields, "")


def _name(fields: Fields) -> str:
    name = " ".join(fields.get("who", "").split())
    return name[:LONGEST_NAME] if name.isprintable() else ""


def pair_act(request: Request, fields: Fields) -> Response:
    """Judge two incidents the same event, or not."""
    names = fields.get("first", ""), fields.get("second", "")
    answer = fields.get("answer", "")
    if answer not in {"same", "not-same"}:
        return _refused(request, fields, language_of(request).say("choose_answer"))
    with desk_of(request).acting:
        index = desk_of(request).latest()
        first, second = (index.snapshot.incidents.get(name) for name in names)
        if first is None or second is None or version_of_pair(first, second) != fields.get("seen"):
            concerned = {*names, *(c for i in (first, second) if i for c in i.claims)}
            again = version_of_pair(first, second) if first and second else ""
            return _changed(request, fields, index, concerned, again)
        return _judged(request, fields, [(answer, list(names))])


def correct_act(request: Request, fields: Fields) -> Response:
    """Correct each field that differs from what the claim says."""
    with desk_of(request).acting:
        index = desk_of(request).latest()
        claim = index.snapshot.claims.get(fields.get("claim", ""))
        if claim is None or version_of_claim(claim) != fields.get("seen"):
            again = version_of_claim(claim) if claim else ""
            return _changed(request, fields, index, {fields.get("claim", "")}, again)
        said = {name: " ".join(fields[f"f_{name}"].split()) for name in FIELDS if f"f_{name}" in fields}
        changes = [(name, value) for name, value in said.items() if value != value_of(claim, name)]
        if not changes:
            return _refused(request, fields, language_of(request).say("nothing_changed"))
        return _judged(request, fields, [("correct", [claim.id, name, value]) for name, value in changes])


def reject_act(request: Request, fields: Fields) -> Response:
    """Reject a claim: it leaves the record, the judgement stays."""
    with desk_of(request).acting:
        index = desk_of(request).latest()
        claim = index.snapshot.claims.get(fields.get("claim", ""))
        if claim is None or version_of_claim(claim) != fields.get("seen"):
            again = version_of_claim(claim) if claim else ""
            return _changed(request, fields, index, {fields.get("claim", "")}, again)
        return _judged(request, fields, [("reject", [claim.id])])


def undo_act(request: Request, fields: Fields) -> Response:
    """Undo a judgement by another; what is undone already is refused by the ledger."""
    return _judged(request, fields, [("undo", [fields.get("entry", "")])])


def _judged(request: Request, fields: Fields, judgements: list[tuple[str, list[str]]]) -> Response:
    session, tongue = session_of(request), language_of(request)
    session.who = session.who or _name(fields)
    why = " ".join(fields.get("why", "").split())
    if not session.who:
        return _refused(request, fields, tongue.say("say_who"))
    if not why:
        return _refused(request, fields, tongue.say("say_why"))
    done: list[Entry] = []
    try:
        for action, values in judgements:
            entry, _ = desk_of(request).judge(action, values, who=session.who, why=why)
            done.append(entry)
    except JudgementRefused as error:
        return _refused(request, fields, str(error), done)
    except RunAborted as error:
        if error.issue.code != "book-busy":
            raise
        return _refused(request, fields, f"{error.issue.message}. {tongue.say('try_again')}", done, status=409)
    return back(request, fields, tongue.say("judged", entries=", ".join(f"#{e.seq}" for e in done)))


def _refused(
    request: Request, fields: Fields, why: str, done: list[Entry] | None = None, *, status: int = 422
) -> Response:
    """Say why nothing (more) was judged, with the form as it was filled in, to be sent again."""
    return page(
        request, "refused", status=status, why=why, fields=_kept(fields), done=done or [], path=request.url.path
    )


def _kept(fields: Fields) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in {"csrf", "why", "who"}}


def _changed(request: Request, fields: Fields, index: Index, concerned: set[str], again: str) -> Response:
    """Show what others did since the form was filled in, and let the person decide."""
    since = int(head) if (head := fields.get("head", "")).isdecimal() and len(head) < 12 else 0  # noqa: PLR2004  # no ledger is longer
    entries = [e for e in index.judgements if e.seq > since and (_undone_names(index, e) & concerned)]
    claim = index.snapshot.claims.get(fields.get("claim", ""))
    compared = [
        (name, value_of(claim, name), mine)
        for name in FIELDS
        if claim and (mine := fields.get(f"f_{name}", "")) and mine != value_of(claim, name)
    ]
    return page(
        request,
        "changed",
        status=409,
        entries=[(e, *told(e)) for e in entries],
        fields={**_kept(fields), "seen": again},
        compared=compared,
        why=fields.get("why", ""),
        can_repeat=bool(again),
        home=wanted if is_local(wanted := fields.get("next", "")) else "/",
        path=request.url.path,
    )


def _undone_names(index: Index, entry: Entry) -> set[str]:
    """Return what an entry names; an undo names what it undoes names."""
    if entry.kind == "undo":
        undone = next((e for e in index.snapshot.entries if e.seq == entry.body["undoes"]), None)
        return set(named_in(undone)) if undone else set()
    return set(named_in(entry))
