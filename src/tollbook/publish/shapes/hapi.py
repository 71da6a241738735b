"""HDX HAPI's conflict events: events and fatalities by month and area, with the columns of its ACLED feed."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import acled, facts
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.vocab.country_codes import country_codes
from tollbook.vocab.shapes import acled_codes

COLUMNS = (
    "location_code", "has_hrp", "in_gho", "provider_admin1_name", "provider_admin2_name", "admin1_code", "admin1_name",
    "admin2_code", "admin2_name", "admin_level", "event_type", "events", "fatalities", "reference_period_start",
    "reference_period_end", "dataset_hdx_id", "resource_hdx_id", "warning", "error",
)  # fmt: skip
TARGETING, VIOLENCE = "civilian_targeting", "political_violence"
Cell = tuple[str, str, str, str, int, int]
"""Country, first-order area, second-order area, type, year, month."""


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each month, area and type that has an event; an event that may lie in two months is in none."""
    cells: dict[Cell, list[Incident]] = defaultdict(list)
    for incident in facts.events(edition.snapshot, given):
        placed = incident if isinstance(incident, Skipped) else _cell(incident, given)
        if isinstance(placed, Skipped):
            yield placed
        elif isinstance(incident, Incident):
            cells[placed].append(incident)
    for cell in sorted(cells):
        yield _row(cell, cells[cell], given)


def _cell(incident: Incident, given: Given) -> Cell | Skipped:
    first, last, place = facts.first_day(incident), facts.last_day(incident), incident.place
    if first is None or last is None or place is None or not place.country:
        return Skipped(incident.code, "an event has a day and a country")
    if (first.year, first.month) != (last.year, last.month):
        return Skipped(incident.code, "an event that may lie in two months is counted in neither")
    kind, _ = acled.types_of(incident, facts.parties_of(incident, given.actors), acled_codes())
    if not kind:
        return Skipped(incident.code, "an event without means or parties has no type")
    group = TARGETING if acled.is_on_civilians(incident) else VIOLENCE
    return place.country, place.admin1 or "", place.admin2 or "", group, first.year, first.month


def _row(cell: Cell, incidents: list[Incident], given: Given) -> Row:
    country, admin1, admin2, group, year, month = cell
    codes = country_codes().get(country)
    clusters = facts.clusters_of(incidents)
    counted = [max(known, key=lambda p: p[1]) for c in clusters if (known := _known(c))]
    name = f"{country} {admin2 or admin1} {group} {year}-{month:02}"
    values = {
        **dict.fromkeys(COLUMNS),
        "location_code": codes.alpha3 if codes else country,
        "provider_admin1_name": given.areas.get(admin1),
        "provider_admin2_name": given.areas.get(admin2),
        "admin_level": 2 if admin2 else 1 if admin1 else 0,
        "event_type": group,
        "events": len(clusters),
        "fatalities": sum(f for _, f in counted) if counted else None,
        "reference_period_start": dt.date(year, month, 1).isoformat(),
        "reference_period_end": dt.date(year, month, calendar.monthrange(year, month)[1]).isoformat(),
    }
    setters = tuple(c for i, _ in counted for c in facts.setters(facts.figure(i, "killed"), "low"))
    silent = [i.code for i in incidents if acled.fatalities_of(i) is None]
    losses = (
        [Loss(name, "fatalities", ", ".join(silent), "events whose dead no source counts add nothing to the sum")]
        if silent
        else []
    )
    return Row(id=name, values=values, sources={"fatalities": setters}, losses=tuple(losses))


def _known(cluster: list[Incident]) -> list[tuple[Incident, int]]:
    return [(i, f) for i in cluster if (f := acled.fatalities_of(i)) is not None]


HAPI = Shape(
    name="hapi",
    title="HDX HAPI conflict events: events and fatalities by month and area",
    says="tollbook, HAPI-shaped. Fatalities are sums of the lowest numbers stated.",
    tables=(Table(name="hapi-conflict-events", columns=COLUMNS, rows=rows),),
)
