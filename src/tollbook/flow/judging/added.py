"""Claims that people added: what the extractor missed, and what no document said before somebody wrote it down. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.flow.judging.anchors import place_of, surroundings
from tollbook.flow.judging.corrections import correct
from tollbook.flow.kit import Kit
from tollbook.ledger.standing import standing
from tollbook.model.claim import Claim, Evidence, Original, claim_id
from tollbook.model.count import Count
from tollbook.model.document import NOTE, Document
from tollbook.model.ids import Span
from tollbook.model.incident import Pairing
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry

KINDS = frozenset({"add_claim", "add_incident"})
FIRST_ORDINAL = 1000
"""Added claims count from here on their head, far above what an extractor finds on one."""
NEEDED = ("harm", "count")
ORDER = ("harm", "count", "bound", "status", "group", "scope", "stance", "when", "where", "by", "said_by", "means")
"""Fields in the order they are set: a bound is fitted to the count, a period's days to its scope."""


class AddedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger keeps of one added claim: the id it was given, the words it stands on, its fields as typed."""

    id: str
    span: Span
    quote: str
    fields: dict[str, str]


class AddedBody(msgspec.Struct, frozen=True, kw_only=True):
    """The body of an ``add_claim`` or ``add_incident``: the claims of an ``add_incident`` are of one incident."""

    document: str
    claims: tuple[AddedClaim, ...]
    why: str
    original: Original | None = None
    evidence: tuple[Evidence, ...] = ()


class Additions(msgspec.Struct, frozen=True, kw_only=True):
    """The claims people added, which of them are of one incident, and those whose words no edition has any more."""

    claims: dict[str, Claim] = {}
    pairings: tuple[Pairing, ...] = ()
    issues: tuple[Issue, ...] = ()


def standing_additions(entries: Sequence[Entry]) -> list[Entry]:
    """Return the additions that still have effect."""
    return standing(entries, KINDS)


def documents_of(entries: Sequence[Entry]) -> set[str]:
    """Return the ids of the documents that standing additions were made on."""
    return {str(e.body["document"]) for e in standing_additions(entries)}


def new_body(
    document: Document,
    wanted: Sequence[tuple[Span, Mapping[str, str]]],
    taken: Iterable[str],
    *,
    why: str,
    original: Original | None = None,
    evidence: Sequence[Evidence] = (),
) -> AddedBody:
    """Return the ledger's body for claims at spans of ``document`` with their fields; ids already ``taken`` are not given.

    Raises ValueError, saying what is expected, where a span holds no words or a needed field is missing.
    """
    given = set(taken)
    claims = []
    for span, fields in wanted:
        claim = _new_claim(document, span, fields, given)
        given.add(claim.id)
        claims.append(claim)
    return AddedBody(document=document.id, claims=tuple(claims), why=why, original=original, evidence=tuple(evidence))


def _new_claim(document: Document, span: Span, fields: Mapping[str, str], taken: set[str]) -> AddedClaim:
    start, end = span
    quote = document.text[start:end]
    if not (0 <= start < end <= len(document.text)) or not quote.strip():
        raise ValueError(f"characters {start} to {end} hold no words of this report ({len(document.text)} characters)")
    missing = [name for name in NEEDED if not fields.get(name, "").strip()]
    if missing:
        raise ValueError(
            f"{' and '.join(missing)} missing: a claim says what harm came to how many, as in harm=killed count=12"
        )
    ordinal = FIRST_ORDINAL
    while (identity := claim_id(document.text, start, ordinal)) in taken:
        ordinal += 1
    kept = {name: value.strip() for name, value in fields.items() if value.strip()}
    return AddedClaim(id=identity, span=(start, end), quote=quote, fields=kept)


def additions(
    entries: Sequence[Entry],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    families: Mapping[str, frozenset[str]],
    superseded: Collection[str],
    kit: Kit,
) -> Additions:
    """Return the added claims as they stand today, in the newest edition of their report.

    ``claims`` are the extracted ones: where the extractor has learnt to find the same harm and number on the same words,
    its claim takes the place of the added one, with the person's fields. ``superseded`` are documents a newer edition of
    which is read instead.
    """
    by_document: dict[str, list[Claim]] = {}
    for claim in claims.values():
        by_document.setdefault(claim.document, []).append(claim)
    made: dict[str, Claim] = {}
    pairings: list[Pairing] = []
    issues: list[Issue] = []
    for entry in standing_additions(entries):
        body = msgspec.convert(entry.body, AddedBody)
        members: list[str] = []
        for added in body.claims:
            placed = _placed(added, body.document, documents, families, superseded)
            if placed is None:
                issues.append(_orphan(entry, added))
                continue
            try:
                claim = _claim(entry, body, added, placed, kit, by_document)
            except ValueError as error:
                issues.append(_refused(entry, added, error))
                continue
            made[claim.id] = claim
            members.append(claim.id)
        pairings += [_same(members[0], other) for other in members[1:]]
    return Additions(claims=made, pairings=tuple(pairings), issues=tuple(issues))


def _same(one: str, other: str) -> Pairing:
    first, second = sorted((one, other))
    return Pairing(first, second, same=True)


def _placed(
    added: AddedClaim,
    document: str,
    documents: Mapping[str, Document],
    families: Mapping[str, frozenset[str]],
    superseded: Collection[str],
) -> tuple[Document, Span] | None:
    """Return the document and span where the words stand today, None where no newest edition has them."""
    first = documents.get(document)
    if first is None or first.text[added.span[0] : added.span[1]] != added.quote:
        return None
    if document not in superseded:
        return first, added.span
    here = surroundings(first.text, added.span)
    for other in sorted(families.get(document, frozenset()).difference(superseded)):
        edition = documents.get(other)
        span = place_of(added.quote, here, edition.text) if edition else None
        if edition and span:
            return edition, span
    return None


def _claim(
    entry: Entry,
    body: AddedBody,
    added: AddedClaim,
    placed: tuple[Document, Span],
    kit: Kit,
    by_document: Mapping[str, list[Claim]],
) -> Claim:
    document, span = placed
    plain = Claim(
        id=added.id,
        document=document.id,
        span=span,
        quote=document.text[span[0] : span[1]],
        head=span[0],
        ordinal=FIRST_ORDINAL,
        harm="killed",
        count=Count(1, 1, "exact", ""),
        language=document.language or (body.original.language if body.original else "en"),
    )
    told = {**_teller(document), **added.fields}
    fields = [(name, told[name]) for name in ORDER if name in told]
    unknown = sorted(set(added.fields) - set(ORDER))
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: no such field; known are {', '.join(ORDER)}")
    claim = _with_fields(plain, fields, document, kit)
    twin = next((c for c in by_document.get(document.id, ()) if _is_twin(c, claim)), None)
    if twin is not None:
        claim = _with_fields(twin, fields, document, kit)
    note = f"added by {entry.author} (judgement {entry.seq}): {body.why}"
    return msgspec.structs.replace(claim, original=body.original, evidence=body.evidence, notes=(*claim.notes, note))


def _teller(document: Document) -> dict[str, str]:
    """Return the speaker of a note's claims: a note is somebody's words, never an outlet's own."""
    return {"said_by": document.outlet} if document.media_type == NOTE and document.outlet else {}


