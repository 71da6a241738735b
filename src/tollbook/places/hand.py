"""Places a team makes or confirms once and reuses: entries of the gazetteer "confirmed", which comes before all others."""

import hashlib
from pathlib import Path

import msgspec

from tollbook.model.place import Level, Place
from tollbook.places.library import FOLDER, Import, add_import
from tollbook.places.records import Entry, Source

CONFIRMED = "confirmed"


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


def confirm(book: Path, entry: Entry, *, author: str, day: str) -> bool:
    """Add ``entry`` to the book's confirmed places; return False where it was there already."""
    digest = hashlib.sha256(msgspec.json.encode(entry, order="sorted")).hexdigest()
    source = Source(
        name=CONFIRMED,
        origin=f"confirmed by {author}",
        licence="the book's own",
        version=day,
        attribution="",
        sha256=digest,
    )
    made = Import(source=source, format="hand", entries=(entry,))
    _, is_new = add_import(book / FOLDER, CONFIRMED, made)
    return is_new
