"""What is SQLite's own: its files, its pragmas, its words for what went wrong. Everything else of the store is SQL for both."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, Table, create_engine, event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

_CODES = (
    ("disk-full", ("disk is full", "disk i/o error")),
    ("book-not-writable", ("readonly database", "unable to open database")),
    (
        "database-damaged",
        (
            "malformed",
            "not a database",
            # these are kept for good: where one is gone, no version of the program left it out
            "no such table: entries",
            "no such table: documents",
            "no such table: receipts",
        ),
    ),
    ("record-outdated", ("no such table", "no such column")),
    ("book-busy", ("locked",)),
)
_TRIGGER = """CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_NO_TRIGGER = "DROP TRIGGER IF EXISTS {table}_no_{verb}"
_VERBS = ("UPDATE", "DELETE")


def open_writer(path: Path, patience_seconds: float) -> Engine:
    """Return an engine that may write to the file ``path``, created when it is missing."""
    engine = _engine(path, "rwc", patience_seconds)

    @event.listens_for(engine, "connect")
    def _prepare(connection: _File, _: object) -> None:
        pragmas = ["synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"]
        if not connection.execute("PRAGMA page_count").fetchone()[0]:
            pragmas.insert(0, "journal_mode=WAL")  # kept in the file: an older one is never switched while it is moved
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        opened: Any = connection.connection.dbapi_connection
        if opened.file not in (None, _file_of(path)):
            connection.exec_driver_sql("ROLLBACK")  # a migration put a new file in its place while this one waited
            raise OperationalError("BEGIN IMMEDIATE", {}, sqlite3.OperationalError("it was locked, and moved"))

    return engine


class _File(sqlite3.Connection):
    """A connection that knows which file lay at its path before it was opened, None where none did."""

    file: tuple[int, int] | None = None


def _file_of(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def open_reader(path: Path, patience_seconds: float) -> Engine:
    """Return an engine that only reads ``path``: it never waits for a writer and sees one moment per transaction."""
    engine = _engine(path, "ro", patience_seconds)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _engine(path: Path, mode: str, patience_seconds: float) -> Engine:
    def connect() -> sqlite3.Connection:
        before = _file_of(path)
        uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience_seconds, factory=_File)
        connection.file = before
        if mode == "ro" and not _answers(connection):
            # a book on a read-only medium has no room for the write-ahead index that readers share
            connection.close()
            connection = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None, factory=_File)
        return connection

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _answers(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


def code_of(error: BaseException) -> str | None:
    """Return the code of the Issue that these words of SQLite are, None where they are none of a person's business."""
    lowered = str(error).lower()
    return next((code for code, signs in _CODES if any(sign in lowered for sign in signs)), None)


def is_writable(path: Path) -> bool:
    """Return True where this user may write to the file."""
    return os.access(path, os.W_OK)


def stamp(path: Path) -> tuple[object, ...]:
    """Return what changes with every commit: size and time of the database and of its write-ahead log."""
    found = []
    for suffix in ("", "-wal"):
        try:
            status = path.with_name(path.name + suffix).stat()
        except FileNotFoundError:
            found.append((0, 0))
            continue
        found.append((status.st_size, status.st_mtime_ns if status.st_size else 0))
    return tuple(found)


def refuse_changes(connection: Connection, table: Table) -> None:
    """Make the database itself refuse to alter or delete rows of ``table``."""
    for verb in _VERBS:
        connection.exec_driver_sql(_TRIGGER.format(table=table.name, verb=verb))


def allow_changes(connection: Connection, table: Table) -> None:
    """Take back what ``refuse_changes`` did, until it is done again."""
    for verb in _VERBS:
        connection.exec_driver_sql(_NO_TRIGGER.format(table=table.name, verb=verb))


@contextmanager
def commits_watched(path: Path, patience_seconds: float) -> Iterator[Callable[[], bool]]:
    """Lend what says whether anybody committed since the block began."""
    engine = _engine(path, "ro", patience_seconds)
    with engine.connect() as connection:

        def version() -> int:
            number = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
            connection.rollback()
            return number

        before = version()
        yield lambda: version() != before


def among(column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values``, which are bound as one array of JSON."""
    given = func.json_each(msgspec.json.encode(values).decode()).table_valued("value")
    return column.in_(select(given.c.value))


def forget_freed_pages(engine: Engine) -> bool:
    """Write the file anew; return False where somebody reads the old pages, or the disk has no room for a copy."""
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


def faults(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with its file, and rows that point nowhere."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [line for line in found if line != "ok"] + [f"table {row[0]}, row {row[1]}: points nowhere" for row in loose]
