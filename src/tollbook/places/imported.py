"""What one gazetteer file brought, several of them as one list of entries, and what a newer file changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from tollbook.places.formats.shared import Alias, Inside
from tollbook.places.records import Entry, Outline, Source

DEEPEST = 6
MOVED_DEG = 1e-4


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What one file brought: its source and, in order, entries, aliases, outlines and what lies inside what.

    ``position`` is its place among the files of its gazetteer (a later file's point stands), ``replaces`` names the imports it
    takes the place of.
    """

    source: Source
    format: str
    entries: tuple[Entry, ...]
    aliases: tuple[Alias, ...] = ()
    outlines: tuple[Outline, ...] = ()
    insides: tuple[Inside, ...] = ()
    position: int = 0
    replaces: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did to a gazetteer: ``state`` is imported, replaced or there already; names show the first few of each.

    ``beside`` names another file of the gazetteer that has most of the same places.
    """

    state: str
    old: Source | None = None
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    beside: str | None = None


def merged(made: Sequence[Import]) -> list[Entry]:
    """Return the entries of several files, one an id (the later file's point, all files' names), aliases and areas added."""
    entries: dict[str, Entry] = {}
    for entry in (entry for one in made for entry in one.entries):
        old = entries.get(entry.id)
        entries[entry.id] = _joined(old, entry) if old else entry
    for alias in (alias for one in made for alias in one.aliases):
        named = entries.get(alias.id)
        if named is not None:
            entries[alias.id] = msgspec.structs.replace(named, aliases=(*named.aliases, *alias.names))
    holders: dict[str, list[str]] = {}
    for inside in (inside for one in made for inside in one.insides):
        holders.setdefault(inside.id, []).append(inside.area)
    return list((_housed(entries, holders) if holders else entries).values())


def _joined(old: Entry, new: Entry) -> Entry:
    return msgspec.structs.replace(
        new,
        names=tuple(dict.fromkeys((*old.names, *new.names))),
        aliases=tuple(dict.fromkeys((*old.aliases, *new.aliases))),
        population=max(old.population, new.population),
        admin1=new.admin1 or old.admin1,
        admin2=new.admin2 or old.admin2,
    )


def _housed(entries: Mapping[str, Entry], holders: Mapping[str, Sequence[str]]) -> dict[str, Entry]:
    """Return the entries with the district and governorate that a hierarchy gives, where they state none themselves."""
    areas = {e.id: e for e in entries.values() if e.level in {"district", "governorate"}}
    areas |= {name: area for area in areas.values() for name in area.aliases if name.isdigit()}
    done = {}
    for key, entry in entries.items():
        above = [areas[i] for i in _above(key, holders) if i in areas and areas[i].id != key]
        if entry.level not in {"governorate", "country"} and above:
            found = {area.level: area.id for area in reversed(above)}
            admin2 = entry.admin2 or (None if entry.level == "district" else found.get("district"))
            admin1 = entry.admin1 or found.get("governorate")
            done[key] = msgspec.structs.replace(entry, admin1=admin1, admin2=admin2)
        else:
            done[key] = entry
    return done


def _above(key: str, holders: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the ids that hold ``key``, nearest first; data that runs in a ring ends after a few steps."""
    waiting = [key]
    for _ in range(DEEPEST):
        waiting = [area for one in waiting for area in holders.get(one, ())]
        yield from waiting


def change_by(new: Import, old: Sequence[Import], others: Sequence[Import]) -> Change:
    """Return what ``new`` changes against the imports it takes the place of, and how it stands to the ``others``."""
    after = {entry.id: entry for entry in new.entries}
    if not old:
        same = [one.source.origin for one in others if 2 * len(after.keys() & {e.id for e in one.entries}) > len(after)]
        return Change(state="imported", beside=same[0] if after and same else None)
    before = {entry.id: entry for one in old for entry in one.entries}
    kept = [(before[key], entry) for key, entry in after.items() if key in before]
    return Change(
        state="replaced",
        old=old[-1].source,
        new=tuple(entry.names[0] for key, entry in after.items() if key not in before),
        gone=tuple(entry.names[0] for key, entry in before.items() if key not in after),
        moved=tuple(now.names[0] for was, now in kept if _has_moved(was, now)),
        altered=tuple(now.names[0] for was, now in kept if not _has_moved(was, now) and was != now),
    )


def ids_of(made: Iterable[Import]) -> frozenset[str]:
    """Return the ids that names and areas of another file may be given by: those of the entries, and areas' GeoNames ids."""
    return frozenset(key for one in made for e in one.entries for key in (e.id, *(a for a in e.aliases if a.isdigit())))


def _has_moved(was: Entry, now: Entry) -> bool:
    return abs(was.lat - now.lat) > MOVED_DEG or abs(was.lon - now.lon) > MOVED_DEG


def is_newer(new: Import, old: Import) -> bool:
    """Return True where ``new`` is another state of the file ``old`` came from: its very bytes, or its name and some of its places."""
    if new.source.sha256 == old.source.sha256:
        return True
    if new.format != old.format or stem(new.source.origin) != stem(old.source.origin):
        return False
    return bool(_marks(new) & _marks(old))


def _marks(made: Import) -> set[str]:
    """Return what tells the places of a file: ids, and main names too, since own tables without ids are known by name and point."""
    marks = {alias.id for alias in made.aliases} | {inside.id for inside in made.insides}
    return marks | {mark for entry in made.entries for mark in (entry.id, entry.names[0])}


def stem(origin: str) -> str:
    """Return a file's name without what its packing and format add ("SY.txt.gz" and "SY.zip" are SY)."""
    return origin.split(".", maxsplit=1)[0].casefold()
