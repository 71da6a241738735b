"""The record read as it goes, a batch in memory at a time: values as the rows hold them, JSON the caller decodes."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.sql.elements import ColumnElement

from tollbook.store import tables
from tollbook.store.engine import among

AT_ONCE = 1000
IN_ONE_QUERY = 5000


def claim_values(connection: Connection) -> Iterator[str]:
    """Yield every claim's JSON in the record's order."""
    return _values(connection, tables.claims)


def record_values(connection: Connection) -> Iterator[str]:
    """Yield every other record's JSON."""
    return _values(connection, tables.records)


def incident_heads(connection: Connection) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield id, code, first and last day (ISO 8601, None where open) of every incident."""
    i = tables.incidents.c
    query = select(i.id, i.code, i.day_from, i.day_to).order_by(i.seq)
    return ((row[0], row[1], row[2], row[3]) for row in connection.execute(query, execution_options=_STREAMED))


def incident_values(connection: Connection) -> Iterator[str]:
    """Yield every incident's JSON."""
    return _values(connection, tables.incidents)


def report_rows(connection: Connection) -> Iterator[tuple[str, str, str | None]]:
    """Yield id, media type and a receipt's JSON for every receipt of every document, a document's one after the other.

    The receipts of one stand in order of their arrival; a document without one has None.
    """
    d, r = tables.documents.c, tables.receipts.c
    told = tables.documents.outerjoin(tables.receipts, r.document == d.id)
    query = select(d.id, d.media_type, r.value).select_from(told).order_by(d.seq, r.seq)
    return ((row[0], row[1], row[2]) for row in connection.execute(query, execution_options=_STREAMED))


def entry_rows(connection: Connection, kinds: Sequence[str] = ()) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield number, kind, author, time and the body's JSON of every entry, or of those of ``kinds``."""
    e = tables.entries.c
    query = select(e.seq, e.kind, e.author, e.time, e.body).order_by(e.seq)
    rows = connection.execute(query.where(e.kind.in_(kinds)) if kinds else query, execution_options=_STREAMED)
    return ((int(row[0]), str(row[1]), str(row[2]), str(row[3]), str(row[4])) for row in rows)


def has_other_author(connection: Connection, author: str) -> bool:
    """Return True where somebody but ``author`` has written an entry."""
    query = select(tables.entries.c.seq).where(tables.entries.c.author != author).limit(1)
    return connection.execute(query).first() is not None


def incidents_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the JSON of the incidents of ``ids``, by id."""
    found = _of(connection, tables.incidents, ("id", "value"), tables.incidents.c.id, ids)
    return {row[0]: row[1] for row in found}


def claims_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the row's number and the JSON of the claims of ``ids``, by id."""
    found = _of(connection, tables.claims, ("id", "seq", "value"), tables.claims.c.id, ids)
    return {row[0]: (row[1], row[2]) for row in found}


def claims_in(connection: Connection, documents: Sequence[str]) -> list[tuple[int, str]]:
    """Return the row's number and the JSON of the claims that stand in ``documents``."""
    return [
        (row[0], row[1])
        for row in _of(connection, tables.claims, ("seq", "value"), tables.claims.c.document, documents)
    ]


def claims_of_crime(connection: Connection) -> set[str]:
    """Return the ids of the claims that a report tells in the words of ordinary crime."""
    c = tables.claims.c
    # a quotation mark inside a text is escaped in JSON: the words cannot stand in a quote
    return set(connection.execute(select(c.id).where(c.value.contains('"crime":true'))).scalars())


def incidents_of_crime(connection: Connection) -> set[str]:
    """Return the ids of the incidents that are told as ordinary crime."""
    i = tables.incidents.c
    return set(connection.execute(select(i.id).where(i.value.contains('"crime":true'))).scalars())  # as above


def last_claim(connection: Connection) -> int:
    """Return the highest number of a claim's row, 0 where there is none."""
    return int(connection.execute(select(func.max(tables.claims.c.seq))).scalar() or 0)


def claim_documents(connection: Connection) -> Iterator[tuple[int, str]]:
    """Yield the row's number and the report of every claim, by report."""
    c = tables.claims.c
    rows = connection.execute(select(c.seq, c.document).order_by(c.document, c.seq), execution_options=_STREAMED)
    return ((int(row[0]), str(row[1])) for row in rows)


_STREAMED = {"yield_per": AT_ONCE}


def _values(connection: Connection, table: Table) -> Iterator[str]:
    query = select(table.c.value).order_by(table.c.seq)
    return iter(connection.execute(query, execution_options=_STREAMED).scalars())


def _of(
    connection: Connection, table: Table, columns: Sequence[str], key: ColumnElement[str], values: Sequence[str]
) -> Iterator[Any]:
    wanted = [table.c[name] for name in columns]
    for start in range(0, len(values), IN_ONE_QUERY):
        batch = values[start : start + IN_ONE_QUERY]
        yield from connection.execute(select(*wanted).where(among(connection, key, batch))).all()
