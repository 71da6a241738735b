"""Totals: period and cumulative claims as assertions to be balanced against incidents and smaller totals."""

import datetime as dt

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
    ``accounted`` and ``residual`` count people; ``statements`` says both in sentences. ``carries`` is the running total
    of the same origin just before, where this one has many figures and a later one goes on from it: ``contained`` and
    ``possible`` then name what is new or surer since, and those of ``carries`` belong to it too.
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
    group: str | None = None
    scope: str = "period"
    standing: bool = False
    root: str = ""
    repeats: tuple[str, ...] = ()
    carries: str | None = None


class SeriesPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One reported cumulative. ``continuous`` carries earlier phases on.

    ``flags`` name what is odd: fell, corrected, restarted, retroactive, daily-differs, batch.
    """

    claim: str
    as_of: dt.date | None
    reported: int
    continuous: int
    flags: tuple[str, ...] = ()


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """The running total of one speaker, harm, class and area: as reported, never overwritten, the continuous one beside."""

    root: str
    speaker: str
    harm: str
    status: str
    group: str | None
    area: str | None
    points: tuple[SeriesPoint, ...]


class SeriesDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of a series made continuous: ``reported`` as said, None on a day without a running total.

    ``continuous`` is what is known by then, ``change`` what it is above the day before (None on the first). A silent day
    has the flag "carried", or "added" where a figure of that day (``claim``) was put on top.
    """

    day: dt.date
    reported: int | None
    continuous: int
    change: int | None
    claim: str | None
    flags: tuple[str, ...] = ()
