"""The verbs that make, fill, judge and check a book, as a person types them."""

import io
import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from books import write
from tollbook.cli.main import main

SWAP = """UPDATE entries SET seq = CASE seq WHEN 1 THEN 1002 ELSE 1001 END WHERE seq < 3;
UPDATE entries SET seq = seq - 1000 WHERE seq > 1000"""
REPORT = "published: 2017-08-22\noutlet: Furat Wire\n\nAt least 27 civilians were killed in Raqqa on Monday, residents said.\n"


class Said(NamedTuple):
    """What a command did and said."""

    returncode: int
    stdout: str
    stderr: str


def tollbook(*words: object) -> Said:
    """Run the command in this process, as it is run from a shell, and return what it said."""
    kept = sys.argv, sys.stdout, sys.stderr
    sys.argv = ["tollbook", *map(str, words)]
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    said = sys.stdout, sys.stderr
    try:
        main()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
    return Said(status, *(stream.buffer.getvalue().decode("utf-8") for stream in said))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Return a folder with a book that holds one report."""
    folder = tmp_path_factory.mktemp("made")
    assert tollbook("init", folder / "book", "--focus", "sy").returncode == 0
    done = tollbook("run", "--book", folder / "book", write(folder / "in" / "a.txt", REPORT))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def book(made, tmp_path) -> Path:
    """Return a copy of that book to do anything with."""
    return Path(shutil.copytree(made / "book", tmp_path / "book"))


def first_claim(book: Path) -> str:
    """Return the id of a claim in the book."""
    lines = tollbook("claims", "--book", book, "--json").stdout.splitlines()
    if not lines:
        pytest.fail("the report has no claims")
    return json.loads(lines[0])["id"]


def test_init_makes_a_book_and_refuses_to_do_it_twice(tmp_path):
    """Status 3 is "stopped", with the next step."""
    assert tollbook("init", tmp_path / "b").returncode == 0
    again = tollbook("init", tmp_path / "b")
    assert again.returncode == 3
    assert "there is a book here already" in again.stderr
    assert "Traceback" not in again.stderr


def test_init_shows_all_mistakes_at_once(tmp_path):
    """Wrong use is status 2."""
    wrong = tollbook("init", tmp_path / "b", "--focus", "Syria", "--timezone", "Damascus")
    assert wrong.returncode == 2
    assert "'SYRIA'" in wrong.stderr
    assert "'Damascus'" in wrong.stderr
    assert not (tmp_path / "b").exists()


def test_run_prints_a_short_summary_and_is_idempotent(book, made):
    """Counts of this run and of the book."""
    again = tollbook("run", "--book", book, made / "in" / "a.txt")
    assert again.returncode == 0
    assert again.stdout.startswith(
        "read 1 file, 0 new reports, 1 known already\nextracted 0 reports\nthe book holds 1 report, "
    )


def test_run_with_error_issues_ends_with_status_one_and_prints_them(book, tmp_path):
    """File, what is wrong, code and next step, on standard error."""
    (tmp_path / "empty.txt").write_bytes(b"")
    done = tollbook("run", "--book", book, tmp_path / "empty.txt")
    assert done.returncode == 1
    assert "empty.txt: the file is empty [document-empty]\n    Fetch or save it again." in done.stderr


def test_run_without_a_book_is_stopped(tmp_path):
    """The message says how to make one."""
    stopped = tollbook("run", "--book", tmp_path / "none", tmp_path)
    assert stopped.returncode == 3
    assert "tollbook init" in stopped.stderr


@pytest.mark.parametrize("words", [["--published", "yesterday"], ["--bok", "x"], []])
def test_wrong_use_is_status_two(words):
    """A day that is none, an unknown option, no book."""
    assert tollbook("run", *words).returncode == 2


def test_control_characters_do_not_reach_the_terminal(book, tmp_path):
    """A file name or a report must not move the cursor or change the title."""
    (tmp_path / "a\x1b]0;x\x07.txt").write_bytes(b"")
    done = tollbook("run", "--book", book, tmp_path / "a\x1b]0;x\x07.txt")
    assert "\x1b" not in done.stderr
    assert "\\x1b]0;x" in done.stderr


def test_collect_takes_in_and_run_works_on_it(book, tmp_path):
    """Two steps are the same as one."""
    path = write(tmp_path / "b.txt", REPORT.replace("27", "31"))
    taken = tollbook("collect", "--book", book, path)
    assert taken.stdout == "read 1 file, 1 new report, 0 known already\n"
    assert tollbook("run", "--book", book).stdout.startswith("extracted 1 report\nthe book holds 2 reports")


def test_dump_and_rebuild_give_the_same_bytes(book, tmp_path):
    """The canonical export before and after."""
    first = tollbook("dump", "--book", book).stdout
    assert tollbook("rebuild", "--book", book).returncode == 0
    assert tollbook("dump", "--book", book, "-o", tmp_path / "d").returncode == 0
    assert (tmp_path / "d").read_text(encoding="utf-8") == first
    lines = first.splitlines()
    assert lines == sorted(lines)
    assert {"claim", "document", "receipt"} <= {kind for line in lines for kind in json.loads(line)}


def test_judge_log_and_undo(book):
    """A judgement shows in the log with author and reason; the record follows at once."""
    claim = first_claim(book)
    done = tollbook("judge", "--book", book, "reject", claim, "--who", "Amal", "--why", "a film set")
    assert done.returncode == 0, done.stderr
    number = done.stdout.split()[1].rstrip(":")
    assert claim not in tollbook("claims", "--book", book, "--json").stdout
    shown = tollbook("log", "--book", book).stdout
    assert f"Amal  reject {claim}" in shown
    assert "a film set" in shown
    assert tollbook("judge", "--book", book, "undo", number, "--who", "Amal", "--why", "wrong film").returncode == 0
    assert claim in tollbook("claims", "--book", book, "--json").stdout
    verified = tollbook("log", "verify", "--book", book)
    assert (verified.returncode, "the chain holds" in verified.stdout) == (0, True)
    exported = [json.loads(line) for line in tollbook("log", "export", "--book", book).stdout.splitlines()]
    assert [e["seq"] for e in exported] == list(range(1, len(exported) + 1))


@pytest.mark.parametrize(("name", "country"), [("Mosul", "IQ"), ("Idlib", "SY"), ("Gaza City", "PS")])
def test_a_corrected_place_is_looked_up_by_its_own_name(book, name, country):
    """The place is the one a person named, whatever place the report names; the quoted words stay the report's."""
    claim = first_claim(book)
    assert (
        tollbook("judge", "--book", book, "correct", claim, "where", name, "--who", "A", "--why", "b").returncode == 0
    )
    lines = map(json.loads, tollbook("claims", "--book", book, "--json").stdout.splitlines())
    (line,) = [line for line in lines if line["id"] == claim]
    assert (line["where"], line["where_quote"], line["place"]["country"]) == (name, "Raqqa", country)


