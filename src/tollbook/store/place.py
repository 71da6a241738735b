"""Where a book's tables lie: an SQLite file, or a schema of a PostgreSQL database. Reads addresses, opens nothing."""

import re
from pathlib import Path

import msgspec
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

SCHEMES = {"postgresql", "postgres"}
SCHEMA = "schema"
"""The part of an address that names the book among several in one database: ``?schema=war``."""
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_RESERVED = re.compile(r"pg_.*|public|information_schema")
_FOREIGN = re.compile(r"[^a-z0-9]+")


class PostgresSchema(msgspec.Struct, frozen=True):
    """A schema of a PostgreSQL database. ``address`` is the database's, without password and without the schema."""

    address: str
    schema: str

    def __str__(self) -> str:
        """Return the address as ``tollbook.toml`` keeps it."""
        return make_url(self.address).update_query_dict({SCHEMA: self.schema}).render_as_string(hide_password=True)


Database = Path | PostgresSchema


class AddressRefused(ValueError):  # noqa: N818  # says what happened, as the other refusals do
    """An address that names no database, or that says more than may be kept; the message tells what to give instead."""


def schema_name(words: str) -> str:
    """Return a name for a schema made of ``words``, such as a folder's name; ``book`` where nothing of them is left."""
    name = _FOREIGN.sub("_", words.casefold()).strip("_")[:63]
    if not name:
        return "book"
    return name if NAME.fullmatch(name) and not _RESERVED.fullmatch(name) else f"book_{name}"[:63]


def read_address(address: str, *, default_schema: str = "") -> PostgresSchema:
    """Return what a ``postgresql://user@host/database?schema=book`` names; raise AddressRefused where it does not.

    A password is refused: the settings of a book are read by many, and travel with its folder.
    """
    url = _parsed(address)
    if url.password is not None:
        raise AddressRefused(
            "it holds a password, which is not kept with a book: write it into ~/.pgpass or set PGPASSWORD, and give "
            f"{_without_password(url)}"
        )
    schema = url.query.get(SCHEMA) or default_schema
    if not isinstance(schema, str) or not NAME.fullmatch(schema) or _RESERVED.fullmatch(schema):
        raise AddressRefused(
            f"schema {schema!r}: give one name of small letters, digits and strokes, such as ?schema=war; not public, not pg_..."
        )
    bare = url.difference_update_query([SCHEMA]).set(drivername="postgresql")
    return PostgresSchema(bare.render_as_string(), schema)


def _without_password(url: URL) -> str:
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string(hide_password=False)


def _parsed(address: str) -> URL:
    example = "postgresql://user@host/database?schema=war"
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise AddressRefused(f"it is no address of a database, such as {example}") from error
    if url.drivername not in SCHEMES:
        raise AddressRefused(f"{url.drivername}: a book lies in a file of its own (SQLite) or at {example}")
    if not url.database:
        raise AddressRefused(f"it names no database, such as {example}")
    return url
