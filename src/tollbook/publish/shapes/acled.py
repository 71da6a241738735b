"""ACLED's 31 columns. Ours, not ACLED's. Rules: ACLED codebook, as restated in docs/reference/exports.md."""

import hashlib
from collections.abc import Iterator
from typing import Any

from tollbook.model.actor import Actor
from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.facts import Parties
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.publish.words import figure_of
from tollbook.vocab.country_codes import country_codes
from tollbook.vocab.shapes import AcledCodes, acled_codes

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
VIOLENCE = "Political violence"
TARGETED = "Civilian targeting"
CIVILIANS = "Civilians"
MIDDLE_OF_MONTH = 15


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield an event for each incident with a day and a place; ACLED has no threshold of deaths."""
    codes = acled_codes()
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _event(incident, edition, given, codes)


def _event(incident: Incident, edition: Edition, given: Given, codes: AcledCodes) -> Row | Skipped:
    if incident.when is None or incident.place is None:
        return Skipped(incident.code, "an event has a day and a place")
    parties = facts.parties_of(incident, given.actors)
    kind, sub = types_of(incident, parties, codes)
    civilians = is_on_civilians(incident) and not parties.second
    values: dict[str, Any] = dict.fromkeys(COLUMNS, "")
    values |= _identity(incident) | _actors(incident, parties, codes, on_civilians=civilians)
    values |= _where(incident, given) | _reports(incident, edition)
    values |= {
        "disorder_type": VIOLENCE if kind else "",
        "event_type": kind,
        "sub_event_type": sub,
        "civilian_targeting": TARGETED if civilians else "",
        "fatalities": fatalities_of(incident),
    }
    return Row(
        id=incident.code, values=values, sources=_sources(incident, edition), losses=tuple(_losses(incident, parties))
    )


def types_of(incident: Incident, parties: Parties, codes: AcledCodes) -> tuple[str, str]:
    """Return event and sub-event type by the incident's means, empty where the record does not tell them."""
    remote = next((codes.remote[m] for m in incident.means if m in codes.remote), None)
    if remote:
        return codes.event["remote"], remote
    if parties.second:
        return codes.event["battle"], codes.close.battle
    if is_on_civilians(incident) and any(m in codes.close.kinds for m in incident.means):
        return codes.event["attack"], codes.close.attack
    return "", ""


def is_on_civilians(incident: Incident) -> bool:
    """Return True when some source counts civilians among the harmed."""
    return any(f.axis == "status" and f.key == "civilian" and (f.range.high or 0) > 0 for f in incident.figures)


def fatalities_of(incident: Incident) -> int | None:
    """Return the most conservative number: the lowest stated. 0 where a source says that nobody died, None where none says."""
    killed = facts.figure(incident, "killed")
    return killed.low if killed else None


def _identity(incident: Incident) -> dict[str, Any]:
    place, when = incident.place, incident.when
    country = country_codes().get((place.country if place else "") or "")
    number = int.from_bytes(hashlib.blake2b(incident.id.encode(), digest_size=4).digest(), "big")
    day = facts.first_day(incident)
    if when and day and when.time_precision == 3 and when.start and when.end:  # noqa: PLR2004  # ACLED's code for a month
        day = (
            day.replace(day=MIDDLE_OF_MONTH)
            if (when.start.year, when.start.month) == (when.end.year, when.end.month)
            else day
        )
    return {
        "event_id_cnty": f"{country.alpha3 if country else 'XXX'}{number}",
        "event_date": day.isoformat() if day else "",
        "year": day.year if day else "",
        "time_precision": when.time_precision if when else "",
    }


