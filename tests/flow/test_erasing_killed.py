"""An erasure killed at any step: the next writer carries it through, and until then `tollbook check` says what is left."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from books import NOW, bare_kit, new_book, run_book, write
from tollbook.flow.asking.saved import Saved, forget_saved, keep_saved
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check
from tollbook.flow.books.ledger_log import load_ledger
from tollbook.flow.erasing import finishing
from tollbook.flow.erasing.erase import erase
from tollbook.flow.judging.confirming import confirm_actor, confirm_place
from tollbook.flow.judging.coverage import log_checked
from tollbook.flow.judging.judge import judge
from tollbook.flow.llm.answers import answers_folder
from tollbook.flow.llm.book import choose_extractor
from tollbook.flow.run import collect
from tollbook.places.hand import confirmed_entry
from tollbook.vocab.actors import row_of

TESTS = Path(__file__).resolve().parents[1]
NAME = "Zubayda Harrani"
CHILD = textwrap.dedent(
    """
    import os, sys
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    from books import bare_kit, NOW
    import importlib
    from tollbook.flow.erasing.erase import erase

    module, name, side = sys.argv[3:]
    place = importlib.import_module(module)
    whole = getattr(place, name)

    def killed(*values, **options):
        if side == "after":
            whole(*values, **options)
        os._exit(9)

    setattr(place, name, killed)
    erase(Path(sys.argv[2]), "first", authority="letter 12", who="Amal", now=NOW, kit=bare_kit())
    """
)
STEPS = [
    ("tollbook.flow.erasing.erase", "bring_up_to_date", "before", "nothing but the transaction is done"),
    ("tollbook.flow.run", "derive", "after", "the record is made anew, the files are there"),
    ("tollbook.flow.erasing.finishing", "remove_files", "after", "the preserved files are gone, the answers are there"),
    ("tollbook.flow.erasing.finishing", "forget_freed_pages", "before", "only the pages of the database are left"),
    ("tollbook.flow.erasing.finishing", "forget_freed_pages", "after", "all is gone, and the note of it is left"),
]
PLACE = confirmed_entry("Zzyzx Corner", 35.1, 38.1, level="village", country="SY", aliases=("Zizix",))
ACTOR = row_of({"id": "m-brigade", "name": "Mardan Brigade", "kind": "non_state_armed", "countries": ["SY"]})
WRITERS = {
    "run": run_book,
    "judge": lambda root: judge(root, "reject", [second(root)], who="Amal", why="seen twice", now=NOW, kit=bare_kit()),
    "collect": lambda root: collect(root, [], now=NOW),
    "coverage": lambda root: log_checked(root, "SANA", NOW.date(), NOW.date(), who="Amal", now=NOW),
    "place": lambda root: confirm_place(root, PLACE, who="Amal", now=NOW),
    "actor": lambda root: confirm_actor(root, ACTOR, who="Amal", now=NOW),
    "kept search": lambda root: keep_saved(root, Saved(name="children", path="/incidents?q=children")),
    "forgotten search": lambda root: forget_saved(root, "children"),
    "extractor": lambda root: choose_extractor(root, "llm"),
}


def second(root: Path) -> str:
    """Return the claim of the report that stays."""
    return next(c.id for c in snapshot(root).claims.values() if c.count.low == 4)


@pytest.fixture
def root(tmp_path):
    """Return a book of two reports, with an answer of a language model that quotes the first."""
    root = new_book(tmp_path)
    first = write(tmp_path / "in" / "first.txt", f"published: 2019-05-01\n\n9 people were killed in Hama, {NAME} too.")
    run_book(
        root, first, write(tmp_path / "in" / "second.txt", "published: 2019-05-02\n\n4 people were killed in Homs.")
    )
    write(answers_folder(root) / "ab" / "abc.json", f'{{"words": "{NAME}"}}')
    return root


def killed_erasing(root: Path, module: str, name: str, side: str) -> None:
    """Erase the first report in a process of its own, which ends without a word at that function."""
    command = [sys.executable, "-c", CHILD, str(TESTS), str(root), module, name, side]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr


def holds_name(root: Path) -> bool:
    """Return True where some file of the book has the erased name in it."""
    return any(NAME.encode() in p.read_bytes() for p in root.rglob("*") if p.is_file())


@pytest.mark.parametrize(("module", "name", "side", "reason"), STEPS)
def test_an_erasure_killed_at_any_step_is_told_and_finished_by_the_next_run(root, module, name, side, reason):
    """After its transaction nothing is lost: what is left to do is done again."""
    killed_erasing(root, module, name, side)
    assert load_ledger(root).entries[-1].kind == "erase" or side == "after"
    assert "erasure-unfinished" in {i.code for i in check(root)[0]}, reason
    run_book(root)
    assert not holds_name(root)
    assert not answers_folder(root).exists()
    assert check(root)[0] == []
    assert [c.count.low for c in snapshot(root).claims.values()] == [4]


def test_an_erasure_killed_before_its_entry_has_changed_nothing(root):
    """The transaction is whole or was never there."""
    before = load_ledger(root).entries
    killed_erasing(root, "tollbook.flow.erasing.erase", "append_entries", "before")
    assert load_ledger(root).entries == before
    assert check(root)[0] == []
    assert holds_name(root)
    run_book(root)
    assert holds_name(root)


@pytest.mark.parametrize("verb", WRITERS)
def test_whoever_writes_next_finishes_an_erasure(root, verb):
    """Also who makes no new record."""
    killed_erasing(root, *STEPS[0][:3])
    WRITERS[verb](root)
    assert not holds_name(root)
    assert check(root)[0] == []


def test_an_erasure_that_a_reader_keeps_from_its_end_says_so(root, monkeypatch):
    """The pages somebody reads stay until the next run: nobody is told that all is gone."""
    monkeypatch.setattr(finishing, "forget_freed_pages", lambda _: False)
    done = erase(root, "first", authority="letter 12", who="Amal", now=NOW, kit=bare_kit())
    assert [i.code for i in done.issues if i.severity == "error"] == ["erasure-unfinished"]
    monkeypatch.undo()
    assert "erasure-unfinished" not in {i.code for i in run_book(root).issues}
    assert check(root)[0] == []


def test_a_file_that_cannot_be_deleted_is_named(root, monkeypatch):
    """The erasure stands in the ledger, and what is left of it is an error with its place."""

    def refuse(*_):
        raise OSError(13, "Permission denied", "archive/ab")

    monkeypatch.setattr(finishing, "remove_files", refuse)
    done = erase(root, "first", authority="letter 12", who="Amal", now=NOW, kit=bare_kit())
    (issue,) = (i for i in done.issues if i.code == "erasure-unfinished")
    assert "archive/ab" in issue.message
