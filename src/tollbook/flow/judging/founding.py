"""Keep incident ids permanent when the claims they were given for get other ids: a new edition, a better extractor. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from tollbook.flow.judging.anchors import Finder, anchor_of
from tollbook.model.claim import Claim
from tollbook.model.incident import Minting
from tollbook.model.judgement import Anchor, Entry

KINDS = frozenset({"mint", "redirect"})


def minting_body(minting: Minting, claims: Mapping[str, Claim]) -> dict[str, Any]:
    """Return what the ledger keeps of a minting: itself, and anchors that find its founding claims again."""
    anchors = [anchor_of(claims[c]) for c in minting.claims if c in claims]
    body: dict[str, Any] = msgspec.to_builtins(minting)
    return {**body, "anchors": msgspec.to_builtins(anchors)}


def founding_anchors(entry: Entry) -> list[Anchor]:
    """Return the anchors of the claims an incident id was given for."""
    return msgspec.convert(entry.body.get("anchors", []), list[Anchor])


def mintings_today(
    entries: Iterable[Entry],
    claims: Mapping[str, Claim],
    texts: Mapping[str, str],
    families: Mapping[str, frozenset[str]],
) -> tuple[Minting, ...]:
    """Return the mintings with their founding claims under the ids these have in ``claims``, as far as they are found.

    Nothing is logged: where a claim went follows from the ledger's anchors and the texts, each time alike.
    """
    minted = [entry for entry in entries if entry.kind in KINDS]
    finder = Finder(claims, texts, families, {})
    anchors = {entry.seq: founding_anchors(entry) for entry in minted}
    finder.settle((seq, anchor) for seq, founding in anchors.items() for anchor in founding)
    return tuple(_today(entry, anchors[entry.seq], finder) for entry in minted)


def _today(entry: Entry, anchors: Iterable[Anchor], finder: Finder) -> Minting:
    minting = msgspec.convert(entry.body, Minting)
    went = {anchor.claim: finder.claim_for(entry.seq, anchor) or anchor.claim for anchor in anchors}
    return msgspec.structs.replace(minting, claims=tuple(went.get(c, c) for c in minting.claims))
