"""Which files an archive is made of: paths, globs, folders and addresses such as s3://, each with its kind."""

import glob
import importlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

import msgspec

from tollbook.model.issue import Issue, RunAborted

Kind = Literal["parquet", "jsonl", "jsonl.gz", "warc"]
ENDINGS: tuple[tuple[str, Kind], ...] = (
    (".parquet", "parquet"),
    (".jsonl", "jsonl"),
    (".ndjson", "jsonl"),
    (".jsonl.gz", "jsonl.gz"),
    (".ndjson.gz", "jsonl.gz"),
    (".warc", "warc"),
    (".warc.gz", "warc"),
    (".wet.gz", "warc"),
)
READ_HINT = "Give .parquet, .jsonl, .jsonl.gz or .warc.gz files, folders of them, or globs in quotation marks."


class Source(msgspec.Struct, frozen=True):
    """One file of the archive. ``stamp`` changes when the file does: its time of change, or what its server calls it."""

    name: str
    kind: Kind
    size: int
    stamp: str


def find_sources(patterns: Sequence[str]) -> tuple[list[Source], list[Issue]]:
    """Return the files that ``patterns`` mean, by name, each once, and an Issue for each pattern that means none.

    Raises RunAborted where an address needs a package that is not installed.
    """
    found: dict[str, Source] = {}
    issues: list[Issue] = []
    for pattern in patterns:
        matches = list(_remote(pattern) if "://" in pattern else _local(pattern))
        found.update({s.name: s for s in matches})
        if not matches:
            issues.append(Issue("batch-no-files", "error", pattern, "no file of a kind that is read", READ_HINT))
    return [found[name] for name in sorted(found)], issues


def kind_of(name: str) -> Kind | None:
    """Return how a file is read, by its name; None for files that are passed over."""
    low = name.lower()
    return next((kind for ending, kind in ENDINGS if low.endswith(ending)), None)


def _local(pattern: str) -> Iterator[Source]:
    paths = [Path(p) for p in glob.glob(pattern, recursive=True)] or [Path(pattern)]  # noqa: PTH207  # absolute patterns too
    for path in paths:
        below = path.rglob("*") if path.is_dir() else [path]
        for file in below:
            kind = kind_of(file.name)
            if kind and file.is_file():
                state = file.stat()
                yield Source(str(file.resolve()), kind, state.st_size, str(state.st_mtime_ns))


def _remote(pattern: str) -> Iterator[Source]:
    system, path = _filesystem(pattern)
    for info in _listed(system, path, pattern):
        kind = kind_of(info["name"])
        if kind and info["type"] == "file":
            stamp = str(info.get("ETag") or info.get("etag") or info.get("mtime") or info.get("LastModified") or "")
            yield Source(system.unstrip_protocol(info["name"]), kind, int(info["size"] or 0), stamp)


def _listed(system: Any, path: str, pattern: str) -> Iterable[dict[str, Any]]:
    try:
        if any(c in path for c in "*?["):
            found: dict[str, dict[str, Any]] = system.glob(path, detail=True)
            return list(found.values())
        if system.isdir(path):
            return list(system.find(path, detail=True).values())
        return [system.info(path)] if system.exists(path) else []
    except Exception as error:  # every store of files has errors of its own
        hint = "Look whether the address and the rights are right; nothing was done."
        raise RunAborted(Issue("batch-source-unreadable", "error", pattern, f"{error}", hint)) from error


def _filesystem(address: str) -> tuple[Any, str]:
    scheme = address.split("://", 1)[0]
    try:
        core = importlib.import_module("fsspec.core")
        return cast("tuple[Any, str]", core.url_to_fs(address))
    except (ImportError, ValueError) as error:
        package = {"s3": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs"}.get(scheme, "fsspec")
        message = f"{scheme}:// is read through fsspec: {error}"
        hint = f"Install what reads it (pip install 'tollbook[batch]' {package}), or copy the files here first."
        raise RunAborted(Issue("package-missing", "error", address, message, hint)) from error


def open_source(name: str) -> BinaryIO:
    """Return the open file; raise OSError (or what its store of files raises) when it cannot be opened."""
    if "://" not in name:
        return Path(name).open("rb")
    system, path = _filesystem(name)
    return cast("BinaryIO", system.open(path, "rb"))
