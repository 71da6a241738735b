"""Every shape with figures that the program writes can be set beside a record again, and taken in as a source of its own."""

import datetime as dt
import json

import msgspec
import pytest

from books import NOW, bare_kit, new_book, write
from snapshots import mardan_week
from tollbook.flow.books.book import snapshot
from tollbook.flow.publishing import exporting
from tollbook.flow.publishing.exporting import export_edition, shapes_of
from tollbook.flow.publishing.site import writable_shapes
from tollbook.flow.tables import comparing
from tollbook.flow.tables.comparing import compare_table, mapping_of, read_table
from tollbook.flow.tables.importing import import_table
from tollbook.model.issue import RunAborted
from tollbook.model.snapshot import Snapshot
from tollbook.publish.redact import edition_of
from tollbook.vocab.imports import load_mapping, mapping_names
from tollbook.vocab.policies import load_policy

DAY = dt.date(2017, 9, 1)
BACK = (
    ("csv", "incidents.csv", "tollbook"),
    ("xlsx", "tollbook.xlsx", "tollbook"),
    ("parquet", "incidents.parquet", "tollbook"),
    ("sqlite", "tollbook.sqlite", "tollbook"),
    ("geojson", "incidents.geojson", "tollbook"),
    ("hxl", "incidents-hxl.csv", "hxl"),
    ("hxl", "incidents-hxl.csv", "tollbook"),
    ("plover", "plover.jsonl", "plover"),
    ("ucdp", "ucdp-shaped.csv", "ucdp"),
    ("acled", "acled-shaped.csv", "acled"),
    ("airwars", "airwars-incidents.csv", "airwars"),
    ("ibc", "ibc-shaped.csv", "ibc"),
)


def events_of_own() -> Snapshot:
    """Return the week without its totals."""
    view = mardan_week()
    return msgspec.structs.replace(view, incidents={k: i for k, i in view.incidents.items() if not i.is_total})


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Return an empty book, read as if it held the week."""
    monkeypatch.setattr(exporting, "kit_of", lambda _: bare_kit())
    monkeypatch.setattr(comparing, "snapshot", lambda _: events_of_own())
    return new_book(tmp_path)


def written(root, tmp_path, shape, name):
    """Return the file that a shape is written to."""
    if shape not in writable_shapes():
        pytest.skip(f"what writes {shape} is not installed")
    shown = edition_of(events_of_own(), load_policy("internal"), DAY)
    export_edition(root, shown, shapes_of([shape]), tmp_path / "out")
    return tmp_path / "out" / name


@pytest.mark.parametrize(("shape", "name", "mapping"), BACK)
def test_what_was_exported_meets_the_record_it_came_from(root, tmp_path, shape, name, mapping):
    """Every dated event of the file finds its own incident, and no number lies apart."""
    path = written(root, tmp_path, shape, name)
    done = compare_table(root, path, mapping_of(root, mapping))
    dated = [e for e in read_table(path, mapping_of(root, mapping))[0] if e.first]
    assert done.issues == ()
    assert dated
    assert {m.event.id for m in done.comparison.matches} >= {e.id for e in dated}
    assert [m.code for m in done.comparison.matches if m.agreement == "apart"] == []


@pytest.mark.parametrize(("shape", "name", "mapping"), BACK)
def test_what_was_exported_can_be_taken_in_by_another_team(root, tmp_path, monkeypatch, shape, name, mapping):
    """As reports and claims of its source, named as the team says; the second time nothing is new."""
    path = written(root, tmp_path, shape, name)
    monkeypatch.undo()
    done = import_table(root, path, mapping_of(root, mapping, "Team B"), now=NOW, kit=bare_kit())
    view = snapshot(root)
    assert done.unread == ()
    assert done.new == done.events > 0
    assert {c.said_by[0].name for c in view.claims.values()} == {"Team B"}
    assert {c.count.low for c in view.claims.values() if c.harm == "killed"} & {14, 19, 23, 35}
    assert import_table(root, path, mapping_of(root, mapping, "Team B"), now=NOW, kit=bare_kit()).new == 0


def test_an_open_end_comes_back_open(root, tmp_path, monkeypatch):
    """From GeoJSON, which says so; its number is the low of the claim, and no bound above it is made."""
    path = written(root, tmp_path, "geojson", "incidents.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))
    one = next(f for f in features["features"] if f["properties"]["killed"])
    one["properties"]["killed"] = {"low": 41, "high": 41, "open": True}
    path.write_text(json.dumps(features), encoding="utf-8")
    monkeypatch.undo()
    import_table(root, path, mapping_of(root, "tollbook", "Team B"), now=NOW, kit=bare_kit())
    counts = [c.count for c in snapshot(root).claims.values()]
    assert [(c.high, c.bound) for c in counts if c.low == 41] == [(None, "at_least")]
    assert any(c.high is not None for c in counts)


@pytest.mark.parametrize("name", [n for n in mapping_names() if load_mapping(n).refuses])
def test_a_shape_without_figures_says_why_it_does_not_come_back(root, name):
    """Before anything is read."""
    with pytest.raises(RunAborted) as stopped:
        mapping_of(root, name)
    assert stopped.value.issue.code == "shape-one-way"


LIBRARIES = {"a.parquet": "pyarrow", "a.xlsx": "openpyxl"}


@pytest.mark.parametrize(("name", "content", "code"), [("a.csv", "", "table-empty"), ("a.parquet", "x", "file-unreadable"), ("a.sqlite", "x" * 200, "file-unreadable"), ("a.xlsx", "x", "file-unreadable"), ("a.jsonl", "{}", "columns-missing")])  # fmt: skip
def test_a_file_that_holds_no_table_says_so(root, tmp_path, name, content, code):
    """Empty, cut off, or of another kind."""
    if library := LIBRARIES.get(name):
        pytest.importorskip(library, reason=f"{library} is not installed: .ci/run installs it")
    with pytest.raises(RunAborted) as stopped:
        compare_table(root, write(tmp_path / name, content), mapping_of(root, "tollbook"))
    assert stopped.value.issue.code == code