def _actors(incident: Incident, parties: Parties, codes: AcledCodes, *, on_civilians: bool) -> dict[str, Any]:
    country = incident.place.country if incident.place else None
    first = _inter(parties.first_actor, country, codes)
    second = codes.codes["civilians"] if on_civilians else _inter(parties.second_actor, country, codes)
    both = sorted(i for i in (first, second) if i)
    return {
        "actor1": parties.first,
        "inter1": first or "",
        "actor2": f"{CIVILIANS} ({_country(country)})" if on_civilians else parties.second,
        "inter2": second or "",
        "interaction": (both[0] * 10 if len(both) == 1 else both[0] * 10 + both[1]) if both else "",
    }


def _inter(actor: Actor | None, country: str | None, codes: AcledCodes) -> int | None:
    if actor is None:
        return None
    is_abroad = actor.kind in {"state", "state_force"} and country is not None and country not in actor.countries
    return codes.codes["external"] if is_abroad else codes.inter.get(actor.kind)


def _country(code: str | None) -> str:
    found = country_codes().get(code or "")
    return found.name if found else ""


def _where(incident: Incident, given: Given) -> dict[str, Any]:
    place, levels = incident.place, facts.codes_of(incident)
    if place is None or levels is None:
        return {}
    country = country_codes().get(place.country or "")
    return {
        "iso": country.numeric if country and country.numeric else "",
        "country": country.name if country else "",
        "admin1": given.areas.get(place.admin1 or "", ""),
        "admin2": given.areas.get(place.admin2 or "", ""),
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": levels.acled,
    }


def _reports(incident: Incident, edition: Edition) -> dict[str, Any]:
    found = facts.documents_of(incident, edition.snapshot)
    outlets = dict.fromkeys(d.outlet for d in found if d.outlet)
    killed, injured = figure_of(incident, "killed"), figure_of(incident, "injured")
    said = [
        f"{word} {f.range.low}-{f.range.high}{'+' if f.range.open else ''}"
        for word, f in (("killed", killed), ("injured", injured))
        if f and f.range.low is not None
    ]
    return {"source": "; ".join(outlets), "notes": f"{incident.code}: {', '.join(said) or 'no number stated'}."}


def _sources(incident: Incident, edition: Edition) -> dict[str, tuple[str, ...]]:
    claims = facts.claims_of(incident, edition.snapshot)
    where, by, means = facts.place_claims(claims), facts.actor_claims(claims), facts.means_claims(claims)
    return {
        "fatalities": facts.setters(facts.figure(incident, "killed"), "low"),
        "event_date": facts.day_claims(claims),
        "latitude": where,
        "longitude": where,
        "actor1": by,
        "actor2": by,
        "event_type": means,
        "sub_event_type": means,
    }


def _losses(incident: Incident, parties: Parties) -> Iterator[Loss]:
    killed, injured = facts.figure(incident, "killed"), facts.figure(incident, "injured")
    if killed is None:
        words = figure_of(incident, "killed")
        said = ", ".join(words.range.words) if words and words.range.words else "number not stated"
        yield Loss(incident.code, "fatalities", said, "left empty where no source gives a number: silence is not zero")
    elif killed.low != killed.high or killed.open:
        yield Loss(
            incident.code,
            "fatalities",
            f"{killed.low}..{killed.high}{'+' if killed.open else ''}",
            "the most conservative number: the lowest stated",
        )
    if injured is not None and injured.high:
        yield Loss(incident.code, "", f"{injured.low}..{injured.high} injured", "ACLED counts fatalities only")
    if parties.first_actor is not None and parties.first_actor.kind == "non_state_armed":
        yield Loss(
            incident.code,
            "inter1",
            parties.first,
            "non-state armed groups are coded 2: the record does not tell rebels from militias",
        )
    if parties.others:
        yield Loss(
            incident.code,
            "actor2",
            "; ".join(parties.others),
            "an event has two actors: further belligerents are left out",
        )


ACLED = Shape(
    name="acled",
    title="ACLED, 31 columns",
    says="tollbook, ACLED-shaped. These are not ACLED's data: fatalities are the lowest number a source states.",
    tables=(Table(name="acled-shaped", columns=COLUMNS, rows=rows, unit="incident"),),
)
