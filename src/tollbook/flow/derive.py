"""From stored extractions and the ledger to the record: judge, link, reconcile, and put it in place in one transaction."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.flow.books.book import Book
from tollbook.flow.books.fingerprint import code_fingerprint, extractor_fingerprint
from tollbook.flow.judging.added import documents_of
from tollbook.flow.judging.applying import Judged, anchors_in, apply_judgements, standing
from tollbook.flow.judging.founding import founding_anchors, minting_body, mintings_today
from tollbook.flow.judging.grade_inputs import grade_sheet, read_grade_inputs
from tollbook.flow.judging.signed import signed_figures
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress
from tollbook.flow.reading.editions import Editions, Listed, find_editions
from tollbook.flow.reading.input_issues import edition_issues, input_issues, undated_issues
from tollbook.flow.record import build_record
from tollbook.ledger.chain import first_fault, next_entry
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document, Receipt, merged_credits
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.judgement import Anchor, Entry, JudgementKind
from tollbook.model.snapshot import Reconciled
from tollbook.store import derived, documents, schema
from tollbook.store import entries as ledger
from tollbook.store.engine import Connection, Engine, transaction

PROGRAM = "tollbook"


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a record is made from, read at one moment. ``documents`` are those that say something, and anchors'."""

    listed: tuple[Listed, ...]
    receipts: tuple[Receipt, ...]
    editions: Editions
    documents: dict[str, Document]
    extractions: tuple[Extraction, ...]
    superseded: tuple[Extraction, ...]
    entries: tuple[Entry, ...]


def derive(
    book: Book, engine: Engine, kit: Kit, now: dt.datetime, progress: Progress, *, afresh: bool = False
) -> tuple[Issue, ...]:
    """Bring the record up to date and return its Issues. Nothing is written when nothing it depends on has changed.

    ``afresh`` drops the record's tables and makes them anew, in the transaction that fills them.
    """
    with transaction(engine, str(book.database)) as connection:
        if schema.get_meta(connection, "state") == _state(connection, book, kit):
            return tuple(derived.load_issues(connection))
        inputs = load_inputs(connection)
    progress("linking", 0, None)
    claims = {c.id: c for e in inputs.extractions for c in e.claims}
    texts = {d.id: d.text for d in inputs.documents.values()}
    families = inputs.editions.families()
    judged = apply_judgements(inputs.entries, claims, inputs.documents, families, kit, superseded=inputs.editions.later)
    extractions = _with_judged(inputs.extractions, judged.claims)
    result = build_record(
        tuple(inputs.documents[e.document] for e in extractions),
        extractions,
        pairings=judged.pairings,
        nestings=judged.nestings,
        mintings=mintings_today(inputs.entries, claims, texts, families),
        signed=signed_figures(inputs.entries),
        kit=kit,
        profile=book.config.profile,
        grading=read_grade_inputs(book.root),
        scheme=book.config.grading,
    )
    issues = _issues(inputs, judged, extractions, result)
    with transaction(engine, str(book.database)) as connection:
        append_entries(connection, _new_entries(judged, result, claims), PROGRAM, now)
        if afresh:
            schema.recreate_record(connection)
        derived.replace_record(
            connection,
            claims=(c for e in extractions for c in e.claims),
            records=(r for e in extractions for r in e.records),
            incidents=result.incidents,
            totals=result.totals,
            series=result.series,
            issues=issues,
        )
        schema.set_meta(connection, "state", _state(connection, book, kit))
    return issues


def _state(connection: Connection, book: Book, kit: Kit) -> str:
    """Return a name for all that the record depends on."""
    parts = (
        code_fingerprint(),
        extractor_fingerprint(kit),
        documents.counted(connection),
        derived.extraction_state(connection),
        ledger.head(connection)[1],
        msgspec.to_builtins(book.config),
        grade_sheet(book.root).decode("utf-8", "replace"),
    )
    return content_id("s1_", *parts)


def load_inputs(connection: Connection) -> Inputs:
    """Return what a record is made from; raise RunAborted when the ledger was tampered with."""
    receipts = tuple(documents.all_receipts(connection))
    listed = _listed(documents.document_ids(connection), receipts)
    editions = find_editions(listed, lambda d: documents.load(connection, [d])[0].text)
    entries = _sound_entries(connection)
    telling = derived.telling_documents(connection)
    current = [d.id for d in listed if d.id not in editions.later]
    old = [d.id for d in listed if d.id in editions.later]
    extractions = tuple(
        e for e in derived.iterate_extractions(connection, current) if e.claims or e.records or e.issues
    )
    lost = {a.document for a in _lost_anchors(entries, extractions)} | _added_to(entries, editions)
    wanted = [d.id for d in listed if d.id in lost or (d.id in telling and d.id not in editions.later)]
    return Inputs(
        listed=listed,
        receipts=receipts,
        editions=editions,
        documents={d.id: d for d in documents.iterate(connection, wanted)},
        extractions=extractions,
        superseded=tuple(derived.iterate_extractions(connection, old)),
        entries=entries,
    )


