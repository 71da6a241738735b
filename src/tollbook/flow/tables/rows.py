"""A row of somebody else's table as lines of a name and a value, and the claims those lines make. Pure."""

from collections.abc import Iterator

import msgspec

from tollbook.flow.judging.corrections import correct
from tollbook.flow.kit import Kit
from tollbook.model.claim import Claim, Extraction, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.foreign import ForeignEvent
from tollbook.model.place import Level

FIELDS = {"when": "days", "where": "place", "by": "by"}
"""A claim's fields and the lines of a row that say them."""
LEVELS: tuple[tuple[float, Level], ...] = (
    (100, "site"), (1000, "street"), (6000, "town"), (25_000, "near"), (60_000, "district"), (200_000, "governorate"),
    (float("inf"), "country"),
)  # fmt: skip
COUNTS = {"killed": ("killed", None), "civilians killed": ("killed", "civilian"), "injured": ("injured", None)}


def lines_of(event: ForeignEvent) -> Iterator[str]:
    """Yield an event as lines of a name and a value; ``claims_of_row`` reads them back."""
    yield f"{event.source} {event.id}"
    if event.first:
        yield f"days: {event.first}..{event.last}" if event.last != event.first else f"days: {event.first}"
    if event.lat is not None and event.lon is not None:
        yield f"place: {event.place or 'point'} @ {event.lat},{event.lon},{event.radius_m or 0}"
    elif event.place:
        yield f"place: {event.place}"
    if event.country:
        yield f"country: {event.country}"
    if event.by:
        yield f"by: {'; '.join(event.by)}"
    ranges = {"killed": _ends(event.low, event.high), "civilians killed": event.civilians, "injured": event.injured}
    for name, ends in ranges.items():
        if ends is not None:
            yield f"{name}: {_count(*ends, is_open=name in event.open)}"


def _count(low: int, high: int, *, is_open: bool) -> str:
    """Return a range as a line says it; of an open one its low: a highest number that is no end is no bound of a claim."""
    if is_open:
        return f"{low}+"
    return f"{low}..{high}" if low != high else str(low)


def _ends(low: int | None, high: int | None) -> tuple[int, int] | None:
    return (low, high) if low is not None and high is not None else None


def claims_of_row(document: Document, kit: Kit) -> Extraction:
    """Return the claims of an imported row, each on the line that gives its number; a field that does not fit is left out."""
    values: dict[str, tuple[int, str]] = {}
    at = 0
    for line in document.text.splitlines(keepends=True):
        name, sign, value = line.rstrip("\n").partition(": ")
        if sign:
            values[name] = (at + len(name) + 2, value)
        at += len(line)
    claims = tuple(_claim(name, *values[name], values, document, kit) for name in COUNTS if name in values)
    whole = next((c.id for c in claims if c.who.status == "unknown" and c.harm == "killed"), None)
    parts = tuple(
        msgspec.structs.replace(c, part_of=whole) if c.who.status == "civilian" and whole else c for c in claims
    )
    return Extraction(document=document.id, claims=parts)


def _claim(
    name: str, start: int, value: str, values: dict[str, tuple[int, str]], document: Document, kit: Kit
) -> Claim:
    harm, status = COUNTS[name]
    plain = Claim(
        id=claim_id(document.text, start, 0),
        document=document.id,
        span=(start, start + len(value)),
        quote=value,
        head=start,
        harm="killed",
        count=Count(0, 0),
    )
    wanted = {"harm": harm, "count": value, "said_by": document.outlet or ""}
    if status:
        wanted["status"] = status
    wanted |= {field: values[line][1] for field, line in FIELDS.items() if line in values}
    claim = plain
    for field, said in wanted.items():
        try:
            claim = correct(claim, field, said, document, kit)
        except ValueError:
            continue  # a place or a name the book does not know: the number stands without it
    return _in_country(claim, values["country"][1]) if "country" in values else claim


def _in_country(claim: Claim, country: str) -> Claim:
    """Return the claim with the country its row says, where its place has none."""
    where = claim.where
    if where is None or where.place is None or where.place.country:
        return claim
    place = msgspec.structs.replace(
        where.place, country=country, parents=(country,), level=_level(where.place.radius_m)
    )
    return msgspec.structs.replace(claim, where=msgspec.structs.replace(where, place=place))


def _level(radius_m: int) -> Level:
    """Return the level a point is told at by its radius: a table says how near it is, not what stands there."""
    return next(level for most, level in LEVELS if radius_m <= most)
