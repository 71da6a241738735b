"""Names as people know them: sources outside any incident, families as the report counts them."""

import msgspec
import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import browser, claim_with, fields_of

from books import bare_kit, count_words, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.erasing.erase import erase
from tollbook.flow.judging.adding import Wanted, add
from tollbook.web.index import Index
from tollbook.web.known import sources


def test_a_source_that_speaks_of_no_incident_has_its_name(book):
    """One that gives only totals is in no incident's list, and still somebody."""
    view = snapshot(book)
    named = {row.key: row.name for row in sources(Index(view))}
    alone = sources(Index(msgspec.structs.replace(view, incidents={})))
    assert {row.key: row.name for row in alone} == named
    assert not [row.name for row in alone if row.name == row.key]


def test_a_source_without_incidents_leads_nowhere(book, desk):
    """A link to an empty list tells nobody anything."""
    assert "/incidents?source=" in desk.get("/sources").text
    view = msgspec.structs.replace(snapshot(book), incidents={})
    assert {row.incidents for row in sources(Index(view))} == {0}


def test_a_family_is_counted_in_its_own_words(tmp_path):
    """Eight of one family and eight families have one code: the words say which."""

    def read(document, kit):
        found = count_words(document, kit)
        family = tuple(
            msgspec.structs.replace(c, who=msgspec.structs.replace(c.who, group="family")) for c in found.claims
        )
        return msgspec.structs.replace(found, claims=family)

    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.txt", "8 people killed in Hama."), extractor=read)
    claim = claim_with(root, 8)
    assert f'(<q dir="auto">{claim.quote}</q>)' in browser(root).get(f"/document/{claim.document}").text


def test_an_empty_form_after_an_erasure_asks_for_its_claims(tmp_path, small):
    """What is left of an entry whose report was erased is no twin of a form without claims."""
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "first.txt", "8 people killed in Hama. A cousin died."))
    wanted = Wanted(words="A cousin", fields={"harm": "killed", "count": "1"})
    add(root, "first", [wanted], who="Amal", why="missed", kit=bare_kit())
    desk = browser(root)
    form = fields_of(desk.get("/enter").text, "/act/enter")
    erase(root, "first", authority="letter 12", who="Amal", kit=bare_kit())
    assert desk.post("/act/enter", data={**form, "head": "0", "why": "seen"}).status_code == 422
