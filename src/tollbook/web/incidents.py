"""The list of incidents with its facets: what is asked for, what is left, and how many each choice would leave."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident, Range
from tollbook.publish.words import range_of
from tollbook.web.fold import fold
from tollbook.web.index import FACETS, Index, Row
from tollbook.web.language import Language
from tollbook.web.page import desk_of, language_of, number_of, page, paged

MOST_CHOICES = 200


class Choice(msgspec.Struct, frozen=True):
    """One value of a facet: its key, its words, how many incidents it leaves."""

    key: str
    words: str
    count: int


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader asks for; empty strings and None ask for everything."""

    facets: dict[str, str]
    words: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


def wanted_of(query: Mapping[str, str]) -> Wanted:
    """Return what a query asks for; a day that is none is left out."""
    return Wanted(
        facets={name: query[name] for name in FACETS if query.get(name)},
        words=tuple(fold(query.get("q", "")).split()),
        first=_day(query.get("from", "")),
        last=_day(query.get("to", "")),
    )


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def filtered(rows: Iterable[Row], wanted: Wanted) -> tuple[list[Row], dict[str, Counter[str]]]:
    """Return the rows asked for, and for each facet how many each of its values would leave, the others kept."""
    kept: list[Row] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for row in rows:
        if not _is_in_days(row, wanted) or not all(word in row.words for word in wanted.words):
            continue
        failed = [name for name, key in wanted.facets.items() if key not in row.keys[name]]
        if not failed:
            kept.append(row)
        if len(failed) < 2:  # noqa: PLR2004  # one failing facet still counts for itself
            for name in failed or FACETS:
                counts[name].update(row.keys[name])
    return kept, counts


def _is_in_days(row: Row, wanted: Wanted) -> bool:
    if wanted.first is None and wanted.last is None:
        return True
    starts = wanted.last is None or (row.first is not None and row.first <= wanted.last)
    ends = wanted.first is None or (row.last is not None and row.last >= wanted.first)
    return starts and ends


def choices(index: Index, counts: Mapping[str, Counter[str]], tongue: Language) -> dict[str, list[Choice]]:
    """Return the choices of each facet, the most frequent first."""
    return {name: [_choice(name, k, n, index, tongue) for k, n in _top(counts[name])] for name in FACETS}


def _top(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_CHOICES]


def _choice(name: str, key: str, count: int, index: Index, tongue: Language) -> Choice:
    words = index.label(key) if name in {"area", "by", "source"} else tongue.term(key)
    return Choice(key, words, count)


def headline(incident: Incident) -> list[tuple[str, Range]]:
    """Return the ranges of all people for each harm, the killed first."""
    harms = dict.fromkeys(f.harm for f in incident.figures)
    order = sorted(harms, key=lambda h: (h != "killed", h != "injured", h))
    return [(harm, found) for harm in order if (found := range_of(incident, harm) or _first(incident, harm))]


def _first(incident: Incident, harm: str) -> Range | None:
    return next((f.range for f in incident.figures if f.harm == harm), None)


def highest(ranges: Iterable[Range]) -> int:
    """Return the largest number among ranges, the end of their common scale."""
    return max((r.high or r.low or 0 for r in ranges), default=0)


def claims_in(index: Index, incident: Incident) -> list[Claim]:
    """Return the incident's claims that the record still holds."""
    return [index.snapshot.claims[c] for c in incident.claims if c in index.snapshot.claims]


def incidents_page(request: Request) -> Response:
    """Show the incidents asked for, fifty to a page."""
    index, tongue = desk_of(request).index(), language_of(request)
    wanted = wanted_of(request.query_params)
    asks_all = wanted == Wanted(facets={})
    kept, counts = (list(index.rows), index.counts) if asks_all else filtered(index.rows, wanted)
    if request.query_params.get("sort") == "killed":
        kept.sort(key=lambda row: -row.killed)
    shown, current, pages = paged(kept, number_of(request, "page"))
    figures = {row.incident.id: headline(row.incident) for row in shown}
    return page(
        request,
        "incidents",
        index=index,
        rows=shown,
        figures=figures,
        scale=highest(r for found in figures.values() for _, r in found),
        found=len(kept),
        facets=choices(index, counts, tongue),
        query=dict(request.query_params),
        wanted=wanted,
        current=current,
        pages=pages,
    )
