"""The last look before anything leaves: a withheld word in a file's name or bytes stops the whole of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.redact import Edition, leaks

PIECE = 8 << 20
OVERLAP = 4096
"""A word that two pieces of a file share is found in the second: no name is longer."""


def refuse_leaks_in(shown: Edition, paths: Iterable[Path]) -> None:
    """Look into files however large, piece by piece; raise RunAborted where a withheld word stands in any of them."""
    if shown.secrets:
        refuse_leaks(shown, ((path.name, piece) for path in paths for piece in _pieces(path)))


def _pieces(path: Path) -> Iterator[bytes]:
    last = b""
    with path.open("rb") as file:
        while block := file.read(PIECE):
            yield last + block
            last = block[-OVERLAP:]


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
