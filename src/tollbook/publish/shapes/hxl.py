"""Incidents as a table with HXL tags in its second row: ranges of the killed and injured, and of children among them."""

from collections.abc import Iterator
from typing import Any

from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.shape import Given, Row, Shape, Skipped, Table
from tollbook.vocab.country_codes import country_codes

TAGS = {
    "code": "#event+code",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "country": "#country+name",
    "country_code": "#country+code",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "radius_m": "#geo+radius",
    "belligerents": "#group+name",
    "means": "#event+type",
    "killed_min": "#affected+killed+min",
    "killed_max": "#affected+killed+max",
    "killed_children_min": "#affected+killed+children+min",
    "killed_children_max": "#affected+killed+children+max",
    "killed_civilians_min": "#affected+killed+civilians+min",
    "killed_civilians_max": "#affected+killed+civilians+max",
    "injured_min": "#affected+injured+min",
    "injured_max": "#affected+injured+max",
    "grade": "#status+grade",
    "sources": "#meta+source",
}
FIGURES = (
    ("killed", "killed", "all", None),
    ("killed_children", "killed", "group", "children"),
    ("killed_civilians", "killed", "status", "civilian"),
    ("injured", "injured", "all", None),
)


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each incident; a cell is empty where no source gives a number."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _row(incident, edition, given)


def _row(incident: Incident, edition: Edition, given: Given) -> Row:
    values: dict[str, Any] = dict.fromkeys(TAGS)
    values |= where_values(incident, given) | _figures(incident)
    first, last = facts.first_day(incident), facts.last_day(incident)
    reports = facts.documents_of(incident, edition.snapshot)
    values |= {
        "code": incident.code,
        "date_start": first.isoformat() if first else None,
        "date_end": last.isoformat() if last else None,
        "belligerents": "; ".join(b.words for b in incident.belligerents),
        "means": "; ".join(incident.means),
        "grade": incident.grade.name if incident.grade else None,
        "sources": "; ".join(dict.fromkeys(d.outlet for d in reports if d.outlet)),
    }
    losses = [
        x
        for name, harm, axis, key in FIGURES
        for x in facts.open_losses(incident.code, facts.figure(incident, harm, axis, key), f"{name}_max")
    ]
    return Row(id=incident.code, values=values, sources=_sources(incident, edition), losses=tuple(losses))


def where_values(incident: Incident, given: Given) -> dict[str, Any]:
    """Return the columns of place."""
    place = incident.place
    if place is None:
        return {}
    country = country_codes().get(place.country or "")
    return {
        "country": country.name if country else None,
        "country_code": country.alpha3 if country else None,
        "admin1": given.areas.get(place.admin1 or ""),
        "admin2": given.areas.get(place.admin2 or ""),
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "radius_m": place.radius_m,
    }


def _figures(incident: Incident) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, harm, axis, key in FIGURES:
        stated = facts.figure(incident, harm, axis, key)
        found |= {f"{name}_min": stated.low if stated else None, f"{name}_max": stated.high if stated else None}
    return found


def _sources(incident: Incident, edition: Edition) -> dict[str, tuple[str, ...]]:
    claims = facts.claims_of(incident, edition.snapshot)
    found = {
        "latitude": facts.place_claims(claims),
        "date_start": facts.day_claims(claims),
        "means": facts.means_claims(claims),
    }
    for name, harm, axis, key in FIGURES:
        stated = facts.figure(incident, harm, axis, key)
        found |= {f"{name}_min": facts.setters(stated, "low"), f"{name}_max": facts.setters(stated, "high")}
    return found


HXL = Shape(
    name="hxl",
    title="incidents with HXL tags",
    says="Ranges are the smallest and largest number a source states.",
    tables=(
        Table(name="incidents-hxl", columns=tuple(TAGS), second_row=tuple(TAGS.values()), rows=rows, unit="incident"),
    ),
)
