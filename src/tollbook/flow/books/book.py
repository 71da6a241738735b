"""A book: a folder with settings, archive and database. Making one, opening one, reading all of it at one moment."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tollbook import __version__
from tollbook.flow.books.config import CONFIG, DATABASE, BookConfig, config_text, database_of, load_config
from tollbook.flow.books.lock import is_held, sole_writer
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.snapshot import Snapshot
from tollbook.store import derived, documents, engine, entries, migrate, schema
from tollbook.store.engine import (
    Connection,
    Database,
    Engine,
    exists,
    is_writable,
    open_reader,
    open_writer,
    see_as_of,
    transaction,
)
from tollbook.store.place import read_address

FOLDERS = ("sources", "hand", "archive", "output")
MIGRATION_PATIENCE = 10.0
"""Seconds that a migration waits for those who read the book."""


class Book(msgspec.Struct, frozen=True):
    """An opened book: its folder and settings."""

    root: Path
    config: BookConfig

    @property
    def archive(self) -> Path:
        """Where the preserved bytes lie."""
        return self.root / "archive"

    @property
    def database(self) -> Database:
        """The SQLite file, or the schema on a server."""
        return read_address(self.config.database) if self.config.database else self.root / DATABASE

    @property
    def own_paths(self) -> tuple[Path, ...]:
        """What in the book is no report: what the program writes, and what a team keeps for it (actors, places, sheets)."""
        names = (
            "archive",
            "output",
            "hand",
            "actors",
            "gazetteers",
            CONFIG,
            DATABASE,
            DATABASE + "-wal",
            DATABASE + "-shm",
        )
        return tuple(self.root / name for name in names)


def init_book(root: Path, config: BookConfig) -> Book:
    """Make a new book in ``root`` (a new or empty folder) and return it; refuse, changing nothing, where files lie."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        refuse_files(root)
        for name in FOLDERS:
            (root / name).mkdir(exist_ok=True)
        book = Book(root, config)
        with transaction(open_writer(book.database), str(book.database)) as connection:
            _refuse_tables(connection, book.database)
            schema.create(connection, __version__, book.database)
        unfinished = root / (CONFIG + ".new")
        unfinished.write_text(config_text(config), encoding="utf-8")
        unfinished.replace(root / CONFIG)  # last, so that a folder with settings is a whole book
    except OSError as error:
        hint = "Choose a folder you may write to, with some space."
        message = f"the book cannot be made here ({error.strerror})"
        raise RunAborted(Issue("book-not-writable", "error", str(root), message, hint)) from error
    return book


def refuse_files(root: Path) -> None:
    """Raise RunAborted where ``root`` holds a book, or anybody's files."""
    leftovers = {*FOLDERS, DATABASE, DATABASE + "-wal", DATABASE + "-shm", CONFIG + ".new"}
    names = sorted(entry.name for entry in root.iterdir() if not entry.name.startswith("."))
    if CONFIG in names:
        message, hint = "there is a book here already", f"Use it with --book {root}, or choose another folder."
        raise RunAborted(Issue("book-exists", "error", str(root), message, hint))
    if not leftovers.issuperset(names):
        message = f"the folder is not empty (it holds {', '.join(names[:3])}{' ...' if len(names) > 3 else ''})"  # noqa: PLR2004  # three names are enough to know the folder by
        raise RunAborted(Issue("book-exists", "error", str(root), message, "Choose a new or an empty folder."))


def _refuse_tables(connection: Connection, database: Database) -> None:
    if isinstance(database, Path) or schema.is_free(connection):
        return
    message = "there are tables in this schema already"
    hint = (
        "Choose another schema (?schema=NAME). For a second folder of the same book see docs/how-to/team-database.md."
    )
    raise RunAborted(Issue("book-exists", "error", str(database), message, hint))


def open_book(root: Path) -> Book:
    """Return the book in ``root``; raise RunAborted when there is none, its settings are wrong or it is too new."""
    database = database_of(root)
    if (root / CONFIG).exists() and exists(database):
        with reading_file(database) as connection:
            schema.check(connection, str(root))
    return Book(root, load_config(root / CONFIG))


@contextmanager
def reading_file(database: Database, moment: str = "") -> Iterator[Connection]:
    """Yield a connection that sees the database at one moment, now or that of another, and never waits for a writer."""
    with transaction(open_reader(database), str(database)) as connection:
        see_as_of(connection, moment)
        yield connection


