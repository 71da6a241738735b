"""Enter by hand: a claim the extractor missed, an incident that only a source note tells of. The record follows at once."""

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from tollbook.flow.books.book import Book, open_book, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.derive import append_entries
from tollbook.flow.erasing.gone import Gone, drop_gone
from tollbook.flow.judging.added import KINDS, AddedBody, additions, body_of, new_body
from tollbook.flow.judging.judge import JudgementRefused, refuse_unsaid
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.archive import digest_of_file, preserve_file
from tollbook.flow.reading.intake import Arrival, Intake, store_arrivals
from tollbook.flow.reading.reports import named_report
from tollbook.flow.run import bring_up_to_date, kit_of, settle
from tollbook.ledger.chain import next_entry
from tollbook.model.claim import Evidence, Original
from tollbook.model.document import NOTE, Credits, Document
from tollbook.model.ids import Span
from tollbook.model.issue import Issue, ItemFailed
from tollbook.model.judgement import Entry, JudgementKind
from tollbook.preserve.kinds import HEAD, kind_of
from tollbook.read.text import ReadText
from tollbook.store import derived, documents
from tollbook.store import entries as ledger
from tollbook.store.engine import Connection, Engine, transaction

HAND = "by hand"
ERASED_BEFORE = "erased on request, and what was is not taken in again; `tollbook log` names the request"
MOST_EVIDENCE = 200 * 1024 * 1024
"""Bytes of one photo or video that a book takes in."""
LONGEST_NAME = 120
KINDS_OF_EVIDENCE = ("image/", "video/", "audio/", "application/pdf", "text/plain")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One claim to be entered: its fields as typed, and the words it stands on, as a span or as they stand in the text."""

    fields: Mapping[str, str]
    span: Span | None = None
    words: str = ""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wrote down where there is no document: the words, whose they are, and the day they were said."""

    text: str
    source: str
    day: dt.date | None = None
    language: str = "en"
    url: str | None = None


def add(
    root: Path,
    document: str | Note,
    wanted: Sequence[Wanted],
    *,
    who: str,
    why: str,
    one_incident: bool = False,
    original: Original | None = None,
    evidence: Sequence[Path | tuple[str, Path]] = (),
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> tuple[Entry, tuple[Issue, ...]]:
    """Enter the claims ``wanted`` on a document (its id or its caller's name for it) or on a new note; return the entry.

    With ``one_incident`` they are of one incident, until somebody judges otherwise. ``evidence`` are files, by their own
    names or by the names given with them, that are kept in the archive with the claims. Raises JudgementRefused, saying what is expected, with nothing written but the files.
    """
    refuse_unsaid(who=who, why=why)
    if not wanted:
        raise JudgementRefused("no claim given: say what harm came to how many, as in harm=killed count=12")
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "add"):
        engine = writer(book)
        gone = drop_gone(book, engine)
        kept = tuple(_evidence(*_named(file), book, gone) for file in evidence)
        lent = kit or kit_of(book)
        settle(book, engine, lent, moment, progress)
        name = _noted(book, engine, document, moment, gone) if isinstance(document, Note) else document
        with transaction(engine, str(book.database)) as connection:
            body = _body(connection, named_report(connection, name), wanted, lent, why, original, kept, who)
            kind: JudgementKind = "add_incident" if one_incident else "add_claim"
            (entry,) = append_entries(connection, [(kind, body_of(body))], who, moment)
        _, issues = bring_up_to_date(book, engine, lent, moment, progress, keeps_readings=True)
    return entry, issues


