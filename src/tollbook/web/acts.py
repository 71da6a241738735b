"""What a form does: check whom it came from and what it saw, then write. Every change of the record goes through here."""

import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.team import leases
from tollbook.model.issue import RunAborted
from tollbook.model.judgement import Entry
from tollbook.web.document import FIELDS, value_of
from tollbook.web.guard import is_local
from tollbook.web.index import Index, named_in, version_of_claim, version_of_pair
from tollbook.web.ledgers import told
from tollbook.web.page import back, desk_of, language_of, page, session_of
from tollbook.web.team.roles import right_to_undo

Fields = Mapping[str, str]
Files = Sequence[UploadFile]
Write = Callable[[str, str], Iterable[Entry]]
"""Writes to the book under a name and for a reason, and returns the entries it made."""
Refuse = Callable[[str, int], Response]
"""Answers a form that wrote nothing, with why and the status."""

BUSY = "book-busy"
MOST_FIELDS = 60
MOST_ENTERED = 800
MOST_FILES = 12
LONGEST_NAME = 80


def form_route(path: str, handler: Callable[[Request, Fields], Response]) -> Route:
    """Return the route that a form is sent to."""
    return Route(path, act(handler), methods=["POST"])


def act(handler: Callable[[Request, Fields], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a form: no form without the session's secret gets further than this."""

    async def endpoint(request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=MOST_FIELDS)
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        _check_secret(request, fields)
        return await run_in_threadpool(handler, request, fields)

    return endpoint


def act_with_files(handler: Callable[[Request, Fields, Files], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a form that brings files: like ``act``, the files lent to the handler and then gone."""

    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_ENTERED) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            files = [v for _, v in form.multi_items() if isinstance(v, UploadFile) and v.filename]
            _check_secret(request, fields)
            return await run_in_threadpool(handler, request, fields, files)

    return endpoint


def _check_secret(request: Request, fields: Fields) -> None:
    if not secrets.compare_digest(fields.get("csrf", "").encode(), session_of(request).csrf.encode()):
        raise HTTPException(403, "csrf")


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
        return refused(request, fields, language_of(request).say("choose_answer"))
    with desk_of(request).acting:
        index = desk_of(request).latest()
        first, second = (index.snapshot.incidents.get(name) for name in names)
        version = version_of_pair(first, second)
        if not version or version != fields.get("seen"):
            concerned = {*names, *(c for i in (first, second) if i for c in i.claims)}
            return changed(request, fields, index, concerned, version)
        return _judged(request, fields, [(answer, list(names))])


def correct_act(request: Request, fields: Fields) -> Response:
    """Correct each field that differs from what the claim says."""
    with desk_of(request).acting:
        index = desk_of(request).latest()
        claim = index.snapshot.claims.get(fields.get("claim", ""))
        version = version_of_claim(claim)
        if claim is None or version != fields.get("seen"):
            return changed(request, fields, index, {fields.get("claim", "")}, version)
        said = {name: " ".join(fields[f"f_{name}"].split()) for name in FIELDS if f"f_{name}" in fields}
        changes = [(name, value) for name, value in said.items() if value != value_of(claim, name)]
        if not changes:
            return refused(request, fields, language_of(request).say("nothing_changed"))
        return _judged(request, fields, [("correct", [claim.id, name, value]) for name, value in changes])


def reject_act(request: Request, fields: Fields) -> Response:
    """Reject a claim: it leaves the record, the judgement stays."""
    with desk_of(request).acting:
        index = desk_of(request).latest()
        claim = index.snapshot.claims.get(fields.get("claim", ""))
        version = version_of_claim(claim)
        if claim is None or version != fields.get("seen"):
            return changed(request, fields, index, {fields.get("claim", "")}, version)
        return _judged(request, fields, [("reject", [claim.id])])


def undo_act(request: Request, fields: Fields) -> Response:
    """Undo a judgement by another; what is undone already is refused by the ledger."""
    with desk_of(request).acting:
        index, number = desk_of(request).latest(), fields.get("entry", "")
        entry = next((e for e in reversed(index.snapshot.entries) if str(e.seq) == number), None)
        if entry is None:
            return refused(request, fields, language_of(request).say("no_entry", number=number))
        return barred(request, index, [entry]) or _judged(request, fields, [("undo", [number])])


def barred(request: Request, index: Index, entries: Iterable[Entry]) -> Response | None:
    """Return the refusal to somebody whose role does not let them undo all of ``entries``, None where it does."""
    session = session_of(request)
    if all(session.may(right_to_undo(index, entry)) for entry in entries):
        return None
    title, detail = (language_of(request).say(key) for key in ("role_not", "role_not_undo"))
    return page(request, "message", status=403, title=title, detail=detail, hint="")


def _judged(request: Request, fields: Fields, judgements: list[tuple[str, list[str]]]) -> Response:
    def write(who: str, why: str) -> Iterable[Entry]:
        for action, values in judgements:
            yield desk_of(request).judge(action, values, who=who, why=why)[0]

    return written(request, fields, write)


def written(
    request: Request,
    fields: Fields,
    write: Write,
    *,
    needs_why: bool = True,
    refuse: Refuse | None = None,
    then: Callable[[list[Entry]], Response] | None = None,
) -> Response:
    """Write under the name of who sits here, and go back to the form's page; or say why nothing (more) was written.

    ``then`` answers otherwise than by going back. Whoever writes keeps what they hold of the queue for longer.
    """
    session, tongue = session_of(request), language_of(request)
    session.who = session.who or _name(fields)
    why = " ".join(fields.get("why", "").split())
    done: list[Entry] = []

    def answer(why_not: str, status: int = 422) -> Response:
        if refuse is not None:
            return refuse(why_not, status)
        return refused(request, fields, why_not, done, status=status, needs_why=needs_why)

    if not session.who:
        return answer(tongue.say("say_who"))
    if needs_why and not why:
        return answer(tongue.say("say_why"))
    try:
        for entry in write(session.who, why):
            done.append(entry)  # noqa: PERF402  # what was written before one is refused is told
    except JudgementRefused as error:
        return answer(str(error))
    except RunAborted as error:
        return answer(when_busy(request, error), 409)
    _hold_on(request)
    return then(done) if then else back(request, fields, tongue.say("judged", entries=numbers_of(done)))


def when_busy(request: Request, error: RunAborted) -> str:
    """Return what to tell where another is writing to the book; raise any other error again."""
    if error.issue.code != BUSY:
        raise error
    return f"{error.issue.message}. {language_of(request).say('try_again')}"


def _hold_on(request: Request) -> None:
    """Let what who sits here holds of the queue run on; what was written stands, even where there is no time for this."""
    try:
        leases.renew(desk_of(request).root, session_of(request).who)
    except RunAborted as error:
        if error.issue.code != BUSY:
            raise


def numbers_of(entries: Iterable[Entry]) -> str:
    """Return the numbers of entries as they are told."""
    return ", ".join(f"#{entry.seq}" for entry in entries)


def refused(
    request: Request,
    fields: Fields,
    why: str,
    done: Sequence[Entry] = (),
    *,
    status: int = 422,
    needs_why: bool = True,
) -> Response:
    """Say why nothing (more) was judged, with the form as it was filled in, to be sent again."""
    return page(
        request,
        "refused",
        status=status,
        why=why,
        fields=_kept(fields),
        done=done,
        path=request.url.path,
        needs_why=needs_why,
    )


def _kept(fields: Fields) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name not in {"csrf", "why", "who"}}


def changed(
    request: Request, fields: Fields, index: Index, concerned: set[str], again: str, *, needs_why: bool = True
) -> Response:
    """Show what others did since the form was filled in, and let the person decide.

    ``concerned`` are the ids of what the form is about, ``again`` the version that sending it again is of (empty: the
    thing is gone).
    """
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
        needs_why=needs_why,
    )


def _undone_names(index: Index, entry: Entry) -> set[str]:
    """Return what an entry names; an undo names what it undoes names."""
    meant = index.meant(entry)
    return set(named_in(meant)) if meant else set()
