"""From claims to the record: linking, then reconciling, with nothing stored and nothing asked of anybody. Pure."""

from collections.abc import Iterable, Sequence

from tollbook.flow.kit import Kit
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document
from tollbook.model.incident import Figure, Incident, Minting, Pairing, Range
from tollbook.model.snapshot import Reconciled
from tollbook.model.total import Total


def build_record(
    documents: Iterable[Document],
    extractions: Iterable[Extraction],
    *,
    pairings: Sequence[Pairing] = (),
    mintings: Sequence[Minting] = (),
    signed: Sequence[object] = (),
    kit: Kit | None = None,
    profile: str = "airwars",
) -> Reconciled:
    """Return incidents, balanced totals, Issues and new mintings of these documents' claims.

    Claims come resolved. ``pairings`` are what people judged, ``mintings`` the permanent ids given so far (the new ones
    come back), ``signed`` figures people froze. The same values in any order give the same record.
    """
    claims = {c.id: c for e in extractions for c in e.claims}
    groups: dict[tuple[object, ...], list[Claim]] = {}
    totals: list[Total] = []
    for claim in sorted(claims.values(), key=lambda c: (c.document, c.span)):
        if claim.scope != "incident":
            totals.append(_total(claim))
            continue
        top = claim
        while top.part_of in claims and claims[top.part_of] is not claim:
            top = claims[top.part_of]
        key = (top.document, top.when.interval if top.when else None, top.where.name if top.where else None)
        groups.setdefault(key, []).append(claim)
    incidents = tuple(_incident(members) for members in groups.values())
    return Reconciled(incidents=incidents, totals=tuple(totals))


def _total(claim: Claim) -> Total:
    return Total(
        claim=claim.id,
        speaker=claim.said_by[0].name if claim.said_by else "",
        harm=claim.harm,
        status=claim.who.status,
        stated=claim.count,
        area=claim.where.place if claim.where else None,
        hull=claim.when.interval if claim.when else None,
        core=claim.when.core if claim.when else None,
    )


def _incident(members: list[Claim]) -> Incident:
    ids = tuple(sorted(c.id for c in members))
    figures = []
    for harm in sorted({c.harm for c in members}):
        chosen = [c for c in members if c.harm == harm and c.part_of is None] or [c for c in members if c.harm == harm]
        low = min(c.count.low for c in chosen)
        high = max(low, *(c.count.high or c.count.low for c in chosen))
        figures.append(Figure(harm=harm, axis="all", key=None, range=Range(low=low, best=None, high=high)))
    first = members[0]
    return Incident(
        id=ids[0].replace("c1_", "i1_"),
        code="",
        claims=ids,
        documents=tuple(sorted({c.document for c in members})),
        when=first.when.interval if first.when else None,
        place=first.where.place if first.where else None,
        means=tuple(sorted({c.means.value for c in members if c.means})),
        figures=tuple(figures),
        diffuse=first.diffuse,
    )
