"""A file of many reports cut into its rows: lines of JSON, or the elements of one list. Whoever counts rows counts them here."""

import io
from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from tollbook.model.issue import Issue
from tollbook.read.decode import decode, marked_encoding

BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What is raised where something is no JSON."""
MARK = b"\xef\xbb\xbf"
_NULL = b"null"


class Rows(msgspec.Struct, frozen=True):
    """The rows of a file in their order, counted from 1; one that is empty keeps its number and holds no report."""

    each: Iterable[bytes]
    is_list: bool

    def joined(self, rows: Iterable[bytes]) -> bytes:
        """Return a file of the same form with ``rows``, an empty one where nothing is to stand."""
        if not self.is_list:
            return b"".join(row or b"\n" for row in rows)
        return b"[" + b",\n".join(row or _NULL for row in rows) + b"]\n"


def changed_rows(content: bytes, change: Callable[[int, bytes], bytes]) -> bytes:
    """Return a file of rows with each as ``change`` gives it, told its number; raise one of BROKEN where that is no JSON."""
    rows = rows_of(narrow(io.BytesIO(content), "")[0])
    return rows.joined(change(number, row) for number, row in enumerate(rows.each, start=1))


def narrow(stream: BinaryIO, subject: str) -> tuple[BinaryIO, tuple[Issue, ...]]:
    """Return the stream, in UTF-8 where a mark at its start names a wide encoding, and what went wrong with that."""
    is_wide = marked_encoding(stream.read(4))
    stream.seek(0)
    if not is_wide:
        return stream, ()
    text, issues = decode(stream.read(), subject)
    return io.BytesIO(text.encode("utf-8", "replace")), issues


def rows_of(stream: BinaryIO) -> Rows:
    """Cut what ``narrow`` gave, a line at a time in memory unless it is a list; raise one of BROKEN where that is no JSON."""
    start = stream.read(64).removeprefix(MARK).lstrip()[:1]
    stream.seek(0)
    if start != b"[":
        return Rows(stream, is_list=False)
    elements = msgspec.json.decode(stream.read().removeprefix(MARK), type=list[msgspec.Raw])
    return Rows([b"" if bytes(e) == _NULL else bytes(e) for e in elements], is_list=True)
