"""A whole book to another folder and another database: SQLite to PostgreSQL, or back, or the same again.

The new folder becomes a book with its last step, when its settings are put in place. Until then it holds the note of a copy
that is not finished; the same command begins that one anew and reuses the files that are there.
"""

import contextlib
import secrets
from pathlib import Path

import msgspec

from tollbook import __version__
from tollbook.flow.books.book import Book, open_book, reading, refuse_files
from tollbook.flow.books.config import CONFIG, COPYING, DATABASE, database_of, with_database
from tollbook.flow.books.lock import LOCK, sole_writer
from tollbook.flow.books.writing import write_whole
from tollbook.flow.progress import Progress, silent
from tollbook.flow.reading.archive import write_durably
from tollbook.model.issue import Issue, RunAborted
from tollbook.store import copying, schema
from tollbook.store.engine import Connection, Database, is_writable, open_writer, transaction

OWN = frozenset({CONFIG, DATABASE, DATABASE + "-wal", DATABASE + "-shm", DATABASE + "-journal", LOCK, COPYING})
"""What is not copied as a file: the copy makes its own."""
CHUNK = 1 << 20


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """What was copied: files, and rows by their table."""

    files: int
    rows: dict[str, int]


class _Note(msgspec.Struct, frozen=True):
    """What an unfinished copy leaves: which one it is, of which book, to which database."""

    mark: str
    source: str
    database: str


def copy_book(source: Path, target: Path, database: str = "", progress: Progress = silent) -> Copied:
    """Copy the book in ``source`` to the new or empty folder ``target``, its tables to ``database`` (empty: a file there).

    Both ledgers are the same bytes afterwards, and so are both dumps. Nobody writes to the source meanwhile; it is not
    changed. Killed anywhere, the target is no book yet, and the same call makes it one. Raises RunAborted where a book, files
    or tables of others lie there.
    """
    book = open_book(source)
    if target.resolve() == source.resolve():
        raise _refused(target, "a book cannot be copied onto itself", "Choose a new folder.")
    if target.resolve().is_relative_to(source.resolve()):
        raise _refused(target, "the folder lies inside the book", "Choose a folder beside it.")
    with _held(source):
        try:
            note = _begun(book, target, database)
            files = _copy_files(source, target, progress)
        except OSError as error:
            message = f"the copy cannot be written ({error.strerror or error})"
            hint = "Make room or choose another folder, and run the same command again."
            raise RunAborted(Issue("book-not-writable", "error", str(target), message, hint)) from error
        made = Book(target, msgspec.structs.replace(book.config, database=database))
        rows = _copy_tables(book, made, note, progress)
        write_whole(target / CONFIG, with_database((source / CONFIG).read_text(encoding="utf-8"), database).encode())
        (target / COPYING).unlink()
    return Copied(files=files, rows=rows)


def _refused(subject: Path, message: str, hint: str) -> RunAborted:
    return RunAborted(Issue("copy-refused", "error", str(subject), message, hint))


def _held(source: Path) -> contextlib.AbstractContextManager[None]:
    """Keep writers out of the source; nobody can write to one on a read-only medium."""
    database = database_of(source)
    is_closed = isinstance(database, Path) and not (is_writable(database) and is_writable(source))
    return contextlib.nullcontext() if is_closed else sole_writer(source, "copy")


def _begun(book: Book, target: Path, database: str) -> _Note:
    """Return the note of this copy: that of an earlier, interrupted one where it lies there."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / COPYING
    if path.exists() and not (target / CONFIG).exists():
        note = msgspec.json.decode(path.read_bytes(), type=_Note)
        if (note.source, note.database) == (str(book.root.resolve()), database):
            return note
        where = note.database or "a file in it"
        hint = "Run that copy again, or delete the folder (and drop its schema) and begin anew."
        raise _refused(target, f"an unfinished copy of {note.source} to {where} lies here", hint)
    refuse_files(target)
    if any(not entry.name.startswith(".") for entry in target.iterdir()):
        hint = "Choose a new or an empty folder."
        raise RunAborted(Issue("book-exists", "error", str(target), "the folder is not empty", hint))
    note = _Note(secrets.token_hex(8), str(book.root.resolve()), database)
    write_durably(path, msgspec.json.encode(note), target)
    return note


def _copy_files(source: Path, target: Path, progress: Progress) -> int:
    """Copy every file that is not the database's own; one of the same size that is there already was copied before."""
    names = sorted(p for p in source.rglob("*") if p.is_file() and p.relative_to(source).parts[0] not in OWN)
    for folder in sorted(p for p in source.rglob("*") if p.is_dir()):
        (target / folder.relative_to(source)).mkdir(parents=True, exist_ok=True)
    for done, name in enumerate(names, start=1):
        progress("copying files", done, len(names))
        place = target / name.relative_to(source)
        if place.exists() and place.stat().st_size == name.stat().st_size and _is_preserved(name, source):
            continue
        part = place.with_name(f".{place.name}.copying")
        with name.open("rb") as reader, part.open("wb") as writer:
            while chunk := reader.read(CHUNK):
                writer.write(chunk)
        part.chmod(name.stat().st_mode & 0o777)
        part.replace(place)
    return len(names)


def _is_preserved(path: Path, source: Path) -> bool:
    """Return True for a file whose name is the hash of its bytes."""
    return path.is_relative_to(source / "archive")


def _copy_tables(source: Book, target: Book, note: _Note, progress: Progress) -> dict[str, int]:
    """Copy all rows in one transaction of the target, over one moment of the source."""
    rows: dict[str, int] = {}
    opened = open_writer(target.database)
    with reading(source) as old, transaction(opened, str(target.database)) as new:
        _make_room(new, target.database, note)
        schema.create(new, __version__, target.database)
        wanted = [*copying.kept_tables(), *copying.record_tables(old)]
        for done, table in enumerate(wanted):
            progress("copying tables", done, len(wanted))
            rows[table.name] = copying.copy_rows(old, new, table)
        progress("indexing words", len(wanted), None)
        copying.finish(old, new, note.mark)
        _compare(old, new, target)
    return rows


def _make_room(connection: Connection, database: Database, note: _Note) -> None:
    """Drop what this very copy left; raise RunAborted where the tables are anybody else's."""
    if copying.copy_mark(connection) == note.mark:
        copying.drop_all(connection)
    elif not schema.is_free(connection):
        message, hint = "there are tables in this schema already", "Choose another schema (?schema=NAME)."
        raise RunAborted(Issue("book-exists", "error", str(database), message, hint))


def _compare(old: Connection, new: Connection, target: Book) -> None:
    """Raise RunAborted, which takes everything back, where the ledgers or the numbers of rows differ."""
    tables = copying.kept_tables()[1:]
    differing = [t.name for t in tables if t.name != "meta" and copying.counted(old, t) != copying.counted(new, t)]
    if differing or copying.ledger_digest(old) != copying.ledger_digest(new):
        message = f"the copy differs from the book ({', '.join(differing) or 'ledger'})"
        raise _refused(target.root, message, "Report this; nothing was left in the database.")
