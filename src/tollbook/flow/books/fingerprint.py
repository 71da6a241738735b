"""Short names for everything a result depends on, so that it is made again when one of them changes and only then."""

import functools
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from tollbook import __version__
from tollbook.flow.kit import Kit
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.vocab.load import fingerprint as vocabulary_fingerprint

READING_ROOMS = (
    "model",
    "vocab",
    "extract",
    "resolve",
    "places",
    "flow/steps.py",
    "flow/kit.py",
    "flow/reading/extracting.py",
)


@functools.cache
def code_fingerprint(rooms: Sequence[str] = ("",)) -> str:
    """Return the SHA-256 over the program's own source files in ``rooms`` (all of them by default)."""
    digest = hashlib.sha256(__version__.encode())
    root = Path(str(files("tollbook")))
    for room in rooms:
        place = root / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def extractor_fingerprint(kit: Kit) -> str:
    """Return the name of the extractor: program, vocabularies, gazetteer, actors and countries in focus."""
    actors = hashlib.sha256(msgspec.json.encode(kit.actors, order="sorted")).hexdigest()
    crime = () if kit.crime == "leave-out" else (kit.crime,)
    parts = (code_fingerprint(READING_ROOMS), vocabulary_fingerprint(), kit.gazetteer.fingerprint, actors, kit.focus)
    return content_id("x1_", *parts, *crime)


def extraction_key(document: Document, extractor: str) -> str:
    """Return the name of what ``extractor`` finds in ``document``: it changes with the text and what is said about it."""
    said = (str(document.published), document.outlet, document.language, document.title, document.url)
    moment = (document.instant.isoformat(), document.zone) if document.instant is not None else ()
    return content_id("k1_", extractor, document.id, *said, *moment)
