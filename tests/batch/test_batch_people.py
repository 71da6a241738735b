"""Names of victims across the reports of a batch: pairs that may be one person, with what speaks for it; nothing is merged."""

from pathlib import Path
from typing import Any

import pytest

from archives import run, write_lines
from tollbook.batch.people import link_people

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: .ci/run installs it")
pytest.importorskip("splink", reason="splink is not installed: .ci/run installs what requirements/ci.txt names")

ROWS = [
    ("a", "Shelling killed Ahmad Khalil Barakat, 34, in Homs on 3 March 2017.", "2017-03-04", "One"),
    (
        "b",
        "Ahmad Khalil Barakat, 34, was killed by shelling in Homs on 3 March 2017, relatives said.",
        "2017-03-05",
        "Two",
    ),
    ("c", "An air strike killed Ahmad Khalil Barakat, 61, in Aleppo on 9 October 2019.", "2019-10-10", "One"),
    ("d", "Shelling killed Samir Yusuf Haddad, 20, in Homs on 3 March 2017.", "2017-03-04", "Three"),
    ("e", "A sniper killed Layla Omar Nasser, 29, in Daraa on 5 May 2018.", "2018-05-06", "Two"),
    ("f", "A mine killed Hassan Ali Kurdi, 45, in Hama on 7 July 2018.", "2018-07-08", "Two"),
]


def linked(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the mentions and pairs of the reports above."""
    rows = [{"id": i, "text": text, "published": day, "outlet": outlet} for i, text, day, outlet in ROWS]
    run(write_lines(folder / "in.jsonl", rows), folder / "out")
    link_people(folder / "out")
    return tuple(
        parquet.read_table(folder / "out" / "people" / f"{n}.parquet").to_pylist() for n in ("mentions", "pairs")
    )


def test_one_person_in_two_reports_stands_above_a_namesake(tmp_path) -> None:
    """The same name, age, place and day weigh more than the same name elsewhere, two years later and a generation older."""
    mentions, pairs = linked(tmp_path)
    assert {m["name"] for m in mentions} >= {"Ahmad Khalil Barakat", "Samir Yusuf Haddad"}
    barakat = {m["id"]: m["age"] for m in mentions if m["last"] == "barakat"}
    assert sorted(barakat.values()) == [34, 34, 61]
    assert pairs, "the two reports of one death are a pair"
    best = pairs[0]
    assert {barakat[best["left"]], barakat[best["right"]]} == {34}
    assert best["probability"] > 0.9
    others = [p for p in pairs[1:] if 61 in {barakat.get(p["left"]), barakat.get(p["right"])}]
    assert all(p["weight"] < best["weight"] - 5 for p in others)


@pytest.mark.parametrize(
    "text", ["Shelling killed 3 civilians in Homs.", "Nothing happened."], ids=["no name", "no claim"]
)
def test_no_names_give_no_pairs(tmp_path, text) -> None:
    """A batch without names, or without claims, gives two empty tables."""
    rows = [{"id": 1, "text": text, "published": "2017-03-04"}]
    run(write_lines(tmp_path / "in.jsonl", rows), tmp_path / "out")
    outcome = link_people(tmp_path / "out")
    assert (outcome.mentions, outcome.pairs) == (0, 0)
    assert parquet.read_table(tmp_path / "out" / "people" / "pairs.parquet").num_rows == 0


def test_linking_again_gives_the_same_bytes(tmp_path) -> None:
    """Chance has a seed, and rows an order."""
    linked(tmp_path)
    first = (tmp_path / "out" / "people" / "pairs.parquet").read_bytes()
    link_people(tmp_path / "out")
    assert (tmp_path / "out" / "people" / "pairs.parquet").read_bytes() == first
