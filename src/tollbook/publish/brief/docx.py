"""Print a brief as a Word document: real headings, tables and lists, charts, note numbers that lead to their notes.

Charts are pictures: Word draws SVG by fonts and rules of its own, and Arabic in it wrongly. resvg draws them as they are.
"""

import io
from collections.abc import Iterable
from typing import Any

from tollbook.publish.brief.frame import Frame
from tollbook.publish.brief.values import Brief, Drawing, Entry, Section, Sentence, Table
from tollbook.publish.cite import Note
from tollbook.publish.packing import repack
from tollbook.publish.words import without_steering

ZOOM = 3
"""Charts are 680 units wide: three pixels a unit are 300 to the inch on 170 mm."""
TEXT_MM = 170
MADE = "2000-01-01T00:00:00Z"
"""The moment a document says it was made: the same record gives the same bytes. The day it shows stands in its text."""


class DocxMissing(RuntimeError):  # noqa: N818  # named for what is missing
    """A Word document cannot be made here; the message says what to install."""


def to_docx(brief: Brief) -> bytes:
    """Return the brief as .docx; raise DocxMissing without python-docx. Without resvg-py charts are left out, and it says so."""
    try:
        import docx  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as error:
        raise DocxMissing("python-docx is not installed: pip install 'tollbook[docx]'") from error
    paper = _Paper(docx.Document(), brief.frame)
    paper.set_up(brief.title)
    paper.line(brief.frame.say(brief.kind), "Subtitle")
    paper.heading(brief.title, 0)
    paper.line(brief.subtitle)
    for section in brief.sections:
        _section(paper, section, brief)
    paper.heading(brief.frame.say("method"), 1)
    elsewhere = [brief.frame.say("charts_elsewhere")] if paper.lacks_charts else []
    for text in (*brief.method, *elsewhere):
        paper.line(text, "List Bullet")
    paper.heading(brief.frame.say("sources"), 1)
    for number, note in enumerate(brief.notes, start=1):
        _note(paper, number, note)
    return paper.packed()


def _section(paper: "_Paper", section: Section, brief: Brief) -> None:
    paper.heading(section.title, 1)
    if section.note:
        paper.line(section.note, is_quiet=True)
    for card in section.cards:
        lead = Sentence(f"{card.figure}  {card.sentence.text}", card.sentence.cites, card.figure)
        paper.sentence(lead, brief, "List Bullet")
    for drawing in section.drawings:
        paper.drawing(drawing)
    for entry in section.entries:
        _entry(paper, entry, brief)
    for table in section.tables:
        paper.table(table, brief)
    for sentence in section.sentences:
        paper.sentence(sentence, brief, "List Bullet")


def _entry(paper: "_Paper", entry: Entry, brief: Brief) -> None:
    paper.heading(" · ".join(x for x in (entry.code, entry.when, entry.where, entry.tag) if x), 2)
    figures = [f"{name}: {value}" for name, value in entry.figures]
    paper.line(" · ".join([*figures, f"{brief.frame.say('grade')}: {entry.grade}"]), is_strong=True)
    for sentence in entry.sentences:
        paper.sentence(sentence, brief, "List Bullet")


def _note(paper: "_Paper", number: int, note: Note) -> None:
    first = note.first
    outlet = first.outlet or paper.frame.say("unnamed_outlet")
    source = f"{outlet}, {paper.frame.published(first)} ({', '.join(first.callers)})"
    paragraph = paper.line(f"{number}. {source}. {'; '.join(paper.frame.speaker(s) for s in note.speakers)}".rstrip())
    paper.mark(paragraph, number)
    if note.pieces:
        quote = paper.line("", "Quote")
        for words, is_cited in note.pieces:
            paper.run(quote, words, is_strong=is_cited)
    if first.url:
        paper.line(first.url, is_quiet=True)


