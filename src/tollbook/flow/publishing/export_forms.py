"""Rows into files of each form as they come: text line by line, Parquet in groups, workbooks by sheet, SQLite by table."""

import datetime as dt
import importlib
import importlib.util
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import msgspec

from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.packing import repack
from tollbook.publish.shapes.shape import Row, Shape, Table
from tollbook.publish.shapes.write import CsvText, GeojsonText, JsonlText, Text, safe_cell
from tollbook.store.tablefile import PlainTable, TableFile

MADE = "2000-01-01T00:00:00Z"
"""The moment a workbook says it was made: the same record gives the same bytes. The day it shows stands in README.txt."""
GROUP = 10_000
"""Rows of a Parquet row group: some megabytes in memory."""
SHEET_ROWS = 1_048_575
"""Rows a sheet holds below its header."""
NEEDED = {"parquet": "pyarrow", "xlsx": "openpyxl"}
FITTING: dict[str, type] = {"": str, "int": int, "float": float, "date": dt.date}
ONE_FILE = {"xlsx": "xlsx", "sqlite": "sqlite"}
SEARCHABLE = frozenset({"csv", "jsonl", "geojson"})
"""Forms whose bytes show their words: the others are searched row by row, before they are packed."""


class Sink(Protocol):
    """Takes the rows of one table, one after the other."""

    def add(self, row: Row) -> None:
        """Take a row."""


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
    text: Text = CsvText(table.columns, table.second_row) if shape.form == "csv" else JsonlText()
    return _Text(path, GeojsonText() if shape.form == "geojson" else text, stack)


class _Text:
    """Writes rows as they are printed."""

    def __init__(self, path: Path, text: Text, stack: ExitStack) -> None:
        target = stack.enter_context(path.open("wb", buffering=1 << 20))
        self._write, self._text = target.write, text
        self._write(text.start)
        stack.callback(self._write, text.end)

    def add(self, row: Row) -> None:
        """Take a row."""
        self._write(self._text.line(row))


class _Parquet:
    """Writes rows as groups of columns."""

    def __init__(self, path: Path, table: Table, stack: ExitStack) -> None:
        self._arrow = importlib.import_module("pyarrow")
        kinds = {"int": self._arrow.int64(), "float": self._arrow.float64(), "date": self._arrow.date32()}
        columns = [(c, table.types.get(c, "")) for c in table.columns]
        self._schema = self._arrow.schema([(c, kinds.get(kind, self._arrow.string())) for c, kind in columns])
        writer = importlib.import_module("pyarrow.parquet").ParquetWriter
        self._writer = stack.enter_context(writer(path, self._schema, compression="zstd"))
        self._columns, self._held, self._is_empty = columns, list[Mapping[str, Any]](), True
        stack.callback(self._finish)

    def add(self, row: Row) -> None:
        """Take a row."""
        self._held.append(row.values)
        if len(self._held) == GROUP:
            self._flush()

    def _flush(self) -> None:
        held = self._held
        columns = {name: _column([row.get(name) for row in held], kind) for name, kind in self._columns}
        self._writer.write_table(self._arrow.table(columns, schema=self._schema))
        self._held, self._is_empty = [], False

    def _finish(self) -> None:
        if self._held or self._is_empty:
            self._flush()


def _column(values: list[Any], kind: str) -> list[Any]:
    """Return a column's values as ``kind``: most are what they should be, and a call for each would take as long as all else."""
    fits = FITTING[kind]
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


class _Sheet:
    """Writes rows into one sheet of a workbook."""

    def __init__(self, sheet: Any, table: Table, name: str) -> None:
        self._sheet, self._table, self._name, self._rows = sheet, table, name, 0
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))

    def add(self, row: Row) -> None:
        """Take a row; raise RunAborted where the sheet is full."""
        self._rows += 1
        if self._rows > SHEET_ROWS:
            message = f"more than {SHEET_ROWS:,} rows of {self._table.name} do not fit on a sheet"
            raise RunAborted(Issue("sheet-full", "error", self._name, message, "Export csv, parquet or sqlite."))
        types = self._table.types
        self._sheet.append([_sheet_cell(row.values.get(c), types.get(c, "")) for c in self._table.columns])


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


class _Table:
    """Writes rows into one table of an SQLite file."""

    def __init__(self, file: TableFile, name: str) -> None:
        self._file, self._name = file, name
        self._held: list[Mapping[str, Any]] = []

    def add(self, row: Row) -> None:
        """Take a row."""
        self._held.append(_values(row.values))
        if len(self._held) == GROUP:
            self.flush()

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


def _values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
