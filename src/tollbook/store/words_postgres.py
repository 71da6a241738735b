"""Words in PostgreSQL: a tsvector of a row's words behind a GIN index, beside the words themselves in their order.

Words are cut as SQLite's FTS5 cuts them, so that both find the same. A tsvector holds a megabyte: what a very long report
says beyond that is looked up in the text, which the mark ``=more`` calls for.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, text

from tollbook.model.fold import bare_words
from tollbook.store.postgres import copy_rows
from tollbook.store.words import KINDS, STAMPS, TABLES, Kind, Row, Wanted, make_tables

_WORD = re.compile("(?:[^\\W_]|[\ue000-\uf8ff])+")
MORE = "=more"
LONGEST_BYTES = 500
MOST_BYTES = 700_000
"""Bytes of lexemes kept of one row; PostgreSQL refuses more than 1,048,575 with what it adds to each."""
PER_LEXEME = 8
FEW = 5000
"""Rows that are sorted faster than they are found among all in their order."""
_DDL = (
    "CREATE TABLE {words} (number BIGINT PRIMARY KEY, marks TEXT NOT NULL, spoken TEXT NOT NULL, lexemes TSVECTOR NOT NULL)",
    "CREATE INDEX {words}_lexemes ON {words} USING gin (lexemes)",
    "CREATE TABLE {held} (number BIGINT PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL)",
)


def create(connection: Connection) -> None:
    """Make empty tables."""
    make_tables(connection, _DDL)


def empty(connection: Connection) -> None:
    """Take every row out. Tables stay: whoever reads meanwhile sees the rows as they were."""
    for kind in KINDS:
        for name in (TABLES[kind], STAMPS[kind]):
            connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608  # a name of ours


def put(connection: Connection, kind: Kind, rows: Sequence[Row]) -> None:
    """Add rows of new numbers."""
    copy_rows(connection, TABLES[kind], ("number", "marks", "spoken", "lexemes"), (_spoken(row) for row in rows))
    held = ((row.number, row.id, row.digest) for row in rows)
    copy_rows(connection, STAMPS[kind], ("number", "id", "digest"), held)


def _spoken(row: Row) -> tuple[int, str, str, str]:
    words = words_of(row.folded)
    bare = words_of(" ".join(bare_words(row.folded)))
    marks = [f"={mark}" for mark in row.marks.split()]
    return row.number, row.marks, f" {' '.join(words)}  {' '.join(bare)} ", _vector((*marks, *words, *bare))


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text: letters and digits in a row."""
    return _WORD.findall(folded)


def _vector(lexemes: Iterable[str]) -> str:
    """Return lexemes as PostgreSQL reads a tsvector; they hold letters, digits and our "=", so quoting them is enough."""
    kept: dict[str, None] = {}
    size = 0
    for lexeme in dict.fromkeys(_cut(lexeme) for lexeme in lexemes):
        size += len(lexeme.encode()) + PER_LEXEME
        if size > MOST_BYTES:
            kept[MORE] = None
            break
        kept[lexeme] = None
    return " ".join(f"'{lexeme}'" for lexeme in kept)


def _cut(lexeme: str) -> str:
    return lexeme if len(lexeme) < LONGEST_BYTES // 4 else lexeme.encode()[:LONGEST_BYTES].decode("utf-8", "ignore")


def take(connection: Connection, kind: Kind, numbers: Sequence[int]) -> None:
    """Take rows out by their numbers."""
    for name in (TABLES[kind], STAMPS[kind]):
        statement = f"DELETE FROM {name} WHERE number = ANY(:numbers)"  # noqa: S608  # a name of ours
        connection.execute(text(statement), {"numbers": list(numbers)})


def settle(connection: Connection) -> None:
    """Put what waits at the index in its place: PostgreSQL leaves that to its vacuum, and goes through all of it at each search."""
    for kind in KINDS:
        connection.execute(
            text("SELECT gin_clean_pending_list(CAST(:index AS regclass))"), {"index": f"{TABLES[kind]}_lexemes"}
        )


def report_marks(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return number and marks of each report by its id."""
    query = f"SELECT h.id, h.number, w.marks FROM {STAMPS['report']} h JOIN {TABLES['report']} w ON w.number = h.number"  # noqa: S608  # names of ours
    return {str(row[0]): (int(row[1]), str(row[2])) for row in connection.exec_driver_sql(query)}


def find(connection: Connection, kind: Kind, wanted: Wanted, *, limit: int, offset: int) -> tuple[list[str], int]:
    """Return the ids of what holds all the words, by number, and how many there are in all."""
    words, held = TABLES[kind], STAMPS[kind]
    cut = tuple(tuple(tuple(words_of(form)) for form in forms) for forms in wanted.words)
    if not all(any(forms) for forms in cut):
        return [], 0
    where, values = _condition(cut, wanted)
    total = connection.execute(text(f"SELECT count(*) FROM {words} WHERE {where}"), values).scalar_one()  # noqa: S608  # names of ours, values bound
    every = f"SELECT number FROM {words} WHERE {where}"  # noqa: S608  # as above
    if total <= FEW:
        every = f"SELECT number FROM ({every} OFFSET 0) m"  # noqa: S608  # as above; else it may go through all rows in order to find few
    query = (
        f"SELECT h.id FROM ({every} ORDER BY number LIMIT :n OFFSET :o) f"  # noqa: S608  # as above
        f" JOIN {held} h ON h.number = f.number ORDER BY f.number"
    )
    found = connection.execute(text(query), {**values, "n": limit, "o": offset}).scalars()
    return [str(identity) for identity in found], int(total)


def _condition(cut: Sequence[Sequence[Sequence[str]]], wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Return the condition a row must meet, and its values.

    A form of several words ("al-bab") is looked up by its words and must stand so in the text.
    """
    marks = [f"'={mark}'" for mark in wanted.marks]
    lexemes = [f"({' | '.join(_lexemes(form) for form in forms if form)})" for forms in cut]
    values: dict[str, Any] = {
        "asked": " & ".join((*lexemes, *marks)),
        "more": " & ".join((f"'{MORE}'", *marks)),
        "low": wanted.low,
        "high": wanted.high,
    }
    stands = [_stands(number, forms, values) for number, forms in enumerate(cut)]
    phrases = [says for says, forms in zip(stands, cut, strict=True) if any(len(form) > 1 for form in forms)]
    found = " AND ".join(("lexemes @@ CAST(:asked AS tsquery)", *phrases))
    beyond = " AND ".join(("lexemes @@ CAST(:more AS tsquery)", *stands))
    return f"(({found}) OR ({beyond})) AND number BETWEEN :low AND :high", values


def _lexemes(form: Sequence[str]) -> str:
    whole = "".join(f"'{_cut(word)}' & " for word in form[:-1])
    return f"({whole}'{_cut(form[-1])}':*)"


def _stands(number: int, forms: Sequence[Sequence[str]], values: dict[str, Any]) -> str:
    names = []
    for at, form in enumerate(forms):
        if form:
            names.append(f"p{number}_{at}")
            values[names[-1]] = f"% {' '.join(form)}%"
    return "(" + " OR ".join(f"spoken LIKE :{name}" for name in names) + ")"
