"""Apply what people judged to the claims, before anything is linked. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.flow.judging.added import additions
from tollbook.flow.judging.anchors import Finder, anchor_of
from tollbook.flow.judging.corrections import correct
from tollbook.flow.kit import Kit
from tollbook.ledger.conflicts import conflicts, said_of
from tollbook.ledger.standing import ERASED, undone
from tollbook.ledger.standing import standing as standing_entries
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Nesting, Pairing
from tollbook.model.issue import Issue
from tollbook.model.judgement import Anchor, Entry

CLAIM_KINDS = frozenset({"same", "not_same", "sub_of", "not_sub_of", "reject", "correct"})
PAIR_KINDS = frozenset({"same", "not_same", "sub_of", "not_sub_of"})
"""Judgements on two incidents."""
KEPT_KINDS = frozenset({"mint", "redirect", "re_anchor", "erase", "merge"})
"""Entries the program itself writes: history, not opinions, so nobody can undo them."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Claims with every judgement applied, what people paired, and what could not be applied or had to be found again."""

    claims: dict[str, Claim]
    pairings: tuple[Pairing, ...] = ()
    nestings: tuple[Nesting, ...] = ()
    issues: tuple[Issue, ...] = ()
    moves: tuple[dict[str, Any], ...] = ()


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """Return the judgements on claims that still have effect, in their order."""
    return standing_entries(entries, CLAIM_KINDS)


def apply_judgements(
    entries: Sequence[Entry],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    families: Mapping[str, frozenset[str]],
    kit: Kit,
    *,
    superseded: Collection[str] = (),
) -> Judged:
    """Return ``claims`` as people judged them, with those they added. A judgement whose claim cannot be found becomes an Issue.

    ``documents`` hold the claims' documents and those of the anchors; ``families`` the editions of an anchor's document;
    ``superseded`` are documents a newer edition of which is read instead.
    """
    judgements = standing(entries)
    added = additions(entries, claims, documents, families, superseded, kit)
    claims = {**claims, **added.claims}
    finder = Finder(claims, {d.id: d.text for d in documents.values()}, families, _moves(entries))
    finder.settle((entry.seq, anchor) for entry in judgements for anchor in anchors_in(entry))
    issues = [issue for entry in judgements if (issue := _orphaned(entry, finder))]
    corrected, refused = _corrected(judgements, claims, documents, finder, kit)
    rejected = {finder.claim_for(e.seq, a) for e in judgements if e.kind == "reject" for a in anchors_in(e)}
    return Judged(
        claims=_without(corrected, {c for c in rejected if c}),
        pairings=_pairings(judgements, finder, added.pairings),
        nestings=_nestings(judgements, finder),
        issues=(*issues, *refused, *added.issues, *_contradicted(entries)),
        moves=tuple(_move(*move) for move in finder.new_moves),
    )


def anchors_in(entry: Entry) -> list[Anchor]:
    """Return everything a judgement points at."""
    body = entry.body
    if entry.kind in PAIR_KINDS:
        return [*_side(body, "first"), *_side(body, "second")]
    return [msgspec.convert(body["claim"], Anchor)]


def _side(body: Mapping[str, Any], side: str) -> list[Anchor]:
    return msgspec.convert(body[side]["claims"], list[Anchor])


def _moves(entries: Iterable[Entry]) -> dict[tuple[int, str], list[str]]:
    moves: dict[tuple[int, str], list[str]] = {}
    for entry in entries:
        if entry.kind == "re_anchor" and ERASED not in entry.body:
            key = (int(entry.body["judgement"]), str(entry.body["from"]["claim"]))
            moves.setdefault(key, []).append(str(entry.body["to"]["claim"]))
    return moves


def _move(judgement: int, anchor: Anchor, claim: Claim) -> dict[str, Any]:
    moved = {"judgement": judgement, "from": anchor, "to": anchor_of(claim)}
    body: dict[str, Any] = msgspec.to_builtins(moved)
    return body


def _orphaned(entry: Entry, finder: Finder) -> Issue | None:
    """Return the Issue of a judgement that has lost a claim it cannot do without."""
    sides = [anchors_in(entry)]
    if entry.kind in PAIR_KINDS:
        sides = [_side(entry.body, "first"), _side(entry.body, "second")]
    for anchors in sides:
        if not any(finder.claim_for(entry.seq, a) for a in anchors):
            lost = anchors[0]
            message = (
                f"judgement {entry.seq} ({entry.kind} by {entry.author}) has lost its claim {lost.claim}: "
                f"{lost.harm} {lost.low}, {lost.quote!r}"
            )
            hint = f"Judge again on the claim it meant, then undo {entry.seq}; until then it is kept and has no effect."
            return Issue("judgement-orphaned", "warning", f"judgement {entry.seq}", message, hint)
    return None


