"""Rows into files of each form as they come: text line by line, Parquet in groups, workbooks by sheet, SQLite by table."""

import datetime as dt
import importlib
import importlib.util
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import msgspec

from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.packing import repack
from tollbook.publish.shapes.shape import Row, Shape, Table
from tollbook.publish.shapes.write import CsvText, GeojsonText, JsonlText, Text, cells_by, safe_cell
from tollbook.store.tablefile import PlainTable, TableFile

MADE = "2000-01-01T00:00:00Z"
"""The moment a workbook says it was made: the same record gives the same bytes. The day it shows stands in README.txt."""
GROUP = 10_000
"""Rows of a Parquet row group, and of a step into an SQLite file: some megabytes in memory."""
SHEET_ROWS = 1_048_575
"""Rows a sheet holds below its header."""
NEEDED = {"parquet": "pyarrow", "xlsx": "openpyxl"}
FITTING: dict[str, type] = {"": str, "int": int, "float": float, "date": dt.date}
ONE_FILE = {"xlsx": "xlsx", "sqlite": "sqlite"}
SEARCHABLE = frozenset({"csv", "jsonl", "geojson"})
"""Forms whose bytes show their words: the others are searched row by row, before they are packed."""


class Packer(Protocol):
    """Turns rows of one table into what its file is given of them; pure, in whatever process."""

    def pack(self, rows: Sequence[Row]) -> Any:
        """Return the rows, packed; it can be handed to another process."""


class Sink(Protocol):
    """Takes the packed rows of one table, one batch after the other."""

    def put(self, packed: Any) -> None:
        """Take a batch."""


class Opened(msgspec.Struct, frozen=True):
    """A file being written: its path, and for each table in it what takes its rows."""

    path: Path
    sinks: tuple[tuple[Table, Sink], ...]


def needed(shape: Shape) -> None:
    """Raise RunAborted, naming the extra, where what writes this form is not installed."""
    package = NEEDED.get(shape.form)
    if package and importlib.util.find_spec(package) is None:
        hint = "Install it: pip install 'tollbook[exports]'. CSV needs nothing."
        raise RunAborted(Issue("package-missing", "error", shape.name, f"this shape needs {package}", hint))


def packer_of(shape: Shape, table: Table) -> Packer:
    """Return what packs the rows of a table for the form of this shape."""
    packers: dict[str, Callable[[Table], Packer]] = {"parquet": _Columns, "xlsx": _Cells, "sqlite": _Values}
    return _Lines(_text_of(shape, table)) if shape.form in SEARCHABLE else packers[shape.form](table)


def open_form(shape: Shape, folder: Path, stack: ExitStack) -> list[Opened]:
    """Return a shape's files, open in ``folder``; they are whole when ``stack`` is closed without an error."""
    if shape.form in ONE_FILE:
        path = folder / f"tollbook.{ONE_FILE[shape.form]}"
        return [Opened(path, _PACKED[shape.form](path, shape.tables, stack))]
    paths = [(table, folder / f"{table.name}.{shape.form}") for table in shape.tables]
    return [Opened(path, ((table, _sink(shape, table, path, stack)),)) for table, path in paths]


def _sink(shape: Shape, table: Table, path: Path, stack: ExitStack) -> Sink:
    if shape.form == "parquet":
        return _Parquet(path, table, stack)
    return _Text(path, _text_of(shape, table), stack)


def _text_of(shape: Shape, table: Table) -> Text:
    if shape.form == "csv":
        return CsvText(table.columns, table.second_row)
    return GeojsonText() if shape.form == "geojson" else JsonlText()


class _Lines:
    """Packs rows as they are printed."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def pack(self, rows: Sequence[Row]) -> bytes:
        """Return the lines of the rows."""
        return self._text.between.join([self._text.line(row) for row in rows])


class _Text:
    """Writes lines."""

    def __init__(self, path: Path, text: Text, stack: ExitStack) -> None:
        target = stack.enter_context(path.open("wb"))
        self._write, self._between, self._is_empty = target.write, text.between, True
        self._write(text.start)
        stack.callback(self._write, text.end)

    def put(self, packed: bytes) -> None:
        """Take some lines."""
        if packed and self._between and not self._is_empty:
            self._write(self._between)
        self._is_empty &= not packed
        self._write(packed)


class _Columns:
    """Packs rows as columns of their types."""

    def __init__(self, table: Table) -> None:
        self._arrow = importlib.import_module("pyarrow")
        self._schema = _schema(table)
        self._kinds = [table.types.get(c, "") for c in table.columns]
        self._cells = cells_by(table.columns)

    def pack(self, rows: Sequence[Row]) -> Any:
        """Return the rows as a table of Arrow's."""
        columns = zip(*[self._cells(row.values) for row in rows], strict=True) if rows else [()] * len(self._kinds)
        typed = [_column(values, kind) for values, kind in zip(columns, self._kinds, strict=True)]
        return self._arrow.table(typed, schema=self._schema)


def _schema(table: Table) -> Any:
    arrow = importlib.import_module("pyarrow")
    kinds = {"int": arrow.int64(), "float": arrow.float64(), "date": arrow.date32()}
    return arrow.schema([(c, kinds.get(table.types.get(c, ""), arrow.string())) for c in table.columns])


