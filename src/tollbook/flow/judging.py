"""Judgements: making one from what a person says, and applying all of them to the claims before anything is linked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.flow.anchors import Finder, anchor_of
from tollbook.flow.corrections import correct
from tollbook.flow.kit import Kit
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.incident import Incident, Minting, Pairing
from tollbook.model.issue import Issue
from tollbook.model.judgement import Anchor, Entry, JudgementKind

MOST_ANCHORS = 30
SHORTEST_PREFIX = 6
CLAIM_KINDS = frozenset({"same", "not_same", "reject", "correct"})
KEPT_KINDS = frozenset({"mint", "redirect", "re_anchor"})
"""Entries the program itself writes: history, not opinions, so nobody can undo them."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Claims with every judgement applied, what people paired, and what could not be applied or had to be found again."""

    claims: dict[str, Claim]
    pairings: tuple[Pairing, ...] = ()
    issues: tuple[Issue, ...] = ()
    moves: tuple[dict[str, Any], ...] = ()


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """Return the judgements on claims that nobody has undone (an undo can itself be undone), in their order."""
    undone: set[int] = set()
    for entry in reversed(entries):
        if entry.kind == "undo" and entry.seq not in undone:
            undone.add(int(entry.body["undoes"]))
    return [e for e in entries if e.kind in CLAIM_KINDS and e.seq not in undone]


def mintings_of(entries: Iterable[Entry]) -> tuple[Minting, ...]:
    """Return the permanent incident ids given so far."""
    return tuple(msgspec.convert(e.body, Minting) for e in entries if e.kind in {"mint", "redirect"})


def apply_judgements(
    entries: Sequence[Entry],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    families: Mapping[str, frozenset[str]],
    kit: Kit,
) -> Judged:
    """Return ``claims`` as people judged them. A judgement whose claim cannot be found becomes an Issue, never nothing.

    ``documents`` hold the claims' documents and those of the anchors; ``families`` the editions of an anchor's document.
    """
    judgements = standing(entries)
    finder = Finder(claims, {d.id: d.text for d in documents.values()}, families, _moves(entries))
    finder.settle((entry.seq, anchor) for entry in judgements for anchor in anchors_in(entry))
    issues = [issue for entry in judgements if (issue := _orphaned(entry, finder))]
    corrected, refused = _corrected(judgements, claims, documents, finder, kit)
    rejected = {finder.claim_for(a) for e in judgements if e.kind == "reject" for a in anchors_in(e)}
    return Judged(
        claims=_without(corrected, {c for c in rejected if c}),
        pairings=_pairings(judgements, finder),
        issues=(*issues, *refused),
        moves=tuple(_move(*move) for move in finder.new_moves),
    )


def anchors_in(entry: Entry) -> list[Anchor]:
    """Return everything a judgement points at."""
    body = entry.body
    if entry.kind in {"same", "not_same"}:
        return [*_side(body, "first"), *_side(body, "second")]
    return [msgspec.convert(body["claim"], Anchor)]


def _side(body: Mapping[str, Any], side: str) -> list[Anchor]:
    return msgspec.convert(body[side]["claims"], list[Anchor])


def _moves(entries: Iterable[Entry]) -> dict[tuple[int, str], list[str]]:
    moves: dict[tuple[int, str], list[str]] = {}
    for entry in entries:
        if entry.kind == "re_anchor":
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
    if entry.kind in {"same", "not_same"}:
        sides = [_side(entry.body, "first"), _side(entry.body, "second")]
    for anchors in sides:
        if not any(finder.claim_for(a) for a in anchors):
            lost = anchors[0]
            message = (
                f"judgement {entry.seq} ({entry.kind} by {entry.author}) has lost its claim {lost.claim}: "
                f"{lost.harm} {lost.low}, {lost.quote!r}"
            )
            hint = f"Judge again on the claim it meant, then undo {entry.seq}; until then it is kept and has no effect."
            return Issue("judgement-orphaned", "warning", f"judgement {entry.seq}", message, hint)
    return None


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
        identity = finder.claim_for(anchors_in(entry)[0]) if entry.kind == "correct" else None
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


