"""The desk as an application: which path leads to which page. Knows no values."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tollbook.model.issue import ItemFailed, RunAborted
from tollbook.web import acts, document, incident, incidents, ledgers, queue, search
from tollbook.web.api.routes import ROOT, problem
from tollbook.web.api.routes import ROUTES as API
from tollbook.web.desk import Desk
from tollbook.web.guard import Guard
from tollbook.web.page import language_of, page, session_of

STATIC = Path(__file__).parent / "static"
ROUTES = (
    Route("/incidents", incidents.incidents_page),
    Route("/incidents/places.json", incidents.places_json),
    Route("/outlines.json", incidents.outlines_json),
    Route("/incident/{incident}", incident.incident_page),
    Route("/pair/{first}/{second}", incident.pair_page),
    Route("/documents", document.documents_page),
    Route("/document/{document}", document.document_page),
    Route("/claim/{claim}/edit", document.edit_page),
    Route("/totals", ledgers.totals_page),
    Route("/queue", queue.queue_page),
    Route("/queue/next", queue.next_page),
    Route("/explain", ledgers.explain_page),
    Route("/judgements", ledgers.judgements_page),
    Route("/search", search.search_page),
    Route("/act/name", acts.act(acts.name_act), methods=["POST"]),
    Route("/act/pair", acts.act(acts.pair_act), methods=["POST"]),
    Route("/act/correct", acts.act(acts.correct_act), methods=["POST"]),
    Route("/act/reject", acts.act(acts.reject_act), methods=["POST"]),
    Route("/act/keep", acts.act(search.keep_act), methods=["POST"]),
    Route("/act/undo", acts.act(acts.undo_act), methods=["POST"]),
)


def make_app(root: Path, *, token: str, port: int, who: str = "") -> Guard:
    """Return the desk over the book in folder ``root``, behind its guard; raise RunAborted where there is no book."""
    routes = [Route("/", first_page), *ROUTES, *API, Mount("/static", StaticFiles(directory=STATIC))]
    handlers = {HTTPException: _not_there, RunAborted: _stopped, ItemFailed: _stopped}
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]  # handlers by their exception
    app.state.desk = Desk(root)
    return Guard(app, token=token, port=port, who=who)


def first_page(request: Request) -> Response:
    """Ask who sits here, once; else show the incidents."""
    return RedirectResponse("/incidents", 303) if session_of(request).who else page(request, "first")


async def _not_there(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith(ROOT):
        return problem(error.status_code, error.detail, request.url.path)
    tongue = language_of(request)
    key = {403: "not_yours", 404: "not_there"}.get(error.status_code, "not_so")
    return await run_in_threadpool(
        page, request, "message", status=error.status_code, title=tongue.say(key), detail=error.detail, hint=""
    )


async def _stopped(request: Request, error: RunAborted | ItemFailed) -> Response:
    issue = error.issue
    if request.url.path.startswith(ROOT):
        return problem(503, issue.message, issue.subject, issue.hint)
    return await run_in_threadpool(
        page, request, "message", status=503, title=issue.message, detail=issue.subject, hint=issue.hint
    )
