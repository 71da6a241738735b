"""Values packed for files: an area's outline stands once in each, however many claims lie in it. Knows no step.

Most claims of general news are placed in a country or governorate, whose outline takes fifty times the rest of the claim.
"""

import functools
from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

import msgspec

from tollbook.model.claim import Claim, Extraction
from tollbook.model.incident import Incident
from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading
from tollbook.model.record import Record
from tollbook.model.total import Total

T = TypeVar("T")
OUTLINE = "outline"
"""The one key of what stands for an outline: its number in the file."""
OUTLINES_KEPT = 1024
_PLACED_IN: dict[type, tuple[str, ...]] = {
    Claim: ("where",),
    Record: ("where",),
    PlaceReading: ("place",),
    Incident: ("place",),
    Total: ("area",),
    Extraction: ("claims", "records"),
}
"""The fields of each kind of value that hold places; a kind of this room says so itself, as ``PLACED_IN``."""


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    outlines: list[bytes]
    body: bytes


def pack(value: Any, order: Literal["deterministic"] | None = None) -> bytes:
    """Return ``value`` as bytes for ``unpack``."""
    numbers: dict[bytes, int] = {}
    known: dict[int, dict[str, Any]] = {}

    def without(place: Place) -> Place:
        geometry = place.geometry
        if geometry is None:
            return place
        stand_in = known.get(id(geometry))
        if stand_in is None:
            number = numbers.setdefault(msgspec.msgpack.encode(geometry), len(numbers))
            stand_in = known[id(geometry)] = {OUTLINE: number}
        return msgspec.structs.replace(place, geometry=stand_in)

    body = msgspec.msgpack.encode(_changed(value, without), order=order)
    return msgspec.msgpack.encode(_Packed(list(numbers), body))


def unpack(content: bytes, kind: type[T]) -> T:
    """Return the value of ``kind`` that was packed; places of one outline share it. Raises msgspec's errors on other bytes."""
    packed = msgspec.msgpack.decode(content, type=_Packed)

    def whole(place: Place) -> Place:
        if place.geometry is None:
            return place
        return msgspec.structs.replace(place, geometry=_outline(packed.outlines[place.geometry[OUTLINE]]))

    value = msgspec.msgpack.decode(packed.body, type=kind)
    return cast("T", _changed(value, whole)) if packed.outlines else value


@functools.lru_cache(OUTLINES_KEPT)
def _outline(content: bytes) -> dict[str, Any]:
    return msgspec.msgpack.decode(content, type=dict[str, Any])


def _changed(value: Any, change: Callable[[Place], Place]) -> Any:
    """Return ``value`` with its places changed, itself where it has none."""
    if isinstance(value, Place):
        return change(value)
    if isinstance(value, list | tuple):
        parts = [_changed(part, change) for part in value]
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else type(value)(parts)
    kind = type(value)
    names: tuple[str, ...] = _PLACED_IN.get(kind, getattr(kind, "PLACED_IN", ()))
    new = {name: part for name in names if (part := _changed(old := getattr(value, name), change)) is not old}
    return msgspec.structs.replace(value, **new) if new else value
