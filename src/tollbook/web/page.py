"""Turns values into a page in the reader's language. Knows templates, cookies of taste and sessions; no record."""

import functools
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.flow.judging.added import FIRST_ORDINAL
from tollbook.model.document import ERASED, NOTE
from tollbook.publish import words
from tollbook.web.desk import Desk
from tollbook.web.guard import Session, is_local
from tollbook.web.language import LANGUAGES, Language, language

LANGUAGE_COOKIE = "tollbook_lang"
YEAR_SECONDS = 365 * 24 * 3600
T = TypeVar("T")


@functools.cache
def templates() -> jinja2.Environment:
    """Return the templates; everything in them is escaped, whatever the file is called."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("tollbook.web", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(number=words.number, query=urlencode)
    environment.globals.update(ERASED=ERASED, NOTE=NOTE, FIRST_BY_HAND=FIRST_ORDINAL)
    return environment


def desk_of(request: Request) -> Desk:
    """Return the desk that serves this request: without what is restricted, where who sits there is not cleared."""
    desk: Desk = request.app.state.desk if session_of(request).is_cleared else request.app.state.outside
    return desk


def session_of(request: Request) -> Session:
    """Return the browser's session; the guard has put it there."""
    session: Session = request.state.session
    return session


def has_session(request: Request) -> bool:
    """Return True where the guard looked at who asks; it lets anybody have the pages' own files."""
    return hasattr(request.state, "session")


def language_of(request: Request) -> Language:
    """Return the language asked for, else the one chosen before, else English."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE, "")
    return language(chosen if chosen in LANGUAGES else LANGUAGES[0])


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page of ``template`` with ``values`` in the reader's language."""
    session, tongue = session_of(request), language_of(request)
    told, session.told = session.told, ""
    content = (
        templates()
        .get_template(f"{template}.html.j2")
        .render(
            lang=tongue,
            t=tongue.say,
            session=session,
            told=told,
            desk=desk_of(request),
            here=here(request),
            others=[language(code) for code in LANGUAGES if code != tongue.code],
            with_query=lambda **changes: with_query(request, **changes),
            room=request.url.path.strip("/").split("/")[0],
            queue_key=request.query_params.get("queue", ""),
            **values,
        )
    )
    answer = HTMLResponse(content, status)
    if request.query_params.get("lang") in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, tongue.code, max_age=YEAR_SECONDS, httponly=True, samesite="strict")
    return answer


def here(request: Request) -> str:
    """Return the path and query of this page, to come back to; of a page that answers a form, the form's own page."""
    if request.method != "GET":
        return "/"
    kept = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def with_query(request: Request, **changes: object) -> str:
    """Return this page's address with some of its query changed; None takes a value out."""
    kept = {k: v for k, v in request.query_params.items() if k not in changes}
    added = {k: str(v) for k, v in changes.items() if v is not None}
    return f"?{urlencode({**kept, **added})}"


def back(request: Request, fields: Mapping[str, str], told: str) -> Response:
    """Return to the page that a form names, which then tells what was done."""
    session_of(request).told = told
    wanted = fields.get("next", "")
    return RedirectResponse(wanted if is_local(wanted) else "/", 303)


def number_of(request: Request, name: str, default: int = 1) -> int:
    """Return a number of the query, the default where it is none or too long to be meant."""
    said = request.query_params.get(name, "")
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 8 else default  # noqa: PLR2004  # no book has ten million pages


def paged(things: "list[T] | tuple[T, ...]", number: int, size: int = 50) -> tuple[list[T], int, int]:
    """Return the things of page ``number``, that number within bounds, and how many pages there are."""
    pages = max(1, -(-len(things) // size))
    current = min(number, pages)
    return list(things[(current - 1) * size : current * size]), current, pages
