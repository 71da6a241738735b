"""Write the index: sorted arrays of key hashes over columns of entries, one file, opened by mapping it into memory."""

import hashlib
import math
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from tollbook.model.place import Level
from tollbook.places.keys import exact_key, skeleton
from tollbook.places.records import Entry, Outline, Source

MAGIC = b"TOLLPLACES1\n"
LEVELS: tuple[Level, ...] = (
    "site",
    "street",
    "neighbourhood",
    "village",
    "town",
    "city",
    "near",
    "countryside",
    "district",
    "governorate",
    "region",
    "border",
    "country",
)
Column: TypeAlias = "array[int]"
Columns: TypeAlias = "dict[str, array[int] | bytes]"
GRID = 100_000
LONGEST_NAME = 60
ANYWHERE = "*"
OUTLINED = {"country", "governorate", "district"}
EARTH_KM = 6371.0088


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
    exact = _exact_postings(entries)
    skeletons = _skeleton_postings(entries, strings)
    columns |= {"exact_key": exact[0], "exact_entry": exact[1]}
    columns |= {"skeleton_key": skeletons[0], "skeleton_entry": skeletons[1], "skeleton_name": skeletons[2]}
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
    }
    return columns, strings


def _exact_postings(entries: Sequence[Entry]) -> tuple[Column, Column]:
    """Return key hashes and, beside each, the entry's number shifted left, its lowest bit 1 where the name is a main one."""
    postings: set[tuple[int, int]] = set()
    for number, entry in enumerate(entries):
        main = {exact_key(name) for name in entry.names}
        postings.update((key_hash(key), number << 1 | 1) for key in main if key)
        others = {exact_key(alias) for alias in entry.aliases if len(alias) <= LONGEST_NAME} - main
        postings.update((key_hash(key), number << 1) for key in others if len(key) > 1)
    ordered = sorted(postings)
    return array("Q", (key for key, _ in ordered)), array("I", (value for _, value in ordered))


def _skeleton_postings(entries: Sequence[Entry], strings: Strings) -> tuple[Column, Column, Column]:
    """Return hashes of country and skeleton, the entries, and the spelling each skeleton was made from."""
    postings: set[tuple[int, int, int]] = set()
    for number, entry in enumerate(entries):
        for name in dict.fromkeys((*entry.names, *entry.aliases)):
            bones = skeleton(name) if len(name) <= LONGEST_NAME else ""
            if len(bones) > 1:
                posting = (number, strings.number(exact_key(name)))
                postings.add((key_hash(f"{entry.country}|{bones}"), *posting))
                if entry.level == "governorate":
                    postings.add((key_hash(f"{ANYWHERE}|{bones}"), *posting))
    ordered = sorted(postings)
    return (
        array("Q", (key for key, _, _ in ordered)),
        array("I", (number for _, number, _ in ordered)),
        array("I", (name for _, _, name in ordered)),
    )


def _outline_columns(outlines: Iterable[Outline], strings: Strings, points: dict[str, tuple[float, float]]) -> Columns:
    blob = bytearray()
    outline_id, parent, starts, reach = array("I"), array("I"), array("I", [0]), array("I")
    for outline in outlines:
        point = points.get(outline.id)
        reach.append(round(reach_km(outline.geometry, *point) * 1000) if point else 0)
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
