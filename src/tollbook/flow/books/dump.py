"""The canonical export: the same book gives the same bytes, whenever and wherever its record was built."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import open_book, reading
from tollbook.flow.books.book import snapshot as snapshot_of
from tollbook.store import documents

DECIMALS = 6
CLOCK = ("time", "previous", "hash")
"""Fields of a ledger entry that say when it was written, or follow from that."""


def dump_lines(root: Path) -> list[bytes]:
    """Return the book as sorted lines of JSON: documents, receipts, entries, claims, records, incidents, totals, series, issues.

    Each line is an object with one key, the kind of thing. Floats are rounded to six decimals (0.1 m of a degree), keys are sorted, and nothing says when it was recorded.
    """
    view = snapshot_of(root)
    with reading(open_book(root)) as connection:
        receipts = list(documents.all_receipts(connection))
    groups: tuple[tuple[str, Iterable[Any]], ...] = (
        ("document", view.documents.values()),
        ("receipt", receipts),
        ("entry", view.entries),
        ("claim", view.claims.values()),
        ("record", view.records),
        ("incident", view.incidents.values()),
        ("total", view.totals),
        ("series", view.series),
        ("issue", view.issues),
    )
    return sorted(line for kind, values in groups for line in _lines(kind, values))


def _lines(kind: str, values: Iterable[Any]) -> Iterator[bytes]:
    for value in values:
        fields = msgspec.to_builtins(value)
        if kind == "entry":
            fields = {name: field for name, field in fields.items() if name not in CLOCK}
        yield msgspec.json.encode({kind: rounded(fields)}, order="sorted")


def rounded(value: Any) -> Any:
    """Return ``value`` (JSON values) with every float rounded; -0.0 becomes 0.0."""
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return value
