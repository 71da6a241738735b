"""Places a team makes or confirms once and reuses: entries of the gazetteer "confirmed", which comes before all others.

What is confirmed, by whom and when, stands in the book's ledger; the folder here is made from it.
"""

import gzip
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tollbook.model.place import Level, Place
from tollbook.places.imported import Import
from tollbook.places.library import FOLDER, IMPORTS, SUFFIX, add_import
from tollbook.places.records import Entry, Source

CONFIRMED = "confirmed"
BY, HAND = "confirmed by ", "hand"


def confirmed_entry(
    name: str,
    lat: float,
    lon: float,
    *,
    level: Level,
    country: str,
    aliases: tuple[str, ...] = (),
    admin1: str | None = None,
    admin2: str | None = None,
    radius_m: int = 0,
    population: int = 0,
) -> Entry:
    """Return the entry of a place made by hand; its id comes from name and point, so that making it twice makes one."""
    stamp = hashlib.sha256(f"{name}|{lat:.5f}|{lon:.5f}".encode()).hexdigest()[:12]
    return Entry(
        id=f"own:{stamp}",
        gazetteer=CONFIRMED,
        names=(name,),
        aliases=aliases,
        lat=lat,
        lon=lon,
        level=level,
        country=country,
        admin1=admin1,
        admin2=admin2,
        population=population,
        radius_m=radius_m,
    )


def entry_of(place: Place, name: str) -> Entry:
    """Return the entry that confirms ``place`` as what the book means by ``name``."""
    return confirmed_entry(
        name,
        place.lat,
        place.lon,
        level=place.level,
        country=place.country or "",
        aliases=(place.name,) if place.name != name else (),
        admin1=place.admin1,
        admin2=place.admin2,
        radius_m=place.radius_m,
    )


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed place with who confirmed it and on which day."""

    entry: Entry
    author: str
    day: str


def keep(book: Path, wanted: Sequence[Confirmed], ever: Sequence[Confirmed]) -> bool:
    """Make the book's confirmed places those of ``wanted``; return False where they are so already.

    The ledger says what is ``wanted``, and what was ``ever`` confirmed: of that, what was undone since goes from the folder.
    """
    imports = book / FOLDER / CONFIRMED / IMPORTS
    files = {_file_name(place): place for place in wanted}
    found = {path.name for path in imports.glob("*" + SUFFIX)}
    gone = found & {_file_name(place) for place in ever} - set(files)
    for name in sorted(gone):
        (imports / name).unlink()
    if gone and gone == found:
        shutil.rmtree(imports.parent)
    for name in sorted(set(files) - found):
        add_import(book / FOLDER, CONFIRMED, _import_of(files[name]))
    return bool(gone or set(files) - found)


def kept(book: Path) -> list[Confirmed]:
    """Return the confirmed places that lie in the book's folder, in the order of their files."""
    paths = sorted((book / FOLDER / CONFIRMED / IMPORTS).glob("*" + SUFFIX))
    made = (msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Import) for path in paths)
    return [
        Confirmed(entry=entry, author=one.source.origin.removeprefix(BY) or "unnamed", day=one.source.version)
        for one in made
        if one.format == HAND
        for entry in one.entries
    ]


def _file_name(place: Confirmed) -> str:
    return _digest(place.entry)[:24] + SUFFIX


def _digest(entry: Entry) -> str:
    return hashlib.sha256(msgspec.json.encode(entry, order="sorted")).hexdigest()


def _import_of(place: Confirmed) -> Import:
    source = Source(
        name=CONFIRMED,
        origin=f"{BY}{place.author}",
        licence="the book's own",
        version=place.day,
        attribution="",
        sha256=_digest(place.entry),
    )
    return Import(source=source, format=HAND, entries=(place.entry,))
