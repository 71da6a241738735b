"""Write the tables of several shapes at once: each part of a book is made ready once, for every table that is made from it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import msgspec

from tollbook.flow.progress import Progress
from tollbook.flow.publishing.export_forms import SEARCHABLE, Opened, Packer, open_form, packer_of
from tollbook.flow.publishing.leaking import refuse_leaks, refuse_leaks_in
from tollbook.model.collector import collector_paused
from tollbook.model.place import Gazetteer
from tollbook.places.library import open_gazetteer
from tollbook.publish.redact import Edition
from tollbook.publish.shapes.shape import Given, Row, Shape, Skipped, Table, Unit
from tollbook.publish.shapes.write import LOSS_COLUMNS, CsvText, Provenance, loss_cells

UNITS: tuple[Unit, ...] = ("incident", "report", "total", "book")
ROWS = 2000
"""Rows that are made, packed and written at a time: of a whole book in memory not all stand there once more."""


class Source(Protocol):
    """A book made ready for export: what is made of the editions of its parts, or of one of the whole."""

    @property
    def empty(self) -> Edition:
        """An edition that shows nothing, for its policy, day and secrets."""

    def batches(self, unit: Unit, maker: "Maker", folder: Path) -> Iterator["Batch"]:
        """Yield what ``maker`` makes of the editions from which tables of this unit are made, in the order of their rows.

        ``folder`` takes what waits to be written.
        """

    def refuse_leaks(self, paths: Sequence[Path]) -> None:
        """Raise RunAborted where a withheld word stands in any of the files."""


class OneEdition:
    """A whole edition, of a selection for instance."""

    def __init__(self, shown: Edition) -> None:
        self.empty = self._shown = shown

    def batches(self, unit: Unit, maker: "Maker", _: Path) -> Iterator["Batch"]:
        """Yield what is made of the edition."""
        yield from maker.batches(self._shown, unit)

    def refuse_leaks(self, paths: Sequence[Path]) -> None:
        """Raise RunAborted where a withheld word stands in any of the files."""
        refuse_leaks_in(self._shown, paths)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was written: its rows, what they lost, and its sidecars."""

    path: Path
    rows: int
    losses: int
    sidecars: tuple[Path, ...]


