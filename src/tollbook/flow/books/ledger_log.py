"""Read a book's ledger as it stands, with the first place where its chain breaks; its head, to be signed and kept elsewhere."""

import datetime as dt
from pathlib import Path

import msgspec

from tollbook.flow.books.book import open_book, reading
from tollbook.ledger.chain import Fault, first_fault, line_of
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.judgement import GENESIS, Entry
from tollbook.store import entries as store


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The entries in their order, as lines of canonical JSON, and what is wrong with the chain."""

    entries: tuple[Entry, ...]
    lines: tuple[str, ...]
    fault: Fault | None


class LedgerHead(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a book's ledger at one moment: whoever keeps it can later show that nothing before it was changed."""

    book: str
    entries: int
    hash: str
    time: str


def load_ledger(root: Path) -> Ledger:
    """Return the ledger of the book in ``root``; a tampered one is returned too, with its fault."""
    with reading(open_book(root)) as connection:
        entries = store.load_entries(connection)
        fault = first_fault(entries, store.noted_head(connection))
    return Ledger(entries=entries, lines=tuple(line_of(e) for e in entries), fault=fault)


def head_of(root: Path, *, now: dt.datetime | None = None) -> LedgerHead:
    """Return the head of the ledger of the book in ``root``; raise RunAborted when its chain is broken."""
    ledger = load_ledger(root)
    if ledger.fault:
        hint = "A head of a broken ledger vouches for nothing; restore tollbook.db from a copy."
        raise RunAborted(Issue("ledger-broken", "error", str(root), ledger.fault.message, hint))
    last = ledger.entries[-1].hash if ledger.entries else GENESIS
    time = (now or dt.datetime.now(dt.UTC)).isoformat(timespec="seconds")
    return LedgerHead(book=open_book(root).config.name, entries=len(ledger.entries), hash=last, time=time)


def head_line(head: LedgerHead) -> str:
    """Return a head as one line of canonical JSON: equal heads are equal bytes, so that a signature holds."""
    return msgspec.json.encode(head, order="sorted").decode()


def read_head(path: Path) -> LedgerHead:
    """Return the head kept in a file; raise RunAborted when the file holds none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=LedgerHead)
    except (OSError, msgspec.MsgspecError) as error:
        hint = "Give a file that `tollbook log head` wrote, not its signature."
        raise RunAborted(
            Issue("head-unreadable", "error", str(path), f"holds no head of a ledger ({error})", hint)
        ) from error


def fault_against(ledger: Ledger, head: LedgerHead) -> Fault | None:
    """Return what shows that the ledger is not the one the head was taken from, grown; None where it is."""
    if head.entries > len(ledger.entries):
        where = len(ledger.entries) + 1
        return Fault(where, f"entry {where} is gone: on {head.time} the ledger had {head.entries}")
    last = ledger.entries[head.entries - 1].hash if head.entries else GENESIS
    if last != head.hash:
        return Fault(head.entries, f"entry {head.entries} is not the one that stood there on {head.time}")
    return None
