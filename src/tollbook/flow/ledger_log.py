"""Read a book's ledger as it stands, with the first place where its chain breaks."""

from pathlib import Path

import msgspec

from tollbook.flow.book import open_book, reading
from tollbook.ledger.chain import Fault, first_fault, line_of
from tollbook.model.judgement import Entry
from tollbook.store import entries as store


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The entries in their order, as lines of canonical JSON, and what is wrong with the chain."""

    entries: tuple[Entry, ...]
    lines: tuple[str, ...]
    fault: Fault | None


def load_ledger(root: Path) -> Ledger:
    """Return the ledger of the book in ``root``; a tampered one is returned too, with its fault."""
    with reading(open_book(root)) as connection:
        entries = store.load_entries(connection)
        fault = first_fault(entries, store.noted_head(connection))
    return Ledger(entries=entries, lines=tuple(line_of(e) for e in entries), fault=fault)
