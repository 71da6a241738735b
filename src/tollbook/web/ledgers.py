"""Totals as statements of account, the judgements in their order, and the walk behind any figure."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.explain import explain
from tollbook.model.issue import ItemFailed
from tollbook.model.judgement import Entry
from tollbook.publish.select import Selection, pick_totals
from tollbook.web.index import Index
from tollbook.web.page import desk_of, number_of, page, paged

MINTED = frozenset({"mint", "redirect", "re_anchor"})


def totals_page(request: Request) -> Response:
    """Show every total with what accounts for it, and the running totals by speaker."""
    index = desk_of(request).index()
    totals = pick_totals(Selection(), index.snapshot)
    shown, current, pages = paged(totals, number_of(request, "page"))
    series = [s for s in index.snapshot.series if len(s.points) > 1]
    return page(
        request, "totals", index=index, totals=shown, series=series, current=current, pages=pages, found=len(totals)
    )


def judgements_page(request: Request) -> Response:
    """Show what people judged, the latest first; with ``verify``, whether the chain holds; with ``all``, ids given too."""
    desk = desk_of(request)
    index = desk.index()
    everything = request.query_params.get("all") == "1"
    entries = tuple(reversed(index.snapshot.entries)) if everything else index.judgements
    shown, current, pages = paged(entries, number_of(request, "page"))
    return page(
        request,
        "judgements",
        index=index,
        entries=[(entry, *told(entry)) for entry in shown],
        minted=MINTED,
        found=len(entries),
        everything=everything,
        ledger=desk.ledger() if request.query_params.get("verify") == "1" else None,
        current=current,
        pages=pages,
    )


def told(entry: Entry) -> tuple[list[tuple[str, str]], str]:
    """Return the links (words, path) and the change that an entry speaks of."""
    body = entry.body
    if entry.kind in {"same", "not_same"}:
        return [_side(body[side]) for side in ("first", "second")], ""
    if entry.kind in {"reject", "correct"}:
        claim = body["claim"]
        change = f"{body['field']} → {body['value']}" if entry.kind == "correct" else ""
        return [(f"“{claim['quote']}”", f"/document/{claim['document']}?at={claim['claim']}#{claim['claim']}")], change
    if entry.kind == "undo":
        return [(f"#{body['undoes']}", f"/judgements#e{body['undoes']}")], ""
    if entry.kind == "re_anchor":
        return [(f"#{body['judgement']}", f"/judgements#e{body['judgement']}")], f"→ {body['to']['quote']}"
    incident = str(body.get("incident", ""))
    figure = "/".join(str(body[k]) for k in ("harm", "key") if body.get(k))
    return ([(str(body.get("code") or incident), f"/incident/{incident}")] if incident else []), figure


def _side(side: dict[str, Any]) -> tuple[str, str]:
    claims = side["claims"]
    first = claims[0] if claims else {}
    words = " · ".join(f"“{c['quote']}”" for c in claims[:2]) + (" …" if len(claims) > 2 else "")  # noqa: PLR2004  # two quotes tell an incident
    return words, f"/incident/{side['incident']}" if side.get(
        "incident"
    ) else f"/explain?address={first.get('claim', '')}"


def explain_page(request: Request) -> Response:
    """Show the walk behind an address; an unknown one says what it may have meant."""
    index = desk_of(request).index()
    address = request.query_params.get("address", "").strip()
    walk, issue = None, None
    if address:
        try:
            walk = explain(index.snapshot, address)
        except ItemFailed as error:
            issue = error.issue
    return page(
        request,
        "explain",
        address=address,
        walk=walk,
        issue=issue,
        examples=examples(index),
        status=404 if issue else 200,
    )


def examples(index: Index) -> list[str]:
    """Return a few addresses of this book, to learn the form from."""
    incident = next((row.incident for row in index.rows if row.incident.figures), None)
    claim = next(iter(index.snapshot.claims), None)
    total = next((t.claim for t in index.snapshot.totals), None)
    found = []
    if incident:
        name = incident.code or incident.id
        found += [f"{name}/{incident.figures[0].harm}", f"{name}/place", f"{name}/grade"]
    return [*found, *([f"{claim}/when"] if claim else []), *([f"{total}/residual"] if total else [])]
