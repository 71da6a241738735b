"""A book exported part by part gives the same files as one exported whole, whatever the policy takes out."""

import contextlib
import datetime as dt
import multiprocessing
import os
import signal

import msgspec
import pytest

from books import bare_kit, new_book
from snapshots import mardan_week
from tollbook.flow.books.book import open_book, snapshot, writer
from tollbook.flow.publishing import export_tables, exporting, leaking, streaming, workers
from tollbook.flow.publishing.exporting import edition, export, export_edition, shapes_of
from tollbook.flow.publishing.leaking import refuse_leaks_in
from tollbook.flow.publishing.site import writable_shapes
from tollbook.flow.team.restricting import restrict
from tollbook.model.document import Credits, Receipt
from tollbook.model.issue import RunAborted
from tollbook.model.reading import ActorReading
from tollbook.model.snapshot import Snapshot
from tollbook.publish.redact import edition_of
from tollbook.publish.select import Selection
from tollbook.publish.shapes.all import SHAPES
from tollbook.store import derived, documents
from tollbook.store.documents import StoredText
from tollbook.store.engine import transaction
from tollbook.vocab.policies import load_policy

DAY = dt.date(2018, 1, 1)
POLICIES = {
    "internal": "",
    "public": '[names]\nvictims = "withhold"\nalso = ["Tannery"]\n',
    "coarse": '[dates]\ncoarsen = "month"\n[places]\nleast_radius_m = 5000\n',
    "waiting": "[dates]\nembargo_days = 133\n",
    "wordless": '[words]\nquotes = "withhold"\n[sources]\nwithhold = ["lake-monitor"]\n',
}


def week() -> Snapshot:
    """Return the week with a named child, a speaker nobody knows, claims that no incident holds, and ordinary crime."""
    view = mardan_week()
    (one, other, *_), claims = list(view.incidents.values()), dict(view.claims)
    child = claims[one.claims[0]]
    nobody = ActorReading((0, 1), "a", "a shepherd", "speaker", "test")
    claims[child.id] = msgspec.structs.replace(
        child, who=msgspec.structs.replace(child.who, names=("Omar Haddad",), ages=("9",)), said_by=(nobody,)
    )
    incidents = dict(view.incidents)
    robbed = msgspec.structs.replace(other, id="i1_" + "c" * 20, code="CRIME-1", crime=True, claims=("c1_" + "c" * 20,))
    incidents[robbed.id] = robbed
    claims[robbed.claims[0]] = msgspec.structs.replace(
        claims[other.claims[0]], id=robbed.claims[0], crime=True, head=10**6, quote="a robbery"
    )
    return msgspec.structs.replace(view, claims=claims, incidents=incidents, entries=())


def store(root, view: Snapshot) -> None:
    """Write a snapshot into a book as if it had been derived there."""
    book = open_book(root)
    with transaction(writer(book), "test") as connection:
        for document in view.documents.values():
            plain = {"id": document.id, "text_id": document.id, "ordinal": 0, "sha256": document.sha256}
            documents.add_text(connection, StoredText(**plain, media_type=document.media_type, text=document.text))
            told = Credits(
                caller_id=next(iter(document.caller_ids), None), published=document.published, outlet=document.outlet,
                title=document.title, url=document.url, language=document.language,
            )  # fmt: skip
            receipt = Receipt(
                id="r" + document.id, document=document.id, sha256=document.sha256, origin="t", credits=told
            )
            documents.add_receipt(connection, receipt, "2018-01-01T00:00:00Z")
        derived.replace_record(
            connection, claims=view.claims.values(), records=view.records, incidents=view.incidents.values(),
            totals=view.totals, series=view.series, issues=view.issues,
        )  # fmt: skip


@pytest.fixture
def root(full, monkeypatch):
    """Return that book; areas have no names in it."""
    monkeypatch.setattr(exporting, "kit_of", lambda _: bare_kit())
    return full


@pytest.fixture
def full(tmp_path, monkeypatch):
    """Return a book that holds the week, read two incidents, reports and totals at a time."""
    for name in ("INCIDENTS", "REPORTS", "TOTALS"):
        monkeypatch.setattr(streaming, name, 2)
    monkeypatch.setattr(streaming, "KEPT", 1)
    root = new_book(tmp_path)
    store(root, week())
    return root


@pytest.mark.parametrize("policy", POLICIES)
def test_part_by_part_gives_the_same_files_as_the_whole(root, tmp_path, policy):
    """In every shape, with sidecars, counts of what was lost and what was withheld."""
    path = policy
    if POLICIES[policy]:
        path = str(tmp_path / f"{policy}.toml")
        (tmp_path / f"{policy}.toml").write_text(f'name = "{policy}"\n{POLICIES[policy]}', encoding="utf-8")
    names = [name for name in writable_shapes() if name != "xlsx"]
    parts = export(root, names, tmp_path / "parts", policy=path, day=DAY)
    whole = export_edition(root, edition(root, path, Selection(), DAY), shapes_of(names), tmp_path / "whole")
    for file in sorted((tmp_path / "whole").iterdir()):
        if file.suffix != ".parquet":
            assert (tmp_path / "parts" / file.name).read_bytes() == file.read_bytes(), file.name
    assert [(p.name, n) for p, n in parts.files] == [(p.name, n) for p, n in whole.files]
    assert (parts.losses, parts.withheld, parts.sidecars) == (whole.losses, whole.withheld, whole.sidecars)
    claims = (tmp_path / "parts" / "claims.csv").read_text(encoding="utf-8")
    assert "a robbery" not in claims
    assert ("shepherd" in claims) == (policy == "internal")


