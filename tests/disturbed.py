"""Batches that are disturbed on purpose: a worker killed at a known moment, reports that end or hold up their process."""

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).resolve().parent
STARTS = "TOLLBOOK_TEST_STARTS"
"""The environment's name of the file in which ``poison``'s readers note each shard they begin, and their process."""
SECONDS_WAITED = 60.0


def environment(notes: Path) -> dict[str, str]:
    """Return the environment of a worker that is started as a program of its own."""
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    return {**os.environ, STARTS: str(notes), "PYTHONPATH": path}


def shards_begun(notes: Path) -> list[tuple[str, int]]:
    """Return the shards in the order they were begun, each with the process that did."""
    lines = (line.split() for line in notes.read_text().splitlines())
    return [(shard, int(process)) for shard, process in lines]


@contextmanager
def worker_killed_at(notes: Path, after: int) -> Iterator[None]:
    """Kill the worker that begins shard number ``after``, in the middle of it, while the block runs."""

    def work() -> None:
        until = time.monotonic() + SECONDS_WAITED
        while time.monotonic() < until:
            begun = shards_begun(notes)
            if len(begun) >= after:
                time.sleep(0.1)
                os.kill(begun[after - 1][1], signal.SIGKILL)
                return
            time.sleep(0.05)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def reports_with(words: Sequence[str]) -> list[dict[str, str]]:
    """Return a report with a claim for each word, which ``poison``'s readers look for in it."""
    return [
        {
            "id": f"{word}{n}",
            "text": f"Shelling killed {n + 3} civilians in Homs. {word} {n}",
            "published": "2017-03-02",
        }
        for n, word in enumerate(words)
    ]
