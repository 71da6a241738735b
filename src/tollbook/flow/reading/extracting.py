"""Extract and resolve each document once, and keep what came out until the extractor or the document's credits change."""

import re
import traceback
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tollbook.flow.books.book import Book
from tollbook.flow.books.fingerprint import extraction_key, extractor_fingerprint
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress
from tollbook.flow.reading.language import language_to_read
from tollbook.flow.reading.shift import joined, pieces_of, salted
from tollbook.flow.steps import Extractor, read_claims
from tollbook.flow.tables.rows import claims_of_row
from tollbook.model.claim import Extraction
from tollbook.model.document import ERASED, NOTE, ROW, Document
from tollbook.model.issue import Issue, ItemFailed, RunAborted
from tollbook.store import derived, documents
from tollbook.store.engine import Engine, transaction

READ_AT_ONCE = 200
CHARACTERS_AT_ONCE = 4_000_000
LONG = 400_000
PIECE = 20_000
"""Long texts are read in small pieces: most hold no harm word and are passed over at once."""
FAILED = "extraction-failed"
MANY = 20
_BLANK = re.compile(r"\n\s*\n|\n|(?<=[.!?]) ")


def extract_all(
    book: Book, engine: Engine, kit: Kit, progress: Progress, *, extractor: Extractor = read_claims, name: str = ""
) -> int:
    """Bring the stored extractions up to date and return how many documents were read.

    ``name`` is the extractor's fingerprint where it is not the program's own. A batch of documents is one transaction.
    """
    fingerprint = name or extractor_fingerprint(kit)
    with transaction(engine, str(book.database)) as connection:
        batches = documents.id_batches(connection, READ_AT_ONCE, CHARACTERS_AT_ONCE)
        ordinals = documents.ordinals(connection)
        keys = derived.extraction_keys(connection)
    total = sum(map(len, batches))
    done = seen = 0
    for batch in batches:
        progress("extracting", seen, total)
        with transaction(engine, str(book.database)) as connection:
            loaded = documents.load(connection, batch)
        found = []
        for document in loaded:
            seen += 1
            key = extraction_key(document, fingerprint)
            if keys.get(document.id) != key:
                progress("extracting", seen, total)
                found.append((extract_one(document, kit, extractor, is_copy=document.id in ordinals), key))
        _stop_if_all_failed(found)
        _store(engine, book, found)
        done += len(found)
    return done


def extract_one(document: Document, kit: Kit, extractor: Extractor, *, is_copy: bool) -> Extraction:
    """Return what the document says. One on which the extractor fails is told and passed over, and costs no other."""
    if document.media_type in {NOTE, ERASED}:
        return Extraction(document=document.id)
    if document.media_type == ROW:
        return claims_of_row(document, kit)
    code, unread = language_to_read(document.language, document.text, document.id)
    if code is None and document.language is not None:
        return Extraction(document=document.id, issues=unread)
    try:
        # words of no known look are tried all the same: a list of names and numbers has none
        extraction = extract_document(msgspec.structs.replace(document, language=code), kit, extractor)
    except ItemFailed as failure:
        return Extraction(document=document.id, issues=(failure.issue,))
    except (MemoryError, OSError, RunAborted):
        raise  # the machine's trouble, not the report's: it may be gone at the next run
    except Exception as error:  # noqa: BLE001  # a bug met in one hostile text must not keep a desk from all others
        return Extraction(document=document.id, issues=(_failure(document, error),))
    if not (extraction.claims or extraction.records):
        extraction = msgspec.structs.replace(extraction, issues=(*extraction.issues, *unread))
    return salted(extraction, document.id) if is_copy else extraction


def _failure(document: Document, error: Exception) -> Issue:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    message = f"extraction failed ({type(error).__name__}: {error}; {Path(frame.filename).name}:{frame.lineno})"
    hint = (
        "The report is kept and is tried again by the next version. Please report this message with the report's text."
    )
    name = document.caller_ids[0] if document.caller_ids else document.id
    return Issue("extraction-failed", "error", name, message, hint)


def _stop_if_all_failed(found: Sequence[tuple[Extraction, str]]) -> None:
    """Raise RunAborted when every report of a batch that had something to say failed: the program is at fault then.

    An empty record must not take the place of a good one.
    """
    failures = [i for extraction, _ in found for i in extraction.issues if i.code == FAILED]
    if len(failures) >= MANY and not any(extraction.claims or extraction.records for extraction, _ in found):
        raise RunAborted(failures[0])


def _store(engine: Engine, book: Book, found: Sequence[tuple[Extraction, str]]) -> None:
    if not found:
        return
    with transaction(engine, str(book.database)) as connection:
        for extraction, key in found:
            derived.put_extraction(connection, extraction, key)


def extract_document(document: Document, kit: Kit, extractor: Extractor = read_claims) -> Extraction:
    """Return what ``document`` says; a very long one is read in pieces, so that time and memory stay in proportion."""
    if len(document.text) <= LONG:
        return extractor(document, kit)
    pieces = pieces_of(document.text, PIECE, _BLANK)
    extractions = [
        (start, extractor(msgspec.structs.replace(document, text=document.text[start:end]), kit))
        for start, end in pieces
    ]
    message = (
        f"{len(document.text):,} characters, read in {len(pieces)} pieces: nothing is carried over from one to the next"
    )
    hint = "If the file holds many reports, split it, so that each gets its own day and outlet."
    issue = Issue("document-long", "info", document.id, message, hint)
    return joined(document, extractions, issue)
