"""The desk of a team: who gets in, what each role opens, what is not there for who is not cleared."""

import datetime as dt
import re

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
argon2 = pytest.importorskip("argon2", reason="argon2-cffi is not installed: accounts are an extra")
pyotp = pytest.importorskip("pyotp", reason="pyotp is not installed: accounts are an extra")

from desks import claim_with, fields_of, incident_of, put_at
from starlette.routing import Route
from starlette.testclient import TestClient

from books import bare_kit, new_book, run_book
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.judge import judge
from tollbook.flow.judging.reviewing import review
from tollbook.flow.judging.signing import sign_all
from tollbook.flow.merge import merge
from tollbook.flow.team import accounts, passwords
from tollbook.flow.team.restricting import restrict
from tollbook.ledger.conflicts import conflicts
from tollbook.ledger.standing import undone
from tollbook.model.account import RIGHTS
from tollbook.web.app import make_team_app
from tollbook.web.team.roles import HALF, NEEDS, OPEN, OWN

ADDRESS = "http://127.0.0.1:8130"
PASSWORD = "seven grey herons over water"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Hash with little work."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: hasher)


@pytest.fixture
def app(book):
    """Return the team's desk over the small book, with an account of each role."""
    for role in RIGHTS:
        accounts.add_account(book, role, role)
        accounts.set_password(book, role, PASSWORD)
    return make_team_app(book, address=ADDRESS)


def visitor(app):
    """Return a browser without a session."""
    return TestClient(app, base_url=ADDRESS, follow_redirects=False)


def fields(browser, page, action):
    """Return the untouched fields of a form on a page."""
    return fields_of(browser.get(page).text, action)


def post(browser, action, values, **options):
    """Send a form as the desk's own pages do."""
    return browser.post(action, data=values, headers={"origin": ADDRESS, **options})


def log_in(app, name, password=PASSWORD):
    """Return a browser and the answer to its password."""
    browser = visitor(app)
    values = fields(browser, "/login", "/act/login") | {"who": name, "password": password}
    return browser, post(browser, "/act/login", values)


def inside(app, name):
    """Return a browser that is logged in."""
    browser, answer = log_in(app, name)
    assert answer.status_code == 303, answer.text
    return browser


def routes_of(app):
    """Return (method, path, need) of every path of the desk, made from its routes."""
    for route in app._app.routes:
        if isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, route.path, NEEDS.get(route.path)


def test_every_path_says_what_it_needs(app):
    """A new page that nobody thought about is closed to all: it has to be named in roles.py."""
    exceptions = {"/act/name", "/api/{rest:path}"}
    unnamed = {path for _, path, need in routes_of(app) if need is None} - exceptions
    assert not unnamed


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_each_role_opens_what_it_may_and_nothing_else(app, role):
    """Each role against each path, from the routes themselves: 403 exactly where the role lacks the right."""
    browser = inside(app, role)
    for method, path, need in routes_of(app):
        if path in OPEN | HALF | OWN or path.startswith("/api/"):
            continue
        address = re.sub(r"\{[^}]*\}", "x", path)
        answer = browser.get(address) if method == "GET" else post(browser, address, {"csrf": "x"})
        is_open = need is not None and need in RIGHTS[role]
        told = "role does not open" in answer.text or "page is closed" in answer.text
        assert told != is_open, (role, method, path, answer.status_code)


def test_a_visitor_sees_nothing_but_the_form(app):
    """Every path leads to it; the book's name and words are not on it."""
    for method, path, _ in routes_of(app):
        if path in OPEN or path.startswith("/api/"):
            continue
        browser = visitor(app)
        address = re.sub(r"\{[^}]*\}", "x", path)
        answer = browser.get(address) if method == "GET" else post(browser, address, {"csrf": "x"})
        assert answer.status_code in {303, 403}, path
        assert answer.status_code == 403 or answer.headers["location"].startswith("/login")
    assert "Hama" not in visitor(app).get("/login").text
    assert visitor(app).get("/api/1/claims").status_code == 401


def test_logging_in_leads_on_to_the_page_asked_for(app):
    """And nowhere outside the desk."""
    browser = visitor(app)
    where = browser.get("/totals?page=2").headers["location"]
    values = fields(browser, where, "/act/login") | {"who": "coder", "password": PASSWORD}
    assert post(browser, "/act/login", values).headers["location"] == "/totals?page=2"
    browser = visitor(app)
    values = fields(browser, "/login", "/act/login")
    values |= {"who": "coder", "password": PASSWORD, "next": "//evil.example"}
    assert post(browser, "/act/login", values).headers["location"] == "/"


