"""Change one field of a claim to what a person judged, checked like anything that comes from outside. Pure."""

import datetime as dt
import re
from collections.abc import Callable
from typing import get_args

import msgspec

from tollbook.flow.kit import Kit
from tollbook.flow.names import actors_named
from tollbook.model.actor import ActorRole, Actors
from tollbook.model.claim import Claim, Harm, Scope, Stance, Status
from tollbook.model.count import Bound, Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval, Precision
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.resolve.where.parents import Context
from tollbook.resolve.where.strings import resolve_string

JUDGED = "judged"
NOTHING = "none"
OPEN = "open"
_COUNT = re.compile(r"(\d+)(?:\.\.(\d+)|(\+))?")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})?(?:(\.\.)(\d{4}-\d{2}-\d{2})?)?")
_POINT = re.compile(r"(.+?)\s*@\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)(?:\s*,\s*(\d+))?")
DEFAULT_RADIUS_M = 1000


def correct(claim: Claim, field: str, value: str, document: Document, kit: Kit) -> Claim:
    """Return ``claim`` with ``field`` set to ``value``; raise ValueError saying what would be accepted.

    A judged time, place or actor keeps the words it was read from; where there were none it stands on the claim's own.
    """
    change = _CHANGES.get(field)
    if change is None:
        raise ValueError(f"{field!r} is no field that can be corrected: {', '.join(sorted(_CHANGES))}")
    return change(claim, value.strip(), document, kit)


def _one_of(kind: object, field: str, value: str) -> str:
    allowed = [str(v) for v in get_args(kind)]
    if value not in allowed:
        raise ValueError(f"{field} {value!r} is not one of: {', '.join(allowed)}")
    return value


def _number(field: str, value: str) -> int:
    if not re.fullmatch(r"\d{1,9}", value):
        raise ValueError(f"{field} {value!r} is not a whole number")
    return int(value)


