"""A brief in Arabic: the program's words are Arabic, sources' words stay theirs, and every sentence still cites."""

import datetime as dt
import io
import re
from pathlib import Path

import msgspec
import pytest

import tollbook.publish.brief as room
from snapshots import MARKET, MONDAY_INCIDENT, mardan_week
from tollbook.model.claim import Harm, Stance
from tollbook.model.count import Count
from tollbook.publish.brief.compose import Settings
from tollbook.publish.brief.docx import to_docx
from tollbook.publish.brief.frame import ENGLISH, frame, languages
from tollbook.publish.brief.html import isolate, to_html
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.brief.method import LACKS
from tollbook.publish.brief.told import compose_told
from tollbook.publish.brief.values import Sum
from tollbook.publish.redact import edition_of
from tollbook.publish.select import Selection
from tollbook.vocab.policies import load_policy

AR = frame("ar")
LATIN = re.compile(r"[A-Za-z]{3,}")
KILLED = Sum(
    counted="killed", low=84, high=114, is_open=True, incidents=4, partly=1, joint=2, unnumbered=1, claims=(MARKET.id,)
)  # fmt: skip


@pytest.fixture(name="brief", scope="module")
def _brief():
    return compose_told(mardan_week(), Selection(), Settings(name="Mardan", policy="internal"), [KILLED], AR)


def test_every_sentence_cites(brief):
    """Cells of a row lean on the cell with the figure; every other sentence cites by itself."""
    told = [
        s
        for section in brief.sections
        for s in (
            *(c.sentence for c in section.cards),
            *section.sentences,
            *(x for e in section.entries for x in e.sentences),
        )
    ]
    rows = [row for section in brief.sections for table in section.tables for row in table.rows]
    assert [s.text for s in told if not set(s.cites) & brief.numbers.keys()] == []
    assert all(any(cell.cites for cell in row) for row in rows)


def test_no_english_of_the_program_stands_in_it(brief):
    """Each Latin word is one of a report, a name or a code; Issues are English and say so."""
    view = mardan_week()
    sources = msgspec.json.encode((view.documents, view.claims, view.records, view.incidents)).decode()
    texts = [s.text for section in brief.sections for s in section.every_sentence() if "بالإنجليزية" not in s.text]
    texts += [x for section in brief.sections for e in section.entries for x in (e.when, e.grade, e.tag)]
    texts += [name for section in brief.sections for e in section.entries for name, _ in e.figures]
    foreign = {word for text in texts for word in LATIN.findall(text) if word not in sources}
    assert foreign == set()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(42, 42, "exact"), "42"),
        (Count(40, 40, "about"), "نحو 40"),
        (Count(170, None, "at_least"), "170 على الأقل"),
        (Count(50, None, "more_than"), "أكثر من 50"),
        (Count(5, 9, "range"), "5–9"),
        (Count(0, 25_000, "up_to"), "لا يزيد على 25,000"),
    ],
)
def test_bounds_are_words_because_signs_turn_round(count, words):
    """A ">" before a number is mirrored from right to left and would read as its contrary."""
    assert AR.count(count) == words


def test_english_keeps_its_signs():
    """Left to right a sign is shorter and stays."""
    assert ENGLISH.count(Count(50, None, "more_than")) == ">50"
    assert ENGLISH.bounds(40, None) == "40+"


def test_an_open_range_says_so():
    """The low, the high, and that it may be more."""
    assert AR.bounds(30, 42, is_open=True) == "30–42 أو أكثر"


def test_the_page_runs_from_right_to_left(brief):
    """Language and direction stand at the root, headings are Arabic, no physical side in the style."""
    page = to_html(brief)
    assert '<html lang="ar" dir="rtl">' in page
    assert "كيف أُعدّ هذا التقرير" in page
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align: (left|right)", page)


def test_names_in_another_direction_are_isolated():
    """A Latin name does not pull the colon and the number after it to its side."""
    assert isolate("قال Lake Monitor: 42", "rtl") == "قال <bdi>Lake Monitor</bdi>: 42"
    assert isolate("«37 strikes»", "rtl") == "«<bdi>37 strikes</bdi>»"
    assert isolate("قال <b>", "rtl") == "قال &lt;<bdi>b</bdi>&gt;"


def test_markdown_is_arabic_too(brief):
    """Headings and notes, with the report's own words in theirs."""
    text = to_markdown(brief)
    assert "## المصادر" in text
    assert "**Talks planned for late August**" in text


def test_a_word_document_runs_from_right_to_left(brief):
    """Each paragraph with words is set to its direction."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document(io.BytesIO(to_docx(brief)))
    told = [p for p in document.paragraphs if p.text]
    assert all("<w:bidi/>" in p._p.xml for p in told)  # python-docx has no word for it


def test_an_incident_can_be_told_alone():
    """One incident with its statements and charts mirrored."""
    brief = compose_told(mardan_week(), Selection(), Settings(kind="incident"), [], AR, incident=MONDAY_INCIDENT)
    assert [e.code for s in brief.sections for e in s.entries] == [MONDAY_INCIDENT.code]
    assert MONDAY_INCIDENT.code in brief.title


@pytest.mark.parametrize("code", languages())
def test_each_language_has_all_page_words(code):
    """The same keys everywhere, with the same places for values."""
    fields = re.compile(r"{\w+}")
    for key, text in ENGLISH.page.items():
        assert set(fields.findall(text)) == set(fields.findall(frame(code).page[key])), key
    assert len(frame(code).months) == 12


def test_every_label_the_code_asks_for_is_there():
    """Labels named in the code, one for each lack, and words for harms and stances."""
    folder = Path(room.__file__).parent
    code = "".join((folder / name).read_text() for name in ("told.py", "telling.py", "frame.py"))
    asked = set(re.findall(r"""tell\(\s*["'](\w+)["']""", code)) | {f"lack_{key}" for key, _ in LACKS}
    assert asked - AR.told.keys() == set()
    harms = [h for harm in Harm.__args__ for h in (harm, f"count_of_{harm}")]
    assert [h for h in harms if h not in AR.terms] == []
    assert [s for s in Stance.__args__ if s != "asserted" and f"{s}_by" not in AR.told] == []


def test_a_speaker_whose_name_is_kept_in_is_a_source_in_arabic(brief):
    """In sentences, charts and notes; the English words stand nowhere."""
    shown = edition_of(mardan_week(), load_policy("public"), dt.date(2017, 9, 1)).snapshot
    told = compose_told(shown, Selection(), Settings(name="Mardan", policy="public"), [], AR)
    pages = to_html(told) + to_markdown(told)
    assert "مصدر" in pages
    assert "a source" not in pages
