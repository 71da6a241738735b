"""Do what is missing of a stage: results that are there are left, those nobody asks for any more go. Knows no step."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tollbook.batch.engine import Engine, Task
from tollbook.batch.telling import Meter, Tell
from tollbook.batch.work import Folder, names


class Doer:
    """The folder, the engine and whom to tell, for all stages of a run."""

    def __init__(self, folder: Folder, engine: Engine, tell: Tell) -> None:
        self.folder = folder
        self.engine = engine
        self.tell = tell
        self.done: dict[str, int] = {}

    def do(
        self,
        stage: str,
        function: Callable[[Any], Any],
        arguments: Mapping[str, Any],
        *,
        count: Callable[[Any], int] = int,
        noun: str = "results",
        keep: Sequence[str] = (),
    ) -> None:
        """Do ``function`` for each argument whose result is not there; ``arguments`` come by the path of their result."""
        self.folder.sweep(stage, names((*arguments, *keep)))
        missing = {target: a for target, a in arguments.items() if not Path(target).exists()}
        self.done[stage] = len(missing)
        meter = Meter(self.tell, stage, len(arguments), len(arguments) - len(missing), noun)
        tasks = [Task(f"{stage} {Path(target).name}", function, a) for target, a in missing.items()]
        for _, result in self.engine.each(tasks):
            meter.add(count(result))
