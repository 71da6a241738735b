"""Words of claims and reports, to be found by their beginnings: derived, kept beside the record, letters folded alike.

Knows how a database searches words (its own table for each, below); knows nothing of pages. The number of a row grows with the
age of its report, so that the latest come first without being sorted, and days of publication are a range of numbers.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from sqlalchemy import Connection, inspect, select, text

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.fold import bare, bare_words, fold
from tollbook.store import documents, tables
from tollbook.store.meta import get_meta, set_meta

Kind = Literal["claim", "report"]
KINDS: tuple[Kind, ...] = ("claim", "report")
TABLES = {"claim": "claim_words", "report": "report_words"}
STAMPS = {"claim": "claim_words_held", "report": "report_words_held"}
META = "words"
"""Where it is noted of how many documents and receipts the words are."""
BATCH = 500
LAST_DAY = dt.date.max.toordinal()
DAY_BITS, CLAIM_BITS = 40, 16
DDL = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {words} USING fts5(folded, bare, marks, prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")",
        "CREATE TABLE {held} (number INTEGER PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL)",
    ),
}
"""How each database makes the tables. One more: its statements here, and its way to match in ``MATCHING``."""
MATCHING = {"sqlite": "{words} MATCH :asked"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: beginnings of words (all must be there), and what the report or claim must be."""

    words: tuple[str, ...]
    harm: str = ""
    outlet: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


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


def recreate(connection: Connection) -> None:
    """Drop what is kept of words and make empty tables; whatever was erased from the book is gone from here too."""
    for kind in KINDS:
        for name in (TABLES[kind], STAMPS[kind]):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
        for statement in DDL[connection.dialect.name]:
            connection.exec_driver_sql(statement.format(words=TABLES[kind], held=STAMPS[kind]))


def refresh(connection: Connection) -> None:
    """Bring the words up to date with the documents and claims that stand in the database; what is unchanged stays."""
    if not inspect(connection).has_table(STAMPS["report"]):
        recreate(connection)
    counted = ":".join(map(str, documents.counted(connection)))
    held = _held(connection, "report")
    # credits of a document change only with a new receipt, its text only by erasure, which empties the tables
    if get_meta(connection, META) != counted or len(held) != int(counted.partition(":")[0]):
        ordinals = {row[0]: row[1] for row in connection.execute(select(tables.documents.c.id, tables.documents.c.seq))}
        found = (_report_row(d, ordinals[d.id]) for d in _all_documents(connection, list(ordinals)))
        _bring(connection, "report", found, held)
        set_meta(connection, META, counted)
    _bring(connection, "claim", _claim_rows(connection), _held(connection, "claim"))


def _bring(connection: Connection, kind: Kind, rows: Iterable[Row], held: dict[int, str]) -> None:
    """Put the rows that are new or changed, and take those that are no more."""
    wanted: set[int] = set()
    changed: list[Row] = []
    for row in rows:
        wanted.add(row.number)
        if held.get(row.number) != row.digest:
            changed.append(row)
        if len(changed) >= BATCH:
            _put(connection, kind, changed, held)
            changed = []
    _put(connection, kind, changed, held)
    _take(connection, kind, [number for number in held if number not in wanted])


def _all_documents(connection: Connection, ids: Sequence[str]) -> Iterator[Document]:
    for start in range(0, len(ids), BATCH):
        yield from documents.load(connection, ids[start : start + BATCH])


def _held(connection: Connection, kind: Kind) -> dict[int, str]:
    found = connection.exec_driver_sql(f"SELECT number, digest FROM {STAMPS[kind]}")  # noqa: S608  # a name of ours
    return {int(row[0]): str(row[1]) for row in found}


def _number(published: dt.date | None, ordinal: int) -> int:
    age = LAST_DAY - published.toordinal() if published else LAST_DAY
    return age << DAY_BITS | min(ordinal, (1 << (DAY_BITS - CLAIM_BITS)) - 1) << CLAIM_BITS


def _report_row(document: Document, ordinal: int) -> Row:
    words = "\n".join(part for part in (document.title, document.outlet, document.text) if part)
    return Row(_number(document.published, ordinal), document.id, fold(words), _outlet_mark(document.outlet))


