"""Search a book's words: opens its database, asks, and goes. Knows no pages."""

from pathlib import Path

from tollbook.flow.books.book import reading_file
from tollbook.flow.books.config import database_of
from tollbook.store import fulltext
from tollbook.store.fulltext import Asked, Kind

__all__ = ["Asked", "Kind", "find"]


def find(root: Path, asked: Asked, *, limit: int, offset: int = 0) -> dict[Kind, tuple[list[str], int]]:
    """Return, for claims and for reports, the ids of what holds all the words, the latest first, and how many there are.

    Reports have no harm: where one is asked for, no report is found. Raises RunAborted where the book cannot be read or its
    record was made by a version without an index of words.
    """
    with reading_file(database_of(root)) as connection:
        claims = fulltext.find(connection, "claim", asked, limit=limit, offset=offset)
        reports = ([], 0) if asked.harm else fulltext.find(connection, "report", asked, limit=limit, offset=offset)
    return {"claim": claims, "report": reports}
