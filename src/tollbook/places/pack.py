"""Write the index: sorted arrays of key hashes over columns of entries, one file, opened by mapping it into memory."""

import functools
import hashlib
import math
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias, get_args

import msgspec

from tollbook.model.place import Level
from tollbook.places.keys import has_habits, keys_of
from tollbook.places.records import Entry, Outline, Source

MAGIC = b"TOLLPLACES1\n"
LEVELS: tuple[Level, ...] = get_args(Level)
Column: TypeAlias = "array[int]"
Box: TypeAlias = "tuple[float, float, float, float]"
Columns: TypeAlias = "dict[str, array[int] | bytes]"
GRID = 100_000
LONGEST_NAME = 60
ANYWHERE = "*"
OUTLINED = {"country", "governorate", "district"}
EARTH_KM = 6371.0088
MAIN_SHARE, BESIDE_DEG = 1 / 3, 2.5


class Section(msgspec.Struct, frozen=True):
    """Where a column lies in the file and the type of its items (a typecode of ``array``, "" for bytes)."""

    start: int
    size: int
    typecode: str


class Header(msgspec.Struct, frozen=True):
    """The table of contents, the sources, and the fingerprint of the data."""

    fingerprint: str
    sources: tuple[Source, ...]
    sections: dict[str, Section]
    entries: int


def key_hash(key: str) -> int:
    """Return 64 bits of a hash of ``key``."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


class Strings:
    """Texts stored once, named by their number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of ``text``, giving it one when it is new."""
        return self.numbers.setdefault(text, len(self.numbers))

    def columns(self) -> tuple[Column, bytes]:
        """Return the offsets and the texts end to end."""
        blob = bytearray()
        offsets = array("I", [0])
        for text in self.numbers:
            blob += text.encode()
            offsets.append(len(blob))
        return offsets, bytes(blob)


def pack(entries: Sequence[Entry], outlines: Iterable[Outline], sources: Sequence[Source], path: Path) -> str:
    """Write the index of ``entries`` to ``path`` (atomically) and return its fingerprint. Same input, same bytes."""
    columns, strings = _columns(entries)
    columns |= _posting_columns(entries, strings)
    points = {entry.id: (entry.lat, entry.lon) for entry in entries if entry.level in OUTLINED}
    columns |= _outline_columns(outlines, strings, points)
    columns["string_at"], columns["strings"] = strings.columns()
    return _write(path, columns, sources, len(entries))


def _columns(entries: Sequence[Entry]) -> tuple[Columns, Strings]:
    strings = Strings()
    strings.number("")
    lat, lon, population = array("i"), array("i"), array("I")
    radius, capital = array("I"), array("B")
    level, country, admin1, admin2 = array("B"), array("I"), array("I"), array("I")
    name, entry_id, gazetteer = array("I"), array("I"), array("I")
    for entry in entries:
        lat.append(round(entry.lat * GRID))
        lon.append(round(entry.lon * GRID))
        population.append(min(max(entry.population, 0), 2**32 - 1))
        radius.append(entry.radius_m)
        capital.append(int(entry.capital))
        level.append(LEVELS.index(entry.level))
        country.append(strings.number(entry.country))
        admin1.append(strings.number(entry.admin1 or ""))
        admin2.append(strings.number(entry.admin2 or ""))
        name.append(strings.number(entry.names[0]))
        entry_id.append(strings.number(entry.id))
        gazetteer.append(strings.number(entry.gazetteer))
    columns: Columns = {
        "lat": lat,
        "lon": lon,
        "population": population,
        "radius": radius,
        "capital": capital,
        "level": level,
        "country": country,
        "admin1": admin1,
        "admin2": admin2,
        "name": name,
        "id": entry_id,
        "gazetteer": gazetteer,
        "countries": array("I", sorted(set(country))),
        "admin1s": array("I", sorted(set(admin1))),
    }
    return columns, strings


def _posting_columns(entries: Sequence[Entry], strings: Strings) -> Columns:
    """Return the sorted keys of all names: exact ones and skeletons, each name taken apart once.

    Exact: key hashes and, beside each, the entry's number shifted left, its lowest bit 1 where the name is a main one. Skeletons:
    hashes of country and skeleton, the entries, and the spelling each skeleton was made from.
    """
    exact = (array("Q"), array("I"))
    bones = (array("Q"), array("I"), array("I"))
    hashed = functools.lru_cache(maxsize=200_000)(key_hash)
    for number, entry in enumerate(entries):
        known: set[str] = set()
        boned: set[tuple[str, str]] = set()
        for is_main, names in ((1, entry.names), (0, entry.aliases)):
            for name in dict.fromkeys(names):
                if len(name) > LONGEST_NAME:
                    continue
                key, skeleton, spelling = keys_of(name, entry.country)
                if key in known or len(key) + is_main < 2:  # noqa: PLR2004  # an alias of one letter says nothing
                    continue
                known.add(key)
                exact[0].append(hashed(key))
                exact[1].append(number << 1 | is_main)
                if len(skeleton) > 1 or (skeleton and has_habits(entry.country)):
                    boned.add((skeleton, spelling))
        for skeleton, spelling in sorted(boned):
            spelled = strings.number(spelling)
            for country in (entry.country, ANYWHERE) if entry.level == "governorate" else (entry.country,):
                bones[0].append(hashed(f"{country}|{skeleton}"))
                bones[1].append(number)
                bones[2].append(spelled)
    return {
        **_sorted_columns("exact", exact, ("key", "entry")),
        **_sorted_columns("skeleton", bones, ("key", "entry", "name")),
    }


def _sorted_columns(kind: str, postings: Sequence[Column], parts: Sequence[str]) -> Columns:
    """Return the postings as columns, sorted by key, then by what stands beside it."""
    import numpy as np  # noqa: PLC0415  # takes a fifth of a second to load, and only whoever builds an index sorts one

    order = np.lexsort([np.asarray(column) for column in reversed(postings)])
    columns: Columns = {}
    for part, column in zip(parts, postings, strict=True):
        columns[f"{kind}_{part}"] = array(column.typecode, np.asarray(column)[order].tobytes())
    return columns


def _outline_columns(outlines: Iterable[Outline], strings: Strings, points: dict[str, tuple[float, float]]) -> Columns:
    blob = bytearray()
    outline_id, parent, starts, reach = array("I"), array("I"), array("I", [0]), array("I")
    for outline in outlines:
        point = points.get(outline.id)
        reach.append(round(reach_km(main_body(outline.geometry), *point) * 1000) if point else 0)
        blob += zlib.compress(msgspec.json.encode(outline.geometry), 6)
        outline_id.append(strings.number(outline.id))
        parent.append(strings.number(outline.parent or ""))
        starts.append(len(blob))
    return {
        "outline_id": outline_id,
        "outline_parent": parent,
        "outline_at": starts,
        "outline_reach": reach,
        "outlines": bytes(blob),
    }


def main_body(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return an outline without its overseas parts: the largest, those about as large, and what lies beside the ones kept.

    The parts left out stay in the outline; only the radius, in which the truth should lie, is not stretched to them.
    """
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    if len(polygons) < 2:  # noqa: PLR2004  # one part is all there is
        return geometry
    boxes = [_box(polygon[0]) for polygon in polygons]
    sizes = [_size(box) for box in boxes]
    kept = {i for i, size in enumerate(sizes) if size >= MAIN_SHARE * max(sizes)}
    waiting = list(kept)
    while waiting:
        here = boxes[waiting.pop()]
        beside = [i for i, box in enumerate(boxes) if i not in kept and _gap(box, here) <= BESIDE_DEG]
        kept.update(beside)
        waiting += beside
    return {"type": "MultiPolygon", "coordinates": [polygons[i] for i in sorted(kept)]}


