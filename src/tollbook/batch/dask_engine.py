"""The same tasks on a Dask cluster: one that runs already, or one started here. Knows no step."""

import importlib
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Self

from tollbook.batch.engine import Task, stop_if_it_keeps_dying
from tollbook.model.issue import Issue, RunAborted

AHEAD = 2
"""Tasks given out for each thread of the cluster: one to do, one to go on with."""


class Dask:
    """Tasks on a Dask scheduler's workers. They need this program, and the same folders under the same names."""

    def __init__(
        self,
        *,
        scheduler: str | None = None,
        local: int | None = None,
        memory_mb: int | None = None,
        timeout: str = "20s",
    ) -> None:
        self._cluster: Any = None
        distributed = _package()
        try:
            if scheduler is None:
                limit = "auto" if memory_mb is None else f"{memory_mb} MiB"
                self._cluster = distributed.LocalCluster(
                    n_workers=local or 2,
                    threads_per_worker=1,
                    processes=True,
                    memory_limit=limit,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                )
            self._client = distributed.Client(self._cluster or scheduler, timeout=timeout, set_as_default=False)
        except (OSError, ValueError) as error:
            hint = "Start one (dask scheduler; dask worker ADDRESS --nthreads 1), or give --workers N for this computer alone."
            message = f"no Dask scheduler answers ({error})"
            raise RunAborted(Issue("batch-no-cluster", "error", scheduler or "local cluster", message, hint)) from error
        self._killed: type[Exception] = distributed.KilledWorker
        self._lost = (distributed.CancelledError, importlib.import_module("distributed.comm").CommClosedError)
        self._deaths: Counter[str] = Counter()

    @property
    def words(self) -> str:
        """What the engine is, for the manifest."""
        return f"Dask distributed, {len(self._client.ncores())} workers"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def each(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task with its result, as they are done; one whose workers died is given out again."""
        completed = importlib.import_module("distributed").as_completed([], loop=self._client.loop)
        waiting = list(reversed(tasks))
        given: dict[str, Task] = {}
        while waiting or given:
            while waiting and len(given) < max(1, AHEAD * sum(self._client.ncores().values())):
                task = waiting.pop()
                future = self._client.submit(task.function, task.argument, pure=False)
                given[future.key] = task
                completed.add(future)
            future = next(completed)
            task = given.pop(future.key)
            try:
                result = future.result()
            except self._killed:
                self._deaths[task.name] += 1
                stop_if_it_keeps_dying(task, self._deaths[task.name])
                waiting.append(task)
                continue
            except self._lost as error:
                hint = "Start it again and run the same command: what is done is kept."
                issue = Issue("batch-no-cluster", "error", task.name, f"the Dask scheduler is gone ({error})", hint)
                raise RunAborted(issue) from error
            finally:
                future.release()
            yield task, result


def _package() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        hint = "Install it: pip install 'tollbook[batch]'. Without it, --workers N uses this computer alone."
        raise RunAborted(Issue("package-missing", "error", "distributed", "a cluster needs Dask", hint)) from error
