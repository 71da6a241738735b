"""The table of documents: written a month at a time by the engine, since it alone holds whole texts."""

from pathlib import Path

import msgspec

from tollbook.batch.reading import read_found
from tollbook.batch.tables import Row, row, write_rows
from tollbook.model.document import Credits


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A document as the table lists it: what is known of it besides its words."""

    number: int
    id: str
    credits: Credits
    callers: tuple[str, ...]
    country: str | None
    source: str
    source_sha256: str
    shard: str
    claims: int
    records: int
    also: tuple[str, ...] = ()


class MonthTask(msgspec.Struct, frozen=True):
    """The documents of one month, by the result of reading that holds them."""

    entries: dict[str, list[Entry]]
    extractor: str
    folder: str


def write_month(task: MonthTask) -> int:
    """Write the documents of a month and return how many there are."""
    rows = (row_ for path, entries in task.entries.items() for row_ in _rows(path, entries, task.extractor))
    return write_rows(Path(task.folder), "documents", rows)


def _rows(path: str, entries: list[Entry], extractor: str) -> list[Row]:
    wanted = {e.number: e for e in entries}
    found = []
    for values in read_found(Path(path), ["number", "offset", "media_type", "text", "other"]):
        entry = wanted.get(values.pop("number"))
        if entry is not None and values["text"] is not None:
            found.append(_row(entry, values, extractor))
    return found


def _row(entry: Entry, values: dict[str, object], extractor: str) -> Row:
    said = entry.credits
    return row(
        said.published,
        entry.country,
        entry.id,
        {
            "id": entry.id,
            "caller": entry.callers[0] if entry.callers else None,
            "source": entry.source,
            "source_sha256": entry.source_sha256,
            "shard": entry.shard,
            "row": entry.number,
            "also": list(entry.also),
            "extractor": extractor,
            "published": said.published,
            "instant": said.instant.isoformat() if said.instant else None,
            "zone": said.zone,
            "outlet": said.outlet,
            "title": said.title,
            "url": said.url,
            "language": said.language,
            "claims": entry.claims,
            "records": entry.records,
            **values,
        },
    )
