"""What a search for words is asked and what it keeps, for whichever database does it."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec
from sqlalchemy import Connection

from tollbook.model.fold import bare

Kind = Literal["claim", "report"]
KINDS: tuple[Kind, ...] = ("claim", "report")
TABLES = {"claim": "claim_words", "report": "report_words"}
STAMPS = {"claim": "claim_words_held", "report": "report_words_held"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: beginnings of words (all must be there), and what the report or claim must be."""

    words: tuple[str, ...]
    harm: str = ""
    outlet: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


class Wanted(msgspec.Struct, frozen=True):
    """The same as a database takes it: for each word the forms it may begin with, marks, and a stretch of numbers."""

    words: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]
    low: int
    high: int


class Row(msgspec.Struct, frozen=True):
    """One row to keep: its number, whose it is, its words, and the marks of what it is."""

    number: int
    id: str
    folded: str
    marks: str

    @property
    def digest(self) -> str:
        """Return a short name for what the row holds."""
        return hashlib.blake2b(f"{self.id}\n{self.marks}\n{self.folded}".encode(), digest_size=12).hexdigest()


def make_tables(connection: Connection, statements: Sequence[str]) -> None:
    """Make the tables of each kind of words, as ``statements`` tell them with {words} and {held} for their names."""
    for kind in KINDS:
        for statement in statements:
            connection.exec_driver_sql(statement.format(words=TABLES[kind], held=STAMPS[kind]))


def forms_of(word: str) -> tuple[str, ...]:
    """Return the beginning of a word, and of the word without what Arabic joins to its front."""
    return tuple(dict.fromkeys((word, bare(word))))
