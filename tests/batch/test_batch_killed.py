"""Processes killed, hung or filled in the middle of a batch: what is done stays, what is left is done, the bad is set aside."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

import poison
from archives import run, table, tables, war_rows, write_lines
from disturbed import STARTS, reports_with, shards_begun, worker_killed_at
from tollbook.batch.engine import Pool, Task
from tollbook.batch.guard import Guard
from tollbook.model.issue import RunAborted

pytest.importorskip("pyarrow", reason="pyarrow is not installed: the batch needs tollbook[batch]")
TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture
def starts(tmp_path, monkeypatch) -> Path:
    """Return a file in which workers note the shards they begin."""
    notes = tmp_path / "starts"
    notes.touch()
    monkeypatch.setenv(STARTS, str(notes))
    return notes


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory) -> tuple[Path, dict[str, bytes]]:
    """Return an archive and the tables made of it in one process."""
    folder = tmp_path_factory.mktemp("undisturbed")
    source = write_lines(folder / "in.jsonl", war_rows())
    run(source, folder / "out")
    return source, tables(folder / "out")


@pytest.mark.slow
def test_a_killed_worker_costs_its_shard_only(undisturbed, tmp_path, starts, monkeypatch) -> None:
    """Of two processes one is killed: its shard is begun twice, all others once, and the tables are the same bytes."""
    source, expected = undisturbed
    monkeypatch.setattr("tollbook.batch.run.read_shard", poison.read_slowly)
    with Pool(2) as pool, worker_killed_at(starts, 3):
        run(source, tmp_path / "out", pool)
    begun = Counter(shard for shard, _ in shards_begun(starts))
    assert sorted(begun.values()) == [1] * (len(begun) - 1) + [2]
    assert tables(tmp_path / "out") == expected


@pytest.mark.slow
def test_poison_is_set_aside_and_the_rest_is_read(tmp_path, starts, monkeypatch) -> None:
    """Reports that crash, loop, stick in a library or fill the memory are named; their neighbours give their claims."""
    monkeypatch.setattr("tollbook.batch.run.read_shard", poison.read_poisoned)
    rows = reports_with(["fine", "CRASH", "LOOP", "fine", "STUCK", "MEMORY", "fine"])
    source = write_lines(tmp_path / "in.jsonl", rows)
    with Pool(1) as pool:
        outcome = run(source, tmp_path / "out", pool, shard_rows=5, seconds=2.0)
    issues = [i for i in outcome.issues if i.code == "document-poison"]
    assert sorted(i.subject.rsplit(":", 1)[1] for i in issues) == ["2", "3", "5", "6"]
    assert outcome.manifest.counts.set_aside == 4
    assert sorted(d["caller"] for d in table(tmp_path / "out", "documents")) == ["fine0", "fine3", "fine6"]
    begun = Counter(shard for shard, _ in shards_begun(starts))
    # twice for each report that ends its process, once for the whole; the other shard once
    assert sorted(begun.values()) == [1, 7]
    assert not list((tmp_path / "out" / "work" / "markers").iterdir())
    again = run(source, tmp_path / "out", shard_rows=5, seconds=2.0)
    assert again.was_done


KILLED = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from archives import run
from tollbook.batch.engine import Pool
if __name__ == "__main__":
    print("ready", flush=True)
    with Pool(2) as pool:
        run(Path(sys.argv[2]), Path(sys.argv[3]), pool)
    print("done", flush=True)
"""


@pytest.mark.slow
def test_a_batch_killed_at_any_moment_goes_on(undisturbed, tmp_path) -> None:
    """Killed with SIGKILL again and again, the same call ends with the same bytes, and leaves no process behind."""
    source, expected = undisturbed
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(TESTS), str(source), str(tmp_path / "out")]
    chance = random.Random(8)
    for _ in range(4):
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert child.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(1, 9))
        child.kill()
        child.communicate()
    time.sleep(2.5)  # workers look for their parent every second
    left = subprocess.run(["pgrep", "-f", str(tmp_path / "killed.py")], capture_output=True, text=True, check=False)
    assert left.stdout == ""
    outcome = run(source, tmp_path / "out")
    assert outcome.manifest.counts.set_aside == 0
    assert tables(tmp_path / "out") == expected


@pytest.mark.slow
def test_a_task_that_always_kills_stops_the_run(monkeypatch) -> None:
    """What no document accounts for is not tried for ever."""
    monkeypatch.setattr("tollbook.batch.engine.MOST_DEATHS", 2)
    with Pool(1) as pool, pytest.raises(RunAborted) as stopped:
        list(pool.each([Task("bad", poison.dies_always, None)]))
    assert stopped.value.issue.code == "worker-died"


def test_a_row_is_passed_over_after_the_second_death(tmp_path) -> None:
    """Once may be chance; a row at which two tries ended is not tried a third time."""
    marker = tmp_path / "shard"
    for deaths in range(3):
        guard = Guard(marker, 60)
        assert guard.cause(7) == ("died" if deaths == 2 else None)
        guard.__enter__()
        guard.at(7)  # and the process ends here


def test_what_was_ended_by_order_blames_no_report(tmp_path) -> None:
    """A worker told to stop forgets where it was."""
    marker = tmp_path / "shard"
    for _ in range(3):
        guard = Guard(marker, 60)
        assert guard.cause(7) is None
        guard.__enter__()
        guard.at(7)
        guard.leave()