def _claim_rows(connection: Connection) -> Iterator[Row]:
    """Yield the rows of the record's claims; what their report is they take from its row."""
    query = f"SELECT h.id, h.number, w.marks FROM {STAMPS['report']} h JOIN {TABLES['report']} w ON w.rowid = h.number"  # noqa: S608  # names of ours
    reports = {str(row[0]): (int(row[1]), str(row[2])) for row in connection.exec_driver_sql(query)}
    places: Counter[str] = Counter()
    for value in connection.execute(select(tables.claims.c.value).order_by(tables.claims.c.seq)).scalars():
        claim = msgspec.json.decode(value, type=Claim)
        places[claim.document] += 1
        if claim.document in reports and not places[claim.document] >> CLAIM_BITS:
            number, outlet = reports[claim.document]
            names = (*(a.name for a in claim.said_by), *(a.name for a in claim.by))
            words = fold("\n".join((claim.quote, claim.harm, *names, claim.where.name if claim.where else "")))
            yield Row(number + places[claim.document], claim.id, words, f"{_harm_mark(claim.harm)} {outlet}")


def _harm_mark(harm: str) -> str:
    return f"harm{harm}"


def _outlet_mark(outlet: str | None) -> str:
    """Return one word for an outlet, however it is spelled."""
    return "of" + hashlib.blake2b(fold(outlet or "").encode(), digest_size=6).hexdigest()


def _put(connection: Connection, kind: Kind, rows: Sequence[Row], held: dict[int, str]) -> None:
    if not rows:
        return
    _take(connection, kind, [row.number for row in rows if row.number in held])
    connection.exec_driver_sql(
        f"INSERT INTO {TABLES[kind]} (rowid, folded, bare, marks) VALUES (?, ?, ?, ?)",  # noqa: S608  # a name of ours
        [(row.number, row.folded, " ".join(bare_words(row.folded)), row.marks) for row in rows],
    )
    connection.exec_driver_sql(
        f"INSERT INTO {STAMPS[kind]} (number, id, digest) VALUES (?, ?, ?)",  # noqa: S608  # a name of ours
        [(row.number, row.id, row.digest) for row in rows],
    )


def _take(connection: Connection, kind: Kind, numbers: Sequence[int]) -> None:
    if numbers:
        values = [(number,) for number in numbers]
        connection.exec_driver_sql(f"DELETE FROM {TABLES[kind]} WHERE rowid = ?", values)  # noqa: S608  # a name of ours
        connection.exec_driver_sql(f"DELETE FROM {STAMPS[kind]} WHERE number = ?", values)  # noqa: S608  # a name of ours


def find(connection: Connection, kind: Kind, asked: Asked, *, limit: int, offset: int = 0) -> tuple[list[str], int]:
    """Return the ids of what holds all the words, the latest report first, and how many there are in all."""
    words, held = TABLES[kind], STAMPS[kind]
    low, high = _bounds(asked)
    matching = MATCHING[connection.dialect.name].format(words=words)
    where = f"{matching} AND {words}.rowid BETWEEN :low AND :high"
    values = {"asked": _match(asked), "low": low, "high": high}
    total = connection.execute(text(f"SELECT count(*) FROM {words} WHERE {where}"), values).scalar_one()  # noqa: S608  # names of ours, values bound
    query = (
        f"SELECT id FROM {held} WHERE number IN (SELECT rowid FROM {words} WHERE {where} ORDER BY rowid LIMIT :n OFFSET :o)"  # noqa: S608  # as above
        " ORDER BY number"
    )
    found = connection.execute(text(query), {**values, "n": limit, "o": offset}).scalars()
    return [str(identity) for identity in found], int(total)


def _bounds(asked: Asked) -> tuple[int, int]:
    low = _number(asked.last, 0) if asked.last else 0
    high = ((LAST_DAY - asked.first.toordinal() + 1) << DAY_BITS) - 1 if asked.first else (LAST_DAY + 1) << DAY_BITS
    return low, high


def _match(asked: Asked) -> str:
    """Return what is asked as FTS5 takes it; every word is quoted, so that none of it is an operator."""
    words = [_either(word) for word in asked.words]
    marks = [_harm_mark(asked.harm)] if asked.harm else []
    marks += [_outlet_mark(asked.outlet)] if asked.outlet else []
    return " AND ".join((*words, *(f'marks : "{mark}"' for mark in marks)))


def _either(word: str) -> str:
    """Return the beginning of a word, or of the word without what Arabic joins to its front."""
    forms = dict.fromkeys((word, bare(word)))
    joined = " OR ".join(f'{{folded bare}} : "{form.replace(chr(34), " ")}" *' for form in forms)
    return f"({joined})"
