"""The day a report counts from: that of its own zone, else of the book's."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from tollbook.cli.main import tollbook_command
from tollbook.flow.reading.local_day import with_local_day
from tollbook.model.document import Credits

MIDNIGHT = dt.datetime(2018, 2, 10, 22, 30, tzinfo=dt.UTC)
TEXT = "A mortar round killed six people in Raqqa today, medics said."


@pytest.mark.parametrize(
    ("own", "book", "expected", "reason"),
    [
        (None, "UTC", 10, "no zone is named: the day as written"),
        (None, "Asia/Damascus", 11, "the book's zone"),
        ("America/New_York", "Asia/Damascus", 10, "the report's own zone comes first"),
        ("Pacific/Auckland", "UTC", 11, "half a day ahead"),
    ],
)
def test_the_local_day_of_an_instant(own, book, expected, reason):
    """21:30 in one place is the next day in another."""
    said = with_local_day(Credits(published=MIDNIGHT.date(), instant=MIDNIGHT, zone=own), book)
    assert said.published == dt.date(2018, 2, expected), reason


def test_a_day_without_a_time_stays_as_written():
    """A bare date is local already."""
    assert with_local_day(Credits(published=MIDNIGHT.date()), "Asia/Damascus").published == MIDNIGHT.date()


def run(arguments, given=None):
    """Return the output lines of a command that must end well."""
    result = CliRunner().invoke(tollbook_command, [str(a) for a in arguments], input=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]


def test_a_book_counts_today_in_its_own_zone(tmp_path):
    """From the file to the claim: 22:30 UTC is tomorrow in Raqqa; the instant and the zone are kept and explained."""
    book = tmp_path / "book"
    run(["init", book, "--timezone", "Asia/Damascus"])
    report = tmp_path / "report.txt"
    report.write_text(f"published: 2018-02-10T22:30:00Z\n\n{TEXT}\n")
    run(["run", "--book", book, report])
    (claim,) = run(["claims", "--book", book, "--json"])
    assert claim["when"] == ["2018-02-11", "2018-02-11"]
    steps = json.dumps(run(["explain", "--book", book, f"{claim['id']}/when"]))
    assert "2018-02-11 in Asia/Damascus" in steps


def test_extract_counts_today_in_the_zone_of_the_line():
    """The same of a line of JSON with its own zone; without one the day stays as its feed writes it."""
    line = {"id": 1, "text": TEXT, "published": "2018-02-10T22:30:00Z"}
    given = "\n".join(json.dumps(row) for row in (line, line | {"id": 2, "timezone": "Asia/Damascus"}))
    days = [row["claims"][0]["when"][0] for row in run(["extract", "-"], given)]
    assert days == ["2018-02-10", "2018-02-11"]


def test_a_day_given_by_hand_is_the_local_one(tmp_path):
    """What a person says of the day outweighs the feed's instant."""
    book = tmp_path / "book"
    run(["init", book, "--timezone", "Asia/Damascus"])
    report = tmp_path / "report.txt"
    report.write_text(f"published: 2018-02-10T22:30:00Z\n\n{TEXT}\n")
    run(["run", "--book", book, "--published", "2018-02-09", report])
    (claim,) = run(["claims", "--book", book, "--json"])
    assert claim["when"] == ["2018-02-09", "2018-02-09"]
