"""UCDP GED's 49 columns. Ours, not UCDP's: their rules for choosing among reports are not public in detail.

Codes: UCDP Georeferenced Event Dataset codebook, as restated in docs/reference/exports.md.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from tollbook.model.actor import Actor
from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.facts import STATES, Parties
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.vocab.country_codes import CountryCodes, country_codes

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
CIVILIANS = "Civilians"
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
SINGLE, SUMMARY = 1, 2


class Deaths(msgspec.Struct, frozen=True, kw_only=True):
    """The killed of an incident as UCDP parts them; the parts sum to ``best``."""

    low: int
    best: int
    high: int
    civilians: int
    unknown: int


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield an event for each incident in which somebody was killed, by a number, at a known place and day."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _event(incident, edition, given)


def _event(incident: Incident, edition: Edition, given: Given) -> Row | Skipped:
    deaths = deaths_of(incident)
    if deaths is None or deaths.high < 1:
        return Skipped(incident.code, "an event has at least one death, by a number")
    if incident.when is None or incident.place is None:
        return Skipped(incident.code, "an event has a day and a place")
    parties = facts.parties_of(incident, given.actors)
    kind = violence_of(parties, deaths)
    values = {**dict.fromkeys(COLUMNS, ""), **_identity(incident), **_sides(parties, kind)}
    values |= _reports(incident, edition) | _where(incident, given) | _when(incident) | _deaths(deaths)
    values["event_clarity"] = SUMMARY if incident.diffuse or incident.is_total else SINGLE
    return Row(
        id=incident.code,
        values={name: values[name] for name in COLUMNS},
        sources=_sources(incident, edition),
        losses=tuple(_losses(incident, parties, kind)),
    )


def deaths_of(incident: Incident) -> Deaths | None:
    """Return the killed: civilians as far as some source says so, the rest unknown; best = civilians + unknown."""
    killed = facts.figure(incident, "killed")
    if killed is None or killed.low is None or killed.high is None:
        return None
    best = killed.best if killed.best is not None else killed.low
    civilians = facts.figure(incident, "killed", "status", "civilian")
    known = (civilians.best if civilians.best is not None else civilians.low) if civilians else 0
    known = min(best, known or 0)
    return Deaths(low=killed.low, best=best, high=killed.high, civilians=known, unknown=best - known)


def violence_of(parties: Parties, deaths: Deaths) -> int | None:
    """Return UCDP's type of violence, None where the record does not tell it: nobody named, or one side and no civilians."""
    if not parties.first:
        return None
    if parties.second:
        return STATE_BASED if _is_state(parties.first_actor) else NON_STATE
    return ONE_SIDED if deaths.civilians and not deaths.unknown else None


def _is_state(actor: Actor | None) -> bool:
    return actor is not None and actor.kind in STATES


def _identity(incident: Incident) -> dict[str, Any]:
    first = facts.first_day(incident)
    signed = any(f.signed_by for f in incident.figures)
    number = int.from_bytes(hashlib.blake2b(incident.id.encode(), digest_size=6).digest(), "big")
    return {
        "id": number,
        "relid": incident.code,
        "year": first.year if first else "",
        "code_status": "Clear" if signed else "Check",
    }


def _sides(parties: Parties, kind: int | None) -> dict[str, Any]:
    second = CIVILIANS if kind == ONE_SIDED else parties.second
    return {
        "type_of_violence": kind or "",
        "dyad_name": f"{parties.first} - {second}" if parties.first and second else "",
        "side_a": parties.first,
        "side_b": second,
        "gwnoa": _gwno(parties.first_actor),
        "gwnob": _gwno(parties.second_actor),
    }


def _gwno(actor: Actor | None) -> int | str:
    """Return the number of the state whose force this is, empty for others."""
    if actor is None or actor.kind not in {"state", "state_force"} or len(actor.countries) != 1:
        return ""
    return country_codes()[actor.countries[0]].gwno or "" if actor.countries[0] in country_codes() else ""