def test_the_session_changes_with_each_step(app):
    """A cookie from before the password is of no use after it."""
    browser = visitor(app)
    values = fields(browser, "/login", "/act/login") | {"who": "coder", "password": PASSWORD}
    before = browser.cookies["tollbook_team"]
    post(browser, "/act/login", values)
    assert browser.cookies["tollbook_team"] != before
    stale = visitor(app)
    stale.cookies.set("tollbook_team", before)
    assert stale.get("/incidents").headers["location"].startswith("/login")


def test_a_wrong_password_says_no_more_than_that(app):
    """The same words for a name that does not exist."""
    _, wrong = log_in(app, "coder", "wrong wrong wrong")
    _, nobody = log_in(app, "nobody", "wrong wrong wrong")
    plain = [re.sub(r'value="[^"]*"', "", a.text) for a in (wrong, nobody)]
    assert wrong.status_code == nobody.status_code == 403
    assert plain[0] == plain[1]


def test_an_address_that_guesses_waits_whatever_names_it_tries(app):
    """Twenty wrong tries, then nothing more is looked at for a quarter of an hour."""
    for number in range(20):
        log_in(app, f"name {number}", "wrong wrong wrong")
    _, answer = log_in(app, "coder")
    assert answer.status_code == 429


def test_the_second_factor_stands_between_password_and_desk(app, book):
    """Half-way in nothing opens; the code does, once."""
    secret = accounts.new_second()
    now = dt.datetime.now(dt.UTC)
    accounts.confirm_second(
        book, "coder", secret, pyotp.TOTP(secret).at(now - dt.timedelta(seconds=60)), now - dt.timedelta(seconds=60)
    )
    browser, answer = log_in(app, "coder")
    assert answer.headers["location"] == "/second"
    assert browser.get("/incidents").headers["location"] == "/second"
    assert browser.get("/api/1/claims").status_code == 401
    values = fields(browser, "/second", "/act/second")
    assert post(browser, "/act/second", values | {"code": "000000"}).status_code == 403
    code = pyotp.TOTP(secret).at(dt.datetime.now(dt.UTC))
    assert post(browser, "/act/second", values | {"code": code}).status_code == 303
    assert browser.get("/incidents").status_code == 200
    again, _ = log_in(app, "coder")
    values = fields(again, "/second", "/act/second")
    assert post(again, "/act/second", values | {"code": code}).status_code == 403


def test_a_one_time_password_opens_only_the_form_for_a_new_one(app, book):
    """And once it is set, every other session of the account is over."""
    password = accounts.add_account(book, "fresh", "coder")
    browser, answer = log_in(app, "fresh", password)
    other, _ = log_in(app, "fresh", password)
    assert answer.headers["location"] == "/account"
    assert browser.get("/incidents").headers["location"] == "/account"
    values = fields(browser, "/account", "/act/password")
    values |= {"old": password, "new": PASSWORD, "again": PASSWORD}
    assert post(browser, "/act/password", values).status_code == 303
    assert browser.get("/incidents").status_code == 200
    assert other.get("/incidents").headers["location"].startswith("/login")


def test_turning_the_second_factor_on_at_the_desk(app):
    """The picture is shown, the code confirms, the recovery codes are shown once."""
    browser = inside(app, "coder")
    page = browser.get("/account").text
    assert "<svg" in page
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    values = fields_of(page, "/act/second-on") | {"code": pyotp.TOTP(secret).now()}
    assert post(browser, "/act/second-on", values).status_code == 303
    assert len(re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}", browser.get("/account").text)) == 8
    assert not re.findall(r"[0-9a-f]{6}-[0-9a-f]{6}", browser.get("/account").text)


def test_a_disabled_account_is_out_at_once(app):
    """The admin ticks a box; the open session ends."""
    coder, admin = inside(app, "coder"), inside(app, "admin")
    assert coder.get("/incidents").status_code == 200
    values = fields(admin, "/accounts", "/act/account")
    values = {"csrf": values["csrf"], "action": "change", "name": "coder", "role": "coder", "disabled": "yes"}
    assert post(admin, "/act/account", values).status_code == 303
    assert coder.get("/incidents").headers["location"].startswith("/login")


