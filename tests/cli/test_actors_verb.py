"""``tollbook actors``: look up, check, add."""

import json

import pytest
from click.testing import CliRunner

from books import new_book
from tollbook.cli.actors import command


def run(*args: str):
    """Run the verb."""
    return CliRunner().invoke(command, list(args))


def test_lint_of_the_bundled_list_passes():
    """Status 0, and a count of actors."""
    result = run("lint", "--table")
    assert result.exit_code == 0
    assert "0 issues" in result.output


@pytest.mark.parametrize(
    ("name", "identity", "how"),
    [("sohr", "sohr", "id"), ("Houthis", "ansar-allah", "name"), ("the Observatory", "sohr", "context")],
)
def test_show_finds_by_id_name_and_common_word(name, identity, how):
    """The line says how the name was matched."""
    lines = [json.loads(line) for line in run("show", "--json", *name.split()).output.splitlines()]
    assert (identity, how) in [(line["id"], line["matched_by"]) for line in lines]


def test_show_of_an_unknown_name_ends_with_status_1():
    """Nothing found is said, not shown as an empty table."""
    result = run("show", "no", "such", "brigade")
    assert result.exit_code == 1
    assert "no such brigade" in result.output


def test_an_added_actor_is_found_in_its_book_only(tmp_path):
    """It is written to the book's ledger, resolves there, and nowhere else."""
    book = str(new_book(tmp_path))
    added = run(
        "add", "m-brigade", "--name", "Mardan Brigade", "--kind", "non_state_armed", "--country", "sy", "--book", book
    )
    assert added.exit_code == 0, added.output
    assert json.loads(run("show", "--json", "--book", book, "Mardan", "Brigade").output)["countries"] == ["SY"]
    assert run("show", "Mardan", "Brigade").exit_code == 1


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("add", "x", "--name", "X Y", "--kind", "army"), 2, "no kind"),
        (("add", "sohr", "--name", "X Y", "--kind", "monitor"), 2, "taken"),
        (("add", "x", "--name", "X Y", "--kind", "monitor", "--parent", "nobody"), 1, "no other actor"),
        (("add", "x", "--name", "X Y", "--kind", "monitor", "--alias", "XY"), 2, "LANG=NAME"),
        (("add", "Bad Id", "--name", "X Y", "--kind", "monitor"), 1, "not an id"),
    ],
)
def test_what_cannot_be_added_is_refused(tmp_path, args, status, words):
    """Nothing is written, and the message says what to do."""
    result = run(*args, "--book", str(tmp_path))
    assert (result.exit_code, words in result.output) == (status, True), result.output
    assert not (tmp_path / "actors").exists()
