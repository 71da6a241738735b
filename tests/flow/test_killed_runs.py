"""Runs killed with SIGKILL at any moment: running again gives what an undisturbed run gives."""

import json
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from books import dumped, new_book, run_book, write
from tollbook.flow.books.book import snapshot
from tollbook.flow.books.check import check

TESTS = Path(__file__).resolve().parents[1]
CHILD = textwrap.dedent(
    """
    import os, signal, sys
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    from books import count_words, run_book, bare_kit, NOW
    from tollbook.flow.rebuild import rebuild
    import tollbook.flow.reading.extracting, tollbook.flow.reading.intake
    tollbook.flow.reading.extracting.READ_AT_ONCE = 20
    tollbook.flow.reading.intake.BATCH_ITEMS = 20
    verb, root, folder, last = sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), int(sys.argv[5])
    calls = 0

    def count(frame, event, argument):
        global calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)

    print("ready", flush=True)
    if last >= 0:
        sys.setprofile(count)
    if verb == "run":
        run_book(root, folder)
    else:
        rebuild(root, kit=bare_kit(), extractor=count_words, extractor_name="words 1", now=NOW)
    sys.setprofile(None)
    print(calls, flush=True)
    """
)


def reports(folder: Path, count: int) -> Path:
    """Write a folder of text files, web pages' worth of JSON Lines and a broken line."""
    for n in range(count // 2):
        write(folder / f"{n:03}.txt", f"published: 2019-05-{n % 28 + 1:02}\n\n{n + 1} people were killed in Hama.\n")
    rows = [
        {"id": f"row{n}", "text": f"{n + 1} civilians were injured in Homs.", "published": "2019-06-01"}
        for n in range(count // 2)
    ]
    lines = [json.dumps(row) for row in rows]
    write(folder / "rows.jsonl", "\n".join([*lines[:7], "{broken", *lines[7:]]))
    return folder


def start(verb: str, root: Path, folder: Path, last: int = -1) -> subprocess.Popen:
    """Start the work in a process of its own and return it when its imports are done.

    At its call number ``last`` (of any function) it kills itself; 0 only counts the calls, -1 leaves it alone.
    """
    command = [sys.executable, "-c", CHILD, str(TESTS), verb, str(root), str(folder), str(last)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n", child.stderr.read()
    return child


def calls_undisturbed(verb: str, root: Path, folder: Path) -> int:
    """Return how many calls the work takes when nobody kills it."""
    words, errors = start(verb, root, folder, last=0).communicate()
    assert words.strip().isdigit(), errors
    return int(words)


def killed_at(call: int, verb: str, root: Path, folder: Path) -> None:
    """Have the work killed at that call."""
    child = start(verb, root, folder, last=call)
    child.communicate()
    assert child.returncode == -signal.SIGKILL


def is_whole(root: Path) -> bool:
    """Return True when nothing is wrong with the book and nothing half-written lies about."""
    return check(root)[0] == [] and not list((root / "archive").glob(".unfinished-*"))


@pytest.mark.slow
def test_a_run_killed_at_any_call_is_completed_by_the_next(tmp_path):
    """Ten kills spread over all the calls of a run, two in a row on each book; readers work in between."""
    folder = reports(tmp_path / "in", 100)
    undisturbed = new_book(tmp_path / "undisturbed")
    calls = calls_undisturbed("run", undisturbed, folder)
    expected = dumped(undisturbed)
    chance = random.Random(20170823)
    for trial in range(5):
        root = new_book(tmp_path / f"trial{trial}")
        killed_at(chance.randrange(1, calls), "run", root, folder)
        snapshot(root)
        killed_at(chance.randrange(1, 2000), "run", root, folder)
        run_book(root, folder)
        assert dumped(root) == expected
        assert is_whole(root)


@pytest.mark.slow
def test_a_run_killed_from_outside_at_any_time_is_completed_by_the_next(tmp_path):
    """Kills by the clock also fall into the writing itself, which no call marks."""
    folder = reports(tmp_path / "in", 100)
    undisturbed = new_book(tmp_path / "undisturbed")
    run_book(undisturbed, folder)
    expected = dumped(undisturbed)
    for trial in range(5):
        root = new_book(tmp_path / f"trial{trial}")
        child = start("run", root, folder)
        time.sleep(0.02 + 0.06 * trial)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        run_book(root, folder)
        assert dumped(root) == expected
        assert is_whole(root)


@pytest.mark.slow
def test_a_rebuild_killed_at_any_call_is_completed_by_the_next_run(tmp_path):
    """Readers see the old record all the while, and the book ends as it was."""
    folder = reports(tmp_path / "in", 60)
    root = new_book(tmp_path)
    run_book(root, folder)
    expected, claims = dumped(root), len(snapshot(root).claims)
    calls = calls_undisturbed("rebuild", root, folder)
    chance = random.Random(20170824)
    for _ in range(6):
        killed_at(chance.randrange(1, calls), "rebuild", root, folder)
        assert len(snapshot(root).claims) == claims
        run_book(root)
        assert dumped(root) == expected
