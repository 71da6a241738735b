"""The rows of the ledger: appended, read, never altered (the database refuses)."""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook.model.judgement import GENESIS, Entry
from tollbook.store import tables
from tollbook.store.schema import get_meta, set_meta

_e = tables.entries


def append(connection: Connection, entry: Entry) -> None:
    """Add one entry at the end of the chain and note it as the chain's head."""
    row: dict[str, Any] = msgspec.structs.asdict(entry)
    row["body"] = msgspec.json.encode(entry.body, order="sorted").decode()
    connection.execute(_e.insert(), row)
    set_meta(connection, "head", f"{entry.seq}:{entry.hash}")


def head(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last entry; (0, GENESIS) for an empty ledger."""
    row = connection.execute(select(_e.c.seq, _e.c.hash).order_by(_e.c.seq.desc()).limit(1)).first()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def noted_head(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last entry as noted when it was appended."""
    noted = get_meta(connection, "head")
    if not noted:
        return (0, GENESIS)
    number, _, digest = noted.partition(":")
    return (int(number), digest)


def has_kind(connection: Connection, kinds: Collection[str]) -> bool:
    """Return True where the ledger has an entry of one of ``kinds``."""
    return connection.execute(select(_e.c.seq).where(_e.c.kind.in_(kinds)).limit(1)).first() is not None


def load_entries(connection: Connection) -> tuple[Entry, ...]:
    """Return all entries in the order of their rows, as they stand (a tampered one too: verifying is the ledger's work)."""
    return tuple(_entry(row._mapping) for row in connection.execute(select(_e).order_by(_e.c.seq)))  # noqa: SLF001  # SQLAlchemy's public name for a row as mapping


def _entry(row: Any) -> Entry:
    try:
        body = msgspec.json.decode(row["body"])
    except (msgspec.DecodeError, TypeError):
        body = {"unreadable": str(row["body"])}
    return Entry(**{**row, "body": body})
