"""Words in SQLite: an FTS5 table beside one that says whose each row is."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from tollbook.model.fold import bare_words
from tollbook.store.words import KINDS, STAMPS, TABLES, Kind, Row, Wanted, make_tables

_DDL = (
    "CREATE VIRTUAL TABLE {words} USING fts5(folded, bare, marks, prefix='2 3', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TABLE {held} (number INTEGER PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL)",
)


def create(connection: Connection) -> None:
    """Make empty tables."""
    make_tables(connection, _DDL)


def empty(connection: Connection) -> None:
    """Take every row out with its table: an index forgets a word only with all it holds."""
    for kind in KINDS:
        for name in (TABLES[kind], STAMPS[kind]):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    create(connection)


def put(connection: Connection, kind: Kind, rows: Sequence[Row]) -> None:
    """Add rows of new numbers."""
    connection.exec_driver_sql(
        f"INSERT INTO {TABLES[kind]} (rowid, folded, bare, marks) VALUES (?, ?, ?, ?)",  # noqa: S608  # a name of ours
        [(row.number, row.folded, " ".join(bare_words(row.folded)), row.marks) for row in rows],
    )
    connection.exec_driver_sql(
        f"INSERT INTO {STAMPS[kind]} (number, id, digest) VALUES (?, ?, ?)",  # noqa: S608  # a name of ours
        [(row.number, row.id, row.digest) for row in rows],
    )


def take(connection: Connection, kind: Kind, numbers: Sequence[int]) -> None:
    """Take rows out by their numbers."""
    values = [(number,) for number in numbers]
    connection.exec_driver_sql(f"DELETE FROM {TABLES[kind]} WHERE rowid = ?", values)  # noqa: S608  # a name of ours
    connection.exec_driver_sql(f"DELETE FROM {STAMPS[kind]} WHERE number = ?", values)  # noqa: S608  # a name of ours


def settle(connection: Connection) -> None:
    """Nothing waits at an FTS5 index."""


def report_marks(connection: Connection) -> dict[str, tuple[int, str]]:
    """Return number and marks of each report by its id."""
    query = f"SELECT h.id, h.number, w.marks FROM {STAMPS['report']} h JOIN {TABLES['report']} w ON w.rowid = h.number"  # noqa: S608  # names of ours
    return {str(row[0]): (int(row[1]), str(row[2])) for row in connection.exec_driver_sql(query)}


def find(connection: Connection, kind: Kind, wanted: Wanted, *, limit: int, offset: int) -> tuple[list[str], int]:
    """Return the ids of what holds all the words, by number, and how many there are in all."""
    words, held = TABLES[kind], STAMPS[kind]
    where = f"{words} MATCH :asked AND {words}.rowid BETWEEN :low AND :high"
    values = {"asked": _match(wanted), "low": wanted.low, "high": wanted.high}
    total = connection.execute(text(f"SELECT count(*) FROM {words} WHERE {where}"), values).scalar_one()  # noqa: S608  # names of ours, values bound
    query = (
        f"SELECT id FROM {held} WHERE number IN (SELECT rowid FROM {words} WHERE {where} ORDER BY rowid LIMIT :n OFFSET :o)"  # noqa: S608  # as above
        " ORDER BY number"
    )
    found = connection.execute(text(query), {**values, "n": limit, "o": offset}).scalars()
    return [str(identity) for identity in found], int(total)


def _match(wanted: Wanted) -> str:
    """Return what is asked as FTS5 takes it; every word is quoted, so that none of it is an operator."""
    words = [
        "(" + " OR ".join(f"{{folded bare}} : {_quoted(form)} *" for form in forms) + ")" for forms in wanted.words
    ]
    return " AND ".join((*words, *(f'marks : "{mark}"' for mark in wanted.marks)))


def _quoted(form: str) -> str:
    return '"' + form.replace('"', " ") + '"'
