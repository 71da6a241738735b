"""The last look before anything leaves: a withheld word in a file's name or bytes stops the whole of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.redact import Edition, leaks

PIECE, STRETCH = 8 << 20, 64 << 20
OVERLAP = 4096
"""A word that two pieces of a file share is found in the second: no name is longer."""


class Stretch(msgspec.Struct, frozen=True):
    """Bytes ``start`` to ``stop`` of a file."""

    path: Path
    start: int
    stop: int


def refuse_leaks_in(shown: Edition, paths: Iterable[Path]) -> None:
    """Look into files however large, piece by piece; raise RunAborted where a withheld word stands in any of them."""
    for stretch in stretches(paths) if shown.secrets else ():
        refuse_leaks_at(shown, stretch)


def stretches(paths: Iterable[Path]) -> Iterator[Stretch]:
    """Yield the files cut into stretches, each of which may be looked into by itself, wherever."""
    for path in paths:
        size = path.stat().st_size
        yield from (Stretch(path, start, min(size, start + STRETCH)) for start in range(0, max(1, size), STRETCH))


def refuse_leaks_at(shown: Edition, stretch: Stretch) -> None:
    """Look into a stretch of a file, and at the end of the one before; raise RunAborted as ``refuse_leaks`` does."""
    refuse_leaks(shown, ((stretch.path.name, piece) for piece in _pieces(stretch)))


def _pieces(stretch: Stretch) -> Iterator[bytes]:
    with stretch.path.open("rb") as file:
        file.seek(max(0, stretch.start - OVERLAP))
        last, left = file.read(stretch.start - file.tell()), stretch.stop - stretch.start
        while block := file.read(min(PIECE, left)):
            yield last + block
            last, left = block[-OVERLAP:], left - len(block)


def refuse_leaks(shown: Edition, files: Iterable[tuple[str, bytes]]) -> None:
    """Look into the files (name, bytes); raise RunAborted, naming the first, where a withheld word stands in any of them."""
    if found := leaks(shown, files):
        name, word = found[0]
        name = "a file's name" if shown.finder.found_as_read(name) else name
        message = f"withheld words would stand in the files ({len(found)}), one of them in {name}"
        raise RunAborted(
            Issue("withheld-word-leaks", "error", name, message, f"Nothing was written. {_hint(word, shown)}")
        )


def _hint(word: str, shown: Edition) -> str:
    """Return what to do; the words of a policy may be the record's own, which no redaction takes out ("14 children")."""
    start = f"{word[:2]}..."
    if word in shown.policy.names.also:
        return f"Where the policy's word {start} is a figure or term of the record's own, restrict the incident instead; else report it."
    return f"This is a fault of the program: report it ({start})."
