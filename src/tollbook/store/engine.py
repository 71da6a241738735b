"""Opening a book's database, and its transactions: which database it is, is decided here and nowhere else.

What one of them does in its own way stands in ``sqlite.py`` and ``postgres.py``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Executable, Table
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import DatabaseError

from tollbook.model.issue import Issue, RunAborted
from tollbook.store import postgres, sqlite
from tollbook.store.place import Database

__all__ = [
    "Connection",
    "Database",
    "Engine",
    "among",
    "changes_allowed",
    "commits_watched",
    "exists",
    "forget_freed_pages",
    "hold",
    "insert_new",
    "insert_rows",
    "is_postgres",
    "is_writable",
    "moment_of",
    "open_reader",
    "open_writer",
    "refuse_changes",
    "see_as_of",
    "stamp",
    "transaction",
]
BUSY_SECONDS = 30
BATCH = 500
_ISSUES = {
    issue.code: issue
    for issue in (
        Issue(
            "disk-full",
            "error",
            "",
            "the database cannot grow",
            "Free some space and run the same command again: what was finished is kept, the rest is done again.",
        ),
        Issue(
            "book-not-writable",
            "error",
            "",
            "the database cannot be opened for this",
            "Give yourself the right to write to the book's folder and its database, or copy the book elsewhere.",
        ),
        Issue(
            "database-damaged",
            "error",
            "",
            "the database cannot be read",
            "Keep what is there, restore the database from a copy; the archive folder still holds every document.",
        ),
        Issue(
            "record-outdated",
            "error",
            "",
            "the record was built by another version of tollbook",
            "Run: tollbook rebuild --book DIR",
        ),
        Issue(
            "book-busy",
            "error",
            "",
            "the database is locked",
            "Another program holds the database; close it and run the same command again.",
        ),
        Issue(
            "database-unreachable",
            "error",
            "",
            "the database does not answer",
            "See that the server runs and lets you in (psql with the same address), then run the same command again.",
        ),
    )
}
"""What a database may say, as a next step: subject and the database's own words are added."""


def open_writer(database: Database, patience_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine that may write to ``database``; an SQLite file is created when it is missing.

    It waits ``patience_seconds`` for another writer.
    """
    if isinstance(database, Path):
        return sqlite.open_writer(database, patience_seconds)
    return postgres.open_writer(database, patience_seconds)


def open_reader(database: Database) -> Engine:
    """Return an engine that only reads: it never waits for a writer and sees one moment per transaction."""
    if isinstance(database, Path):
        return sqlite.open_reader(database, BUSY_SECONDS)
    return postgres.open_reader(database)


def exists(database: Database) -> bool:
    """Return False where an SQLite file is missing; whether a server answers is told by its first transaction."""
    return not isinstance(database, Path) or database.exists()


def is_writable(database: Database) -> bool:
    """Return False where this user may not write to an SQLite file; a server refuses by itself."""
    return not isinstance(database, Path) or sqlite.is_writable(database)


def stamp(database: Database) -> tuple[object, ...]:
    """Return what changes with every commit; cheap enough to be asked for each page."""
    return sqlite.stamp(database) if isinstance(database, Path) else postgres.stamp(database)


@contextmanager
def hold(database: Database, note: str) -> Iterator[str | None]:
    """Hold the book on its server and yield None, or the note of who holds it; a file needs none.

    Raises RunAborted where the server does not answer.
    """
    with ExitStack() as stack:
        if isinstance(database, Path):
            yield None
            return
        try:
            other = stack.enter_context(postgres.hold(database, note))
        except DatabaseError as error:
            raise RunAborted(_issue_of(error, str(database), "postgresql")) from error
        yield other


def is_postgres(connection: Connection) -> bool:
    """Return True where the rows of ``connection`` lie in PostgreSQL."""
    return connection.dialect.name == "postgresql"


def moment_of(connection: Connection) -> str:
    """Return a name of the moment at which ``connection`` sees its database; empty where the database gives none.

    The name is good while the connection's transaction lasts.
    """
    return postgres.moment_of(connection) if is_postgres(connection) else ""


def see_as_of(connection: Connection, moment: str) -> None:
    """Let a reader that has asked nothing yet see what the connection saw whose ``moment_of`` this is; what it sees is now settled."""
    if is_postgres(connection):
        postgres.see_as_of(connection, moment)
    else:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")


@contextmanager
def commits_watched(database: Database) -> Iterator[Callable[[], bool]]:
    """Lend what says whether readers that began inside the block may see different moments: True where something was committed.

    Readers on a server need not be told: they begin at a moment that has a name.
    """
    if isinstance(database, Path):
        with sqlite.commits_watched(database, BUSY_SECONDS) as has_changed:
            yield has_changed
    else:
        yield lambda: False


def among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values``: they go over as one, however many they are."""
    return postgres.among(column, values) if is_postgres(connection) else sqlite.among(column, values)


@contextmanager
def transaction(engine: Engine, subject: str) -> Iterator[Connection]:
    """Yield a connection inside one transaction; raise RunAborted naming ``subject`` when the database gives way."""
    try:
        with engine.begin() as connection:
            yield connection
    except DatabaseError as error:
        raise RunAborted(_issue_of(error, subject, engine.dialect.name)) from error


def _issue_of(error: DatabaseError, subject: str, dialect: str) -> Issue:
    words = str(error.orig).strip()
    cause = error.orig or error
    code = postgres.code_of(cause) if dialect == "postgresql" else sqlite.code_of(cause)
    if code:
        return msgspec.structs.replace(_ISSUES[code], subject=subject, message=f"{_ISSUES[code].message} ({words})")
    statement = " ".join((error.statement or "").split())[:200]
    return Issue("database-refused", "error", subject, f"{words} in: {statement}", "Report this with the message.")


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert ``rows``, leaving those whose key is there already as they are."""
    if not rows:
        return
    connection.execute(_insert_for(connection.dialect.name, table), rows)


def _insert_for(database: str, table: Table) -> Executable:
    if database == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415  # slow to import, and most books are SQLite

        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite_dialect.insert(table).on_conflict_do_nothing()


def insert_rows(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert many rows, each with every column of ``table``; a batch at a time, or as one stream where that is faster."""
    if is_postgres(connection):
        names = [column.name for column in table.columns]
        encoders = [
            column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for column in table.columns
        ]
        made = ([e(row[n]) if e else row[n] for n, e in zip(names, encoders, strict=True)] for row in rows)
        postgres.copy_rows(connection, table.name, names, made)
        return
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        connection.execute(table.insert(), batch)


def refuse_changes(connection: Connection, table: Table) -> None:
    """Make the database itself refuse to alter or delete rows of ``table``."""
    (postgres if is_postgres(connection) else sqlite).refuse_changes(connection, table)


@contextmanager
def changes_allowed(connection: Connection, table: Table) -> Iterator[None]:
    """Let rows of ``table`` be altered inside the block, and nowhere after it: all in the caller's transaction."""
    if is_postgres(connection):
        postgres.allow_changes(connection)
        yield
        postgres.forbid_changes(connection)
    else:
        sqlite.allow_changes(connection, table)
        yield
        sqlite.refuse_changes(connection, table)


def forget_freed_pages(engine: Engine) -> bool:
    """Write the database anew, so that nothing that was taken out of it can be read from its files any more.

    Return False where that is not possible now: somebody reads the old pages, or the disk has no room for a copy.
    """
    is_server = engine.dialect.name == "postgresql"
    return postgres.forget_freed_pages(engine) if is_server else sqlite.forget_freed_pages(engine)
