"""What an erasure still has to do once it is written: files, a model's answers, freed pages. Done again until it is done."""

import shutil

from tollbook.flow.books.book import Book
from tollbook.flow.llm.answers import answers_folder
from tollbook.flow.reading.archive import remove_files
from tollbook.ledger.standing import erased_before
from tollbook.model.issue import Issue
from tollbook.store import entries as ledger
from tollbook.store.engine import Connection, Engine, forget_freed_pages, transaction
from tollbook.store.meta import get_meta, set_meta

MARK = "erasing"
"""Where a book notes, in the erasure's own transaction, that this is still to be done."""


def mark_erasure(connection: Connection) -> None:
    """Note that what was taken out of the rows may still lie in files and freed pages."""
    set_meta(connection, MARK, "unfinished")


def is_unfinished(connection: Connection) -> bool:
    """Return True where an erasure was written and not carried through to its end."""
    return bool(get_meta(connection, MARK))


def finish_erasures(book: Book, engine: Engine) -> tuple[Issue, ...]:
    """Take off the disk what erasures took out of the book, and the note of it; return an Issue where that cannot be now.

    The caller holds the book's lock and has made the record anew, which held the same words. Killed anywhere in between,
    the next writer does all of it again.
    """
    with transaction(engine, str(book.database)) as connection:
        if not is_unfinished(connection):
            return ()
        _, files = erased_before(ledger.load_entries(connection))
    try:
        remove_files(book.archive, files)
        folder = answers_folder(book.root)
        if folder.exists():
            shutil.rmtree(folder)  # answers quote reports and do not say which
    except OSError as error:
        return (unfinished(book, f"{error.filename} cannot be deleted ({error.strerror})"),)
    if not forget_freed_pages(engine):
        return (unfinished(book, "its freed pages are in use or the disk is full"),)
    with transaction(engine, str(book.database)) as connection:
        set_meta(connection, MARK, "")
    return ()


def unfinished(book: Book, why: str) -> Issue:
    """Return the Issue of an erasure that is written in the ledger and not carried through."""
    message = f"an erasure is not carried through: {why}; words that were erased may still lie in the book's files"
    hint = f"Make room, close what reads the book, and run: tollbook run --book {book.root}"
    return Issue("erasure-unfinished", "error", str(book.root), message, hint)
