"""Entering by hand: a missed claim on a report's words, an incident that only a note tells of, and the evidence for both."""

import html
import re

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import SCRIPT, claim_with, fields_of, held

from books import NOW, bare_kit
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.judge import judge

PHOTO = b"\xff\xd8\xff\xe0 a picture"
ONE = {"c0_harm": "killed", "c0_count": "1", "why": "the extractor missed it"}


def report_of(root, low: int):
    """Return the report that holds the claim of that number."""
    return snapshot(root).documents[claim_with(root, low).document]


def form(desk, path):
    """Return the entering form of a page, untouched."""
    page = desk.get(path).text
    found = fields_of(page, "/act/enter")
    return {name: html.unescape(value) for name, value in found.items() if not name.startswith("evidence")}


def entries(root):
    """Return what people entered."""
    return [e for e in snapshot(root).entries if e.kind in {"add_claim", "add_incident"}]


def claims_of(root, entry):
    """Return the claims of an entry as the record has them."""
    return [snapshot(root).claims[c["id"]] for c in entry.body["claims"]]


def test_words_that_were_selected_become_a_claim_on_exactly_those_words(book, desk):
    """The second of two like words where that was meant."""
    report = report_of(book, 9)
    start = report.text.rindex("civilians")
    values = form(desk, f"/document/{report.id}/add?start={start}&end={start + 9}")
    answer = desk.post("/act/enter", data={**values, **ONE, "c0_words": "civilians"})
    assert answer.status_code == 200
    (entry,) = entries(book)
    (claim,) = claims_of(book, entry)
    assert (claim.span, claim.quote, claim.harm, claim.count.low) == ((start, start + 9), "civilians", "killed", 1)
    assert entry.author == "Amal"


def test_without_a_script_the_words_are_pasted(book, desk):
    """Copied with the line broken elsewhere, they are found."""
    report = report_of(book, 9)
    values = form(desk, f"/document/{report.id}/add")
    desk.post("/act/enter", data={**values, **ONE, "c0_words": "were killed\n in Hama"})
    (claim,) = claims_of(book, entries(book)[0])
    assert claim.quote == "were killed in Hama"


def test_the_report_then_shows_the_claim_as_entered_by_hand(book, desk):
    """With the original words, their translation and who translated."""
    report = report_of(book, 9)
    original = {"o_quote": "قُتل تسعة", "o_language": "ar", "o_translation": "nine were killed", "o_translator": "Dina"}
    desk.post("/act/enter", data={**form(desk, f"/document/{report.id}/add"), **ONE, **original, "c0_words": "in Hama"})
    page = desk.get(f"/document/{report.id}").text
    for words in ("Entered by hand".lower(), "قُتل تسعة", "nine were killed", "Dina", 'lang="ar"'):
        assert words in page


def test_one_more_claim_without_a_script_keeps_what_was_typed(book, desk):
    """The button sends the form, nothing is written, and it comes back with another row."""
    report = report_of(book, 9)
    values = form(desk, f"/document/{report.id}/add")
    answer = desk.post("/act/enter", data={**values, **ONE, "c0_words": "in Hama", "c0_where": "Hama", "more": "1"})
    again = fields_of(answer.text, "/act/enter")
    assert (again["c0_count"], again["c0_where"], again["c0_harm"]) == ("1", "Hama", "killed")
    assert "c1_count" in again
    assert "in Hama</textarea>" in answer.text
    assert entries(book) == []


NOTE = {
    "n_text": f"Three of one family died at home, two neighbours were hurt. {SCRIPT}",
    "n_source": "a teacher <i>of the village</i>",
    "n_day": "2019-05-04",
    "n_language": "en",
    "c0_words": "Three of one family died",
    "c0_harm": "killed",
    "c0_count": "3",
    "c0_status": "civilian",
    "c0_where": "Hama",
    "c0_when": "2019-05-03",
    "c1_words": "two neighbours were hurt",
    "c1_harm": "injured",
    "c1_count": "2",
    "c1_when": "2019-05-03",
    "c2_harm": "",
    "one_incident": "1",
    "why": "told by phone",
}


