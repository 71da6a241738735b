"""Totals: period and cumulative claims as assertions to be balanced against incidents and smaller totals."""

import msgspec

from tollbook.model.count import Count
from tollbook.model.incident import Reason
from tollbook.model.interval import Interval
from tollbook.model.place import Place


class Balance(msgspec.Struct, frozen=True):
    """A range of people; ``high`` None where open."""

    low: int
    high: int | None


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """One balanced total. ``core`` days surely covered, ``hull`` possibly covered.

    ``contained`` and ``possible`` are claim ids of the same speaker inside it for certain or perhaps; ``others`` are other
    speakers' figures possibly inside, named and never subtracted. ``impossible`` are (part, whole) claim pairs.
    ``accounted`` and ``residual`` count people; ``statements`` says both in sentences.
    """

    claim: str
    speaker: str
    harm: str
    status: str
    stated: Count
    area: Place | None = None
    core: Interval | None = None
    hull: Interval | None = None
    accounted: Balance | None = None
    residual: Balance | None = None
    contained: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    impossible: tuple[tuple[str, str], ...] = ()
    statements: tuple[Reason, ...] = ()
