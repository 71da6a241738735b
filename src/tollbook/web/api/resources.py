"""What the interface lists: for each resource how it is picked, named and written as a line of JSON. Knows no HTTP."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import ERASED, Document
from tollbook.model.snapshot import Snapshot
from tollbook.publish import lines, select
from tollbook.publish.select import Selection
from tollbook.web.index import Index

Line = dict[str, Any]
FILTERS = ("area", "from", "to", "harm", "by", "speaker", "grade")
"""Query parameters that narrow a list, as the options of the commands do."""


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing: ``schema`` names the JSON Schema of its lines; ``pick`` keeps what a selection asks for, in order."""

    name: str
    one: str
    schema: str
    says: str
    pick: Callable[[Selection, Snapshot], Sequence[Any]]
    key: Callable[[Any], str]
    line: Callable[[Any, Index], Line]
    filters: tuple[str, ...] = FILTERS


def document_line(document: Document, index: Index) -> Line:
    """Return a document without its text, with how many claims stand in it."""
    return {
        "id": document.id,
        "caller_ids": list(document.caller_ids),
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "length": len(document.text),
        "claims": len(index.claims_of.get(document.id, ())),
        "erased": document.media_type == ERASED,
    }


def _claim_line(claim: Claim, index: Index) -> Line:
    return lines.book_claim_line(claim, index.snapshot, index.holder.get(claim.id))


def _by_day(_: Selection, snapshot: Snapshot) -> Sequence[Document]:
    return tuple(sorted(snapshot.documents.values(), key=lambda d: (str(d.published or "9999"), d.id)))


RESOURCES = {
    r.name: r
    for r in (
        Resource(
            name="incidents",
            one="incident",
            schema="incident",
            says="Incidents with their ranges, rule traces, grades and suggestions; oldest first, undated last.",
            pick=select.pick_incidents,
            key=lambda i: str(i.id),
            line=lambda i, index: lines.incident_line(i, index.snapshot),
        ),
        Resource(
            name="claims",
            one="claim",
            schema="claim",
            says="Claims with every field and the exact words, as corrected by people; by document and place in it.",
            pick=select.pick_claims,
            key=lambda c: str(c.id),
            line=_claim_line,
            filters=(*FILTERS, "box"),
        ),
        Resource(
            name="totals",
            one="total",
            schema="total",
            says="Period and running totals, balanced against the figures inside them.",
            pick=select.pick_totals,
            key=lambda t: str(t.claim),
            line=lambda t, _: lines.total_line(t),
        ),
        Resource(
            name="records",
            one="record",
            schema="record",
            says="What reports say besides casualty claims: attack counts, damage, statements, denials, plans.",
            pick=select.pick_records,
            key=lambda r: str(r.id),
            line=lambda r, _: lines.record_line(r),
        ),
        Resource(
            name="documents",
            one="document",
            schema="document",
            says="Reports, without their text; one by its id comes with it.",
            pick=_by_day,
            key=lambda d: str(d.id),
            line=document_line,
            filters=(),
        ),
        Resource(
            name="issues",
            one="issue",
            schema="issue",
            says="What a person should look at.",
            pick=lambda _, snapshot: snapshot.issues,
            key=lambda i: f"{i.code}:{i.subject}:{i.message}",
            line=lambda i, _: lines.issue_line(i),
            filters=(),
        ),
        Resource(
            name="judgements",
            one="judgement",
            schema="judgement",
            says="The ledger: every entry with its hash, in order.",
            pick=lambda _, snapshot: snapshot.entries,
            key=lambda e: str(e.seq),
            line=lambda e, _: msgspec.to_builtins(e),
            filters=(),
        ),
    )
}
