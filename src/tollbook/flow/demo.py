"""The bundled example, run through the whole chain into a book of its own."""

from pathlib import Path

from tollbook.flow.books.book import init_book, open_book
from tollbook.flow.books.config import CONFIG, BookConfig
from tollbook.flow.publishing.brief import brief_bytes, write_whole
from tollbook.flow.run import run
from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.select import Selection
from tollbook.vocab.load import data_path

EXAMPLE = ("examples", "raqqa-week")
COUNTRIES = ("SY",)
KINDS = frozenset({".txt", ".html", ".jsonl"})


def make_demo(root: Path, name: str) -> tuple[Path, ...]:
    """Run the example into the book in folder ``root``, new or made by an earlier demo; return where its briefs lie.

    Raises RunAborted, changing nothing, when the folder holds something else.
    """
    if not (root / CONFIG).exists():
        init_book(root, BookConfig(name=name, focus=COUNTRIES))
    elif open_book(root).config.name != name:
        hint = "choose another folder: tollbook demo DIR"
        raise RunAborted(Issue("not-a-demo", "error", str(root), "this is a book of somebody's own", hint))
    run(root, example_files())
    briefs = (root / "output" / "brief.html", root / "output" / "brief.md")
    for path in briefs:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, brief_bytes(root, Selection(), path.suffix.removeprefix(".")))
    return briefs


def example_files() -> list[Path]:
    """Return the example's reports in order of their names."""
    return sorted(path for path in data_path(*EXAMPLE).iterdir() if path.suffix in KINDS)
