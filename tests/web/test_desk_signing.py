"""Signing, second reading, independent coding, the coverage log, history: what they write, show, refuse and hold back."""

import html

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import SCRIPT, browser, claim_with, fields_of, held, incident_of

from books import NOW, bare_kit
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.judging.judge import judge


def entries(root, kind):
    """Return the entries of a kind."""
    return [e for e in snapshot(root).entries if e.kind == kind]


def form(desk, path, action):
    """Return a form as it stands, entities read."""
    return {name: html.unescape(value) for name, value in fields_of(desk.get(path).text, action).items()}


def sign_form(book, desk, low=9):
    """Return the signing form of the incident that holds the claim of that number, and its page's path."""
    path = f"/incident/{incident_of(book, low).id}/sign"
    return form(desk, path, "/act/sign"), path


def killed(root, low=9):
    """Return the figure of all killed of an incident."""
    return next(f for f in incident_of(root, low).figures if (f.harm, f.axis) == ("killed", "all"))


def test_a_figure_is_signed_with_a_name_and_a_reason(book, desk):
    """Only what was ticked."""
    values, path = sign_form(book, desk)
    answer = desk.post("/act/sign", data={**values, "figure_0": "killed", "why": "hospital list"})
    assert answer.status_code == 200
    (entry,) = entries(book, "sign_off")
    assert (entry.author, entry.body["harm"], entry.body["range"]["low"]) == ("Amal", "killed", 9)
    assert killed(book).signed_by == "Amal"
    page = desk.get(path).text
    assert "signed by Amal" in page
    assert "hospital list" in page


def test_all_figures_are_signed_at_once(book, desk):
    """One form, one entry for each figure."""
    values, _ = sign_form(book, desk)
    desk.post("/act/sign", data={**values, "all": "1", "why": "all names known"})
    incident = incident_of(book, 9)
    assert len(entries(book, "sign_off")) == len(incident.figures) > 0
    assert all(f.signed_by == "Amal" for f in incident.figures)


def test_nothing_ticked_signs_nothing(book, desk):
    """And says what to do."""
    values, _ = sign_form(book, desk)
    answer = desk.post("/act/sign", data={**values, "why": "all names known"})
    assert answer.status_code == 422
    assert "tick at least one figure" in answer.text
    assert entries(book, "sign_off") == []


