"""Parts of a book made ready in worker processes: each reads the book as it was at one moment, and makes rows of its parts.

What a process made lies in a file beside the export until it is written; only redacted rows are ever in it.
"""

import gc
import pickle
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import msgspec

from tollbook.flow.books.book import open_book, reading
from tollbook.flow.processes import Processes
from tollbook.flow.publishing.export_tables import Batch, Maker
from tollbook.flow.publishing.leaking import Stretch, refuse_leaks_at, stretches
from tollbook.flow.publishing.streaming import Part, Parts, Reader
from tollbook.model.snapshot import Snapshot
from tollbook.publish.plan import Plan
from tollbook.publish.redact import Edition, edition_by
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.shape import Given, Unit

HINT = "Nothing was written. See that the computer has memory left and run the same command again, with --jobs 1 if it happens again."
TIDIED = 25
"""Parts after which a process looks for cycles, which the making of rows leaves few of."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a process is told of a part: it makes the tables of ``unit`` and puts what it made into ``file``."""

    part: Part
    unit: Unit
    file: Path


class Workers:
    """Processes that read the book in ``root`` at the same ``moment``. Use as a context."""

    def __init__(self, root: Path, count: int, moment: str) -> None:
        self._processes = Processes(count, "export", HINT)
        self._opened = self._processes.tell(_open, root, moment)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._processes.__exit__()

    def wait(self) -> None:
        """Return when every process has opened the book."""
        self._opened()

    def learn(self, plan: Plan, apart: frozenset[str], apart_claims: frozenset[str]) -> None:
        """Tell the processes what is taken out; who and why, for the team's eyes, they need not know."""
        self._processes.tell(_learn, msgspec.structs.replace(plan, withheld=()), apart, apart_claims)()

    def batches(self, parts: Parts, unit: Unit, maker: Maker, folder: Path) -> Iterator[Batch]:
        """Yield what ``maker`` makes of a book's parts, in the order of their rows; ``folder`` takes what waits to be written."""
        self._processes.tell(_prepare, [shape.name for shape in maker.shapes], maker.given)
        for stage in parts.stages(unit):
            asked = (
                Asked(part=part, unit=unit, file=folder / f"part-{number:07}") for number, part in enumerate(stage)
            )
            for path, numbers in self._processes.in_order(_make, asked):
                yield from _taken(path)
                parts.hold(numbers)

    def refuse_leaks(self, paths: Sequence[Path]) -> None:
        """Raise RunAborted where a withheld word stands in any of the files."""
        for _ in self._processes.in_order(_look, stretches(paths)):
            pass


def _taken(path: Path) -> Iterator[Batch]:
    """Yield what a process put into a file, which is gone then."""
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # noqa: S301  # written a moment ago by a process of ours, into a folder of ours
    path.unlink()


class _Desk:
    """What a process has before it; it has one."""

    def __init__(self) -> None:
        self.stack, self.done = ExitStack(), 0
        self.connection: Any = None
        self.reader: Reader | None = None
        self.maker: Maker | None = None
        self.empty: Edition | None = None


_desk = _Desk()


def _open(root: Path, moment: str) -> None:
    _desk.connection = _desk.stack.enter_context(reading(open_book(root), moment))


def _learn(plan: Plan, apart: frozenset[str], apart_claims: frozenset[str]) -> None:
    _desk.reader = Reader(_desk.connection, plan, apart, apart_claims)
    _desk.empty = edition_by(plan, Snapshot())
    gc.disable()
    gc.freeze()  # what is loaded by now stays


def _prepare(names: Sequence[str], given: Given) -> None:
    _desk.maker = Maker([SHAPES[name] for name in names], given)


def _make(asked: Asked) -> tuple[Path, Any]:
    """Make a part's rows; return where they lie, and the numbers of the rows of the claims its incidents hold."""
    assert _desk.reader is not None  # told before
    assert _desk.maker is not None  # told before
    shown, numbers = _desk.reader.edition(asked.part)
    coarse = len(shown.withheld) if asked.unit == "incident" else 0
    with asked.file.open("wb") as file:
        for batch in _desk.maker.batches(shown, asked.unit, coarse):
            pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
    _desk.done += 1
    if _desk.done % TIDIED == 0:
        gc.collect()
    return asked.file, numbers


def _look(stretch: Stretch) -> None:
    assert _desk.empty is not None  # told before
    refuse_leaks_at(_desk.empty, stretch)
