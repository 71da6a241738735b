"""Extract and resolve each document once, and keep what came out until the extractor or the document's credits change."""

import re
from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import Engine

from tollbook.flow.book import READ_AT_ONCE, Book
from tollbook.flow.fingerprint import extraction_key, extractor_fingerprint
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress
from tollbook.flow.shift import joined, pieces_of, salted
from tollbook.flow.steps import read_claims
from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.model.issue import Issue
from tollbook.store import derived, documents
from tollbook.store.engine import transaction

PIECE = 400_000
Extractor = Callable[[Document, Kit], Extraction]
_BLANK = re.compile(r"\n\s*\n|\n|(?<=[.!?]) ")


def extract_all(
    book: Book, engine: Engine, kit: Kit, progress: Progress, *, extractor: Extractor = read_claims, name: str = ""
) -> int:
    """Bring the stored extractions up to date and return how many documents were read.

    ``name`` is the extractor's fingerprint where it is not the program's own. A batch of documents is one transaction.
    """
    fingerprint = name or extractor_fingerprint(kit)
    with transaction(engine, str(book.database)) as connection:
        ids = documents.document_ids(connection)
        ordinals = documents.ordinals(connection)
        keys = derived.extraction_keys(connection)
    done = 0
    for start in range(0, len(ids), READ_AT_ONCE):
        batch = ids[start : start + READ_AT_ONCE]
        with transaction(engine, str(book.database)) as connection:
            stale = [
                (document, key)
                for document in documents.load(connection, batch)
                if keys.get(document.id) != (key := extraction_key(document, fingerprint))
            ]
        done += _extract_batch(
            book, engine, kit, stale, ordinals, extractor, lambda n, s=start: progress("extracting", s + n, len(ids))
        )  # type: ignore[misc]  # the default binds the loop's value
    return done


def _extract_batch(
    book: Book,
    engine: Engine,
    kit: Kit,
    stale: Sequence[tuple[Document, str]],
    ordinals: dict[str, int],
    extractor: Extractor,
    tell: Callable[[int], None],
) -> int:
    found: list[tuple[Extraction, str]] = []
    for number, (document, key) in enumerate(stale, start=1):
        extraction = extract_document(document, kit, extractor)
        if document.id in ordinals:
            extraction = salted(extraction, document.id)
        found.append((extraction, key))
        tell(number)
    if found:
        with transaction(engine, str(book.database)) as connection:
            for extraction, key in found:
                derived.put_extraction(connection, extraction, key)
    return len(found)


def extract_document(document: Document, kit: Kit, extractor: Extractor = read_claims) -> Extraction:
    """Return what ``document`` says; a very long one is read in pieces, so that time and memory stay in proportion."""
    if len(document.text) <= PIECE:
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
