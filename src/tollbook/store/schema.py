"""Making the tables, and telling books of a newer or older program apart."""

from sqlalchemy import Connection, inspect

from tollbook.model.issue import Issue, RunAborted
from tollbook.store import fulltext, tables
from tollbook.store.engine import insert_new, refuse_changes
from tollbook.store.meta import get_meta, set_meta

__all__ = [
    "check",
    "create",
    "database_faults",
    "forget_extractions",
    "get_meta",
    "is_outdated",
    "make_missing",
    "recreate_derived",
    "recreate_record",
    "renew_derived",
    "set_meta",
]


def create(connection: Connection, program: str) -> None:
    """Make the tables of an empty database."""
    tables.kept.create_all(connection)
    refuse_changes(connection, tables.entries)
    insert_new(connection, tables.meta, [{"key": "schema", "value": str(tables.LEDGER_SCHEMA)}])
    set_meta(connection, "program", program)
    recreate_derived(connection)


def recreate_derived(connection: Connection) -> None:
    """Drop everything derived, whatever its shape, and make empty tables of today's shape."""
    tables.derived.drop_all(connection)
    tables.derived.create_all(connection)
    fulltext.recreate(connection)
    set_meta(connection, "derived_schema", tables.derived_schema())
    set_meta(connection, "state", "")


def check(connection: Connection, subject: str) -> None:
    """Raise RunAborted when the database is not a book's, or was made by a newer program."""
    if not inspect(connection).has_table("meta"):
        message = "tollbook.db holds no book"
        raise RunAborted(Issue("not-a-book", "error", subject, message, "Make a book with: tollbook init DIR"))
    found = int(get_meta(connection, "schema") or 0)
    if found > tables.LEDGER_SCHEMA:
        program = get_meta(connection, "program") or "unknown"
        message = (
            f"made by a newer tollbook ({program}): book format {found}, this program knows {tables.LEDGER_SCHEMA}"
        )
        hint = "Install that version or a later one; nothing was changed."
        raise RunAborted(Issue("book-too-new", "error", subject, message, hint))


def make_missing(connection: Connection) -> None:
    """Make the kept tables that an older program did not have, empty."""
    tables.kept.create_all(connection)


def is_outdated(connection: Connection) -> bool:
    """Return True when another version of the program shaped the record, or it was dropped and not made again."""
    return get_meta(connection, "derived_schema") != tables.derived_schema()


def renew_derived(connection: Connection) -> bool:
    """Recreate the derived tables if another program version shaped them; return True when that was needed.

    The record is empty then, until it is made again: only who makes it again may call this.
    """
    if get_meta(connection, "derived_schema") == tables.derived_schema():
        return False
    recreate_derived(connection)
    return True


def recreate_record(connection: Connection) -> None:
    """Drop the tables of the record and make them anew, empty, inside the caller's transaction; extractions stay."""
    record = [table for table in tables.derived.sorted_tables if table is not tables.extractions]
    tables.derived.drop_all(connection, tables=record)
    tables.derived.create_all(connection, tables=record)
    fulltext.recreate(connection)


def forget_extractions(connection: Connection) -> None:
    """Drop what was read from the documents; readers keep the record made from it until the next one is in place."""
    tables.derived.drop_all(connection, tables=[tables.extractions])
    tables.derived.create_all(connection, tables=[tables.extractions])
    set_meta(connection, "state", "")


def database_faults(connection: Connection) -> list[str]:
    """Return what the database itself finds wrong with its file, and rows that point nowhere."""
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [line for line in found if line != "ok"] + [f"table {row[0]}, row {row[1]}: points nowhere" for row in loose]
