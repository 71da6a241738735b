"""A shard of the archive and a row of it: what cutting, reading and the engines hand to each other."""

import zlib
from typing import Any

import msgspec

from tollbook.read.text import ReadText, Unreadable

BROKEN = (OSError, EOFError, zlib.error, ValueError, RuntimeError)
"""What a file that is cut off or damaged raises while it is read."""


class Shard(msgspec.Struct, frozen=True):
    """Rows ``[start, stop)`` of a file, from 1 (as people count lines); ``offset`` is the byte the first one begins at."""

    source: str
    kind: str
    sha256: str
    start: int
    stop: int
    offset: int | None = None


class Row(msgspec.Struct, frozen=True):
    """One row: its number from 1, the byte it begins at (None in Parquet), its report, and its other columns.

    ``read`` is None where a first look at a web page found nothing that speaks of harm.
    """

    number: int
    offset: int | None
    read: ReadText | Unreadable | None
    other: dict[str, Any] = {}
    url: str | None = None
