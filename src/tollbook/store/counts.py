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


def refill(connection: Connection) -> None:
    """Add up the claims that stand in the record."""
    country = func.coalesce(_c.c.country, literal(NOWHERE))
    keys = (country, _month(), _c.c.harm, _c.c.scope)
    counted = select(*(sql_cast(key, String) for key in keys), func.count()).group_by(*keys)
    connection.execute(_n.delete())
    connection.execute(insert(_n).from_select(["country", "month", "harm", "scope", "claims"], counted))


def by(connection: Connection, facet: Facet, *, country: str = "", first: str = "", last: str = "") -> dict[str, int]:
    """Return how many claims there are by ``facet``, of one country and of months (YYYY-MM) from ``first`` to ``last``."""
    wanted = []
    if country:
        wanted.append(_n.c.country == country)
    if first:
        wanted.append(_n.c.month >= first)
    if last:
        wanted.append(_n.c.month <= last)
    column = _n.c[facet]
    rows = connection.execute(select(column, func.sum(_n.c.claims)).where(*wanted).group_by(column).order_by(column))
    return {str(row[0]): int(row[1]) for row in rows}


def by_days(connection: Connection, country: str, first: str, last: str) -> dict[str, int]:
    """Return how many claims of a country begin on the days (YYYY-MM-DD) from ``first`` to ``last``, by harm: counted on the spot."""
    wanted = (_c.c.country == country, _c.c.day_from >= first, _c.c.day_from <= last)
    rows = connection.execute(select(_c.c.harm, func.count()).where(*wanted).group_by(_c.c.harm).order_by(_c.c.harm))
    return {str(row[0]): int(row[1]) for row in rows}