def _lost_anchors(entries: Sequence[Entry], extractions: Iterable[Extraction]) -> list[Anchor]:
    """Return what judgements and incident ids hang on and no claim's id is any more: their texts are needed."""
    known = {c.id for e in extractions for c in e.claims}
    hanging = (
        *(a for e in standing(entries) for a in anchors_in(e)),
        *(a for e in entries for a in founding_anchors(e)),
    )
    return [anchor for anchor in hanging if anchor.claim not in known]


def _added_to(entries: Sequence[Entry], editions: Editions) -> set[str]:
    """Return the documents people added claims to, and their newest editions: they may say nothing else."""
    documents = documents_of(entries)
    return documents | {editions.current(d) for d in documents}


def _sound_entries(connection: Connection) -> tuple[Entry, ...]:
    """Return the ledger; a record must not be made from one that somebody altered."""
    entries = ledger.load_entries(connection)
    fault = first_fault(entries, ledger.noted_head(connection))
    if fault:
        hint = "Restore tollbook.db from a copy and run again; `tollbook log verify` names the entry. The record is as it was."
        raise RunAborted(Issue("ledger-broken", "error", f"entry {fault.seq}", fault.message, hint))
    return entries


def _listed(ids: Sequence[str], receipts: Iterable[Receipt]) -> tuple[Listed, ...]:
    arrived: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.document:
            arrived.setdefault(receipt.document, []).append(receipt)
    return tuple(_listing(identity, arrived.get(identity, [])) for identity in ids)


def _listing(identity: str, receipts: Sequence[Receipt]) -> Listed:
    callers = dict.fromkeys(r.credits.caller_id for r in receipts if r.credits.caller_id)
    return Listed(identity, merged_credits(receipts), tuple(callers))


def _with_judged(extractions: Sequence[Extraction], claims: dict[str, Claim]) -> tuple[Extraction, ...]:
    """Return the extractions that say something, with the claims as judged and those that people added."""
    found = {c.id for e in extractions for c in e.claims}
    added: dict[str, list[Claim]] = {}
    for claim in claims.values():
        if claim.id not in found:
            added.setdefault(claim.document, []).append(claim)
    silent = set(added) - {e.document for e in extractions}
    judged = (
        msgspec.structs.replace(e, claims=_in_order(e, claims, added.get(e.document, ())))
        for e in (*extractions, *(Extraction(document=d) for d in sorted(silent)))
    )
    return tuple(e for e in judged if e.claims or e.records)


def _in_order(extraction: Extraction, claims: Mapping[str, Claim], added: Sequence[Claim]) -> tuple[Claim, ...]:
    judged = tuple(claims[c.id] for c in extraction.claims if c.id in claims)
    return tuple(sorted((*judged, *added), key=lambda c: (c.span, c.id))) if added else judged


def _issues(inputs: Inputs, judged: Judged, extractions: Sequence[Extraction], result: Reconciled) -> tuple[Issue, ...]:
    found = (
        *input_issues(inputs.receipts),
        *undated_issues(d for d in inputs.listed if d.id not in inputs.editions.later),
        *edition_issues(inputs.superseded, inputs.editions, extractions),
        *(issue for extraction in inputs.extractions for issue in extraction.issues),
        *judged.issues,
        *result.issues,
    )
    return tuple(dict.fromkeys(found))


def _new_entries(
    judged: Judged, result: Reconciled, claims: dict[str, Claim]
) -> list[tuple[JudgementKind, dict[str, Any]]]:
    moves: list[tuple[JudgementKind, dict[str, Any]]] = [("re_anchor", move) for move in judged.moves]
    mints: list[tuple[JudgementKind, dict[str, Any]]] = [
        ("redirect" if m.redirect else "mint", minting_body(m, claims)) for m in result.mintings
    ]
    return [*moves, *mints]


def append_entries(
    connection: Connection, new: Iterable[tuple[JudgementKind, dict[str, Any]]], author: str, now: dt.datetime
) -> tuple[Entry, ...]:
    """Append entries to the ledger, inside the caller's transaction, and return them."""
    head = ledger.head(connection)
    appended: list[Entry] = []
    for kind, body in new:
        entry = next_entry(head, kind=kind, author=author, time=now.isoformat(timespec="seconds"), body=body)
        ledger.append(connection, entry)
        head = (entry.seq, entry.hash)
        appended.append(entry)
    return tuple(appended)
