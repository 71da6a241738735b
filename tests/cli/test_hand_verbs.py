"""The verbs of people's own work: add, accept, code, coverage."""

import json

import pytest
from click.testing import CliRunner

from schemas import faults
from tollbook.cli.main import tollbook_command

REPORT = """published: 2017-08-22
outlet: Town Radio

An airstrike on a house in Raqqa on Monday killed five members of one family. The driver did not survive.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Return a book with one report."""
    folder = tmp_path_factory.mktemp("hand")
    (folder / "r3.txt").write_text(REPORT, encoding="utf-8")
    for words in (["init", folder / "war"], ["run", "--book", folder / "war", folder / "r3.txt"]):
        assert called(*words).exit_code == 0
    return folder / "war"


def called(*words, **given):
    """Run the command and return what it said."""
    return CliRunner().invoke(tollbook_command, [str(w) for w in words], **given)


def lines(answer):
    """Return an answer's lines of JSON."""
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_a_missed_claim_is_added_on_its_words(book):
    """The report's own words, two fields, a name and a reason."""
    answer = called(
        "add", "claim", "--book", book, "r3", "The driver", "harm=killed", "count=1", "--who", "Amal", "--why", "missed"
    )
    assert answer.exit_code == 0, answer.output
    claims = lines(called("claims", "--book", book, "--json"))
    assert [c["quote"] for c in claims if c["low"] == 1] == ["The driver"]
    assert not [f for c in claims for f in faults("claim", c)]


def test_an_incident_is_entered_from_a_note_in_one_go(book):
    """A telephone call in Arabic: original, translation and translator stay with both claims."""
    answer = called(
        "add", "incident", "--book", book, "--source", "a doctor", "--day", "2017-08-22", "--note", "-",
        "--original", "أحد عشر قتيلا بينهم أربعة أطفال", "--language", "ar", "--translator", "Zed",
        "--claim", "harm=killed count=11 where=Raqqa when=2017-08-22",
        "--claim", "harm=killed count=4 group=children words='four of them children'",
        "--who", "Zed", "--why", "call", input="Eleven dead, four of them children.",
    )  # fmt: skip
    assert answer.exit_code == 0, answer.output
    claims = [c for c in lines(called("claims", "--book", book, "--json")) if c["original"]]
    assert sorted(c["low"] for c in claims) == [4, 11]
    assert {c["said_by"] for c in claims} == {"a doctor"}
    assert len({c["incident"] for c in claims}) == 1
    assert not [f for c in claims for f in faults("claim", c)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "claim", "r3", "The driver", "harm"], "FIELD=VALUE"),
        (["add", "claim", "r9", "The driver", "harm=killed", "count=1"], "no report 'r9'"),
        (["add", "incident", "--claim", "harm=killed count=1"], "--document, or --source"),
        (["add", "incident", "--note", "x", "--claim", "harm=killed count=1"], "its source"),
        (["add", "incident", "--source", "x", "--note", "x", "--claim", "harm='killed"], "closing quotation"),
        (["add", "incident", "--source", "x", "--original", "y", "--claim", "harm=killed"], "--language"),
    ],
)
def test_what_cannot_be_entered_says_what_is_expected(book, words, told):
    """Wrong use, exit status 2."""
    answer = called(*words, "--book", book, "--who", "A", "--why", "b")
    assert answer.exit_code == 2
    assert told in answer.output


def test_a_second_reader_accepts_or_returns(book):
    """By the incident's code; the log says it in words."""
    code = lines(called("incidents", "--book", book, "--json"))[0]["code"]
    assert "accepted by Noor" in called("accept", "--book", book, code, "--who", "Noor").output
    assert (
        "returned by Noor" in called("accept", "--book", book, code, "--return", "look again", "--who", "Noor").output
    )
    assert "return i1_" in called("log", "--book", book).output
    assert called("accept", "--book", book, "nothing", "--who", "Noor").exit_code == 2


def test_codings_of_two_people_are_compared(book):
    """Line by line as the schema says, and as a table."""
    claim = lines(called("claims", "--book", book, "--json"))[0]["id"]
    assert "two people" in called("code", "agreement", "--book", book, "--table").output
    for who, count in (("A", "5"), ("B", "5"), ("C", "6")):
        assert (
            called("code", "claim", "--book", book, claim, f"count={count}", "harm=killed", "--who", who).exit_code == 0
        )
    found = lines(called("code", "agreement", "--book", book, "--json"))
    assert {a["field"]: a["same"] for a in found} == {"harm": 1.0, "high": 0.0, "low": 0.0}
    assert not [f for a in found for f in faults("agreement", a)]
    assert "alpha" in called("code", "agreement", "--book", book, "--table").output


def test_a_quiet_day_was_checked_or_not(book):
    """A circle where somebody looked, a dot where nobody did."""
    called("coverage", "add", "--book", book, "--source", "SOHR", "--from", "2017-08-21", "--who", "A")
    shown = called("coverage", "show", "--book", book, "--from", "2017-08-21", "--to", "2017-08-22", "--table").output
    assert "SOHR        ○·" in shown
    assert "Town Radio  ·●" in shown
    found = lines(called("coverage", "show", "--book", book, "--from", "2017-08-21", "--to", "2017-08-22"))
    assert not [f for d in found for f in faults("coverage", d)]
    assert called("coverage", "show", "--book", book, "--from", "2017-08-22", "--to", "2017-08-21").exit_code == 2
