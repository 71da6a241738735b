"""All rows of a book from one database to another, as they stand: kept tables, and the record where both shape it alike."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, inspect, select, text

from tollbook.store import fulltext, schema, spots, tables
from tollbook.store.engine import insert_rows, is_postgres
from tollbook.store.meta import get_meta, set_meta

AT_ONCE = 500
COPY = "copy"
"""Where a copy notes which one it is, so that an interrupted one is known again. No part of what was copied."""


def copy_rows(source: Connection, target: Connection, table: Table) -> int:
    """Copy every row of ``table``, column by column; return how many. A table that the source never had has none."""
    if not inspect(source).has_table(table.name):
        return 0
    target.execute(table.delete())
    copied = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal copied
        streamed = source.execution_options(stream_results=True, yield_per=AT_ONCE)
        query = select(table).order_by(*table.primary_key.columns)
        for row in streamed.execute(query).mappings():
            copied += 1
            yield dict(row)

    insert_rows(target, table, rows())
    return copied


def kept_tables() -> list[Table]:
    """Return the tables that are kept for good, those that others point to first."""
    return list(tables.kept.sorted_tables)


def record_tables(source: Connection) -> list[Table]:
    """Return the tables of the record; none where another version of the program shaped it: the next run makes it again."""
    return [] if schema.is_outdated(source) else list(tables.derived.sorted_tables)


def finish(source: Connection, target: Connection, mark: str) -> None:
    """Make what hangs on the rows: where counting goes on, what is known of the record's shape, the index of words."""
    if is_postgres(target):
        for name in ("documents", "receipts"):
            last = f"(SELECT max(seq) FROM {name})"  # noqa: S608  # a name of ours
            target.execute(text(f"SELECT setval('{name}_seq_seq', COALESCE({last}, 1), {last} IS NOT NULL)"))
    set_meta(target, "schema", str(tables.LEDGER_SCHEMA))
    set_meta(target, COPY, mark)
    set_meta(target, fulltext.META, "")
    if schema.is_outdated(source):
        set_meta(target, "derived_schema", tables.derived_schema())  # the target's tables are new, and empty
        set_meta(target, "state", "")
    else:
        spots.refill(target)
        fulltext.refresh(target)


def copy_mark(connection: Connection) -> str:
    """Return which copy filled these tables; nothing where none did, or there are none."""
    return (get_meta(connection, COPY) or "") if inspect(connection).has_table(tables.meta.name) else ""


def drop_all(connection: Connection) -> None:
    """Drop every table of a book."""
    spots.drop(connection)
    tables.derived.drop_all(connection)
    fulltext.drop(connection)
    tables.kept.drop_all(connection)
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {schema.VERSIONS}")


def ledger_digest(connection: Connection) -> str:
    """Return a hash over every byte of the ledger, row by row."""
    digest = hashlib.sha256()
    table = tables.entries
    streamed = connection.execution_options(stream_results=True, yield_per=AT_ONCE)
    for row in streamed.execute(select(table).order_by(table.c.seq)):
        digest.update("\0".join(map(str, row)).encode() + b"\n")
    return digest.hexdigest()


def counted(connection: Connection, table: Table) -> int:
    """Return how many rows a table has; 0 where there is no such table."""
    if not inspect(connection).has_table(table.name):
        return 0
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
