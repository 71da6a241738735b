"""Odd input at every path of the desk: whatever a request says, the answer is a page or a refusal, never a server error."""

import random
import re
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
argon2 = pytest.importorskip("argon2", reason="argon2-cffi is not installed: accounts are an extra")

from desks import ADDRESS, PORT, TOKEN, claim_with, fields_of, incident_of
from starlette.routing import Route
from starlette.testclient import TestClient

from tollbook.flow.books.book import snapshot
from tollbook.flow.team import accounts, passwords
from tollbook.web import app as desk_app
from tollbook.web.index import FACETS

WEB = Path(desk_app.__file__).parent
ODD = (
    "", " ", "x" * 900, "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u0651" * 12, "a\0b", "-1", "0", "9" * 300, "\u0663", "\u00b2", "NaN",
    "1,2", "1e999,1,1,1", "../../etc/passwd", "<script>", "2019-02-30", "0001-01-01", "9999-12-31", "#1", "\u202ex", "a\nb",
    "application/x", "\ud800",
)  # fmt: skip
"""Empty, huge, Arabic, NUL, of the wrong kind, beyond the calendar, and half a letter."""
NAMES = re.compile(r'(?:query_params|query)\.get\("(\w+)"|number_of\(request, "(\w+)"|day_said\(query.get\("(\w+)"')
FIELDS = re.compile(r'<(?:input|select|textarea|button)[^>]*? name="([^"{]+)"')
FORM = re.compile(r'<form[^>]* action="(/act/[^"]+)".*?</form>', re.DOTALL)


def asked() -> list[str]:
    """Return every name of a query that the pages read; the guard answers a wrong token before them."""
    found = {name for path in WEB.rglob("*.py") for m in NAMES.findall(path.read_text("utf-8")) for name in m if name}
    return sorted((found | set(FACETS)) - {"token"})


def escaped(value: str) -> str:
    """Return a value as it stands in an address; half a letter as the bytes that are no UTF-8."""
    return quote(value, safe="", errors="surrogatepass")


def paths_of(app, book) -> list[str]:
    """Return the path of every page, with things of the book in it."""
    claim, incident = claim_with(book, 9), incident_of(book, 9)
    known = {
        "incident": incident.id, "first": incident.id, "second": incident_of(book, 12).id, "document": claim.document,
        "claim": claim.id, "entry": "1", "item": "q1", "sha256": "0" * 64, "id": claim.id, "rest:path": "x",
    }  # fmt: skip
    routes = [r for r in app._app.routes if isinstance(r, Route) and "GET" in (r.methods or ())]
    return [re.sub(r"\{([^}]*)\}", lambda m: known[m[1]], r.path) for r in routes]


def single(book) -> TestClient:
    """Return a browser at a desk for one person; a server error is an answer like others."""
    app = desk_app.make_app(book, token=TOKEN, port=PORT, who="Amal")
    client = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, follow_redirects=False)
    client.get(f"/?token={TOKEN}")
    return client


@pytest.fixture(params=["alone", "team"])
def client(request, book, monkeypatch):
    """Return a browser that may do everything, at a desk for one person and at a team's."""
    if request.param == "alone":
        return single(book)
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: hasher)
    accounts.add_account(book, "admin", "admin")
    accounts.set_password(book, "admin", "seven grey herons over water")
    app = desk_app.make_team_app(book, address=ADDRESS)
    client = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, follow_redirects=False)
    form = fields_of(client.get("/login").text, "/act/login")
    client.post("/act/login", data={**form, "who": "admin", "password": "seven grey herons over water"})
    return client


def tried(client, method: str, path: str, **options) -> str:
    """Return what went wrong with a request, empty where the answer is a page, a redirect or a refusal."""
    answer = client.request(method, path, **options)
    return "" if answer.status_code < 500 else f"{answer.status_code} {method} {path[:120]} {str(options)[:200]}"


