"""Words in claims and reports: plain parts of words over the snapshot, letters folded alike in Arabic and Latin script."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.fold import fold, position
from tollbook.publish.cite import Citation, cite, cite_span
from tollbook.web.index import Index
from tollbook.web.page import desk_of, number_of, page, paged

SHORTEST = 2


class Hit(msgspec.Struct, frozen=True):
    """A report that holds all the words, with the first of them where it stands."""

    document: Document
    citation: Citation


def found_claims(index: Index, words: list[str]) -> list[Claim]:
    """Return the claims whose words, place, speakers or belligerents hold all of ``words``, the latest report first."""
    texts = index.claim_words
    found = [c for c in index.snapshot.claims.values() if all(word in texts[c.id] for word in words)]
    order = {d.id: place for place, d in enumerate(index.documents)}
    return sorted(found, key=lambda c: (order.get(c.document, len(order)), c.span))


def found_documents(index: Index, words: list[str]) -> list[Document]:
    """Return the reports whose text or title holds all of ``words``, the latest first."""
    return [
        d
        for d in index.documents
        if all(word in index.folded[d.id] or word in fold(f"{d.title or ''} {d.outlet or ''}") for word in words)
    ]


def hit(index: Index, document: Document, words: list[str]) -> Hit:
    """Return where the first of the words stands in a report."""
    places = [(index.folded[document.id].find(word), word) for word in words]
    folded_at, word = min(((at, word) for at, word in places if at >= 0), default=(0, ""))
    start = position(document.text, folded_at)
    end = position(document.text, folded_at + len(word))
    return Hit(document, cite_span(index.snapshot, document.id, (start, end), document.text[start:end]))


def search_page(request: Request) -> Response:
    """Show the claims and reports that hold the words asked for."""
    index = desk_of(request).index()
    asked = request.query_params.get("q", "")[:200]
    words = [word for word in fold(asked).split() if len(word) >= SHORTEST]
    claims = found_claims(index, words) if words else []
    documents = found_documents(index, words) if words else []
    number = number_of(request, "page")
    shown, current, pages = paged(claims, number)
    reports, _, more = paged(documents, number)
    return page(
        request,
        "search",
        asked=asked,
        index=index,
        claims=[(claim, cite(index.snapshot, claim)) for claim in shown] if number <= pages else [],
        hits=[hit(index, document, words) for document in reports] if number <= more else [],
        counts=(len(claims), len(documents)),
        current=max(current, min(number, more)),
        pages=max(pages, more),
    )
