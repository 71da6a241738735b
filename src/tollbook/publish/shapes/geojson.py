"""Incidents on a map: RFC 7946 features, each a point with the radius the truth lies in, or the area itself."""

from collections.abc import Iterator
from typing import Any

import msgspec

from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.hxl import FIGURES
from tollbook.publish.shapes.shape import Given, Row, Shape, Skipped, Table


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a feature for each incident with a place."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _feature(incident, edition)


def _feature(incident: Incident, edition: Edition) -> Row | Skipped:
    place, codes = incident.place, facts.codes_of(incident)
    if place is None or codes is None:
        return Skipped(incident.code, "a feature has a place")
    first, last = facts.first_day(incident), facts.last_day(incident)
    properties: dict[str, Any] = {
        "id": incident.id,
        "code": incident.code,
        "place": place.name,
        "country": place.country,
        "level": place.level,
        "radius_m": place.radius_m,
        "ucdp_where_prec": codes.ucdp,
        "acled_geo_precision": codes.acled,
        "airwars_accuracy": codes.airwars or None,
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
        "belligerents": [msgspec.to_builtins(b) for b in incident.belligerents],
        "means": list(incident.means),
        "grade": incident.grade.name if incident.grade else None,
        "reports": [d.id for d in facts.documents_of(incident, edition.snapshot)],
    }
    for name, harm, axis, key in FIGURES:
        stated = facts.figure(incident, harm, axis, key)
        properties[name] = {"low": stated.low, "high": stated.high, "open": stated.open} if stated else None
    geometry = place.geometry or {"type": "Point", "coordinates": [place.lon, place.lat]}
    claims = facts.claims_of(incident, edition.snapshot)
    sources = {"geometry": facts.place_claims(claims), "date_start": facts.day_claims(claims)}
    sources |= {
        name: facts.setters(facts.figure(incident, harm, axis, key), "low", "high") for name, harm, axis, key in FIGURES
    }
    return Row(
        id=incident.code,
        values={"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties},
        sources=sources,
    )


GEOJSON = Shape(
    name="geojson",
    title="GeoJSON: points with the radius the truth lies in, or areas",
    says="A point without its radius_m is not a location: draw the disc.",
    tables=(
        Table(
            name="incidents",
            columns=("type", "id", "geometry", "properties"),
            rows=rows,
            unit="incident",
            beside="incidents-geojson",
        ),
    ),
    form="geojson",
)
