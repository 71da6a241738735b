"""Who is let in: the start-up token, the host, the forms' own secret, and the headers on every answer."""

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import ADDRESS, PORT, TOKEN, browser
from starlette.testclient import TestClient

from tollbook.web.app import ROUTES, make_app
from tollbook.web.guard import is_local

POSTS = sorted(route.path for route in ROUTES if "POST" in (route.methods or ()))
GETS = sorted(route.path for route in ROUTES if "GET" in (route.methods or ()) and "{" not in route.path)


def outsider(root):
    """Return a browser that has no session."""
    return TestClient(make_app(root, token=TOKEN, port=PORT), base_url=ADDRESS)


@pytest.mark.parametrize("path", ["/", *GETS])
def test_no_page_opens_without_the_start_up_token(book, path):
    """Another user of this machine who finds the port sees nothing."""
    answer = outsider(book).get(path)
    assert answer.status_code == 403
    assert "Hama" not in answer.text


def test_a_wrong_token_opens_nothing(book):
    """A token is of one start of the desk."""
    answer = outsider(book).get("/?token=start-up-secrets")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_token_is_exchanged_for_a_strict_cookie_and_leaves_the_address(book):
    """The secret stays out of the history, out of scripts and out of requests that other sites start."""
    answer = outsider(book).get(f"/incidents?harm=killed&token={TOKEN}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/incidents?harm=killed"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert TOKEN not in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", f"127.0.0.1.evil.example:{PORT}", ""]
)
def test_another_host_name_is_refused_even_with_a_session(desk, host):
    """A page elsewhere whose name is made to point here (DNS rebinding) gets no word of the book."""
    answer = desk.get("/incidents", headers={"host": host})
    assert answer.status_code == 421
    assert "Hama" not in answer.text


def test_localhost_is_this_desk(desk):
    """The other name of the loopback address is answered."""
    assert desk.get("/static/desk.css", headers={"host": f"localhost:{PORT}"}).status_code == 200


@pytest.mark.parametrize("path", POSTS)
def test_every_form_is_refused_without_the_sessions_secret(desk, path):
    """Routes are read from the desk itself, so that none can be forgotten."""
    for csrf in ({}, {"csrf": "guess"}):
        assert desk.post(path, data={"why": "x", **csrf}).status_code == 403


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused(desk, path, headers):
    """Even one that knew the secret."""
    assert desk.post(path, data={"why": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/incidents", "/static/desk.css", "/nowhere", "/act/undo"])
def test_every_answer_carries_the_safe_headers(desk, path):
    """No script or style but the desk's own files, no frame, no guessing of types, no address told to others."""
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_are_not_kept_by_the_browser_and_large_forms_are_refused(desk):
    """What a page shows can get people killed; a form is short."""
    assert desk.get("/incidents").headers["cache-control"] == "no-store"
    assert desk.post("/act/undo", data={"why": "x" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    ("path", "is_ours"),
    [
        ("/queue", True),
        ("/incident/i1_a?x=1", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("/a\r\nset-cookie: x", False),
        ("", False),
    ],
)
def test_a_form_leads_back_to_this_desk_only(path, is_ours):
    """A form's "next" can name no other site."""
    assert is_local(path) is is_ours


def test_two_browsers_have_two_sessions(book):
    """What one is told the other does not hear."""
    one, other = browser(book), browser(book, who="")
    assert "Amal" in one.get("/incidents").text
    assert "Amal" not in other.get("/incidents").text
