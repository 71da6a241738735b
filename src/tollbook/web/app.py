"""The desk as an application: which path leads to which page. Knows no values."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tollbook.model.issue import ItemFailed, RunAborted
from tollbook.web import acts, document, incident, incidents, known, ledgers, queue, search, tiles
from tollbook.web.acts import form_route
from tollbook.web.api.routes import ROOT, problem
from tollbook.web.api.routes import ROUTES as API
from tollbook.web.desk import Desk
from tollbook.web.forms import FORMS
from tollbook.web.guard import Guard
from tollbook.web.page import has_session, language_of, page, session_of
from tollbook.web.team import pages as team
from tollbook.web.team.door import AccountDoor
from tollbook.web.team.outside import OutsideDesk
from tollbook.web.warm import warm

PACKED = Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
"""Cookies are strict, so that no other site can ask for pages and measure how they shrink."""
STATIC = Path(__file__).parent / "static"
ROUTES = (
    Route("/incidents", incidents.incidents_page),
    Route("/incidents/places.json", incidents.places_json),
    Route("/outlines.json", incidents.outlines_json),
    Route("/tiles.pmtiles", tiles.tiles_bytes),
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
    Route("/sources", known.sources_page),
    Route("/actors", known.actors_page),
    Route("/actor", known.actor_page),
    Route("/places", known.places_page),
    Route("/place", known.place_page),
    Route("/search", search.search_page),
    *FORMS,
    form_route("/act/name", acts.name_act),
    form_route("/act/pair", acts.pair_act),
    form_route("/act/correct", acts.correct_act),
    form_route("/act/reject", acts.reject_act),
    form_route("/act/confirm", known.confirm_act),
    form_route("/act/keep", search.keep_act),
    form_route("/act/undo", acts.undo_act),
)
TEAM = (
    Route("/login", team.login_page),
    Route("/second", team.second_page),
    Route("/account", team.account_page),
    Route("/accounts", team.accounts_page),
    form_route("/act/login", team.login_act),
    form_route("/act/second", team.second_act),
    form_route("/act/logout", team.logout_act),
    form_route("/act/password", team.password_act),
    form_route("/act/second-on", team.second_on_act),
    form_route("/act/token", team.token_act),
    form_route("/act/account", team.account_act),
    form_route("/act/restrict", team.restrict_act),
)
"""What a team's desk has beside."""


def make_app(root: Path, *, token: str, port: int, who: str = "", tiles: Path | None = None) -> Guard:
    """Return the desk over the book in folder ``root``, behind its guard; raise RunAborted where there is no book.

    ``tiles`` is a ``.pmtiles`` file to lay under the maps.
    """
    app = _application(root, tiles)
    return Guard(app, token=token, port=port, who=who, opens=app.state.desk.index)


def make_team_app(root: Path, *, address: str, tiles: Path | None = None) -> Guard:
    """Return the desk for a team with accounts, reached by ``address`` (scheme and host, no path)."""
    app = _application(root, tiles, TEAM)
    app.state.outside = OutsideDesk(app.state.desk)
    app.state.door = AccountDoor(root, app.routes, is_secure=address.startswith("https://"))
    return Guard(app, token="", port=0, door=app.state.door, address=address, opens=app.state.desk.index)


def _application(root: Path, tiles: Path | None, more: Sequence[Route] = ()) -> Starlette:
    routes = [Route("/", first_page), *ROUTES, *API, *more, Mount("/static", StaticFiles(directory=STATIC))]
    handlers = {HTTPException: _not_there, RunAborted: _stopped, ItemFailed: _stopped}
    app = Starlette(routes=routes, exception_handlers=handlers, middleware=[PACKED])  # type: ignore[arg-type]  # handlers by their exception
    app.state.desk = Desk(root, tiles, warm)
    return app


def first_page(request: Request) -> Response:
    """Ask who sits here, once; else show the incidents."""
    return RedirectResponse("/incidents", 303) if session_of(request).who else page(request, "first")


async def _not_there(request: Request, error: HTTPException) -> Response:
    if request.url.path.startswith(ROOT):
        return problem(error.status_code, error.detail, request.url.path)
    if not has_session(request):  # a file of the pages' own that is not there: it is given to anybody
        return PlainTextResponse("There is no such file.", error.status_code)
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
