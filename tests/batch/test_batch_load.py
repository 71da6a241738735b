"""A batch loaded into a book gives the book the batch's incidents, and may be loaded in parts and again."""

import subprocess
import sys
from pathlib import Path

import pytest

from archives import run, table, war_rows, write_lines
from tollbook.batch.load import load_batch
from tollbook.flow.books.book import init_book, snapshot
from tollbook.flow.books.config import BookConfig
from tollbook.model.issue import RunAborted

pytest.importorskip("pyarrow", reason="pyarrow is not installed: .ci/run installs what requirements/ci.txt names")


def new_book(folder: Path) -> Path:
    """Make a book that treats crime as a batch does."""
    init_book(folder / "book", BookConfig(name="test", crime="leave-out"))
    return folder / "book"


def test_the_book_has_the_incidents_of_the_batch(tmp_path) -> None:
    """Ids, codes and ranges are the same; loading again takes nothing in."""
    run(write_lines(tmp_path / "in.jsonl", war_rows()), tmp_path / "out")
    book = new_book(tmp_path)
    first = load_batch(tmp_path / "out", book)
    assert first.intake.new == len(table(tmp_path / "out", "documents")) > 50
    found = {(r["id"], r["code"], tuple(r["claims"])) for r in table(tmp_path / "out", "incidents")}
    assert found == {(i.id, i.code, i.claims) for i in snapshot(book).incidents.values()}
    assert load_batch(tmp_path / "out", book).intake.new == 0


def test_a_part_can_be_loaded(tmp_path) -> None:
    """One month's reports come in, the others do not."""
    run(write_lines(tmp_path / "in.jsonl", war_rows()), tmp_path / "out")
    months = {d["month"] for d in table(tmp_path / "out", "documents")}
    assert len(months) > 1
    book = new_book(tmp_path)
    load_batch(tmp_path / "out", book, months=[min(months)])
    days = {f"{d.published:%Y-%m}" for d in snapshot(book).documents.values()}
    assert days == {min(months)}


def test_no_tables_yet_is_told(tmp_path) -> None:
    """A folder without a manifest stops the load with the next step."""
    with pytest.raises(RunAborted) as stopped:
        load_batch(tmp_path, tmp_path / "book")
    assert stopped.value.issue.code == "batch-no-folder"


@pytest.mark.slow
def test_the_verbs_work_from_end_to_end(tmp_path) -> None:
    """Run on two processes, status, load: what a person types, with the counts it prints."""
    write_lines(tmp_path / "in" / "a.jsonl.gz", war_rows())

    def tollbook(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "tollbook", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    ran = tollbook("batch", "run", "--in", "in/*.gz", "--out", "out", "--workers", "2", "--shard-rows", "60")
    assert ran.returncode == 0, ran.stderr
    assert f"{len(war_rows())} reports read" in ran.stdout
    again = tollbook("batch", "run", "--in", "in/*.gz", "--out", "out", "--workers", "2", "--shard-rows", "60")
    assert "all of it was there already" in again.stdout
    told = tollbook("batch", "status", "out").stdout
    assert "tables of" in told
    new_book(tmp_path)
    assert "new reports" in tollbook("batch", "load", "out", "--book", "book").stdout
    wrong = tollbook("batch", "run", "--in", "nothing*", "--out", "new")
    assert (wrong.returncode, "batch-no-files" in wrong.stderr or "no file" in wrong.stderr) == (3, True)
    assert "Traceback" not in wrong.stderr
