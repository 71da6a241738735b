"""One chain over canonical JSON: each entry's hash covers its content and the hash before it."""

import hashlib
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

    An entry whose content was erased on request no longer gives its hash; a sound ``erase`` entry after it names its
    number, that hash, and the hash of what may stand in its place. ``noted`` is the head as written down elsewhere; it shows entries removed from the end, which no chain can show itself.
    """
    previous = GENESIS
    erased = erasures(entries)
    for expected, entry in enumerate(entries, start=1):
        known = {e.hash: e.seq for e in entries} if entry.previous != previous else {}
        fault = _fault(entry, expected, previous, known, erased.get(entry.seq))
        if fault:
            return fault
        previous = entry.hash
    if noted and noted != (len(entries), previous):
        if noted[0] > len(entries):
            return Fault(len(entries) + 1, f"entry {len(entries) + 1} is gone: the ledger ended at {noted[0]}")
        return Fault(len(entries), f"entry {len(entries)} is not the one noted as last ({noted[0]}, {noted[1][:12]})")
    return None


def erasures(entries: Sequence[Entry]) -> dict[int, tuple[str, str]]:
    """Return what sound ``erase`` entries allow: by number, the hash an entry keeps and the hash of its remaining body."""
    found: dict[int, tuple[str, str]] = {}
    for entry in entries:
        if entry.kind == "erase" and entry.hash == entry_hash(entry):
            found |= {int(seq): (kept, left) for seq, kept, left in entry.body["entries"] if int(seq) < entry.seq}
    return found


def body_hash(body: dict[str, Any]) -> str:
    """Return the SHA-256 over the canonical JSON of a body."""
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()


def _fault(
    entry: Entry, expected: int, previous: str, known: dict[str, int], erased: tuple[str, str] | None
) -> Fault | None:
    if entry.seq > expected:
        return Fault(expected, f"entry {expected} is gone: entry {entry.seq} stands in its place")
    if entry.seq < expected:
        return Fault(entry.seq, f"entry {entry.seq} stands twice or out of its order")
    if entry.hash != entry_hash(entry) and erased != (entry.hash, body_hash(entry.body)):
        return Fault(entry.seq, f"entry {entry.seq} was altered: its content does not give its hash")
    if entry.previous != previous:
        other = known.get(entry.previous)
        where = f"follows entry {other}" if other else "follows an entry that is not here"
        return Fault(entry.seq, f"entry {entry.seq} was moved or the one before it replaced: it {where}")
    return None


def line_of(entry: Entry) -> str:
    """Return the entry as one line of canonical JSON, as exported and merged."""
    return msgspec.json.encode(entry, order="sorted").decode()
