"""Worker processes that are given one piece of work after the other; what they return is handed on in order. Knows no work."""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Self, TypeVar

from tollbook.model.issue import Issue, RunAborted

PARENT_LOOKED_AT_SECONDS = 1.0
PATIENCE_SECONDS = 5.0
WAITING = 2
"""Pieces of work a process has at hand: the one it is at, and the next."""
AHEAD = 6
"""Results a process may be ahead of the one that is handed on next."""
In = TypeVar("In")
Out = TypeVar("Out")


class Processes:
    """Some processes, each an executor of its own, so that every one of them can be told something. Use as a context.

    A process that is killed stops the work: RunAborted is raised with ``hint``, and whatever a piece of work raises.
    """

    def __init__(self, count: int, subject: str, hint: str) -> None:
        spawned = multiprocessing.get_context("spawn")
        self._slots = [
            ProcessPoolExecutor(1, mp_context=spawned, initializer=stay_with, initargs=(os.getpid(),))
            for _ in range(count)
        ]
        message = "a worker process was killed before it had done its part"
        self._killed = RunAborted(Issue("worker-died", "error", subject, message, hint))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes at once; none of them is in the middle of anything that would be missed."""
        for slot in self._slots:
            end(slot)

    def tell(self, function: Callable[..., Out], *arguments: Any) -> Callable[[], list[Out]]:
        """Have each process call a function before anything it is given later; return what waits for their answers."""
        said = self._watched(lambda: [slot.submit(function, *arguments) for slot in self._slots])
        return lambda: self._watched(lambda: [future.result() for future in said])

    def in_order(self, function: Callable[[In], Out], values: Iterable[In]) -> Iterator[Out]:
        """Yield what ``function`` returns for each value, in their order; each goes to whichever process is free for it."""
        source, done, first, last = iter(values), dict[int, Out](), 0, 0
        busy: dict[Future[Out], tuple[int, int]] = {}
        load = [0] * len(self._slots)
        while True:
            for value in islice(source, max(0, self._room(load, last - first))):
                place = load.index(min(load))
                busy[self._watched(lambda v=value, p=place: self._slots[p].submit(function, v))] = (last, place)  # type: ignore[misc]
                load[place] += 1
                last += 1
            if first == last:
                return
            if first not in done:
                for future in wait(busy, return_when=FIRST_COMPLETED).done:
                    number, place = busy.pop(future)
                    load[place] -= 1
                    done[number] = self._watched(future.result)
            while first in done:
                yield done.pop(first)
                first += 1
                if self._room(load, last - first):
                    break

    def _room(self, load: list[int], unfinished: int) -> int:
        return min(WAITING * len(load) - sum(load), AHEAD * len(load) - unfinished)

    def _watched(self, ask: Callable[[], Out]) -> Out:
        try:
            return ask()
        except BrokenProcessPool as error:
            raise self._killed from error


def end(slot: ProcessPoolExecutor) -> None:
    """End the processes of an executor at once."""
    processes = list((getattr(slot, "_processes", None) or {}).values())
    slot.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with contextlib.suppress(ProcessLookupError, ValueError, AssertionError):
            process.terminate()
            process.join(PATIENCE_SECONDS)


def stay_with(parent: int, leave: Callable[..., None] | None = None) -> None:
    """Prepare a worker process: it leaves interrupts to its parent and ends with it, by ``leave`` where something is to be left tidy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, leave or _leave)
    threading.Thread(target=_watch, args=(parent, leave or _leave), daemon=True).start()


def _leave(*_: object) -> None:
    os._exit(128 + signal.SIGTERM)


def _watch(parent: int, leave: Callable[..., None]) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_LOOKED_AT_SECONDS)
    leave()
