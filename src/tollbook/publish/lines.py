"""Values as the lines of JSON that measurements and other programs rely on (design, section 5)."""

from collections.abc import Sequence
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.interval import Interval


def interval_line(interval: Interval | None) -> list[str | None] | None:
    """Return ``["YYYY-MM-DD", "YYYY-MM-DD"]``, null where open, or None."""
    if interval is None:
        return None
    return [day.isoformat() if day else None for day in (interval.start, interval.end)]


def claim_line(claim: Claim, siblings: Sequence[Claim]) -> dict[str, Any]:
    """Return a claim as in the extract interface; ``part_of``, ``restates``, ``supersedes`` become indices into ``siblings``."""
    index = {c.id: i for i, c in enumerate(siblings)}
    when, where = claim.when, claim.where
    inherited = {
        field: list(reading.span)
        for field, reading in [("when", when), ("where", where), ("means", claim.means)]
        if reading is not None and reading.inherited
    }
    for field, readings in (("by", claim.by), ("said_by", claim.said_by)):
        if readings and readings[0].inherited:
            inherited[field] = list(readings[0].span)
    return {
        "id": claim.id,
        "span": list(claim.span),
        "quote": claim.quote,
        "harm": claim.harm,
        "low": claim.count.low,
        "high": claim.count.high,
        "bound": claim.count.bound,
        "who": {"status": claim.who.status, "group": claim.who.group},
        "part_of": index.get(claim.part_of) if claim.part_of else None,
        "scope": claim.scope,
        "when": interval_line(when.interval) if when else None,
        "when_quote": when.quote if when else None,
        "where": where.name if where else None,
        "where_quote": where.quote if where and not where.inherited else None,
        "by": claim.by[0].name if claim.by else None,
        "means": claim.means.value if claim.means else None,
        "said_by": claim.said_by[0].name if claim.said_by else None,
        "stance": claim.stance,
        "diffuse": claim.diffuse,
        "standing": claim.standing,
        "mixed": claim.who.mixed,
        "as_of": interval_line(claim.as_of.interval) if claim.as_of else None,
        "restates": index.get(claim.restates) if claim.restates else None,
        "supersedes": index.get(claim.supersedes) if claim.supersedes else None,
        "confidence": round(claim.confidence, 3),
        "inherited": inherited,
    }