class _Paper:
    """A document being written, in the direction of its language."""

    def __init__(self, document: Any, frame: Frame) -> None:
        self._document, self.frame, self._marks = document, frame, 0
        self.lacks_charts = False

    def set_up(self, title: str) -> None:
        from docx.shared import Mm, Pt  # noqa: PLC0415  # an extra

        self._document.core_properties.title = _clean(title)
        self._document.core_properties.author = "tollbook"
        self._document.core_properties.language = self.frame.code
        self._document.core_properties.comments = ""
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(20)
        page.top_margin = page.bottom_margin = Mm(18)
        normal = self._document.styles["Normal"]
        normal.font.size = Pt(10)
        normal.paragraph_format.space_after = Pt(3)

    def heading(self, text: str, level: int) -> None:
        self._directed(self._document.add_heading(_clean(text), level))

    def line(self, text: str, style: str | None = None, *, is_strong: bool = False, is_quiet: bool = False) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        self._directed(paragraph)
        if text:
            self.run(paragraph, text, is_strong=is_strong, is_quiet=is_quiet)
        return paragraph

    def sentence(self, sentence: Sentence, brief: Brief, style: str) -> None:
        self._say(self.line("", style), sentence, brief)

    def _say(self, paragraph: Any, sentence: Sentence, brief: Brief) -> None:
        before, strong, after = sentence.text.partition(sentence.strong) if sentence.strong else (sentence.text, "", "")
        for words, is_strong in ((before, False), (strong, True), (after, False)):
            if words:
                self.run(paragraph, words, is_strong=is_strong, is_quiet=sentence.is_aside)
        for place, number in enumerate(_numbers(sentence, brief)):
            self._link(paragraph, number, is_first=place == 0)

    def run(self, paragraph: Any, words: str, *, is_strong: bool = False, is_quiet: bool = False) -> Any:
        from docx.shared import RGBColor  # noqa: PLC0415  # an extra

        run = paragraph.add_run(_clean(words))
        run.bold = is_strong or None
        run.font.rtl = self.frame.is_rtl or None
        if is_quiet:
            run.font.color.rgb = RGBColor(0x56, 0x62, 0x73)
        return run

    def table(self, table: Table, brief: Brief) -> None:
        made = self._document.add_table(rows=1, cols=len(table.columns), style="Light List")
        if self.frame.is_rtl:
            made.table_direction = 1  # WD_TABLE_DIRECTION.RTL
        for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
            self._directed(cell.paragraphs[0])
            self.run(cell.paragraphs[0], column, is_strong=True)
        for row in table.rows:
            for cell, sentence in zip(made.add_row().cells, row, strict=True):
                self._directed(cell.paragraphs[0])
                self._say(cell.paragraphs[0], sentence, brief)
        self._document.add_paragraph()

    def drawing(self, drawing: Drawing) -> None:
        """Add a chart with its title and note; without what draws it, note that one is missing."""
        try:
            import resvg_py  # noqa: PLC0415  # an extra
        except ModuleNotFoundError:
            self.lacks_charts = True
            return
        from docx.shared import Mm  # noqa: PLC0415  # an extra

        self.line(drawing.title, is_strong=True)
        picture = bytes(resvg_py.svg_to_bytes(svg_string=drawing.svg, zoom=ZOOM, background="#ffffff"))
        placed = self._document.add_picture(io.BytesIO(picture), width=Mm(TEXT_MM))
        placed._inline.docPr.set("descr", _clean(drawing.title))  # noqa: SLF001  # what a screen reader reads out
        self._directed(self._document.paragraphs[-1])
        if drawing.note:
            self.line(drawing.note, is_quiet=True)

    def _directed(self, paragraph: Any) -> None:
        """Set a paragraph from right to left where the language is: Word asks each for it."""
        if self.frame.is_rtl:
            paragraph._p.get_or_add_pPr().append(self._element("w:bidi"))  # noqa: SLF001  # python-docx has no word for it
            for run in paragraph.runs:
                run.font.rtl = True

    def _link(self, paragraph: Any, number: int, *, is_first: bool) -> None:
        """Add a small raised number that leads to its note."""
        link = self._element("w:hyperlink", anchor=f"n{number}")
        run = self.run(paragraph, f"{'' if is_first else ' '}{number}")
        run.font.superscript = True
        link.append(run._r)  # noqa: SLF001  # python-docx makes no links inside a document
        paragraph._p.append(link)  # noqa: SLF001  # as above

    def mark(self, paragraph: Any, number: int) -> None:
        """Make a paragraph the place that links to note ``number`` lead to."""
        self._marks += 1
        ends = {"id": str(self._marks)}
        paragraph._p.append(self._element("w:bookmarkStart", name=f"n{number}", **ends))  # noqa: SLF001  # as above
        paragraph._p.append(self._element("w:bookmarkEnd", **ends))  # noqa: SLF001  # as above

    @staticmethod
    def _element(tag: str, /, **attributes: str) -> Any:
        from docx.oxml import OxmlElement  # noqa: PLC0415  # an extra
        from docx.oxml.ns import qn  # noqa: PLC0415  # an extra

        element = OxmlElement(tag)
        for key, value in attributes.items():
            element.set(qn(f"w:{key}"), value)
        return element

    def packed(self) -> bytes:
        """Return the document's bytes."""
        buffer, steady = io.BytesIO(), io.BytesIO()
        self._document.save(buffer)
        repack(buffer, steady, MADE)
        return steady.getvalue()


def _numbers(sentence: Sentence, brief: Brief) -> Iterable[int]:
    return sorted({brief.numbers[c] for c in sentence.cites if c in brief.numbers})


def _clean(text: str) -> str:
    """Return text without what XML or a reader's eye does not bear."""
    return "".join(c for c in without_steering(text) if c in "\t\n" or c.isprintable() or c.isspace())