def test_a_figure_that_moved_meanwhile_is_shown_before_it_is_signed(book, desk):
    """Nobody signs a number they have not seen."""
    values, _ = sign_form(book, desk)
    judge(book, "correct", [claim_with(book, 9).id, "count", "10"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    answer = desk.post("/act/sign", data={**values, "figure_0": "killed", "why": "seen"})
    assert answer.status_code == 409
    assert "Basel" in answer.text
    assert entries(book, "sign_off") == []
    again = {n: html.unescape(v) for n, v in fields_of(answer.text, "/act/sign").items()}
    assert desk.post("/act/sign", data={**again, "why": "seen"}).status_code == 200
    assert killed(book, 10).range.low == 10


def test_what_is_proposed_since_is_listed_over_the_whole_book_and_in_the_queue(book, desk):
    """The signed figure stays; signing again takes the proposal."""
    values, path = sign_form(book, desk)
    desk.post("/act/sign", data={**values, "figure_0": "killed", "why": "seen"})
    judge(book, "correct", [claim_with(book, 9).id, "count", "14"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    incident = incident_of(book, 14)
    assert killed(book, 14).range.low == 9
    for page in ("/signed", "/signed?proposed=1", path, "/queue?kind=proposed"):
        text = desk.get(page).text
        assert incident.code in text
        assert "14" in text
    values, _ = sign_form(book, desk, 14)
    desk.post("/act/sign", data={**values, "figure_0": "killed", "why": "the list is right"})
    assert killed(book, 14).range.low == 14
    assert "No figure is signed yet" in desk.get("/signed?proposed=1").text


def review_form(book, desk):
    """Return the second reader's form on an incident, and its path."""
    path = f"/incident/{incident_of(book, 9).id}"
    return form(desk, path, "/act/review"), path


def test_a_second_reader_accepts_and_the_list_finds_it(book, desk):
    """No figure moves, and no reason is asked for."""
    values, path = review_form(book, desk)
    before = incident_of(book, 9)
    assert desk.post("/act/review", data={**values, "verdict": "accept"}).status_code == 200
    assert entries(book, "review")[0].body["verdict"] == "accept"
    assert incident_of(book, 9) == before
    assert "Accepted by Amal" in desk.get(path).text
    assert before.code in desk.get("/incidents?review=accepted").text
    assert before.code not in desk.get("/incidents?review=unread").text


def test_an_incident_is_returned_with_a_note_and_waits_in_the_queue(book, desk):
    """A return without a word helps nobody."""
    values, _ = review_form(book, desk)
    answer = desk.post("/act/review", data={**values, "verdict": "return"})
    assert answer.status_code == 422
    assert entries(book, "review") == []
    desk.post("/act/review", data={**values, "verdict": "return", "f_note": f"the place is wrong {SCRIPT}"})
    page = desk.get("/queue?kind=returned").text
    assert "the place is wrong" in page
    assert "<script>alert" not in page
    assert incident_of(book, 9).code in desk.get("/incidents?review=returned").text


def test_what_was_accepted_and_then_changed_is_read_again(book, desk):
    """The list, the page and the queue say so."""
    values, path = review_form(book, desk)
    desk.post("/act/review", data={**values, "verdict": "accept"})
    judge(book, "correct", [claim_with(book, 9).id, "count", "14"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    assert "Changed since Amal read it" in desk.get(path).text
    assert incident_of(book, 14).code in desk.get("/incidents?review=reread").text
    assert incident_of(book, 14).code in desk.get("/queue?kind=reread").text


def test_a_reader_of_an_older_version_is_shown_the_change(book, desk):
    """An acceptance is of what was read."""
    values, _ = review_form(book, desk)
    judge(book, "correct", [claim_with(book, 9).id, "count", "14"], who="Basel", why="a list", now=NOW, kit=bare_kit())
    answer = desk.post("/act/review", data={**values, "verdict": "accept"})
    assert answer.status_code == 409
    assert "Basel" in answer.text
    assert entries(book, "review") == []


def test_an_incident_needs_an_answer_and_a_free_book(book, desk):
    """Neither a form without a verdict nor one during a run is lost or guessed."""
    values, _ = review_form(book, desk)
    assert desk.post("/act/review", data=values).status_code == 422
    with held(book):
        answer = desk.post("/act/review", data={**values, "verdict": "return", "f_note": "look again"})
    assert answer.status_code == 409
    again = fields_of(answer.text, "/act/review")
    assert (again["verdict"], again["f_note"]) == ("return", "look again")


def test_a_coder_sees_the_words_and_nothing_of_what_others_read(book, desk):
    """Neither fields nor codings of the first; the form is empty."""
    claim = claim_with(book, 9)
    judge(book, "correct", [claim.id, "where", "Secretville"], who="Basel", why="x", now=NOW, kit=bare_kit())
    values = form(desk, f"/claim/{claim.id}/code", "/act/code")
    assert not any(value for name, value in values.items() if name.startswith("f_"))
    desk.post("/act/code", data={**values, "f_where": "Othertown", "f_count": "9"})
    page = browser(book, who="Basel").get(f"/claim/{claim.id}/code").text
    assert "9 people were killed" in page
    for told in ("Secretville", "Othertown", 'value="9"'):
        assert told not in page
    assert "Othertown" not in desk.get("/judgements").text


def test_a_coding_changes_nothing_and_two_make_an_agreement(book, desk):
    """The page of agreement counts fields that two people read."""
    before = snapshot(book).claims
    for who, count in (("Amal", "9"), ("Basel", "9")):
        coder = browser(book, who=who)
        for claim in (claim_with(book, 9), claim_with(book, 11)):
            values = form(coder, f"/claim/{claim.id}/code", "/act/code")
            said = {"f_count": count if claim.count.low == 9 else "11", "f_harm": "killed"}
            assert coder.post("/act/code", data={**values, **said}).status_code == 200
    assert snapshot(book).claims == before
    page = desk.get("/agreement").text
    assert "1.00" in page
    assert "100 %" in page


def test_the_next_claim_to_code_is_one_that_another_has_coded(book, desk):
    """And one's own are never asked twice; at the end it says so."""
    claim = claim_with(book, 11)
    values = form(desk, f"/claim/{claim.id}/code", "/act/code")
    desk.post("/act/code", data={**values, "f_count": "11"})
    other = browser(book, who="Basel")
    assert other.get("/coding/next", follow_redirects=False).headers["location"] == f"/claim/{claim.id}/code"
    assert desk.get("/coding/next", follow_redirects=False).headers["location"] != f"/claim/{claim.id}/code"
    for _ in snapshot(book).claims:
        onward = other.get("/coding/next", follow_redirects=False).headers["location"]
        if onward.startswith("/claim/"):
            other.post("/act/code", data={**form(other, onward, "/act/code"), "f_harm": "killed"})
    assert "no claim left" in other.get("/coding/next").text


@pytest.mark.parametrize("said", [{}, {"f_count": "many"}, {"f_harm": "sad"}])
def test_a_coding_that_says_nothing_or_does_not_fit_is_refused(book, desk, said):
    """Nothing is written."""
    values = form(desk, f"/claim/{claim_with(book, 9).id}/code", "/act/code")
    assert desk.post("/act/code", data={**values, **said}).status_code == 422
    assert entries(book, "coding") == []


def check_form(desk, **said):
    """Return a filled coverage form."""
    values = form(desk, "/coverage", "/act/coverage")
    return {**values, "f_source": "Plain Post", "f_first": "2019-05-03", "f_last": "", **said}


def test_a_check_that_found_nothing_is_noted_and_told_apart_from_silence(book, desk):
    """Three states, each said in words."""
    answer = desk.post("/act/coverage", data=check_form(desk, f_note=f"front page {SCRIPT}", f_area="Hama"))
    assert answer.status_code == 200
    (entry,) = entries(book, "coverage")
    assert entry.body["days"] == ["2019-05-03", "2019-05-03"]
    page = desk.get("/coverage?from=2019-05-01&to=2019-05-04").text
    for words in (
        "3 May 2019: checked, nothing found",
        "4 May 2019: nobody checked",
        "2 May 2019: 1 reports in the book",
    ):
        assert words in page
    assert "<script>alert" not in page
    assert load_ledger(book).fault is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"f_first": "May"}, "give the first day as"),
        ({"f_last": "2019-05-01"}, "at most ten years"),
        ({"f_last": "2999-01-01", "f_first": "2998-12-01"}, "lies ahead"),
        ({"f_source": " "}, "give its name"),
    ],
)
def test_a_check_that_cannot_have_been_is_refused_with_the_form_filled_in(book, desk, said, told):
    """Nothing is written."""
    answer = desk.post("/act/coverage", data=check_form(desk, f_note="kept", **said))
    assert answer.status_code == 422
    assert told in html.unescape(answer.text)
    assert fields_of(answer.text, "/act/coverage")["f_note"] == "kept"
    assert entries(book, "coverage") == []


@pytest.mark.parametrize(
    "query",
    ["from=0001-01-01", "to=9999-12-31", "from=2019-05-04&to=2019-05-01", "from=x", "from=0001-01-01&to=9999-12-31"],
)
def test_any_days_can_be_asked_for(desk, query):
    """The ends of the calendar and reversed days too."""
    assert desk.get(f"/coverage?{query}").status_code == 200


def test_a_claims_page_tells_each_change_old_new_who_when_why(book, desk):
    """What was undone stays, and what came after it starts from what stood then."""
    claim = claim_with(book, 9)
    for value, who, why in (("10", "Basel", "a list"), ("11", "Dina", "a longer list")):
        judge(book, "correct", [claim.id, "count", value], who=who, why=why, now=NOW, kit=bare_kit())
    last = entries(book, "correct")[-1]
    page = desk.get(f"/claim/{claim.id}").text
    for words in (
        "<bdi>9</bdi>",
        "<bdi>10</bdi>",
        "<bdi>11</bdi>",
        "Basel",
        "Dina",
        "a longer list",
        "2020-01-01 12:00",
    ):
        assert words in page
    values = next(
        v
        for v in [fields_of(f, "/act/undo") for f in page.split("<li ") if "/act/undo" in f]
        if v["entry"] == str(last.seq)
    )
    assert desk.post("/act/undo", data={**values, "why": "too long"}).status_code == 200
    page = desk.get(f"/claim/{claim.id}").text
    assert "struck" in page
    assert f"undone by #{entries(book, 'undo')[0].seq}" in page
    assert snapshot(book).claims[claim.id].count.low == 10


def test_a_rejected_claim_has_its_history_too(book, desk):
    """Its page says that it is not in the record, and who said so."""
    claim = claim_with(book, 12)
    judge(book, "reject", [claim.id], who="Basel", why="a film", now=NOW, kit=bare_kit())
    page = desk.get(f"/claim/{claim.id}").text
    assert "This claim was rejected" in page
    assert "a film" in page
    assert desk.get("/claim/c1_nothing").status_code == 404


def test_the_head_of_the_ledger_is_handed_out_to_be_signed(book, desk):
    """The same that the command line writes."""
    values, _ = sign_form(book, desk)
    desk.post("/act/sign", data={**values, "all": "1", "why": "seen"})
    answer = desk.get("/judgements/head")
    assert answer.json()["hash"] == load_ledger(book).entries[-1].hash
    assert "attachment" in answer.headers["content-disposition"]
    assert "/judgements/head" in desk.get("/judgements?verify=1").text
