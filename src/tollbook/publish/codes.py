"""The codes of incidents as the ledger gave them, of merged ones too. Pure."""

from collections.abc import Iterable

from tollbook.model.judgement import Entry
from tollbook.model.snapshot import Snapshot

GIVING = frozenset({"mint", "redirect"})
"""Entries that name an incident's id and code."""


def codes_given(entries: Iterable[Entry]) -> dict[str, str]:
    """Return every code that an entry gave, with the id it was given to."""
    bodies = (e.body for e in entries if e.kind in GIVING and e.body.get("code"))
    return {str(body["code"]): str(body["incident"]) for body in bodies}


def codes_of(snapshot: Snapshot) -> dict[str, str]:
    """Return every code of a book with its incident's id: those of the ledger, and those of incidents at hand."""
    return codes_given(snapshot.entries) | {i.code: i.id for i in snapshot.incidents.values() if i.code}
