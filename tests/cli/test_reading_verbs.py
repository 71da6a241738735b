"""claims, incidents, totals and explain: a table for people, lines of JSON for programs, filters for both."""

import json

import msgspec
import pytest
from click.testing import CliRunner

from schemas import faults
from snapshots import DAY, TUESDAY, WEEK, WIRE, mardan_week
from tollbook.cli.main import tollbook_command


def told(*arguments: str) -> str:
    """Return what a verb prints."""
    result = CliRunner().invoke(tollbook_command, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("verb", "schema", "count"), [("claims", "claim", 9), ("incidents", "incident", 4), ("totals", "total", 2)]
)
def test_piped_output_is_json_that_obeys_its_schema(mardan, verb, schema, count):
    """Not on a terminal, each line validates; --json says the same in words."""
    lines = [json.loads(line) for line in told(verb, "--book", mardan).splitlines()]
    assert [f for line in lines for f in faults(schema, line)] == []
    assert len(lines) == count
    assert told(verb, "--book", mardan, "--json") == told(verb, "--book", mardan)


def test_filters_reach_the_output(mardan):
    """One speaker's claims only."""
    lines = [json.loads(line) for line in told("claims", "--book", mardan, "--speaker", "Mardan Diary").splitlines()]
    assert [line["id"] for line in lines] == [TUESDAY.id]


@pytest.mark.parametrize(
    ("verb", "pieces"),
    [
        (
            "claims",
            ["120+", "≈90,000", "└ 14", "16–23 Aug 2017", "day not stated", "Mardan city ±4.2 km", "Lake Monitor"],
        ),
        (
            "incidents",
            ["30+", "23–35 civilians", "Northern Alliance", "(suspected)", "Weak", "may be the same as MAR-U-A"],
        ),
        (
            "totals",
            ["120+", "23–35", "85+", "1 June – 23 Aug 2017", "At least 85 of the Lake Monitor's 120 lie outside"],
        ),
    ],
)
def test_a_table_shows_figures_as_a_reader_reads_them(mardan, verb, pieces):
    """Ranges, bounds, radius, speakers, grades and suggestions stand in the table."""
    shown = " ".join(told(verb, "--book", mardan, "--table").split())
    assert [piece for piece in pieces if piece not in shown] == []


def test_explain_prints_an_indented_walk_with_the_words_in_context(mardan):
    """The quoted words are marked in their sentence."""
    shown = told("explain", "--book", mardan, "MAR-0821-A/killed/high", "--table")
    assert "MAR-0821-A/killed/high = 35" in shown
    assert "It said »35 people«, among them 14 children" in shown


def test_explain_as_json_keeps_the_spans(mardan):
    """A program gets the same walk with offsets."""
    line = json.loads(told("explain", "--book", mardan, f"{DAY.id}/when"))
    assert faults("explain", line) == []
    assert line["below"][0]["citation"]["quote"] == "on Monday"
    assert line["below"][0]["citation"]["span"] == list(DAY.when.span)


@pytest.mark.parametrize("address", ["MAR-0821-A", "MAR-0822-A/suggestions", WEEK.id, "r1_damage", "bank-1"])
def test_every_walk_as_json_obeys_its_schema(mardan, address):
    """Incidents, suggestions, totals, records and reports alike."""
    assert faults("explain", json.loads(told("explain", "--book", mardan, address))) == []


def test_a_table_shows_no_character_that_steers_a_terminal(mardan, monkeypatch):
    """A report may hold escape sequences and overrides of direction: they are shown as replacement characters."""
    hostile = msgspec.structs.replace(WIRE, outlet="Wire\x1b[2J\u202egnorw")
    view = mardan_week()
    changed = msgspec.structs.replace(view, documents={**view.documents, WIRE.id: hostile})
    monkeypatch.setattr("tollbook.flow.books.book.snapshot", lambda _: changed)
    shown = told("claims", "--book", mardan, "--table")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("verb", ["claims", "incidents", "totals"])
@pytest.mark.parametrize("columns", [80, 140])
def test_the_words_a_table_always_holds_stand_whole(mardan, monkeypatch, verb, columns):
    """On 80 columns "combatants" is no "combatan ts", and no line is longer than the terminal."""
    for place in ("_tables", "_output"):
        monkeypatch.setattr(f"tollbook.cli.{place}.width_of_output", lambda: columns)
    shown = told(verb, "--book", mardan, "--table")
    assert max(len(line) for line in shown.splitlines()) <= columns
    heading = " ".join(shown.split())
    words = {"claims": ("civilians", "figure"), "incidents": ("injured", "(suspected)", "grade")}
    assert all(word in heading for word in words.get(verb, ("accounted", "cumulative", "left over")))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["claims"], "Missing option '--book'"),
        (["claims", "--from", "2017-08-23", "--to", "2017-08-01"], "is after"),
        (["claims", "--from", "yesterday"], "does not match"),
        (["incidents", "--harm", "dead"], "is not one of"),
        (["explain", "nothing-like-it"], "no incident, claim, record or report"),
    ],
)
def test_wrong_use_is_status_two_and_says_what_is_right(mardan, arguments, words):
    """Exit status 2, with the thing named."""
    book = [] if arguments == ["claims"] else ["--book", mardan]
    result = CliRunner().invoke(tollbook_command, [arguments[0], *book, *arguments[1:]])
    assert result.exit_code == 2
    assert words in result.output


def test_nothing_found_is_said_and_is_no_error(mardan):
    """An empty answer has words for people and no line for programs."""
    assert "no totals in the book answer to this" in told("totals", "--book", mardan, "--area", "Berlin", "--table")
    assert told("totals", "--book", mardan, "--area", "Berlin", "--json") == ""


@pytest.mark.parametrize("verb", ["incidents", "claims", "totals", "brief"])
def test_an_area_nobody_knows_is_no_silence(mardan, verb, monkeypatch):
    """An empty answer would read as "nothing happened there": the verb stops with status 2 and says what to do."""
    monkeypatch.setattr("tollbook.flow.publishing.exporting.snapshot", lambda _: mardan_week())
    result = CliRunner().invoke(tollbook_command, [verb, "--book", mardan, "--area", "Narnia"])
    assert result.exit_code == 2
    assert "'Narnia'" in result.output
    assert "tollbook places add" in result.output


def test_a_misspelled_area_is_met_with_the_names_that_reports_give(mardan):
    """The nearest names stand in the message."""
    result = CliRunner().invoke(tollbook_command, ["incidents", "--book", mardan, "--area", "Mardaxn"])
    assert (result.exit_code, "Mardan" in result.output) == (2, True), result.output


def test_the_totals_table_holds_totals_against_their_claims(mardan):
    """The claim's id is there to type after explain."""
    assert WEEK.id[:9] in told("totals", "--book", mardan, "--table")
