"""Tags of the JSON interface: one tag, one content, also while the book changes."""

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

from desks import ADDRESS, PORT, TOKEN, browser
from starlette.testclient import TestClient

from books import run_book, write
from tollbook.web.app import make_app
from tollbook.web.desk import Desk


@pytest.fixture
def client(book):
    """Return a program that shows the start-up token."""
    app = make_app(book, token=TOKEN, port=PORT)
    return TestClient(app, base_url=ADDRESS, headers={"authorization": f"Bearer {TOKEN}"})


def test_an_answer_from_the_book_as_it_was_bears_the_tag_of_that_book(client, book, tmp_path, monkeypatch):
    """Another request may load the book anew meanwhile: the older content must not be kept under the newer tag."""
    desk = client.app._app.state.desk
    before = client.get("/api/1/claims")
    old = desk.index()
    run_book(book, write(tmp_path / "in" / "more.txt", "published: 2019-05-09\n\n77 people were killed in Hama."))
    assert desk.latest() is not old
    monkeypatch.setattr(Desk, "index", lambda _: old)
    late = client.get("/api/1/claims")
    assert (late.content, late.headers["etag"]) == (before.content, before.headers["etag"])
    monkeypatch.undo()
    after = client.get("/api/1/claims", headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["count"] == before.json()["count"] + 1


def test_the_outlines_of_a_map_are_sent_once(book, tmp_path):
    """A megabyte for a country at war: a browser that has it asks by its tag, whatever else is new in the book."""
    desk = browser(book)
    first = desk.get("/outlines.json")
    assert (first.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    again = desk.get("/outlines.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    packed = desk.get("/outlines.json", headers={"if-none-match": "W/" + first.headers["etag"]})
    assert packed.status_code == 304
    run_book(book, write(tmp_path / "in" / "more.txt", "published: 2019-05-09\n\n77 people were killed in Hama."))
    assert desk.get("/incidents").status_code == 200
    assert desk.get("/outlines.json", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert desk.get("/outlines.json", headers={"if-none-match": '"other"'}).content == first.content
