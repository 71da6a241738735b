"""Give the reports of a shard one after the other, each with its place in the file. Parquet and JSON Lines here."""

import datetime as dt
import gzip
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any, BinaryIO

import msgspec

from tollbook.batch.shards import BROKEN, Row, Shard
from tollbook.batch.sources import open_source
from tollbook.read.lines import read_line, read_row
from tollbook.read.rows import MARK

KNOWN = frozenset({"id", "text", "published", "outlet", "language", "title", "url", "timezone"})
"""Columns that are read; what else a row has is kept beside the document."""
BATCH_ROWS = 256


def rows_in(shard: Shard) -> Iterator[Row]:
    """Yield the rows of ``shard``, in order."""
    with closing(open_source(shard.source)) as stream:
        if shard.kind == "parquet":
            yield from _parquet_rows(stream, shard)
        elif shard.kind == "warc":
            from tollbook.batch.warc import warc_rows  # noqa: PLC0415  # an extra, needed for web archives only

            yield from warc_rows(stream, shard)
        else:
            yield from _line_rows(stream, shard)


def _parquet_rows(stream: BinaryIO, shard: Shard) -> Iterator[Row]:
    from pyarrow import parquet  # noqa: PLC0415  # an extra, needed for Parquet only

    file = parquet.ParquetFile(stream)
    first = 1
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if first < shard.stop and first + size > shard.start:
            number = first
            for batch in file.iter_batches(BATCH_ROWS, row_groups=[group]):
                if number + batch.num_rows > shard.start:
                    for place, values in enumerate(batch.to_pylist(), start=number):
                        if shard.start <= place < shard.stop:
                            yield _row(values, place, None, shard.source)
                number += batch.num_rows
                if number >= shard.stop:
                    break
        first += size


def _row(values: dict[str, Any], number: int, offset: int | None, subject: str) -> Row:
    said = {name: _plain(value) for name, value in values.items() if name in KNOWN}
    other = {name: value for name, value in values.items() if name not in KNOWN and value is not None}
    return Row(number, offset, read_row(said, number, subject), other)


def _plain(value: Any) -> Any:
    """Return a column's value as a line of JSON would hold it: days and moments as words."""
    if isinstance(value, dt.datetime):
        return value.isoformat() if value.time() != dt.time() or value.tzinfo else value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _line_rows(stream: BinaryIO, shard: Shard) -> Iterator[Row]:
    if shard.offset is not None:
        stream.seek(shard.offset)
        yield from _numbered(stream, shard, shard.start, shard.offset)
        return
    try:
        with gzip.open(stream) as unpacked:
            yield from _numbered(unpacked, shard, 1, 0)
    except BROKEN:
        return  # the survey has told it; what comes before the break is read


def _numbered(lines: Iterable[bytes], shard: Shard, number: int, offset: int) -> Iterator[Row]:
    for line in lines:
        if number >= shard.stop:
            return
        if number >= shard.start:
            content = line.removeprefix(MARK) if number == 1 else line
            if content.strip():
                yield _line(content, number, offset, shard.source)
        offset += len(line)
        number += 1


def _line(content: bytes, number: int, offset: int, subject: str) -> Row:
    try:
        values = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        values = None
    if not isinstance(values, dict):
        return Row(number, offset, read_line(content, number, subject))
    return _row(values, number, offset, subject)
