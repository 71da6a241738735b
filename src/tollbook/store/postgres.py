"""What is PostgreSQL's own: its connections and locks, and its words for what went wrong. psycopg is an extra, imported when used.

All books of one server share its connections; every transaction says first which schema it is about, and a writer takes the
book's turn, so that writers follow each other as they do on one SQLite file.
"""

import contextlib
import functools
import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, Engine, Table, any_, cast, create_engine, event, text
from sqlalchemy import Text as AnyText
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from tollbook.model.issue import Issue, RunAborted
from tollbook.store.place import PostgresSchema

TURN, HOLD = "turn", "hold"
"""The two locks of a book: a writer's turn lasts a transaction, a run holds the book for as long as it works."""
IDLE_CONNECTIONS = 5
KEEPALIVE_SECONDS = 60
NOTE_LENGTH = 60
VACUUM_PATIENCE = 5.0
POLL_SECONDS = 0.05
_CODES = {
    "53100": "disk-full",
    "42501": "book-not-writable",  # no right to this table
    "25006": "book-not-writable",  # a reader, or a stand-by server
    "55P03": "book-busy",
    "40P01": "book-busy",
    "40001": "book-busy",
    "42P01": "record-outdated",  # no such table
    "42703": "record-outdated",  # no such column
    "XX001": "database-damaged",
    "XX002": "database-damaged",
}
_UNREACHABLE = ("08", "28", "3D", "53", "57")
"""Classes of states: no connection, who are you, no such database, too many connections, the server is stopping."""
_REFUSE = (
    """CREATE OR REPLACE FUNCTION {table}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('tollbook.erasing', true) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    "CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_kept()",
    "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_kept()",
)
_held: dict[PostgresSchema, Any] = {}
"""The connections that hold a book for this process."""


def open_writer(database: PostgresSchema, patience_seconds: float) -> Engine:
    """Return an engine that may write to the book; each transaction waits ``patience_seconds`` for its turn."""
    return _server(database.address, os.getpid()).execution_options(book=database, patience=patience_seconds)


def open_reader(database: PostgresSchema) -> Engine:
    """Return an engine that only reads the book: it never waits for a writer and sees one moment per transaction."""
    return _server(database.address, os.getpid()).execution_options(book=database)


@functools.cache
def _server(address: str, _process: int) -> Engine:
    """Return the engine of a server. A child process makes its own: a connection is no use to two."""
    try:
        engine = create_engine(
            make_url(address).set(drivername="postgresql+psycopg"),
            pool_size=IDLE_CONNECTIONS,
            max_overflow=-1,
            pool_pre_ping=True,
            use_native_hstore=False,
            connect_args={
                "application_name": "tollbook",
                "connect_timeout": 10,
                "keepalives_idle": KEEPALIVE_SECONDS,
                "prepare_threshold": None,  # a plan made for one book's schema is no plan for another's
            },
        )
    except ModuleNotFoundError as error:
        hint = "Install it: pip install 'tollbook[postgres]'"
        message = "a book on PostgreSQL needs psycopg, which is not installed"
        raise RunAborted(Issue("database-driver-missing", "error", address, message, hint)) from error

    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    book: PostgresSchema | None = options.get("book")
    if book is None:
        return
    statements = [f'SET LOCAL search_path TO "{book.schema}"']
    patience = options.get("patience")
    if patience is None:
        statements.insert(0, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    else:
        _see_that_it_is_held(book)
        statements.append(f"SET LOCAL lock_timeout TO {max(1, int(patience * 1000))}")
        statements.append(f"SELECT pg_advisory_xact_lock({lock_number(book, TURN)})")
    connection.exec_driver_sql("; ".join(statements))


def _see_that_it_is_held(book: PostgresSchema) -> None:
    """Raise RunAborted where this process held the book and lost it with its connection: somebody else may have it by now."""
    held = _held.get(book)
    if held is None:
        return
    import psycopg  # noqa: PLC0415  # an extra, there by now

    try:
        held.execute("SELECT 1")
    except psycopg.Error as error:
        message = f"the connection that held the book was lost ({_first_line(error)})"
        hint = "Run the same command again: what was finished is kept, the rest is done again."
        raise RunAborted(Issue("database-unreachable", "error", str(book), message, hint)) from error


def lock_number(book: PostgresSchema, lock: str) -> int:
    """Return the number of one of a book's two locks in its database."""
    digest = hashlib.blake2b(f"tollbook {lock} {book.schema}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


@contextlib.contextmanager
def hold(book: PostgresSchema, note: str) -> Iterator[str | None]:
    """Hold the book while the block runs and yield None; where somebody else holds it, yield the note they left.

    The server frees it when the connection ends, so also when this process is killed.
    """
    number = lock_number(book, HOLD)
    connection = _server(book.address, os.getpid()).connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        connection.detach()
        if not connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({number})").scalar():
            yield _holder(connection, number) or "another run"
            return
        connection.execute(text("SELECT set_config('application_name', :note, false)"), {"note": note[:NOTE_LENGTH]})
        _held[book] = connection.connection.dbapi_connection
        yield None
    finally:
        _held.pop(book, None)
        with contextlib.suppress(DatabaseError):  # a lost connection cannot be closed in form
            connection.close()


def _holder(connection: Connection, number: int) -> str | None:
    unsigned = number % (1 << 64)
    query = (
        "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.locktype = 'advisory'"
        " AND l.granted AND l.objsubid = 1 AND l.classid = :high AND l.objid = :low"
        " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return connection.execute(text(query), {"high": unsigned >> 32, "low": unsigned & 0xFFFFFFFF}).scalar()


def code_of(error: BaseException) -> str | None:
    """Return the code of the Issue that this state of PostgreSQL is, None where it is none of a person's business."""
    state = getattr(error, "sqlstate", None)
    if state is None:
        return "database-unreachable" if type(error).__name__ in {"OperationalError", "ConnectionTimeout"} else None
    if state == "42P01" and any(f'"{table}"' in str(error) for table in ("entries", "documents", "receipts")):
        return "database-damaged"  # kept for good: no version of the program left them out
    return _CODES.get(state) or ("database-unreachable" if state.startswith(_UNREACHABLE) else None)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


def refuse_changes(connection: Connection, table: Table) -> None:
    """Make the database itself refuse to alter or delete rows of ``table``, with an error."""
    for statement in _REFUSE:
        connection.exec_driver_sql(statement.format(table=table.name))


def allow_changes(connection: Connection) -> None:
    """Let kept rows be altered until ``forbid_changes``, and no longer than this transaction; takes no lock."""
    connection.exec_driver_sql("SET LOCAL tollbook.erasing TO 'on'")


def forbid_changes(connection: Connection) -> None:
    """Take back what ``allow_changes`` did."""
    connection.exec_driver_sql("SET LOCAL tollbook.erasing TO 'off'")


def forget_freed_pages(engine: Engine) -> bool:
    """Write the book's tables anew; return False where somebody reads the old ones, or the disk has no room for a copy.

    The server's log of changes and its backups are not the book's: whoever runs the server drops those.
    """
    options = engine.get_execution_options()
    book: PostgresSchema = options["book"]
    patience = min(VACUUM_PATIENCE, options["patience"])
    with _server(book.address, os.getpid()).connect() as found:
        connection = found.execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        connection.exec_driver_sql(f"SET lock_timeout TO {max(1, int(patience * 1000))}")
        if not _is_past(connection, patience):
            return False
        query = text("SELECT tablename FROM pg_tables WHERE schemaname = :schema ORDER BY tablename")
        try:
            for name in connection.execute(query, {"schema": book.schema}).scalars().all():
                connection.exec_driver_sql(f'VACUUM FULL "{book.schema}"."{name}"')
        except DatabaseError as error:
            if code_of(error.orig or error) in {"book-busy", "disk-full"}:
                return False
            raise
    return True


def _is_past(connection: Connection, patience: float) -> bool:
    """Wait until nobody's transaction is older than this moment: whoever began before keeps what was deleted in the tables."""
    now = connection.exec_driver_sql("SELECT pg_current_xact_id()::xid::text").scalar()
    older = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND age(backend_xmin) > age(CAST(:now AS xid))"
    )
    end = time.monotonic() + patience
    while connection.execute(older, {"now": now}).scalar():
        if time.monotonic() > end:
            return False
        time.sleep(POLL_SECONDS)
    return True


def make_schema(connection: Connection, database: PostgresSchema) -> None:
    """Make the schema of a new book, unless it is there."""
    known = text("SELECT 1 FROM pg_namespace WHERE nspname = :schema")
    if not connection.execute(known, {"schema": database.schema}).scalar():
        connection.exec_driver_sql(f'CREATE SCHEMA "{database.schema}"')


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows by COPY, several times as fast as statements; raise DatabaseError as a statement would."""
    import psycopg  # noqa: PLC0415  # an extra, there by now

    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise DatabaseError(statement, {}, error) from error


def moment_of(connection: Connection) -> str:
    """Return the name of the snapshot that a reader sees."""
    return str(connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one())


def see_as_of(connection: Connection, moment: str) -> None:
    """Let a reader that has asked nothing yet see the snapshot of this name, as long as who named it is at work."""
    if moment:
        connection.execute(text(f"SET TRANSACTION SNAPSHOT {_quoted_text(moment)}"))


def _quoted_text(value: str) -> str:
    """Return a name as it stands in a statement that takes no values."""
    return "'" + value.replace("'", "''") + "'"


def among(column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``values``, which are bound as one array."""
    return column == any_(cast(list(values), ARRAY(AnyText)))


def stamp(database: PostgresSchema) -> tuple[object, ...]:
    """Return what changes with every commit to the book, found without counting rows."""
    query = (
        "SELECT (SELECT last_value FROM documents_seq_seq), (SELECT last_value FROM receipts_seq_seq),"
        " (SELECT string_agg(key || '=' || value, ' ' ORDER BY key) FROM meta)"
    )
    try:
        with open_reader(database).begin() as connection:
            return tuple(connection.exec_driver_sql(query).one())
    except DatabaseError:
        return ()
