"""Other people's files of events as rows of column and value: CSV, TSV, JSON, JSON Lines, GeoJSON. Knows no column's meaning."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model.globe import area_box
from tollbook.model.issue import Issue
from tollbook.read.decode import decode

DELIMITERS = ",;\t|"
SAMPLE = 20_000
TAG = "#"
JOINED = "|"
"""What stands between the values of a list that becomes one cell."""
Row = Mapping[str, str | None]


class Rows(msgspec.Struct, frozen=True):
    """A file's columns and its rows, each with the number of its line; an Issue in the place of a row that is broken."""

    columns: tuple[str, ...]
    rows: Iterable[tuple[int, Row] | Issue]


def rows_in(content: bytes, subject: str) -> tuple[Rows | None, tuple[Issue, ...]]:
    """Return the rows of a text file, None where it holds none, and what is wrong with the file as a whole."""
    text, issues = decode(content, subject)
    if not text.strip("\ufeff \t\r\n"):
        return None, (*issues, empty(subject))
    if text.lstrip("\ufeff \t\r\n")[0] in "{[":
        found = list(_json_rows(text, subject))
        columns = dict.fromkeys(name for row in found if not isinstance(row, Issue) for name in row[1])
        return Rows(tuple(columns), found), issues
    return _csv_rows(text), issues


def empty(subject: str) -> Issue:
    """Return the Issue of a file without a row."""
    return Issue("table-empty", "error", subject, "the file is empty", "Check that the download or export ended well.")


def _csv_rows(text: str) -> Rows:
    try:
        delimiter = csv.Sniffer().sniff(text[:SAMPLE], DELIMITERS).delimiter
    except csv.Error:
        delimiter = ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip().removeprefix("\ufeff") for name in reader.fieldnames or ()]
    reader.fieldnames = header
    first = next(reader, None)
    tags = _tags_of(first) if first else {}
    left = ((reader.line_num, row) for row in reader)
    rows = left if first is None or tags else _chained((2, first), left)
    return Rows((*header, *tags), ((line, _tagged(row, tags)) for line, row in rows))


def _chained(first: tuple[int, Any], rest: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    yield first
    yield from rest


def _tags_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the columns by their HXL tags, where the first row holds tags and nothing else."""
    said = {name: v.strip() for name, v in row.items() if isinstance(v, str) and v.strip()}
    if not said or not all(v.startswith(TAG) for v in said.values()):
        return {}
    return {tag: name for name, tag in said.items()}


def _tagged(row: Mapping[str, Any], tags: Mapping[str, str]) -> Row:
    plain = {name: v for name, v in row.items() if isinstance(v, str)}
    return {**plain, **{tag: plain.get(name) for tag, name in tags.items()}} if tags else plain


def _json_rows(text: str, subject: str) -> Iterator[tuple[int, Row] | Issue]:
    """Yield the rows of a list, of a GeoJSON collection, or of lines of JSON."""
    try:
        whole = json.loads(text)
    except ValueError:
        yield from _json_lines(text, subject)
        return
    if isinstance(whole, dict) and isinstance(whole.get("features"), list):
        whole = whole["features"]
    for number, value in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield _json_row(value, number, subject)


def _json_lines(text: str, subject: str) -> Iterator[tuple[int, Row] | Issue]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield _json_row(json.loads(line), number, subject)
            except ValueError as error:
                yield _broken(subject, number, str(error))


def _json_row(value: Any, number: int, subject: str) -> tuple[int, Row] | Issue:
    if not isinstance(value, dict):
        return _broken(subject, number, f"{str(value)[:40]!r} is no row")
    return number, row_of(_feature(value) if "properties" in value else value)


def _broken(subject: str, number: int, why: str) -> Issue:
    hint = "Correct the row; the other rows were read."
    return Issue("row-unreadable", "warning", f"{subject}:{number}", why, hint)


def _feature(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON feature's properties with its point; of an area, the middle of its box."""
    geometry = value.get("geometry") or {}
    found = dict(value.get("properties") or {})
    point = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    if point is None and (box := area_box(geometry)):
        point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return {"longitude": point[0], "latitude": point[1], **found} if point else found


def row_of(value: Mapping[str, Any]) -> Row:
    """Return a nested value as one row: "size.dead" for what lies inside, the values of a list joined in one cell."""
    cells: dict[str, list[str]] = {}
    for name, said in _cells("", value):
        cells.setdefault(name, []).append(said)
    return {name: JOINED.join(said) for name, said in cells.items()}


def _cells(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _cells(f"{name}.{key}" if name else str(key), item)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for item in value:
            yield from _cells(name, item)
    else:
        yield name, "" if value is None else str(value)
