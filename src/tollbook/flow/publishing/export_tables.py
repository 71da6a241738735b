"""Write the tables of several shapes at once: each part of a book is made ready once, for every table that is made from it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from tollbook.flow.progress import Progress
from tollbook.flow.publishing.export_forms import SEARCHABLE, Opened, Sink, open_form
from tollbook.flow.publishing.leaking import refuse_leaks
from tollbook.model.collector import collector_paused
from tollbook.model.place import Gazetteer
from tollbook.publish.redact import Edition
from tollbook.publish.shapes.shape import Given, Loss, Shape, Skipped, Table, Unit
from tollbook.publish.shapes.write import LOSS_COLUMNS, CsvText, Provenance, loss_cells

UNITS: tuple[Unit, ...] = ("incident", "report", "total", "book")


class Source(Protocol):
    """A book made ready for export: editions of its parts, or one of the whole."""

    @property
    def empty(self) -> Edition:
        """An edition that shows nothing, for its policy, day and secrets."""

    def editions(self, unit: Unit) -> Iterator[Edition]:
        """Yield the editions from which tables of this unit are made, in the order of their rows."""


class OneEdition:
    """A whole edition, of a selection for instance."""

    def __init__(self, shown: Edition) -> None:
        self.empty = self._shown = shown

    def editions(self, _: Unit) -> Iterator[Edition]:
        """Yield the edition."""
        yield self._shown


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was written: its rows, what they lost, and its sidecars."""

    path: Path
    rows: int
    losses: int
    sidecars: tuple[Path, ...]


class Areas(Mapping[str, str]):
    """The names of areas by their ids, looked up when they are asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, str | None] = {}

    def __getitem__(self, identity: str) -> str:
        if identity not in self._known:
            found = self._gazetteer.area(identity) if identity else None
            self._known[identity] = found.name if found else None
        if (name := self._known[identity]) is None:
            raise KeyError(identity)
        return name

    def __iter__(self) -> Iterator[str]:
        return (identity for identity, name in self._known.items() if name is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def write_tables(
    shapes: Sequence[Shape], source: Source, given: Given, folder: Path, progress: Progress
) -> tuple[list[Written], int]:
    """Write the tables of ``shapes`` with their sidecars into ``folder``; return the files and how much was told coarsely."""
    coarse = done = 0
    with ExitStack() as stack:
        stack.enter_context(collector_paused())
        files = [(shape, opened) for shape in shapes for opened in open_form(shape, folder, stack)]
        jobs = _jobs(files, folder, stack)
        for unit in UNITS:
            mine = [job for job in jobs.values() if job.table.unit == unit]
            for shown in source.editions(unit) if mine else ():
                coarse += len(shown.withheld) - len(source.empty.withheld) if unit == "incident" else 0
                provenance = Provenance(shown)
                for job in mine:
                    done += job.take(shown, given, provenance)
                    progress("writing", done, None)
    return [_written(opened, jobs) for _, opened in files], coarse


def _jobs(files: Sequence[tuple[Shape, Opened]], folder: Path, stack: ExitStack) -> dict[int, "_Job"]:
    """Return what is to be done for each table: forms that hold the same table share its rows and sidecars."""
    jobs: dict[int, _Job] = {}
    for shape, opened in files:
        for table, sink in opened.sinks:
            job = jobs.setdefault(id(table), _Job(table, folder))
            job.sinks.append(sink)
            job.is_packed |= shape.form not in SEARCHABLE
    for job in jobs.values():
        job.open(stack)
    return jobs


def _written(opened: Opened, jobs: Mapping[int, "_Job"]) -> Written:
    made = [jobs[id(table)] for table, _ in opened.sinks]
    return Written(
        path=opened.path,
        rows=sum(job.rows for job in made),
        losses=sum(job.losses for job in made),
        sidecars=tuple(path for job in made for path in job.sidecars),
    )


class _Job:
    """Makes the rows of one table and hands them to every form that holds it, losses and provenance beside."""

    _losses: BinaryIO
    _provenance: BinaryIO

    def __init__(self, table: Table, folder: Path) -> None:
        self.table, self.sinks, self.is_packed = table, list[Sink](), False
        self.sidecars = (folder / f"{table.stem}.losses.csv", folder / f"{table.stem}.provenance.jsonl")
        self._text = CsvText(LOSS_COLUMNS)
        self.rows = self.losses = 0

    def open(self, stack: ExitStack) -> None:
        """Open the sidecars."""
        self._losses, self._provenance = (stack.enter_context(path.open("wb")) for path in self.sidecars)
        self._losses.write(self._text.start)

    def take(self, shown: Edition, given: Given, provenance: Provenance) -> int:
        """Make the rows of an edition; return how many there were. Raises RunAborted where one holds a withheld word."""
        before, packed = self.rows, list[bytes]()
        for row in self.table.rows(shown, given):
            if isinstance(row, Skipped):
                self._lose(row)
                continue
            if self.is_packed and shown.secrets:  # what is packed cannot be searched any more
                packed.append(msgspec.json.encode(row.values))
            self._provenance.write(provenance.line(row))
            for loss in row.losses:
                self._lose(loss)
            for sink in self.sinks:
                sink.add(row)
            self.rows += 1
        refuse_leaks(shown, [(self.table.name, b"\n".join(packed))])
        return self.rows - before

    def _lose(self, loss: Loss | Skipped) -> None:
        self._losses.write(self._text.cells(loss_cells(loss)))
        self.losses += 1
