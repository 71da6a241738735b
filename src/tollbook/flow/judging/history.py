"""What became of a claim's fields, step by step: as read, then each judgement on it. Pure but for reading the book."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from tollbook.flow.books.book import open_book, reading
from tollbook.flow.judging.added import KINDS
from tollbook.flow.judging.applying import CLAIM_KINDS, anchors_in
from tollbook.ledger.conflicts import conflicts
from tollbook.ledger.standing import ERASED, undone
from tollbook.model.claim import Claim
from tollbook.model.judgement import Entry
from tollbook.store import derived


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as the extractor read it (None where a person entered it), and what people judged of it, in order.

    ``moved`` are the ids it had in earlier readings; ``undone`` the numbers of the judgements that no longer hold,
    ``waiting`` of those of a merged book that contradict ours and that nobody has decided on.
    """

    read: Claim | None
    entries: tuple[Entry, ...]
    moved: tuple[str, ...] = ()
    undone: frozenset[int] = frozenset()
    waiting: frozenset[int] = frozenset()


def past_of(root: Path, claim: str, document: str, entries: Sequence[Entry]) -> Past:
    """Return what became of ``claim`` of ``document``, as far as ``entries``, those the reader may see, tell it."""
    with reading(open_book(root)) as connection:
        extracted = [c for e in derived.iterate_extractions(connection, [document]) for c in e.claims]
    names = _names(claim, entries)
    named: dict[int, Entry] = {}
    for entry in entries:
        undoes = int(entry.body["undoes"]) if entry.kind == "undo" and "undoes" in entry.body else 0
        if undoes in named or (not undoes and ERASED not in entry.body and names & _claims_in(entry)):
            named[entry.seq] = entry
    read = next((c for c in extracted if c.id == claim), None)
    gone = undone(entries)
    return Past(
        read=read,
        entries=tuple(named.values()),
        moved=tuple(sorted(names - {claim})),
        undone=frozenset(gone),
        waiting=frozenset(conflict.theirs.seq for conflict in conflicts(entries, gone)),
    )


def _names(claim: str, entries: Sequence[Entry]) -> set[str]:
    """Return the ids under which the claim was judged: its own, and those that judgements were moved from."""
    names = {claim}
    for entry in reversed(entries):
        if entry.kind == "re_anchor" and ERASED not in entry.body and entry.body["to"]["claim"] in names:
            names.add(str(entry.body["from"]["claim"]))
    return names


def _claims_in(entry: Entry) -> set[str]:
    if entry.kind in KINDS:
        return {str(c["id"]) for c in entry.body["claims"]}
    return {a.claim for a in anchors_in(entry)} if entry.kind in CLAIM_KINDS or entry.kind == "coding" else set()
