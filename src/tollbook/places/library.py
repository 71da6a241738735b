"""Gazetteers on disk: imported side by side, each with source, licence and version; a team's confirmed places before them all.

A gazetteer is a folder: ``imports/SHA.jsonl.gz`` (what one file brought, as our own entries) and ``index-SHA.idx`` made of all of
them. Importing a file again changes nothing.
"""

import gzip
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from tollbook.model.issue import Issue, ItemFailed
from tollbook.model.place import Gazetteer
from tollbook.places.formats import geojson, geonames, sheet, wof
from tollbook.places.formats.shared import Alias, Item, Origin
from tollbook.places.index import Index, open_default, rules_stamp
from tollbook.places.layers import Layers
from tollbook.places.pack import pack
from tollbook.places.records import Entry, Outline, Source

FORMATS = {"geonames": geonames, "wof": wof, "geojson": geojson, "sheet": sheet}
HEAD_LINES = 3
FOLDER = "gazetteers"
IMPORTS, SUFFIX = "imports", ".jsonl.gz"


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What one file brought: its source and, in order, entries, aliases and outlines."""

    source: Source
    format: str
    entries: tuple[Entry, ...]
    aliases: tuple[Alias, ...] = ()
    outlines: tuple[Outline, ...] = ()


def data_folder() -> Path:
    """Return the folder of gazetteers that belong to no book: ``TOLLBOOK_DATA``, else the user's data folder."""
    named = os.environ.get("TOLLBOOK_DATA")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tollbook"


def read_file(
    path: Path,
    name: str,
    *,
    country: str | None = None,
    licence: str = "",
    version: str = "",
    known: Gazetteer | None = None,
) -> Import:
    """Return what ``path`` holds, in whichever known format; raises ItemFailed where it is none, or cut short."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    try:
        lines = list(_lines(path, data))
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        message = f"the file cannot be unpacked whole ({error})"
        raise ItemFailed(Issue("truncated-dump", "error", path.name, message, "fetch it again")) from error
    found = next((key for key, module in FORMATS.items() if module.matches(lines[:HEAD_LINES])), None)
    if found is None:
        hint = "known: GeoNames dump or alternate names, Who's On First extract, OCHA admin table, CSV with name,lat,lon, GeoJSON"
        raise ItemFailed(
            Issue("unknown-gazetteer-format", "error", path.name, "its first lines fit no known format", hint)
        )
    origin = Origin(name, country or _country_in(path), _areas(known or open_default()))
    try:
        items = list(FORMATS[found].read(iter(lines), origin))
    except (ValueError, KeyError, StopIteration) as error:
        hint = "fetch the file again, or cut the broken line out"
        raise ItemFailed(Issue("truncated-dump", "error", path.name, str(error), hint)) from error
    source = Source(
        name=name,
        origin=path.name,
        licence=licence or _licence(found),
        version=version or digest[:12],
        attribution=_attribution(found, name),
        sha256=digest,
    )
    return _import(items, source, found, path)


def _import(items: Sequence[Item], source: Source, found: str, path: Path) -> Import:
    entries = tuple(item for item in items if isinstance(item, Entry))
    aliases = tuple(item for item in items if isinstance(item, Alias))
    if not entries and not aliases:
        hint = "check the columns and the country"
        raise ItemFailed(Issue("empty-gazetteer", "error", path.name, "no place was read from it", hint))
    outlines = tuple(item for item in items if isinstance(item, Outline))
    return Import(source=source, format=found, entries=entries, aliases=aliases, outlines=outlines)


def add_import(folder: Path, name: str, made: Import) -> tuple[Path, bool]:
    """Put ``made`` into the gazetteer ``name`` under ``folder``; return its index and False where it was there already."""
    home = folder / name
    kept = home / IMPORTS / f"{made.source.sha256[:24]}{SUFFIX}"
    is_new = not kept.exists()
    if is_new:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(gzip.compress(msgspec.json.encode(made), 6, mtime=0))
        part.replace(kept)
    return _pack_all(home), is_new


def _pack_all(home: Path) -> Path:
    """Return the index of everything imported into ``home``, packing it where it is missing."""
    files = sorted((home / IMPORTS).glob("*" + SUFFIX))
    stamp = hashlib.sha256("|".join([rules_stamp(), *(path.name for path in files)]).encode()).hexdigest()[:16]
    target = home / f"index-{stamp}.idx"
    if not target.exists():
        made = [msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Import) for path in files]
        pack(_merged(made), [o for m in made for o in m.outlines], [m.source for m in made], target)
        for old in home.glob("index-*.idx"):
            if old != target:
                old.unlink(missing_ok=True)
    return target


def _merged(made: Sequence[Import]) -> list[Entry]:
    """Return the entries of several files, one an id (the later file's point, all files' names), aliases added."""
    entries: dict[str, Entry] = {}
    for entry in (entry for one in made for entry in one.entries):
        old = entries.get(entry.id)
        entries[entry.id] = _joined(old, entry) if old else entry
    for alias in (alias for one in made for alias in one.aliases):
        entry_or_none = entries.get(alias.id)
        if entry_or_none is not None:
            entries[alias.id] = msgspec.structs.replace(entry_or_none, aliases=(*entry_or_none.aliases, *alias.names))
    return list(entries.values())


def _joined(old: Entry, new: Entry) -> Entry:
    return msgspec.structs.replace(
        new,
        names=tuple(dict.fromkeys((*old.names, *new.names))),
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases))),
        population=max(old.population, new.population),
        admin1=new.admin1 or old.admin1,
        admin2=new.admin2 or old.admin2,
    )


def gazetteer_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the gazetteers under ``folder``, sorted."""
    if not folder.exists():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if (path / IMPORTS).is_dir()))