def test_no_query_and_no_name_in_a_path_gives_a_server_error(client, book):
    """Every page with every odd value, for each name of its query alone and for all of them at once."""
    chance = random.Random(20190501)
    wrong = []
    for path in paths_of(client.app, book):
        for value in chance.sample(ODD, 10):
            everything = "&".join(f"{name}={escaped(value)}" for name in asked())
            wrong.append(tried(client, "GET", f"{path}?{everything}"))
        wrong += [
            tried(client, "GET", f"{path}?{name}={escaped(chance.choice(ODD))}") for name in chance.sample(asked(), 5)
        ]
    assert [w for w in wrong if w] == []


def test_no_odd_name_of_a_thing_gives_a_server_error(client, book):
    """Things that are not there, whatever they are called."""
    routes = {r.path for r in client.app._app.routes if isinstance(r, Route) and "{" in r.path and "GET" in r.methods}
    wrong = [
        tried(client, "GET", re.sub(r"\{[^}]*\}", escaped(value).replace("\\", ""), path))
        for path in sorted(routes)
        for value in ODD
        if value
    ]
    wrong += [tried(client, "GET", f"/static/{escaped(value)}") for value in ("nothing", *ODD)]
    assert [w for w in wrong if w] == []


def forms_of(client, book) -> dict[str, dict[str, str]]:
    """Return a filled-in form for each action that some page offers."""
    found: dict[str, dict[str, str]] = {}
    for path in paths_of(client.app, book):
        text = client.get(path).text if not path.startswith("/api/") else ""
        for form in FORM.finditer(text):
            given = dict.fromkeys(FIELDS.findall(form[0]), "")
            found.setdefault(form[1], {**given, **fields_of(form[0], form[1])})
    return found


def test_no_odd_field_of_a_form_gives_a_server_error(client, book):
    """Each field of each form odd by turns, all of them, and none at all; what was written leaves a sound book."""
    chance = random.Random(20190502)
    wrong = []
    secret = next(form["csrf"] for form in forms_of(client, book).values() if "csrf" in form)
    actions = [r.path for r in client.app._app.routes if isinstance(r, Route) and "POST" in (r.methods or ())]
    forms = {action: {"csrf": secret} for action in actions if action not in {"/act/logout", "/act/login"}}
    forms |= {a: f for a, f in forms_of(client, book).items() if a in forms}
    for action, form in forms.items():
        sent = [{"csrf": secret}, *({**dict.fromkeys(form, value), "csrf": secret} for value in chance.sample(ODD, 6))]
        for name in set(form) - {"csrf"}:
            sent += [{**form, "why": "seen", name: value} for value in chance.sample(ODD, 2)]
        for fields in sent:
            data = "&".join(f"{escaped(k)}={escaped(v)}" for k, v in fields.items())
            headers = {"content-type": "application/x-www-form-urlencoded", "origin": ADDRESS}
            wrong.append(tried(client, "POST", action, content=data, headers=headers))
    assert [w for w in wrong if w] == []
    assert snapshot(book).documents


def test_a_file_of_the_pages_that_is_not_there_is_not_found(client):
    """Who has no session yet asks for them too."""
    answer = TestClient(client.app, base_url=ADDRESS, raise_server_exceptions=False).get("/static/nothing")
    assert (answer.status_code, answer.text) == (404, "There is no such file.")


@pytest.mark.parametrize("client", ["team"], indirect=True)
def test_turning_on_a_second_factor_that_nobody_began_says_so(client):
    """The form of a session that ended, sent again: nothing is turned on."""
    form = fields_of(
        client.get("/signed?lang=en").text + client.get("/queue").text + client.get("/search?q=x").text, "/act/keep"
    )
    answer = client.post("/act/second-on", data={"csrf": form["csrf"], "code": "000000"})
    assert (answer.status_code, "nothing to turn on" in answer.text) == (409, True)


@pytest.mark.parametrize("client", ["team"], indirect=True)
def test_what_is_shown_once_of_ones_own_account_is_not_on_the_page_of_all(client):
    """A token waits for its own page."""
    form = fields_of(client.get("/account").text, "/act/token")
    client.post("/act/token", data=form)
    assert client.get("/accounts").status_code == 200
    assert "Write this down now" in client.get("/account").text
