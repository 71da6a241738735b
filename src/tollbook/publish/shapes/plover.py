"""PLOVER event records, one line of JSON an incident: ASSAULT with its size in dead, injured and arrested."""

from collections.abc import Iterator
from typing import Any

from tollbook.model.actor import Actor
from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.vocab.country_codes import country_codes

KEYS = (
    "id", "date", "enddate", "actor", "recipient", "event", "event_loc", "mode", "dead", "injured", "arrested", "size",
    "text_info", "cite_info", "coder", "comment",
)  # fmt: skip
EVENT = "ASSAULT"
MODES = {
    "airstrike": "aerial",
    "drone": "drone",
    "shelling": "heavy-weapons",
    "ied": "explosives",
    "shooting": "firearms",
    "ground_attack": "firearms",
    "chemical": "cbr",
    "execution": "execution",
}
SECTORS = {"state": "GOV", "state_force": "MIL", "coalition": "MIL", "non_state_armed": "REB"}
LEVELS = {
    "site": 5,
    "street": 5,
    "neighbourhood": 5,
    "village": 4,
    "town": 4,
    "city": 4,
    "near": 4,
    "district": 3,
    "countryside": 3,
    "governorate": 2,
}
"""PLOVER's resolution: 5 below a city, 4 a city, 3 a district, 2 a province, 1 a country."""


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a record for each incident with a day."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _record(incident, edition, given)


def _record(incident: Incident, edition: Edition, given: Given) -> Row | Skipped:
    first, last = facts.first_day(incident), facts.last_day(incident)
    if first is None or last is None:
        return Skipped(incident.code, "a record has a date")
    dead, injured, arrested = (facts.figure(incident, harm) for harm in ("killed", "injured", "detained"))
    size = {"dead": _number(dead), "injured": _number(injured), "arrested": _number(arrested)}
    claims = facts.claims_of(incident, edition.snapshot)
    reports = facts.documents_of(incident, edition.snapshot)
    values: dict[str, Any] = {
        "id": incident.id,
        "date": first.isoformat(),
        "enddate": last.isoformat(),
        "actor": [_entity(given.actors.get(b.actor or ""), b.words) for b in incident.belligerents],
        "recipient": _recipients(incident),
        "event": [EVENT],
        "event_loc": _location(incident, given),
        "mode": [MODES[m] for m in incident.means if m in MODES],
        **size,
        "size": size,
        "text_info": [_text(c.span, c.quote, edition) for c in claims],
        "cite_info": [
            {"publisher": d.outlet, "date": d.published.isoformat() if d.published else None, "url": d.url}
            for d in reports
        ],
        "coder": "tollbook",
        "comment": incident.code,
    }
    sources = {
        "dead": facts.setters(dead, "low", "high"),
        "injured": facts.setters(injured, "low", "high"),
        "date": facts.day_claims(claims),
        "event_loc": facts.place_claims(claims),
        "actor": facts.actor_claims(claims),
    }
    return Row(id=incident.code, values=values, sources=sources, losses=tuple(_losses(incident)))


def _number(stated: Any) -> int | None:
    """Return the lowest number stated: PLOVER has one number a harm."""
    return stated.low if stated else None


def _losses(incident: Incident) -> Iterator[Loss]:
    for harm, column in (("killed", "dead"), ("injured", "injured"), ("detained", "arrested")):
        stated = facts.figure(incident, harm)
        if stated and (stated.low != stated.high or stated.open):
            yield Loss(
                incident.code,
                column,
                f"{stated.low}..{stated.high}{'+' if stated.open else ''}",
                "one number a harm: the lowest stated",
            )


def _entity(actor: Actor | None, words: str) -> dict[str, Any]:
    code = country_codes().get(actor.countries[0]) if actor and len(actor.countries) == 1 else None
    return {
        "code": code.alpha3 if code else None,
        "sector": SECTORS.get(actor.kind) if actor else None,
        "entity_text": words,
        "identifier_id": actor.codes.get("wikidata") if actor else None,
        "identifier_text": actor.name if actor else None,
    }


def _recipients(incident: Incident) -> list[dict[str, Any]]:
    harmed = dict.fromkeys(f.key for f in incident.figures if f.axis != "all" and f.key and (f.range.high or 0) > 0)
    return [{"code": None, "sector": "CVL" if key == "civilian" else None, "entity_text": key} for key in harmed]


def _location(incident: Incident, given: Given) -> dict[str, Any] | None:
    place = incident.place
    if place is None:
        return None
    country = country_codes().get(place.country or "")
    return {
        "extracted_place": place.name,
        "resolved_place": place.name,
        "geonameid": place.gazetteer_id if place.gazetteer_id and place.gazetteer_id.isdecimal() else None,
        "lat": place.lat,
        "lon": place.lon,
        "district": given.areas.get(place.admin2 or ""),
        "province": given.areas.get(place.admin1 or ""),
        "country": country.name if country else None,
        "country_code": country.alpha3 if country else None,
        "resolution": LEVELS.get(place.level, 1),
    }


def _text(span: tuple[int, int], quote: str, edition: Edition) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text_story": quote if edition.shows_quotes else None}


PLOVER = Shape(
    name="plover",
    title="PLOVER event records (JSON Lines)",
    says="tollbook, PLOVER-shaped. Sizes are the lowest numbers a source states.",
    tables=(Table(name="plover", columns=KEYS, rows=rows, unit="incident"),),
    form="jsonl",
)