def _plain(field: str, kind: object) -> Callable[[Claim, str, Document, Kit], Claim]:
    def change(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
        return msgspec.structs.replace(claim, **{field: _one_of(kind, field, value)})

    return change


def _status(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    status = _one_of(Status, "status", value)
    return msgspec.structs.replace(claim, who=msgspec.structs.replace(claim.who, status=status, mixed=False))


def _group(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    if not value:
        raise ValueError(f"group: give a word such as children, or {NOTHING!r}")
    group = None if value == NOTHING else value
    return msgspec.structs.replace(claim, who=msgspec.structs.replace(claim.who, group=group))


def _bound(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    bound = _one_of(Bound, "bound", value)
    return msgspec.structs.replace(claim, count=msgspec.structs.replace(claim.count, bound=bound))


def _low(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    return _counted(claim, _number("low", value), claim.count.high)


def _high(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    high = None if value in {OPEN, NOTHING, "null", "+"} else _number("high", value)
    return _counted(claim, claim.count.low, high)


def _count(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    found = _COUNT.fullmatch(value)
    if not found:
        raise ValueError(f"count {value!r}: write 40, 40..50 or 40+")
    low = int(found[1])
    return _counted(claim, low, None if found[3] else int(found[2] or low))


def _counted(claim: Claim, low: int, high: int | None) -> Claim:
    if high is not None and high < low:
        message = f"low {low} would lie above high {high}: correct both at once, as in `correct {claim.id} count {low}..{low}`"
        raise ValueError(message)
    bound = claim.count.bound
    if high is None and bound not in {"at_least", "more_than", "vague", "about"}:
        bound = "at_least"
    elif high is not None and high > low and bound in {"exact", "at_least", "more_than", "none"}:
        bound = "range"
    elif high == low and bound in {"at_least", "more_than", "range", "up_to", "fewer_than", "vague", "none"}:
        bound = "exact"
    return msgspec.structs.replace(claim, count=Count(low, high, bound, claim.count.word))


def _when(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    if value == NOTHING:
        return msgspec.structs.replace(claim, when=None)
    interval = days_of(value)
    span, quote, inherited = (
        (claim.when.span, claim.when.quote, claim.when.inherited) if claim.when else (claim.span, claim.quote, False)
    )
    reading = TimeReading(
        span=span,
        quote=quote,
        method=JUDGED,
        inherited=inherited,
        relation=claim.when.relation if claim.when else "at",
        interval=interval,
        core=interval if claim.scope != "incident" else None,
        steps=(f"a person judged: {value}",),
    )
    return msgspec.structs.replace(claim, when=reading)


def days_of(value: str) -> Interval:
    """Return the interval of ``DAY``, ``DAY..DAY``, ``DAY..`` or ``..DAY``; raise ValueError for anything else."""
    found = _DAYS.fullmatch(value)
    if not found or not (found[1] or found[3]):
        raise ValueError(f"when {value!r}: write 2017-08-21, 2017-08-21..2017-08-23, 2017-08-21.. or {NOTHING}")
    start = dt.date.fromisoformat(found[1]) if found[1] else None
    end = (dt.date.fromisoformat(found[3]) if found[3] else None) if found[2] else start
    precision: Precision = "open" if start is None or end is None else "day" if start == end else "days"
    return Interval(start, end, precision)


def _where(claim: Claim, value: str, _document: Document, kit: Kit) -> Claim:
    if value == NOTHING:
        return msgspec.structs.replace(claim, where=None)
    if not value:
        raise ValueError("where: give a place name, or NAME @ LAT,LON[,RADIUS in metres]")
    point = _POINT.fullmatch(value)
    name = point[1] if point else value
    span, quote, inherited = (
        (claim.where.span, claim.where.quote, claim.where.inherited)
        if claim.where
        else (claim.span, claim.quote, False)
    )
    place, steps = (_point_place(name, point), ()) if point else _named_place(name, kit)
    reading = PlaceReading(
        span=span,
        quote=quote,
        name=name,
        method=JUDGED,
        inherited=inherited,
        place=place,
        steps=(f"a person judged: {value}", *steps),
    )
    return msgspec.structs.replace(claim, where=reading)


def _named_place(name: str, kit: Kit) -> tuple[Place | None, tuple[str, ...]]:
    """Return the place a person named, looked for in the countries in focus first; the text around the claim is silent."""
    context = Context(countries=dict.fromkeys(kit.focus, 1.0))
    answer, _ = resolve_string(name, kit.gazetteer, context=context)
    return answer.place, answer.steps


def _point_place(name: str, point: re.Match[str]) -> Place:
    lat, lon = float(point[2]), float(point[3])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004  # degrees of a globe
        raise ValueError(f"where: {lat}, {lon} is no point on earth (latitude first)")
    radius = int(point[4]) if point[4] else DEFAULT_RADIUS_M
    return Place(name=name, lat=lat, lon=lon, radius_m=radius, level="site", matched_by="confirmed")


def _actors(field: str, role: ActorRole) -> Callable[[Claim, str, Document, Kit], Claim]:
    def change(claim: Claim, value: str, _document: Document, kit: Kit) -> Claim:
        if value == NOTHING:
            return msgspec.structs.replace(claim, **{field: ()})
        names = [name.strip() for name in value.split(";") if name.strip()]
        if not names:
            raise ValueError(f"{field}: give a name (several with ;), or {NOTHING!r}")
        before: tuple[ActorReading, ...] = getattr(claim, field)
        span, quote, inherited = (
            (before[0].span, before[0].quote, before[0].inherited) if before else (claim.span, claim.quote, False)
        )
        readings = tuple(
            ActorReading(
                span=span,
                quote=quote,
                name=name,
                role=role,
                method=JUDGED,
                inherited=inherited,
                actor=actor_named(name, kit.actors),
                steps=(f"a person judged: {name}",),
            )
            for name in names
        )
        return msgspec.structs.replace(claim, **{field: readings})

    return change


def actor_named(name: str, actors: Actors) -> str | None:
    """Return the id of the one actor that ``name`` (an id, a name or an alias) can mean, None if there is not just one."""
    if name in actors.by_id:
        return name
    found = {actor.id for actor, _ in actors_named(name, actors)}
    return found.pop() if len(found) == 1 else None


def _means(claim: Claim, value: str, _document: Document, _kit: Kit) -> Claim:
    if value == NOTHING:
        return msgspec.structs.replace(claim, means=None)
    if not re.fullmatch(r"[a-z][a-z_-]*", value):
        raise ValueError(f"means {value!r}: give one word of the vocabulary, such as airstrike, or {NOTHING!r}")
    before = claim.means
    reading = Reading(
        span=before.span if before else claim.span,
        quote=before.quote if before else claim.quote,
        value=value,
        method=JUDGED,
        inherited=before.inherited if before else False,
    )
    return msgspec.structs.replace(claim, means=reading)


_CHANGES: dict[str, Callable[[Claim, str, Document, Kit], Claim]] = {
    "harm": _plain("harm", Harm),
    "scope": _plain("scope", Scope),
    "stance": _plain("stance", Stance),
    "status": _status,
    "group": _group,
    "count": _count,
    "low": _low,
    "high": _high,
    "bound": _bound,
    "when": _when,
    "where": _where,
    "by": _actors("by", "belligerent"),
    "said_by": _actors("said_by", "speaker"),
    "means": _means,
}
