"""Opening a book's database, and its transactions: what differs between databases is here and nowhere else."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Executable, Table, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from tollbook.model.issue import Issue, RunAborted

__all__ = [
    "Connection",
    "Engine",
    "changes_allowed",
    "forget_freed_pages",
    "insert_new",
    "open_reader",
    "open_writer",
    "refuse_changes",
    "transaction",
]
BUSY_SECONDS = 30
_FULL = ("disk is full", "disk i/o error")
_READ_ONLY = ("readonly database", "unable to open database")
_OTHER_SHAPE = ("no such table", "no such column")
_DAMAGED = (
    "malformed",
    "not a database",
    "no such table: entries",
    "no such table: documents",
    "no such table: receipts",
)
"""The last three are kept for good: where one is gone, no version of the program left it out."""


def open_writer(path: Path, patience_seconds: float = BUSY_SECONDS) -> Engine:
    """Return an engine that may write to the SQLite file ``path``, created when it is missing.

    It waits ``patience_seconds`` for another writer.
    """
    engine = _engine(path, "rwc", patience_seconds)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def open_reader(path: Path) -> Engine:
    """Return an engine that only reads ``path``: it never waits for a writer and sees one moment per transaction."""
    engine = _engine(path, "ro")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _engine(path: Path, mode: str, patience_seconds: float = BUSY_SECONDS) -> Engine:
    def connect() -> sqlite3.Connection:
        uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience_seconds)
        if mode == "ro" and not _answers(connection):
            # a book on a read-only medium has no room for the write-ahead index that readers share
            connection.close()
            connection = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None)
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _answers(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


@contextmanager
def transaction(engine: Engine, subject: str) -> Iterator[Connection]:
    """Yield a connection inside one transaction; raise RunAborted naming ``subject`` when the database gives way."""
    try:
        with engine.begin() as connection:
            yield connection
    except DatabaseError as error:
        raise RunAborted(_issue_of(error, subject)) from error


def _issue_of(error: DatabaseError, subject: str) -> Issue:
    words = str(error.orig)
    lowered = words.lower()
    if any(sign in lowered for sign in _FULL):
        hint = "Free some space and run the same command again: what was finished is kept, the rest is done again."
        return Issue("disk-full", "error", subject, f"the database cannot grow ({words})", hint)
    if any(sign in lowered for sign in _READ_ONLY):
        hint = "Give yourself the right to write to the book's folder, or copy the book elsewhere."
        return Issue("book-not-writable", "error", subject, f"the database cannot be opened for this ({words})", hint)
    if any(sign in lowered for sign in _DAMAGED):
        hint = "Keep the file, restore tollbook.db from a copy; the archive folder still holds every document."
        return Issue("database-damaged", "error", subject, f"the database cannot be read ({words})", hint)
    if any(sign in lowered for sign in _OTHER_SHAPE):
        message = f"the record was built by another version of tollbook ({words})"
        return Issue("record-outdated", "error", subject, message, "Run: tollbook rebuild --book DIR")
    if "locked" in lowered:
        hint = "Another program holds the database; close it and run the same command again."
        return Issue("book-busy", "error", subject, f"the database is locked ({words})", hint)
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
    return sqlite.insert(table).on_conflict_do_nothing()


_DROP_TRIGGER = "DROP TRIGGER IF EXISTS {table}_no_{verb}"
_DROP_RULE = "DROP RULE IF EXISTS {table}_no_{verb} ON {table}"
_TRIGGER = """CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_RULE = "CREATE OR REPLACE RULE {table}_no_{verb} AS ON {verb} TO {table} DO INSTEAD NOTHING"
APPEND_ONLY_DDL = {"sqlite": _TRIGGER, "postgresql": _RULE}
_CHANGEABLE_DDL = {"sqlite": _DROP_TRIGGER, "postgresql": _DROP_RULE}


def refuse_changes(connection: Connection, table: Table) -> None:
    """Make the database itself refuse to alter or delete rows of ``table``."""
    statement = APPEND_ONLY_DDL[connection.dialect.name]
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(statement.format(table=table.name, verb=verb))


@contextmanager
def changes_allowed(connection: Connection, table: Table) -> Iterator[None]:
    """Let rows of ``table`` be altered inside the block, and nowhere after it: all in the caller's transaction."""
    statement = _CHANGEABLE_DDL[connection.dialect.name]
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(statement.format(table=table.name, verb=verb))
    yield
    refuse_changes(connection, table)


def forget_freed_pages(engine: Engine) -> bool:
    """Write the database anew, so that nothing that was taken out of it can be read from its file any more.

    Return False where that is not possible now: somebody reads the old pages, or the disk has no room for a copy.
    """
    if engine.dialect.name != "sqlite":
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            answer = cursor.execute(statement).fetchone()
            if answer and answer[0]:  # a checkpoint answers 1 where a reader kept it from its end
                return False
    except sqlite3.OperationalError:
        return False
    finally:
        raw.close()
    return True
