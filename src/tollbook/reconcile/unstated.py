"""Harm without a number ("several houses fell and people were hurt"): shown at the incident it is told beside, as unknown."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.incident import Figure, Incident, Range, Reason
from tollbook.model.place import Place
from tollbook.model.record import Record

NEAR_CHARACTERS = 240
"""How far from a claim of its report harm without a number may stand and be of the same event."""


def with_unstated(
    incidents: Sequence[Incident], records: Iterable[Record], claims: Mapping[str, Claim]
) -> tuple[Incident, ...]:
    """Return the incidents with a figure without bounds for each harm that is told of them but counted by nobody.

    A record goes to the incident of the nearest claim before it in its report, else after it, unless day or place differ. Nothing is set to zero,
    no sum changes, and where anybody counts that harm the record adds nothing.
    """
    owner = {c: i.id for i in incidents for c in i.claims}
    by_document: dict[str, list[Claim]] = {}
    for identity in owner:
        by_document.setdefault(claims[identity].document, []).append(claims[identity])
    told: dict[str, dict[str, Record]] = {}
    for record in sorted(records, key=lambda r: (r.document, r.span, r.id)):
        if record.kind != "unstated" or record.harm is None:
            continue
        near = _nearest(record, by_document.get(record.document, ()))
        if near is not None:
            told.setdefault(owner[near.id], {}).setdefault(record.harm, record)
    return tuple(_told(i, told[i.id]) if i.id in told else i for i in incidents)


def _nearest(record: Record, claims: Sequence[Claim]) -> Claim | None:
    """Return the nearest claim before the record, else after it: "others were wounded" goes on with what was told."""
    fitting = [c for c in claims if _gap(record, c) <= NEAR_CHARACTERS and not _is_elsewhere(record, c)]
    return min(fitting, key=lambda c: (c.span[0] > record.span[0], _gap(record, c), c.span), default=None)


def _gap(record: Record, claim: Claim) -> int:
    return max(0, record.span[0] - claim.span[1], claim.span[0] - record.span[1])


def _is_elsewhere(record: Record, claim: Claim) -> bool:
    one = record.when.interval if record.when else None
    other = claim.when.interval if claim.when else None
    if one is not None and other is not None and not one.overlaps(other):
        return True
    here, there = record.where, claim.where
    return here is not None and there is not None and _name(here.place, here.name) != _name(there.place, there.name)


def _name(place: Place | None, words: str) -> str:
    return (place.gazetteer_id or place.name) if place else words.casefold()


def _told(incident: Incident, told: Mapping[str, Record]) -> Incident:
    counted = {f.harm for f in incident.figures}
    added = tuple(
        Figure(
            harm=harm,
            axis="all",
            key=None,
            range=Range(
                low=None,
                best=None,
                high=None,
                rules=(Reason("unstated", f"told without a number: “{record.quote}”", ()),),
            ),
        )
        for harm, record in sorted(told.items())
        if harm not in counted
    )
    return msgspec.structs.replace(incident, figures=(*incident.figures, *added)) if added else incident
