"""A reader for tests that some reports crash, hold up or fill: a worker process finds it by its name."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

from tollbook.batch import reading
from tollbook.batch.reading import ReadTask, Summary, read_shard
from tollbook.flow.reading.extracting import extract_one

HOLD = re.compile(r"(a|aa)+$")


def poisoned(document: Any, *others: Any, **named: Any) -> Any:
    """Extract as always, unless the words ask for something else."""
    if "CRASH" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "LOOP" in document.text:
        while True:
            pass
    if "STUCK" in document.text:  # inside C, where no exception and no signal handler of Python reaches
        HOLD.match("a" * 200 + "b")
    if "MEMORY" in document.text:
        _ = bytearray(1 << 40)
    return extract_one(document, *others, **named)


def read_poisoned(task: ReadTask) -> Summary:
    """Read a shard with an extractor that some reports poison; each start of a shard is noted in a file."""
    reading.extract_one = poisoned
    with Path(os.environ["TOLLBOOK_TEST_STARTS"]).open("a") as notes:
        notes.write(f"{Path(task.target).name} {os.getpid()}\n")
    return read_shard(task)


def read_slowly(task: ReadTask) -> Summary:
    """Read a shard after a while, noting the process that does: time for a test to kill it."""
    with Path(os.environ["TOLLBOOK_TEST_STARTS"]).open("a") as notes:
        notes.write(f"{Path(task.target).name} {os.getpid()}\n")
    time.sleep(float(os.environ.get("TOLLBOOK_TEST_PAUSE", "0.5")))
    return read_shard(task)


def dies_always(_: object) -> None:
    """End the process."""
    os.kill(os.getpid(), signal.SIGKILL)
