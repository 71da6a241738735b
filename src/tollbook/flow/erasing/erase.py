"""Erase content at a family's or a court's request: what was there is gone, that it was there stays, the chain holds.

Gone: the words in the database, in the ledger's bodies and in the archive. Kept: ids and hashes, which say nothing, and
an ``erase`` entry that names the request. A report that was erased is not taken in again.
"""

import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import Book, open_book, reading, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.derive import append_entries
from tollbook.flow.erasing.finishing import mark_erasure
from tollbook.flow.judging.judge import JudgementRefused, refuse_unsaid
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.archive import preserve_file
from tollbook.flow.reading.reports import named_report
from tollbook.flow.run import bring_up_to_date, kit_of, settle
from tollbook.ledger.bodies import each_text, left_of
from tollbook.ledger.chain import body_hash
from tollbook.ledger.standing import ERASED as ERASED_KEY
from tollbook.model.document import ERASED, Credits, Document, Receipt, text_id
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.preserve.archive import archive_path
from tollbook.read.rows import BROKEN, changed_rows
from tollbook.store import documents, erasing
from tollbook.store import entries as ledger
from tollbook.store.engine import Connection, transaction

BLACK = "█"
SHORTEST = 3
"""Fewer letters than this would black out half a text."""
REDUCED = "reduced"


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure did: its entry, the other documents that still hold the same words, and Issues."""

    entry: Entry
    elsewhere: tuple[str, ...]
    issues: tuple[Issue, ...]


def erase(
    root: Path,
    document: str,
    *,
    authority: str,
    who: str,
    words: str = "",
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> Erased:
    """Erase a document (its id or its caller's name), or only ``words`` in it, because ``authority`` asks for it.

    ``authority`` is kept and shown: it must not repeat what is erased. Raises JudgementRefused when the document or the
    words are not there; nothing is changed then. This cannot be undone. Killed anywhere, it is done whole by the next writer,
    or was never begun.
    """
    refuse_unsaid(who=who, authority=authority)
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "erase"):
        engine = writer(book)
        lent = kit or kit_of(book)
        settle(book, engine, lent, moment, progress)
        with transaction(engine, str(book.database)) as connection:
            target = _target(connection, document, words)
            files = _erase_files(connection, book, target, words)
            if not words:
                files += _evidence_of(ledger.load_entries(connection), target.id)
            body = _erase_rows(connection, target, words, authority, files)
            (entry,) = append_entries(connection, [("erase", body)], who, moment)
            mark_erasure(connection)
        _, issues = bring_up_to_date(book, engine, lent, moment, progress, keeps_readings=True)
    return Erased(entry=entry, elsewhere=_elsewhere(book, target, words), issues=issues)


def _target(connection: Connection, name: str, words: str) -> Document:
    found = named_report(connection, name)
    if found.media_type == ERASED:
        raise JudgementRefused(f"report {name!r} was erased before")
    if words and len(words.strip()) < SHORTEST:
        raise JudgementRefused(f"{words!r}: give at least {SHORTEST} characters, or half the text would be black")
    if words and words not in found.text:
        raise JudgementRefused(f"{words!r} does not stand in report {name!r}; copy it as it stands there")
    return found


def _evidence_of(entries: Sequence[Entry], document: str) -> list[str]:
    """Return the hashes of photos and papers that only claims entered on this document rest on: they go with it."""
    used: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for entry in entries:
        for evidence in entry.body.get("evidence", ()):
            used[entry.body.get("document") == document][str(evidence["sha256"])] = None
    return [sha256 for sha256 in used[True] if sha256 not in used[False]]


def _elsewhere(book: Book, target: Document, words: str) -> tuple[str, ...]:
    """Return the other documents that hold the same words: copies and editions, for the person to decide on."""
    with reading(book) as connection:
        if words:
            ids = documents.document_ids(connection)
        else:
            ids = [identity for identity, _ in documents.same_words(connection, text_id(target.text))]
        others = (
            d for d in documents.iterate(connection, ids) if d.id != target.id and (words or target.text) in d.text
        )
        return tuple(d.caller_ids[0] if d.caller_ids else d.id for d in others)


def _erase_rows(
    connection: Connection, target: Document, words: str, authority: str, files: Sequence[str]
) -> dict[str, Any]:
    """Black out the document's row, its receipts and the ledger's bodies about it; return the ``erase`` entry's body."""
    entries = ledger.load_entries(connection)
    number = len(entries) + 1
    reduced = ((e, _without(e, target.id, words, number)) for e in entries)
    changed = {e.seq: body for e, body in reduced if body is not None and body != e.body}
    kept = [[e.seq, e.hash, body_hash(changed[e.seq])] for e in entries if e.seq in changed]
    text_id = erasing.words_of(connection, target.id)
    erasing.replace_bodies(connection, changed)
    if words:
        erasing.replace_text(connection, target.id, _blackened(target.text, words))
    else:
        erasing.replace_text(connection, target.id, "", ERASED)
    for receipt in documents.receipts_of(connection, target.id):
        erasing.replace_receipt(connection, _bare(receipt, words))
    return {
        "target": target.id,
        "what": "words" if words else "document",
        "authority": authority.strip(),
        "entries": kept,
        "texts": [text_id],
        "files": list(files),
    }


def _without(entry: Entry, document: str, words: str, number: int) -> dict[str, Any] | None:
    """Return the body without what is erased, None where it does not speak of it or is itself the word of a request."""
    if entry.kind == "erase":
        return None
    if words:
        left = _mapped(entry.body, words)
        return {**left, REDUCED: number} if left != entry.body else None
    left = left_of(entry, document)
    if left is None:
        return {ERASED_KEY: number}
    return None if left is entry.body else {**left, REDUCED: number}


def _mapped(value: Any, words: str) -> Any:
    return each_text(value, lambda text: _blackened(text, words))


def _blackened(text: str, words: str) -> str:
    return text.replace(words, BLACK * len(words))


def _bare(receipt: Receipt, words: str) -> Receipt:
    """Return the receipt without what a feed or a file's name said of the report."""
    if words:
        said = msgspec.convert(_mapped(msgspec.to_builtins(receipt.credits), words), Credits)
        return msgspec.structs.replace(receipt, origin=_blackened(receipt.origin, words), credits=said)
    said = Credits(published=receipt.credits.published)
    return msgspec.structs.replace(receipt, origin="erased", credits=said, media_type=ERASED, by_hand=(), issues=())


def _erase_files(connection: Connection, book: Book, target: Document, words: str) -> list[str]:
    """Write each preserved file anew without what is erased; return the hashes of those to delete.

    A file that holds only this report goes; one that holds others (rows of JSON) stays without it, under a new hash.
    """
    old: list[str] = []
    kept: set[str] = set()
    for sha256 in dict.fromkeys(r.sha256 for r in documents.receipts_of(connection, target.id)):
        receipts = erasing.receipts_from(connection, sha256)
        place = book.archive / archive_path(sha256)
        left = _bytes_left(place.read_bytes(), receipts, target, words) if place.is_file() else None
        if left is not None:
            new = preserve_file(io.BytesIO(left), book.archive, "erased")
            kept.add(new)
            erasing.move_bytes(connection, sha256, new)
            for receipt in receipts:
                if receipt.document != target.id or words:
                    erasing.replace_receipt(connection, msgspec.structs.replace(receipt, sha256=new))
        old.append(sha256)
    return [sha256 for sha256 in old if sha256 not in kept]


def _bytes_left(content: bytes, receipts: Sequence[Receipt], target: Document, words: str) -> bytes | None:
    """Return the file without the report or the words; None where it holds nothing else, or where they cannot be found."""
    own = {r.line for r in receipts if r.document == target.id}
    if None not in own:
        others = any(r.document not in {target.id, None} for r in receipts)
        return _rows_left(content, own, words) if others or words else None
    raw = words.encode()
    return content.replace(raw, BLACK.encode() * len(words)) if words and raw in content else None


def _rows_left(content: bytes, own: set[int | None], words: str) -> bytes | None:
    """Return the file with its rows ``own`` cleaned and all others as they are; None where it is no JSON any more."""
    try:
        return changed_rows(content, lambda number, row: _row_left(row, words) if number in own else row)
    except (*BROKEN, json.JSONDecodeError):
        return None


def _row_left(row: bytes, words: str) -> bytes:
    if not words:
        return b""
    cleaned = json.dumps(_mapped(json.loads(row), words), ensure_ascii=False).encode()
    return cleaned + row[len(row.rstrip()) :]
