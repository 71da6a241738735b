"""The record read as it goes, a batch in memory at a time: values as the rows hold them, JSON the caller decodes."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, func, select

from tollbook.store import tables

AT_ONCE = 1000
IN_ONE_QUERY = 500


def claim_values(connection: Connection) -> Iterator[str]:
    """Yield every claim's JSON in the record's order."""
    return _values(connection, tables.claims)


def record_values(connection: Connection) -> Iterator[str]:
    """Yield every other record's JSON."""
    return _values(connection, tables.records)


def incident_values(connection: Connection) -> Iterator[str]:
    """Yield every incident's JSON."""
    return _values(connection, tables.incidents)


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
    return {row[0]: row[1] for row in _of(connection, tables.incidents, ("id", "value"), "id", ids)}


def claims_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the row's number and the JSON of the claims of ``ids``, by id."""
    return {row[0]: (int(row[1]), row[2]) for row in _of(connection, tables.claims, ("id", "seq", "value"), "id", ids)}


def claims_in(connection: Connection, documents: Sequence[str]) -> list[tuple[int, str]]:
    """Return the row's number and the JSON of the claims that stand in ``documents``."""
    found = _of(connection, tables.claims, ("seq", "value"), "document", documents)
    return [(int(row[0]), row[1]) for row in found]


def claims_of_crime(connection: Connection) -> set[str]:
    """Return the ids of the claims that a report tells in the words of ordinary crime."""
    c = tables.claims.c
    # a quotation mark inside a text is escaped in JSON: the words cannot stand in a quote
    return set(connection.execute(select(c.id).where(c.value.contains('"crime":true'))).scalars())


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
    connection: Connection, table: Table, columns: Sequence[str], key: str, values: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    wanted = [table.c[name] for name in columns]
    for start in range(0, len(values), IN_ONE_QUERY):
        batch = values[start : start + IN_ONE_QUERY]
        yield from (tuple(row) for row in connection.execute(select(*wanted).where(table.c[key].in_(batch))))
