"""What the pages show: every one opens, figures lead to words, and the words of others stay words."""

import re

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")
pytest.importorskip("httpx", reason="httpx is not installed: Starlette's test client needs it")

from desks import browser, claim_with, incident_of

from books import new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.fold import fold, position
from tollbook.web.document import lines_of


def paths(root) -> list[str]:
    """Return the address of every kind of page for this book."""
    view = snapshot(root)
    incidents = sorted(view.incidents)
    return [
        "/incidents",
        "/incidents?q=hama&harm=killed&from=2019-01-01&to=2019-12-31&sort=killed&page=9",
        "/queue",
        "/queue?kind=place",
        "/totals",
        "/documents",
        "/judgements",
        "/judgements?verify=1&all=1",
        "/explain",
        f"/explain?address={incidents[0]}",
        f"/explain?address={claim_with(root, 9).id}",
        "/search",
        "/search?q=Hama",
        f"/pair/{incidents[0]}/{incidents[1]}",
        f"/claim/{claim_with(root, 9).id}/edit",
        *(f"/incident/{i}" for i in incidents),
        *(f"/document/{d}" for d in view.documents),
    ]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_page_opens_in_both_languages(book, desk, lang):
    """No page fails on what a book may lack."""
    for path in paths(book):
        answer = desk.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert (answer.status_code, path) == (200, path)
        assert f'lang="{lang}"' in answer.text


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nothing_a_report_says_becomes_markup(book, desk, lang):
    """Text, title, outlet and file name are the reports' own, and reports are written by anybody."""
    for path in [
        *paths(book),
        "/search?q=script",
        "/search?q=<script>",
        "/explain?address=<b>",
        "/incidents?q=<b>&area=<b>",
    ]:
        page = desk.get(f"{path}{'&' if '?' in path else '?'}lang={lang}").text
        assert "<script>" not in page, path
        assert "<b>Herald" not in page, path
        assert "<img" not in page, path
        assert '<b>"' not in page, path


def test_pages_hold_neither_inline_script_nor_style(book, desk):
    """The policy would refuse both; a page that needs them would break silently."""
    for path in paths(book):
        page = desk.get(path).text
        assert re.findall(r"<script(?! src=\"/static/)", page) == [], path
        assert re.findall(r"\sstyle=|<style|\son\w+=\"|javascript:", page) == [], path
        assert "https://" not in page, path


def test_the_text_of_a_report_is_shown_whole_with_its_claims_marked(book, desk):
    """Marks are laid over the text; none of it is lost or changed."""
    claim = claim_with(book, 9)
    page = desk.get(f"/document/{claim.document}").text
    text = re.search(r'<section class="text".*?</section>', page, re.DOTALL)[0]
    assert re.search(rf'<a class="mark claim killed"[^>]*href="#{claim.id}"[^>]*>9 people were killed', text)
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in text


@pytest.mark.parametrize(
    "spans",
    [
        [],
        [(0, 3)],
        [(0, 6), (3, 9)],
        [(0, 9), (2, 4), (4, 9)],
        [(3, 3), (5, 99)],
        [(2, 14)],
    ],
)
def test_pieces_joined_give_the_text(spans):
    """Overlapping, nested, empty and impossible spans alike, over ends of line."""
    text = "one two\nthree four\n\nfive"
    document = Document(id="d", sha256="0", text=text)
    claims = [
        Claim(id=f"c{i}", document="d", span=s, quote=text[s[0] : s[1]], head=s[0], harm="killed", count=None)
        for i, s in enumerate(spans)
    ]
    lines = lines_of(document, claims, [])
    assert "\n".join("".join(p.text for p in line) for line in lines) == text
    for claim in claims:
        start, end = claim.span
        marked = "".join(p.text for line in lines for p in line if claim.id in p.claims)
        assert marked == (text[start:end].replace("\n", "") if start < end <= len(text) else "")


def test_a_figure_leads_to_the_claim_that_set_it(book, desk):
    """From the range to the source's number, and from there to the words in the report."""
    claim = claim_with(book, 9)
    page = desk.get(f"/incident/{incident_of(book, 9).id}").text
    assert f"/document/{claim.document}?at={claim.id}#{claim.id}" in page
    assert "/killed" in page
    walk = desk.get(f"/explain?address={incident_of(book, 9).id}/killed/high").text
    assert "9 people were killed" in walk


