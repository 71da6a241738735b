"""Making the tables, and telling books of a newer or older program apart."""

from sqlalchemy import Connection, inspect, select

from tollbook.model.issue import Issue, RunAborted
from tollbook.store import fulltext, postgres, spots, sqlite, tables
from tollbook.store.engine import Database, insert_new, is_postgres, refuse_changes
from tollbook.store.meta import get_meta, set_meta
from tollbook.store.place import PostgresSchema

VERSIONS = "alembic_version"
"""Where the migrations note which of their steps a book has behind it."""
__all__ = [
    "check",
    "create",
    "database_faults",
    "forget_extractions",
    "get_meta",
    "is_free",
    "is_outdated",
    "recreate_derived",
    "recreate_record",
    "renew_derived",
    "revision",
    "set_meta",
]


def create(connection: Connection, program: str, database: Database | None = None) -> None:
    """Make the tables of an empty database; of a ``database`` on a server, the schema for them too."""
    if isinstance(database, PostgresSchema):
        postgres.make_schema(connection, database)
    tables.kept.create_all(connection)
    refuse_changes(connection, tables.entries)
    insert_new(connection, tables.meta, [{"key": "schema", "value": str(tables.LEDGER_SCHEMA)}])
    set_meta(connection, "program", program)
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {VERSIONS} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {VERSIONS}")  # noqa: S608  # of an interrupted making of the same book
    connection.exec_driver_sql(f"INSERT INTO {VERSIONS} VALUES ('{revision(tables.LEDGER_SCHEMA)}')")  # noqa: S608  # a number of ours
    recreate_derived(connection)


def revision(number: int) -> str:
    """Return how the migrations name the step that makes the format of this number."""
    return f"{number:04}"


def is_free(connection: Connection) -> bool:
    """Return True where a new book can be made: there are no tables, or those of a book in which nothing was kept yet."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return True
    if not names.issuperset(table.name for table in tables.kept.sorted_tables):
        return False
    kept = (t for t in tables.kept.sorted_tables if t is not tables.meta)
    return not any(connection.execute(select(1).select_from(table).limit(1)).first() for table in kept)


def recreate_derived(connection: Connection) -> None:
    """Drop everything derived, whatever its shape, and make empty tables of today's shape."""
    spots.drop(connection)
    tables.derived.drop_all(connection)
    tables.derived.create_all(connection)
    spots.create(connection)
    fulltext.recreate(connection)
    set_meta(connection, "derived_schema", tables.derived_schema())
    set_meta(connection, "state", "")


def check(connection: Connection, subject: str) -> None:
    """Raise RunAborted when the database is not a book's, or was made by a newer program."""
    if not inspect(connection).has_table("meta"):
        message = "the database holds no book"
        raise RunAborted(Issue("not-a-book", "error", subject, message, "Make a book with: tollbook init DIR"))
    found = int(get_meta(connection, "schema") or 0)
    if found > tables.LEDGER_SCHEMA:
        program = get_meta(connection, "program") or "unknown"
        message = (
            f"made by a newer tollbook ({program}): book format {found}, this program knows {tables.LEDGER_SCHEMA}"
        )
        hint = "Install that version or a later one; nothing was changed."
        raise RunAborted(Issue("book-too-new", "error", subject, message, hint))


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
    """Take the record out, inside the caller's transaction, and make its tables anew; extractions stay.

    On a server the tables stay too: who reads meanwhile would find new ones empty, or wait for them.
    """
    record = [table for table in tables.derived.sorted_tables if table is not tables.extractions]
    if is_postgres(connection):
        for table in reversed(record):
            connection.execute(table.delete())
        fulltext.empty(connection)
        return
    spots.drop(connection)
    tables.derived.drop_all(connection, tables=record)
    tables.derived.create_all(connection, tables=record)
    spots.create(connection)
    fulltext.recreate(connection)


def forget_extractions(connection: Connection) -> None:
    """Take out what was read from the documents; readers keep the record made from it until the next one is in place."""
    if (
        is_postgres(connection)
        and inspect(connection).has_table(tables.extractions.name)
        and not is_outdated(connection)
    ):
        connection.execute(tables.extractions.delete())
    else:
        tables.derived.drop_all(connection, tables=[tables.extractions])
        tables.derived.create_all(connection, tables=[tables.extractions])
    set_meta(connection, "state", "")


def database_faults(connection: Connection) -> list[str]:
    """Return what the database itself finds wrong with its file, and rows that point nowhere; a server checks itself."""
    return [] if is_postgres(connection) else sqlite.faults(connection)
