"""Rows into bytes: CSV that no spreadsheet takes for formulas, lines of JSON, and the two sidecars. Knows no file."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from tollbook.publish.redact import Edition
from tollbook.publish.shapes.shape import Loss, Row, Skipped

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""
LOSS_COLUMNS = ("row", "column", "value", "rule")


def safe_cell(value: object) -> str:
    """Return a value as a cell: text that could begin a formula gets an apostrophe before it; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_line(cells: Iterable[object]) -> bytes:
    """Return cells as one line of CSV (RFC 4180, UTF-8)."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return stream.getvalue().encode("utf-8", "replace")


def csv_bytes(columns: Sequence[str], rows: Iterable[Row], second: Sequence[str] = ()) -> Iterator[bytes]:
    """Yield a table as CSV, line by line; ``second`` is a row under the header."""
    yield csv_line(columns)
    if second:
        yield csv_line(second)
    for row in rows:
        yield csv_line(row.values.get(name) for name in columns)


def jsonl_bytes(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield rows as lines of JSON."""
    for row in rows:
        yield msgspec.json.encode(row.values) + b"\n"


def geojson_bytes(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield rows as one FeatureCollection (RFC 7946), feature by feature."""
    yield b'{"type":"FeatureCollection","features":[\n'
    first = True
    for row in rows:
        yield (b"" if first else b",\n") + msgspec.json.encode(row.values)
        first = False
    yield b"\n]}\n"


def loss_line(loss: Loss | Skipped) -> bytes:
    """Return what a row lost, or that there is no row, as a line of the losses file."""
    if isinstance(loss, Skipped):
        return csv_line((loss.id, "", "no row", loss.rule))
    return csv_line((loss.row, loss.column, loss.value, loss.rule))


def provenance_line(row: Row, edition: Edition) -> bytes:
    """Return what a row's values stand on: for each column its claims, their spans and words, the hash of their report."""
    line = {
        "row": row.id,
        "columns": {
            column: {"value": row.values.get(column), "claims": [_claim(c, edition) for c in claims]}
            for column, claims in row.sources.items()
            if claims
        },
    }
    return msgspec.json.encode(line) + b"\n"


def _claim(identity: str, edition: Edition) -> dict[str, Any]:
    claim = edition.snapshot.claims.get(identity)
    if claim is None:
        return {"id": identity}
    document = edition.snapshot.documents.get(claim.document)
    found: dict[str, Any] = {
        "id": claim.id,
        "document": claim.document,
        "sha256": document.sha256 if document else None,
        "span": list(claim.span),
    }
    return {**found, "quote": claim.quote} if edition.shows_quotes else found