def _pairings(judgements: Sequence[Entry], finder: Finder) -> tuple[Pairing, ...]:
    """Return what people paired; of two judgements on one pair the later holds.

    "Same" ties one claim of each side, since an incident's other claims are held together by their own reasons; "not
    same" keeps every claim of one side from every claim of the other.
    """
    pairs: dict[frozenset[str], Pairing] = {}
    for entry in judgements:
        if entry.kind not in {"same", "not_same"}:
            continue
        first = [c for a in _side(entry.body, "first") if (c := finder.claim_for(a))]
        second = [c for a in _side(entry.body, "second") if (c := finder.claim_for(a))]
        same = entry.kind == "same"
        for one in first[:1] if same else first:
            for other in second[:1] if same else second:
                if one != other:
                    low, high = sorted((one, other))
                    pairs[frozenset((one, other))] = Pairing(low, high, same)
    return tuple(sorted(pairs.values(), key=lambda p: (p.first, p.second)))


# -- making a judgement -------------------------------------------------------------------------------------------------


def judgement_body(
    action: str,
    words: Sequence[str],
    *,
    claims: Mapping[str, Claim],
    incidents: Mapping[str, Incident],
    documents: Mapping[str, Document],
    entries: Sequence[Entry],
    kit: Kit,
    why: str,
) -> tuple[JudgementKind, dict[str, Any]]:
    """Return kind and body of the entry that ``action`` and its ``words`` ask for.

    Raises ValueError, saying what is expected, when something named does not exist or a value does not fit its field.
    """
    expected = {"same": 2, "not-same": 2, "reject": 1, "correct": 3, "undo": 1}[action]
    if len(words) != expected:
        raise ValueError(f"{action} takes {expected} value(s), {len(words)} given: {' '.join(words)}")
    if action == "undo":
        return "undo", {"undoes": _undoable(words[0], entries), "why": why}
    if action in {"same", "not-same"}:
        first, second = (_named(word, claims, incidents) for word in words)
        if {a["claim"] for a in first["claims"]} & {a["claim"] for a in second["claims"]}:
            raise ValueError(f"{words[0]} and {words[1]} are one and the same")
        kind: JudgementKind = "same" if action == "same" else "not_same"
        return kind, {"first": first, "second": second, "why": why}
    claim = one_claim(words[0], claims)
    body: dict[str, Any] = {"claim": msgspec.to_builtins(anchor_of(claim)), "why": why}
    if action == "reject":
        return "reject", body
    correct(claim, words[1], words[2], documents[claim.document], kit)
    return "correct", {**body, "field": words[1], "value": words[2].strip()}


def one_claim(word: str, claims: Mapping[str, Claim]) -> Claim:
    """Return the claim with that id, or with the only id that begins so; raise ValueError otherwise."""
    if word in claims:
        return claims[word]
    found = [c for identity, c in claims.items() if len(word) >= SHORTEST_PREFIX and identity.startswith(word)]
    if len(found) == 1:
        return found[0]
    problem = f"{len(found)} claims begin with {word!r}" if found else f"no claim {word!r} in this book"
    raise ValueError(f"{problem}; `tollbook claims` lists their ids")


def _named(word: str, claims: Mapping[str, Claim], incidents: Mapping[str, Incident]) -> dict[str, Any]:
    """Return what an incident's id or code, or a claim's id, points at."""
    incident = incidents.get(word) or next((i for i in incidents.values() if i.code == word), None)
    if incident is None:
        try:
            members = [one_claim(word, claims)]
        except ValueError as error:
            raise ValueError(f"{word!r} is no incident's id or code, and {error}") from error
    else:
        members = [claims[c] for c in incident.claims if c in claims][:MOST_ANCHORS]
    anchors = [msgspec.to_builtins(anchor_of(claim)) for claim in members]
    return {"incident": incident.id if incident else None, "claims": anchors}


def _undoable(word: str, entries: Sequence[Entry]) -> int:
    found = next((e for e in entries if word.isdigit() and e.seq == int(word)), None)
    if found is None:
        raise ValueError(f"no entry {word!r} in the ledger; `tollbook log` lists them")
    if found.kind in KEPT_KINDS:
        raise ValueError(
            f"entry {word} ({found.kind}) is history the program wrote; only people's judgements can be undone"
        )
    if any(e.kind == "undo" and e.body["undoes"] == found.seq for e in entries):
        raise ValueError(f"entry {word} is undone already")
    return found.seq
