"""Forms at a team's desk: no page shows one that who sits there may not send."""

import re

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
argon2 = pytest.importorskip("argon2", reason="argon2-cffi is not installed: accounts are an extra")

from desks import claim_with, fields_of, incident_of
from starlette.testclient import TestClient

from tollbook.flow.asking.saved import Saved, keep_saved
from tollbook.flow.books.book import snapshot
from tollbook.flow.team import accounts, passwords
from tollbook.model.account import RIGHTS
from tollbook.web.app import make_team_app
from tollbook.web.team.roles import NEEDS, UNDOING

ADDRESS = "http://127.0.0.1:8130"
PASSWORD = "seven grey herons over water"


@pytest.fixture
def app(book, monkeypatch):
    """Return the team's desk over the small book, with an account of each role and a search kept by name."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: hasher)
    for role in RIGHTS:
        accounts.add_account(book, role, role)
        accounts.set_password(book, role, PASSWORD)
    keep_saved(book, Saved(name="markets", path="/search?q=market"))
    return make_team_app(book, address=ADDRESS)


def pages(book) -> list[str]:
    """Return every kind of page that may hold a form."""
    claim, incidents = claim_with(book, 9), sorted(snapshot(book).incidents)
    return [
        "/incidents", "/queue", "/totals", "/documents", "/sources", "/actors", "/places", "/judgements", "/signed",
        "/coverage", "/agreement", "/account", "/search?q=killed", "/place?name=Hama", "/actor?name=Hills",
        f"/document/{claim.document}", f"/claim/{claim.id}", f"/incident/{incident_of(book, 9).id}",
        f"/pair/{incidents[0]}/{incidents[1]}",
    ]  # fmt: skip


@pytest.mark.parametrize("role", sorted(RIGHTS))
def test_no_form_is_shown_that_the_role_may_not_send(app, book, role):
    """Whoever cannot write sees what is written, not the boxes to write into."""
    browser = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    form = fields_of(browser.get("/login").text, "/act/login")
    browser.post("/act/login", data={**form, "who": role, "password": PASSWORD}, headers={"origin": ADDRESS})
    shown = {
        (path, action)
        for path in pages(book)
        for action in re.findall(r'action="(/act/[^"]+)"', browser.get(path).text)
        if action not in UNDOING
    }
    assert {(path, action) for path, action in shown if NEEDS[action] not in RIGHTS[role]} == set()
    assert shown
