"""Take another table of events into a book, as reports and claims of its source: they stand beside the reports' own.

A row becomes a small document of plain lines, and its numbers claims on those lines, so that every figure that comes from
the table walks back to it like any other.
"""

import datetime as dt
import io
from pathlib import Path

import msgspec

from tollbook.flow.archive import preserve_file
from tollbook.flow.book import Book, open_book, writer
from tollbook.flow.comparing import read_table
from tollbook.flow.intake import Arrival, Intake, store_arrivals
from tollbook.flow.kit import Kit
from tollbook.flow.lock import sole_writer
from tollbook.flow.progress import Progress, silent
from tollbook.flow.rows import lines_of
from tollbook.flow.run import bring_up_to_date, kit_of
from tollbook.model.document import ROW, Credits
from tollbook.model.foreign import ForeignEvent
from tollbook.model.issue import Issue
from tollbook.read.text import ReadText
from tollbook.vocab.imports import Mapping

AT_ONCE = 200


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import brought: events of the table, new reports, rows that could not be read, Issues of the record."""

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

    Importing the same table again adds nothing. Raises RunAborted where nothing of it can be read.
    """
    events, unread = read_table(path, mapping)
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "import"):
        engine = writer(book)
        intake = Intake()
        for start in range(0, len(events), AT_ONCE):
            progress("importing", start, len(events))
            batch = [_arrival(event, mapping, path, book) for event in events[start : start + AT_ONCE]]
            store_arrivals(engine, book, batch, Credits(), moment, intake)
        _, issues = bring_up_to_date(book, engine, kit or kit_of(book), moment, progress, keeps_readings=True)
    return Imported(events=len(events), new=intake.new, unread=unread, issues=issues)


def _arrival(event: ForeignEvent, mapping: Mapping, path: Path, book: Book) -> Arrival:
    text = "".join(f"{line}\n" for line in lines_of(event))
    sha256 = preserve_file(io.BytesIO(text.encode()), book.archive, f"{path.name}:{event.line}")
    said = Credits(
        caller_id=f"{mapping.name} {event.id}",
        published=event.last,
        outlet=mapping.source,
        language="en",
        title=f"{mapping.source} {event.id}",
        url=event.url,
    )
    return Arrival(sha256, f"{path.name}:{event.line}", ReadText(text=text, credits=said, media_type=ROW, offset=None))
