"""Words of claims and reports, to be found by their beginnings: derived, kept beside the record, letters folded alike.

Knows which words are kept of what; how a database searches them stands in ``words_sqlite`` and ``words_postgres``. Knows nothing
of pages. The number of a row grows with the age of its report, so that the latest come first without being sorted, and days of
publication are a range of numbers.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType

import msgspec
from sqlalchemy import Connection, inspect, select

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.fold import fold
from tollbook.store import documents, tables, words_postgres, words_sqlite
from tollbook.store.engine import is_postgres
from tollbook.store.meta import get_meta, set_meta
from tollbook.store.words import KINDS, STAMPS, TABLES, Asked, Kind, Row, Wanted, forms_of

__all__ = ["Asked", "Kind", "drop", "empty", "find", "recreate", "refresh"]
META = "words"
"""Where it is noted of how many documents and receipts the words are."""
BATCH = 500
LAST_DAY = dt.date.max.toordinal()
DAY_BITS, CLAIM_BITS = 40, 16


def _own(connection: Connection) -> ModuleType:
    return words_postgres if is_postgres(connection) else words_sqlite


def recreate(connection: Connection) -> None:
    """Drop what is kept of words, whatever its shape, and make empty tables."""
    drop(connection)
    _own(connection).create(connection)


def drop(connection: Connection) -> None:
    """Drop what is kept of words."""
    for kind in KINDS:
        for name in (TABLES[kind], STAMPS[kind]):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def empty(connection: Connection) -> None:
    """Take all words out; whatever was erased from the book is gone from here too. The next record fills them in again."""
    _own(connection).empty(connection)


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
    _own(connection).settle(connection)


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
    reports = _own(connection).report_marks(connection)
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
    if rows:
        _take(connection, kind, [row.number for row in rows if row.number in held])
        _own(connection).put(connection, kind, rows)


def _take(connection: Connection, kind: Kind, numbers: Sequence[int]) -> None:
    if numbers:
        _own(connection).take(connection, kind, numbers)


def find(connection: Connection, kind: Kind, asked: Asked, *, limit: int, offset: int = 0) -> tuple[list[str], int]:
    """Return the ids of what holds all the words, the latest report first, and how many there are in all."""
    marks = [_harm_mark(asked.harm)] if asked.harm else []
    marks += [_outlet_mark(asked.outlet)] if asked.outlet else []
    wanted = Wanted(tuple(forms_of(word) for word in asked.words), tuple(marks), *_bounds(asked))
    found: tuple[list[str], int] = _own(connection).find(connection, kind, wanted, limit=limit, offset=offset)
    return found


def _bounds(asked: Asked) -> tuple[int, int]:
    low = _number(asked.last, 0) if asked.last else 0
    high = ((LAST_DAY - asked.first.toordinal() + 1) << DAY_BITS) - 1 if asked.first else (LAST_DAY + 1) << DAY_BITS
    return low, high