class Areas(Mapping[str, str]):
    """The names of areas by their ids, looked up when they are asked for in the gazetteer of the book in ``root``."""

    def __init__(self, root: Path, gazetteer: Gazetteer | None = None) -> None:
        self._root, self._gazetteer = root, gazetteer or open_gazetteer(root)
        self._known: dict[str, str | None] = {}

    def __getitem__(self, identity: str) -> str:
        if identity not in self._known:
            found = self._gazetteer.area(identity) if identity else None
            self._known[identity] = found.name if found else None
        if (name := self._known[identity]) is None:
            raise KeyError(identity)
        return name

    def __reduce__(self) -> tuple[type["Areas"], tuple[Path]]:
        return Areas, (self._root,)  # another process opens the gazetteer itself

    def __iter__(self) -> Iterator[str]:
        return (identity for identity, name in self._known.items() if name is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of one table, ready to be written: packed for each of its forms, with losses and provenance as they are printed.

    ``coarse`` is how much was told more coarsely in the edition they are of, in its first batch.
    """

    table: int
    rows: int
    losses: int
    packed: tuple[Any, ...]
    lost: bytes
    provenance: bytes
    coarse: int = 0


class Making(msgspec.Struct, frozen=True):
    """One table to be made, and what packs its rows for each form that holds it. Forms that hold the same table share its rows."""

    table: Table
    packers: list[Packer]
    is_packed: list[bool]


class Maker:
    """Makes rows of editions, for every table of some shapes at once. Pure: it opens no file."""

    def __init__(self, shapes: Sequence[Shape], given: Given) -> None:
        self.shapes, self.given = shapes, given
        made: dict[int, Making] = {}
        for shape in shapes:
            for table in shape.tables:
                making = made.setdefault(id(table), Making(table, [], []))
                making.packers.append(packer_of(shape, table))
                making.is_packed.append(shape.form not in SEARCHABLE)
        self.tables = list(made.values())
        self._lost = CsvText(LOSS_COLUMNS)

    def has(self, unit: Unit) -> bool:
        """Return True where some table is made from this unit."""
        return any(making.table.unit == unit for making in self.tables)

    def batches(self, shown: Edition, unit: Unit, coarse: int = 0) -> Iterator[Batch]:
        """Yield the rows of an edition, table after table. Raises RunAborted where one holds a withheld word."""
        provenance = Provenance(shown)
        mine = [number for number, making in enumerate(self.tables) if making.table.unit == unit]
        for number in mine:
            rows = self.tables[number].table.rows(shown, self.given)
            while some := list(islice(rows, ROWS)):
                yield self._batch(number, some, shown, provenance, coarse)
                coarse = 0
        if coarse:
            yield self._batch(mine[0], [], shown, provenance, coarse)

    def _batch(
        self, number: int, found: Sequence[Row | Skipped], shown: Edition, provenance: Provenance, coarse: int
    ) -> Batch:
        making = self.tables[number]
        rows = [row for row in found if not isinstance(row, Skipped)]
        if any(making.is_packed) and shown.secrets:  # what is packed cannot be searched any more
            refuse_leaks(shown, [(making.table.name, b"\n".join([msgspec.json.encode(row.values) for row in rows]))])
        lost = [x for row in found for x in ([row] if isinstance(row, Skipped) else row.losses)]
        return Batch(
            table=number,
            rows=len(rows),
            losses=len(lost),
            packed=tuple(packer.pack(rows) for packer in making.packers),
            lost=b"".join([self._lost.cells(loss_cells(loss)) for loss in lost]),
            provenance=b"".join([provenance.line(row) for row in rows]),
            coarse=coarse,
        )


def write_tables(
    shapes: Sequence[Shape], source: Source, given: Given, folder: Path, progress: Progress
) -> tuple[list[Written], int]:
    """Write the tables of ``shapes`` with their sidecars into ``folder``; return the files and how much was told coarsely."""
    coarse = done = 0
    maker = Maker(shapes, given)
    with ExitStack() as stack:
        stack.enter_context(collector_paused())
        files = [opened for shape in shapes for opened in open_form(shape, folder, stack)]
        jobs = [_Job(making.table, folder, files, stack) for making in maker.tables]
        for unit in UNITS:
            for batch in source.batches(unit, maker, folder) if maker.has(unit) else ():
                coarse += batch.coarse
                done += batch.rows
                jobs[batch.table].put(batch)
                progress("writing", done, None)
    by_table = {id(job.table): job for job in jobs}
    return [_written(opened, [by_table[id(table)] for table, _ in opened.sinks]) for opened in files], coarse


def _written(opened: Opened, jobs: Sequence["_Job"]) -> Written:
    return Written(
        path=opened.path,
        rows=sum(job.rows for job in jobs),
        losses=sum(job.losses for job in jobs),
        sidecars=tuple(path for job in jobs for path in job.sidecars),
    )


class _Job:
    """Writes the rows of one table into every form that holds it, losses and provenance beside."""

    def __init__(self, table: Table, folder: Path, files: Sequence[Opened], stack: ExitStack) -> None:
        self.table = table
        self.sidecars = (folder / f"{table.stem}.losses.csv", folder / f"{table.stem}.provenance.jsonl")
        self._sinks = [sink for opened in files for held, sink in opened.sinks if held is table]
        self._losses, self._provenance = (stack.enter_context(path.open("wb")) for path in self.sidecars)
        self._losses.write(CsvText(LOSS_COLUMNS).start)
        self.rows = self.losses = 0

    def put(self, batch: Batch) -> None:
        """Write some rows."""
        for sink, packed in zip(self._sinks, batch.packed, strict=True):
            sink.put(packed)
        self._losses.write(batch.lost)
        self._provenance.write(batch.provenance)
        self.rows += batch.rows
        self.losses += batch.losses
