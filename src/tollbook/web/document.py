"""One report: its archived text with every claim and record marked in place. The text is shown, never rendered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.model.claim import Claim, Harm, Scope, Stance, Status
from tollbook.model.count import Bound, Count
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.interval import Interval
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.record import Record
from tollbook.web.index import Index, version_of_claim
from tollbook.web.page import desk_of, number_of, page, paged

NOTHING = "none"
CHOICES: dict[str, tuple[str, ...]] = {
    "harm": Harm.__args__,  # type: ignore[attr-defined]  # a Literal lists its values so
    "bound": Bound.__args__,  # type: ignore[attr-defined]  # as above
    "status": Status.__args__,  # type: ignore[attr-defined]  # as above
    "scope": Scope.__args__,  # type: ignore[attr-defined]  # as above
    "stance": Stance.__args__,  # type: ignore[attr-defined]  # as above
}
FIELDS = ("count", "bound", "harm", "status", "group", "scope", "stance", "when", "where", "by", "said_by", "means")
"""What a person can correct, in the order of the form."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text and the things it belongs to; ``starts`` are the things that begin here."""

    text: str
    claims: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


def lines_of(document: Document, claims: Iterable[Claim], records: Iterable[Record]) -> list[list[Piece]]:
    """Return the text as lines of pieces, cut where a claim or record begins or ends; joined, they are the text."""
    spans: dict[str, Span] = {c.id: c.span for c in claims}
    is_claim = frozenset(spans)
    spans |= {r.id: r.span for r in records}
    opening, closing = _edges(spans, len(document.text))
    breaks = {i for i, character in enumerate(document.text) if character == "\n"}
    cuts = sorted({0, len(document.text), *opening, *closing, *breaks, *(b + 1 for b in breaks)})
    lines: list[list[Piece]] = [[]]
    inside: dict[str, None] = {}
    for start, end in pairwise(cuts):
        for name in closing.get(start, ()):
            inside.pop(name, None)
        inside.update(dict.fromkeys(opening.get(start, ())))
        if start in breaks:
            lines.append([])
            continue
        kept = tuple(inside)
        lines[-1].append(
            Piece(
                document.text[start:end],
                tuple(n for n in kept if n in is_claim),
                tuple(n for n in kept if n not in is_claim),
                tuple(opening.get(start, ())),
            )
        )
    return lines


def _edges(spans: Mapping[str, Span], length: int) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    for name, (start, end) in spans.items():
        if 0 <= start < end <= length:
            opening[start].append(name)
            closing[end].append(name)
    return opening, closing


def value_of(claim: Claim, field: str) -> str:
    """Return a field as ``tollbook judge correct`` takes it, so that an untouched input changes nothing."""
    count = claim.count
    simple = {
        "harm": claim.harm,
        "bound": count.bound,
        "status": claim.who.status,
        "group": claim.who.group or NOTHING,
        "scope": claim.scope,
        "stance": claim.stance,
        "means": claim.means.value if claim.means else NOTHING,
        "where": claim.where.name if claim.where else NOTHING,
        "by": "; ".join(a.name for a in claim.by) or NOTHING,
        "said_by": "; ".join(a.name for a in claim.said_by) or NOTHING,
    }
    if field == "count":
        return _count_value(count)
    return _days_value(claim.when.interval if claim.when else None) if field == "when" else simple[field]


def _count_value(count: Count) -> str:
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}..{count.high}"


def _days_value(interval: Interval | None) -> str:
    if interval is None:
        return NOTHING
    start, end = interval.start or "", interval.end or ""
    return str(start) if start and start == end else f"{start}..{end}"


def readings_of(claim: Claim) -> list[tuple[str, Reading | TimeReading | PlaceReading | ActorReading]]:
    """Return every reading of a claim with its field, in the order of a sentence."""
    single = (("when", claim.when), ("where", claim.where), ("means", claim.means), ("as_of", claim.as_of))
    found: list[tuple[str, Reading | TimeReading | PlaceReading | ActorReading]] = []
    found += [("said_by", r) for r in claim.said_by]
    found += [(name, r) for name, r in single if r is not None]
    found += [("by", r) for r in claim.by]
    return found


def _document(index: Index, name: str) -> Document:
    documents = index.snapshot.documents
    found = documents.get(name) or documents.get(index.by_caller.get(name, ""))
    if found is None:
        raise HTTPException(404, name)
    return found


def document_page(request: Request) -> Response:
    """Show a report with its claims and records beside it."""
    index = desk_of(request).index()
    document = _document(index, request.path_params["document"])
    claims, records = index.claims_of.get(document.id, []), index.records_of.get(document.id, [])
    return page(
        request,
        "document",
        index=index,
        document=document,
        claims=claims,
        records=records,
        lines=lines_of(document, claims, records),
        harm_of={c.id: c.harm for c in claims},
        readings_of=readings_of,
        rejected=index.rejected_of.get(document.id, []),
        chosen=request.query_params.get("at", ""),
    )


def edit_page(request: Request) -> Response:
    """Show the form that corrects or rejects one claim; as a part of its page, or by itself where no script runs."""
    index = desk_of(request).index()
    claim = index.snapshot.claims.get(request.path_params["claim"])
    if claim is None:
        raise HTTPException(404, request.path_params["claim"])
    template = "edit_part" if request.headers.get("hx-request") == "true" else "edit"
    return page(request, template, **edit_values(index, claim))


def edit_values(index: Index, claim: Claim) -> dict[str, Any]:
    """Return what the form of a claim shows, with the version it is of."""
    return {
        "index": index,
        "claim": claim,
        "values": {field: value_of(claim, field) for field in FIELDS},
        "choices": CHOICES,
        "seen": version_of_claim(claim),
        "head": index.head,
    }


def documents_page(request: Request) -> Response:
    """List the reports, the latest first."""
    index = desk_of(request).index()
    shown, current, pages = paged(index.documents, number_of(request, "page"))
    return page(
        request, "documents", index=index, documents=shown, current=current, pages=pages, found=len(index.documents)
    )
