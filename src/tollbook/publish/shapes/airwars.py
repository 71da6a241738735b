"""Airwars' tables of incidents, casualties, sources, belligerents and victims, with the columns of its exports.

Ours, not Airwars'. Columns the record has nothing for are left empty.
"""

from collections.abc import Iterator
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.publish.words import figure_of
from tollbook.vocab.country_codes import country_codes

GROUPS = {
    "civilian_non_combatants": ("status", "civilian"),
    "children": ("group", "children"),
    "women": ("group", "women"),
    "men": ("group", "men"),
    "journalists": ("group", "journalists"),
    "healthcare_personnel": ("group", "medics"),
    "belligerents": ("status", "combatant"),
}
ENDS = ("killed_min", "killed_max", "injured_min", "injured_max")
INCIDENTS = (
    "post_id", "permalink", "code", "previous_codes", "date_type", "date", "date_end", "country_name", "country_slug",
    "location_name", "location_name_arabic", "region", "strike_status_name", "strike_status_slug", "strike_type_name",
    "strike_type_slug", "targeted_belligerent_name", "targeted_belligerent_slug", "civilian_harm_reported",
    "civilian_harm_status_name", "civilian_harm_status_slug", "cause_of_death_injury_name", "geolocated", "latitude",
    "longitude", "geolocation_accuracy_name", "geolocation_accuracy_slug", "geolocation_notes", "num_victims",
    "num_victims_named", *(f"{group}_{end}" for group in GROUPS for end in ENDS), "num_sources", "belligerent_1_name",
    "belligerent_1_type", "belligerent_2_name", "belligerent_2_type",
)  # fmt: skip
CASUALTIES = ("code", "casualty_type_taxonomy", "casualty_type_name", "casualty_type_slug", *ENDS)
SOURCES = ("code", "name", "language", "url", "archive_url", "media")
BELLIGERENTS = (
    "code", "name", "type", "assessment_name", "assessment_slug", "deaths_conceded_min", "deaths_conceded_max",
    "injuries_conceded_min", "injuries_conceded_max", "location", "mgrs_coordinate", "mgrs_accuracy",
)  # fmt: skip
VICTIMS = (
    "code", "name", "name_arabic", "name_hebrew", "name_ukrainian", "gender", "pregnant", "age", "exact_age",
    "killed_or_injured", "additional_notes", "url", "reconciliation_id", "group_code", "in_group", "num_group_members",
)  # fmt: skip
ARABIC = "\u0600"


def incident_rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each incident."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _incident(incident, edition, given)


def _incident(incident: Incident, edition: Edition, given: Given) -> Row:
    values: dict[str, Any] = dict.fromkeys(INCIDENTS)
    first, last = facts.first_day(incident), facts.last_day(incident)
    claims, reports = facts.claims_of(incident, edition.snapshot), facts.documents_of(incident, edition.snapshot)
    names = list(dict.fromkeys(name for c in claims for name in c.who.names))
    is_declared = any(b.status == "declared" for b in incident.belligerents)
    values |= {
        "post_id": incident.id,
        "code": incident.code,
        "date_type": "single" if first == last else "range",
        "date": first.isoformat() if first else None,
        "date_end": last.isoformat() if last and last != first else None,
        "strike_status_name": "Declared strike" if is_declared else "Alleged strike",
        "strike_status_slug": "declared_strike" if is_declared else None,
        "strike_type_name": ", ".join(incident.means),
        "civilian_harm_reported": "Yes" if facts.figure(incident, "killed", "status", "civilian") else None,
        "civilian_harm_status_name": incident.grade.name if incident.grade else None,
        "civilian_harm_status_slug": incident.grade.name.lower() if incident.grade else None,
        "num_victims_named": len(names),
        "num_sources": len(reports),
    }
    values |= _where(incident, given) | _ranges(incident) | _parties(incident)
    where = facts.place_claims(claims)
    sources = {
        "date": facts.day_claims(claims),
        "latitude": where,
        "longitude": where,
        "strike_type_name": facts.means_claims(claims),
    }
    losses: list[Loss] = []
    for group, (axis, key) in GROUPS.items():
        for harm in ("killed", "injured"):
            stated = facts.figure(incident, harm, axis, key)
            sources |= {
                f"{group}_{harm}_min": facts.setters(stated, "low"),
                f"{group}_{harm}_max": facts.setters(stated, "high"),
            }
            losses += facts.open_losses(incident.code, stated, f"{group}_{harm}_max")
    return Row(id=incident.code, values=values, sources=sources, losses=tuple(losses))