def open_gazetteer(book: Path | None = None) -> Gazetteer:
    """Return confirmed places over the book's imports over the user's imports over the default gazetteer."""
    layers: list[Index] = []
    folders = [book / FOLDER] if book else []
    for folder in (*folders, data_folder() / FOLDER):
        names = gazetteer_names(folder)
        ordered = sorted(names, key=lambda name: (name != "confirmed", name))
        layers.extend(Index(_pack_all(folder / name)) for name in ordered)
    default = open_default()
    return Layers((*layers, default)) if layers else default


def _areas(known: Gazetteer) -> Callable[[str, str | None], str | None]:
    """Return a function that gives the id of a known first-level area by its GeoNames id or name."""

    def area_of(key: str, country: str | None) -> str | None:
        if not key:
            return None
        found = known.candidates(key, country=country)
        return next((c.gazetteer_id for c in found if c.level == "governorate"), None)

    return area_of


def _lines(path: Path, data: bytes) -> Iterator[str]:
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith((".txt", ".csv", ".tsv", ".json", ".geojson"))]
            wanted = [n for n in names if "readme" not in n.lower()]
            data = archive.read(wanted[0])
    yield from io.StringIO(data.decode("utf-8-sig", errors="replace"))


def _country_in(path: Path) -> str | None:
    """Return the country that a file's name begins with ("SY.txt", "sy.tsv.gz", "sy_admin.geojson")."""
    stem = path.name.split(".")[0].split("_")[0]
    return stem.upper() if len(stem) == len("SY") and stem.isalpha() else None


def _licence(found: str) -> str:
    return {
        "geonames": "CC BY 4.0",
        "wof": "Who's On First: CC0 and mixed open sources (GeoNames CC BY 4.0)",
    }.get(found, "not stated")


def _attribution(found: str, name: str) -> str:
    return {
        "geonames": "Place data: GeoNames (https://www.geonames.org), CC BY 4.0",
        "wof": "Data from Who's On First, GeoNames (CC BY 4.0), https://whosonfirst.org/docs/licenses/",
    }.get(found, f"Place data: {name}")
