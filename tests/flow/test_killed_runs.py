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
from tollbook.flow.book import snapshot
from tollbook.flow.check import check

TESTS = Path(__file__).resolve().parents[1]
CHILD = textwrap.dedent(
    """
    import sys, time
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    from books import count_words, run_book, bare_kit, NOW
    from tollbook.flow.rebuild import rebuild
    import tollbook.flow.extracting, tollbook.flow.intake
    tollbook.flow.extracting.READ_AT_ONCE = 20
    tollbook.flow.intake.BATCH_ITEMS = 20
    print("ready", flush=True)
    if sys.argv[2] == "run":
        run_book(Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        rebuild(Path(sys.argv[3]), kit=bare_kit(), extractor=count_words, extractor_name="words 1", now=NOW)
    print("done", flush=True)
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


def start(verb: str, root: Path, folder: Path) -> subprocess.Popen:
    """Start the work in a process of its own and return it when its imports are done."""
    command = [sys.executable, "-c", CHILD, str(TESTS), verb, str(root), str(folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    return child


def seconds_undisturbed(verb: str, root: Path, folder: Path) -> float:
    """Return how long the work takes when nobody kills it."""
    child = start(verb, root, folder)
    began = time.perf_counter()
    assert child.stdout.readline() == "done\n", child.stderr.read()
    child.wait()
    return time.perf_counter() - began


def kill_after(child: subprocess.Popen, seconds: float) -> bool:
    """Kill the child after that time; return False when it had ended before."""
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return child.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_a_run_killed_at_any_moment_is_completed_by_the_next(tmp_path):
    """Twelve kills spread over the run, some books killed several times, each then equal to the undisturbed book."""
    folder = reports(tmp_path / "in", 160)
    undisturbed = new_book(tmp_path / "undisturbed")
    whole = seconds_undisturbed("run", undisturbed, folder)
    expected = dumped(undisturbed)
    chance = random.Random(20170823)
    killed = 0
    for trial in range(6):
        root = new_book(tmp_path / f"trial{trial}")
        for _ in range(2):
            killed += kill_after(start("run", root, folder), chance.uniform(0, whole))
            snapshot(root)
        run_book(root, folder)
        assert dumped(root) == expected
        faults, _ = check(root)
        assert faults == []
        assert not list((root / "archive").glob(".unfinished-*"))
    assert killed >= 6


@pytest.mark.slow
def test_a_rebuild_killed_at_any_moment_is_completed_by_the_next_run(tmp_path):
    """Readers see the old record all the while, and the book ends as it was."""
    folder = reports(tmp_path / "in", 120)
    root = new_book(tmp_path)
    run_book(root, folder)
    expected, claims = dumped(root), len(snapshot(root).claims)
    whole = seconds_undisturbed("rebuild", root, folder)
    chance = random.Random(20170824)
    killed = 0
    for _ in range(6):
        killed += kill_after(start("rebuild", root, folder), chance.uniform(0, whole))
        assert len(snapshot(root).claims) == claims
        run_book(root)
        assert dumped(root) == expected
    assert killed >= 3
