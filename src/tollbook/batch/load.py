"""Bring the documents of a batch into a book, which reads them itself: nothing in a book rests on another run's word."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.batch.manifest import read_manifest
from tollbook.batch.work import Folder, whole
from tollbook.flow.progress import Progress, silent
from tollbook.flow.run import Outcome
from tollbook.flow.run import run as run_book
from tollbook.model.issue import Issue, RunAborted

A_FILE = 20_000
COLUMNS = (
    "caller",
    "id",
    "source",
    "row",
    "text",
    "published",
    "instant",
    "zone",
    "outlet",
    "language",
    "title",
    "url",
)


def load_batch(
    root: Path, book: Path, *, months: Sequence[str] = (), countries: Sequence[str] = (), progress: Progress = silent
) -> Outcome:
    """Read the documents of the batch in ``root`` into ``book``, those of ``months`` and ``countries`` only where given.

    They are written as lines to ``root``/load first, in order of arrival; loading again changes nothing. Raises
    RunAborted where the batch has no tables yet, or the book cannot be written.
    """
    folder = Folder(root)
    manifest = read_manifest(folder.manifest)
    if manifest is None:
        hint = "Run `tollbook batch run` to its end first; it goes on where it was."
        raise RunAborted(Issue("batch-no-folder", "error", str(root), "there are no tables here", hint))
    place = root / "load"
    place.mkdir(exist_ok=True)
    rows = sorted(_documents(root, months, countries), key=lambda r: (r["source"], r["row"]))
    files: list[Path] = []
    for number, start in enumerate(range(0, len(rows), A_FILE), start=1):
        path = place / f"{manifest.result}-{number:05}.jsonl"
        with whole(path) as part:
            part.write_bytes(b"".join(_line(r) for r in rows[start : start + A_FILE]))
        files.append(path)
    return run_book(book, files, progress=progress)


def _documents(root: Path, months: Sequence[str], countries: Sequence[str]) -> Iterator[dict[str, Any]]:
    import pyarrow as pa  # noqa: PLC0415  # an extra
    from pyarrow import compute, dataset  # noqa: PLC0415  # an extra

    parts = dataset.partitioning(pa.schema([("month", pa.string()), ("country", pa.string())]), flavor="hive")
    found = dataset.dataset(root / "documents", format="parquet", partitioning=parts)
    if not found.files:
        return
    wanted = compute.scalar(value=True)
    for name, values in (("month", months), ("country", countries)):
        if values:
            wanted &= compute.field(name).isin(list(values))
    for batch in found.to_batches(columns=list(COLUMNS), filter=wanted):
        yield from batch.to_pylist()


def _line(row: dict[str, Any]) -> bytes:
    published: dt.date | None = row["published"]
    line = {
        "id": row["caller"] or row["id"],
        "text": row["text"],
        "published": row["instant"] or (published.isoformat() if published else None),
        "timezone": row["zone"] if row["instant"] else None,
        **{name: row[name] for name in ("outlet", "language", "title", "url")},
    }
    return msgspec.json.encode({k: v for k, v in line.items() if v is not None}) + b"\n"