def test_an_incident_is_entered_in_one_go_from_a_note(book, desk):
    """Several claims, one incident; the note is a report like any other and its source is who says so."""
    answer = desk.post("/act/enter", data={**form(desk, "/enter"), **NOTE})
    assert answer.status_code == 200
    (entry,) = entries(book)
    assert entry.kind == "add_incident"
    killed, injured = claims_of(book, entry)
    assert (killed.harm, killed.count.low, killed.who.status) == ("killed", 3, "civilian")
    assert (injured.harm, injured.count.low) == ("injured", 2)
    holders = {i.id for i in snapshot(book).incidents.values() if {killed.id, injured.id} & set(i.claims)}
    assert len(holders) == 1
    assert [a.name for a in killed.said_by] == ["a teacher <i>of the village</i>"]
    assert f"/incident/{holders.pop()}" in answer.text


def test_a_key_pressed_twice_enters_nothing_twice(book, desk):
    """The same form leads to the same entry; the same incident told anew is a form of its own."""
    values = {**form(desk, "/enter"), **NOTE}
    pages = [desk.post("/act/enter", data=values).url for _ in range(2)]
    assert pages[0] == pages[1]
    assert len(entries(book)) == 1
    desk.post("/act/enter", data={**form(desk, "/enter"), **NOTE})
    assert len(entries(book)) == 2


def test_the_next_incident_of_the_same_report_needs_no_retyping(book, desk):
    """The page after entering leads to the form on the same report."""
    answer = desk.post("/act/enter", data={**form(desk, "/enter"), **NOTE})
    onward = re.search(r'id="next" href="(/document/[^"]+/add)"', answer.text)[1]
    values = form(desk, onward)
    more = {"c0_words": "two neighbours", "c0_harm": "injured", "c0_count": "2", "c0_when": "2019-05-09", "why": "x"}
    assert desk.post("/act/enter", data={**values, **more}).status_code == 200
    first, second = entries(book)
    assert first.body["document"] == second.body["document"]
    assert len([d for d in snapshot(book).documents.values() if d.outlet == NOTE["n_source"]]) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"c0_count": ""}, "count missing"),
        ({"c0_harm": "", "c0_count": "", "c0_words": "", "c0_by": ""}, "at least one claim"),
        ({"c0_words": "nobody wrote this"}, "do not stand in the report"),
        ({"c0_when": "yesterday"}, "write 2017-08-21"),
        ({"c0_count": "many"}, "write 40"),
        ({"o_translation": "nine"}, "needs the words it is of"),
        ({"o_quote": "تسعة"}, "in which language"),
        ({"why": " "}, "say why"),
    ],
)
def test_what_does_not_fit_is_told_in_the_form_as_it_was_filled_in(book, desk, changed, told):
    """Nothing is written, nothing has to be typed again."""
    report = report_of(book, 9)
    values = {**form(desk, f"/document/{report.id}/add"), **ONE, "c0_words": "in Hama", "c0_by": "the Army"}
    values |= changed
    answer = desk.post("/act/enter", data=values)
    assert answer.status_code == 422
    assert told in html.unescape(answer.text)
    assert fields_of(answer.text, "/act/enter")["c0_by"] == values["c0_by"]
    assert entries(book) == []


