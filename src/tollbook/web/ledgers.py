"""Totals as statements of account, the judgements in their order, and the walk behind any figure."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.asking.explain import explain
from tollbook.flow.judging.applying import KEPT_KINDS
from tollbook.ledger.standing import ERASED
from tollbook.model.issue import ItemFailed
from tollbook.model.judgement import Entry
from tollbook.model.total import Series, Total
from tollbook.publish.select import Selection, pick_totals
from tollbook.web.charts import Chart, Said, chart_of
from tollbook.web.guard import Session
from tollbook.web.index import Index, once
from tollbook.web.page import desk_of, number_of, page, paged, session_of
from tollbook.web.team.roles import right_to_undo

Told = tuple[list[tuple[str, str]], str]
"""Links (words, path), and the change."""

MOST_COURSES = 24


def totals_page(request: Request) -> Response:
    """Show every total with what accounts for it, and the running totals by speaker."""
    index = desk_of(request).index()
    totals = all_totals(index)
    shown, current, pages = paged(totals, number_of(request, "page"), 20)
    return page(
        request,
        "totals",
        index=index,
        totals=shown,
        courses=courses(index) if current == 1 else (),
        current=current,
        pages=pages,
        found=len(totals),
    )


@once
def all_totals(index: Index) -> tuple[Total, ...]:
    """Return every total in the order of the page."""
    return tuple(pick_totals(Selection(), index.snapshot))


@once
def courses(index: Index) -> tuple[tuple[Series, Chart, tuple[Series, ...]], ...]:
    """Return the running totals that count the same people in the same area, one drawing for all their speakers.

    Each is (a series to name it by, the drawing, its series).
    """
    together: dict[tuple[str, str, str | None, str | None], list[Series]] = {}
    for series in index.snapshot.series:
        together.setdefault((series.harm, series.status, series.group, series.area), []).append(series)
    found = []
    for group in together.values():
        chart = chart_of(said for series in group for said in _course(series))
        if chart is not None:
            found.append((group[0], chart, tuple(group)))
    found.sort(key=lambda item: -sum(len(series.points) for series in item[2]))
    return tuple(found[:MOST_COURSES])


def _course(series: Series) -> Iterable[Said]:
    for point in series.points:
        if point.as_of is not None:
            yield Said(
                line=series.speaker,
                day=point.as_of,
                low=point.reported,
                high=point.reported,
                claim=point.claim,
                beside=point.continuous,
                flags=point.flags,
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
        may_undo=functools.partial(may_undo, session_of(request), index),
        found=len(entries),
        everything=everything,
        ledger=desk.ledger() if request.query_params.get("verify") == "1" else None,
        current=current,
        pages=pages,
    )


def may_undo(session: Session, index: Index, entry: Entry) -> bool:
    """Return True where an entry can be undone, and who sits here has the right to."""
    is_open = entry.kind not in KEPT_KINDS and entry.seq not in index.undone_by
    return is_open and session.may(right_to_undo(index, entry))


def told(entry: Entry) -> Told:
    """Return the links (words, path) and the change that an entry speaks of."""
    body = entry.body
    if ERASED in body:
        return [(f"#{body[ERASED]}", f"/judgements#e{body[ERASED]}")], "█"
    if entry.kind in _TOLD:
        return _TOLD[entry.kind](body)
    incident = str(body.get("incident", ""))
    figure = "/".join(str(body[k]) for k in ("harm", "key") if body.get(k))
    return ([(str(body.get("code") or incident), f"/incident/{incident}")] if incident else []), figure


def _paired(body: dict[str, Any]) -> Told:
    return [_side(body[side]) for side in ("first", "second")], ""


def _on_claim(body: dict[str, Any]) -> Told:
    claim = body["claim"]
    change = f"{body['field']} → {body['value']}" if "field" in body else ""
    return [(f"“{claim['quote']}”", f"/document/{claim['document']}?at={claim['claim']}#{claim['claim']}")], change


def _undone(body: dict[str, Any]) -> Told:
    return [(f"#{body['undoes']}", f"/judgements#e{body['undoes']}")], ""


def _moved(body: dict[str, Any]) -> Told:
    return [(f"#{body['judgement']}", f"/judgements#e{body['judgement']}")], f"→ {body['to']['quote']}"


def _added(body: dict[str, Any]) -> Told:
    document = str(body["document"])
    links = [(f"“{c['quote']}”", f"/document/{document}?at={c['id']}#{c['id']}") for c in body["claims"][:3]]
    return links, "; ".join(" ".join((c["fields"]["harm"], c["fields"]["count"])) for c in body["claims"])


def _read(body: dict[str, Any]) -> Told:
    note = f": {body['note']}" if body.get("note") else ""
    return [(str(body["incident"]), f"/incident/{body['incident']}")], f"{body['verdict']}{note}"


def _checked(body: dict[str, Any]) -> Told:
    first, last = body["days"]
    days = first if first == last else f"{first} – {last}"
    said = " · ".join(filter(None, (body.get("area"), body.get("note"))))
    return [(str(body["source"]), f"/coverage?from={first}&to={last}")], f"{days}{' · ' + said if said else ''}"


def _erased(body: dict[str, Any]) -> Told:
    return [(str(body["target"])[:14], f"/document/{body['target']}")], str(body["authority"])


def _merged(body: dict[str, Any]) -> Told:
    return [], f"{body['book']} ({body['entries']})"


_TOLD: dict[str, Callable[[dict[str, Any]], Told]] = {
    "add_claim": _added,
    "add_incident": _added,
    "same": _paired,
    "not_same": _paired,
    "sub_of": _paired,
    "not_sub_of": _paired,
    "reject": _on_claim,
    "correct": _on_claim,
    "coding": _on_claim,  # what was coded, never how: whoever codes next must not have seen it
    "undo": _undone,
    "re_anchor": _moved,
    "review": _read,
    "coverage": _checked,
    "erase": _erased,
    "merge": _merged,
}


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
