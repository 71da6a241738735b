"""Claims by where they lie: those in a box of the map, found by SQLite's R*Tree or PostgreSQL's GiST index on points.

PostGIS is not needed for either: what is looked for is a point in a box. Coordinates are degrees; a box may cross the date line.
"""

from typing import Any

import msgspec
from sqlalchemy import Connection, text

from tollbook.store.engine import is_postgres

TREE = "claim_spots"
_FILL = f"INSERT INTO {TREE} SELECT seq, lon, lon, lat, lat FROM claims WHERE lon IS NOT NULL AND lat IS NOT NULL"  # noqa: S608  # names of ours
_IN_TREE = (
    f"SELECT c.id, c.seq FROM {TREE} s JOIN claims c ON c.seq = s.seq"  # noqa: S608  # names of ours, values bound
    " WHERE s.west <= :east{n} AND s.east >= :west{n} AND s.south <= :north AND s.north >= :south"
    " AND c.lon BETWEEN :west{n} AND :east{n} AND c.lat BETWEEN :south AND :north"  # the tree rounds to 32 bits
)
_IN_INDEX = (
    "SELECT id, seq FROM claims WHERE point(lon, lat) <@ box(point(:west{n}, :south), point(:east{n}, :north)) OFFSET 0"
)


class Box(msgspec.Struct, frozen=True):
    """A box of the map, its borders in it; west lies beyond east where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float


def drop(connection: Connection) -> None:
    """Drop what is kept beside the table of claims."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TREE}")


def create(connection: Connection) -> None:
    """Make what finds claims by their spot; the table of claims is there and empty."""
    if is_postgres(connection):
        connection.exec_driver_sql("CREATE INDEX claims_by_spot ON claims USING gist (point(lon, lat))")
    else:
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {TREE} USING rtree(seq, west, east, south, north)")


def refill(connection: Connection) -> None:
    """Bring it up to date with the claims, after these were put in place; an index of the table follows by itself."""
    if not is_postgres(connection):
        connection.exec_driver_sql(f"DELETE FROM {TREE}")  # noqa: S608  # a name of ours
        connection.exec_driver_sql(_FILL)


def claims_in(connection: Connection, box: Box, *, limit: int) -> list[str]:
    """Return the ids of the claims in ``box``, in the record's order, at most ``limit``."""
    values: dict[str, Any] = {"south": box.south, "north": box.north, "limit": limit}
    stretches = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    for number, (west, east) in enumerate(stretches):
        values |= {f"west{number}": west, f"east{number}": east}
    one = _IN_INDEX if is_postgres(connection) else _IN_TREE
    parts = " UNION ".join(
        f"SELECT id, seq FROM ({one.format(n=number)}) s{number}"  # noqa: S608  # as above
        for number in range(len(stretches))
    )
    found = connection.execute(text(f"SELECT id FROM ({parts}) f ORDER BY seq LIMIT :limit"), values).scalars()  # noqa: S608  # as above
    return [str(identity) for identity in found]
