"""Undoing at the desk: every page that shows what can be taken back offers it."""

import re

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import claim_with, fields_of

from tollbook.flow.books.book import snapshot


def test_an_undo_is_undone_on_the_page_of_its_claim(book, desk):
    """Whatever stands there can be taken back there, an undo too; what it undid then stands again."""
    claim = claim_with(book, 12)
    form = fields_of(desk.get(f"/claim/{claim.id}/edit").text, "/act/reject")
    desk.post("/act/reject", data={**form, "why": "a film"})
    for kind in ("reject", "undo", "undo"):
        last = snapshot(book).entries[-1]
        row = re.search(rf'<li id="e{last.seq}".*?</li>', desk.get(f"/claim/{claim.id}").text, re.DOTALL)[0]
        assert (last.kind, desk.post("/act/undo", data={**fields_of(row, "/act/undo"), "why": "x"}).status_code) == (
            kind,
            200,
        )
    assert claim.id in snapshot(book).claims
