"""How many claims there are of what, where and when: a small table of sums beside the record, or counted on the spot.

Numbers of claims, never of people: who adds claims up as people counts the same dead twice.
"""

from typing import Literal

from sqlalchemy import ColumnElement, Connection, String, func, insert, literal, select
from sqlalchemy import cast as sql_cast

from tollbook.store import tables

Facet = Literal["harm", "scope", "country", "month"]
NOWHERE = ""
"""The country or month of claims that have none."""
_c, _n = tables.claims, tables.claim_counts


def _month() -> ColumnElement[str]:
    return func.coalesce(func.substr(_c.c.day_from, 1, 7), literal(NOWHERE))


_COLUMNS: dict[Facet, ColumnElement[str]] = {
    "country": func.coalesce(_c.c.country, literal(NOWHERE)),
    "month": _month(),
    "harm": _c.c.harm,
    "scope": _c.c.scope,
}


def refill(connection: Connection) -> None:
    """Add up the claims that stand in the record."""
    counted = select(*(sql_cast(key, String) for key in _COLUMNS.values()), func.count()).group_by(*_COLUMNS.values())
    connection.execute(_n.delete())
    connection.execute(insert(_n).from_select([*_COLUMNS, "claims"], counted))


def by(connection: Connection, facet: Facet, *, country: str = "", first: str = "", last: str = "") -> dict[str, int]:
    """Return how many claims there are by ``facet``, of one country and of months (YYYY-MM) from ``first`` to ``last``."""
    wanted = []
    if country:
        wanted.append(_n.c.country == country)
    if first:
        wanted.append(_n.c.month >= first)
    if last:
        wanted += [_n.c.month <= last, _n.c.month != NOWHERE]
    column = _n.c[facet]
    rows = connection.execute(select(column, func.sum(_n.c.claims)).where(*wanted).group_by(column).order_by(column))
    return {str(row[0]): int(row[1]) for row in rows}


def by_days(connection: Connection, facet: Facet, *, country: str = "", first: str, last: str) -> dict[str, int]:
    """Return how many claims that begin on the days (YYYY-MM-DD) from ``first`` to ``last`` there are by ``facet``: counted on the spot."""
    wanted = [_c.c.day_from >= first, _c.c.day_from <= last]
    if country:
        wanted.append(_c.c.country == country)
    column = _COLUMNS[facet]
    rows = connection.execute(select(column, func.count()).where(*wanted).group_by(column).order_by(column))
    return {str(row[0]): int(row[1]) for row in rows}
