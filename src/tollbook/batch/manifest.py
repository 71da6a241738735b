"""What the tables were made from, in one file: versions, hashes, inputs, settings, counts."""

import importlib.metadata
import platform
from pathlib import Path

import msgspec

from tollbook import __version__
from tollbook.batch.reading import Settings
from tollbook.batch.work import write_whole
from tollbook.flow.books.fingerprint import code_fingerprint, extractor_fingerprint
from tollbook.vocab.load import fingerprint as vocabulary_fingerprint

PACKAGES = ("pyarrow", "dask", "distributed", "fastwarc", "resiliparse", "trafilatura")


class Input(msgspec.Struct, frozen=True):
    """One file: its name, size, hash, rows and shards."""

    name: str
    kind: str
    bytes: int
    sha256: str
    rows: int
    shards: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much there was of everything.

    ``seconds`` are of processors, for reading, extracting and resolving; ``own_seconds`` of the process that gives out the
    work, for all it did itself. ``worker_mb`` and ``own_mb`` are the most memory a worker, and that process, ever had.
    """

    rows: int = 0
    documents: int = 0
    telling: int = 0
    characters: int = 0
    set_aside: int = 0
    in_no_language: int = 0
    standing: int = 0
    older_editions: int = 0
    claims: int = 0
    incidents: int = 0
    totals: int = 0
    issues: int = 0
    seconds: float = 0.0
    own_seconds: float = 0.0
    worker_mb: int = 0
    own_mb: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch was made from. ``result`` names inputs, settings and program together: the same name, the same tables."""

    result: str
    tollbook: str
    python: str
    packages: dict[str, str]
    code: str
    extractor: str
    vocabularies: str
    gazetteer: str
    engine: str
    settings: Settings
    inputs: tuple[Input, ...]
    counts: Counts
    done: dict[str, int]


def manifest_of(
    result: str, settings: Settings, inputs: tuple[Input, ...], counts: Counts, engine: str, done: dict[str, int]
) -> Manifest:
    """Return the manifest of a finished run; ``done`` is how many results of each stage were made in it."""
    kit = settings.kit
    return Manifest(
        result=result,
        tollbook=__version__,
        python=platform.python_version(),
        packages={name: version for name in PACKAGES if (version := _version(name))},
        code=code_fingerprint(),
        extractor=extractor_fingerprint(kit),
        vocabularies=vocabulary_fingerprint(),
        gazetteer=kit.gazetteer.fingerprint,
        engine=engine,
        settings=settings,
        inputs=inputs,
        counts=counts,
        done=done,
    )


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def read_manifest(path: Path) -> Manifest | None:
    """Return the manifest, None where there is none or another version of the program wrote it."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Write the manifest: last, so that it never names tables that are not there."""
    write_whole(path, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
