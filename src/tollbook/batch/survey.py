"""Look through one file of the archive once: its hash, and where to cut it into shards. Reads no report."""

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from tollbook.batch.shards import BROKEN, Shard
from tollbook.batch.sources import Source, open_source
from tollbook.batch.work import write_whole
from tollbook.model.issue import Issue

CHUNK = 1 << 20
MOST_BYTES = 64 << 20
"""A shard of lines ends here at the latest, however few they are."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """A file's hash, rows and shards, and what is wrong with it."""

    source: Source
    sha256: str = ""
    rows: int = 0
    shards: tuple[Shard, ...] = ()
    issues: tuple[Issue, ...] = ()


class SurveyTask(msgspec.Struct, frozen=True):
    """A file to look through, how many rows a shard may have, and where the result goes."""

    source: Source
    shard_rows: int
    target: str


def survey(task: SurveyTask) -> int:
    """Look through a file, write its ``Survey`` and return how many rows it has; a broken one gives an Issue."""
    found = _survey(task.source, task.shard_rows)
    write_whole(Path(task.target), msgspec.json.encode(found))
    return found.rows


def read_survey(path: Path) -> Survey:
    """Return a survey that was written."""
    return msgspec.json.decode(path.read_bytes(), type=Survey)


def _survey(source: Source, shard_rows: int) -> Survey:
    try:
        sha256 = _hash(source.name)
        cuts, rows, issues = _cuts(source, shard_rows)
    except Exception as error:
        if not isinstance(error, BROKEN) and not type(error).__module__.startswith(("pyarrow", "botocore", "fsspec")):
            raise
        return Survey(source=source, issues=(_unreadable(source.name, error),))
    if not rows and not issues:
        issues.append(_empty(source))
    stops = [*(start for start, _ in cuts[1:]), rows + 1]
    shards = tuple(
        Shard(source.name, source.kind, sha256, start, stop, offset)
        for (start, offset), stop in zip(cuts, stops, strict=False)  # an empty file has a stop and no cut
        if stop > start
    )
    return Survey(source=source, sha256=sha256, rows=rows, shards=shards, issues=tuple(issues))


def _unreadable(name: str, error: Exception) -> Issue:
    hint = "The rest of the archive is read. Fetch the file again and run the same command."
    return Issue("batch-source-unreadable", "error", name, f"cannot be read ({type(error).__name__}: {error})", hint)


def _empty(source: Source) -> Issue:
    message = f"holds no report ({source.size:,} bytes): no line, row or page"
    hint = "If it should hold some, fetch the file again and run the same command."
    return Issue("batch-source-empty", "warning", source.name, message, hint)


def _hash(name: str) -> str:
    digest = hashlib.sha256()
    with open_source(name) as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


Cuts = list[tuple[int, int | None]]


def _cuts(source: Source, shard_rows: int) -> tuple[Cuts, int, list[Issue]]:
    """Return where shards begin (row, byte), and how many rows there are."""
    with open_source(source.name) as stream:
        if source.kind == "parquet":
            return _parquet_cuts(stream, shard_rows)
        if source.kind == "warc":
            return _warc_cuts(stream, source.name, shard_rows)
        if source.kind == "jsonl.gz":
            return _gzip_cuts(stream, source.name, shard_rows)
        return _line_cuts(_lines(stream), shard_rows)


def _parquet_cuts(stream: BinaryIO, shard_rows: int) -> tuple[Cuts, int, list[Issue]]:
    """Cut at the ends of row groups where they come in time, inside them where they are large."""
    from pyarrow import parquet  # noqa: PLC0415  # an extra, needed for Parquet only

    metadata = parquet.ParquetFile(stream).metadata
    cuts: Cuts = []
    row = 0
    for group in range(metadata.num_row_groups):
        size = metadata.row_group(group).num_rows
        last = cuts[-1][0] if cuts else None
        if last is None or row + size + 1 - last > shard_rows:
            cuts += [(row + begin + 1, None) for begin in range(0, size, shard_rows)]
        row += size
    return cuts, row, []


def _line_cuts(lines: Iterator[bytes], shard_rows: int) -> tuple[Cuts, int, list[Issue]]:
    cuts: Cuts = []
    offset = number = 0
    for number, line in enumerate(lines, start=1):
        if not cuts or number - cuts[-1][0] >= shard_rows or offset - cast("int", cuts[-1][1]) >= MOST_BYTES:
            cuts.append((number, offset))
        offset += len(line)
    return cuts, number, []


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines of any length; a broken archive ends early with what its reader raises."""
    yield from stream


def _gzip_cuts(stream: BinaryIO, name: str, shard_rows: int) -> tuple[Cuts, int, list[Issue]]:
    """Cut by lines: a shard of a compressed file is found by reading from its start. What is whole before a break is read."""
    issues: list[Issue] = []

    def lines() -> Iterator[bytes]:
        try:
            with gzip.open(stream) as unpacked:
                yield from unpacked
        except BROKEN as error:
            issues.append(broken_archive(name, error))

    cuts, rows, _ = _line_cuts(lines(), shard_rows)
    return [(start, None) for start, _ in cuts], rows, issues


def broken_archive(name: str, error: Exception) -> Issue:
    """Return the Issue of a compressed file that ends in the middle."""
    hint = "What comes before the break is read. Fetch the file again and run the same command."
    return Issue("batch-source-broken", "error", name, f"breaks off or is damaged ({error})", hint)


def _warc_cuts(stream: BinaryIO, name: str, shard_rows: int) -> tuple[Cuts, int, list[Issue]]:
    from tollbook.batch.warc import record_offsets  # noqa: PLC0415  # an extra, needed for web archives only

    cuts: Cuts = []
    issues: list[Issue] = []
    number = 0
    try:
        for number, offset in enumerate(record_offsets(stream), start=1):
            if not cuts or number - cuts[-1][0] >= shard_rows:
                cuts.append((number, offset))
    except BROKEN as error:
        if not cuts:
            raise
        issues.append(broken_archive(name, error))
    return cuts, number, issues


def shard_words(shard: Shard) -> dict[str, Any]:
    """Return what names a shard's content: what it holds depends on nothing else of the file."""
    return {"sha256": shard.sha256, "kind": shard.kind, "start": shard.start, "stop": shard.stop}
