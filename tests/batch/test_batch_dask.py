"""The same tasks on a real Dask cluster on this computer: a scheduler and two worker processes, one of them killed."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import poison
from archives import run, table, tables, war_rows, write_lines
from tollbook.model.issue import RunAborted

pytest.importorskip("distributed", reason="dask is not installed: .ci/run installs what requirements/ci.txt names")
pytest.importorskip("pyarrow", reason="pyarrow is not installed: .ci/run installs what requirements/ci.txt names")
from tollbook.batch.dask_engine import Dask

TESTS = Path(__file__).resolve().parents[1]
OPTIONS = ("--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--local-directory")
ADDRESS = re.compile(r"tcp://127\.0\.0\.1:\d+")


@pytest.fixture
def cluster(tmp_path, monkeypatch) -> Iterator[tuple[str, Path]]:
    """Start a scheduler and two workers on loopback; return the address, and the file in which shards begun are noted."""
    notes = tmp_path / "starts"
    notes.touch()
    environment = {**os.environ, "TOLLBOOK_TEST_STARTS": str(notes), "PYTHONPATH": str(TESTS)}
    monkeypatch.setenv("TOLLBOOK_TEST_STARTS", str(notes))
    log = (tmp_path / "scheduler.log").open("wb")
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"],
        stderr=log,
        stdout=log,
        env=environment,
    )
    try:
        address = address_in(tmp_path / "scheduler.log")
        workers = [
            subprocess.Popen(
                [*dask, "worker", address, *OPTIONS, str(tmp_path / f"worker{n}")],
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment,
            )
            for n in range(2)
        ]
        try:
            yield address, notes
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(30)
    finally:
        scheduler.terminate()
        scheduler.wait(30)
        log.close()


def address_in(log: Path) -> str:
    """Return the address that a scheduler wrote when it was ready."""
    for _ in range(600):
        found = ADDRESS.search(log.read_text(errors="replace"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))


def kill_at(notes: Path, after: int) -> None:
    """Kill the worker process that began shard number ``after``, in the middle of it."""
    for _ in range(1200):
        lines = notes.read_text().splitlines()
        if len(lines) >= after:
            time.sleep(0.1)
            os.kill(int(lines[after - 1].split()[1]), signal.SIGKILL)
            return
        time.sleep(0.05)


@pytest.mark.slow
def test_a_cluster_of_which_a_worker_is_killed_gives_the_bytes_of_one_process(cluster, tmp_path, monkeypatch) -> None:
    """Two workers share the shards, one is killed with SIGKILL in the middle: every file is as one process writes it."""
    address, notes = cluster
    source = write_lines(tmp_path / "in.jsonl", war_rows())
    run(source, tmp_path / "alone")
    monkeypatch.setattr("tollbook.batch.run.read_shard", poison.read_slowly)
    thread = threading.Thread(target=kill_at, args=(notes, 4))
    thread.start()
    with Dask(scheduler=address) as engine:
        outcome = run(source, tmp_path / "out", engine)
    thread.join()
    lines = [line.split() for line in notes.read_text().splitlines()]
    assert len({process for _, process in lines}) >= 2, "both workers were at work"
    assert max(Counter(shard for shard, _ in lines).values()) > 1, "the killed worker's shard was begun again"
    assert outcome.manifest.engine.startswith("Dask distributed")
    assert tables(tmp_path / "out") == tables(tmp_path / "alone")


@pytest.mark.slow
def test_poison_on_a_cluster_is_set_aside(cluster, tmp_path, monkeypatch) -> None:
    """A report that kills its worker and one that hangs in a library cost the cluster nothing but themselves."""
    address, _ = cluster
    monkeypatch.setattr("tollbook.batch.run.read_shard", poison.read_poisoned)
    rows = [
        {
            "id": word + str(n),
            "text": f"Shelling killed {n + 3} civilians in Homs. {word} {n}",
            "published": "2017-03-02",
        }
        for n, word in enumerate(["fine", "CRASH", "fine", "STUCK", "fine", "fine"])
    ]
    source = write_lines(tmp_path / "in.jsonl", rows)
    with Dask(scheduler=address) as engine:
        outcome = run(source, tmp_path / "out", engine, shard_rows=3, seconds=2.0)
    aside = [i for i in outcome.issues if i.code == "document-poison"]
    assert sorted(i.subject.rsplit(":", 1)[1] for i in aside) == ["2", "4"]
    assert len(table(tmp_path / "out", "documents")) == 4


@pytest.mark.slow
def test_no_scheduler_is_told_with_the_next_step() -> None:
    """An address nobody listens at stops with a sentence, not a trace."""
    with pytest.raises(RunAborted) as stopped:
        Dask(scheduler="tcp://127.0.0.1:9", timeout="2s")
    assert stopped.value.issue.code == "batch-no-cluster"
