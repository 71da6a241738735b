"""Words of claims and reports, to be found by their beginnings: derived, kept beside the record, letters folded alike.

Knows how a database searches words (its own table for each, below); knows nothing of pages. The number of a row grows with the
age of its report, so that the latest come first without being sorted, and days of publication are a range of numbers.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from sqlalchemy import Connection, inspect, select, text

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.fold import bare, bare_words, fold
from tollbook.store import documents, tables

Kind = Literal["claim", "report"]
KINDS: tuple[Kind, ...] = ("claim", "report")
TABLES = {"claim": "claim_words", "report": "report_words"}
STAMPS = {"claim": "claim_words_held", "report": "report_words_held"}
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
    ordinals = {row[0]: row[1] for row in connection.execute(select(tables.documents.c.id, tables.documents.c.seq))}
    claims: dict[str, list[Claim]] = {}
    for value in connection.execute(select(tables.claims.c.value).order_by(tables.claims.c.seq)).scalars():
        claim = msgspec.json.decode(value, type=Claim)
        claims.setdefault(claim.document, []).append(claim)
    rows: dict[Kind, list[Row]] = {"claim": [], "report": []}
    held = {kind: _held(connection, kind) for kind in KINDS}
    wanted: dict[Kind, set[int]] = {"claim": set(), "report": set()}
    for document in _all_documents(connection, list(ordinals)):
        found = {
            "report": [_report_row(document, ordinals[document.id])],
            "claim": list(_claim_rows(document, ordinals[document.id], claims.get(document.id, ()))),
        }
        for kind in KINDS:
            wanted[kind].update(row.number for row in found[kind])
            rows[kind] += [row for row in found[kind] if held[kind].get(row.number) != row.digest]
            if len(rows[kind]) >= BATCH:
                _put(connection, kind, rows[kind], held[kind])
                rows[kind] = []
    for kind in KINDS:
        _put(connection, kind, rows[kind], held[kind])
        _take(connection, kind, [number for number in held[kind] if number not in wanted[kind]])


def _all_documents(connection: Connection, ids: Sequence[str]) -> Iterator[Document]:
    for start in range(0, len(ids), BATCH):
        yield from documents.load(connection, ids[start : start + BATCH])


def _held(connection: Connection, kind: Kind) -> dict[int, str]:
    found = connection.exec_driver_sql(f"SELECT number, digest FROM {STAMPS[kind]}")  # noqa: S608  # a name of ours
    return {int(row[0]): str(row[1]) for row in found}


def _number(published: dt.date | None, ordinal: int, place: int = 0) -> int:
    age = LAST_DAY - published.toordinal() if published else LAST_DAY
    return age << DAY_BITS | min(ordinal, (1 << (DAY_BITS - CLAIM_BITS)) - 1) << CLAIM_BITS | place


def _report_row(document: Document, ordinal: int) -> Row:
    words = "\n".join(part for part in (document.title, document.outlet, document.text) if part)
    return Row(_number(document.published, ordinal), document.id, fold(words), _outlet_mark(document.outlet))


def _claim_rows(document: Document, ordinal: int, claims: Iterable[Claim]) -> Iterator[Row]:
    for place, claim in enumerate(claims):
        if place >> CLAIM_BITS:
            return  # no report that people wrote makes so many claims
        names = (*(a.name for a in claim.said_by), *(a.name for a in claim.by), claim.where.name if claim.where else "")
        words = fold("\n".join((claim.quote, claim.harm, *names)))
        marks = f"{_harm_mark(claim.harm)} {_outlet_mark(document.outlet)}"
        yield Row(_number(document.published, ordinal, place), claim.id, words, marks)


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
