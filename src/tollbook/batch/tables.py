"""The columns of the five tables, and how they are written: Parquet, a folder a month and a country. Knows no step."""

import datetime as dt
import functools
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tollbook.batch.work import TABLES, Folder, whole

UNKNOWN = "unknown"
Values = dict[str, Any]
KINDS: dict[str, dict[str, str]] = {
    "documents": {
        "id": "string", "caller": "string", "source": "string", "source_sha256": "string", "shard": "string",
        "row": "int64", "offset": "int64", "also": "strings", "extractor": "string", "published": "date",
        "instant": "string", "zone": "string", "outlet": "string", "title": "string", "url": "string",
        "language": "string", "media_type": "string", "claims": "int64", "records": "int64", "text": "string",
        "other": "string",
    },
    "claims": {
        "id": "string", "document": "string", "incident": "string", "source": "string", "shard": "string",
        "row": "int64", "offset": "int64", "extractor": "string", "published": "date", "outlet": "string",
        "harm": "string", "low": "int64", "high": "int64", "bound": "string", "status": "string", "group": "string",
        "names": "strings", "ages": "strings", "part_of": "string", "scope": "string", "diffuse": "bool",
        "standing": "bool", "mixed": "bool", "crime": "bool", "stance": "string", "quote": "string", "span_start": "int64",
        "span_end": "int64", "when_start": "date", "when_end": "date", "place": "string", "place_id": "string",
        "level": "string", "lat": "float", "lon": "float", "radius_m": "int64", "admin1": "string",
        "means": "string", "by": "strings", "speaker": "string", "root": "string", "confidence": "float",
        "claim": "string",
    },
    "incidents": {
        "id": "string", "code": "string", "when_start": "date", "when_end": "date", "place": "string",
        "place_id": "string", "level": "string", "lat": "float", "lon": "float", "radius_m": "int64",
        "admin1": "string", "means": "strings", "belligerents": "strings", "killed_low": "int64",
        "killed_best": "int64", "killed_high": "int64", "killed_open": "bool", "injured_low": "int64",
        "injured_best": "int64", "injured_high": "int64", "injured_open": "bool", "grade": "string",
        "diffuse": "bool", "is_total": "bool", "sub_of": "string", "documents": "strings", "claims": "strings",
        "incident": "string",
    },
    "totals": {
        "claim": "string", "document": "string", "speaker": "string", "root": "string", "harm": "string",
        "status": "string", "group": "string", "scope": "string", "standing": "bool", "stated_low": "int64",
        "stated_high": "int64", "accounted_low": "int64", "accounted_high": "int64", "residual_low": "int64",
        "residual_high": "int64", "impossible": "int64", "area": "string", "area_id": "string", "from": "date",
        "to": "date", "total": "string",
    },
    "issues": {
        "code": "string", "severity": "string", "subject": "string", "message": "string", "hint": "string",
    },
}  # fmt: skip
"""The columns of each table, with their kinds; month and country stand in the names of the folders."""


class Row(tuple[str, str, str, Values]):
    """Month, country, what rows are sorted by, and values."""

    __slots__ = ()


def row(day: dt.date | None, country: str | None, order: str, values: Values) -> Row:
    """Return a row of a table, in the folder of its month and country."""
    return Row((f"{day:%Y-%m}" if day else UNKNOWN, country or UNKNOWN, order, values))


@functools.cache
def schema_of(table: str) -> Any:
    """Return the Arrow schema of a table."""
    import pyarrow as pa  # noqa: PLC0415  # an extra

    kinds = {
        "string": pa.string(),
        "strings": pa.list_(pa.string()),
        "int64": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([(name, kinds[kind]) for name, kind in KINDS[table].items()])


def write_rows(folder: Path, table: str, rows: Iterable[Row], name: str = "part-0") -> int:
    """Write rows below ``folder``, a file a month and country, and return how many there are."""
    count = 0
    parts: dict[tuple[str, str], list[tuple[str, Values]]] = {}
    for month, country, order, values in rows:
        parts.setdefault((month, country), []).append((order, values))
        count += 1
    for (month, country), members in sorted(parts.items()):
        ordered = [values for _, values in sorted(members, key=lambda m: m[0])]
        place = folder / table / f"month={month}" / f"country={quote(country)}"
        place.mkdir(parents=True, exist_ok=True)
        _write(place / f"{name}.parquet", table, ordered)
    return count


def _write(path: Path, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    import pyarrow as pa  # noqa: PLC0415  # an extra
    from pyarrow import parquet  # noqa: PLC0415  # an extra

    schema = schema_of(table)
    columns = {name: [values.get(name) for values in rows] for name in schema.names}
    with whole(path, for_sure=False) as part:  # the manifest, written last, vouches for the tables
        parquet.write_table(pa.table(columns, schema=schema), part, compression="zstd")


def put_in_place(folder: Folder, made: Path) -> None:
    """Put tables that were made in ``made`` where people look for them, in place of older ones."""
    for table in TABLES:
        (made / table).mkdir(exist_ok=True)
        old = folder.root / table
        if old.exists():
            shutil.rmtree(old)
        (made / table).rename(old)
    shutil.rmtree(made)
