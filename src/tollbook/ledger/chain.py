"""One chain over canonical JSON: each entry's hash covers its content and the hash before it."""

from collections.abc import Sequence
from typing import Any

import msgspec

from tollbook.model.judgement import GENESIS, Entry, JudgementKind, entry_hash

Head = tuple[int, str]
"""Number and hash of the last entry; (0, GENESIS) for an empty ledger."""


class Fault(msgspec.Struct, frozen=True):
    """The first place where the chain does not hold: the entry's number and what is wrong, in a sentence."""

    seq: int
    message: str


def next_entry(head: Head, *, kind: JudgementKind, author: str, time: str, body: dict[str, Any]) -> Entry:
    """Return the entry that follows ``head``, with its hash. ``body`` must be JSON values."""
    seq, previous = head
    entry = Entry(seq=seq + 1, kind=kind, author=author, time=time, body=body, previous=previous)
    return msgspec.structs.replace(entry, hash=entry_hash(entry))


def first_fault(entries: Sequence[Entry], noted: Head | None = None) -> Fault | None:
    """Return the first altered, removed or moved entry, None when the chain holds.

    ``noted`` is the head as written down elsewhere; it shows entries removed from the end, which no chain can show itself.
    """
    previous = GENESIS
    for expected, entry in enumerate(entries, start=1):
        fault = _fault(
            entry, expected, previous, {e.hash: e.seq for e in entries} if entry.previous != previous else {}
        )
        if fault:
            return fault
        previous = entry.hash
    if noted and noted != (len(entries), previous):
        if noted[0] > len(entries):
            return Fault(len(entries) + 1, f"entry {len(entries) + 1} is gone: the ledger ended at {noted[0]}")
        return Fault(len(entries), f"entry {len(entries)} is not the one noted as last ({noted[0]}, {noted[1][:12]})")
    return None


def _fault(entry: Entry, expected: int, previous: str, known: dict[str, int]) -> Fault | None:
    if entry.seq > expected:
        return Fault(expected, f"entry {expected} is gone: entry {entry.seq} stands in its place")
    if entry.seq < expected:
        return Fault(entry.seq, f"entry {entry.seq} stands twice or out of its order")
    if entry.hash != entry_hash(entry):
        return Fault(entry.seq, f"entry {entry.seq} was altered: its content does not give its hash")
    if entry.previous != previous:
        other = known.get(entry.previous)
        where = f"follows entry {other}" if other else "follows an entry that is not here"
        return Fault(entry.seq, f"entry {entry.seq} was moved or the one before it replaced: it {where}")
    return None


def line_of(entry: Entry) -> str:
    """Return the entry as one line of canonical JSON, as exported and merged."""
    return msgspec.json.encode(entry, order="sorted").decode()
