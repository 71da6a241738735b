"""Checks 1, 3 and 5 that decide what the record is worth, from texts through the command line, in any order of arrival.

Check 2 is the article of ``tests/stories/test_article_record.py``, check 4 ``test_judgements_survive.py``.
"""

import itertools
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.cli.main import tollbook_command

SOHR, SNHR = "the Syrian Observatory for Human Rights", "the Syrian Network for Human Rights"
ACCUSED = [
    ("a", "2020-03-02", f"More than 400 people were killed in a Russian airstrike on the town of Saraqib on Sunday, {SOHR} said."),
    ("b", "2020-03-02", f"At least 30 people were killed in a Russian airstrike on Saraqib on Sunday, {SNHR} said."),
    ("c", "2020-03-02", "A Russian airstrike killed 34 people in Saraqib on Sunday, the White Helmets said.{denial}"),
]  # fmt: skip
DENIAL = " Russia's defence ministry denied that its aircraft had struck the town."
CITY_AND_QUARTER = (
    "About 40 people were killed in US-led air strikes in Raqqa on Tuesday, the activist network Raqqa is Being "
    "Slaughtered Silently said.\n\nFood is short in the city, and water comes from wells.\n\nA teacher who fled said that "
    "schools had closed in spring.\n\nAhmed, a resident, said coalition strikes on the al-Bado neighbourhood had killed "
    "at least 40 civilians."
)
FORTY = [("x", "2017-08-23", CITY_AND_QUARTER)]
REPRINT = [
    ("m", "2021-05-03", f"Shelling killed 42 people in Idlib on Monday, {SOHR} said on Monday."),
    ("t", "2021-05-04", f"The death toll from Monday's shelling of Idlib has risen to 57, {SOHR} said on Tuesday."),
    ("h", "2021-05-06", f"Shelling killed 42 people in Idlib on Monday, {SOHR} said on Monday."),
    ("f", "2021-05-07", f"There were 34 civilians among the dead of Monday's shelling of Idlib, {SOHR} said on Friday."),
]  # fmt: skip


def tollbook(*arguments: object) -> str:
    """Return what a command prints."""
    result = CliRunner().invoke(tollbook_command, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def book_of(folder: Path, reports: list[tuple[str, str, str]]) -> Path:
    """Return a book that has read the reports, in the order given."""
    folder.mkdir()
    lines = [
        json.dumps({"id": i, "published": day, "outlet": f"Outlet {i}", "language": "en", "text": text})
        for i, day, text in reports
    ]
    source = folder / "reports.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    root = folder / "book"
    tollbook("init", root, "--focus", "SY")
    tollbook("run", "--book", root, source)
    return root


def record_of(root: Path) -> str:
    """Return all that the record says: incidents, totals and the sum, as lines."""
    return "".join(tollbook(verb, "--book", root, "--json") for verb in ("incidents", "totals", "documented"))


def sum_of(root: Path) -> str:
    """Return the sum of the killed as printed."""
    return tollbook("documented", "--book", root, "--table").split()[0]


@pytest.mark.parametrize(("reports", "places"), [(ACCUSED, None), (REPRINT, 8)], ids=["accused", "reprint"])
def test_any_order_of_arrival_gives_the_same_bytes(tmp_path, reports, places) -> None:
    """Every order of the same reports in a file gives the same incidents, ids, codes, figures and trace."""
    orders = list(itertools.permutations(reports))[:places]
    records = {record_of(book_of(tmp_path / str(n), list(order))) for n, order in enumerate(orders)}
    assert len(records) == 1


@pytest.mark.parametrize("denial", ["", DENIAL])
def test_a_denial_by_the_accused_stands_beside(tmp_path, denial) -> None:
    """Check 1: "more than 400", "at least 30", 34: 30 to 400+ with the denial and without it."""
    reports = [(i, day, text.replace("{denial}", denial)) for i, day, text in ACCUSED]
    (line,) = map(json.loads, tollbook("incidents", "--book", book_of(tmp_path / "b", reports), "--json").splitlines())
    killed = line["killed"]
    assert (killed["low"], killed["high"], killed["open"]) == (30, 400, True)
    assert [r["code"] for r in killed["beside"]] == (["responsibility-denied"] if denial else [])


def test_two_figures_that_may_be_the_same_deaths(tmp_path) -> None:
    """Check 3: about 40 and at least 40 are 40-80+ while nobody judged, 40-40+ the same, 80-80+ two."""
    found = {}
    for verdict in (None, "same", "not-same"):
        root = book_of(tmp_path / str(verdict), FORTY)
        claims = [
            json.loads(line) for line in tollbook("claims", "--book", root, "--harm", "killed", "--json").splitlines()
        ]
        pair = [c["id"] for c in claims if c["low"] == 40]
        if verdict:
            tollbook("judge", "--book", root, verdict, *pair, "--who", "Amal", "--why", "asked the network")
        found[verdict] = sum_of(root)
    assert found == {None: "40-80+", "same": "40+", "not-same": "80+"}


def test_a_reprint_is_no_news_and_a_part_no_fall(tmp_path) -> None:
    """Check 5: 57 stands, 42 is history though printed again later, 34 civilians are a part of it."""
    (line,) = map(json.loads, tollbook("incidents", "--book", book_of(tmp_path / "b", REPRINT), "--json").splitlines())
    killed = line["killed"]
    assert (killed["low"], killed["best"], killed["high"], killed["open"]) == (57, 57, 57, False)
    assert len(killed["history"]) == 2
    civilians = line["groups"]["killed"]["status"]["civilian"]
    assert (civilians["low"], civilians["high"]) == (34, 34)
