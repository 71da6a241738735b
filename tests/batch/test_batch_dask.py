"""The same tasks on a real Dask cluster on this computer: a scheduler and two worker processes, one of them killed."""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import poison
from archives import run, table, tables, war_rows, write_lines
from disturbed import STARTS, environment, reports_with, shards_begun, worker_killed_at
from tollbook.model.issue import RunAborted

pytest.importorskip("distributed", reason="dask is not installed: .ci/run installs what requirements/ci.txt names")
pytest.importorskip("pyarrow", reason="pyarrow is not installed: .ci/run installs what requirements/ci.txt names")
from tollbook.batch.dask_engine import Dask

OPTIONS = ("--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--local-directory")
ADDRESS = re.compile(r"tcp://127\.0\.0\.1:\d+")


@pytest.fixture
def cluster(tmp_path, monkeypatch) -> Iterator[tuple[str, Path]]:
    """Start a scheduler and two workers on loopback; return the address, and the file in which shards begun are noted."""
    notes = tmp_path / "starts"
    notes.touch()
    monkeypatch.setenv(STARTS, str(notes))
    log = (tmp_path / "scheduler.log").open("wb")
    dask = [sys.executable, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"],
        stderr=log,
        stdout=log,
        env=environment(notes),
    )
    try:
        address = address_in(tmp_path / "scheduler.log")
        workers = [
            subprocess.Popen(
                [*dask, "worker", address, *OPTIONS, str(tmp_path / f"worker{n}")],
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=environment(notes),
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


@pytest.mark.slow
def test_a_cluster_of_which_a_worker_is_killed_gives_the_bytes_of_one_process(cluster, tmp_path, monkeypatch) -> None:
    """Two workers share the shards, one is killed with SIGKILL in the middle: every file is as one process writes it."""
    address, notes = cluster
    source = write_lines(tmp_path / "in.jsonl", war_rows())
    run(source, tmp_path / "alone")
    monkeypatch.setattr("tollbook.batch.run.read_shard", poison.read_slowly)
    with Dask(scheduler=address) as engine, worker_killed_at(notes, 4):
        outcome = run(source, tmp_path / "out", engine)
    begun = shards_begun(notes)
    assert len({process for _, process in begun}) >= 2, "both workers were at work"
    assert max(Counter(shard for shard, _ in begun).values()) > 1, "the killed worker's shard was begun again"
    assert outcome.manifest.engine.startswith("Dask distributed")
    assert tables(tmp_path / "out") == tables(tmp_path / "alone")


@pytest.mark.slow
def test_poison_on_a_cluster_is_set_aside(cluster, tmp_path, monkeypatch) -> None:
    """A report that kills its worker and one that hangs in a library cost the cluster nothing but themselves."""
    address, _ = cluster
    monkeypatch.setattr("tollbook.batch.run.read_shard", poison.read_poisoned)
    rows = reports_with(["fine", "CRASH", "fine", "STUCK", "fine", "fine"])
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
