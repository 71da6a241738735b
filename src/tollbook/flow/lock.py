"""One writer at a time: a lock on a file in the book, freed by the system even when its holder is killed."""

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tollbook.model.issue import Issue, RunAborted

LOCK = ".lock"


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
        yield
    finally:
        os.close(handle)


def _take(handle: int, root: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        other = os.pread(handle, 500, 0).decode("utf-8", "replace").strip() or "another run"
        message = f"{other} is writing to this book"
        hint = "Wait until it has ended and run the same command again. Nothing was changed."
        raise RunAborted(Issue("book-busy", "error", str(root), message, hint)) from error


def _note(handle: int, work: str) -> None:
    """Write down who holds the lock; a full disk must not stop the run here, since the note only words a message."""
    since = dt.datetime.now(dt.UTC).strftime("%H:%M:%S UTC")
    note = f"`tollbook {work}` (process {os.getpid()}, since {since})\n".encode()
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, note, 0)
    except OSError:
        return
