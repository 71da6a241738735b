"""Gazetteers on disk: imported side by side, each with source, licence and version; a team's confirmed places before them all.

A gazetteer is a folder: ``imports/SHA.jsonl.gz`` (what one file brought, as our own entries) and ``index-SHA.idx`` made of all of
them. Importing a file again changes nothing; a newer state of a file takes the place of the older one. Both files come to be in
one step each, so that a process killed in between leaves the gazetteer as it was or as it should be.
"""

import gzip
import hashlib
import os
from pathlib import Path

import msgspec

from tollbook.model.place import Gazetteer
from tollbook.places.imported import Change, Import, change_by, ids_of, is_newer, merged
from tollbook.places.index import Index, open_default, rules_stamp
from tollbook.places.layers import Layers
from tollbook.places.pack import pack

FOLDER = "gazetteers"
IMPORTS, SUFFIX = "imports", ".jsonl.gz"
ABANDONED_S = 3600


def data_folder() -> Path:
    """Return the folder of gazetteers that belong to no book: ``TOLLBOOK_DATA``, else the user's data folder."""
    named = os.environ.get("TOLLBOOK_DATA")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tollbook"


def bring(folder: Path, name: str, made: Import) -> Change:
    """Put ``made`` into the gazetteer ``name`` under ``folder`` and return what that changed.

    The very same is there already; another state of a file of the same name and some of the same places is replaced, in its place
    among the files; anything else comes to stand last.
    """
    home = folder / name
    kept = _file_of(home, _digest(made))
    if kept.exists():
        _pack_all(home)
        return Change(state="there already")
    before = _kept_imports(home)
    old = {path: one for path, one in before.items() if is_newer(made, one)}
    others = [one for path, one in before.items() if path not in old]
    last = 1 + max((one.position for one in before.values()), default=0)
    position = min((one.position for one in old.values()), default=last)
    _write(kept, msgspec.structs.replace(made, position=position, replaces=tuple(path.name for path in old)))
    _pack_all(home)
    for path in old:
        path.unlink(missing_ok=True)
    _pack_all(home)
    return change_by(made, list(old.values()), others)


def add_import(folder: Path, name: str, made: Import) -> tuple[Path, bool]:
    """Put ``made`` into the gazetteer ``name`` as it is; return its index and False where a file of its hash was there already."""
    home = folder / name
    kept = _file_of(home, made.source.sha256)
    is_new = not kept.exists()
    if is_new:
        _write(kept, made)
    return _pack_all(home), is_new


def known_ids(folder: Path, name: str) -> frozenset[str]:
    """Return the ids of the places of the gazetteer ``name`` under ``folder``, empty where there is none."""
    return ids_of(_kept_imports(folder / name).values())


def _file_of(home: Path, digest: str) -> Path:
    return home / IMPORTS / f"{digest[:24]}{SUFFIX}"


def _digest(made: Import) -> str:
    return hashlib.sha256(msgspec.json.encode(made)).hexdigest()


def _write(kept: Path, made: Import) -> None:
    """Write an import whole or not at all, and clear away what a killed process left of another long ago."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(gzip.compress(msgspec.json.encode(made), 6, mtime=0))
    newest = part.stat().st_mtime
    part.replace(kept)
    for left in (*kept.parent.glob("*.part"), *kept.parent.parent.glob("*.part")):
        if newest - left.stat().st_mtime > ABANDONED_S:
            left.unlink(missing_ok=True)


def _kept_imports(home: Path) -> dict[Path, Import]:
    """Return the imports of a gazetteer by their files, in their order, without those that another took the place of."""
    paths = sorted((home / IMPORTS).glob("*" + SUFFIX))
    made = {path: msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Import) for path in paths}
    replaced = {name for one in made.values() for name in one.replaces}
    standing = [(one.position, path.name, path) for path, one in made.items() if path.name not in replaced]
    return {path: made[path] for _, _, path in sorted(standing)}


def _pack_all(home: Path) -> Path:
    """Return the index of everything imported into ``home``, packing it where it is missing."""
    files = sorted((home / IMPORTS).glob("*" + SUFFIX))
    stamp = hashlib.sha256("|".join([rules_stamp(), *(path.name for path in files)]).encode()).hexdigest()[:16]
    target = home / f"index-{stamp}.idx"
    if not target.exists():
        made = list(_kept_imports(home).values())
        pack(merged(made), [o for m in made for o in m.outlines], [m.source for m in made], target)
        for old in home.glob("index-*.idx"):
            if old != target:
                old.unlink(missing_ok=True)
    return target


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