def _where(incident: Incident, given: Given) -> dict[str, Any]:
    place, codes = incident.place, facts.codes_of(incident)
    if place is None or codes is None:
        return {}
    country = country_codes().get(place.country or "")
    is_arabic = any(c >= ARABIC for c in place.name)
    return {
        "country_name": country.name if country else None,
        "country_slug": country.name.lower().replace(" ", "-") if country else None,
        "location_name": None if is_arabic else place.name,
        "location_name_arabic": place.name if is_arabic else None,
        "region": given.areas.get(place.admin1 or ""),
        "geolocated": "Yes",
        "latitude": place.lat,
        "longitude": place.lon,
        "geolocation_accuracy_name": codes.airwars or None,
        "geolocation_notes": f"within {place.radius_m} m",
    }


def _ranges(incident: Incident) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for group, (axis, key) in GROUPS.items():
        for harm in ("killed", "injured"):
            stated = facts.figure(incident, harm, axis, key)
            found |= {
                f"{group}_{harm}_min": stated.low if stated else None,
                f"{group}_{harm}_max": stated.high if stated else None,
            }
    return found


def _parties(incident: Incident) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, named in enumerate(incident.belligerents[:2], start=1):
        kind = "Known" if named.status == "declared" else "Suspected"
        found |= {f"belligerent_{number}_name": named.words, f"belligerent_{number}_type": kind}
    return found


def casualty_rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each status or group of people an incident has a range of."""
    for incident in _incidents(edition, given):
        keys = dict.fromkeys((f.axis, f.key) for f in incident.figures if f.axis != "all" and f.key)
        for axis, key in keys:
            killed, injured = (figure_of(incident, harm, axis, key) for harm in ("killed", "injured"))
            values = {
                "code": incident.code,
                "casualty_type_taxonomy": axis,
                "casualty_type_name": key,
                "casualty_type_slug": key,
                "killed_min": killed.range.low if killed else None,
                "killed_max": killed.range.high if killed else None,
                "injured_min": injured.range.low if injured else None,
                "injured_max": injured.range.high if injured else None,
            }
            sources = {
                f"{harm}_{end}": facts.setters(found.range if found else None, bound)
                for harm, found in (("killed", killed), ("injured", injured))
                for end, bound in (("min", "low"), ("max", "high"))
            }
            yield Row(id=f"{incident.code} {key}", values=values, sources=sources)


def source_rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each report of an incident."""
    for incident in _incidents(edition, given):
        for report in facts.documents_of(incident, edition.snapshot):
            values: dict[str, Any] = dict.fromkeys(SOURCES)
            values |= {"code": incident.code, "name": report.outlet, "language": report.language, "url": report.url}
            yield Row(id=f"{incident.code} {report.id}", values=values)


def belligerent_rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each belligerent of an incident."""
    for incident in _incidents(edition, given):
        by = facts.actor_claims(facts.claims_of(incident, edition.snapshot))
        for named in incident.belligerents:
            values: dict[str, Any] = dict.fromkeys(BELLIGERENTS)
            kind = "Known" if named.status == "declared" else "Suspected"
            values |= {"code": incident.code, "name": named.words, "type": kind}
            yield Row(id=f"{incident.code} {named.words}", values=values, sources={"name": by})


def victim_rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each name that claims give, once an incident; names a policy withholds are not there."""
    for incident in _incidents(edition, given):
        seen: set[str] = set()
        for claim in facts.claims_of(incident, edition.snapshot):
            for name in claim.who.names:
                if name not in seen and "█" not in name:
                    seen.add(name)
                    yield Row(
                        id=f"{incident.code} {name}",
                        values=_victim(incident, claim, name),
                        sources={"name": (claim.id,)},
                    )


def _victim(incident: Incident, claim: Claim, name: str) -> dict[str, Any]:
    is_arabic = any(c >= ARABIC for c in name)
    age = claim.who.ages[0] if len(claim.who.ages) == 1 and len(claim.who.names) == 1 else None
    values: dict[str, Any] = dict.fromkeys(VICTIMS)
    return values | {
        "code": incident.code,
        "name": None if is_arabic else name,
        "name_arabic": name if is_arabic else None,
        "age": age,
        "killed_or_injured": claim.harm,
    }


def _incidents(edition: Edition, given: Given) -> Iterator[Incident]:
    return (i for i in facts.events(edition.snapshot, given) if isinstance(i, Incident))


AIRWARS = Shape(
    name="airwars",
    title="Airwars' incidents, casualties, sources, belligerents and victims",
    says="tollbook, Airwars-shaped. These are not Airwars' data, and their grades only where the book grades so.",
    tables=(
        Table(name="airwars-incidents", columns=INCIDENTS, rows=incident_rows, unit="incident"),
        Table(name="airwars-casualties", columns=CASUALTIES, rows=casualty_rows, unit="incident"),
        Table(name="airwars-sources", columns=SOURCES, rows=source_rows, unit="incident"),
        Table(name="airwars-belligerents", columns=BELLIGERENTS, rows=belligerent_rows, unit="incident"),
        Table(name="airwars-victims", columns=VICTIMS, rows=victim_rows, unit="incident"),
    ),
)
