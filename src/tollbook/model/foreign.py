"""An event of somebody else's table, as far as it can be set beside a record."""

import datetime as dt

import msgspec


class ForeignEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One row: its id and line, days, place with radius, and numbers; None where the row does not say.

    ``low``, ``best`` and ``high`` count the killed; civilians and injured are ranges of their own. ``open`` names the ranges
    ("killed", "civilians killed", "injured") whose upper end the row leaves open.
    """

    id: str
    line: int
    source: str
    first: dt.date | None = None
    last: dt.date | None = None
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None
    country: str | None = None
    by: tuple[str, ...] = ()
    low: int | None = None
    best: int | None = None
    high: int | None = None
    civilians: tuple[int, int] | None = None
    injured: tuple[int, int] | None = None
    open: frozenset[str] = frozenset()
    url: str | None = None
