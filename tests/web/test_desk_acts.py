"""What the forms do: judge through the ledger, carry what they saw, and never write without a name and a reason."""

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import browser, claim_with, fields_of, held, incident_of

from books import NOW, bare_kit, tampering, unguarded
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.judging.judge import judge
from tollbook.model.issue import Issue, RunAborted


def judgements(root):
    """Return what people judged, in order."""
    return [e for e in snapshot(root).entries if e.author != "tollbook"]


def edit_form(desk, claim):
    """Return the form of a claim as it stands."""
    return fields_of(desk.get(f"/claim/{claim.id}/edit").text, "/act/correct")


def test_a_correction_is_a_judgement_with_name_and_reason_and_the_record_follows(book, desk):
    """Only the field that was changed is judged."""
    claim = claim_with(book, 9)
    answer = desk.post(
        "/act/correct", data={**edit_form(desk, claim), "f_count": "10", "why": "the list has ten names"}
    )
    assert answer.status_code == 200
    assert "entry #" in answer.text
    (entry,) = judgements(book)
    assert (entry.kind, entry.author, entry.body["field"], entry.body["value"]) == ("correct", "Amal", "count", "10")
    assert entry.body["why"] == "the list has ten names"
    assert snapshot(book).claims[claim.id].count.low == 10
    assert load_ledger(book).fault is None


def test_several_corrections_at_once_are_several_judgements(book, desk):
    """Each field has its own history."""
    form = edit_form(desk, claim_with(book, 9))
    desk.post("/act/correct", data={**form, "f_status": "civilian", "f_when": "2019-04-30", "why": "hospital list"})
    assert [e.body["field"] for e in judgements(book)] == ["status", "when"]


