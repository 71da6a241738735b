"""Take another table of events into a book, as reports and claims of its source: they stand beside the reports' own.

A row becomes a small document of plain lines, and its numbers claims on those lines, so that every figure that comes from
the table walks back to it like any other.
"""

import datetime as dt
import io
from pathlib import Path

import msgspec

from tollbook.flow.books.book import Book, open_book, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.erasing.gone import drop_gone, was_erased
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.archive import preserve_file
from tollbook.flow.reading.intake import Arrival, Intake, store_arrivals
from tollbook.flow.run import bring_up_to_date, kit_of
from tollbook.flow.tables.comparing import read_table
from tollbook.flow.tables.rows import lines_of
from tollbook.model.document import ROW, Credits
from tollbook.model.foreign import ForeignEvent
from tollbook.model.issue import Issue
from tollbook.read.text import ReadText
from tollbook.vocab.imports import Mapping

AT_ONCE = 200


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import brought: events of the table, new reports, rows that were left out, Issues of the record."""

    events: int
    new: int
    unread: tuple[Issue, ...]
    issues: tuple[Issue, ...]


def import_table(
    root: Path,
    path: Path,
    mapping: Mapping,
    *,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> Imported:
    """Take the events of the table in ``path`` into the book; rows that cannot be read are named and the rest goes on.

    Importing the same table again adds nothing, and brings nothing back that was erased. Raises RunAborted where nothing of it can be read.
    """
    events, unread = read_table(path, mapping)
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "import"):
        engine = writer(book)
        intake = Intake()
        gone = drop_gone(book, engine)
        left_out: list[Issue] = []
        for start in range(0, len(events), AT_ONCE):
            progress("importing", start, len(events))
            rows = [(_read(event, mapping), f"{path.name}:{event.line}") for event in events[start : start + AT_ONCE]]
            left_out += [was_erased(origin) for read, origin in rows if gone.has(read)]
            batch = [_arrival(read, origin, book) for read, origin in rows if not gone.has(read)]
            store_arrivals(engine, book, batch, Credits(), moment, intake)
        _, issues = bring_up_to_date(book, engine, kit or kit_of(book), moment, progress, keeps_readings=True)
    return Imported(events=len(events), new=intake.new, unread=(*unread, *left_out), issues=issues)


def _read(event: ForeignEvent, mapping: Mapping) -> ReadText:
    said = Credits(
        caller_id=f"{mapping.name} {event.id}",
        published=event.last,
        outlet=mapping.source,
        language="en",
        title=f"{mapping.source} {event.id}",
        url=event.url,
    )
    text = "".join(f"{line}\n" for line in lines_of(event))
    return ReadText(text=text, credits=said, media_type=ROW, offset=None)


def _arrival(read: ReadText, origin: str, book: Book) -> Arrival:
    return Arrival(preserve_file(io.BytesIO(read.text.encode()), book.archive, origin), origin, read)