def test_facets_leave_what_is_asked_for(book, desk):
    """Each filter by itself; counts say what the others would leave."""
    killed = desk.get("/incidents?harm=injured").text
    assert f"/incident/{incident_of(book, 4).id}" in killed
    assert f"/incident/{incident_of(book, 12).id}" not in killed
    assert f"/incident/{incident_of(book, 9).id}" not in desk.get("/incidents?from=2019-05-02").text
    assert f"/incident/{incident_of(book, 9).id}" in desk.get("/incidents?to=2019-05-01").text
    assert "Nothing in this book fits" in desk.get("/incidents?q=nowhere").text
    assert desk.get("/incidents?from=nonsense&page=-3").status_code == 200


def test_an_unknown_thing_is_told_as_such(desk):
    """With the way back, not a trace."""
    for path in ("/incident/i1_none", "/document/d1_none", "/claim/c1_none/edit", "/pair/a/b", "/nowhere"):
        answer = desk.get(path)
        assert answer.status_code == 404
        assert "/incidents" in answer.text
    assert desk.get("/explain?address=i1_none").status_code == 404


def test_arabic_pages_run_from_right_to_left_and_keep_the_choice(desk):
    """Numbers and codes are isolated, so that "42–50+" isn't turned round."""
    page = desk.get("/incidents?lang=ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "الحوادث" in page
    assert '<bdi class="num" dir="ltr">' in page
    assert 'dir="rtl"' in desk.get("/queue").text
    assert 'dir="ltr">' in desk.get("/queue?lang=en").text[:200]


def test_arabic_text_takes_its_own_direction_and_is_found_in_any_spelling(book, desk):
    """Vowel signs and forms of alef and hamza are written now one way, now another."""
    (report,) = [d for d in snapshot(book).documents.values() if "شهود" in d.text]
    assert '<p dir="auto" data-at=' in desk.get(f"/document/{report.id}").text
    for asked in ("أغلق", "اغلق", "الغاره", "المستشفى في", "المستشفي"):
        assert report.id in desk.get("/search", params={"q": asked}).text, asked
    assert report.id not in desk.get("/search", params={"q": "المدرسة"}).text


@pytest.mark.parametrize("text", ["plain words", "أُغلِقَ المستشفى", "Straße – ﬁre", "İstanbul é", "a\u0301b لا ﻻ x"])
def test_a_folded_offset_leads_back_to_its_character(text):
    """Folding may lengthen or shorten: the way back counts, it doesn't guess."""
    folded = fold(text)
    for offset in range(len(folded)):
        place = position(text, offset)
        assert fold(text[: place + 1]).startswith(folded[: offset + 1])
        assert len(fold(text[:place])) <= offset


def test_an_empty_book_teaches_what_to_do(tmp_path, small):
    """Every page opens on a new book, and the first one says how to fill it."""
    desk = browser(new_book(tmp_path))
    assert "tollbook run --book" in desk.get("/incidents").text
    for path in ("/queue", "/totals", "/documents", "/judgements", "/judgements?verify=1", "/explain", "/search?q=x"):
        assert (desk.get(path).status_code, path) == (200, path)
    assert desk.get("/queue/next", follow_redirects=False).headers["location"] == "/queue"


def test_what_a_run_adds_is_shown_without_a_restart(book, desk, tmp_path):
    """The snapshot is kept until the database changes, and no longer."""
    assert "Tartus" not in desk.get("/search?q=Tartus").text.split("<h2", 1)[1]
    run_book(book, write(tmp_path / "third.txt", "published: 2019-05-04\n\n7 people were killed in Tartus."))
    assert "7 people were killed in Tartus" in re.sub(r"<[^>]+>", "", desk.get("/search?q=Tartus").text)


def test_the_queue_is_walked_with_one_key(book, desk):
    """From the first task to the last, then back to the list."""
    seen = []
    answer = desk.get("/queue/next", follow_redirects=False)
    while (where := answer.headers["location"]) != "/queue":
        seen.append(where)
        key = re.search(r"queue=(\w+)", where)[1]
        answer = desk.get(f"/queue/next?after={key}", follow_redirects=False)
    assert len(seen) == len(set(seen)) >= 1
    assert all(desk.get(path).status_code == 200 for path in seen)