def _reports(incident: Incident, edition: Edition) -> dict[str, Any]:
    found = facts.documents_of(incident, edition.snapshot)
    entries = [(d.outlet or "", d.published.isoformat() if d.published else "", d.title or "") for d in found]
    return {
        "number_of_sources": len(found) or -1,
        "source_article": ";".join(f'"{office},{day},{headline}"' for office, day, headline in entries),
        "source_office": ";".join(office for office, _, _ in entries),
        "source_date": ";".join(day for _, day, _ in entries),
        "source_headline": ";".join(headline for _, _, headline in entries),
        "source_original": ";".join(facts.speakers_of(facts.claims_of(incident, edition.snapshot))),
    }


def _where(incident: Incident, given: Given) -> dict[str, Any]:
    place, codes = incident.place, facts.codes_of(incident)
    assert place is not None  # _event has looked
    assert codes is not None  # as above
    country = country_codes().get(place.country or "") or CountryCodes(code="", alpha3="", name="", region="")
    return {
        "where_prec": codes.ucdp,
        "where_coordinates": place.name,
        "where_description": place.name,
        "adm_1": given.areas.get(place.admin1 or "", ""),
        "adm_2": given.areas.get(place.admin2 or "", ""),
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "priogrid_gid": facts.prio_cell(place.lat, place.lon),
        "country": country.name,
        "country_id": country.gwno or "",
        "region": country.region,
    }


def _when(incident: Incident) -> dict[str, Any]:
    first, last = facts.first_day(incident), facts.last_day(incident)
    return {
        "date_prec": incident.when.date_prec if incident.when else "",
        "date_start": first.isoformat() if first else "",
        "date_end": last.isoformat() if last else "",
    }


def _deaths(deaths: Deaths) -> dict[str, int]:
    return {
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": deaths.civilians,
        "deaths_unknown": deaths.unknown,
        "best": deaths.best,
        "high": deaths.high,
        "low": deaths.low,
    }


def _sources(incident: Incident, edition: Edition) -> dict[str, tuple[str, ...]]:
    claims = facts.claims_of(incident, edition.snapshot)
    killed = facts.figure(incident, "killed")
    civilians = facts.figure(incident, "killed", "status", "civilian")
    where, when, by = facts.place_claims(claims), facts.day_claims(claims), facts.actor_claims(claims)
    return {
        "low": facts.setters(killed, "low"),
        "best": facts.setters(killed, "best"),
        "high": facts.setters(killed, "high"),
        "deaths_civilians": facts.setters(civilians, "best", "low"),
        "latitude": where,
        "longitude": where,
        "date_start": when,
        "date_end": when,
        "side_a": by,
        "side_b": by,
    }


def _losses(incident: Incident, parties: Parties, kind: int | None) -> Iterator[Loss]:
    yield from facts.open_losses(incident.code, facts.figure(incident, "killed"), "high")
    if parties.others:
        yield Loss(
            incident.code,
            "side_b",
            "; ".join(parties.others),
            "an event has two sides: further belligerents are left out",
        )
    if kind is None:
        yield Loss(
            incident.code,
            "type_of_violence",
            parties.first,
            "left empty where the record does not tell who fought whom",
        )
    combatants = facts.figure(incident, "killed", "status", "combatant")
    if combatants is not None and combatants.high:
        yield Loss(
            incident.code,
            "deaths_a",
            f"{combatants.low}..{combatants.high} combatants",
            "the side of killed combatants is not told: counted as unknown",
        )
    injured = facts.figure(incident, "injured")
    if injured is not None and injured.high:
        yield Loss(incident.code, "", f"{injured.low}..{injured.high} injured", "UCDP counts deaths only")


UCDP = Shape(
    name="ucdp",
    title="UCDP GED, 49 columns",
    says="tollbook, UCDP-shaped. These are not UCDP's data: low, best and high are tollbook's.",
    tables=(Table(name="ucdp-shaped", columns=COLUMNS, rows=rows, unit="incident"),),
)
