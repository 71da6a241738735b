"""Where a batch keeps what it has done: names of files, whole writes, and what may be swept. Knows no step."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

STAGES = ("survey", "read", "copies", "told", "scores", "built")
TABLES = ("documents", "claims", "incidents", "totals", "issues")
MANIFEST = "manifest.json"
PART = ".part"


class Folder:
    """The output folder: tables and ``manifest.json`` on top, results of single tasks below ``work``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, stage: str, name: str) -> Path:
        """Return where the result ``name`` of a stage lies; workers are given this path, so it must be theirs too."""
        return self.root / "work" / stage / name

    @property
    def markers(self) -> Path:
        """The folder of notes that a worker leaves while it is at a document."""
        return self.root / "work" / "markers"

    @property
    def manifest(self) -> Path:
        """The file that says what the tables were made from; it is written last."""
        return self.root / MANIFEST

    def make(self) -> None:
        """Make the folders; raise OSError where that is not possible."""
        for stage in STAGES:
            (self.root / "work" / stage).mkdir(parents=True, exist_ok=True)
        self.markers.mkdir(exist_ok=True)

    def sweep(self, stage: str, keep: Collection[str]) -> None:
        """Remove results that nothing asks for any more, and halves that a killed process left."""
        for path in (self.root / "work" / stage).iterdir():
            if path.name not in keep:
                path.unlink(missing_ok=True)


@contextmanager
def whole(path: Path, *, for_sure: bool = True) -> Iterator[Path]:
    """Yield a path to write to; on success it takes the place of ``path`` in one step, else nothing is left.

    ``for_sure`` waits until the disk has it, so that not even a power cut leaves a half under the name.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}{PART}")
    try:
        yield part
        if for_sure:
            with part.open("rb") as written:
                os.fsync(written.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, whatever moment the process is killed at."""
    with whole(path) as part:
        part.write_bytes(content)


def names(paths: Iterable[str]) -> set[str]:
    """Return the last part of each path."""
    return {Path(p).name for p in paths}
