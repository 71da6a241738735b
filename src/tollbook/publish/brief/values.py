"""What a brief is made of: sentences that cite claims and records, in tables, incident entries and sections."""

from collections.abc import Iterator

import msgspec

from tollbook.publish.brief.frame import ENGLISH, Frame
from tollbook.publish.cite import Citation, Note


class Sentence(msgspec.Struct, frozen=True):
    """Words with the ids of the claims and records that state them. ``strong`` is a piece of the words to set in bold.

    ``is_aside`` marks how the record was made (joins, inferences, grades), which a page may set in quieter type.
    """

    text: str
    cites: tuple[str, ...] = ()
    strong: str | None = None
    is_aside: bool = False


class Card(msgspec.Struct, frozen=True):
    """One headline figure: the number as printed and what it counts."""

    figure: str
    sentence: Sentence


class Table(msgspec.Struct, frozen=True):
    """Rows of cells under headings; ``numeric`` are the indices of the columns that hold figures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    numeric: tuple[int, ...] = ()


class Bar(msgspec.Struct, frozen=True):
    """A published range to draw on the section's scale."""

    low: int
    high: int
    is_open: bool
    best: int | None = None


class Drawing(msgspec.Struct, frozen=True):
    """A chart as SVG with its title and a note on how to read it."""

    svg: str
    title: str
    note: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One incident: heading, its figures in a line, and what is said of it."""

    code: str
    when: str
    where: str
    grade: str
    tag: str
    figures: tuple[tuple[str, str], ...]
    bar: Bar | None
    sentences: tuple[Sentence, ...]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A headed part: in print order its note, cards, drawings, entries, tables and sentences. ``note`` explains and states nothing."""

    key: str
    title: str
    note: str = ""
    cards: tuple[Card, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    entries: tuple[Entry, ...] = ()
    tables: tuple[Table, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing stands under the heading."""
        return not (self.cards or self.entries or self.tables or self.sentences)

    def every_sentence(self) -> Iterator[Sentence]:
        """Yield the sentences in print order."""
        for card in self.cards:
            yield card.sentence
        for entry in self.entries:
            yield from entry.sentences
        for table in self.tables:
            for row in table.rows:
                yield from row
        yield from self.sentences


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """People summed over incidents without counting possibly-same ones twice in the low (design, "Sums").

    ``counted`` says who and what: "killed", "children killed"; ``harm`` and ``key`` the same as codes.
    ``incidents`` are how many enter, ``partly`` how many of them may lie outside the days asked for, ``joint`` how many
    may be the same as another, ``unnumbered`` how many state the harm in words only. ``claims`` set the bounds.
    """

    counted: str
    low: int
    high: int
    is_open: bool
    incidents: int
    partly: int
    joint: int
    unnumbered: int
    claims: tuple[str, ...]
    harm: str = "killed"
    key: str | None = None


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A situation report. ``numbers`` gives each cited id the number of its note; note 1 comes first in ``notes``.

    ``frame`` is the language of the page; ``shows_quotes`` is False where the edition's policy withholds reports' words.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    method: tuple[str, ...]
    numbers: dict[str, int]
    citations: tuple[Citation, ...]
    notes: tuple[Note, ...]
    kind: str = "kind"
    frame: Frame = ENGLISH
    shows_quotes: bool = True