def _contradicted(entries: Sequence[Entry]) -> Iterator[Issue]:
    """Yield the judgements of a merged book that contradict ours and wait for somebody to decide."""
    for conflict in conflicts(entries, undone(entries)):
        ours, theirs = conflict.ours, conflict.theirs
        hint = f"Judge again to decide for all, or undo {theirs.seq} to keep what holds."
        for said, other in said_of(conflict):
            message = (
                f"{ours.author} judged {said!r} (entry {ours.seq}), {theirs.author} of the merged book {other!r} "
                f"(entry {theirs.seq}): the first holds"
            )
            yield Issue("judgements-conflict", "warning", f"judgement {theirs.seq}", message, hint)


def _corrected(
    judgements: Sequence[Entry],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    finder: Finder,
    kit: Kit,
) -> tuple[dict[str, Claim], list[Issue]]:
    corrected = dict(claims)
    issues: list[Issue] = []
    for entry in judgements:
        identity = finder.claim_for(entry.seq, anchors_in(entry)[0]) if entry.kind == "correct" else None
        if identity is None:
            continue
        claim = corrected[identity]
        field, value = str(entry.body["field"]), str(entry.body["value"])
        try:
            changed = correct(claim, field, value, documents[claim.document], kit)
        except ValueError as error:
            hint = f"Judge again with a value that fits, then undo {entry.seq}."
            issues.append(Issue("correction-refused", "warning", f"judgement {entry.seq}", str(error), hint))
            continue
        note = f"{field} corrected to {value} by {entry.author} (judgement {entry.seq})"
        corrected[identity] = msgspec.structs.replace(changed, notes=(*changed.notes, note))
    return corrected, issues


def _without(claims: Mapping[str, Claim], rejected: set[str]) -> dict[str, Claim]:
    """Return the claims but the rejected; parts of a rejected whole stand by themselves, as its repeats do."""
    if not rejected:
        return dict(claims)
    kept = (c for c in claims.values() if c.id not in rejected)
    return {c.id: _freed(c, rejected) for c in kept}


def _freed(claim: Claim, rejected: set[str]) -> Claim:
    fields = ("part_of", "restates", "supersedes")
    gone = {field: None for field in fields if getattr(claim, field) in rejected}
    return msgspec.structs.replace(claim, **gone) if gone else claim


def _pairings(judgements: Sequence[Entry], finder: Finder, entered: Iterable[Pairing]) -> tuple[Pairing, ...]:
    """Return what people paired; of two judgements on one pair the later holds.

    "Same" ties one claim of each side, since an incident's other claims are held together by their own reasons; "not
    same" keeps every claim of one side from every claim of the other, and so does "sub of". ``entered`` are pairs that were entered as one
    incident: any judgement is later than they are.
    """
    pairs: dict[frozenset[str], Pairing] = {frozenset((p.first, p.second)): p for p in entered}
    for entry in judgements:
        if entry.kind not in {"same", "not_same", "sub_of"}:
            continue
        first = [c for a in _side(entry.body, "first") if (c := finder.claim_for(entry.seq, a))]
        second = [c for a in _side(entry.body, "second") if (c := finder.claim_for(entry.seq, a))]
        same = entry.kind == "same"
        for one in first[:1] if same else first:
            for other in second[:1] if same else second:
                if one != other:
                    low, high = sorted((one, other))
                    pairs[frozenset((one, other))] = Pairing(low, high, same)
    return tuple(sorted(pairs.values(), key=lambda p: (p.first, p.second)))


def _nestings(judgements: Sequence[Entry], finder: Finder) -> tuple[Nesting, ...]:
    """Return which incidents people called part of another, by one claim of each; of two judgements the later holds."""
    found: dict[tuple[str, str], Nesting] = {}
    for entry in judgements:
        if entry.kind not in {"sub_of", "not_sub_of"}:
            continue
        child = next((c for a in _side(entry.body, "first") if (c := finder.claim_for(entry.seq, a))), None)
        parent = next((c for a in _side(entry.body, "second") if (c := finder.claim_for(entry.seq, a))), None)
        if child is not None and parent is not None:
            found[child, parent] = Nesting(child, parent, nested=entry.kind == "sub_of")
    return tuple(found[pair] for pair in sorted(found))