def _with_fields(claim: Claim, fields: Iterable[tuple[str, str]], document: Document, kit: Kit) -> Claim:
    for name, value in fields:
        claim = correct(claim, name, value, document, kit)
    return claim


def _is_twin(extracted: Claim, added: Claim) -> bool:
    apart = extracted.span[1] <= added.span[0] or added.span[1] <= extracted.span[0]
    return not apart and extracted.harm == added.harm and extracted.count.low == added.count.low


def _orphan(entry: Entry, added: AddedClaim) -> Issue:
    message = (
        f"the claim added by {entry.author} (judgement {entry.seq}) stands on words that are gone: {added.quote!r}"
    )
    hint = (
        f"Add it again on the words of the new edition, then undo {entry.seq}; until then it is kept and has no effect."
    )
    return Issue("judgement-orphaned", "warning", f"judgement {entry.seq}", message, hint)


def _refused(entry: Entry, added: AddedClaim, error: ValueError) -> Issue:
    message = f"the claim added on {added.quote!r} cannot be made: {error}"
    return Issue(
        "correction-refused", "warning", f"judgement {entry.seq}", message, f"Add it again, then undo {entry.seq}."
    )


def body_of(body: AddedBody) -> dict[str, Any]:
    """Return the body as JSON values for the ledger, without what is empty."""
    values: dict[str, Any] = msgspec.to_builtins(body)
    return {name: value for name, value in values.items() if value}
