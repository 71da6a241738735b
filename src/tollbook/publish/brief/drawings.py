"""The charts of a brief: which statements, totals and places are drawn. Numbers and places as claims give them, nothing else."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, Total
from tollbook.publish.brief.account import speaker_name
from tollbook.publish.brief.frame import Frame
from tollbook.publish.brief.incidents import claims_of, place_name
from tollbook.publish.brief.values import Drawing
from tollbook.publish.charts import Bar, Disc, Line, Whole, lines_chart, map_chart, rows_chart, wholes_chart
from tollbook.publish.cite import stated_on
from tollbook.publish.words import range_of

Outlines = Mapping[str, dict[str, Any]]
"""GeoJSON of countries and governorates by the ids that places name as their parents."""
HARMS = ("killed", "injured")
WIDEST_M = 150_000
"""Discs and areas wider than a governorate say less on a map than in words."""


def said_drawings(incident: Incident, snapshot: Snapshot, words: Frame) -> tuple[Drawing, ...]:
    """Return the incident's killed and injured as each speaker said them, oldest first: whole figures, no parts, no bare words."""
    old = {c for figure in incident.figures for c in figure.range.history}
    found = []
    for harm in HARMS:
        claims = [c for c in claims_of(incident, snapshot) if c.harm == harm and c.part_of is None and _is_number(c)]
        published = range_of(incident, harm)
        band = None
        if published and published.low is not None:
            band = (published.low, published.high if published.high is not None else published.low)
        bars = [_bar(c, snapshot, words, is_old=c.id in old) for c in _once(claims, snapshot)]
        title = words.say(f"{harm}_chart")
        svg = rows_chart(title, bars, band=band, is_rtl=words.is_rtl, more=words.page["earlier"])
        if len(bars) > 1 and svg:
            found.append(Drawing(svg, title, words.say("chart_note")))
    return tuple(found)


def _is_number(claim: Claim) -> bool:
    return claim.count.bound not in {"vague", "none"} and claim.stance == "asserted" and claim.scope == "incident"


def _once(claims: Iterable[Claim], snapshot: Snapshot) -> list[Claim]:
    """Return the claims in order of their days, each speaker's same number once."""
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(claims, key=lambda c: (stated_on(c, snapshot) or dt.date.max, c.id)):
        count = claim.count
        seen.setdefault((speaker_name(claim, snapshot), count.low, count.high, count.bound), claim)
    return list(seen.values())


def _bar(claim: Claim, snapshot: Snapshot, words: Frame, *, is_old: bool) -> Bar:
    count = claim.count
    return Bar(
        first=words.day(stated_on(claim, snapshot)),
        second=words.speaker(speaker_name(claim, snapshot)),
        low=count.low,
        high=max(count.low, count.high if count.high is not None else count.low),
        is_open=count.is_open,
        words=words.count(count),
        is_quiet=is_old,
    )


def map_drawing(
    incidents: Sequence[Incident], snapshot: Snapshot, outlines: Outlines, words: Frame
) -> tuple[Drawing, ...]:
    """Return a map of where the incidents were, each place once; none where no place is known."""
    discs: dict[tuple[float, float, int], Disc] = {}
    areas: dict[str, None] = {}
    for incident in incidents:
        place = incident.place
        if place is None or place.radius_m > WIDEST_M:
            continue
        areas |= dict.fromkeys(reversed(place.parents))
        name = place.name if place.matched_by == "parent" else place_name(incident, snapshot) or place.name
        discs.setdefault(
            (place.lat, place.lon, place.radius_m),
            Disc(name=name, lat=place.lat, lon=place.lon, radius_m=place.radius_m, geometry=place.geometry),
        )
    title = words.say("map_chart")
    known = [outlines[a] for a in areas if a in outlines]
    svg = map_chart(title, list(discs.values()), outlines=known, unit=words.say("km"), is_rtl=words.is_rtl)
    return (Drawing(svg, title, words.say("map_note")),) if svg else ()


def balance_drawing(totals: Sequence[Total], snapshot: Snapshot, words: Frame) -> tuple[Drawing, ...]:
    """Return the totals with what their own speakers' figures account for and what they leave over."""
    wholes = [_whole(t, snapshot, words) for t in totals if t.accounted and not t.standing]
    title = words.say("wholes_chart")
    svg = wholes_chart(title, wholes, is_rtl=words.is_rtl)
    return (Drawing(svg, title, words.say("wholes_note")),) if svg else ()


def course_drawing(series: Sequence[Series], words: Frame) -> tuple[Drawing, ...]:
    """Return how running totals went on, as reported."""
    title = words.say("lines_chart")
    svg = lines_chart(title, [_line(one, words) for one in series], words.day, is_rtl=words.is_rtl)
    return (Drawing(svg, title, words.say("lines_note")),) if svg else ()


def _whole(total: Total, snapshot: Snapshot, words: Frame) -> Whole:
    accounted = total.accounted
    stated = total.stated.low
    low = accounted.low if accounted else 0
    high = accounted.high if accounted and accounted.high is not None else stated
    claim = snapshot.claims[total.claim]
    left = words.balance(total.residual)
    stated_words = words.count(total.stated)
    return Whole(
        first=words.days(total.hull) if total.hull else words.say("no_day"),
        second=words.speaker(speaker_name(claim, snapshot)),
        stated=stated,
        is_open=total.stated.is_open,
        low=low,
        high=max(low, high),
        words=f"{stated_words} · {words.say('left_over', n=left)}" if left else stated_words,
    )


def _line(series: Series, words: Frame) -> Line:
    points = {p.as_of: p.reported for p in series.points if p.as_of}
    return Line(name=words.speaker(series.speaker), points=tuple(sorted(points.items())))
