"""Who may speak to the desk: this machine's browser, by the address it was started with. Knows HTTP, no book."""

import secrets
from collections.abc import Callable, Iterable
from typing import Protocol
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_SESSIONS = 50
MOST_BODY = 200_000
MOST_UPLOAD = 256 * 1024 * 1024
UPLOADS = frozenset({"/act/enter"})
"""Forms that carry photos and videos."""
API = "/api/"
TAGGED = (API, "/outlines.json")
"""What a browser may keep, asking each time by its tag whether it is still so."""
BYTES = ("/archived/", "/evidence/")
INERT = "sandbox; default-src 'none'"
"""The policy of bytes that came from elsewhere: nothing in them runs, loads or knows the desk."""
SAFE_METHODS = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # not no-referrer: browsers would then send "Origin: null" with the desk's own forms
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Session(msgspec.Struct):
    """One browser: the secret of its forms, who sits there, and what the next page has to tell.

    A single user may do everything and sees everything; in a team both are the account's.
    """

    csrf: str
    who: str = ""
    told: str = ""
    is_cleared: bool = True

    def may(self, right: str) -> bool:
        """Return True when who sits here has the right."""
        return bool(right)


class Door(Protocol):
    """Decides who comes in, where that is not the start-up token."""

    def enter(self, scope: Scope, headers: Headers) -> Response | None:
        """Return None with a session in ``scope["state"]``, or the answer to somebody who is not let in."""


class Guard:
    """Lets through what comes from this desk's own pages; ``token`` is the start-up secret, ``port`` the desk's own.

    For a team, ``door`` stands in the token's place and ``address`` is what the desk is reached by, if not this machine's.
    ``opens`` reads the book, so that whoever serves it can begin with that before anybody asks.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str,
        port: int,
        who: str = "",
        door: Door | None = None,
        address: str = "",
        opens: Callable[[], object] = tuple,
    ) -> None:
        self._app = app
        self.opens = opens
        self._token = token
        self._who = who
        self._outer = door
        self._origins = frozenset({address} if address else {f"http://127.0.0.1:{port}", f"http://localhost:{port}"})
        self._hosts = frozenset(origin.partition("://")[2] for origin in self._origins)
        self._cookie = f"tollbook_desk_{port}"  # cookies know no ports, and two desks may run
        self._sessions: dict[str, Session] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is not let in; else hand it on with its session in ``scope["state"]``."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope["path"].startswith(BYTES):
                    headers["content-security-policy"] = INERT
                if scope["path"].startswith(TAGGED):
                    headers["cache-control"] = "private, no-cache"  # kept, and asked for again by its tag
                elif not scope["path"].startswith("/static/"):
                    headers["cache-control"] = "no-store"
            await send(message)

        headers = Headers(scope=scope)
        answer = self._refusal(scope, headers) or self._door(scope, headers)
        await (answer or self._app)(scope, receive, send_safely)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if host not in self._hosts:
            # a name that somebody else's DNS points here (rebinding) is not this desk
            return PlainTextResponse("This desk does not answer to that name.", 421)
        if scope["method"] in SAFE_METHODS:
            return None
        if not self._is_own(headers):
            return PlainTextResponse("This form did not come from the desk.", 403)
        length = headers.get("content-length", "")
        most = MOST_UPLOAD if scope["path"] in UPLOADS else MOST_BODY
        if not length.isdecimal() or int(length) > most:
            return PlainTextResponse("The form is too large.", 413)
        return None

    def _is_own(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        return (origin is None or origin in self._origins) and site == "same-origin"

    def _door(self, scope: Scope, headers: Headers) -> Response | None:
        """Return None with a session in the scope, or the answer to somebody without one."""
        if scope["path"].startswith("/static/"):
            return None
        if self._outer is not None:
            return self._outer.enter(scope, headers)
        query = QueryParams(scope["query_string"])
        given = query.get("token")
        if given is not None and scope["method"] == "GET":
            rest = urlencode([(name, value) for name, value in query.multi_items() if name != "token"])
            return self._exchange(scope["path"] + (f"?{rest}" if rest else ""), given)
        if scope["path"].startswith(API) and self._bears_token(headers):
            scope.setdefault("state", {})["session"] = Session(csrf=secrets.token_urlsafe(32))
            return None
        session = self._sessions.get(cookie_parser(headers.get("cookie", "")).get(self._cookie, ""))
        if session is None:
            return PlainTextResponse("Open the desk by the address that the terminal shows.", 403)
        scope.setdefault("state", {})["session"] = session
        return None

    def _bears_token(self, headers: Headers) -> bool:
        """Return True for another program that shows the start-up token, as the JSON interface takes it."""
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and secrets.compare_digest(given.strip().encode(), self._token.encode())

    def _exchange(self, path: str, given: str) -> Response:
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse(
                "This address is of another start of the desk; take the one the terminal shows.", 403
            )
        identity = secrets.token_urlsafe(32)
        self._forget(list(self._sessions)[: max(0, len(self._sessions) - MOST_SESSIONS + 1)])
        self._sessions[identity] = Session(csrf=secrets.token_urlsafe(32), who=self._who)
        answer = RedirectResponse(path if is_local(path) else "/", 303)
        answer.set_cookie(self._cookie, identity, httponly=True, samesite="strict", path="/")
        return answer

    def _forget(self, identities: Iterable[str]) -> None:
        for identity in identities:
            self._sessions.pop(identity, None)


def is_local(path: str) -> bool:
    """Return True for a path on this desk, False for anything a browser could read as another site."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
