"""Everything derived: the extraction kept for each document, and the record made of them all."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select

from tollbook.model.claim import Claim, Extraction
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.place import Place
from tollbook.model.record import Record
from tollbook.model.total import Series, Total
from tollbook.store import counts, fulltext, spots, tables
from tollbook.store.engine import insert_rows

BATCH = 500


def extraction_keys(connection: Connection) -> dict[str, str]:
    """Return, by document, the key its stored extraction was made under."""
    rows = connection.execute(select(tables.extractions.c.document, tables.extractions.c.key))
    return {str(row[0]): str(row[1]) for row in rows}


def extraction_state(connection: Connection) -> str:
    """Return a name for the set of stored extractions: it changes when one is added, replaced or removed."""
    table = tables.extractions
    digest = hashlib.sha256()
    for key in connection.execute(select(table.c.key).order_by(table.c.key)).scalars():
        digest.update(str(key).encode())
    return digest.hexdigest()


def put_extraction(connection: Connection, extraction: Extraction, key: str) -> None:
    """Store what a document yields under ``key``, in place of what an earlier reading gave."""
    table = tables.extractions
    connection.execute(table.delete().where(table.c.document == extraction.document))
    mentions = len(extraction.claims) + len(extraction.records)
    value = msgspec.json.encode(extraction).decode()
    row = {"document": extraction.document, "key": key, "mentions": mentions, "value": value}
    connection.execute(table.insert(), row)


def telling_documents(connection: Connection) -> set[str]:
    """Return the ids of the documents that yielded at least one claim or record."""
    table = tables.extractions
    return set(connection.execute(select(table.c.document).where(table.c.mentions > 0)).scalars())


def iterate_extractions(connection: Connection, ids: Sequence[str]) -> Iterator[Extraction]:
    """Yield the stored extractions of ``ids`` in that order, a batch at a time."""
    table = tables.extractions
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        rows = connection.execute(select(table.c.document, table.c.value).where(table.c.document.in_(batch)))
        values = {row[0]: row[1] for row in rows}
        for document in batch:
            if document in values:
                yield msgspec.json.decode(values[document], type=Extraction)


def replace_record(
    connection: Connection,
    *,
    claims: Iterable[Claim],
    records: Iterable[Record],
    incidents: Iterable[Incident],
    totals: Iterable[Total],
    series: Iterable[Series],
    issues: Iterable[Issue],
) -> None:
    """Put a new record in place of the old one, inside the caller's transaction."""
    _replace(connection, tables.claims, (_claim_row(c) for c in claims))
    _replace(
        connection, tables.records, ({"id": r.id, "document": r.document, "kind": r.kind, "value": r} for r in records)
    )
    _replace(connection, tables.incidents, (_incident_row(i) for i in incidents))
    _replace(
        connection,
        tables.totals,
        ({"claim": t.claim, "speaker": t.speaker, "harm": t.harm, "value": t} for t in totals),
    )
    _replace(connection, tables.series, ({"speaker": s.speaker, "harm": s.harm, "value": s} for s in series))
    _replace(
        connection,
        tables.issues,
        ({"code": i.code, "severity": i.severity, "subject": i.subject, "value": i} for i in issues),
    )
    counts.refill(connection)
    spots.refill(connection)
    fulltext.refresh(connection)


def _replace(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(table.delete())
    numbered = (
        {**row, "seq": seq, "value": msgspec.json.encode(row["value"]).decode()}
        for seq, row in enumerate(rows, start=1)
    )
    insert_rows(connection, table, numbered)


def _days(interval: Interval | None) -> dict[str, str | None]:
    start = interval.start.isoformat() if interval and interval.start else None
    end = interval.end.isoformat() if interval and interval.end else None
    return {"day_from": start, "day_to": end}


def _claim_row(claim: Claim) -> dict[str, Any]:
    place: Place | None = claim.where.place if claim.where else None
    return {
        "id": claim.id,
        "document": claim.document,
        "harm": claim.harm,
        "scope": claim.scope,
        "low": claim.count.low,
        "high": claim.count.high,
        "place": place.gazetteer_id if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "value": claim,
        **_days(claim.when.interval if claim.when else None),
    }


def _incident_row(incident: Incident) -> dict[str, Any]:
    place = incident.place
    return {
        "id": incident.id,
        "code": incident.code,
        "place": place.gazetteer_id if place else None,
        "country": place.country if place else None,
        "value": incident,
        **_days(incident.when),
    }


def claim_value(connection: Connection, identity: str) -> Claim | None:
    """Return one claim by its id, None where the record has none."""
    query = select(tables.claims.c.value).where(tables.claims.c.id == identity)
    value = connection.execute(query).scalar()
    return msgspec.json.decode(value, type=Claim) if value else None


def load_claims(connection: Connection) -> list[Claim]:
    """Return the claims of the record, people's corrections applied."""
    return [msgspec.json.decode(v, type=Claim) for v in _values(connection, tables.claims)]


def load_records(connection: Connection) -> list[Record]:
    """Return the other records of the record."""
    return [msgspec.json.decode(v, type=Record) for v in _values(connection, tables.records)]


def load_incidents(connection: Connection) -> list[Incident]:
    """Return the incidents in the order the record gives them."""
    return [msgspec.json.decode(v, type=Incident) for v in _values(connection, tables.incidents)]


def load_totals(connection: Connection) -> list[Total]:
    """Return the balanced totals."""
    return [msgspec.json.decode(v, type=Total) for v in _values(connection, tables.totals)]


def load_series(connection: Connection) -> list[Series]:
    """Return the running totals."""
    return [msgspec.json.decode(v, type=Series) for v in _values(connection, tables.series)]


def load_issues(connection: Connection) -> list[Issue]:
    """Return the Issues a person should look at."""
    return [msgspec.json.decode(v, type=Issue) for v in _values(connection, tables.issues)]


def _values(connection: Connection, table: Table) -> Iterator[str]:
    return iter(connection.execute(select(table.c.value).order_by(table.c.seq)).scalars())


def tally(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table of the record, by its name."""
    shown = (tables.claims, tables.records, tables.incidents, tables.totals, tables.issues)
    return {t.name: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in shown}
