"""Forensic Architecture's Timemap: a spreadsheet of events with the columns its server reads."""

import datetime as dt
from collections.abc import Iterator

from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.publish.words import figure_of, figure_words, place_words

COLUMNS = ("desc", "date", "time", "location", "lat", "long", "source", "filters", "category")


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield an event for each incident with a day and a place."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _event(incident, edition)


def _event(incident: Incident, edition: Edition) -> Row | Skipped:
    first, last, place = facts.first_day(incident), facts.last_day(incident), incident.place
    if first is None or place is None:
        return Skipped(incident.code, "an event has a day and a place")
    killed, injured = (
        figure_words(figure_of(incident, harm), edition.snapshot.claims) for harm in ("killed", "injured")
    )
    told = [f"{numbers} {harm}" for harm, numbers in (("killed", killed), ("injured", injured)) if numbers]
    claims = facts.claims_of(incident, edition.snapshot)
    values = {
        "desc": f"{incident.code}: {', '.join(told) or 'number unknown'}; {place_words(place)}",
        "date": _american(first),
        "time": "",
        "location": place.name,
        "lat": place.lat,
        "long": place.lon,
        "source": "; ".join(
            dict.fromkeys(d.outlet for d in facts.documents_of(incident, edition.snapshot) if d.outlet)
        ),
        "filters": "; ".join((*incident.means, *(b.words for b in incident.belligerents))),
        "category": incident.grade.name if incident.grade else "",
    }
    losses = (
        [Loss(incident.code, "date", f"{first}..{last}", "the first day of a stretch is printed")]
        if last != first
        else []
    )
    losses.append(
        Loss(
            incident.code, "lat", f"±{place.radius_m} m", "the radius the truth lies in stands in the description only"
        )
    )
    sources = {"date": facts.day_claims(claims), "lat": facts.place_claims(claims), "long": facts.place_claims(claims)}
    return Row(id=incident.code, values=values, sources=sources, losses=tuple(losses))


def _american(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


TIMEMAP = Shape(
    name="timemap",
    title="Timemap events",
    says="The columns Timemap's server reads.",
    tables=(Table(name="timemap-events", columns=COLUMNS, rows=rows, unit="incident"),),
)