def _body(
    connection: Connection,
    document: Document,
    wanted: Sequence[Wanted],
    kit: Kit,
    why: str,
    original: Original | None,
    evidence: tuple[Evidence, ...],
    who: str,
) -> AddedBody:
    """Return the entry's body, tried out before it is written: a field that does not fit is refused now, not later."""
    taken = {c.id for c in derived.load_claims(connection)} | _ids_in_ledger(ledger.load_entries(connection))
    spans = [(_span(w, document), w.fields) for w in wanted]
    try:
        body = new_body(document, spans, taken, why=why, original=original, evidence=evidence)
    except ValueError as error:
        raise JudgementRefused(str(error)) from error
    trial = next_entry((0, ""), kind="add_claim", author=who, time="", body=body_of(body))
    made = additions([trial], {}, {document.id: document}, {}, (), kit)
    if made.issues:
        raise JudgementRefused(made.issues[0].message)
    return body


def _ids_in_ledger(entries: Sequence[Entry]) -> set[str]:
    added = (e for e in entries if e.kind in KINDS)
    return {str(claim["id"]) for entry in added for claim in entry.body.get("claims", ())}


def _span(wanted: Wanted, document: Document) -> Span:
    """Return where the claim stands: its span, its words, or in a note without either the whole of its first line."""
    if wanted.span is not None:
        return wanted.span
    words = wanted.words.split()
    if words:
        found = re.search(r"\s+".join(map(re.escape, words)), document.text)
        if found is None:
            raise JudgementRefused(f"the words {wanted.words!r} do not stand in the report; copy them as they stand")
        return found.span()
    if document.media_type != NOTE:
        raise JudgementRefused("say which words of the report make the claim")
    line = next(line for line in document.text.splitlines() if line.strip())
    start = document.text.index(line)
    return start, start + len(line)


def _noted(book: Book, engine: Engine, note: Note, now: dt.datetime, gone: Gone) -> str:
    """Preserve a note like any document and return its id; the same note written twice is one document."""
    if not note.text.strip() or not note.source.strip():
        raise JudgementRefused("a note needs its words and its source: who told it, or where it was seen")
    said = Credits(published=note.day, outlet=note.source.strip(), language=note.language, url=note.url)
    read = ReadText(text=note.text.strip(), credits=said, media_type=NOTE, offset=None)
    if gone.has(read):
        raise JudgementRefused(f"these words were {ERASED_BEFORE}")
    content = msgspec.json.encode(note, order="sorted")
    sha256 = preserve_file(io.BytesIO(content), book.archive, HAND)
    store_arrivals(engine, book, [Arrival(sha256, f"{HAND}/note-{sha256[:12]}", read)], Credits(), now, Intake())
    with transaction(engine, str(book.database)) as connection:
        found = documents.document_of_bytes(connection, sha256, None)
    if found is None:
        raise JudgementRefused("the note could not be kept")
    return found


def _named(file: Path | tuple[str, Path]) -> tuple[str, Path]:
    return (file.name, file) if isinstance(file, Path) else file


def _evidence(called: str, path: Path, book: Book, gone: Gone) -> Evidence:
    """Preserve a photo, video or paper and return what the claim keeps of it; its kind is told from its bytes."""
    name = " ".join("".join(c if c.isprintable() else " " for c in called).split())[-LONGEST_NAME:] or "file"
    try:
        size = path.stat().st_size
        if size > MOST_EVIDENCE:
            raise JudgementRefused(f"{name}: {size:,} bytes, more than the {MOST_EVIDENCE:,} a book takes; shorten it")
        with path.open("rb") as stream:
            media_type = kind_of(stream.read(HEAD))
            if not media_type.startswith(KINDS_OF_EVIDENCE):
                raise JudgementRefused(f"{name}: evidence is a photo, a video, a sound, a PDF or a plain text")
            if digest_of_file(path) in gone.files:
                raise JudgementRefused(f"{name}: this file was {ERASED_BEFORE}")
            stream.seek(0)
            sha256 = preserve_file(stream, book.archive, name)
    except OSError as error:
        raise JudgementRefused(f"{name}: cannot be read ({error.strerror})") from error
    except ItemFailed as failure:
        raise JudgementRefused(failure.issue.message) from failure
    return Evidence(sha256=sha256, name=name, media_type=media_type)
