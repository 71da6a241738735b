"""Exports as files: all or none, with their sidecars, redacted first."""

import csv
import datetime as dt
import json
import sqlite3
import time

import pytest

from books import bare_kit, new_book, run_book, write
from tollbook.flow.publishing import exporting
from tollbook.flow.publishing.exporting import export, export_edition, shapes_of
from tollbook.flow.publishing.site import writable_shapes
from tollbook.flow.team.restricting import restrict
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
    from tollbook.flow.books.book import snapshot  # noqa: PLC0415  # beside its use

    document = next(d for d in snapshot(root).documents.values() if "Hama" in d.text)
    restrict(root, "document", document.id, restricted=True, who="A", why="risk")
    done = export(root, ["ucdp"], tmp_path / "out", policy="internal")
    told = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir())
    assert "HAM" not in told
    assert done.withheld == 1


def test_all_of_an_export_is_of_one_moment(root, tmp_path):
    """A report restricted, or taken in, while an export runs is no part of what was planned: no page shows it half."""
    with exporting.parts_of(root, "internal", dt.date(2017, 9, 1)) as source:
        before = sum(len(shown.snapshot.claims) for shown in source.editions("incident"))
        run_book(root, write(tmp_path / "late.txt", "At least 90 people were killed by shelling in Homs."))
        (whole,) = source.editions("book")
        assert len(whole.snapshot.claims) == before
    with exporting.parts_of(root, "internal", dt.date(2017, 9, 1)) as source:
        (whole,) = source.editions("book")
        assert len(whole.snapshot.claims) == before + 1


def test_a_leak_writes_nothing(root, tmp_path):
    """The last look finds a word that a fault let through: no file is put in place, those of before stay."""
    export(root, ["ucdp"], tmp_path / "out", policy="internal")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    shown = exporting.edition(root, "internal", exporting.Selection(), exporting.dt.date(2020, 1, 1))
    leaky = exporting.msgspec.structs.replace(shown, secrets=frozenset({"CC BY 4.0"}))
    with pytest.raises(RunAborted, match="withheld words"):
        export_edition(root, leaky, shapes_of(["ucdp"]), tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_an_unchanged_book_gives_the_same_bytes(root, tmp_path, monkeypatch):
    """In every form, packed ones too: exported twice on one day, at two hours of it."""
    shapes = [name for name in ("ucdp", "geojson", "plover", "xlsx", "parquet", "sqlite") if name in writable_shapes()]
    for name in ("one", "two"):
        export(root, shapes, tmp_path / name, policy="internal", day=exporting.dt.date(2020, 1, 1))
        moment = time.time() + 7_000
        monkeypatch.setattr(time, "time", lambda at=moment: at)
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


def test_parquet_is_read_by_its_own_library_with_types(root, tmp_path):
    """Numbers as numbers, days as days; an empty high stays empty."""
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: .ci/run installs it")
    export(root, ["parquet"], tmp_path / "out", policy="internal")
    read = parquet.read_table(tmp_path / "out" / "claims.parquet")
    assert sorted(read.column("low").to_pylist()) == [4, 9]
    assert {str(read.schema.field(n).type) for n in ("date_start", "published")} == {"date32[day]"}


def test_a_workbook_is_read_with_a_sheet_a_table_and_no_formula(root, tmp_path):
    """An outlet that calls itself =cmd is a name."""
    library = pytest.importorskip("openpyxl", reason="openpyxl is not installed: .ci/run installs it")
    export(root, ["xlsx"], tmp_path / "out", policy="internal")
    book = library.load_workbook(tmp_path / "out" / "tollbook.xlsx")
    assert book.sheetnames == ["incidents", "claims", "totals", "reports"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "'=cmd|calc" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_an_sqlite_file_holds_its_references(root, tmp_path):
    """Every claim's incident and report are there; days sort as they should."""
    export(root, ["sqlite"], tmp_path / "out", policy="internal")
    connection = sqlite3.connect(tmp_path / "out" / "tollbook.sqlite")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    counted = connection.execute("SELECT count(*) FROM claims JOIN reports ON reports.id = claims.document").fetchone()
    assert counted == (2,)
    connection.close()


def test_forms_that_share_their_tables_are_written_together(root, tmp_path):
    """Plain tables as text and as SQLite in one go: each file once, each sidecar once."""
    done = export(root, ["csv", "sqlite"], tmp_path / "out", policy="internal")
    names = [path.name for path, _ in done.files]
    assert sorted(names) == ["claims.csv", "incidents.csv", "reports.csv", "tollbook.sqlite", "totals.csv"]
    assert all(path.exists() for path, _ in done.files)


def test_a_form_whose_library_is_missing_says_what_to_install(root, tmp_path, monkeypatch):
    """Nothing is written."""
    monkeypatch.setattr("tollbook.flow.publishing.export_forms.NEEDED", {"parquet": "no_such_package"})
    with pytest.raises(RunAborted) as stopped:
        export(root, ["parquet"], tmp_path / "out")
    assert "tollbook[exports]" in stopped.value.issue.hint
    assert not (tmp_path / "out").exists()


def test_a_withheld_word_that_a_packed_file_would_hide_is_found_in_its_row(root, tmp_path):
    """A row is looked at before it is packed: compressed files cannot be searched afterwards."""
    shown = exporting.edition(root, "internal", exporting.Selection(), exporting.dt.date(2020, 1, 1))
    leaky = exporting.msgspec.structs.replace(shown, secrets=frozenset({"Hama"}))
    with pytest.raises(RunAborted, match="withheld words"):
        export_edition(root, leaky, shapes_of(["sqlite"]), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