@pytest.mark.parametrize("policy", ["internal", "public"])
def test_two_processes_write_the_same_bytes_as_one(full, tmp_path, policy):
    """In every shape, in the order of rows, packed files too."""
    names = writable_shapes()
    one = export(full, names, tmp_path / "one", policy=policy, day=DAY)
    two = export(full, names, tmp_path / "two", policy=policy, day=DAY, jobs=2)
    for file in sorted((tmp_path / "one").iterdir()):
        assert (tmp_path / "two" / file.name).read_bytes() == file.read_bytes(), file.name
    assert len(list((tmp_path / "two").iterdir())) == len(list((tmp_path / "one").iterdir()))
    assert (two.losses, two.withheld) == (one.losses, one.withheld)


def test_a_worker_killed_half_way_leaves_no_export(full, tmp_path, monkeypatch):
    """The message says what to do; what stood there before stays."""
    export(full, ["ucdp"], tmp_path / "out", policy="internal", day=DAY)
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}

    def taken(path):
        for child in multiprocessing.active_children():
            os.kill(child.pid, signal.SIGKILL)
        return iter(())

    monkeypatch.setattr(workers, "_taken", taken)
    with pytest.raises(RunAborted, match="was killed") as stopped:
        export(full, ["ucdp", "csv"], tmp_path / "out", policy="internal", day=DAY, jobs=2)
    assert "--jobs 1" in stopped.value.issue.hint
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_a_book_that_changed_while_processes_began_is_written_by_one(full, tmp_path, monkeypatch):
    """Not all of them need see the same moment of an SQLite file: none of them is asked for anything."""

    @contextlib.contextmanager
    def changed(_):
        yield lambda: True

    monkeypatch.setattr(exporting, "commits_watched", changed)
    monkeypatch.setattr(workers.Workers, "learn", None)
    done = export(full, ["ucdp"], tmp_path / "out", policy="internal", day=DAY, jobs=2)
    assert done.files


def test_a_small_book_starts_no_process(root, tmp_path, monkeypatch):
    """However many cores there are."""
    monkeypatch.setattr(exporting, "Workers", None)
    assert export(root, ["ucdp"], tmp_path / "out", policy="internal", day=DAY, jobs=None).files


def test_a_leak_that_a_worker_finds_stops_the_whole(full, tmp_path, monkeypatch):
    """Files are looked into by the processes that made them; the Issue comes back whole."""
    planned = exporting.plan_of
    monkeypatch.setattr(
        exporting,
        "plan_of",
        lambda *given, **more: msgspec.structs.replace(planned(*given, **more), lost=frozenset({"Lake Monitor"})),
    )
    with pytest.raises(RunAborted, match="withheld words") as stopped:
        export(full, ["csv"], tmp_path / "out", policy="internal", day=DAY, jobs=2)
    assert stopped.value.issue.code == "withheld-word-leaks"
    assert list((tmp_path / "out").iterdir()) == []


def test_restricted_incidents_and_reports_are_in_no_part(root, tmp_path):
    """Nor is their code in any file."""
    code = next(i.code for i in snapshot(root).incidents.values() if not i.crime)
    restrict(root, "incident", code, restricted=True, who="noor", why="a family asked")
    done = export(root, ["csv", "ucdp"], tmp_path / "out", policy="internal", day=DAY)
    shown = edition(root, "internal", Selection(), DAY)
    told = b"".join(p.read_bytes() for p in (tmp_path / "out").iterdir()).decode()
    assert code not in told
    assert done.withheld == len(shown.withheld) == 1


def test_a_leak_in_any_part_stops_the_whole(root, tmp_path, monkeypatch):
    """Nothing is put in place."""
    monkeypatch.setattr(export_tables, "refuse_leaks", lambda *_: None)
    planned = exporting.plan_of
    monkeypatch.setattr(
        exporting,
        "plan_of",
        lambda *given, **more: msgspec.structs.replace(planned(*given, **more), lost=frozenset({"Lake Monitor"})),
    )
    with pytest.raises(RunAborted, match="withheld words"):
        export(root, ["csv"], tmp_path / "out", policy="internal", day=DAY)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_word_across_two_pieces_of_a_file_is_found(tmp_path, monkeypatch):
    """Large files are looked at piece by piece."""
    monkeypatch.setattr(leaking, "PIECE", 10)
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345 Omar Haddad was there")
    shown = edition_of(Snapshot(), load_policy("internal"), DAY)
    refuse_leaks_in(shown, [path])
    with pytest.raises(RunAborted, match="withheld words"):
        refuse_leaks_in(msgspec.structs.replace(shown, secrets=frozenset({"Omar Haddad"})), [path])


def test_no_two_tables_share_the_names_of_their_sidecars():
    """Whatever is exported together; forms of one table share them."""
    stems = [(table.stem, id(table)) for shape in SHAPES.values() for table in shape.tables]
    assert len({stem for stem, _ in stems}) == len({table for _, table in stems})
