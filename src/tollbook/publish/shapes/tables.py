"""The record as plain tables: incidents, claims, totals and reports, for spreadsheets, Parquet and SQLite."""

from collections.abc import Iterator
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.total import Balance, Total
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts, hxl
from tollbook.publish.shapes.shape import Form, Given, Row, Shape, Skipped, Table
from tollbook.vocab.country_codes import country_codes

WHOLE = ("killed_min", "killed_max", "killed_children_min", "killed_children_max", "killed_civilians_min", "killed_civilians_max", "injured_min", "injured_max", "radius_m")  # fmt: skip
INCIDENT_TYPES = {
    **dict.fromkeys(WHOLE, "int"),
    "latitude": "float",
    "longitude": "float",
    "date_start": "date",
    "date_end": "date",
}
CLAIMS = (
    "id", "incident", "document", "outlet", "published", "harm", "low", "high", "bound", "word", "status", "victims",
    "scope", "date_start", "date_end", "place", "place_level", "country", "latitude", "longitude", "radius_m", "by",
    "by_actor", "means", "said_by", "said_by_actor", "stance", "part_of", "restates", "supersedes", "confidence",
    "span_start", "span_end", "quote",
)  # fmt: skip
CLAIM_TYPES = {
    "published": "date", "low": "int", "high": "int", "date_start": "date", "date_end": "date", "latitude": "float",
    "longitude": "float", "radius_m": "int", "confidence": "float", "span_start": "int", "span_end": "int",
}  # fmt: skip
TOTALS = (
    "claim", "speaker", "harm", "status", "victims", "scope", "area", "stated_low", "stated_high", "accounted_low",
    "accounted_high", "residual_low", "residual_high", "core_start", "core_end", "hull_start", "hull_end", "contained",
    "possible", "impossible",
)  # fmt: skip
TOTAL_TYPES = {
    **dict.fromkeys(
        ("stated_low", "stated_high", "accounted_low", "accounted_high", "residual_low", "residual_high"), "int"
    ),
    **dict.fromkeys(("core_start", "core_end", "hull_start", "hull_end"), "date"),
}
REPORTS = ("id", "outlet", "published", "title", "url", "language", "sha256", "characters")
REPORT_TYPES = {"published": "date", "characters": "int"}


def claim_rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each claim, incident by incident, those of none last; by report and place in it."""
    claims = edition.snapshot.claims
    held: set[str] = set()
    for incident in facts.ordered(edition.snapshot):
        own = [claims[c] for c in incident.claims if c in claims and c not in held]
        held.update(c.id for c in own)
        is_row = not incident.is_total or given.with_totals
        yield from _claim_rows(own, edition, incident.code if is_row else None)
    yield from _claim_rows([c for c in claims.values() if c.id not in held], edition, None)


def _claim_rows(claims: list[Claim], edition: Edition, incident: str | None) -> Iterator[Row]:
    for claim in sorted(claims, key=lambda c: (c.document, c.span)):
        sources = {"low": (claim.id,), "high": (claim.id,)}
        yield Row(id=claim.id, values=_claim(claim, edition, incident), sources=sources)


def _claim(claim: Claim, edition: Edition, incident: str | None) -> dict[str, Any]:
    document = edition.snapshot.documents.get(claim.document)
    when = claim.when.interval if claim.when else None
    place = claim.where.place if claim.where else None
    by, said = (claim.by[0] if claim.by else None), (claim.said_by[0] if claim.said_by else None)
    return {
        "id": claim.id,
        "incident": incident,
        "document": claim.document,
        "outlet": document.outlet if document else None,
        "published": document.published if document else None,
        "harm": claim.harm,
        "low": claim.count.low,
        "high": claim.count.high,
        "bound": claim.count.bound,
        "word": claim.count.word,
        "status": claim.who.status,
        "victims": claim.who.group,
        "scope": claim.scope,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "place": claim.where.name if claim.where else None,
        "place_level": place.level if place else None,
        "country": place.country if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "radius_m": place.radius_m if place else None,
        "by": by.name if by else None,
        "by_actor": by.actor if by else None,
        "means": claim.means.value if claim.means else None,
        "said_by": said.name if said else None,
        "said_by_actor": (said.organisation or said.actor) if said else None,
        "stance": claim.stance,
        "part_of": claim.part_of,
        "restates": claim.restates,
        "supersedes": claim.supersedes,
        "confidence": round(claim.confidence, 3),
        "span_start": claim.span[0],
        "span_end": claim.span[1],
        "quote": claim.quote if edition.shows_quotes else None,
    }


def total_rows(edition: Edition, _: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each total, with what it accounts for and what is left over."""
    for total in edition.snapshot.totals:
        yield Row(
            id=total.claim,
            values=_total(total),
            sources={"stated_low": (total.claim,), "accounted_low": total.contained},
        )


def _total(total: Total) -> dict[str, Any]:
    country = country_codes().get((total.area.country if total.area else "") or "")
    accounted, residual = _ends(total.accounted), _ends(total.residual)
    return {
        "claim": total.claim,
        "speaker": total.speaker,
        "harm": total.harm,
        "status": total.status,
        "victims": total.group,
        "scope": total.scope,
        "area": total.area.name if total.area else (country.name if country else None),
        "stated_low": total.stated.low,
        "stated_high": total.stated.high,
        "accounted_low": accounted[0],
        "accounted_high": accounted[1],
        "residual_low": residual[0],
        "residual_high": residual[1],
        "core_start": total.core.start if total.core else None,
        "core_end": total.core.end if total.core else None,
        "hull_start": total.hull.start if total.hull else None,
        "hull_end": total.hull.end if total.hull else None,
        "contained": " ".join(total.contained),
        "possible": " ".join(total.possible),
        "impossible": "; ".join(" in ".join(pair) for pair in total.impossible),
    }


def _ends(balance: Balance | None) -> tuple[int | None, int | None]:
    return (balance.low, balance.high) if balance else (None, None)


def report_rows(edition: Edition, _: Given) -> Iterator[Row | Skipped]:
    """Yield a row for each report, without its text."""
    for document in sorted(edition.snapshot.documents.values(), key=lambda d: (str(d.published or "9999"), d.id)):
        yield Row(id=document.id, values=_report(document))


def _report(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "sha256": document.sha256,
        "characters": len(document.text),
    }


TABLES = (
    Table(name="incidents", columns=tuple(hxl.TAGS), rows=hxl.rows, types=INCIDENT_TYPES, key="code", unit="incident"),
    Table(
        name="claims",
        columns=CLAIMS,
        rows=claim_rows,
        types=CLAIM_TYPES,
        key="id",
        points={"incident": "incidents", "document": "reports"},
        unit="incident",
    ),
    Table(name="totals", columns=TOTALS, rows=total_rows, types=TOTAL_TYPES, points={"claim": "claims"}, unit="total"),
    Table(name="reports", columns=REPORTS, rows=report_rows, types=REPORT_TYPES, key="id", unit="report"),
)
OPEN = "An empty high is an open end; an empty cell is silence, never zero."


def _shape(name: str, title: str, form: Form) -> Shape:
    return Shape(name=name, title=title, says=OPEN, tables=TABLES, form=form)


CSV = _shape("csv", "plain tables: incidents, claims, totals, reports", "csv")
XLSX = _shape("xlsx", "the plain tables as sheets of a workbook", "xlsx")
PARQUET = _shape("parquet", "the plain tables as Parquet files", "parquet")
SQLITE = _shape("sqlite", "the plain tables in an SQLite file, which Datasette opens", "sqlite")
