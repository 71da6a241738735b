"""Independent codings of claims by several people, kept beside the record, and how far they agree."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import open_book, reading
from tollbook.flow.judging.anchors import anchor_of
from tollbook.flow.judging.corrections import correct
from tollbook.flow.judging.judge import JudgementRefused, one_claim
from tollbook.flow.judging.noting import note_entry
from tollbook.flow.kit import Kit
from tollbook.flow.run import kit_of
from tollbook.ledger.standing import standing
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.judgement import Entry
from tollbook.publish.agreement import Agreement, agreement, nominal, ratio
from tollbook.store import derived, documents

NUMBERS = frozenset({"low", "high"})


def code_claim(
    root: Path,
    claim: str,
    values: Mapping[str, str],
    *,
    who: str,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
) -> Entry:
    """Keep how ``who`` reads the claim, without changing it; return the entry.

    ``values`` are fields as in ``tollbook judge correct``; those not given are not coded. Raises JudgementRefused for an
    unknown claim or field, or a value that does not fit.
    """
    book = open_book(root)
    with reading(book) as connection:
        known = {c.id: c for c in derived.load_claims(connection)}
        try:
            target = one_claim(claim, known)
            document = documents.load(connection, [target.document])[0]
            coded = _coded(target, values, document, kit or kit_of(book))
        except ValueError as error:
            raise JudgementRefused(str(error)) from error
    body = {"claim": msgspec.to_builtins(anchor_of(target)), "values": coded}
    return note_entry(root, "coding", body, who=who, now=now)


def _coded(claim: Claim, values: Mapping[str, str], document: Document, kit: Kit) -> dict[str, Any]:
    """Return the values as plain as they compare: a count as its two ends, days and names as the record writes them."""
    if not values:
        raise ValueError("no field given: write FIELD=VALUE, as in harm=killed count=5")
    coded: dict[str, Any] = {}
    for field, value in values.items():
        read = correct(claim, field, value, document, kit)
        if field == "count":
            coded |= {"low": read.count.low, "high": read.count.high}
        else:
            coded[field] = _plain(read, field)
    return coded


def _plain(claim: Claim, field: str) -> str | int | None:
    when = claim.when.interval if claim.when else None
    plain: dict[str, str | int | None] = {
        "harm": claim.harm,
        "low": claim.count.low,
        "high": claim.count.high,
        "bound": claim.count.bound,
        "status": claim.who.status,
        "group": claim.who.group,
        "scope": claim.scope,
        "stance": claim.stance,
        "when": f"{when.start or ''}..{when.end or ''}" if when else None,
        "where": claim.where.name if claim.where else None,
        "by": "; ".join(sorted(a.actor or a.name for a in claim.by)) or None,
        "said_by": "; ".join(sorted(a.actor or a.name for a in claim.said_by)) or None,
        "means": claim.means.value if claim.means else None,
    }
    return plain[field]


def codings_in(entries: Sequence[Entry]) -> dict[str, dict[str, dict[str, Any]]]:
    """Return field -> claim -> coder -> value; of several codings of a claim by one person the last."""
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in standing(entries, {"coding"}):
        last[entry.body["claim"]["claim"], entry.author] = entry.body["values"]
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for (claim, coder), values in last.items():
        for field, value in values.items():
            found.setdefault(field, {}).setdefault(claim, {})[coder] = value
    return found


def agreements(entries: Sequence[Entry]) -> tuple[Agreement, ...]:
    """Return the agreement on every field that was coded, by field; numbers are compared in proportion."""
    codings = codings_in(entries)
    return tuple(agreement(field, codings[field], ratio if field in NUMBERS else nominal) for field in sorted(codings))
