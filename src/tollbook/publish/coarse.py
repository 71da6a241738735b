"""Places and days no finer than a policy says, in everything the record itself states. Pure.

What a report is called, when it was published and what it says stay the report's own.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from tollbook.model.claim import Claim
from tollbook.model.globe import METRES_A_DEGREE
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval, precision_of
from tollbook.model.judgement import Entry
from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading, TimeReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, SeriesPoint, Total
from tollbook.publish.texts import changed
from tollbook.vocab.policies import Grain, Policy

NOTED = frozenset({"correct", "add_claim", "add_incident", "confirm_place", "sign_off", "coding"})
"""Entries whose bodies may hold days and coordinates of what happened."""
_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
_DIGIT = re.compile(r"\d")
T = TypeVar("T", bound=msgspec.Struct)


class Moved(msgspec.Struct, frozen=True):
    """What is told more coarsely: place or day, of which incident, and what it was."""

    kind: str
    subject: str
    value: str


def holds_a_day(code: str, identity: str) -> bool:
    """Return True for an incident's code that may hold a day: where days are told coarsely its id stands for it."""
    return code != identity and _DIGIT.search(code) is not None


def without_codes(snapshot: Snapshot, codes: Mapping[str, str]) -> Snapshot:
    """Return the book with ids in the place of ``codes`` in everything but reports' own words."""
    if not codes:
        return snapshot
    words = list(codes)
    machine = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)

    def change(text: str) -> str:
        for number, start, end in reversed(machine.find_matches_as_indexes(text)):
            if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                text = text[:start] + codes[words[number]] + text[end:]
        return text

    return msgspec.structs.replace(
        snapshot,
        incidents={k: changed(i, change) for k, i in snapshot.incidents.items()},
        totals=tuple(changed(t, change) for t in snapshot.totals),
        issues=tuple(changed(i, change) for i in snapshot.issues),
        entries=tuple(changed(e, change) for e in snapshot.entries),
    )


def coarsened(snapshot: Snapshot, policy: Policy, moved: list[Moved]) -> Snapshot:
    """Return the book with places and days no finer than ``policy`` says; what that took from incidents joins ``moved``."""
    if policy.dates.coarsen == "day" and not policy.places.least_radius_m and not policy.places.at_risk:
        return snapshot
    coarse = _Coarse(snapshot, policy)
    incidents = {k: coarse.incident(i) for k, i in snapshot.incidents.items()}
    for old in snapshot.incidents.values():
        moved += _moved(old, incidents[old.id])
    return msgspec.structs.replace(
        snapshot,
        incidents=incidents,
        claims={k: coarse.claim(c) for k, c in snapshot.claims.items()},
        records=tuple(coarse.record(r) for r in snapshot.records),
        totals=tuple(coarse.total(t) for t in snapshot.totals),
        series=tuple(coarse.series(s) for s in snapshot.series),
        issues=tuple(coarse.told(i) for i in snapshot.issues),
        entries=tuple(coarse.entry(e) for e in snapshot.entries),
    )


def _moved(old: Incident, new: Incident) -> list[Moved]:
    found = []
    if old.place and old.place != new.place:
        found.append(Moved("place", old.id, f"{old.place.lat}, {old.place.lon} ±{old.place.radius_m} m"))
    if old.when != new.when:
        found.append(Moved("day", old.id, str(old.when)))
    return found


