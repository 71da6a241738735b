"""Who does the work: one process, a pool of processes, or a cluster (``dask_engine``). Knows no step."""

import multiprocessing
import os
import resource
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol, Self

import msgspec

from tollbook.batch.guard import leave_all
from tollbook.flow.processes import end, stay_with
from tollbook.model.issue import Issue, RunAborted

MOST_DEATHS = 50
"""A shard of many poisonous documents loses a process twice for each; beyond this something else is wrong."""


class Task(msgspec.Struct, frozen=True):
    """One piece of work: a function of a module, which any process can import, and its argument, which can be pickled.

    A task writes its result to a file, whole or not at all, and returns a few numbers. Done twice it does the same.
    """

    name: str
    function: Callable[[Any], Any]
    argument: Any


class Engine(Protocol):
    """Does tasks in any order and gives back (task, what it returned) as they are done.

    A worker that is killed costs the task it was at, which is done again. Raises RunAborted when it keeps dying, and
    whatever a task raises.
    """

    def each(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task with its result, as they are done."""
        ...

    @property
    def words(self) -> str:
        """What the engine is, for the manifest."""
        ...


class InProcess:
    """Does everything here, one task after the other: nothing is protected from a crash."""

    words = "this process"

    def each(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task with its result, in order."""
        for task in tasks:
            yield task, task.function(task.argument)


class Pool:
    """Processes on this computer, each an executor of its own, so that one killed takes only its own task with it."""

    def __init__(self, workers: int, memory_mb: int | None = None) -> None:
        self._workers = workers
        self._memory_mb = memory_mb
        self._slots: list[ProcessPoolExecutor | None] = [None] * workers
        self._deaths: Counter[str] = Counter()

    @property
    def words(self) -> str:
        """What the engine is, for the manifest."""
        return f"{self._workers} processes on one computer"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes at once; none of them is in the middle of anything that would be missed."""
        for slot in self._slots:
            if slot is not None:
                end(slot)

    def each(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task with its result, as they are done."""
        waiting = deque(tasks)
        busy: dict[Future[Any], tuple[int, Task]] = {}
        free = list(range(self._workers))
        while waiting or busy:
            while waiting and free:
                place, task = free.pop(0), waiting.popleft()
                busy[self._slot(place).submit(task.function, task.argument)] = (place, task)
            done, _ = wait(busy, return_when=FIRST_COMPLETED)
            for future in done:
                place, task = busy.pop(future)
                free.append(place)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    self._bury(place, task)
                    waiting.appendleft(task)
                    continue
                yield task, result

    def _slot(self, place: int) -> ProcessPoolExecutor:
        slot = self._slots[place]
        if slot is None:
            slot = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=begin_worker,
                initargs=(os.getpid(), self._memory_mb),
            )
            self._slots[place] = slot
        return slot

    def _bury(self, place: int, task: Task) -> None:
        slot, self._slots[place] = self._slots[place], None
        if slot is not None:
            slot.shutdown(wait=False, cancel_futures=True)
        self._deaths[task.name] += 1
        stop_if_it_keeps_dying(task, self._deaths[task.name])


def stop_if_it_keeps_dying(task: Task, deaths: int) -> None:
    """Raise RunAborted when workers died at one task more often than its documents can account for."""
    if deaths > MOST_DEATHS:
        message = f"{deaths} worker processes died at it"
        hint = "Look at the computer's memory and log; run the same command again, with fewer workers or smaller shards. What is done is kept."
        raise RunAborted(Issue("worker-died", "error", task.name, message, hint))


def begin_worker(parent: int, memory_mb: int | None) -> None:
    """Prepare a worker process: it leaves interrupts to its parent, ends with it, and may take so much memory only."""
    stay_with(parent, _leave)
    if memory_mb is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _leave(*_: object) -> None:
    leave_all()
    os._exit(128 + signal.SIGTERM)
