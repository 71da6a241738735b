"""``tollbook documented``: the sum for an area and days, what may be the same, what stands beside."""

import json

import pytest
from click.testing import CliRunner

from schemas import faults
from snapshots import SINCE_JUNE, WEEK
from tollbook.cli.main import tollbook_command


def ask(book, *arguments: str) -> dict:
    """Return the answer as data; it obeys its schema."""
    result = CliRunner().invoke(
        tollbook_command, ["documented", "--book", book, "--json", *arguments], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    (line,) = map(json.loads, result.stdout.splitlines())
    assert faults("documented", line) == []
    return line


def test_what_may_be_the_same_counts_once_in_the_low(mardan):
    """Tuesday's 30 and the Tannery's 30+ may be one event: the low takes one, the high both; totals stand beside."""
    found = ask(mardan)
    assert (found["low"] < found["high"], found["open"], len(found["clusters"]) > 0) == (True, True, True)
    assert {WEEK.id, SINCE_JUNE.id} <= set(found["totals"])
    assert "sum-of-incidents" in [rule["code"] for rule in found["rules"]]


@pytest.mark.parametrize(
    ("asked", "low", "reason"),
    [
        (("--group", "children"), 14, "only children"),
        (("--to", "2010-01-01"), 0, "before the war"),
        (("--harm", "missing"), 0, "nobody is missing"),
    ],
)
def test_the_question_narrows_the_answer(mardan, asked, low, reason):
    """Class, harm and days reach the sum."""
    assert ask(mardan, *asked)["low"] == low, reason


def test_status_and_group_together_are_wrong_use(mardan):
    """No claim counts by both: the verb says so instead of answering zero."""
    result = CliRunner().invoke(
        tollbook_command, ["documented", "--book", mardan, "--status", "civilian", "--group", "women"]
    )
    assert result.exit_code == 2
    assert "give one of them" in result.output


def test_the_table_says_what_the_sum_rests_on(mardan):
    """A person reads the range, the incidents' codes, what may be one event and the totals beside."""
    result = CliRunner().invoke(tollbook_command, ["documented", "--book", mardan, "--table"], catch_exceptions=False)
    for piece in ("people killed", "incidents counted", "may be one event", "totals stand beside", "explain --book"):
        assert piece in result.output


def test_draws_stand_beside_the_sum_with_their_label(mardan):
    """The interval changes nothing of the sum, lies inside it where no figure is open, and says what it is."""
    plain, drawn = ask(mardan, "--group", "children"), ask(mardan, "--group", "children", "--draws")
    assert plain["draws"] is None
    interval = drawn.pop("draws")
    assert drawn == {k: v for k, v in plain.items() if k != "draws"}
    assert "no count" in interval["label"]
    assert plain["low"] <= interval["low"] <= interval["high"]
    assert plain["open"] or interval["high"] <= plain["high"]
    result = CliRunner().invoke(tollbook_command, ["documented", "--book", mardan, "--table", "--draws"])
    assert interval["label"] in result.output


def test_silence_is_no_zero(mardan):
    """Where no incident counts anybody of a class the answer is no number; a group nobody counts is named, with those there are."""
    asked = ["documented", "--book", mardan, "--table"]
    missing = CliRunner().invoke(tollbook_command, [*asked, "--harm", "missing"], catch_exceptions=False)
    assert missing.stdout.startswith("no number of people missing is documented, which is no zero")
    assert "give no number" not in missing.stdout
    group = CliRunner().invoke(tollbook_command, [*asked, "--group", "martians"], catch_exceptions=False)
    assert group.stdout.startswith("no number of martians killed is documented")
    assert "no claim of the book counts martians; it counts" in group.stderr
    assert "children" in group.stderr
