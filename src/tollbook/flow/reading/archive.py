"""Writes bytes into a book's archive: whole or not at all, and never twice."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tollbook.model.issue import Issue, ItemFailed, RunAborted
from tollbook.preserve.archive import archive_path

CHUNK = 1 << 20
UNFINISHED = ".unfinished-"


def preserve_file(source: BinaryIO, archive: Path, origin: str) -> str:
    """Copy ``source`` into ``archive`` and return its SHA-256; the bytes are on the disk when this returns.

    Raises ItemFailed when the source cannot be read to its end, RunAborted when the archive cannot be written.
    """
    known = _known(source, archive, origin)
    if known:
        return known
    handle, name = _unfinished(archive)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            digest = hashlib.sha256()
            for chunk in _chunks(source, origin):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        return _put_in_place(unfinished, archive, digest.hexdigest())
    except OSError as error:
        raise _cannot_write(archive, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def write_durably(place: Path, content: bytes, folder: Path) -> None:
    """Write a file whole or not at all, by way of ``folder``; it is on the disk when this returns. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(place)
    finally:
        unfinished.unlink(missing_ok=True)


def _known(source: BinaryIO, archive: Path, origin: str) -> str | None:
    """Return the hash of bytes that are preserved already: reading them is much cheaper than writing them again."""
    if not source.seekable():
        return None
    digest = hashlib.sha256()
    for chunk in _chunks(source, origin):
        digest.update(chunk)
    source.seek(0)
    sha256 = digest.hexdigest()
    return sha256 if (archive / archive_path(sha256)).exists() else None


def _chunks(source: BinaryIO, origin: str) -> Iterator[bytes]:
    while True:
        try:
            chunk = source.read(CHUNK)
        except OSError as error:
            hint = "Copy the file to a disk that can be read and run it again."
            message = f"cannot be read to its end ({error.strerror})"
            raise ItemFailed(Issue("file-unreadable", "error", origin, message, hint)) from error
        if not chunk:
            return
        yield chunk


def _unfinished(archive: Path) -> tuple[int, str]:
    try:
        archive.mkdir(exist_ok=True)
        return tempfile.mkstemp(prefix=UNFINISHED, dir=archive)
    except OSError as error:
        raise _cannot_write(archive, error) from error


def _put_in_place(unfinished: Path, archive: Path, sha256: str) -> str:
    place = archive / archive_path(sha256)
    place.parent.mkdir(exist_ok=True)
    unfinished.chmod(0o444)
    unfinished.replace(place)
    folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a preserved file as it is now."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def remove_files(archive: Path, names: Iterable[str]) -> None:
    """Delete the preserved files of those hashes, as far as they are there; raise OSError where one cannot be deleted."""
    for sha256 in names:
        (archive / archive_path(sha256)).unlink(missing_ok=True)


def sweep(archive: Path) -> None:
    """Remove what an interrupted run left half-written; nothing points to it."""
    for pattern in (UNFINISHED + "*", "*/" + UNFINISHED + "*"):  # in folders those of a model's answers
        for leftover in archive.glob(pattern):
            leftover.unlink(missing_ok=True)


def _cannot_write(archive: Path, error: OSError) -> RunAborted:
    hint = "Make room or give yourself the right to write there, and run the same command again: what was finished is kept."
    return RunAborted(
        Issue("archive-not-writable", "error", str(archive), f"cannot be written ({error.strerror})", hint)
    )
