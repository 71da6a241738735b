"""Check a book: settings, database, archive, ledger, and that every claim's words stand where it says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import Book, open_book, reading
from tollbook.flow.books.book import snapshot as snapshot_of
from tollbook.flow.erasing.finishing import is_unfinished, unfinished
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.archive import digest_of_file
from tollbook.ledger.chain import first_fault
from tollbook.ledger.standing import erased_before
from tollbook.model.claim import Claim
from tollbook.model.issue import Issue
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.preserve.archive import archive_path
from tollbook.store import documents, schema
from tollbook.store import entries as ledger


def check(root: Path, progress: Progress = silent) -> tuple[list[Issue], Snapshot]:
    """Return everything found wrong with the book itself, and the book; raise RunAborted when it cannot be opened.

    Reads the whole archive: about a second for a gigabyte of documents. Changes nothing.
    """
    book = open_book(root)
    view = snapshot_of(root)
    found = [*_database(book), *_archive(book, progress), *_ledger(book), *_erasure(book), *_words(view)]
    return found, view


def _database(book: Book) -> Iterator[Issue]:
    with reading(book) as connection:
        for fault in schema.database_faults(connection):
            hint = "Keep the file and restore tollbook.db from a copy; the archive holds every document."
            yield Issue("database-damaged", "error", str(book.database), fault, hint)


def _erasure(book: Book) -> Iterator[Issue]:
    with reading(book) as connection:
        if is_unfinished(connection):
            yield unfinished(book, "it was interrupted")


def _archive(book: Book, progress: Progress) -> Iterator[Issue]:
    with reading(book) as connection:
        _, erased = erased_before(ledger.load_entries(connection))
        names = sorted({r.sha256 for r in documents.all_receipts(connection)} - erased)
    hint = (
        "Restore it from a copy of the book, or run the original file again (delete an altered one first). "
        "Its text and claims are still in the book."
    )
    for done, name in enumerate(names, start=1):
        progress("checking the archive", done, len(names))
        place = book.archive / archive_path(name)
        if not place.is_file():
            yield Issue("archive-missing", "error", f"archive/{archive_path(name)}", "the preserved file is gone", hint)
        elif (seen := digest_of_file(place)) != name:
            message = f"the preserved file was altered: its SHA-256 is now {seen}"
            yield Issue("archive-altered", "error", f"archive/{archive_path(name)}", message, hint)


def _ledger(book: Book) -> Iterator[Issue]:
    with reading(book) as connection:
        fault = first_fault(ledger.load_entries(connection), ledger.noted_head(connection))
    if fault:
        hint = "Restore tollbook.db from a copy made before; compare with `tollbook log export` of that copy."
        yield Issue("ledger-broken", "error", f"entry {fault.seq}", fault.message, hint)


def _words(view: Snapshot) -> Iterator[Issue]:
    hint = "Run: tollbook rebuild --book DIR; if it stays, report it."
    items: list[Claim | Record] = [*view.claims.values(), *view.records]
    for item in items:
        document = view.documents.get(item.document)
        text = document.text if document else ""
        for (start, end), quote in quoted(msgspec.to_builtins(item)):
            if text[start:end] != quote:
                message = f"the words {quote!r} do not stand at {start}..{end} of document {item.document}"
                yield Issue("words-not-found", "error", item.id, message, hint)


def quoted(value: Any) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield every span with its quote below ``value`` (JSON values): of a claim or record, and of each of its readings."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from quoted(item)
    elif isinstance(value, dict):
        if "quote" in value and value.get("span"):
            yield tuple(value["span"]), value["quote"]
        for item in value.values():
            yield from quoted(item)
