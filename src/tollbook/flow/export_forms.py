"""Rows into files of each form: text as it streams, Parquet in groups, workbooks by sheet, SQLite by table."""

import datetime as dt
import importlib
import importlib.util
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.packing import repack
from tollbook.publish.shapes.shape import Row, Shape, Table
from tollbook.publish.shapes.write import csv_bytes, geojson_bytes, jsonl_bytes, safe_cell
from tollbook.store.tablefile import PlainTable, TableFile

MADE = "2000-01-01T00:00:00Z"
"""The moment a workbook says it was made: the same record gives the same bytes. The day it shows stands in README.txt."""
GROUP = 50_000
"""Rows of a Parquet row group: a few megabytes in memory."""
SHEET_ROWS = 1_048_575
"""Rows a sheet holds below its header."""
NEEDED = {"parquet": "pyarrow", "xlsx": "openpyxl"}
ONE_FILE = {"xlsx": "xlsx", "sqlite": "sqlite"}
Passed = Callable[[Table], Iterator[Row]]


def needed(shape: Shape) -> None:
    """Raise RunAborted, naming the extra, where what writes this form is not installed."""
    package = NEEDED.get(shape.form)
    if package and importlib.util.find_spec(package) is None:
        hint = "Install it: pip install 'tollbook[exports]'. CSV needs nothing."
        raise RunAborted(Issue("package-missing", "error", shape.name, f"this shape needs {package}", hint))


def write_form(shape: Shape, folder: Path, passed: Passed) -> Iterator[tuple[Path, tuple[Table, ...]]]:
    """Write a shape's tables; yield each file with the tables in it. ``passed`` gives a table's rows, each looked at once."""
    if shape.form in ONE_FILE:
        path = folder / f"tollbook.{ONE_FILE[shape.form]}"
        (_write_xlsx if shape.form == "xlsx" else _write_sqlite)(path, shape.tables, passed)
        yield path, shape.tables
        return
    for table in shape.tables:
        path = folder / f"{table.name}.{shape.form}"
        if shape.form == "parquet":
            _write_parquet(path, table, passed(table))
        else:
            with path.open("wb") as target:
                target.writelines(_text(shape, table, passed(table)))
        yield path, (table,)


def _text(shape: Shape, table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    if shape.form == "csv":
        return csv_bytes(table.columns, rows, table.second_row)
    return geojson_bytes(rows) if shape.form == "geojson" else jsonl_bytes(rows)


def _typed(value: Any, kind: str) -> Any:
    if value is None or value == "":
        return None
    if kind == "date":
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    if kind == "int":
        return int(value)
    return float(value) if kind == "float" else str(value)


def _write_parquet(path: Path, table: Table, rows: Iterator[Row]) -> None:
    arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    kinds = {"int": arrow.int64(), "float": arrow.float64(), "date": arrow.date32()}
    schema = arrow.schema([(c, kinds.get(table.types.get(c, ""), arrow.string())) for c in table.columns])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        empty = True
        while group := list(islice(rows, GROUP)):
            columns = {c: [_typed(r.values.get(c), table.types.get(c, "")) for r in group] for c in table.columns}
            writer.write_table(arrow.table(columns, schema=schema))
            empty = False
        if empty:
            writer.write_table(schema.empty_table())


def _write_xlsx(path: Path, tables: Sequence[Table], passed: Passed) -> None:
    book = importlib.import_module("openpyxl").Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))
        for number, row in enumerate(passed(table)):
            if number >= SHEET_ROWS:
                message = f"more than {SHEET_ROWS:,} rows of {table.name} do not fit on a sheet"
                raise RunAborted(Issue("sheet-full", "error", path.name, message, "Export csv, parquet or sqlite."))
            sheet.append([_sheet_cell(row.values.get(c), table.types.get(c, "")) for c in table.columns])
    with tempfile.TemporaryFile(dir=path.parent) as packed, path.open("wb") as steady:
        book.save(packed)
        repack(packed, steady, MADE)


def _sheet_cell(value: Any, kind: str) -> Any:
    typed = _typed(value, kind)
    return safe_cell(_printable(typed)) if isinstance(typed, str) else typed


def _printable(text: str) -> str:
    """Return text without the characters a workbook cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or ord(c) >= ord(" "))


def _write_sqlite(path: Path, tables: Sequence[Table], passed: Passed) -> None:
    plain = [PlainTable(name=t.name, columns=t.columns, types=t.types, key=t.key, points=t.points) for t in tables]
    file = TableFile(path, plain)
    try:
        for table in tables:
            file.fill(table.name, (_values(row.values) for row in passed(table)))
    finally:
        file.close()


def _values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