@pytest.mark.parametrize("missing", ["--who", "--why"])
def test_judge_needs_a_name_and_a_reason(book, missing):
    """Wrong use, nothing written."""
    words = {"--who": "Amal", "--why": "seen"}
    del words[missing]
    done = tollbook("judge", "--book", book, "reject", "c1_x", *(w for pair in words.items() for w in pair))
    assert done.returncode == 2


def test_judge_on_something_unknown_is_wrong_use(book):
    """The message names what was typed."""
    done = tollbook("judge", "--book", book, "same", "A-1", "A-2", "--who", "Amal", "--why", "x")
    assert (done.returncode, "'A-1'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        ("UPDATE entries SET author = 'Nobody' WHERE seq = 2", "entry 2 was altered"),
        ("UPDATE entries SET body = '{}' WHERE seq = 1", "entry 1 was altered"),
        ("UPDATE entries SET body = 'no json' WHERE seq = 3", "entry 3 was altered"),
        ("DELETE FROM entries WHERE seq = 2", "entry 2 is gone"),
        ("DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)", "is gone"),
        (SWAP, "entry 1 was altered"),
    ],
)  # fmt: skip
def test_a_tampered_ledger_is_found_and_not_built_upon(book, tamper, expected):
    """Somebody who drops the triggers and edits the file is found out; a run refuses to go on from there."""
    claim = first_claim(book)
    for field, value in (("status", "civilian"), ("group", "family"), ("means", "airstrike")):
        done = tollbook("judge", "--book", book, "correct", claim, field, value, "--who", "Amal", "--why", "seen")
        assert done.returncode == 0, done.stderr
    connection = sqlite3.connect(book / "tollbook.db")
    for verb in ("UPDATE", "DELETE"):
        connection.execute(f"DROP TRIGGER entries_no_{verb}")
    connection.executescript(tamper)
    connection.commit()
    connection.close()
    verified = tollbook("log", "verify", "--book", book)
    assert (verified.returncode, expected in verified.stdout) == (1, True)
    checked = tollbook("check", "--book", book)
    assert (checked.returncode, "[ledger-broken]" in checked.stdout) == (1, True)
    stopped = tollbook("rebuild", "--book", book)
    assert (stopped.returncode, "Restore tollbook.db from a copy" in stopped.stderr) == (3, True)


