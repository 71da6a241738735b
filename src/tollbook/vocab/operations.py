"""Named operations and the days they began, each with the announcement that says so."""

import datetime as dt
import functools

import msgspec

from tollbook.vocab.load import load


class Operation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One operation: its names, its first day (``latest`` where a few days are open), and the source of that date."""

    id: str
    names: tuple[str, ...]
    start: dt.date
    source: str
    latest: dt.date | None = None


class Operations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``vocabularies/operations/operations.toml``."""

    operation: tuple[Operation, ...]


@functools.cache
def load_operations() -> dict[str, Operation]:
    """Return the operations by their names in small letters; raise ValueError where two claim one name."""
    by_name: dict[str, Operation] = {}
    data: Operations = load(Operations, "vocabularies", "operations", "operations.toml")
    for operation in data.operation:
        for name in operation.names:
            if name.lower() in by_name:
                raise ValueError(f"operations.toml: the name {name!r} stands twice")
            by_name[name.lower()] = operation
    return by_name
