"""What a shape is: columns, rows, what each value stands on, and what it cannot hold. Knows no file."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

import msgspec

from tollbook.model.actor import Actor
from tollbook.publish.redact import Edition

Value = str | int | float | bool | None
Unit = Literal["incident", "report", "total", "book"]
Form = Literal["csv", "jsonl", "geojson", "xlsx", "parquet", "sqlite"]


class Loss(msgspec.Struct, frozen=True):
    """Something the record has and the shape cannot hold: where, what it was, and the documented rule that was applied."""

    row: str
    column: str
    value: str
    rule: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row: values by column, the claims each value stands on, and its losses."""

    id: str
    values: Mapping[str, Any]
    sources: Mapping[str, tuple[str, ...]] = {}
    losses: tuple[Loss, ...] = ()


class Skipped(msgspec.Struct, frozen=True):
    """Something that is no row of this shape, and the rule that says so."""

    id: str
    rule: str


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a shape may be told beside the edition: the book's name, its actors, whether totals may become rows.

    ``areas`` are the names of governorates and districts by their ids.
    """

    book: str = ""
    profile: str = ""
    actors: Mapping[str, Actor] = {}
    areas: Mapping[str, str] = {}
    with_totals: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a shape: its name without ending, its columns in order, and the rows it yields.

    ``second_row`` is printed under the header (HXL tags). ``types`` are int, float or date, text where nothing is said;
    ``key`` is the column whose values are unique, ``points`` the tables whose keys a column holds. ``unit`` is what a row is
    made from: an incident with its claims and reports, a report, a total, or the whole book; a large book is handed over
    unit by unit, in this order of rows. ``beside`` is what its sidecars are called, where not as the table.
    """

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Edition, Given], Iterator[Row | Skipped]]
    second_row: tuple[str, ...] = ()
    types: Mapping[str, str] = {}
    key: str = ""
    points: Mapping[str, str] = {}
    unit: Unit = "book"
    beside: str = ""

    @property
    def stem(self) -> str:
        """What the names of its sidecars begin with."""
        return self.beside or self.name


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A shape of the field: what it is called, what its files say of themselves, and its tables."""

    name: str
    title: str
    says: str
    tables: tuple[Table, ...]
    form: Form = "csv"
