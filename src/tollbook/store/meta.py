"""Notes of the book about itself: one value a key."""

from sqlalchemy import Connection, select

from tollbook.store import tables


def get_meta(connection: Connection, key: str) -> str | None:
    """Return the value noted under ``key``, None where there is none."""
    return connection.execute(select(tables.meta.c.value).where(tables.meta.c.key == key)).scalar()


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Note ``value`` under ``key``, in place of what stood there."""
    connection.execute(tables.meta.delete().where(tables.meta.c.key == key))
    connection.execute(tables.meta.insert(), {"key": key, "value": value})
