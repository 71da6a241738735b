"""From a gazetteer file, in whichever known format and packing, to what it brings: whole or not at all."""

import functools
import gzip
import hashlib
import io
import itertools
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tollbook.model.issue import Issue, ItemFailed
from tollbook.model.place import Gazetteer
from tollbook.places.formats import geojson, geonames, sheet, wof
from tollbook.places.formats.shared import Alias, Fault, Inside, Item, Origin
from tollbook.places.imported import Import
from tollbook.places.index import open_default
from tollbook.places.records import Entry, Outline, Source

FORMATS = {"geonames": geonames, "wof": wof, "geojson": geojson, "sheet": sheet}
HEAD_LINES = 3
READABLE = (".txt", ".csv", ".tsv", ".json", ".geojson")
SHOWN = 3
Inclusion = Callable[[str, float, float], bool]


def read_file(
    path: Path,
    name: str,
    *,
    country: str | None = None,
    licence: str = "",
    version: str = "",
    known: Gazetteer | None = None,
    is_inside: Inclusion = lambda _country, _lat, _lon: True,
    among: Collection[str] | None = None,
) -> Import:
    """Return what ``path`` holds, for the gazetteer ``name``; ``is_inside`` says whether a point may lie in a country.

    Of names and areas alone (alternate names, a hierarchy) those of the ids ``among`` are taken: such files tell of all the world.
    Raises ItemFailed, and takes nothing, where it is of no known format, cut short, or where any row has a fault.
    """
    gazetteer = known or open_default()
    origin = Origin(name, country or _country_in(path), _areas(gazetteer), _countries(gazetteer), is_inside)
    try:
        with _lines(path) as lines:
            head = list(itertools.islice(lines, HEAD_LINES))
            found = next((key for key, module in FORMATS.items() if module.matches(head)), None)
            if found is None:
                raise ItemFailed(_unknown(path, head))
            read = FORMATS[found].read(itertools.chain(head, lines), origin)
            items = [item for item in read if among is None or not isinstance(item, Alias | Inside) or item.id in among]
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        message = f"the file cannot be unpacked whole ({error})"
        raise ItemFailed(Issue("truncated-dump", "error", path.name, message, "fetch it again")) from error
    except (ValueError, KeyError, StopIteration) as error:
        hint = "nothing was imported; fetch the file again, or cut the broken line out"
        raise ItemFailed(Issue("truncated-dump", "error", path.name, str(error), hint)) from error
    faults = [item for item in items if isinstance(item, Fault)]
    if faults:
        raise ItemFailed(_faulty(path, faults))
    digest = _digest(path)
    source = Source(
        name=name,
        origin=path.name,
        licence=licence or _licence(found),
        version=version or digest[:12],
        attribution=_attribution(found, name),
        sha256=digest,
    )
    return _import(items, source, found, path, among)


def _import(items: Sequence[Item], source: Source, found: str, path: Path, among: Collection[str] | None) -> Import:
    made = Import(
        source=source,
        format=found,
        entries=tuple(item for item in items if isinstance(item, Entry)),
        aliases=tuple(item for item in items if isinstance(item, Alias)),
        outlines=tuple(item for item in items if isinstance(item, Outline)),
        insides=tuple(item for item in items if isinstance(item, Inside)),
    )
    if not made.entries and not made.aliases and not made.insides:
        message, hint = "no place was read from it", "check the columns and the country"
        if among is not None and found == "geonames":
            message = f"none of its names belongs to a place of the gazetteer {source.name!r}"
            hint = (
                f"import the country's dump first: tollbook places import SY.txt {path.name} --gazetteer {source.name}"
            )
        raise ItemFailed(Issue("empty-gazetteer", "error", path.name, message, hint))
    return made


def _faulty(path: Path, faults: Sequence[Fault]) -> Issue:
    """Return the Issue that names the first faults with their lines, and how many more there are."""
    told = "; ".join(f"line {fault.line}: {fault.message}" for fault in faults[:SHOWN])
    more = f"; and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    hint = "nothing was imported; put these lines right and import the file again"
    return Issue("gazetteer-value", "error", path.name, told + more, hint)


def _unknown(path: Path, head: Sequence[str]) -> Issue:
    hint = "known: GeoNames dump, alternate names or hierarchy, Who's On First extract, OCHA admin table, CSV with name,lat,lon, GeoJSON"
    first = head[0].strip()[:60] if head else ""
    message = f"its first line fits no known format: {first!r}" if first else "it is empty"
    if "\ufffd" in first or "\0" in first:
        message = "it is no text"
    return Issue("unknown-gazetteer-format", "error", path.name, message, hint)


def _areas(known: Gazetteer) -> Callable[[str, str | None], str | None]:
    """Return a function that gives the id of a known first-level area by its GeoNames id or name."""

    def area_of(key: str, country: str | None) -> str | None:
        if not key:
            return None
        found = known.candidates(key, country=country)
        return next((c.gazetteer_id for c in found if c.level == "governorate"), None)

    return area_of


def _countries(known: Gazetteer) -> Callable[[str], str | None]:
    """Return a function that gives the alpha-2 code of a country named or coded in a cell, None for no country."""

    @functools.cache
    def country_of(cell: str) -> str | None:
        plain = cell.strip()
        if len(plain) == len("SY") and known.area(plain.upper()):
            return plain.upper()
        return next((c.country for c in known.candidates(plain) if c.level == "country"), None)

    return country_of


@contextmanager
def _lines(path: Path) -> Iterator[Iterator[str]]:
    """Give the lines of a file, unpacked as they are read; of an archive the first readable member that is no readme."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.lower().endswith(READABLE) and "readme" not in n.lower()]
            if not names:
                hint = "unpack it, and import the table that is in it"
                message = (
                    f"no table is in the archive, which holds {', '.join(archive.namelist()[:SHOWN]) or 'nothing'}"
                )
                raise ItemFailed(Issue("unknown-gazetteer-format", "error", path.name, message, hint))
            with archive.open(names[0]) as member:
                yield io.TextIOWrapper(member, "utf-8-sig", errors="replace")
        return
    with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw as stream:
        yield io.TextIOWrapper(stream, "utf-8-sig", errors="replace")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _country_in(path: Path) -> str | None:
    """Return the country that a file's name begins with ("SY.txt", "sy.tsv.gz", "sy_admin.geojson")."""
    found = path.name.split(".")[0].split("_")[0]
    return found.upper() if len(found) == len("SY") and found.isalpha() else None


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
