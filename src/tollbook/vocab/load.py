"""Read the program's data files into checked, frozen values, once a process."""

import functools
import hashlib
from collections.abc import Hashable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, cast

import msgspec

T = TypeVar("T")
ROOTS = ("languages", "vocabularies")


def data_path(*parts: str) -> Path:
    """Return the path of a data file or folder of the program, e.g. ``data_path("languages", "en", "numbers.toml")``."""
    return Path(str(files("tollbook"))).joinpath(*parts)


@functools.cache
def load(kind: type[T], *parts: str) -> T:
    """Read the TOML file ``parts`` and convert it to ``kind``; raise ValueError naming file and field on bad data."""
    path = data_path(*parts)
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.ValidationError as error:
        raise ValueError(f"{'/'.join(parts)}: {error}") from error


def named(folder: str) -> tuple[str, ...]:
    """Return the names of the program's own files in a folder of ``vocabularies``."""
    return tuple(sorted(path.stem for path in data_path("vocabularies", folder).glob("*.toml")))


def load_named(kind: type[T], folder: str, what: str, name: str) -> T:
    """Return the program's own file ``name`` of a folder of ``vocabularies``, or a team's own file of that path.

    Raises ValueError naming the file and the mistake, or the names there are; ``what`` is what is looked for ("policy").
    """
    if name in named(folder):
        own: T = load(cast("Hashable", kind), "vocabularies", folder, f"{name}.toml")
        return own
    path = Path(name)
    if not path.is_file():
        raise ValueError(f"no {what} {name!r}: give a file, or one of: {', '.join(named(folder))}")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ValueError(f"{name}: {error}") from error


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages whose folder is present, sorted."""
    return tuple(sorted(p.name for p in data_path("languages").iterdir() if (p / "language.toml").exists()))


@functools.cache
def fingerprint() -> str:
    """Return the SHA-256 over names and bytes of every data file, in order: the version hash of the vocabularies."""
    digest = hashlib.sha256()
    for root in ROOTS:
        for path in sorted(data_path(root).rglob("*")):
            if path.is_file() and path.suffix in {".toml", ".tsv", ".csv", ".geojson", ".gz"}:
                digest.update(str(path.relative_to(data_path())).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
