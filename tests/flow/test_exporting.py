"""Exports as files: all or none, with their sidecars, redacted first."""

import csv
import json

import pytest

from books import bare_kit, new_book, run_book, write
from tollbook.flow import exporting
from tollbook.flow.exporting import export
from tollbook.flow.restricting import restrict
from tollbook.model.issue import RunAborted

REPORTS = {
    "a.txt": "published: 2019-05-01\noutlet: =cmd|calc\n\n9 civilians were killed in Hama.",
    "b.txt": "published: 2019-05-03\noutlet: Plain\n\n4 people were killed in Homs.",
}


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Return a book of two incidents."""
    monkeypatch.setattr(exporting, "kit_of", lambda _: bare_kit())
    root = new_book(tmp_path)
    run_book(root, *(write(tmp_path / "in" / name, text) for name, text in REPORTS.items()))
    return root


def table(path):
    """Return a CSV file's rows."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_each_file_has_its_sidecars_and_a_word_on_what_it_is(root, tmp_path):
    """The table, its losses, its provenance, and a README with policy, profile and attribution."""
    done = export(root, ["ucdp"], tmp_path / "out", policy="internal")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "README.txt",
        "ucdp-shaped.csv",
        "ucdp-shaped.losses.csv",
        "ucdp-shaped.provenance.jsonl",
    ]
    assert [(path.name, rows) for path, rows in done.files] == [
        ("ucdp-shaped.csv", len(table(tmp_path / "out" / "ucdp-shaped.csv")))
    ]
    said = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    assert "not UCDP's data" in said
    assert "internal" in said
    assert "CC BY 4.0" in said


def test_every_incident_is_a_row_or_is_listed_as_none(root, tmp_path):
    """What has no place in the gazetteer of this test is no event, and says so."""
    export(root, ["ucdp"], tmp_path / "out", policy="internal")
    rows, losses = table(tmp_path / "out" / "ucdp-shaped.csv"), table(tmp_path / "out" / "ucdp-shaped.losses.csv")
    assert len(rows) + sum(loss["value"] == "no row" for loss in losses) == 2


def test_a_restricted_report_is_in_no_file(root, tmp_path):
    """Neither its incident nor the word that it is missing."""
    from tollbook.flow.book import snapshot  # noqa: PLC0415  # beside its use

    document = next(d for d in snapshot(root).documents.values() if "Hama" in d.text)
    restrict(root, "document", document.id, restricted=True, who="A", why="risk")
    done = export(root, ["ucdp"], tmp_path / "out", policy="internal")
    told = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir())
    assert "HAM" not in told
    assert done.withheld == 1


def test_a_leak_writes_nothing(root, tmp_path, monkeypatch):
    """The last look finds a word that a fault let through: no file is put in place, those of before stay."""
    export(root, ["ucdp"], tmp_path / "out", policy="internal")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    monkeypatch.setattr(exporting, "leaks", lambda *_: [("ucdp-shaped.csv", "Hama")])
    with pytest.raises(RunAborted, match="withheld words"):
        export(root, ["ucdp"], tmp_path / "out", policy="internal")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_an_unchanged_book_gives_the_same_bytes(root, tmp_path):
    """Exported twice on one day."""
    for name in ("one", "two"):
        export(root, ["ucdp"], tmp_path / name, policy="internal")
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(
    ("shape", "policy", "told"), [("excel97", "public", "no shape"), ("ucdp", "secret", "no policy")]
)
def test_an_unknown_shape_or_policy_writes_nothing(root, tmp_path, shape, policy, told):
    """And names those there are."""
    with pytest.raises(RunAborted) as stopped:
        export(root, [shape], tmp_path / "out", policy=policy)
    assert told in stopped.value.issue.message
    assert not (tmp_path / "out").exists()


def test_provenance_lines_name_claim_span_and_report(root, tmp_path):
    """Each line is JSON; the words are left out where the policy keeps quotes in."""
    export(root, ["ucdp"], tmp_path / "out", policy="internal")
    for line in (tmp_path / "out" / "ucdp-shaped.provenance.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert all(
            {"id", "document", "sha256", "span"} <= set(c)
            for column in row["columns"].values()
            for c in column["claims"]
        )
