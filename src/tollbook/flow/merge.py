"""Merge another book into this one: its reports, its judgements, its incident ids. What the two say against each other waits.

Books that were copied from one, or begun apart, both merge: entries are known by their hash, reports by their words and
credits. Merging again adds only what is new; merging both ways gives both books the same judgements.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import Book, open_book, reading, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.derive import append_entries
from tollbook.flow.erasing.gone import Gone, without_gone
from tollbook.flow.judging.judge import refuse_unsaid
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.archive import preserve_file
from tollbook.flow.reading.intake import document_saying
from tollbook.flow.run import bring_up_to_date, kit_of
from tollbook.ledger.bodies import each_text, left_of
from tollbook.ledger.chain import first_fault
from tollbook.ledger.conflicts import MERGED
from tollbook.ledger.standing import ERASED as ERASED_KEY
from tollbook.ledger.standing import erased_before
from tollbook.link.identity import free_code
from tollbook.model.document import ERASED, Document, Receipt, merged_credits, text_id
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.judgement import Entry
from tollbook.preserve.archive import archive_path
from tollbook.store import documents
from tollbook.store import entries as ledger
from tollbook.store.engine import Connection, transaction


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """The other book as read: its documents, their receipts, its sound ledger."""

    documents: dict[str, Document]
    receipts: tuple[Receipt, ...]
    entries: tuple[Entry, ...]


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What a merge brought: new reports, new entries, and every Issue of the record after it."""

    reports: int
    entries: int
    issues: tuple[Issue, ...]


def merge(
    root: Path,
    other: Path,
    *,
    who: str,
    why: str,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> Merged:
    """Bring everything of the book in ``other`` into the one in ``root``, which alone is changed.

    Raises RunAborted when the other book cannot be read, is this one, or its ledger was tampered with.
    """
    refuse_unsaid(who=who, why=why)
    book, their_book = open_book(root), open_book(other)
    if root.resolve() == other.resolve():
        raise RunAborted(Issue("book-exists", "error", str(other), "this is the same book", "Name the other book."))
    moment = now or dt.datetime.now(dt.UTC)
    theirs = _read(their_book)
    with sole_writer(root, "merge"):
        engine = writer(book)
        with transaction(engine, str(book.database)) as connection:
            ours = ledger.load_entries(connection)
            gone = Gone(*erased_before(ours))
        progress("copying", 0, len(theirs.documents))
        moved = _copy_files(their_book, book, theirs, gone)
        with transaction(engine, str(book.database)) as connection:
            renamed, added = _add_documents(connection, theirs, gone, moved, moment)
            new = list(_new_entries(ours, theirs, renamed, gone))
            if new:
                _append(connection, ours, theirs.entries, new, who, why, moment, their_book.config.name)
        _, issues = bring_up_to_date(book, engine, kit or kit_of(book), moment, progress, keeps_readings=True)
    return Merged(reports=added, entries=len(new), issues=(*_pending_erasures(book, new), *issues))


def _read(book: Book) -> Other:
    with reading(book) as connection:
        entries = ledger.load_entries(connection)
        fault = first_fault(entries, ledger.noted_head(connection))
        if fault:
            hint = "Ask for a copy whose `tollbook log verify` is clean. Nothing was merged."
            raise RunAborted(Issue("ledger-broken", "error", f"{book.root}: entry {fault.seq}", fault.message, hint))
        found = {d.id: d for d in documents.iterate(connection, documents.document_ids(connection))}
        return Other(documents=found, receipts=tuple(documents.all_receipts(connection)), entries=entries)


def _copy_files(source: Book, target: Book, theirs: Other, gone: Gone) -> dict[str, str]:
    """Copy what is preserved there and not here; not what was erased here. Files are whole before rows name them.

    Return the hashes of files of many reports that came without those that were erased here, with the hash they have so.
    """
    erased = {d.id for d in theirs.documents.values() if _is_gone(d, gone)}
    names = {r.sha256: r.origin for r in theirs.receipts if r.document not in erased}
    names |= {e["sha256"]: e["name"] for entry in theirs.entries for e in entry.body.get("evidence", ())}
    moved: dict[str, str] = {}
    for sha256, origin in sorted(names.items()):
        place = source.archive / archive_path(sha256)
        if sha256 in gone.files or not place.is_file() or (target.archive / archive_path(sha256)).exists():
            continue
        with place.open("rb") as stream:
            preserve_file(stream, target.archive, str(place))
        kept, _ = without_gone(target.archive, sha256, Path(origin).name, gone)
        if kept not in {sha256, None}:
            moved[sha256] = str(kept)
    return moved


def _is_gone(document: Document, gone: Gone) -> bool:
    return document.media_type == ERASED or text_id(document.text) in gone.texts


def _add_documents(
    connection: Connection, theirs: Other, gone: Gone, moved: Mapping[str, str], now: dt.datetime
) -> tuple[dict[str, str], int]:
    """Add their reports and receipts; return the ids their documents have here, and how many are new."""
    by_document: dict[str | None, list[Receipt]] = {}
    for receipt in theirs.receipts:
        by_document.setdefault(receipt.document, []).append(receipt)
    renamed: dict[str, str] = {}
    added = 0
    for document in theirs.documents.values():
        receipts = by_document.get(document.id, [])
        if _is_gone(document, gone):
            continue
        said = merged_credits(receipts)
        sha256 = moved.get(document.sha256, document.sha256)
        identity, is_new = document_saying(connection, document.text, said, sha256, document.media_type)
        renamed[document.id] = identity
        added += is_new
        for receipt in receipts:
            sha256 = moved.get(receipt.sha256, receipt.sha256)
            here = msgspec.structs.replace(receipt, document=identity, sha256=sha256)
            documents.add_receipt(connection, here, now.isoformat())
    return renamed, added


def _new_entries(ours: Sequence[Entry], theirs: Other, renamed: Mapping[str, str], gone: Gone) -> Iterator[Entry]:
    """Yield their entries that are not ours yet, pointing to our documents; what was erased there or here says nothing."""
    erased = [d.id for d in theirs.documents.values() if _is_gone(d, gone)]
    known = _hashes(ours)
    minted = {str(e.body["incident"]) for e in ours if e.kind == "mint"}
    for entry in theirs.entries:
        came = entry.body.get(MERGED, {}).get("hash")
        is_minted = entry.kind == "mint" and entry.body["incident"] in minted
        if entry.hash in known or came in known or is_minted or entry.kind == "merge" or ERASED_KEY in entry.body:
            continue
        left = _without(entry, erased)
        if left is not None:
            yield msgspec.structs.replace(entry, body=each_text(left, lambda text: renamed.get(text, text)))


def _without(entry: Entry, erased: Iterable[str]) -> dict[str, Any] | None:
    for document in erased:
        left = left_of(entry, document)
        if left is None:
            return None
        entry = msgspec.structs.replace(entry, body=left)
    return entry.body


def _hashes(entries: Iterable[Entry]) -> set[str]:
    """Return the hashes entries have here and had in the books they came from."""
    found: set[str] = set()
    for entry in entries:
        found |= {entry.hash, *filter(None, [entry.body.get(MERGED, {}).get("hash")])}
    return found


def _append(
    connection: Connection,
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    new: Sequence[Entry],
    who: str,
    why: str,
    now: dt.datetime,
    name: str,
) -> None:
    """Append a ``merge`` entry and the new entries, each under its own author and time, numbers led to ours."""
    body = {"book": name, "head": theirs[-1].hash, "fork": _fork(ours, theirs), "entries": len(new), "why": why}
    append_entries(connection, [("merge", body)], who, now)
    numbers = _numbers(ours, theirs)
    codes = {str(e.body["code"]) for e in ours if "code" in e.body}
    head = len(ours) + 1
    for place, entry in enumerate(new, start=1):
        numbers[entry.seq] = head + place
        moved = _renumbered(entry, numbers, codes)
        time = dt.datetime.fromisoformat(entry.time)
        append_entries(connection, [(entry.kind, moved)], entry.author, time)


def _fork(ours: Sequence[Entry], theirs: Sequence[Entry]) -> int:
    """Return the last entry up to which both ledgers are one; 0 for books begun apart."""
    return next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a.hash != b.hash), min(len(ours), len(theirs))
    )


