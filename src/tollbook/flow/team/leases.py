"""Work on the queue by several people: take an item for half an hour, give one to somebody, see who has what.

No judgement depends on a lease: it keeps two people from doing the same work, it never keeps one from judging.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tollbook.flow.books.book import bring_to_format, open_book, reading
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.issue import RunAborted
from tollbook.store import leases
from tollbook.store.engine import Connection, open_writer, transaction
from tollbook.store.leases import Lease

__all__ = ["HELD", "Lease", "assign", "holdings", "release", "renew", "take"]
HELD = dt.timedelta(minutes=30)
PATIENCE_SECONDS = 2.0
"""How long a lease waits for a run that is writing; then the work goes on without one."""


def holdings(root: Path, *, now: dt.datetime | None = None) -> dict[str, Lease]:
    """Return what is held or given to somebody, by item; a lease that has run out holds nothing."""
    moment = _moment(now)
    with reading(open_book(root)) as connection:
        found = leases.load(connection)
    current = {item: _as_of(lease, moment) for item, lease in found.items()}
    return {item: lease for item, lease in current.items() if lease.holder or lease.assignee}


def take(root: Path, items: Iterable[str], who: str, *, now: dt.datetime | None = None) -> Lease | None:
    """Take for ``who`` the first of ``items`` that nobody else has or was given; return it, None where there is none.

    What was given to ``who`` comes before the rest. Everything else ``who`` held is let go. While a run writes for
    longer than a moment, an item is returned without being held.
    """
    wanted = list(items)
    moment = _moment(now)
    until = (now or dt.datetime.now(dt.UTC)) + HELD
    try:
        with _writing(root) as connection:
            current = {item: _as_of(lease, moment) for item, lease in leases.load(connection).items()}
            chosen = _free(wanted, current, who)
            held = [item for item, lease in current.items() if lease.holder == who and item != chosen]
            leases.release(connection, held, who)
            if chosen is None:
                return None
            before = current.get(chosen, Lease(item=chosen))
            lease = msgspec.structs.replace(before, holder=who, until=_moment(until))
            leases.put(connection, lease)
            leases.forget(connection, moment)
            return lease
    except RunAborted as error:
        if error.issue.code != "book-busy":
            raise
        chosen = _free(wanted, holdings(root, now=now), who)
        return Lease(item=chosen) if chosen else None


def renew(root: Path, who: str, *, now: dt.datetime | None = None) -> None:
    """Let what ``who`` holds run for another half hour, as every act of theirs does."""
    moment = now or dt.datetime.now(dt.UTC)
    if any(lease.holder == who for lease in holdings(root, now=moment).values()):
        with _writing(root) as connection:
            leases.renew(connection, who, _moment(moment), _moment(moment + HELD))


def release(root: Path, item: str, who: str) -> None:
    """Let go of an item before its time."""
    with _writing(root) as connection:
        leases.release(connection, [item], who)


def assign(root: Path, item: str, assignee: str, *, who: str, now: dt.datetime | None = None) -> Lease:
    """Give an item to somebody, to nobody where ``assignee`` is empty; raise JudgementRefused for an unusable name."""
    name = " ".join(assignee.split())
    if not name.isprintable():
        raise JudgementRefused(f"name {assignee!r}: give a name, on one line")
    with _writing(root) as connection:
        before = _as_of(leases.load(connection).get(item, Lease(item=item)), _moment(now))
        holder = before.holder if not name or before.holder == name else ""
        lease = msgspec.structs.replace(
            before, assignee=name, assigned_by=who if name else "", holder=holder, until=before.until if holder else ""
        )
        leases.put(connection, lease)
    return lease


def _free(wanted: Sequence[str], current: dict[str, Lease], who: str) -> str | None:
    """Return what was given to ``who``, else the first item that nobody else has or was given."""
    closed = {item for item, lease in current.items() if {lease.holder, lease.assignee} - {"", who}}
    given = {item for item, lease in current.items() if lease.assignee == who} - closed
    first = next((item for item in wanted if item in given), None) if given else None
    return first or next((item for item in wanted if item not in closed), None)


def _as_of(lease: Lease, moment: str) -> Lease:
    is_over = bool(lease.holder) and lease.until <= moment
    return msgspec.structs.replace(lease, holder="", until="") if is_over else lease


def _moment(now: dt.datetime | None) -> str:
    return (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).isoformat(timespec="seconds")


@contextmanager
def _writing(root: Path) -> Iterator[Connection]:
    """Yield a connection to write leases with; not the book's lock, since nothing of the record is touched."""
    book = open_book(root)
    bring_to_format(book)
    with transaction(open_writer(book.database, PATIENCE_SECONDS), str(book.database)) as connection:
        yield connection
