"""A folder beside its place in which files are made ready; what killed runs left of theirs is swept by the next one."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".unfinished-"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Make ``folder`` where there is none, and lend an empty folder inside it that is gone afterwards, however this ends.

    A run killed in between leaves its folder; the next one removes it, since nobody holds its lock. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):  # nobody sweeps between another's making and locking
        _sweep(folder)
        made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        held = _held(made)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(held)


def is_staging(path: Path) -> bool:
    """Return True for a folder in which some run makes, or made, files ready."""
    return path.name.startswith(PREFIX) and path.is_dir()


def _sweep(folder: Path) -> None:
    for path in folder.glob(f"{PREFIX}*"):
        if not is_staging(path):
            continue
        try:
            held = _held(path)
        except OSError:  # in use by another run
            continue
        shutil.rmtree(path, ignore_errors=True)
        os.close(held)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _held(folder: Path) -> int:
    """Return a handle that holds the folder's lock until it is closed; raise OSError where another run holds it."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
