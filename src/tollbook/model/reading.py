"""A value read from words. The words travel with it: ``text[span] == quote``, always."""

import msgspec

from tollbook.model.actor import ActorRole, ActorStatus
from tollbook.model.ids import Span
from tollbook.model.interval import Interval
from tollbook.model.place import Place


class Reading(msgspec.Struct, frozen=True):
    """A value with the words it was read from, how, and whether those words stand elsewhere (inherited)."""

    span: Span
    quote: str
    value: str
    method: str
    inherited: bool = False


class TimeReading(msgspec.Struct, frozen=True):
    """When the harm happened, as said. ``interval`` is the hull (days possibly covered), None while unresolved.

    ``core`` are the days surely covered (for period and cumulative claims). ``relation`` says how the words bind:
    at, since, until, within (a closed stretch ending at the report), event (relative to another event).
    ``anchor`` is the span of the words that date what these words hang on: the other event's for ``event``, else the day
    the quoted speech was made; ``anchor_claim`` is the other event's claim.
    ``steps`` explains the resolution, one sentence a step.
    """

    span: Span
    quote: str
    method: str
    inherited: bool = False
    relation: str = "at"
    interval: Interval | None = None
    core: Interval | None = None
    steps: tuple[str, ...] = ()
    anchor: Span | None = None
    anchor_claim: str | None = None


class PlaceReading(msgspec.Struct, frozen=True):
    """Where the harm happened. ``name`` is the place as the text names it; ``place`` is None while unresolved.

    ``antecedent`` is where that name stands when the quote only points to it ("the city", "near the area").
    """

    span: Span
    quote: str
    name: str
    method: str
    inherited: bool = False
    place: Place | None = None
    steps: tuple[str, ...] = ()
    antecedent: Span | None = None


class ActorReading(msgspec.Struct, frozen=True):
    """A belligerent or a speaker, as named. ``actor`` is the stable id, None while or where unresolved.

    For persons speaking, ``organisation`` is the id of the body they speak for and ``position`` their office as said.
    """

    span: Span
    quote: str
    name: str
    role: ActorRole
    method: str
    inherited: bool = False
    actor: str | None = None
    status: ActorStatus = "suspected"
    organisation: str | None = None
    position: str | None = None
    steps: tuple[str, ...] = ()
