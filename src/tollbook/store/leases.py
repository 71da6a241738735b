"""Who works on what: one row for each item of the queue, changed freely. Kept with the book, no part of its ledger."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, inspect, or_, select, update

from tollbook.store import tables

_l = tables.leases


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """An item of the queue: who has it (``holder``) until when (ISO 8601 UTC), and whom it is given to (``assignee``)."""

    item: str
    holder: str = ""
    until: str = ""
    assignee: str = ""
    assigned_by: str = ""


def load(connection: Connection) -> dict[str, Lease]:
    """Return every row by its item; none in a book without the table."""
    if not inspect(connection).has_table(_l.name):
        return {}
    return {row.item: Lease(**row._mapping) for row in connection.execute(select(_l))}  # noqa: SLF001  # SQLAlchemy's public name for a row as mapping


def put(connection: Connection, lease: Lease) -> None:
    """Write one row in place of the item's earlier one."""
    row: dict[str, Any] = msgspec.structs.asdict(lease)
    connection.execute(_l.delete().where(_l.c.item == lease.item))
    connection.execute(_l.insert(), row)


def renew(connection: Connection, holder: str, now: str, until: str) -> int:
    """Let everything ``holder`` has that has not run out run until ``until``; return how many rows that were."""
    mine = (_l.c.holder == holder, _l.c.until > now)
    return connection.execute(update(_l).where(*mine).values(until=until)).rowcount


def release(connection: Connection, items: Sequence[str], holder: str) -> None:
    """Let go of what ``holder`` has of ``items``; whom it is given to stays."""
    mine = (_l.c.item.in_(items), _l.c.holder == holder)
    connection.execute(update(_l).where(*mine).values(holder="", until=""))


def forget(connection: Connection, now: str) -> None:
    """Take out the rows that say nothing any more: run out, and given to nobody."""
    ended = or_(_l.c.until <= now, _l.c.until == "")
    connection.execute(_l.delete().where(ended, _l.c.assignee == ""))
