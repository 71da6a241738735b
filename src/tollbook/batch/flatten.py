"""The values of each table's columns from the record's own values. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from tollbook.batch.tables import Row, Values, row
from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.place import Place
from tollbook.model.total import Balance, Total
from tollbook.model.voice import Voice


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document stands in the archive, and what it says of itself."""

    source: str
    shard: str
    row: int
    offset: int | None
    published: dt.date | None
    outlet: str | None


def claim_row(claim: Claim, incident: str | None, origin: Origin, voice: Voice, extractor: str) -> Row:
    """Return the row of a claim, in the month of its event, or of its report where the day is not known."""
    when = claim.when.interval if claim.when else None
    place = claim.where.place if claim.where else None
    values: Values = {
        "id": claim.id,
        "document": claim.document,
        "incident": incident,
        "source": origin.source,
        "shard": origin.shard,
        "row": origin.row,
        "offset": origin.offset,
        "extractor": extractor,
        "published": origin.published,
        "outlet": origin.outlet,
        "harm": claim.harm,
        "low": claim.count.low,
        "high": claim.count.high,
        "bound": claim.count.bound,
        "status": claim.who.status,
        "group": claim.who.group,
        "names": list(claim.who.names),
        "ages": list(claim.who.ages),
        "part_of": claim.part_of,
        "scope": claim.scope,
        "diffuse": claim.diffuse,
        "standing": claim.standing,
        "mixed": claim.who.mixed,
        "crime": claim.crime,
        "stance": claim.stance,
        "quote": claim.quote,
        "span_start": claim.span[0],
        "span_end": claim.span[1],
        "means": claim.means.value if claim.means else None,
        "by": [a.actor or a.name for a in claim.by],
        "speaker": voice.name,
        "root": voice.root,
        "confidence": claim.confidence,
        "claim": msgspec.json.encode(claim).decode(),
        **_when(when),
        **_where(place),
    }
    if place is None and claim.where is not None:
        values["place"] = claim.where.name
    return row(claim_day(claim, origin), place.country if place else None, claim.id, values)


def incident_row(incident: Incident) -> Row:
    """Return the row of an incident, in the month of its first day."""
    place = incident.place
    values: Values = {
        "id": incident.id,
        "code": incident.code,
        "means": list(incident.means),
        "belligerents": [a.actor or a.words for a in incident.belligerents],
        "grade": incident.grade.name if incident.grade else None,
        "diffuse": incident.diffuse,
        "is_total": incident.is_total,
        "sub_of": incident.sub_of,
        "documents": list(incident.documents),
        "claims": list(incident.claims),
        "incident": msgspec.json.encode(incident, order="deterministic").decode(),
        **_when(incident.when),
        **_where(place),
        **_figures(incident),
    }
    return row(incident_day(incident), place.country if place else None, incident.id, values)


def _figures(incident: Incident) -> Values:
    found: Values = {}
    for figure in incident.figures:
        if figure.axis == "all" and figure.harm in {"killed", "injured"}:
            named = {"low": figure.range.low, "best": figure.range.best, "high": figure.range.high}
            found |= {f"{figure.harm}_{name}": value for name, value in named.items()}
            found[f"{figure.harm}_open"] = figure.range.open
    return found


def total_row(total: Total, document: str, published: dt.date | None) -> Row:
    """Return the row of a total, in the month of the report that states it."""
    area, span = total.area, total.hull or total.core
    values: Values = {
        "claim": total.claim,
        "document": document,
        "speaker": total.speaker,
        "root": total.root,
        "harm": total.harm,
        "status": total.status,
        "group": total.group,
        "scope": total.scope,
        "standing": total.standing,
        "stated_low": total.stated.low,
        "stated_high": total.stated.high,
        **_balance("accounted", total.accounted),
        **_balance("residual", total.residual),
        "impossible": len(total.impossible),
        "area": area.name if area else None,
        "area_id": area.gazetteer_id if area else None,
        "from": span.start if span else None,
        "to": span.end if span else None,
        "total": msgspec.json.encode(total, order="deterministic").decode(),
    }
    return row(total_day(total, published), area.country if area else None, total.claim, values)


def issue_rows(issues: Mapping[Issue, dt.date | None]) -> Iterator[Row]:
    """Yield the rows of Issues, in the month of the report they are about where one is known."""
    for issue, day in issues.items():
        yield row(day, None, f"{issue.code} {issue.subject} {issue.message}", msgspec.structs.asdict(issue))


def claim_day(claim: Claim, origin: Origin) -> dt.date | None:
    """Return the day that decides a claim's month."""
    return first_day(claim.when.interval if claim.when else None) or origin.published


def incident_day(incident: Incident) -> dt.date | None:
    """Return the day that decides an incident's month."""
    return first_day(incident.when)


def total_day(total: Total, published: dt.date | None) -> dt.date | None:
    """Return the day that decides a total's month."""
    return published or first_day(total.hull or total.core)


def first_day(interval: Interval | None) -> dt.date | None:
    """Return the first day of an interval, the last where only that is known."""
    return (interval.start or interval.end) if interval else None


def _when(interval: Interval | None) -> Values:
    return {"when_start": interval.start, "when_end": interval.end} if interval else {}


def _where(place: Place | None) -> Values:
    if place is None:
        return {}
    return {
        "place": place.name,
        "place_id": place.gazetteer_id,
        "level": place.level,
        "lat": place.lat,
        "lon": place.lon,
        "radius_m": place.radius_m,
        "admin1": place.admin1,
    }


def _balance(name: str, balance: Balance | None) -> Values:
    return {f"{name}_low": balance.low, f"{name}_high": balance.high} if balance else {}
