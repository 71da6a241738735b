"""Bringing a book of an older format to today's: only its kept tables, by Alembic's steps in ``migrations``.

An SQLite book is migrated as a copy beside it, which takes its place when it is whole: whatever happens before leaves the old
file untouched. A server does all of it in one transaction.
"""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, inspect

from tollbook.model.issue import Issue, RunAborted
from tollbook.store import copying, tables
from tollbook.store.engine import Database, open_reader, open_writer, transaction
from tollbook.store.meta import get_meta, set_meta
from tollbook.store.schema import VERSIONS, revision

SUFFIX = ".migrating"
"""What the copy is called until it takes the place of the book's file."""


def format_of(connection: Connection) -> int:
    """Return the number of the format that a book's kept tables have."""
    return int(get_meta(connection, "schema") or 0)


def is_older(database: Database) -> bool:
    """Return True for a book of an older format than today's."""
    with transaction(open_reader(database), str(database)) as connection:
        return format_of(connection) < tables.LEDGER_SCHEMA


def migrate(database: Database, patience_seconds: float) -> None:
    """Bring the book to today's format. The caller holds the book's lock, and has found that it is of an older one.

    Raises RunAborted, with the book as it was, where somebody reads it for longer than ``patience_seconds`` or a step fails.
    """
    if isinstance(database, Path):
        _migrate_file(database, patience_seconds)
        return
    with transaction(open_writer(database, patience_seconds), str(database)) as connection:
        _upgrade(connection)


def _migrate_file(path: Path, patience_seconds: float) -> None:
    copy = path.with_name(path.name + SUFFIX)
    for suffix in ("", "-wal", "-shm", "-journal"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    old = sqlite3.connect(path, isolation_level=None, timeout=patience_seconds)
    try:
        # alone with the file: its write-ahead log goes into it, and nobody reads or writes it until this connection ends
        old.execute("PRAGMA locking_mode=EXCLUSIVE")
        old.execute("PRAGMA journal_mode=DELETE")
        old.execute("BEGIN EXCLUSIVE")
        old.execute("COMMIT")  # the lock stays, in this mode
        new = sqlite3.connect(copy)
        old.backup(new)
        new.execute("PRAGMA journal_mode=WAL")  # as every book's file: it stays so
        new.close()
        _upgrade_copy(copy)
        _flush(copy)
        copy.replace(path)
        _flush(path.parent)
    except sqlite3.OperationalError as error:
        hint = "Somebody reads the book, or the disk is full; close what has it open and run the same command again."
        raise RunAborted(
            Issue("book-busy", "error", str(path), f"the book cannot be brought to today's format ({error})", hint)
        ) from error
    finally:
        _keep_log(old, path)
        old.close()


def _keep_log(old: sqlite3.Connection, path: Path) -> None:
    """Give a file that stayed in its place its write-ahead log back."""
    if not path.with_name(path.name + SUFFIX).exists():
        return
    try:
        old.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError:
        return


def _upgrade_copy(copy: Path) -> None:
    with transaction(open_writer(copy), str(copy)) as connection:
        before = [copying.counted(connection, table) for table in copying.kept_tables()]
        ledger = copying.ledger_digest(connection)
        _upgrade(connection)
        lost = [
            table.name
            for table, held in zip(copying.kept_tables(), before, strict=True)
            if table.name != "meta" and copying.counted(connection, table) != held
        ]
        if lost or copying.ledger_digest(connection) != ledger:
            message = f"the migration changed what is kept ({', '.join(lost) or 'ledger'})"
            hint = "Report this; the book is as it was."
            raise RunAborted(Issue("migration-failed", "error", str(copy), message, hint))
    whole = sqlite3.connect(copy)
    whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole.close()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _upgrade(connection: Connection) -> None:
    """Run the steps that are missing, in the connection's transaction."""
    from alembic import command  # noqa: PLC0415  # slow to import, and most books are of today's format
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    if not inspect(connection).has_table(VERSIONS):
        command.stamp(config, revision(format_of(connection)))
    command.upgrade(config, "head")
    set_meta(connection, "schema", str(tables.LEDGER_SCHEMA))
