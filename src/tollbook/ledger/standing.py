"""Which entries of the ledger still have effect. Pure."""

from collections.abc import Collection, Sequence

from tollbook.ledger.conflicts import conflicts
from tollbook.model.judgement import Entry

ERASED = "erased"
"""The key that stands in a body whose content was erased on request; its value is the number of the ``erase`` entry."""


def undone(entries: Sequence[Entry]) -> set[int]:
    """Return the numbers of the entries that are undone; an undo can itself be undone."""
    found: set[int] = set()
    for entry in reversed(entries):
        if entry.kind == "undo" and entry.seq not in found:
            found.add(int(entry.body["undoes"]))
    return found


def standing(entries: Sequence[Entry], kinds: Collection[str]) -> list[Entry]:
    """Return the entries of ``kinds`` that still have effect, in their order.

    Not those that are undone, were erased, or came from another book and contradict one of ours that nobody decided on.
    """
    gone = undone(entries)
    gone |= {c.theirs.seq for c in conflicts(entries, gone)}
    return [e for e in entries if e.kind in kinds and e.seq not in gone and ERASED not in e.body]


def erased_before(entries: Sequence[Entry]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of words and the hashes of files that were erased on request and are not taken in again."""
    bodies = [e.body for e in entries if e.kind == "erase"]
    texts = frozenset(str(t) for body in bodies for t in body["texts"])
    return texts, frozenset(str(f) for body in bodies for f in body["files"])
