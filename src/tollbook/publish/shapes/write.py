"""Rows into bytes: CSV that no spreadsheet takes for formulas, lines of JSON, and the two sidecars. Knows no file."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from tollbook.publish.redact import Edition
from tollbook.publish.shapes.shape import Loss, Row, Skipped

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""
_RISKY = frozenset(FORMULA)
_PLAIN = frozenset({int, float, type(None)})
"""What csv writes as ``safe_cell`` does."""
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


def cells_by(columns: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Return what gives the cells of ``columns``, in their order, of a row's values: None where it has none."""

    def one_by_one(values: Mapping[str, Any]) -> Sequence[Any]:
        return tuple([values.get(name) for name in columns])

    if len(columns) < 2:  # noqa: PLR2004  # an itemgetter gives a tuple for two and more
        return one_by_one
    at_once = itemgetter(*columns)

    def cells(values: Mapping[str, Any]) -> Sequence[Any]:
        try:
            found: Sequence[Any] = at_once(values)
        except KeyError:
            return one_by_one(values)
        return found

    return cells


class CsvText:
    """Rows as CSV (RFC 4180, UTF-8) under the columns and, where there is one, a second row."""

    between = end = b""

    def __init__(self, columns: Sequence[str], second: Sequence[str] = ()) -> None:
        self._row, self._line = cells_by(columns), io.StringIO()
        self._writer = csv.writer(self._line, lineterminator="\r\n")
        self.start = self.cells(columns) + (self.cells(second) if second else b"")

    def line(self, row: Row) -> bytes:
        """Return a row as it is written."""
        return self.cells(self._row(row.values))

    def cells(self, cells: Iterable[object]) -> bytes:
        """Return cells as one line."""
        # csv writes numbers as they are, and most text begins with a letter: a call for each cell would take as long as all else
        self._writer.writerow(
            [c if type(c) in _PLAIN or (type(c) is str and c[:1] not in _RISKY) else safe_cell(c) for c in cells]
        )
        written = self._line.getvalue()
        self._line.seek(0)
        self._line.truncate()
        return written.encode("utf-8", "replace")


class JsonlText:
    """Rows as lines of JSON."""

    start = between = end = b""

    def line(self, row: Row) -> bytes:
        """Return a row as it is written."""
        return msgspec.json.encode(row.values) + b"\n"


class GeojsonText:
    """Rows as the features of one FeatureCollection (RFC 7946)."""

    start = b'{"type":"FeatureCollection","features":[\n'
    between = b",\n"
    end = b"\n]}\n"

    def line(self, row: Row) -> bytes:
        """Return a row as it is written."""
        return msgspec.json.encode(row.values)


Text = CsvText | JsonlText | GeojsonText


def written(text: Text, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a whole file, piece by piece."""
    yield text.start
    for number, row in enumerate(rows):
        yield (text.between if number else b"") + text.line(row)
    yield text.end


def loss_cells(loss: Loss | Skipped) -> tuple[str, str, str, str]:
    """Return what a row lost, or that there is no row, as the cells of a line of the losses file."""
    return (
        (loss.id, "", "no row", loss.rule)
        if isinstance(loss, Skipped)
        else (loss.row, loss.column, loss.value, loss.rule)
    )


class Provenance:
    """What the values of an edition's rows stand on, as lines of JSON; claims that stand together are put into words once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._known: dict[str, bytes] = {}
        self._together: dict[tuple[str, ...], msgspec.Raw] = {}

    def line(self, row: Row) -> bytes:
        """Return for each column of a row its claims, their spans and words, and the hash of their report."""
        values = row.values
        columns = {
            column: {"value": values.get(column), "claims": self._together.get(claims) or self._told(claims)}
            for column, claims in row.sources.items()
            if claims
        }
        return msgspec.json.encode({"row": row.id, "columns": columns}) + b"\n"

    def _told(self, claims: tuple[str, ...]) -> msgspec.Raw:
        known = self._known
        for identity in claims:
            if identity not in known:
                known[identity] = msgspec.json.encode(_claim(identity, self._edition))
        found = self._together[claims] = msgspec.Raw(b"[" + b",".join([known[c] for c in claims]) + b"]")
        return found


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
