"""Words in claims and reports: beginnings of words, letters folded alike in Arabic and Latin script; searches kept by name."""

from collections import Counter
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.asking.finding import Asked
from tollbook.flow.asking.saved import Saved, forget_saved, keep_saved, load_saved
from tollbook.model.document import Document
from tollbook.model.fold import bare, fold, position
from tollbook.publish.cite import Citation, cite, cite_span
from tollbook.web.document import CHOICES
from tollbook.web.guard import is_local
from tollbook.web.index import Index, once
from tollbook.web.page import back, desk_of, language_of, number_of, page, session_of
from tollbook.web.wanted import day_said

LONGEST = 200
MOST_WORDS = 12
SIZE = 30
MOST_OUTLETS = 150


class Hit(msgspec.Struct, frozen=True):
    """A report that holds all the words, with the first of them where it stands."""

    document: Document
    citation: Citation


def asked_of(query: Mapping[str, str]) -> Asked:
    """Return what a query looks for; what is no word and what is no day is left out."""
    plain = "".join(c if c.isprintable() else " " for c in query.get("q", "")[:LONGEST])
    words = (word for word in fold(plain).split() if any(c.isalnum() for c in word))
    return Asked(
        words=tuple(dict.fromkeys(words))[:MOST_WORDS],
        harm=query.get("harm", "") if query.get("harm") in CHOICES["harm"] else "",
        outlet=query.get("outlet", "")[:LONGEST],
        first=day_said(query.get("from", "")),
        last=day_said(query.get("to", "")),
    )


def hit(index: Index, document: Document, words: tuple[str, ...]) -> Hit:
    """Return where the first of the words stands in a report; its beginning where they stand in its title only."""
    folded = fold(document.text)
    places = [(folded.find(form), form) for word in words for form in {word, bare(word)}]
    folded_at, word = min(((at, word) for at, word in places if at >= 0), default=(0, ""))
    start, end = position(document.text, folded_at), position(document.text, folded_at + len(word))
    return Hit(document, cite_span(index.snapshot, document.id, (start, end), document.text[start:end]))


@once
def outlets(index: Index) -> tuple[str, ...]:
    """Return the outlets of the book, those with most reports first."""
    counted = Counter(d.outlet for d in index.snapshot.documents.values() if d.outlet)
    return tuple(name for name, _ in counted.most_common(MOST_OUTLETS))


def search_page(request: Request) -> Response:
    """Show the claims and reports that hold the words asked for, the latest first."""
    desk, query = desk_of(request), request.query_params
    index, asked = desk.index(), asked_of(query)
    number = number_of(request, "page")
    nothing: tuple[list[str], int] = ([], 0)
    found = desk.find(asked, limit=SIZE, offset=(number - 1) * SIZE) if asked.words else {}
    claims, claim_count = found.get("claim", nothing)
    reports, report_count = found.get("report", nothing)
    snapshot = index.snapshot
    return page(
        request,
        "search",
        asked=query.get("q", "")[:LONGEST],
        harms=CHOICES["harm"],
        outlets=outlets(index),
        query=dict(query),
        filters=asked,
        saved=load_saved(desk.root),
        index=index,
        claims=[(c, cite(snapshot, c)) for i in claims if (c := snapshot.claims.get(i))],
        hits=[hit(index, d, asked.words) for i in reports if (d := snapshot.documents.get(i))],
        counts=(claim_count, report_count),
        current=number,
        pages=max(1, -(-max(claim_count, report_count) // SIZE)),
    )


def keep_act(request: Request, fields: Mapping[str, str]) -> Response:
    """Keep a search by name, or forget it."""
    name = " ".join(fields.get("name", "").split())
    path = fields.get("path", "")
    root, tongue = desk_of(request).root, language_of(request)
    if fields.get("forget"):
        forget_saved(root, name)
        return back(request, fields, tongue.say("search_forgotten", name=name))
    if not name or not is_local(path):
        return back(request, fields, tongue.say("search_unnamed"))
    keep_saved(root, Saved(name=name, path=path, who=session_of(request).who))
    return back(request, fields, tongue.say("search_kept", name=name))