def test_a_form_on_a_report_that_changed_is_shown_the_change_first(book, desk):
    """Somebody else may just have entered the same claim."""
    report = report_of(book, 9)
    values = {**form(desk, f"/document/{report.id}/add"), **ONE, "c0_words": "in Hama"}
    judge(book, "correct", [claim_with(book, 9).id, "count", "10"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    answer = desk.post("/act/enter", data=values)
    assert answer.status_code == 409
    assert "Basel" in answer.text
    assert entries(book) == []
    again = {n: html.unescape(v) for n, v in fields_of(answer.text, "/act/enter").items()}
    assert desk.post("/act/enter", data={**again, "why": "still"}).status_code == 200
    assert len(entries(book)) == 1


def test_while_another_run_writes_the_form_comes_back(book, desk):
    """And can be sent again."""
    values = {**form(desk, "/enter"), **NOTE}
    with held(book):
        answer = desk.post("/act/enter", data=values)
    assert answer.status_code == 409
    assert "is writing to this book" in answer.text
    assert NOTE["n_source"] in html.unescape(answer.text)


def with_file(desk, name, content, claimed="image/jpeg"):
    """Enter the note with a file and return the answer."""
    files = [("evidence", (name, content, claimed))]
    return desk.post("/act/enter", data={**form(desk, "/enter"), **NOTE}, files=files)


def test_a_photo_is_kept_shown_only_when_asked_for_and_handed_out_inert(book, desk):
    """Its kind is what its bytes are; the policy lets nothing in it run."""
    evil = '"><img src=x onerror=alert(9)>.jpg'
    assert with_file(desk, evil, PHOTO).status_code == 200
    (evidence, *_) = claims_of(book, entries(book)[0])[0].evidence
    assert evidence.media_type == "image/jpeg"
    answer = desk.get(f"/evidence/{evidence.sha256}")
    assert answer.content == PHOTO
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    page = desk.get(f"/document/{entries(book)[0].body['document']}").text
    assert re.search(r"<details><summary>[^\n]*</summary><a href=\"/evidence/", page)
    assert "<img src=x" not in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("photo.jpg", b"MZ\x90\x00\x03\x00 a program"), ("photo.jpg", b"\x00\x01\x02"), ("empty.png", b"")],
)
def test_what_is_no_photo_by_its_bytes_is_refused_whatever_it_is_called(book, desk, name, content):
    """The name and the browser may say anything."""
    answer = with_file(desk, name, content)
    assert answer.status_code == 422
    assert "evidence is a photo" in answer.text
    assert "Choose the files again" in answer.text
    assert entries(book) == []


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"<svg xmlns='x' onload='alert(1)'></svg>"])
def test_markup_is_kept_as_plain_text_and_never_as_a_page(book, desk, content):
    """Also where it calls itself a picture."""
    assert with_file(desk, "chart.svg", content, "image/svg+xml").status_code == 200
    (evidence, *_) = claims_of(book, entries(book)[0])[0].evidence
    answer = desk.get(f"/evidence/{evidence.sha256}")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content == content


def test_a_file_larger_than_a_book_takes_is_refused(book, desk, monkeypatch):
    """With the limit said."""
    monkeypatch.setattr("tollbook.web.entering.MOST_EVIDENCE", 1024 * 1024)
    answer = with_file(desk, "film.jpg", PHOTO + b"x" * 1024 * 1024)
    assert answer.status_code == 422
    assert "1 MB" in answer.text


def test_only_evidence_is_handed_out_not_whatever_lies_in_the_archive(book, desk):
    """A hash alone opens nothing."""
    assert desk.get(f"/evidence/{report_of(book, 9).sha256}").status_code == 404
    assert desk.get("/evidence/..%2f..%2ftollbook.db").status_code == 404


def test_the_bytes_a_report_came_as_are_one_click_away_and_inert(book, desk):
    """A page of an outlet is its source, never a page of the desk."""
    report = report_of(book, 9)
    assert f'href="/archived/{report.id}"' in desk.get(f"/document/{report.id}").text
    answer = desk.get(f"/archived/{report.id}")
    assert SCRIPT.encode() in answer.content
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert desk.get("/archived/d1_nothing").status_code == 404


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_notes_sources_and_words_stay_words_on_every_page(book, desk, lang):
    """What a person typed is as foreign as a report."""
    evil = {"n_url": "javascript:alert(1)", "o_quote": SCRIPT, "o_language": '"><b>', "o_translator": SCRIPT}
    desk.post("/act/enter", data={**form(desk, "/enter"), **NOTE, **evil, "why": SCRIPT})
    (entry,) = entries(book)
    document = entry.body["document"]
    claim = claims_of(book, entry)[0].id
    for path in (
        f"/document/{document}",
        f"/document/{document}/add",
        f"/document/{document}/erase",
        f"/entered/{entry.seq}",
        f"/claim/{claim}",
        f"/claim/{claim}/code",
        "/judgements",
        "/documents",
        "/coverage",
        "/enter",
    ):
        answer = desk.get(f"{path}?lang={lang}")
        assert (answer.status_code, path) == (200, path)
        assert "<script>" not in answer.text
        assert "<i>of the village" not in answer.text
        assert 'href="javascript' not in answer.text
