"""Write a file whole or not at all."""

import os
from pathlib import Path

from tollbook.model.issue import Issue, RunAborted


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one. Raise RunAborted where that is not possible."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        hint = "choose another file with -o, or make room"
        raise RunAborted(Issue("output-not-written", "error", str(path), reason, hint)) from error
