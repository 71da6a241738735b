"""How many claims a book holds of what, where and when: from the store's sums and indexes, without opening the record."""

import datetime as dt
from pathlib import Path

from tollbook.flow.books.book import open_book, reading, refuse_outdated
from tollbook.store import counts
from tollbook.store.counts import Facet
from tollbook.store.spots import Box, claims_in

__all__ = ["Box", "Facet", "count_claims", "ids_in_box"]
ALL = 1 << 40
"""More claims than a book can hold."""
_DAY = dt.timedelta(1)


def count_claims(
    root: Path, facet: Facet, *, country: str = "", first: dt.date | None = None, last: dt.date | None = None
) -> dict[str, int]:
    """Return how many claims there are by ``facet``, of one country and of those that begin from ``first`` to ``last``.

    Whole months are read from sums, other days counted by an index. Claims without a day or country are under "" where
    nothing is asked of it. Raises RunAborted where the book cannot be read or another version made its record.
    """
    with reading(open_book(root)) as connection:
        refuse_outdated(connection, root)
        if (first is None or first.day == 1) and (last is None or (last + _DAY).day == 1):
            months = {"first": f"{first:%Y-%m}" if first else "", "last": f"{last:%Y-%m}" if last else ""}
            return counts.by(connection, facet, country=country, **months)
        start, end = (first or dt.date.min).isoformat(), (last or dt.date.max).isoformat()
        return counts.by_days(connection, facet, country=country, first=start, last=end)


def ids_in_box(root: Path, box: Box) -> list[str]:
    """Return the ids of the claims whose place has its middle in ``box``, found by the store's index of points.

    Raises RunAborted as ``count_claims`` does.
    """
    with reading(open_book(root)) as connection:
        refuse_outdated(connection, root)
        return claims_in(connection, box, limit=ALL)
