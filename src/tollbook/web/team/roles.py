"""What each path of the desk asks of who comes, and what undoing asks. A path that is not here is closed to everybody in a team."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from tollbook.model.account import Right
from tollbook.model.judgement import Entry
from tollbook.web.api.routes import ROUTES as API
from tollbook.web.index import Index

OPEN = frozenset({"/login", "/act/login"})
"""For who has not said a password yet."""
HALF = frozenset({"/second", "/act/second", "/act/logout"})
"""For who has said the password and not the code."""
OWN = frozenset({"/account", "/act/password", "/act/second-on", "/act/token", "/act/logout"})
"""For everybody about their own account; with a one-time password nothing else opens."""
READ = (
    "/", "/incidents", "/incidents/places.json", "/outlines.json", "/tiles.pmtiles", "/incident/{incident}", "/pair/{first}/{second}",
    "/documents", "/document/{document}", "/totals", "/queue", "/queue/next", "/explain", "/judgements", "/search",
    "/sources", "/actors", "/actor", "/places", "/place",
    "/claim/{claim}", "/archived/{document}", "/evidence/{sha256}", "/judgements/head", "/signed", "/coverage", "/agreement",
    "/conflict/{entry}",
)  # fmt: skip
EDIT = (
    "/claim/{claim}/edit", "/act/pair", "/act/correct", "/act/reject", "/act/confirm",
    "/act/keep",
    "/enter", "/document/{document}/add", "/entered/{entry}", "/act/enter", "/act/coverage",
    "/claim/{claim}/code", "/coding/next", "/act/code", "/queue/item/{item}", "/act/assign",
)  # fmt: skip
UNDOING = ("/act/undo", "/act/decide")
"""These look at what is undone, and ask for ``right_to_undo``."""
REVIEW: tuple[str, ...] = ("/incident/{incident}/sign", "/act/sign", "/act/review")
GOVERN = ("/accounts", "/act/account", "/act/restrict", "/document/{document}/erase", "/act/erase")
NEEDS: dict[str, Right] = {
    **dict.fromkeys(READ, "read"),
    **dict.fromkeys((r.path for r in API), "read"),
    **dict.fromkeys(UNDOING, "read"),
    **dict.fromkeys(EDIT, "edit"),
    **dict.fromkeys(REVIEW, "review"),
    **dict.fromkeys(GOVERN, "govern"),
    **dict.fromkeys(OPEN | HALF | OWN, "read"),
}

MADE_WITH: dict[str, Right] = {"sign_off": "review", "review": "review", "restrict": "govern", "redact": "govern"}
"""The right that making an entry of a kind needs; all others need ``edit``."""


def right_to_undo(index: Index, entry: Entry) -> Right:
    """Return the right that making the entry needed; of an undo, of what it undoes; what is not shown here is an admin's."""
    meant = index.meant(entry)
    return MADE_WITH.get(meant.kind, "edit") if meant else "govern"


def path_of(routes: Sequence[BaseRoute], scope: Scope) -> str | None:
    """Return the path, as the routes write it, that answers this request; None where there is none."""
    for route in routes:
        match, _ = route.matches(scope)
        if match is Match.FULL and isinstance(route, Route):
            return route.path
    return None
