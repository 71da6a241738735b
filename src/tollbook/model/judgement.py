"""Judgements and mintings: what people decided and which permanent ids were given, as entries of one hash chain."""

import hashlib
from typing import Any, Literal

import msgspec

JudgementKind = Literal[
    "same",
    "not_same",
    "sub_of",
    "not_sub_of",
    "reject",
    "correct",
    "add_claim",
    "add_incident",
    "confirm_place",
    "confirm_actor",
    "sign_off",
    "review",
    "coding",
    "coverage",
    "restrict",
    "redact",
    "erase",
    "undo",
    "re_anchor",
    "mint",
    "redirect",
    "merge",
]
GENESIS = "0" * 64


class Anchor(msgspec.Struct, frozen=True):
    """What a judgement points at, kept beside the id so that it can be found again when the id is gone."""

    claim: str
    document: str
    span: tuple[int, int]
    quote: str
    harm: str
    low: int
    high: int | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One ledger entry. ``time`` is ISO 8601 UTC; ``body`` is the kind's own content; ``hash`` covers all else and ``previous``."""

    seq: int
    kind: JudgementKind
    author: str
    time: str
    body: dict[str, Any]
    previous: str
    hash: str = ""


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 over the canonical JSON (sorted keys, no spaces) of the entry without its own hash."""
    content = {
        "seq": entry.seq,
        "kind": entry.kind,
        "author": entry.author,
        "time": entry.time,
        "body": entry.body,
        "previous": entry.previous,
    }
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()