def test_sessions_end_with_time(book):
    """An hour of nothing, or twelve hours."""
    from tollbook.web.team.sessions import Sessions  # noqa: PLC0415  # an extra

    clock = [dt.datetime(2026, 1, 1, tzinfo=dt.UTC)]
    sessions = Sessions(lambda: clock[0])
    idle, busy = sessions.begin(), sessions.begin()
    for _ in range(14):
        clock[0] += dt.timedelta(minutes=55)
        if not sessions.find(busy):
            break
    assert sessions.find(idle) is None
    assert sessions.find(busy) is None


def test_judgements_carry_the_accounts_name_whatever_the_form_says(app, book, small):
    """Nobody judges under another's name."""
    browser = inside(app, "coder")
    claim = claim_with(book, 9)
    values = fields(browser, f"/claim/{claim.id}/edit", "/act/correct") | {
        "f_status": "civilian",
        "why": "x",
        "who": "admin",
    }
    assert post(browser, "/act/correct", values).status_code == 303
    assert snapshot(book).entries[-1].author == "coder"


def hidden_words(book):
    """Return ids and words that must not be seen once the report of the 9 is restricted."""
    claim = claim_with(book, 9)
    view = snapshot(book)
    document = view.documents[claim.document]
    ids = {document.id, *(c.id for c in view.claims.values() if c.document == document.id)}
    ids |= {i.id for i in view.incidents.values() if document.id in i.documents}
    codes = {i.code for i in view.incidents.values() if i.id in ids}
    return ids | codes | {"9 people were killed", "Market hit", "Hills"}


def test_restricted_items_are_nothing_to_who_is_not_cleared(app, book):
    """No page, list, search, total, judgement, address or interface answer holds an id or a word of them."""
    gone = hidden_words(book)
    claim = claim_with(book, 9)
    put_at(book, {9: (35.1, 36.7)})
    restrict(book, "document", claim.document, restricted=True, who="admin", why="a witness at risk")
    coder, admin = inside(app, "coder"), inside(app, "admin")
    addresses = [
        "/incidents",
        "/documents",
        "/totals",
        "/queue",
        "/judgements",
        "/search?q=killed",
        "/sources",
        "/incidents/places.json",
        "/api/1/claims?box=-180,-90,180,90",
    ]
    addresses += [
        f"/api/1/{name}" for name in ("incidents", "claims", "totals", "records", "documents", "issues", "judgements")
    ]
    for address in addresses:
        answer = coder.get(address)
        assert answer.status_code == 200, address
        assert not [word for word in gone if word in answer.text], address
    for address in (f"/document/{claim.document}", f"/api/1/claims/{claim.id}", f"/explain?address={claim.id}"):
        answer = coder.get(address)
        assert "Hama" not in answer.text
        unknown = coder.get(re.sub(r"[0-9a-f]{20}", "0" * 20, address))
        assert answer.status_code == unknown.status_code
    assert claim.id in admin.get("/api/1/claims?box=-180,-90,180,90").text
    assert admin.get(f"/document/{claim.document}").status_code == 200
    assert "Hills" in admin.get("/documents").text


def test_a_restricted_item_cannot_be_judged_by_its_id(app, book, small):
    """Somebody who knows the id from before gets the answer for an id that never was."""
    incident, claim = incident_of(book, 9), claim_with(book, 9)
    coder = inside(app, "coder")
    values = fields(coder, f"/claim/{claim.id}/edit", "/act/correct")
    restrict(book, "incident", incident.id, restricted=True, who="admin", why="x")
    before = len(snapshot(book).entries)
    answer = post(coder, "/act/correct", values | {"f_status": "civilian", "why": "x"})
    assert answer.status_code in {404, 409, 422}
    assert len(snapshot(book).entries) == before


def test_a_restricted_item_is_there_again_once_it_is_opened(app, book):
    """The last word holds, and both words are in the ledger."""
    claim = claim_with(book, 9)
    for restricted in (True, False):
        restrict(book, "document", claim.document, restricted=restricted, who="admin", why="x")
    assert inside(app, "coder").get(f"/document/{claim.document}").status_code == 200


def test_a_token_of_an_account_opens_the_interface_as_that_account(app, book):
    """It sees what the account sees, and opens no page."""
    claim = claim_with(book, 9)
    restrict(book, "document", claim.document, restricted=True, who="admin", why="x")
    for name, seen in (("reader", False), ("admin", True)):
        token = accounts.new_token(book, name)
        program = TestClient(
            app, base_url=ADDRESS, headers={"authorization": f"Bearer {token}"}, follow_redirects=False
        )
        assert (claim.id in program.get("/api/1/claims").text) == seen
        assert program.get("/incidents").status_code == 303