class _Parquet:
    """Writes rows as groups of columns."""

    def __init__(self, path: Path, table: Table, stack: ExitStack) -> None:
        self._arrow = importlib.import_module("pyarrow")
        writer = importlib.import_module("pyarrow.parquet").ParquetWriter
        self._writer = stack.enter_context(writer(path, _schema(table), compression="zstd"))
        self._held, self._is_empty = _schema(table).empty_table(), True
        stack.callback(self._finish)

    def put(self, packed: Any) -> None:
        """Take some rows."""
        self._held = self._arrow.concat_tables([self._held, packed])
        while self._held.num_rows >= GROUP:
            self._flush()

    def _flush(self) -> None:
        """Write a group: the same bytes in whatever batches its rows came."""
        self._writer.write_table(self._held.slice(0, GROUP).combine_chunks())
        self._held, self._is_empty = self._held.slice(GROUP), False

    def _finish(self) -> None:
        if self._held.num_rows or self._is_empty:
            self._flush()


def _column(values: Sequence[Any], kind: str) -> Sequence[Any]:
    """Return a column's values as ``kind``: most are what they should be, and a call for each would take as long as all else."""
    fits = FITTING[kind]
    if set(map(type, values)) <= {fits, type(None)} and (kind or "" not in values):
        return values
    return [v if v is None or (type(v) is fits and v != "") else _typed(v, kind) for v in values]


def _typed(value: Any, kind: str) -> Any:
    if value is None or value == "":
        return None
    if not kind:
        return value if type(value) is str else str(value)
    if kind == "date":
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    if kind == "int":
        return int(value)
    return float(value) if kind == "float" else str(value)


class _Cells:
    """Packs rows as the cells of a sheet."""

    def __init__(self, table: Table) -> None:
        self._columns = [(c, table.types.get(c, "")) for c in table.columns]

    def pack(self, rows: Sequence[Row]) -> list[list[Any]]:
        """Return the cells of each row."""
        return [[_sheet_cell(row.values.get(c), kind) for c, kind in self._columns] for row in rows]


class _Sheet:
    """Writes rows into one sheet of a workbook."""

    def __init__(self, sheet: Any, table: Table, name: str) -> None:
        self._sheet, self._table, self._name, self._rows = sheet, table, name, 0
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))

    def put(self, packed: list[list[Any]]) -> None:
        """Take some rows; raise RunAborted where the sheet is full."""
        self._rows += len(packed)
        if self._rows > SHEET_ROWS:
            message = f"more than {SHEET_ROWS:,} rows of {self._table.name} do not fit on a sheet"
            raise RunAborted(Issue("sheet-full", "error", self._name, message, "Export csv, parquet or sqlite."))
        for cells in packed:
            self._sheet.append(cells)


def _workbook(path: Path, tables: Sequence[Table], stack: ExitStack) -> tuple[tuple[Table, Sink], ...]:
    book = importlib.import_module("openpyxl").Workbook(write_only=True)

    def save() -> None:
        with tempfile.TemporaryFile(dir=path.parent) as packed, path.open("wb") as steady:
            book.save(packed)
            repack(packed, steady, MADE)

    stack.callback(save)
    return tuple((table, _Sheet(book.create_sheet(table.name), table, path.name)) for table in tables)


def _sheet_cell(value: Any, kind: str) -> Any:
    typed = _typed(value, kind)
    return safe_cell(_printable(typed)) if isinstance(typed, str) else typed


def _printable(text: str) -> str:
    """Return text without the characters a workbook cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= ord(" "))


class _Values:
    """Packs rows as the values of a table."""

    def __init__(self, table: Table) -> None:
        self._cells = cells_by(table.columns)

    def pack(self, rows: Sequence[Row]) -> list[list[Any]]:
        """Return the values of each row, days as text."""
        return [[_stored(value) for value in self._cells(row.values)] for row in rows]


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


class _Table:
    """Writes rows into one table of an SQLite file."""

    def __init__(self, file: TableFile, name: str) -> None:
        self._file, self._name = file, name
        self._held: list[list[Any]] = []

    def put(self, packed: list[list[Any]]) -> None:
        """Take some rows; they are written in steps of a size, so that the file's pages lie the same way each time."""
        self._held += packed
        while len(self._held) >= GROUP:
            self._file.fill(self._name, self._held[:GROUP])
            del self._held[:GROUP]

    def flush(self) -> None:
        """Write what is held."""
        self._file.fill(self._name, self._held)
        self._held = []


def _sqlite(path: Path, tables: Sequence[Table], stack: ExitStack) -> tuple[tuple[Table, Sink], ...]:
    plain = [PlainTable(name=t.name, columns=t.columns, types=t.types, key=t.key, points=t.points) for t in tables]
    file = TableFile(path, plain)
    stack.callback(file.close)
    sinks = [(table, _Table(file, table.name)) for table in tables]
    for _, sink in sinks:
        stack.callback(sink.flush)
    return tuple(sinks)


_PACKED: dict[str, Callable[[Path, Sequence[Table], ExitStack], tuple[tuple[Table, Sink], ...]]] = {
    "xlsx": _workbook,
    "sqlite": _sqlite,
}
