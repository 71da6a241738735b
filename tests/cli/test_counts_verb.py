"""tollbook counts: numbers of claims from the book's sums and indexes are those of its claims."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from books import new_book
from snapshots import mardan_week
from tollbook.cli.main import tollbook_command
from tollbook.flow.books.book import open_book, snapshot, writer
from tollbook.store import derived
from tollbook.store.engine import transaction

FACETS = ("harm", "scope", "country", "month")


@pytest.fixture(scope="module")
def mardan(tmp_path_factory):
    """Return a book whose record holds the claims of the invented week."""
    root = new_book(tmp_path_factory.mktemp("counts"))
    book = open_book(root)
    nothing = {"records": (), "incidents": (), "totals": (), "series": (), "issues": ()}
    with transaction(writer(book), "book") as connection:
        derived.replace_record(connection, claims=mardan_week().claims.values(), **nothing)
    return root


def counted(book, *arguments):
    """Return what the verb counts, by its keys; None for what has none."""
    result = CliRunner().invoke(tollbook_command, ["counts", "--book", str(book), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {next(v for k, v in line.items() if k != "claims"): line["claims"] for line in lines}


def facts(claim):
    """Return a claim's facets, looked at by itself."""
    day = claim.when.interval.start if claim.when and claim.when.interval else None
    place = claim.where.place if claim.where else None
    return {
        "harm": claim.harm,
        "scope": claim.scope,
        "country": place.country if place else None,
        "month": f"{day:%Y-%m}" if day else None,
        "day": f"{day}" if day else "",
    }


@pytest.mark.parametrize("facet", FACETS)
@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        ("", "", "all of them, those without a day or country too"),
        ("2017-08-01", "2017-08-31", "whole months: from sums"),
        ("2017-08-01", "2017-08-21", "days: counted"),
        ("", "2017-08-31", "up to a month: a claim without a day is in none"),
        ("", "2017-08-21", "up to a day"),
        ("2017-08-21", "", "from a day on"),
    ],
)
@pytest.mark.parametrize("country", ["", "sy"])
def test_numbers_are_those_of_the_claims(mardan, facet, first, last, reason, country):
    """Sums and what is counted on the spot agree with looking at every claim."""
    told = [facts(claim) for claim in snapshot(mardan).claims.values()]
    kept = [f for f in told if not country or f["country"] == "SY"]
    kept = [f for f in kept if not (first or last) or (f["day"] and f["day"] >= first and f["day"] <= (last or "9999"))]
    asked = [*(["--from", first] if first else []), *(["--to", last] if last else [])]
    asked += ["--country", country] if country else []
    assert counted(mardan, "--by", facet, *asked) == Counter(f[facet] for f in kept), reason


def test_a_person_gets_lines_and_their_sum(mardan):
    """Numbers of claims, said to be such; nothing found is said."""
    said = CliRunner().invoke(tollbook_command, ["counts", "--book", str(mardan), "--table"]).stdout
    assert "killed" in said
    assert said.splitlines()[-1].split() == [str(len(snapshot(mardan).claims)), "claims"]
    none = CliRunner().invoke(tollbook_command, ["counts", "--book", str(mardan), "--table", "--country", "FR"])
    assert none.stdout.strip() == "no claims in the book answer to this"


def test_days_the_wrong_way_round_are_wrong_use(mardan):
    """As everywhere."""
    asked = ["counts", "--book", str(mardan), "--from", "2017-08-21", "--to", "2017-08-01"]
    result = CliRunner().invoke(tollbook_command, asked)
    assert result.exit_code == 2
    assert "is after" in result.output