def _numbers(ours: Sequence[Entry], theirs: Sequence[Entry]) -> dict[int, int]:
    """Return, for their entries that are here already, the numbers they have here."""
    here = {e.hash: e.seq for e in ours} | {e.body[MERGED]["hash"]: e.seq for e in ours if MERGED in e.body}
    found = {}
    for entry in theirs:
        number = here.get(entry.hash) or here.get(entry.body.get(MERGED, {}).get("hash"))
        if number:
            found[entry.seq] = number
    return found


def _renumbered(entry: Entry, numbers: Mapping[int, int], codes: set[str]) -> dict[str, Any]:
    body = {**entry.body, MERGED: entry.body.get(MERGED) or {"seq": entry.seq, "hash": entry.hash}}
    if entry.kind == "undo":
        body["undoes"] = numbers.get(int(body["undoes"]), 0)
    elif entry.kind == "re_anchor":
        body["judgement"] = numbers.get(int(body["judgement"]), 0)
    elif entry.kind == "erase":
        body |= {"entries": [], "files": []}  # files here go when somebody erases here
    elif entry.kind == "mint":
        body["code"] = free_code(str(body["code"]), codes)
        codes.add(body["code"])
    return body


def _pending_erasures(book: Book, new: Iterable[Entry]) -> Iterator[Issue]:
    """Yield what the other book erased on request and this one still holds."""
    for entry in (e for e in new if e.kind == "erase"):
        with reading(book) as connection:
            held = [d for words in entry.body["texts"] for d, _ in documents.same_words(connection, words)]
            alive = [d.id for d in documents.load(connection, held) if d.media_type != ERASED]
        for identity in alive:
            message = f"the other book erased this report ({entry.body['authority']}); this one still holds it"
            hint = f"Read the request, then: tollbook erase {identity} --authority TEXT"
            yield Issue("erasure-pending", "error", identity, message, hint)
