"""Archives for tests of the batch: a small simulated war with general reports between, in the files people keep."""

import datetime as dt
import functools
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tollbook.batch.engine import Engine, InProcess
from tollbook.batch.reading import Settings
from tollbook.batch.run import Outcome, run_batch
from tollbook.batch.work import TABLES
from tollbook.flow.kit import Kit, default_kit
from tollbook.flow.record import build_record
from tollbook.flow.steps import read_claims
from tollbook.model.document import Document, document_id
from tollbook.model.snapshot import Reconciled
from tollbook.simulate.war import document_lines, make_war
from tollbook.vocab.simulation import sentences, towns

QUIET = "The harvest began late this year after a dry spring in the valley. Engineers finished repairs on the bridge."


@functools.cache
def war_rows(days: int = 40, seed: int = 3) -> tuple[dict[str, Any], ...]:
    """Return the reports of a short war, every third followed by one about nothing."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(document_lines(make_war("moderate", seed, towns(), sentences("en"), days))):
        rows.append(line)
        if number % 3 == 0:
            rows.append({"id": f"q{number}", "text": f"{QUIET} Page {number}.", "published": line["published"]})
    return tuple(rows)


def lines_of(rows: Sequence[dict[str, Any]]) -> bytes:
    """Return rows as JSON Lines."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write rows as JSON Lines, compressed where the name says so."""
    content = lines_of(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def run(files: Path | Sequence[str], out: Path, engine: Engine | None = None, **settings: Any) -> Outcome:
    """Run files into ``out``, in this process unless an engine is given, in small shards unless told otherwise."""
    patterns = [str(files)] if isinstance(files, Path) else files
    chosen = Settings(**{"shard_rows": 25, **settings})
    return run_batch(patterns, out, chosen, engine or InProcess())


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table, by its first column."""
    from pyarrow import dataset  # noqa: PLC0415  # an extra

    rows = dataset.dataset(out / name, format="parquet", partitioning="hive").to_table().to_pylist()
    return sorted(rows, key=lambda r: json.dumps(r, default=str, sort_keys=True))


def tables(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file of the tables by its name below ``out``: runs that did the same agree in all."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for name in TABLES
        for path in sorted((out / name).rglob("*.parquet"))
    }


def in_one_process(rows: Sequence[dict[str, Any]], kit: Kit | None = None) -> Reconciled:
    """Return the record that the steps make of reports in one process, with nothing cut."""
    lent = kit or default_kit()
    documents = {}
    for row in rows:
        document = Document(
            id=document_id(row["text"], 0),
            sha256="",
            text=row["text"],
            published=dt.date.fromisoformat(row["published"]) if row.get("published") else None,
            outlet=row.get("outlet"),
            language=row.get("language"),
            caller_ids=(str(row["id"]),),
        )
        documents.setdefault(document.id, document)
    read = [(d, read_claims(d, lent)) for d in documents.values()]
    telling = [(d, e) for d, e in read if e.claims or e.records]
    return build_record([d for d, _ in telling], [e for _, e in telling], kit=lent)
