"""Move what was read from a piece of a text to its place in the whole, and give copies of one text ids of their own."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from tollbook.model.claim import Extraction
from tollbook.model.document import Document
from tollbook.model.ids import content_id
from tollbook.model.issue import Issue

SPAN_FIELDS = frozenset({"span", "sentence"})
ID_PREFIX = re.compile(r"[a-z]+\d+_")


def pieces_of(text: str, size: int, seam: re.Pattern[str]) -> list[tuple[int, int]]:
    """Cut ``text`` into pieces of at most ``size`` characters, at the last ``seam`` in each where there is one."""
    pieces: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > size:
        seams = [m.end() for m in seam.finditer(text, start + size // 2, start + size)]
        end = seams[-1] if seams else start + size
        pieces.append((start, end))
        start = end
    pieces.append((start, len(text)))
    return pieces


def joined(document: Document, extractions: Sequence[tuple[int, Extraction]], issue: Issue) -> Extraction:
    """Return the pieces' claims and records with the spans they have in the whole document."""
    moved = [_moved(extraction, start) if start else extraction for start, extraction in extractions]
    return Extraction(
        document=document.id,
        claims=tuple(c for e in moved for c in e.claims),
        records=tuple(r for e in moved for r in e.records),
        issues=(issue, *(i for e in moved for i in e.issues)),
    )


def _moved(extraction: Extraction, offset: int) -> Extraction:
    raw = msgspec.to_builtins(extraction)
    for item in (*raw["claims"], *raw["records"]):
        _shift(item, offset)
    for claim in raw["claims"]:
        claim["head"] += offset
    return salted(msgspec.convert(raw, Extraction), str(offset))


def _shift(value: Any, offset: int) -> None:
    """Add ``offset`` to every span below ``value``, in place."""
    if isinstance(value, list):
        for item in value:
            _shift(item, offset)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in SPAN_FIELDS and item is not None:
                value[key] = [item[0] + offset, item[1] + offset]
            elif key != "geometry":
                _shift(item, offset)


def salted(extraction: Extraction, salt: str) -> Extraction:
    """Return ``extraction`` with ids that differ from those of the same words elsewhere; references inside it follow."""
    ids = (*(claim.id for claim in extraction.claims), *(record.id for record in extraction.records))
    own = {identity: _salt(identity, salt) for identity in ids}
    claims = tuple(
        msgspec.structs.replace(
            c,
            id=own[c.id],
            part_of=_followed(c.part_of, own),
            restates=_followed(c.restates, own),
            supersedes=_followed(c.supersedes, own),
        )
        for c in extraction.claims
    )
    records = tuple(msgspec.structs.replace(r, id=own[r.id], claim=_followed(r.claim, own)) for r in extraction.records)
    return msgspec.structs.replace(extraction, claims=claims, records=records)


def _salt(identity: str, salt: str) -> str:
    prefix = ID_PREFIX.match(identity)
    return content_id(prefix[0] if prefix else "", identity, salt)


def _followed(identity: str | None, own: dict[str, str]) -> str | None:
    return own.get(identity, identity) if identity else None
