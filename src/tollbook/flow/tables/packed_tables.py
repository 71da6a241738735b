"""Tables in packed files (Parquet, SQLite, workbooks) as rows of column and value, for import and comparison."""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tollbook.model.issue import Issue, RunAborted
from tollbook.read.foreign_rows import Rows, row_of
from tollbook.store.tablefile import NotATable, table_rows

SHEET = "incidents"
"""The table that is read where a file holds several; a workbook's first sheet where it has none of that name."""
AT_ONCE = 2000
Values = Iterable[Mapping[str, Any]]


def packed_rows(path: Path) -> Rows | None:
    """Return the rows of a packed table, None for a file of another kind; raise RunAborted where it cannot be read."""
    opener = OPENERS.get(path.suffix.lower())
    if opener is None:
        return None
    try:
        columns, values = opener(path)
    except (OSError, ValueError, KeyError, NotATable) as error:
        hint = "Check that the download or export ended well."
        raise RunAborted(Issue("file-unreadable", "error", str(path), str(error), hint)) from error
    return Rows(columns, ((number, row_of(value)) for number, value in enumerate(values, start=1)))


def _parquet(path: Path) -> tuple[tuple[str, ...], Values]:
    _need("pyarrow", path)
    file = importlib.import_module("pyarrow.parquet").ParquetFile(path)

    def values() -> Iterator[Mapping[str, Any]]:
        for batch in file.iter_batches(batch_size=AT_ONCE):
            yield from batch.to_pylist()

    return tuple(file.schema_arrow.names), values()


def _workbook(path: Path) -> tuple[tuple[str, ...], Values]:
    _need("openpyxl", path)
    zipfile = importlib.import_module("zipfile")
    try:
        book = importlib.import_module("openpyxl").load_workbook(path, read_only=True, data_only=True)
    except zipfile.BadZipFile as error:
        raise ValueError(f"no workbook: {error}") from error
    rows = (book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]).iter_rows(values_only=True)
    header = tuple(str(name or "").strip() for name in next(rows, ()))
    return header, (dict(zip(header, row, strict=False)) for row in rows)


def _sqlite(path: Path) -> tuple[tuple[str, ...], Values]:
    return table_rows(path, SHEET)


OPENERS: dict[str, Callable[[Path], tuple[tuple[str, ...], Values]]] = {
    ".parquet": _parquet,
    ".xlsx": _workbook,
    ".sqlite": _sqlite,
    ".db": _sqlite,
}


def _need(package: str, path: Path) -> None:
    if importlib.util.find_spec(package) is None:
        hint = "Install it: pip install 'tollbook[exports]', or save the table as CSV."
        raise RunAborted(Issue("package-missing", "error", str(path), f"reading it needs {package}", hint))
