"""What was erased on request and is not taken in again, whichever way it comes: told by the ids of its words and its bytes."""

import io
from collections.abc import Collection
from pathlib import Path

import msgspec

from tollbook.flow.books.book import Book
from tollbook.flow.reading.archive import preserve_file, remove_files
from tollbook.ledger.standing import erased_before
from tollbook.model.document import text_id
from tollbook.model.issue import Issue
from tollbook.preserve.archive import archive_path
from tollbook.read.file import HEAD, holds_lines, read_file
from tollbook.read.rows import changed_rows
from tollbook.read.text import ReadText, Unreadable
from tollbook.store import entries as ledger
from tollbook.store.engine import Connection, Engine, transaction


class Gone(msgspec.Struct, frozen=True):
    """The ids of words and the hashes of files that were erased."""

    texts: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    def has(self, read: ReadText | Unreadable) -> bool:
        """Return True for a report whose words were erased."""
        return isinstance(read, ReadText) and text_id(read.text) in self.texts


def gone_from(connection: Connection) -> Gone:
    """Return what was erased from the book."""
    if not ledger.has_kind(connection, {"erase"}):
        return Gone()
    return Gone(*erased_before(ledger.load_entries(connection)))


def drop_gone(book: Book, engine: Engine) -> Gone:
    """Return what was erased from the book; files of it that came back into the archive go again."""
    with transaction(engine, str(book.database)) as connection:
        gone = gone_from(connection)
    remove_files(book.archive, gone.files)
    return gone


def was_erased(origin: str) -> Issue:
    """Return the Issue of a report that is left out."""
    message = "this report was erased on request and is not taken in again"
    return Issue("erased-before", "warning", origin, message, "`tollbook log` names the request.")


def without_gone(archive: Path, sha256: str, name: str, gone: Gone) -> tuple[str | None, int]:
    """Return the hash of a preserved file of rows without those that were erased, None where no other is left, and their number.

    A row that goes leaves its place empty, so that the others keep their numbers. The file is read once more for it, and only
    in a book from which something was erased.
    """
    path = archive / archive_path(sha256)
    rows, others = _rows_gone(path, name, gone) if gone.texts else (set[int | None](), 0)
    if not rows:
        return sha256, 0
    kept = _preserved_without(path, archive, rows) if others else None
    remove_files(archive, [sha256])
    return kept, len(rows)


def _rows_gone(path: Path, name: str, gone: Gone) -> tuple[set[int | None], int]:
    """Return the rows whose words were erased, and how many others there are; none of a file that is one report."""
    rows: set[int | None] = set()
    others = 0
    with path.open("rb") as stream:
        is_many = holds_lines(name, stream.read(HEAD))
        stream.seek(0)
        for read in read_file(stream, name, name) if is_many else ():
            if gone.has(read):
                rows.add(read.line)
            else:
                others += 1
    return rows, others


def _preserved_without(path: Path, archive: Path, numbers: Collection[int | None]) -> str:
    left = changed_rows(path.read_bytes(), lambda number, row: b"" if number in numbers else row)
    return preserve_file(io.BytesIO(left), archive, path.name)
