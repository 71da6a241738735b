"""Bad input: each gets a clear message with the thing, the value and the next step, and nothing is lost."""

import datetime as dt
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from books import NOW, count_words, dumped, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.reading.extracting import LONG, PIECE
from tollbook.flow.reading.shift import pieces_of
from tollbook.model.issue import RunAborted

GOOD = "published: 2019-05-01\n\n9 people were killed in Hama.\n"
TESTS = Path(__file__).resolve().parents[1]


def issue_of(outcome, code: str):
    """Return the one Issue of that code; every Issue must say what to do next."""
    (issue,) = [i for i in outcome.issues if i.code == code]
    assert issue.hint
    assert issue.subject
    return issue


@pytest.mark.parametrize(
    ("name", "content", "code", "severity"),
    [
        ("empty.txt", b"", "document-empty", "error"),
        ("blank.txt", b" \n\t\n", "document-empty", "error"),
        ("only-front.txt", b"---\noutlet: Wire\n---\n\n", "document-empty", "error"),
        ("page.html", b"<html><body></body></html>", "document-empty", "error"),
        ("report.pdf", b"%PDF-1.7\n1 0 obj", "file-binary", "error"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "file-binary", "error"),
        ("noise.txt", bytes(range(256)) * 10, "file-binary", "error"),
        ("old.txt", "9 people were killed in Hama, an élu said.".encode("cp1252"), "encoding-guessed", "warning"),
        ("date.txt", b"published: 2019-02-30\n\n9 people were killed.", "bad-date", "warning"),
        ("rows.jsonl", b'{"text": "ok", "published": "soon"}\n', "bad-date", "warning"),
        ("rows.jsonl", b'{"text": "  "}\n', "document-empty", "error"),
        ("rows.json", b"[1, 2", "broken-line", "error"),
    ],
)
def test_a_bad_file_is_told_and_kept_and_the_others_go_on(tmp_path, name, content, code, severity):
    """The Issue names the file, its bytes are in the archive, the good report beside it is read."""
    root = new_book(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    write(tmp_path / "in" / "zz-good.txt", GOOD)
    outcome = run_book(root, tmp_path / "in")
    issue = issue_of(outcome, code)
    assert issue.severity == severity
    assert issue.subject.startswith(f"in/{name}")
    assert content in [p.read_bytes() for p in (root / "archive").glob("*/*")]
    assert any(d.caller_ids == ("zz-good",) for d in snapshot(root).documents.values())


def test_the_issue_of_a_mended_file_goes_away(tmp_path):
    """Issues are a list of work to do, not a history."""
    root = new_book(tmp_path)
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert issue_of(run_book(root, path), "document-empty")
    write(path, GOOD)
    assert run_book(root, path).issues == ()


def test_a_report_without_a_day_is_kept_and_its_day_asked_for(tmp_path):
    """The report's claims are in the record, with no day of their own."""
    root = new_book(tmp_path)
    issue = issue_of(run_book(root, write(tmp_path / "a.txt", "9 people were killed in Hama.")), "date-missing")
    assert (issue.subject, "--published" in issue.hint) == ("a", True)
    (claim,) = snapshot(root).claims.values()
    assert claim.when is None


def test_a_day_in_the_future_is_told_with_the_value_and_kept(tmp_path):
    """It may be a slip of the pen, or a clock; a person has to look."""
    root = new_book(tmp_path)
    path = write(tmp_path / "a.txt", "published: 2091-01-01\n\n9 people were killed.")
    issue = issue_of(run_book(root, path), "date-in-future")
    assert "2091-01-01" in issue.message
    (document,) = snapshot(root).documents.values()
    assert document.published == dt.date(2091, 1, 1)


def test_a_broken_line_of_json_is_named_and_the_others_are_read(tmp_path):
    """File and line stand in the subject."""
    root = new_book(tmp_path)
    rows = [json.dumps({"id": n, "text": f"{n} people were killed.", "published": "2019-05-01"}) for n in range(1, 6)]
    rows[2] = rows[2][:-9]
    issue = issue_of(run_book(root, write(tmp_path / "in.jsonl", "\n".join(rows))), "broken-line")
    assert issue.subject == f"{tmp_path.name}/in.jsonl:3"
    assert sorted(d.caller_ids[0] for d in snapshot(root).documents.values()) == ["1", "2", "4", "5"]


@pytest.mark.parametrize("name", ["big.txt", "big.jsonl", "big.html"])
def test_a_file_of_fifty_megabytes_is_kept_and_told_at_once(tmp_path, name):
    """No report is that long: the bytes are in the archive, the message says what to do, the others go on."""
    root = new_book(tmp_path)
    text = "9 people were killed in Hama. " * (50_000_000 // 30)
    content = {"big.txt": text, "big.jsonl": json.dumps({"text": text}), "big.html": f"<html><p>{text}</p></html>"}[
        name
    ]
    began = time.monotonic()
    outcome = run_book(root, write(tmp_path / name, content), write(tmp_path / "good.txt", GOOD))
    assert time.monotonic() - began < 30
    issue = issue_of(outcome, "page-too-large" if name == "big.html" else "document-too-long")
    assert (issue.severity, "archive" in issue.hint) == ("error", True)
    assert len(snapshot(root).claims) == 1
    assert content.encode() in [p.read_bytes() for p in (root / "archive").glob("*/*")]


@pytest.mark.slow
def test_fifty_megabytes_of_json_lines_are_read_to_the_end(tmp_path):
    """Many reports in one file are many reports; the file is read a line at a time."""
    root = new_book(tmp_path)
    filler = "The weather stayed calm along the river and nothing happened at all. " * 14_000
    rows = [
        {"id": n, "text": f"{filler}{n} people were killed in Hama.", "published": "2019-05-01"} for n in range(1, 53)
    ]
    path = write(tmp_path / "big.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert path.stat().st_size > 50_000_000
    run_book(root, path)
    view = snapshot(root)
    assert sorted(c.count.low for c in view.claims.values()) == list(range(1, 53))
    assert all(view.documents[c.document].text[slice(*c.span)] == c.quote for c in view.claims.values())


def test_a_long_report_is_read_in_pieces_and_that_is_told(tmp_path):
    """A book of 500 pages; spans are right in the whole text."""
    root = new_book(tmp_path)
    text = "The weather stayed calm along the river and nothing happened at all. " * 20_000
    outcome = run_book(
        root, write(tmp_path / "long.txt", f"published: 2019-05-01\n\n{text}9 people were killed in Hama.")
    )
    assert issue_of(outcome, "document-long").severity == "info"
    view = snapshot(root)
    (claim,) = view.claims.values()
    assert view.documents[claim.document].text[slice(*claim.span)] == claim.quote == "9 people were killed in Hama"


def test_pieces_of_a_long_text_cover_it_and_break_at_seams():
    """No character is read twice or left out."""
    text = "word " * 1000 + "x" * 700
    pieces = pieces_of(text, 300, re.compile(" "))
    assert "".join(text[a:b] for a, b in pieces) == text
    assert all(b - a <= 300 for a, b in pieces)
    assert PIECE < LONG


def test_claims_of_a_long_document_have_ids_of_their_own(tmp_path, monkeypatch):
    """The same words in two pieces are two claims."""
    monkeypatch.setattr("tollbook.flow.reading.extracting.LONG", 60)
    monkeypatch.setattr("tollbook.flow.reading.extracting.PIECE", 60)
    root = new_book(tmp_path)
    text = "9 people were killed in Hama. " * 8
    run_book(root, write(tmp_path / "long.txt", f"published: 2019-05-01\n\n{text}"))
    view = snapshot(root)
    assert len(view.claims) == 8
    (document,) = view.documents.values()
    assert all(document.text[slice(*c.span)] == c.quote for c in view.claims.values())
    assert all(document.text[c.head] == "9" for c in view.claims.values())


RUN = textwrap.dedent(
    """
    import sys
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    from books import run_book
    from tollbook.model.issue import RunAborted
    try:
        run_book(Path(sys.argv[2]), *map(Path, sys.argv[3:]))
    except RunAborted as stop:
        print(stop.issue.code, "|", stop.issue.subject, "|", stop.issue.message, "|", stop.issue.hint)
        sys.exit(3)
    """
)


def run_apart(root: Path, *paths: Path, preexec=None, prefix=()) -> subprocess.CompletedProcess:
    """Run the book in a process of its own."""
    command = [*prefix, sys.executable, "-c", RUN, str(TESTS), str(root), *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=preexec)


def many_reports(folder: Path, count: int = 300) -> Path:
    """Write a JSON Lines file of distinct reports."""
    rows = [
        {
            "id": f"r{n}",
            "text": f"{n} people were killed in Hama. " + f"It was the day number {n} in the town. " * 9,
            "published": "2019-05-01",
        }
        for n in range(1, count + 1)
    ]
    return write(folder / "many.jsonl", "".join(json.dumps(row) + "\n" for row in rows))


@pytest.mark.sqlite_only("a server's disk is the server's")
@pytest.mark.parametrize("limit", [200_000, 350_000, 600_000])
def test_a_full_disk_stops_the_run_and_loses_nothing(tmp_path, limit):
    """What was finished is kept; with room again, the same command completes the work."""
    undisturbed, root = new_book(tmp_path / "x"), new_book(tmp_path / "y")
    path = many_reports(tmp_path)
    run_book(undisturbed, path)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    stopped = run_apart(root, path, preexec=no_room)
    assert stopped.returncode == 3, stopped.stderr
    assert stopped.stdout.split(" ")[0] in {"disk-full", "archive-not-writable"}
    assert "run the same command again" in stopped.stdout
    assert run_apart(root, path).returncode == 0
    assert dumped(root) == dumped(undisturbed)


def without_privilege() -> list[str]:
    """Return what to put before a command so that rights on files hold for it, also where the tests run as root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root passes over rights on files, and there is no setpriv to give that up")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_a_read_only_folder_is_told_and_still_readable(tmp_path):
    """Readers need no right to write, runs say which right is missing."""
    root = new_book(tmp_path)
    path = write(tmp_path / "a.txt", GOOD)
    run_book(root, path)
    expected = dumped(root)
    for place in [*root.rglob("*"), root]:
        place.chmod(0o555 if place.is_dir() else 0o444)
    prefix = without_privilege()
    stopped = run_apart(root, path, prefix=prefix)
    assert stopped.returncode == 3, stopped.stderr
    assert stopped.stdout.startswith("book-not-writable |")
    code = f"import sys; sys.path.insert(0, {str(TESTS)!r})\nfrom books import dumped, Path\nprint(len(dumped(Path({str(root)!r}))))"
    read = subprocess.run([*prefix, sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert read.stdout.strip() == str(len(expected)), read.stderr
    for place in [root, *(p for p in root.rglob("*") if p.is_dir())]:
        place.chmod(0o755)


def test_two_runs_at_once_on_one_book_are_told_apart(tmp_path):
    """The second names the first and stops; readers are not blocked; afterwards it works."""
    root = new_book(tmp_path)
    path = write(tmp_path / "a.txt", GOOD)
    seen = []

    def slow(document, kit):
        stopped = run_apart(root, path)
        seen.append((stopped.returncode, stopped.stdout))
        seen.append(len(snapshot(root).documents))
        return count_words(document, kit)

    run_book(root, path, extractor=slow)
    (status, words), documents = seen
    assert (status, documents) == (3, 1)
    assert words.startswith("book-busy |")
    assert f"process {os.getpid()}" in words
    assert run_apart(root, path).returncode == 0


def test_an_interrupted_run_frees_the_book(tmp_path):
    """An error inside a run leaves neither a lock nor half a record."""
    root = new_book(tmp_path)
    path = write(tmp_path / "a.txt", GOOD)

    def broken(document, kit):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_book(root, path, extractor=broken)
    assert len(run_book(root, path, now=NOW).issues) == 0
    assert len(snapshot(root).claims) == 1


@pytest.mark.parametrize(
    "name", ["caf\udce9.txt", "a\nb.txt", "-rf.txt", "'; DROP TABLE.txt", "%s%n.txt", "\u202egnp.txt"]
)
def test_odd_file_names_are_read_and_kept(tmp_path, name):
    """Whatever the name holds, the report is in the book and the export is valid Unicode."""
    root = new_book(tmp_path)
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / name, GOOD)
    run_book(root, tmp_path / "in")
    assert len(snapshot(root).documents) == 1
    dumped(root).decode("utf-8")


def test_a_missing_file_is_told_and_the_others_are_read(tmp_path):
    """A slip in one name must not cost the rest."""
    root = new_book(tmp_path)
    outcome = run_book(root, tmp_path / "no.txt", write(tmp_path / "a.txt", GOOD))
    assert issue_of(outcome, "file-unreadable").severity == "error"
    assert len(snapshot(root).documents) == 1


def test_a_book_where_the_archive_cannot_be_written_stops(tmp_path):
    """A file in the place of the archive folder, as after a bad copy."""
    root = new_book(tmp_path)
    (root / "archive").rmdir()
    write(root / "archive", "x")
    with pytest.raises(RunAborted) as stop:
        run_book(root, write(tmp_path / "a.txt", GOOD))
    assert stop.value.issue.code == "archive-not-writable"
