"""Releases as folders: whole, never written over, comparable, with papers and checksums that others read."""

import json
import subprocess

import msgspec
import pytest

from books import NOW, bare_kit, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.judging.judge import judge
from tollbook.flow.publishing import exporting
from tollbook.flow.publishing.releasing import compare_releases, release
from tollbook.model.issue import RunAborted
from tollbook.publish.release import Papers

DAY = NOW.date()


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Return a book of one incident."""
    monkeypatch.setattr(exporting, "kit_of", lambda _: bare_kit())
    root = new_book(tmp_path)
    run_book(root, write(tmp_path / "in" / "r.txt", "published: 2019-05-01\n\n9 people were killed in Hama."))
    return root


def papers(version, **fields):
    """Return what a release says of itself."""
    return Papers(**({"title": 'A "war": 2019', "creators": ("Us & co.",), "version": version} | fields))


def made(root, tmp_path, version, **options):
    """Make a release in the test's folder."""
    return release(root, tmp_path / "releases", papers(version), **({"policy": "internal", "day": DAY} | options))


def test_a_release_is_a_folder_with_record_papers_and_sums(root, tmp_path):
    """Checked by the system's own sha256sum."""
    done = made(root, tmp_path, "1")
    names = {p.name for p in done.folder.iterdir()}
    assert {
        "incidents.jsonl",
        "totals.jsonl",
        "redirects.jsonl",
        "entries.jsonl",
        "datacite.json",
        "CITATION.cff",
        "SHA256SUMS",
        "claims.csv",
        "README.txt",
    } <= names
    assert done.changes is None
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=done.folder, capture_output=True, text=True, check=True
    )
    assert checked.stdout.count(": OK") == len(names) - 1


def test_the_papers_are_read_as_what_they_are(root, tmp_path):
    """DataCite's obligatory properties; a citation file whose strings hold anything."""
    folder = made(root, tmp_path, "1").folder
    body = json.loads((folder / "datacite.json").read_text(encoding="utf-8"))
    assert {"types", "creators", "titles", "publisher", "publicationYear", "schemaVersion"} <= set(body)
    assert body["titles"] == [{"title": 'A "war": 2019'}]
    lines = dict(
        line.split(": ", 1)
        for line in (folder / "CITATION.cff").read_text(encoding="utf-8").splitlines()
        if ": " in line
    )
    assert json.loads(lines["title"]) == 'A "war": 2019'
    assert (lines["cff-version"], lines["date-released"]) == ("1.2.0", str(DAY))


def test_a_correction_between_two_releases_is_a_change_with_its_entry(root, tmp_path):
    """In the newer release's own files, and by comparing the folders."""
    first = made(root, tmp_path, "1").folder
    claim = next(iter(snapshot(root).claims))
    entry, _ = judge(root, "correct", [claim, "count", "12"], who="A", why="list", now=NOW, kit=bare_kit())
    second = made(root, tmp_path, "2", since=first)
    (change,) = [c for c in second.changes if c.figure == "killed"]  # the reader of the first run was a small one
    assert (change.kind, change.old, change.new) == ("rose", "9", "12")
    assert change.because == (f"entry {entry.seq} (correct)",)
    assert compare_releases(first, second.folder) == second.changes
    lines = (second.folder / "changes.jsonl").read_bytes().splitlines()
    assert tuple(msgspec.json.decode(line, type=type(change)) for line in lines) == second.changes
    assert "rose from 9 to 12" in (second.folder / "CHANGES.md").read_text(encoding="utf-8")


def test_a_version_is_never_written_over(root, tmp_path):
    """What was published stays as it was."""
    folder = made(root, tmp_path, "1").folder
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(RunAborted) as stopped:
        made(root, tmp_path, "1")
    assert stopped.value.issue.code == "release-exists"
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_an_altered_release_is_not_compared(root, tmp_path):
    """A number changed by hand afterwards."""
    first, second = made(root, tmp_path, "1").folder, made(root, tmp_path, "2").folder
    path = first / "incidents.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"low":9', '"low":8'), encoding="utf-8")
    with pytest.raises(RunAborted) as stopped:
        compare_releases(first, second)
    assert stopped.value.issue.code == "release-altered"


def test_a_folder_that_is_no_release_is_told(root, tmp_path):
    """Any folder."""
    with pytest.raises(RunAborted) as stopped:
        compare_releases(tmp_path, made(root, tmp_path, "1").folder)
    assert stopped.value.issue.code == "not-a-release"


def test_who_judged_and_why_are_in_no_release(root, tmp_path):
    """Only which entry named what."""
    claim = next(iter(snapshot(root).claims))
    judge(root, "correct", [claim, "count", "12"], who="Amal", why="a list from the hospital", now=NOW, kit=bare_kit())
    folder = made(root, tmp_path, "1", policy="public").folder
    told = b"".join(p.read_bytes() for p in folder.iterdir())
    assert b"Amal" not in told
    assert b"hospital" not in told
    kinds = [json.loads(x)["kind"] for x in (folder / "entries.jsonl").read_bytes().splitlines()]
    assert "correct" in kinds


def test_a_failure_leaves_no_half_release(root, tmp_path):
    """An unknown shape: no folder."""
    with pytest.raises(RunAborted):
        made(root, tmp_path, "1", shapes=("excel97",))
    assert not (tmp_path / "releases" / "1").exists()
    assert not (tmp_path / "releases").exists()