class _Coarse:
    """Tells the values of one book as coarsely as a policy says."""

    def __init__(self, snapshot: Snapshot, policy: Policy) -> None:
        self._policy, self._grain = policy, policy.dates.coarsen
        self._published = {d.id: d.published for d in snapshot.documents.values()}
        self._document = {c.id: c.document for c in snapshot.claims.values()}

    def incident(self, incident: Incident) -> Incident:
        """Return the incident with its place and days, and sentences that name days, told coarsely."""
        place, when = coarse_place(incident.place, self._policy), coarse_interval(incident.when, self._grain)
        return self.told(incident, place=place, when=when)

    def claim(self, claim: Claim) -> Claim:
        """Return the claim with where, when and as of told coarsely; its notes tell how they were read, and go."""
        new = (self._where(claim.where), self._when(claim.when), self._when(claim.as_of))
        if new == (claim.where, claim.when, claim.as_of):
            return claim
        return msgspec.structs.replace(claim, where=new[0], when=new[1], as_of=new[2], notes=())

    def record(self, record: Record) -> Record:
        """Return the record with its places and all its times told coarsely."""
        text = self._text
        return msgspec.structs.replace(
            record,
            where=self._where(record.where),
            when=self._when(record.when),
            as_of=self._when(record.as_of),
            times={role: self._when(time) or time for role, time in record.times.items()},
            details={key: text(value) for key, value in record.details.items()},
            readings={k: msgspec.structs.replace(r, value=text(r.value)) for k, r in record.readings.items()},
        )

    def total(self, total: Total) -> Total:
        """Return the total with its area and days told coarsely; which days are surely covered is then not known."""
        hull, core = coarse_interval(total.hull, self._grain), coarse_interval(total.core, self._grain)
        return self.told(
            total,
            area=coarse_place(total.area, self._policy),
            hull=hull,
            core=total.core if core == total.core else None,
        )

    def series(self, series: Series) -> Series:
        """Return the running total with each figure's day no finer: the last it may be, not after its report."""
        return msgspec.structs.replace(series, points=tuple(self._point(p) for p in series.points))

    def _point(self, point: SeriesPoint) -> SeriesPoint:
        if point.as_of is None or self._grain == "day":
            return point
        published = self._published.get(self._document.get(point.claim, ""))
        last = min(day for day in (_finish(point.as_of, self._grain), published) if day)
        return msgspec.structs.replace(point, as_of=last)

    def entry(self, entry: Entry) -> Entry:
        """Return the entry without coordinates and with days told coarsely, where its body may hold them."""
        return msgspec.structs.replace(entry, body=self._body(entry.body)) if entry.kind in NOTED else entry

    def told(self, value: T, **fields: Any) -> T:
        """Return the value with ``fields`` as given and days in its own sentences told coarsely."""
        same = all(getattr(value, name) == new for name, new in fields.items())
        value = value if same else msgspec.structs.replace(value, **fields)
        return value if self._grain == "day" else changed(value, self._text)

    def _text(self, text: str) -> str:
        return text if self._grain == "day" else _DAY.sub(lambda m: _coarse_day(m[1], self._grain), text)

    def _where(self, where: PlaceReading | None) -> PlaceReading | None:
        place = coarse_place(where.place, self._policy) if where else None
        return where if where is None or place == where.place else msgspec.structs.replace(where, place=place, steps=())

    def _when(self, when: TimeReading | None) -> TimeReading | None:
        interval = coarse_interval(when.interval, self._grain) if when else None
        if when is None or interval == when.interval:
            return when
        return msgspec.structs.replace(when, interval=interval, core=None, steps=())

    def _body(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._body(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._body(item) for item in value]
        return None if isinstance(value, float) else self._text(value) if isinstance(value, str) else value


def coarse_place(place: Place | None, policy: Policy) -> Place | None:
    """Return the place moved to the middle of a square as large as the policy's radius, where it is told more finely."""
    if place is None:
        return None
    least = max(
        [
            policy.places.least_radius_m,
            *(r.least_radius_m for r in policy.places.at_risk if _is_near(place, r.lat, r.lon, r.radius_m)),
        ]
    )
    if place.radius_m >= least:
        return place
    step = least / METRES_A_DEGREE
    lat = _middle(place.lat, step)
    lon = _middle(place.lon, step / max(0.05, math.cos(math.radians(lat))))
    radius = max(least, round(place.radius_m + least * math.sqrt(0.5)))
    return msgspec.structs.replace(
        place, lat=round(lat, 6), lon=round(lon, 6), radius_m=radius, geometry=None, runners_up=(), level="near",
        gazetteer_id=None,
    )  # fmt: skip


def _middle(degrees: float, step: float) -> float:
    return (math.floor(degrees / step) + 0.5) * step


def _is_near(place: Place, lat: float, lon: float, radius_m: int) -> bool:
    north = (place.lat - lat) * METRES_A_DEGREE
    east = (place.lon - lon) * METRES_A_DEGREE * math.cos(math.radians(lat))
    return math.hypot(north, east) <= radius_m + place.radius_m


def coarse_interval(interval: Interval | None, grain: Grain) -> Interval | None:
    """Return the weeks (from Monday), months or years that hold the interval."""
    if interval is None or grain == "day":
        return interval
    start = _begin(interval.start, grain) if interval.start else None
    end = _finish(interval.end, grain) if interval.end else None
    return Interval(start, end, precision_of(start, end))


def _coarse_day(written: str, grain: Grain) -> str:
    """Return what a day of a sentence of ours (YYYY-MM-DD) is told as: the Monday of its week, its month, its year."""
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return written
    if grain == "week":
        return f"the week of {_begin(day, grain)}"
    return written[:7] if grain == "month" else written[:4]


def _begin(day: dt.date, grain: Grain) -> dt.date:
    if grain == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day.replace(month=1, day=1)


def _finish(day: dt.date, grain: Grain) -> dt.date:
    if grain == "week":
        return day + dt.timedelta(days=6 - day.weekday())
    if grain == "year":
        return day.replace(month=12, day=31)
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
