"""Walk files and folders in a fixed order and say which of them can be read as reports."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from tollbook.model.issue import Issue

PASSED_OVER = (".", "README")


class Found(msgspec.Struct, frozen=True):
    """A file to read: where it lies, and its name as the record keeps it (no more of this machine's paths than needed)."""

    path: Path
    origin: str


def find_files(paths: Sequence[Path], *, leave_out: Sequence[Path] = ()) -> Iterator[Found | Issue]:
    """Yield the files of ``paths``, folders walked by name, ``-`` for standard input; an Issue for each that is unreadable.

    In folders, names that start with a dot, a README (it is about the folder) and everything below ``leave_out`` are
    passed over; linked folders are not entered, since they may lead round in a circle.
    """
    barred = {os.path.realpath(p) for p in leave_out}
    for path in paths:
        if str(path) == "-":
            yield Found(Path("/dev/stdin"), "standard input")
        elif path.is_dir():
            yield from _walk(path, barred)
        else:
            yield _checked(path, f"{_name(path.absolute().parent)}/{_name(path)}")


def _walk(folder: Path, barred: set[str]) -> Iterator[Found | Issue]:
    label = _name(Path(os.path.normpath(folder.absolute())))
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and os.path.realpath(f"{where}/{f}") not in barred
        )
        for name in sorted(names):
            path = Path(where, name)
            if not name.startswith(PASSED_OVER) and os.path.realpath(path) not in barred:
                inside = "/".join(_printable(part) for part in path.relative_to(folder).parts)
                yield _checked(path, f"{label}/{inside}")


def _checked(path: Path, origin: str) -> Found | Issue:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if path.is_symlink():
            message = f"a link that leads nowhere ({error.strerror})"
            return Issue(
                "file-unreadable", "error", origin, message, "Restore the file it points to, or remove the link."
            )
        hint = "Check the spelling and the rights on the folders above it."
        return Issue("file-unreadable", "error", origin, f"cannot be opened ({error.strerror})", hint)
    if not stat.S_ISREG(mode):
        return Issue("file-unreadable", "error", origin, "neither a file nor a folder", "Give plain files or folders.")
    if not os.access(path, os.R_OK):
        return Issue(
            "file-unreadable", "error", origin, "no right to read it", "Give yourself the right to read the file."
        )
    return Found(path, origin)


def _name(path: Path) -> str:
    return _printable(path.name)


def _printable(name: str) -> str:
    """Return a file name as valid Unicode; bytes that are none stand as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
