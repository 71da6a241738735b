"""One writer at a time: a lock on a file in the book, freed by the system even when its holder is killed.

A book on a server is held there too, so that folders on two machines keep each other out.
"""

import datetime as dt
import fcntl
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tollbook.flow.books.config import database_of
from tollbook.model.issue import Issue, RunAborted
from tollbook.store.engine import hold

LOCK = ".lock"
_mine = threading.local()
"""The books this thread holds."""


@contextmanager
def sole_writer(root: Path, work: str) -> Iterator[None]:
    """Hold the book's lock while ``work`` is done; raise RunAborted naming the other run when somebody holds it."""
    try:
        handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o664)
    except OSError as error:
        hint = "Give yourself the right to write to the folder, or copy the book elsewhere. Nothing was changed."
        message = f"the book cannot be written to ({error.strerror})"
        raise RunAborted(Issue("book-not-writable", "error", str(root), message, hint)) from error
    try:
        _take(handle, root)
        _note(handle, work)
        with hold(database_of(root), f"{_named(work)} on {socket.gethostname()}") as other:
            if other:
                raise _busy(root, other)
            _mine.roots = {*_roots(), root.resolve()}
            try:
                yield
            finally:
                _mine.roots = _roots() - {root.resolve()}
    finally:
        os.close(handle)


def is_held(root: Path) -> bool:
    """Return True where this thread holds the book's lock."""
    return root.resolve() in _roots()


def _roots() -> set[Path]:
    return getattr(_mine, "roots", set())


def _take(handle: int, root: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        other = os.pread(handle, 500, 0).decode("utf-8", "replace").strip() or "another run"
        raise _busy(root, other) from error


def _busy(root: Path, other: str) -> RunAborted:
    message = f"{other} is writing to this book"
    hint = "Wait until it has ended and run the same command again. Nothing was changed."
    return RunAborted(Issue("book-busy", "error", str(root), message, hint))


def _named(work: str) -> str:
    return f"`tollbook {work}` (process {os.getpid()})"


def _note(handle: int, work: str) -> None:
    """Write down who holds the lock; a full disk must not stop the run here, since the note only words a message."""
    since = dt.datetime.now(dt.UTC).strftime("%H:%M:%S UTC")
    note = f"`tollbook {work}` (process {os.getpid()}, since {since})\n".encode()
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, note, 0)
    except OSError:
        return
