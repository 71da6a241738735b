"""Collect, preserve, read: files become documents and receipts. Everything is kept, also what could not be read."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from tollbook.collect.sources.files.collect import Found, find_files
from tollbook.flow.books.book import Book
from tollbook.flow.erasing.gone import Gone, drop_gone, was_erased, without_gone
from tollbook.flow.progress import Progress
from tollbook.flow.reading.archive import preserve_file, remove_files, sweep
from tollbook.flow.reading.local_day import with_local_day
from tollbook.model.document import Credits, Receipt, document_id, merged_credits, text_id
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue, ItemFailed
from tollbook.preserve.archive import archive_path
from tollbook.read.file import read_file
from tollbook.read.text import ReadText, Unreadable
from tollbook.store import documents
from tollbook.store.engine import Connection, Engine, transaction

BATCH_ITEMS = 100
BATCH_CHARACTERS = 4_000_000
ONE_DAY = dt.timedelta(days=1)
"""It may be tomorrow already where a report was published."""


class Intake(msgspec.Struct):
    """What one run took in: counts for its summary, the Issues of files it could not even preserve, and those of reports it met."""

    files: int = 0
    new: int = 0
    known: int = 0
    unreadable: int = 0
    issues: tuple[Issue, ...] = ()
    met: list[Issue] = msgspec.field(default_factory=list)


class Arrival(msgspec.Struct, frozen=True):
    """One report (or unreadable piece) of a preserved file, on its way into the store."""

    sha256: str
    origin: str
    read: ReadText | Unreadable


def take_in(
    book: Book, engine: Engine, paths: Sequence[Path], by_hand: Credits, now: dt.datetime, progress: Progress
) -> Intake:
    """Preserve and read the files of ``paths`` into ``book``; ``by_hand`` are the credits a person gave for all of them.

    A batch of reports is one transaction, so a run killed anywhere leaves whole batches and no half document.
    """
    sweep(book.archive)
    gone = drop_gone(book, engine)
    intake = Intake()
    batch: list[Arrival] = []
    size = 0
    for arrival in _arrivals(book, engine, paths, by_hand, intake, progress, gone):
        batch.append(arrival)
        size += len(arrival.read.text) if isinstance(arrival.read, ReadText) else 0
        if len(batch) >= BATCH_ITEMS or size >= BATCH_CHARACTERS:
            store_arrivals(engine, book, batch, by_hand, now, intake)
            batch, size = [], 0
    store_arrivals(engine, book, batch, by_hand, now, intake)
    return intake


def _arrivals(
    book: Book,
    engine: Engine,
    paths: Sequence[Path],
    by_hand: Credits,
    intake: Intake,
    progress: Progress,
    gone: Gone,
) -> Iterator[Arrival]:
    for found in find_files(paths, leave_out=book.own_paths):
        if isinstance(found, Issue):
            intake.issues = (*intake.issues, found)
            continue
        intake.files += 1
        progress("reading", intake.files, None)
        try:
            sha256 = _preserved(book, found)
        except ItemFailed as failure:
            intake.issues = (*intake.issues, failure.issue)
            continue
        kept, left_out = _kept(book, sha256, found, gone)
        intake.issues = (*intake.issues, *[was_erased(found.origin)] * left_out)
        if kept is None:
            continue
        sha256 = kept
        if _is_known(engine, book, sha256, found.origin, by_hand):
            intake.known += 1
            continue
        with (book.archive / archive_path(sha256)).open("rb") as stream:
            for read in read_file(stream, found.path.name, found.origin):
                if gone.has(read):  # a file that is this one report: rows of that kind are out of it already
                    remove_files(book.archive, [sha256])
                    intake.issues = (*intake.issues, was_erased(found.origin))
                else:
                    yield Arrival(sha256, found.origin, read)


def _kept(book: Book, sha256: str, found: Found, gone: Gone) -> tuple[str | None, int]:
    """Return the hash of the preserved file without what was erased, None where nothing is left, and how many reports that is."""
    if sha256 in gone.files:
        remove_files(book.archive, [sha256])
        return None, 1
    return without_gone(book.archive, sha256, found.path.name, gone)


def _preserved(book: Book, found: Found) -> str:
    try:
        source: BinaryIO = found.path.open("rb")
    except OSError as error:
        message = f"cannot be opened ({error.strerror})"
        hint = "Check the rights of the file and run it again."
        raise ItemFailed(Issue("file-unreadable", "error", found.origin, message, hint)) from error
    with source:
        return preserve_file(source, book.archive, found.origin)


def _is_known(engine: Engine, book: Book, sha256: str, origin: str, by_hand: Credits) -> bool:
    """Return True when this very file was read before as one document: reading it again would give the same."""
    with transaction(engine, str(book.database)) as connection:
        return bool(documents.known_receipts(connection, [receipt_id(sha256, None, origin, by_hand)]))


def receipt_id(sha256: str, line: int | None, origin: str, by_hand: Credits, *, failed: bool = False) -> str:
    """Return the id of a receipt: the same bytes from the same place with the same credits by hand arrive once."""
    given = {k: str(v) for k, v in msgspec.structs.asdict(by_hand).items() if v is not None}
    return content_id("r1_", sha256, line, origin, given, failed)


def store_arrivals(
    engine: Engine, book: Book, batch: Sequence[Arrival], by_hand: Credits, now: dt.datetime, intake: Intake
) -> None:
    """Put preserved and read reports into the store in one transaction; what is known already is counted and left."""
    if not batch:
        return
    named = [(_identity(arrival, by_hand), arrival) for arrival in batch]
    zone = book.config.timezone
    with transaction(engine, str(book.database)) as connection:
        known = documents.known_receipts(connection, [identity for identity, _ in named])
        for identity, arrival in named:
            receipt = _receipt(arrival, identity, by_hand, now.date(), zone)
            intake.met += receipt.issues
            if identity in known:
                intake.known += not _failed(arrival)
                intake.unreadable += _failed(arrival)
            else:
                known.add(identity)
                _store_one(connection, receipt, arrival.read, now, intake)


def _failed(arrival: Arrival) -> bool:
    return isinstance(arrival.read, Unreadable) or not arrival.read.text.strip()


def _identity(arrival: Arrival, by_hand: Credits) -> str:
    return receipt_id(arrival.sha256, arrival.read.line, arrival.origin, by_hand, failed=_failed(arrival))


def _store_one(
    connection: Connection, receipt: Receipt, read: ReadText | Unreadable, now: dt.datetime, intake: Intake
) -> None:
    if isinstance(read, ReadText) and read.text.strip():
        document, is_new = _document_for(connection, receipt, read)
        receipt = msgspec.structs.replace(receipt, document=document)
        intake.new += is_new
        intake.known += not is_new
    else:
        intake.unreadable += 1
    documents.add_receipt(connection, receipt, now.isoformat(timespec="seconds"))


def _receipt(arrival: Arrival, identity: str, by_hand: Credits, today: dt.date, zone: str) -> Receipt:
    read = arrival.read
    own = read.credits if isinstance(read, ReadText) else Credits()
    given = {k: v for k, v in msgspec.structs.asdict(by_hand).items() if v is not None}
    if read.line is not None:
        # a row that says its own day or outlet is meant so: what is given for the whole file fills gaps
        given = {k: v for k, v in given.items() if getattr(own, k) is None}
    if "published" in given:
        given |= {"instant": None, "zone": None}  # the day a person gives is the local one
    said = with_local_day(msgspec.structs.replace(own, **given), zone)
    if said.caller_id is None and read.line is None:
        # a file's own name is what its owner calls it by
        said = msgspec.structs.replace(said, caller_id=_stem(arrival.origin))
    where = arrival.origin if read.line is None else f"{arrival.origin}:{read.line}"
    issues = list(read.issues)
    if said.published and said.published > today + ONE_DAY * (said.instant is not None):
        message = f"published {said.published}, which lies after today ({today})"
        hint = (
            "Check the day; run the file again with --published to correct it. Its relative dates count from that day."
        )
        issues.append(Issue("date-in-future", "warning", where, message, hint))
    if isinstance(read, ReadText) and not read.text.strip():
        message, hint = "the text is empty", "Fetch the report again."
        issues.append(Issue("document-empty", "error", where, message, hint))
    return Receipt(
        id=identity,
        sha256=arrival.sha256,
        origin=arrival.origin,
        line=read.line,
        media_type=read.media_type if isinstance(read, ReadText) else "application/octet-stream",
        credits=said,
        by_hand=tuple(sorted(k for k, v in given.items() if v is not None)),
        issues=tuple(issues),
    )


def _stem(origin: str) -> str:
    name = origin.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or name


def _document_for(connection: Connection, receipt: Receipt, read: ReadText) -> tuple[str, bool]:
    """Return the document these words belong to and whether it is new; the same bytes are the same document."""
    known = documents.document_of_bytes(connection, receipt.sha256, receipt.line)
    if known:
        return known, False
    return document_saying(connection, read.text, receipt.credits, receipt.sha256, receipt.media_type)


def document_saying(connection: Connection, text: str, said: Credits, sha256: str, media_type: str) -> tuple[str, bool]:
    """Return the id of the document of these words, added where there is none yet, and whether it is new.

    The same words with other credits are the same document unless day or outlet contradict: "two killed by shelling today"
    of Monday and of Wednesday are two reports.
    """
    words = text_id(text)
    twins = documents.same_words(connection, words)
    for identity, receipts in twins:
        if agree(merged_credits(receipts), said):
            return identity, False
    stored = documents.StoredText(
        id=document_id(text, len(twins)),
        text_id=words,
        ordinal=len(twins),
        sha256=sha256,
        media_type=media_type,
        text=text,
    )
    documents.add_text(connection, stored)
    return stored.id, True


def agree(one: Credits, other: Credits) -> bool:
    """Return True when neither day nor outlet contradict: the same words may then be the same report."""
    pairs = ((one.published, other.published), (one.outlet, other.outlet))
    return all(a is None or b is None or a == b for a, b in pairs)