@contextmanager
def reading(book: Book, moment: str = "") -> Iterator[Connection]:
    """Yield a connection to read ``book`` with; raise RunAborted when its database is missing.

    It sees the book as the connection does whose ``moment`` this is (``engine.moment_of``), else as it is now.
    """
    if not exists(book.database):
        message = "tollbook.db is missing"
        hint = "Restore it from a copy, or make a new book and run the files of archive/ into it; judgements are in the copy only."
        raise RunAborted(Issue("database-missing", "error", str(book.root), message, hint))
    with reading_file(book.database, moment) as connection:
        yield connection


def writer(book: Book) -> Engine:
    """Return an engine to write to ``book`` with; raise RunAborted where that is not allowed. The record stays as it is."""
    if not exists(book.database):
        with reading(book):
            pass  # raises: the one place that words a missing database
    if not is_writable(book.database) or not os.access(book.root, os.W_OK):
        hint = "Give yourself the right to write to the folder and tollbook.db, or copy the book elsewhere. Nothing was changed."
        raise RunAborted(Issue("book-not-writable", "error", str(book.root), "the book is read-only", hint))
    bring_to_format(book)
    opened = open_writer(book.database)
    with transaction(opened, str(book.database)) as connection:
        schema.set_meta(connection, "program", __version__)
    return opened


def bring_to_format(book: Book) -> None:
    """Migrate a book of an older format; raise RunAborted, with the book as it was, where that is not possible now."""
    if not migrate.is_older(book.database):
        return
    with contextlib.nullcontext() if is_held(book.root) else sole_writer(book.root, "migrate"):
        if migrate.is_older(book.database):
            migrate.migrate(book.database, MIGRATION_PATIENCE)


def snapshot(book: Path) -> Snapshot:
    """Return everything the book in folder ``book`` holds at one moment; writers are not waited for.

    Raises RunAborted when there is no book, or its record was written by another version of the program.
    """
    with reading(open_book(book)) as connection:
        return snapshot_in(connection, book)


def snapshot_in(connection: Connection, book: Path) -> Snapshot:
    """Return everything that ``connection`` to the book in folder ``book`` sees; raise RunAborted as ``snapshot`` does."""
    refuse_outdated(connection, book)
    try:
        return _everything(connection)
    except msgspec.ValidationError as error:
        raise _outdated(book, str(error)) from error


def refuse_outdated(connection: Connection, book: Path) -> None:
    """Raise RunAborted where the record was written by another version of the program."""
    if schema.is_outdated(connection):
        raise _outdated(book, "its tables have another shape")


def _outdated(book: Path, why: str) -> RunAborted:
    message = f"the record was built by another version of tollbook ({why})"
    hint = f"Run: tollbook rebuild --book {book}"
    return RunAborted(Issue("record-outdated", "error", str(book), message, hint))


def stamp(root: Path) -> tuple[object, ...]:
    """Return what changes with every commit to the book's database, of a lease too; cheap enough for every page."""
    return engine.stamp(database_of(root))


def mark(root: Path) -> str:
    """Return a name for what the book holds: it changes with every report, judgement and derivation, not with a lease."""
    with reading(open_book(root)) as connection:
        counted = documents.counted(connection)
        state, shape = schema.get_meta(connection, "state"), schema.get_meta(connection, "derived_schema")
        return content_id("m1_", counted, state, shape, entries.head(connection))


def _everything(connection: Connection) -> Snapshot:
    return Snapshot(
        documents={d.id: d for d in documents.iterate(connection, documents.document_ids(connection))},
        claims={c.id: c for c in derived.load_claims(connection)},
        records=tuple(derived.load_records(connection)),
        incidents={i.id: i for i in derived.load_incidents(connection)},
        totals=tuple(derived.load_totals(connection)),
        series=tuple(derived.load_series(connection)),
        issues=tuple(derived.load_issues(connection)),
        entries=entries.load_entries(connection),
    )


def tally(root: Path) -> dict[str, int]:
    """Return how many reports, claims, records, incidents, totals and issues the book holds; costs no decoding."""
    with reading(open_book(root)) as connection:
        return {"reports": documents.counted(connection)[0], **derived.tally(connection)}


def caller_names(root: Path, ids: Sequence[str]) -> dict[str, str]:
    """Return, for those of ``ids`` that are documents, what their caller calls them."""
    names: dict[str, str] = {}
    with reading(open_book(root)) as connection:
        for identity in dict.fromkeys(ids):
            said = [r.credits.caller_id for r in documents.receipts_of(connection, identity) if r.credits.caller_id]
            names.update({identity: said[0]} if said else {})
    return names
