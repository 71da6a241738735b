"""Iraq Body Count's public columns: incidents with a reported minimum and maximum."""

from collections.abc import Iterator

from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table

COLUMNS = (
    "IBC code", "Start Date", "End Date", "Time", "Location", "Target", "Weapons", "Reported Minimum",
    "Reported Maximum", "Sources",
)  # fmt: skip


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield an entry for each incident in which civilians were killed, by a number: IBC counts civilians' violent deaths."""
    for incident in facts.events(edition.snapshot, given):
        yield incident if isinstance(incident, Skipped) else _entry(incident, edition)


def _entry(incident: Incident, edition: Edition) -> Row | Skipped:
    killed, civilians = facts.figure(incident, "killed"), facts.figure(incident, "killed", "status", "civilian")
    counted = civilians or killed
    if counted is None or not counted.high:
        return Skipped(incident.code, "an entry has at least one death, by a number")
    first, last, place = facts.first_day(incident), facts.last_day(incident), incident.place
    low = counted.low if civilians else 0
    losses = facts.open_losses(incident.code, counted, "Reported Maximum")
    if civilians is None:
        losses.append(
            Loss(
                incident.code,
                "Reported Minimum",
                str(counted.low),
                "0 where no source says that the dead were civilians",
            )
        )
    claims = facts.claims_of(incident, edition.snapshot)
    values = {
        "IBC code": incident.code,
        "Start Date": first.isoformat() if first else "",
        "End Date": last.isoformat() if last else "",
        "Time": "",
        "Location": place.name if place else "",
        "Target": "",
        "Weapons": ", ".join(incident.means),
        "Reported Minimum": low,
        "Reported Maximum": counted.high,
        "Sources": "; ".join(
            dict.fromkeys(d.outlet for d in facts.documents_of(incident, edition.snapshot) if d.outlet)
        ),
    }
    sources = {
        "Reported Minimum": facts.setters(civilians, "low"),
        "Reported Maximum": facts.setters(counted, "high"),
        "Start Date": facts.day_claims(claims),
        "Location": facts.place_claims(claims),
        "Weapons": facts.means_claims(claims),
    }
    return Row(id=incident.code, values=values, sources=sources, losses=tuple(losses))


IBC = Shape(
    name="ibc",
    title="Iraq Body Count's columns of incidents",
    says="tollbook, IBC-shaped. These are not IBC's data.",
    tables=(Table(name="ibc-shaped", columns=COLUMNS, rows=rows, unit="incident"),),
)
