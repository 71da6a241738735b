"""Changing the texts inside values, wherever they stand; days, moments and codes of fields are no texts. Pure."""

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from tollbook.model.snapshot import Snapshot

DAYS = (dt.date, dt.datetime)
T = TypeVar("T", bound=msgspec.Struct)


def changed(value: T, change: Callable[[str], str]) -> T:
    """Return the value with each of its texts changed."""
    plain = msgspec.to_builtins(value, builtin_types=DAYS)
    new = _deep(plain, change)
    return value if new == plain else msgspec.convert(new, type(value), builtin_types=DAYS)


def _deep(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return value if value in _codes() else change(value)
    if isinstance(value, dict):
        return {key: _deep(item, change) for key, item in value.items()}
    return type(value)(_deep(item, change) for item in value) if isinstance(value, list | tuple) else value


@functools.cache
def _codes() -> frozenset[str]:
    """Return the codes that fields of a book may hold ("killed", "at_least"): changed they would be no values any more."""

    def within(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from (code for code in schema.get("enum", ()) if isinstance(code, str))
        if isinstance(schema, dict | list):
            for item in schema.values() if isinstance(schema, dict) else schema:
                yield from within(item)

    return frozenset(within(msgspec.json.schema(Snapshot)))