def test_an_untouched_form_judges_nothing(book, desk):
    """Every field comes back as it was shown."""
    answer = desk.post("/act/correct", data={**edit_form(desk, claim_with(book, 9)), "why": "looked at it"})
    assert answer.status_code == 422
    assert judgements(book) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"f_count": "many"}, "write 40, 40..50 or 40+"),
        ({"f_when": "yesterday"}, "write 2017-08-21"),
        ({"f_harm": "sad"}, "not one of"),
        ({"f_count": "10", "why": "  "}, "say why"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(book, desk, changed, told):
    """The form comes back filled in; nothing is written."""
    answer = desk.post("/act/correct", data={**edit_form(desk, claim_with(book, 9)), "why": "because", **changed})
    assert answer.status_code == 422
    assert told in answer.text
    assert judgements(book) == []


def test_a_rejected_claim_leaves_the_record_and_its_page_says_so(book, desk):
    """The judgement stays, with the way to undo it."""
    claim = claim_with(book, 12)
    desk.post("/act/reject", data={**edit_form(desk, claim), "why": "a film"})
    assert claim.id not in snapshot(book).claims
    page = desk.get(f"/document/{claim.document}").text
    assert "Rejected" in page
    assert f"/judgements#e{judgements(book)[0].seq}" in page


def test_a_judgement_is_undone_by_another_once(book, desk):
    """Undo is an entry of its own; a second undo of the same entry is refused."""
    claim = claim_with(book, 12)
    desk.post("/act/reject", data={**edit_form(desk, claim), "why": "a film"})
    form = fields_of(desk.get("/judgements").text, "/act/undo")
    assert desk.post("/act/undo", data={**form, "why": "no film"}).status_code == 200
    assert claim.id in snapshot(book).claims
    assert [e.kind for e in judgements(book)] == ["reject", "undo"]
    assert desk.post("/act/undo", data={**form, "why": "again"}).status_code == 422


def pair_form(book, desk):
    """Return the form that asks whether two incidents are one, and its page's address."""
    first, second = incident_of(book, 9), incident_of(book, 11)
    assert first.id != second.id
    path = f"/pair/{first.id}/{second.id}"
    return fields_of(desk.get(path).text, "/act/pair"), path


def test_two_incidents_judged_the_same_are_one(book, desk):
    """The old address leads to where the incident went."""
    form, _ = pair_form(book, desk)
    old = {form["first"], form["second"]}
    assert desk.post("/act/pair", data={**form, "answer": "same", "why": "one market"}).status_code == 200
    merged = incident_of(book, 9)
    assert merged.id == incident_of(book, 11).id
    (gone,) = old - {merged.id}
    assert desk.get(f"/incident/{gone}", follow_redirects=False).headers["location"] == f"/incident/{merged.id}"


def test_not_the_same_is_kept_too_and_an_answer_is_needed(book, desk):
    """A form without an answer judges nothing."""
    form, _ = pair_form(book, desk)
    assert desk.post("/act/pair", data={**form, "why": "unsure"}).status_code == 422
    desk.post("/act/pair", data={**form, "answer": "not-same", "why": "two streets"})
    assert [e.kind for e in judgements(book)] == ["not_same"]


def test_a_stale_edit_is_shown_the_change_and_then_decides(book, desk):
    """Two people at one claim: the second sees what the first did; nothing of theirs is written until they say so."""
    claim = claim_with(book, 9)
    form = edit_form(desk, claim)
    judge(book, "correct", [claim.id, "count", "10"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    mine = {**form, "f_count": "8", "why": "a photo"}
    answer = desk.post("/act/correct", data=mine)
    assert answer.status_code == 409
    assert "Basel" in answer.text
    assert "count → 10" in answer.text
    assert [e.author for e in judgements(book)] == ["Basel"]
    again = fields_of(answer.text, "/act/correct")
    assert desk.post("/act/correct", data={**again, "why": "a photo"}).status_code == 200
    assert snapshot(book).claims[claim.id].count.low == 8
    assert [e.author for e in judgements(book)] == ["Basel", "Amal"]


def test_an_edit_of_a_claim_that_was_rejected_meanwhile_writes_nothing(book, desk):
    """It says who rejected it."""
    claim = claim_with(book, 9)
    form = edit_form(desk, claim)
    judge(book, "reject", [claim.id], who="Basel", why="a rumour", now=NOW, kit=bare_kit())
    for path in ("/act/correct", "/act/reject"):
        answer = desk.post(path, data={**form, "f_count": "8", "why": "a photo"})
        assert answer.status_code == 409
        assert "Basel" in answer.text
    assert len(judgements(book)) == 1


def test_a_pair_that_changed_is_shown_again(book, desk):
    """A corrected claim may be what the answer hung on."""
    form, _ = pair_form(book, desk)
    judge(book, "correct", [claim_with(book, 9).id, "count", "90"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    answer = desk.post("/act/pair", data={**form, "answer": "same", "why": "one market"})
    assert answer.status_code == 409
    assert "Basel" in answer.text


def test_while_another_run_writes_pages_open_and_forms_wait(book, desk):
    """Readers never wait; a judgement says who is writing and can be sent again."""
    form = {**edit_form(desk, claim_with(book, 9)), "f_count": "10", "why": "a list"}
    with held(book):
        assert desk.get("/incidents").status_code == 200
        answer = desk.post("/act/correct", data=form)
        assert answer.status_code == 409
        assert "is writing to this book" in answer.text
    again = fields_of(answer.text, "/act/correct")
    assert desk.post("/act/correct", data={**again, "why": "a list"}).status_code == 200


def busy(*_, **__):
    """Be the book's lock in somebody else's hands."""
    raise RunAborted(Issue("book-busy", "error", "book", "a run is writing to this book"))


def test_what_was_judged_before_another_run_came_is_told_and_the_rest_refused(book, desk, monkeypatch):
    """Of two corrections one is written: the form is no success, and the page names the one."""
    form = edit_form(desk, claim_with(book, 9))
    turns = iter((judge, busy))

    def first_one_then_none(*given, **named):
        return next(turns)(*given, **named)

    monkeypatch.setattr("tollbook.web.desk.judge", first_one_then_none)
    answer = desk.post("/act/correct", data={**form, "f_status": "civilian", "f_when": "2019-04-30", "why": "a list"})
    (entry,) = judgements(book)
    assert answer.status_code == 409
    assert "is writing to this book" in answer.text
    assert f"/judgements#e{entry.seq}" in answer.text


def test_a_judgement_stands_though_there_was_no_time_to_hold_on_to_the_queue(book, desk, monkeypatch):
    """What one holds is a courtesy; the answer tells of the judgement."""
    form = edit_form(desk, claim_with(book, 9))
    monkeypatch.setattr("tollbook.flow.team.leases.renew", busy)
    answer = desk.post("/act/correct", data={**form, "f_count": "10", "why": "a list"})
    assert answer.status_code == 200
    assert "entry #" in answer.text


def test_who_judges_is_asked_once(book):
    """At the first visit, or with the first form; a judgement without a name is refused."""
    desk = browser(book, who="")
    first = desk.get("/").text
    assert 'name="who"' in first
    form = {**edit_form(desk, claim_with(book, 9)), "f_count": "10", "why": "a list"}
    form.pop("who", None)
    assert desk.post("/act/correct", data=form).status_code == 422
    desk.post("/act/name", data={**fields_of(first, "/act/name"), "who": "Dina <b>"})
    assert "Dina &lt;b&gt;" in desk.get("/incidents").text
    desk.post("/act/correct", data=form)
    assert [e.author for e in judgements(book)] == ["Dina <b>"]


def test_names_and_reasons_are_printed_as_words(book, desk):
    """What a colleague typed is as foreign as a report."""
    claim = claim_with(book, 9)
    evil = "<script>alert(3)</script>"
    judge(book, "correct", [claim.id, "where", evil], who=evil, why=evil, now=NOW, kit=bare_kit())
    for path in (
        "/judgements",
        f"/incident/{incident_of(book, 9).id}",
        f"/document/{claim.document}",
        "/incidents",
        "/queue",
    ):
        page = desk.get(path).text
        assert "<script>" not in page
        assert path == "/queue" or "&lt;script&gt;alert(3)" in page


def test_a_ledger_that_was_tampered_with_is_told(book, desk):
    """The page names the entry."""
    desk.post("/act/reject", data={**edit_form(desk, claim_with(book, 12)), "why": "a film"})
    assert "✓" in desk.get("/judgements?verify=1").text
    with tampering(book) as connection:
        unguarded(connection)
        connection.exec_driver_sql("UPDATE entries SET author = 'Nobody' WHERE author = 'Amal'")
    page = desk.get("/judgements?verify=1").text
    assert "✗" in page
    assert "was altered" in page