def test_an_admin_restricts_and_opens_at_the_desk(app, book):
    """A form with a reason on the report's page; who is not cleared gets what never was."""
    claim = claim_with(book, 9)
    admin, coder = inside(app, "admin"), inside(app, "coder")
    page = f"/document/{claim.document}"
    for restricted, status in (("yes", 404), ("no", 200)):
        values = fields(admin, page, "/act/restrict")
        assert values["restricted"] == restricted
        assert post(admin, "/act/restrict", values | {"why": "a witness at risk"}).status_code == 303
        assert coder.get(page).status_code == status
    assert [e.kind for e in snapshot(book).entries if e.kind == "restrict"] == ["restrict", "restrict"]


@pytest.mark.parametrize(("role", "edits"), [("reader", False), ("reviewer", False), ("coder", True), ("admin", True)])
def test_forms_that_a_role_may_not_send_are_not_shown(app, book, role, edits):
    """What one cannot do is no button."""
    page = inside(app, role).get(f"/document/{claim_with(book, 9).document}").text
    assert ("/edit" in page) == edits
    assert ("/act/restrict" in page) == (role == "admin")


def made(book, kind):
    """Make an entry of that kind and return its number."""
    claim, incident = claim_with(book, 12), incident_of(book, 12)
    if kind in {"restrict", "undo"}:
        entry = restrict(book, "document", claim.document, restricted=True, who="admin", why="a witness at risk")
    elif kind == "sign_off":
        (entry, *_), _ = sign_all(book, [f"{incident.id}/killed"], who="reviewer", why="read")
    elif kind == "review":
        entry = review(book, incident.id, "accept", who="reviewer")
    else:
        entry, _ = judge(book, "correct", [claim.id, "count", "13"], who="coder", why="a list")
    if kind == "undo":
        entry, _ = judge(book, "undo", [str(entry.seq)], who="admin", why="no longer")
    return entry.seq


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("restrict", ["admin"]),
        ("undo", ["admin"]),
        ("sign_off", ["reviewer", "admin"]),
        ("review", ["reviewer", "admin"]),
        ("correct", ["coder", "admin"]),
    ],
)
def test_an_entry_is_undone_by_who_could_have_made_it(app, book, kind, may):
    """A coder lifts no restriction and no signature, and an undo of an undo asks what the first entry asked."""
    for role in RIGHTS:
        accounts.change_account(book, role, is_cleared=True)
    number = made(book, kind)
    before = len(snapshot(book).entries)
    for role in [*(set(RIGHTS) - set(may)), may[0]]:
        browser = inside(app, role)
        row = re.search(rf'<li id="e{number}".*?</li>', browser.get("/judgements").text, re.DOTALL)[0]
        assert ("/act/undo" in row) == (role in may)
        values = {"csrf": fields(browser, "/account", "/act/password")["csrf"], "entry": str(number), "why": "x"}
        assert post(browser, "/act/undo", values).status_code == (303 if role in may else 403), role
        assert len(snapshot(book).entries) == before + (role in may)
    assert snapshot(book).entries[-1].body["undoes"] == number


def test_signatures_that_differ_are_decided_by_a_reviewer(app, book, tmp_path):
    """Deciding undoes one of them, so it asks what signing asks."""
    other = new_book(tmp_path / "other")
    run_book(other, *sorted(tmp_path.glob("*.txt")))
    for root, value in ((book, "13"), (other, "14")):
        judge(root, "correct", [claim_with(root, 12).id, "count", value], who="Amal", why="a list", kit=bare_kit())
        low = int(value)
        sign_all(root, [f"{incident_of(root, low).id}/killed"], who="Amal", why="read", kit=bare_kit())
    merge(book, other, who="admin", why="both teams", kit=bare_kit())
    (conflict,) = [
        c for c in conflicts(snapshot(book).entries, undone(snapshot(book).entries)) if c.theirs.kind == "sign_off"
    ]
    path = f"/conflict/{conflict.theirs.seq}"
    coder, reviewer = inside(app, "coder"), inside(app, "reviewer")
    assert "/act/decide" not in coder.get(path).text
    values = fields(reviewer, path, "/act/decide") | {"side": "ours", "why": "we rang them"}
    csrf = fields(coder, "/account", "/act/password")["csrf"]
    before = len(snapshot(book).entries)
    assert post(coder, "/act/decide", values | {"csrf": csrf}).status_code == 403
    assert len(snapshot(book).entries) == before
    assert post(reviewer, "/act/decide", values).status_code == 303
    assert snapshot(book).entries[-1].body["undoes"] == conflict.theirs.seq
