"""The list of incidents with its facets, its map and its timeline, which filter each other."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tollbook.model.incident import Incident, Range
from tollbook.publish.words import range_of
from tollbook.web.columns import columns
from tollbook.web.index import FACETS, Index, once
from tollbook.web.language import Language
from tollbook.web.page import desk_of, language_of, number_of, page, paged
from tollbook.web.spots import Spot, fitting_box
from tollbook.web.timeline import timeline_of
from tollbook.web.wanted import Left, Wanted, left, wanted_of

WORDED = frozenset({"area", "region", "by", "source"})
MOST_CHOICES = 120
MOST_PLACES = 1500
ALL = Wanted(facets={})


class Choice(msgspec.Struct, frozen=True):
    """One value of a facet: its key, its words, how many incidents it leaves."""

    key: str
    words: str
    count: int


def choices(index: Index, counts: Mapping[str, Counter[str]], tongue: Language) -> dict[str, list[Choice]]:
    """Return the choices of each facet, the most frequent first."""
    return {name: [_choice(name, k, n, index, tongue) for k, n in _top(counts[name])] for name in FACETS}


def _top(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_CHOICES]


def _choice(name: str, key: str, count: int, index: Index, tongue: Language) -> Choice:
    words = (
        index.label(key) if name in WORDED else tongue.say(f"review_{key}") if name == "review" else tongue.term(key)
    )
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


def asked_for(request: Request) -> tuple[Index, Wanted, Left]:
    """Return the book, what the reader asks of its incidents, and what is left of them."""
    index = desk_of(request).index()
    wanted = wanted_of(request.query_params)
    return index, wanted, everything(index) if wanted == ALL else left(columns(index), wanted, index.spots)


@once
def everything(index: Index) -> Left:
    """Return what is left where nothing is asked."""
    return left(columns(index), ALL, index.spots)


def incidents_page(request: Request) -> Response:
    """Show the incidents asked for, fifty to a page, on the map, on the timeline and as a list."""
    tongue = language_of(request)
    index, wanted, found = asked_for(request)
    kept = columns(index).numbers(found.rows, by_killed=request.query_params.get("sort") == "killed")
    numbers, current, pages = paged(kept.tolist(), number_of(request, "page"))
    shown = [index.rows[number] for number in numbers]
    figures = {row.incident.id: headline(row.incident) for row in shown}
    return page(
        request,
        "incidents",
        index=index,
        rows=shown,
        figures=figures,
        scale=highest(r for found in figures.values() for _, r in found),
        found=len(kept),
        facets=choices(index, found.counts, tongue),
        names=FACETS,
        query=dict(request.query_params),
        wanted=wanted,
        current=current,
        pages=pages,
        sheet=index.atlas.sheet(found.places, index.spots),
        timeline=timeline_of(found.days, (wanted.first, wanted.last)),
        unplaced=len(kept) - sum(found.places.values()) if not wanted.facets.get("area") and not wanted.box else 0,
        is_narrowed=wanted != ALL,
    )


def places_json(request: Request) -> Response:
    """Give the places of the incidents asked for, as a map needs them."""
    index, _, found = asked_for(request)
    places = [place_value(index.spots[key], count) for key, count in found.places.most_common(MOST_PLACES)]
    return JSONResponse({"places": places, "fit": fitting_box(found.places, index.spots)})


def place_value(spot: Spot, count: int) -> dict[str, Any]:
    """Return a place as the map's script takes it."""
    return {
        "area": spot.area,
        "name": spot.name,
        "lat": spot.lat,
        "lon": spot.lon,
        "radius": spot.radius_m,
        "level": spot.level,
        "count": count,
        "geometry": spot.geometry,
        "box": spot.box,
    }


def outlines_json(request: Request) -> Response:
    """Give the outlines of the countries, governorates and districts around the book's places, as GeoJSON; a megabyte, so once."""
    tag, body = outlines_of(desk_of(request).index())
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, media_type="application/json", headers={"etag": tag})


@once
def outlines_of(index: Index) -> tuple[str, bytes]:
    """Return the outlines around the book's places as they are sent, with their tag."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": o.name, "level": o.level, "at": [o.lat, o.lon], "wide": wide},
            "geometry": o.geometry,
        }
        for o, wide in index.atlas.widths
    ]
    body = msgspec.json.encode({"type": "FeatureCollection", "features": features})
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"', body
