"""A brief as PDF and as a Word document: the same sentences, and a clear message where a part is missing."""

import builtins
import hashlib
import io
import time
import zipfile

import pytest

from snapshots import mardan_week
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.docx import DocxMissing, to_docx
from tollbook.publish.brief.pdf import PdfMissing, to_pdf, with_labels_outside
from tollbook.publish.charts import Bar, rows_chart
from tollbook.publish.select import Selection

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(name="brief", scope="module")
def _brief():
    return compose(mardan_week(), Selection(), Settings(name="Mardan"))


def failing(monkeypatch, package, error):
    """Let the import of one package fail."""
    real = builtins.__import__

    def importing(name, *rest, **named):
        if name == package:
            raise error
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", importing)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModuleNotFoundError("no weasyprint"), "tollbook[pdf]"),
        (OSError("cannot load library 'libpango-1.0-0'"), "apt-get install libpango"),
    ],
)
def test_pdf_names_what_to_install(brief, monkeypatch, error, words):
    """A package that is missing and a library that is missing are two messages."""
    failing(monkeypatch, "weasyprint", error)
    with pytest.raises(PdfMissing) as missing:
        to_pdf(brief)
    assert words in str(missing.value)


def test_word_names_what_to_install(brief, monkeypatch):
    """Without python-docx the message says how to get it."""
    failing(monkeypatch, "docx", ModuleNotFoundError("no docx"))
    with pytest.raises(DocxMissing) as missing:
        to_docx(brief)
    assert "tollbook[docx]" in str(missing.value)


def test_a_pdf_is_made_without_asking_the_network(brief):
    """Pages come out; whatever address a report names is asked for nothing."""
    try:
        content = to_pdf(brief)
    except PdfMissing as missing:
        pytest.skip(str(missing))
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def test_a_word_document_holds_every_sentence(brief):
    """What the brief says stands in the document, headings as headings."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document(io.BytesIO(to_docx(brief)))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading 1")]
    text = "\n".join(p.text for p in document.paragraphs)
    text += "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    missing = [s.text for sec in brief.sections for s in sec.every_sentence() if s.text not in text]
    assert [s.title for s in brief.sections] == headings[: len(brief.sections)]
    assert missing == []


def pictures_in(content: bytes) -> list[bytes]:
    """Return the pictures of a Word document."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]


def test_a_word_document_holds_every_chart_with_words_for_who_cannot_see_it(brief):
    """As pictures of 300 pixels an inch, each with its title, also as what a screen reader reads out."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    pytest.importorskip("resvg_py", reason="resvg-py is not installed")
    content = to_docx(brief)
    drawings = [d for section in brief.sections for d in section.drawings]
    document = docx.Document(io.BytesIO(content))
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    text = "\n".join(p.text for p in document.paragraphs)
    assert drawings
    assert described == [d.title for d in drawings]
    assert len({hashlib.sha256(p).digest() for p in pictures_in(content)}) == len({d.svg for d in drawings})
    assert all(p.startswith(b"\x89PNG") for p in pictures_in(content))
    assert all(d.note in text for d in drawings)
    assert "Charts are in the HTML and PDF" not in text


def test_without_what_draws_charts_a_word_document_says_where_they_are(brief, monkeypatch):
    """All else is there."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    failing(monkeypatch, "resvg_py", ModuleNotFoundError("no resvg_py"))
    content = to_docx(brief)
    assert pictures_in(content) == []
    assert "Charts are in the HTML and PDF" in "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)


def test_a_word_document_of_the_same_brief_has_the_same_bytes(brief, monkeypatch):
    """Whatever the clock says."""
    pytest.importorskip("docx", reason="python-docx is not installed")
    first = to_docx(brief)
    moment = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: moment)
    assert to_docx(brief) == first


def test_note_numbers_in_a_word_document_lead_to_notes(brief):
    """Each link inside the document has its place."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    body = docx.Document(io.BytesIO(to_docx(brief))).element.body
    links = {e.get(f"{W}anchor") for e in body.iter(f"{W}hyperlink")}
    places = {e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}
    assert links
    assert links <= places


def test_right_to_left_labels_of_a_drawing_become_text_of_the_page():
    """A drawing's own text would stand unjoined, letter by letter: its labels lie over it instead, at the same place."""
    arabic = rows_chart("ق", [Bar(first="3 أيار", second="مرصد", low=4, high=9, words="4–9")], is_rtl=True)
    latin = rows_chart("t", [Bar(first="3 May", second="Monitor", low=4, high=9, words="4–9")])
    page = with_labels_outside(f"<p>{arabic}</p><p>{latin}</p>")
    assert page.count("<text") == latin.count("<text")
    assert page.count("position:absolute") == arabic.count("<text")
    assert "direction:rtl;font-weight:400" in page
