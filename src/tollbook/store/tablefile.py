"""An SQLite file of plain tables, for others to open: keys, references, indexes; nothing of a book's own database."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

AT_ONCE = 5000
SQL_TYPES = {"int": "INTEGER", "float": "REAL", "date": "TEXT"}
"""Dates are ISO 8601 text: SQLite's own functions and Datasette read them so."""


class PlainTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table's name, columns, their types (text where nothing is said), its key, and the tables its columns point to."""

    name: str
    columns: tuple[str, ...]
    types: Mapping[str, str] = {}
    key: str = ""
    points: Mapping[str, str] = {}


class TableFile:
    """An SQLite file being written: tables are made, then filled, then indexed. Use as a context."""

    def __init__(self, path: Path, tables: Sequence[PlainTable]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._tables = {table.name: table for table in tables}
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("BEGIN")
        for table in tables:
            self._connection.execute(_create(table, self._tables))

    def fill(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows, their cells in the order of the columns, into the table ``name``."""
        table = self._tables[name]
        marks = ", ".join("?" * len(table.columns))
        statement = f"INSERT OR IGNORE INTO {_quoted(name)} VALUES ({marks})"  # noqa: S608  # names are this program's own
        for batch in _batches([_cell(cell) for cell in row] for row in rows):
            self._connection.executemany(statement, batch)

    def close(self) -> None:
        """Index what people look up and write everything out."""
        for table in self._tables.values():
            for column in (*table.points, *(c for c, kind in table.types.items() if kind == "date")):
                name = _quoted(f"{table.name}_{column}")
                self._connection.execute(f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(column)})")
        self._connection.execute("COMMIT")
        self._connection.close()


def _create(table: PlainTable, known: Mapping[str, PlainTable]) -> str:
    parts = [f"{_quoted(c)} {SQL_TYPES.get(table.types.get(c, ''), 'TEXT')}" for c in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({_quoted(table.key)})")
    for column, target in table.points.items():
        if target in known and known[target].key:
            parts.append(f"FOREIGN KEY ({_quoted(column)}) REFERENCES {_quoted(target)} ({_quoted(known[target].key)})")
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    source = iter(rows)
    while batch := list(islice(source, AT_ONCE)):
        yield batch


class NotATable(RuntimeError):  # noqa: N818  # named for what is wrong
    """A file is no SQLite file, or has no table of the name that is looked for."""


def table_rows(path: Path, name: str) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
    """Return the columns and the rows of a table of an SQLite file, which is only read; raise NotATable where there is none."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        cursor = connection.execute(f"SELECT * FROM {_quoted(name)}")  # noqa: S608  # the name is this program's own
    except sqlite3.Error as error:
        raise NotATable(str(error)) from error
    columns = tuple(str(column[0]) for column in cursor.description)
    return columns, (dict(zip(columns, row, strict=True)) for row in cursor)