def test_check_finds_altered_and_missing_files_of_the_archive(book):
    """One changed byte is enough."""
    assert tollbook("check", "--book", book).returncode == 0
    (place,) = (book / "archive").glob("*/*")
    content = place.read_bytes()
    place.chmod(0o644)
    place.write_bytes(content.replace(b"27", b"28"))
    altered = tollbook("check", "--book", book)
    assert (altered.returncode, "[archive-altered]" in altered.stdout) == (1, True)
    place.unlink()
    gone = tollbook("check", "--book", book)
    assert (gone.returncode, "[archive-missing]" in gone.stdout) == (1, True)


def test_check_finds_words_that_do_not_stand_where_they_should(book):
    """Every quote of every claim and reading is compared with the text."""
    connection = sqlite3.connect(book / "tollbook.db")
    connection.execute('UPDATE claims SET value = replace(value, \'"quote":"on Monday"\', \'"quote":"on Sunday"\')')
    connection.commit()
    connection.close()
    checked = tollbook("check", "--book", book)
    assert (checked.returncode, "'on Sunday' do not stand" in checked.stdout) == (1, True)
    assert tollbook("rebuild", "--book", book).returncode == 0
    assert tollbook("check", "--book", book).returncode == 0


def test_a_lost_archive_file_comes_back_by_running_the_original_again(book, made):
    """The hint of the Issue is true; a file that is there already is not written a second time."""
    (place,) = (book / "archive").glob("*/*")
    written = place.stat().st_mtime_ns
    assert tollbook("run", "--book", book, made / "in" / "a.txt").returncode == 0
    assert place.stat().st_mtime_ns == written
    place.unlink()
    assert tollbook("run", "--book", book, made / "in" / "a.txt").returncode == 0
    assert tollbook("check", "--book", book).returncode == 0


def test_long_work_shows_a_bar_on_a_terminal_only(tmp_path):
    """After two seconds on standard error, never in a pipe."""
    code = (
        "import time; from tollbook.cli import _told; _told.QUIET_SECONDS = 0.1\n"
        "with _told.progress_bar() as tell:\n"
        "    for n in range(8):\n        time.sleep(0.1); tell('extracting', n, 8)\n"
    )
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    subprocess.run([sys.executable, "-c", code], stderr=child, check=True, env=environment)
    os.close(child)
    assert b"extracting" in os.read(parent, 10_000)
    os.close(parent)
    piped = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert piped.stderr == piped.stdout == b""


def test_help_of_these_verbs_loads_no_database(tmp_path):
    """A person asking for help must not wait."""
    for verb in ("run", "judge", "log", "check", "init", "rebuild", "dump", "collect"):
        code = (
            f"import sys; sys.argv = ['tollbook', {verb!r}, '--help']\n"
            "from tollbook.cli.main import tollbook_command\n"
            "try:\n    tollbook_command()\nfinally:\n    assert 'sqlalchemy' not in sys.modules and 'msgspec' not in sys.modules\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_the_exit_status_of_a_run_is_of_this_run(book, made, tmp_path):
    """An error that an earlier run left is counted; the run that meets it, again too, ends with status 1."""
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    for told in ("first", "again"):
        assert (tollbook("run", "--book", book, empty).returncode, told) == (1, told)
    later = tollbook("run", "--book", book, made / "in" / "a.txt")
    assert (later.returncode, "document-empty" in later.stderr) == (0, False)
    assert f"1 issue of earlier runs: tollbook check --book {book}" in later.stderr
    assert tollbook("run", "--book", book).returncode == 0
    assert tollbook("collect", "--book", book, made / "in" / "a.txt").returncode == 0
    assert tollbook("collect", "--book", book, empty).returncode == 1
    assert tollbook("check", "--book", book).returncode == 1
