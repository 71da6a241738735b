"""The door of a team's desk: who is inside, half-way in or outside, and whether their role opens the path."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import Scope

from tollbook.flow.team.accounts import account_named, account_of_token
from tollbook.model.account import Account
from tollbook.web.guard import API, SAFE_METHODS, is_local
from tollbook.web.team.roles import HALF, NEEDS, OPEN, OWN, path_of
from tollbook.web.team.sessions import Sessions, TeamSession

FRESH = dt.timedelta(seconds=5)
"""How long what an account may do is taken as known: a disabled account is out within this time."""


class AccountDoor:
    """Lets accounts in. ``routes`` are the desk's; ``is_secure`` says that browsers come by HTTPS."""

    def __init__(
        self,
        root: Path,
        routes: Sequence[BaseRoute],
        *,
        is_secure: bool,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._root = root
        self._routes = routes
        self._is_secure = is_secure
        self._now = now
        self.sessions = Sessions(now)
        self._checked: dict[str, tuple[dt.datetime, Account | None]] = {}

    @property
    def cookie(self) -> str:
        """Return the name of the cookie; by HTTPS one that no other host and no plain connection can set."""
        return "__Host-tollbook" if self._is_secure else "tollbook_team"

    def enter(self, scope: Scope, headers: Headers) -> Response | None:
        """Return None with a session in the scope where the path is open to who comes; else the answer."""
        if scope["path"].startswith(API):
            return self._enter_interface(scope, headers)
        path = path_of(self._routes, scope)
        identity = cookie_parser(headers.get("cookie", "")).get(self.cookie, "")
        session = self._known(identity)
        if session is None:
            return self._visitor(scope, path)
        scope.setdefault("state", {}).update(session=session, identity=identity)
        return self._refusal(scope, path, session)

    def _known(self, identity: str) -> TeamSession | None:
        session = self.sessions.find(identity)
        if session is None or session.account is None:
            return session
        account = self._today(session.account.name)
        if account is None or account.is_disabled:
            self.sessions.end(identity)
            return None
        session.account = account
        session.is_cleared = account.is_cleared and session.stage == "inside"
        return session

    def _today(self, name: str) -> Account | None:
        now = self._now()
        asked, account = self._checked.get(name, (now - FRESH * 2, None))
        if now - asked > FRESH:
            account = account_named(self._root, name)
            self._checked[name] = (now, account)
        return account

    def forget(self, name: str) -> None:
        """Ask anew, at the next request, what the account may do."""
        self._checked.pop(name, None)

    def _visitor(self, scope: Scope, path: str | None) -> Response | None:
        """Give somebody new an empty session, and lead them to the form."""
        if path == "/login":
            identity = self.sessions.begin()
            scope.setdefault("state", {}).update(session=self.sessions.find(identity), identity=identity, is_new=True)
            return None
        return self._to_login(scope)

    def _to_login(self, scope: Scope) -> Response:
        if scope["method"] not in SAFE_METHODS:
            return PlainTextResponse("Log in first: the session has ended.", 403)
        query = scope["query_string"].decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        onward = f"?next={quote(wanted, safe='')}" if is_local(wanted) and wanted != "/" else ""
        return RedirectResponse(f"/login{onward}", 303)

    def _refusal(self, scope: Scope, path: str | None, session: TeamSession) -> Response | None:
        if path in OPEN:
            return RedirectResponse("/", 303) if session.stage == "inside" and path == "/login" else None
        if session.stage == "visitor":
            return self._to_login(scope)
        if session.stage == "half":
            return None if path in HALF else RedirectResponse("/second", 303)
        return None if path in OWN else _by_role(path, session)

    def _enter_interface(self, scope: Scope, headers: Headers) -> Response | None:
        kind, _, token = headers.get("authorization", "").partition(" ")
        account = account_of_token(self._root, token.strip()) if kind.lower() == "bearer" and token else None
        if account is not None and account.may("read") and not account.must_change:
            session = TeamSession(csrf=secrets.token_urlsafe(32), who=account.name, is_cleared=account.is_cleared)
            session.stage, session.account = "inside", account
            scope.setdefault("state", {})["session"] = session
            return None
        held = self._known(cookie_parser(headers.get("cookie", "")).get(self.cookie, ""))
        if held is not None and held.may("read") and held.account and not held.account.must_change:
            scope.setdefault("state", {})["session"] = held
            return None
        return PlainTextResponse("Show a token of your account.", 401, headers={"www-authenticate": "Bearer"})

    def give(self, answer: Response, identity: str) -> Response:
        """Return the answer with the session's cookie."""
        answer.set_cookie(self.cookie, identity, httponly=True, samesite="strict", path="/", secure=self._is_secure)
        return answer


def _by_role(path: str | None, session: TeamSession) -> Response | None:
    """Return the refusal of a path that the role does not open, None where it does, or where there is no such path."""
    if session.account is not None and session.account.must_change:
        return RedirectResponse("/account", 303)
    if path is None or (path in NEEDS and session.may(NEEDS[path])):
        return None
    return PlainTextResponse("Your role does not open this." if path in NEEDS else "This page is closed.", 403)
