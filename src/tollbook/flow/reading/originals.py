"""The bytes a report came as, and the evidence behind a claim: where they lie in the archive, and what they are."""

from itertools import islice
from pathlib import Path

import msgspec

from tollbook.flow.books.book import open_book, reading
from tollbook.model.document import ERASED
from tollbook.preserve.archive import archive_path
from tollbook.preserve.kinds import HEAD, kind_of
from tollbook.read.rows import BROKEN, narrow, rows_of
from tollbook.store import documents


class Preserved(msgspec.Struct, frozen=True, kw_only=True):
    """A preserved file: its place, the media type its bytes show, and the row of it that is meant (None: all of it)."""

    path: Path
    media_type: str
    line: int | None = None


def original_of(root: Path, document: str) -> Preserved | None:
    """Return the first file the document was read from; None where it was erased, is unknown or its file is gone."""
    book = open_book(root)
    with reading(book) as connection:
        found = documents.load(connection, [document])
        if not found or found[0].media_type == ERASED:
            return None
        receipts = documents.receipts_of(connection, document)
    for receipt in receipts:
        path = book.archive / archive_path(receipt.sha256)
        if path.is_file():
            return Preserved(path=path, media_type=_kind(path), line=receipt.line)
    return None


def evidence_at(root: Path, sha256: str) -> Preserved | None:
    """Return the preserved file of that hash, None where there is none. The caller knows that it is evidence."""
    path = open_book(root).archive / archive_path(sha256)
    return Preserved(path=path, media_type=_kind(path)) if path.is_file() else None


def line_of(preserved: Preserved) -> bytes:
    """Return the one row of a file of many reports, as UTF-8; never more of it, since the others may be nobody's to see."""
    with preserved.path.open("rb") as stream:
        try:
            rows = rows_of(narrow(stream, "")[0])
        except BROKEN:
            return b""
        return next(islice(rows.each, (preserved.line or 1) - 1, None), b"")


def _kind(path: Path) -> str:
    with path.open("rb") as stream:
        return kind_of(stream.read(HEAD))
