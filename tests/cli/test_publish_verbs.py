"""The verbs of what leaves the book: export, publish, compare, import, diff."""

import json

import pytest
from click.testing import CliRunner

from schemas import faults
from tollbook.cli.main import tollbook_command

REPORT = "published: 2017-08-22\noutlet: Town Radio\n\nAn airstrike on a house in Raqqa on Monday killed five people, a teacher in the town said.\n"
TABLE = "day,dead,where\n2017-08-21,4,Raqqa\nsome day,1,X\n"
MAPPING = 'name = "own"\nsource = "Our sheet"\nfirst = ["day"]\nkilled_low = ["dead"]\nkilled_high = ["dead"]\nplace = ["where"]\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a book of one report, a table and its mapping."""
    folder = tmp_path_factory.mktemp("publish")
    (folder / "r.txt").write_text(REPORT, encoding="utf-8")
    (folder / "t.csv").write_text(TABLE, encoding="utf-8")
    (folder / "own.toml").write_text(MAPPING, encoding="utf-8")
    assert called("init", folder / "war").exit_code == 0
    assert called("run", "--book", folder / "war", folder / "r.txt").exit_code == 0
    return folder


def called(*words):
    """Run the command and return what it said."""
    return CliRunner().invoke(tollbook_command, [str(w) for w in words])


def lines(answer):
    """Return an answer's lines of JSON."""
    return [json.loads(line) for line in answer.stdout.splitlines()]


@pytest.mark.parametrize("words", [["publish", "--dry-run"], ["publish", "withheld", "--json"]])
def test_what_would_be_withheld_is_listed_and_nothing_is_written(folder, words):
    """An unnamed teacher is a source that the public policy does not name."""
    before = sorted(folder.rglob("*"))
    found = lines(called(*words, "--book", folder / "war"))
    assert [w["kind"] for w in found] == ["source"]
    assert not [f for w in found for f in faults("withheld", w)]
    assert sorted(folder.rglob("*")) == before


def test_export_lists_its_shapes_and_writes_one(folder, tmp_path):
    """Without a shape the names; with one the file and how much was lost and withheld."""
    assert "ucdp" in called("export", "--book", folder / "war", "-o", tmp_path).output
    answer = called("export", "ucdp", "--book", folder / "war", "-o", tmp_path / "out")
    assert answer.exit_code == 0, answer.output
    assert "1 row" in answer.output
    assert "withheld by policy public" in answer.output


def test_compare_prints_matches_and_names_the_row_it_could_not_read(folder):
    """Lines by the schema; the broken row is told on standard error."""
    answer = called("compare", folder / "t.csv", "--as", folder / "own.toml", "--book", folder / "war", "--json")
    found = lines(answer)
    assert not [f for line in found for f in faults("comparison", line)]
    assert {line["kind"] for line in found} <= {"match", "only_here", "only_there"}
    assert "t.csv:3" in answer.stderr


def test_import_takes_a_table_in_once(folder):
    """A verb whose name is a word of Python."""
    answer = called("import", folder / "t.csv", "--as", folder / "own.toml", "--book", folder / "war")
    assert "1 new report" in answer.output
    assert (
        "0 new reports"
        in called("import", folder / "t.csv", "--as", folder / "own.toml", "--book", folder / "war").output
    )


def test_two_releases_are_compared(folder, tmp_path):
    """The same book twice: nothing changed; a folder that is no release is refused."""
    for version in ("1", "2"):
        answer = called(
            "publish", "release", "--book", folder / "war", "-o", tmp_path, "--version", version, "--creator", "Us"
        )
        assert answer.exit_code == 0, answer.output
    assert lines(called("diff", tmp_path / "1", tmp_path / "2", "--json")) == []
    assert "No figure changed" in called("diff", tmp_path / "1", tmp_path / "2", "--table").output
    assert (
        called(
            "publish", "release", "--book", folder / "war", "-o", tmp_path, "--version", "../x", "--creator", "U"
        ).exit_code
        == 2
    )