def _size(box: Box) -> float:
    west, south, east, north = box
    return (east - west) * (north - south) * math.cos(math.radians((south + north) / 2))


def _box(ring: Sequence[Sequence[float]]) -> Box:
    lons, lats = [point[0] for point in ring], [point[1] for point in ring]
    return min(lons), min(lats), max(lons), max(lats)


def _gap(one: Box, other: Box) -> float:
    """Return the degrees between two boxes, 0 where they meet."""
    across = max(0.0, one[0] - other[2], other[0] - one[2])
    along = max(0.0, one[1] - other[3], other[1] - one[3])
    return max(across, along)


def reach_km(geometry: dict[str, Any], lat: float, lon: float) -> float:
    """Return the distance from a point to the furthest corner of an outline, on the sphere."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    here = math.radians(lat)
    furthest = 0.0
    for polygon in polygons:
        for corner_lon, corner_lat, *_ in polygon[0]:
            there = math.radians(corner_lat)
            half = math.sin((there - here) / 2) ** 2
            half += math.cos(here) * math.cos(there) * math.sin(math.radians(corner_lon - lon) / 2) ** 2
            furthest = max(furthest, half)
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(furthest)))


def _write(path: Path, columns: Columns, sources: Sequence[Source], entries: int) -> str:
    digest = hashlib.sha256()
    sections: dict[str, Section] = {}
    payload = bytearray()
    for name in sorted(columns):
        column = columns[name]
        data = column if isinstance(column, bytes) else _little(column).tobytes()
        payload += b"\0" * (-len(payload) % 8)
        typecode = "" if isinstance(column, bytes) else column.typecode
        sections[name] = Section(len(payload), len(data), typecode)
        payload += data
        digest.update(name.encode() + b"\0" + data)
    fingerprint = digest.hexdigest()[:32]
    header = msgspec.json.encode(Header(fingerprint, tuple(sources), sections, entries), order="sorted")
    start = len(MAGIC) + 8 + len(header)
    header += b" " * (-start % 8)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as part:
        part.write(MAGIC + len(header).to_bytes(8, "little") + header + payload)
    Path(part.name).chmod(0o644)
    Path(part.name).replace(path)
    return fingerprint


def _little(column: Column) -> Column:
    if sys.byteorder == "big":
        column = array(column.typecode, column)
        column.byteswap()
    return column
