"""Series of running totals: as reported, with falls and restarts flagged, and a continuous series beside."""

import datetime as dt
import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tollbook.model.claim import Claim
from tollbook.model.issue import Issue
from tollbook.model.total import Series, SeriesDay, SeriesPoint, Total
from tollbook.reconcile.entry import Entry
from tollbook.reconcile.value import Setting

Key = tuple[str, str, str, str | None, str | None]
"""Root, harm, status, group, area."""
TWO_DAYS = 2
BATCH_DAYS = 60
"""A day's change is held against so many changes before it, and never against fewer."""
BATCH_RANK = 0.99


def series_of(
    cumulatives: Sequence[Entry], periods: Sequence[Entry], setting: Setting
) -> tuple[tuple[Series, ...], tuple[Issue, ...]]:
    """Return the series of running totals with at least two dates, and Issues for falls and daily figures that don't fit.

    A running total may not fall: a later origin makes it a new phase, a worded correction is one, anything else is an
    Issue. A daily figure must equal the change of the cumulative it stands beside, which is authoritative (rules of the
    daily ledger of Gaza's ministry as kept by TechForPalestine; formula F6).
    """
    groups: dict[Key, dict[dt.date | None, list[Claim]]] = {}
    for entry in cumulatives:
        claim = entry.total
        if (
            claim is not None
            and not claim.standing
            and _day(claim, setting) is not None
            and claim.count.bound != "vague"
        ):
            area = entry.cover.place.gazetteer_id if entry.cover.place else entry.cover.place_name
            key: Key = (entry.root, claim.harm, claim.who.status, claim.who.group, area)
            groups.setdefault(key, {}).setdefault(_origin(claim), []).append(claim)
    daily = _daily(periods)
    made, issues = [], []
    for key, by_origin in sorted(groups.items(), key=str):
        for claims in (t for phase in _phases(by_origin, setting) for t in _tracks(phase, setting)):
            points, found = _points(claims, setting, daily.get(key[:2], {}))
            issues += found
            if len(points) > 1:
                root, harm, status, group, area = key
                speaker = setting.voices[claims[0].id].name
                made.append(
                    Series(
                        root=root,
                        speaker=speaker,
                        harm=harm,
                        status=status,
                        group=group,
                        area=area,
                        points=tuple(points),
                    )
                )
    return tuple(made), tuple(issues)


def _phases(by_origin: Mapping[dt.date | None, list[Claim]], setting: Setting) -> list[list[Claim]]:
    """Chain origins that follow each other (phases); two origins reported side by side stay two series."""
    chains: list[list[Claim]] = []
    for origin in sorted(by_origin, key=lambda o: (o is None, o or dt.date.min)):
        claims = sorted(by_origin[origin], key=lambda c: (_day(c, setting) or dt.date.min, c.count.low, c.id))
        first = _day(claims[0], setting)
        follows = [c for c in chains if origin is not None and _last(c, setting) < (first or dt.date.min)]
        if follows:
            follows[-1].extend(claims)
        else:
            chains.append(claims)
    return chains


def _tracks(claims: Sequence[Claim], setting: Setting) -> list[list[Claim]]:
    """Split what one speaker counts side by side ("1,230 dead, 804 bodies recovered") into series, each day by nearness."""
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        by_report.setdefault(claim.document, []).append(claim)
    width = max(len({c.count.low for c in members}) for members in by_report.values())
    if width == 1:
        return [list(claims)]
    tracks: list[list[Claim]] = []
    ordered = sorted(by_report.values(), key=lambda m: (_day(m[0], setting) or dt.date.min, m[0].id))
    for members in ordered:
        free = list(range(len(tracks)))
        for claim in sorted(members, key=lambda c: (-c.count.low, c.id)):
            if free and (len(free) >= len(members) or len(tracks) >= width):
                near = min(free, key=lambda k: (abs(tracks[k][-1].count.low - claim.count.low), k))
                free.remove(near)
                tracks[near].append(claim)
            else:
                tracks.append([claim])
    return tracks


def _last(claims: Sequence[Claim], setting: Setting) -> dt.date:
    return max((_day(c, setting) or dt.date.min) for c in claims)


def _day(claim: Claim, setting: Setting) -> dt.date | None:
    ordinal = setting.as_of.get(claim.id)
    if ordinal is None and claim.when and claim.when.interval and claim.when.interval.end:
        return claim.when.interval.end
    return dt.date.fromordinal(ordinal) if ordinal is not None else None


def _origin(claim: Claim) -> dt.date | None:
    return claim.when.interval.start if claim.when and claim.when.interval else None


def _daily(periods: Sequence[Entry]) -> dict[tuple[str, str], dict[dt.date, Claim]]:
    """Return one-day period figures by speaker and harm, under the day they end on ("24 hours" touch two dates)."""
    found: dict[tuple[str, str], dict[dt.date, Claim]] = {}
    for entry in periods:
        hull = entry.cover.hull
        if entry.total is not None and hull and hull.end and hull.days is not None and hull.days <= TWO_DAYS:
            found.setdefault((entry.root, entry.harm), {})[hull.end] = entry.total
    return found


def _points(
    claims: Sequence[Claim], setting: Setting, daily: Mapping[dt.date, Claim]
) -> tuple[list[SeriesPoint], list[Issue]]:
    points: list[SeriesPoint] = []
    issues: list[Issue] = []
    offset = 0
    previous: tuple[Claim, dt.date] | None = None
    changes: deque[int] = deque(maxlen=BATCH_DAYS)
    dated = [(c, d) for c in claims if (d := _day(c, setting)) is not None]
    for claim, day in dated:
        flags: list[str] = []
        if previous is not None:
            before, before_day = previous
            if day == before_day and claim.count.low == before.count.low:
                continue
            fall = claim.count.low - before.count.low
            if fall < 0:
                flag, issue = _fall(claim, before, setting)
                flags.append(flag)
                issues += issue
                offset += before.count.low if flag == "restarted" else 0
            elif (day - before_day).days == 1:
                flags += _against_daily(claim, fall, daily.get(day), issues)
                flags += ["batch"] if _is_batch(fall, changes) else []
                changes.append(fall)
        points.append(
            SeriesPoint(
                claim=claim.id,
                as_of=day,
                reported=claim.count.low,
                continuous=offset + claim.count.low,
                flags=tuple(flags),
            )
        )
        previous = (claim, day)
    return points, issues


def _is_batch(change: int, before: Sequence[int]) -> bool:
    """Say whether a day's change is above the 99th percentile of the sixty before it (formula F6): a backlog entered at once."""
    if len(before) < BATCH_DAYS:
        return False
    return change > sorted(before)[math.ceil(BATCH_RANK * len(before)) - 1]


def days_of(series: Series, totals: Iterable[Total] = ()) -> Iterator[SeriesDay]:
    """Yield every day from a series' first to its last, derived and beside what was reported (rules of the daily ledger).

    A silent day carries the last figure on; where the speaker states one day's figure of that class and area among
    ``totals``, it is put on top until a running total comes, which is authoritative.
    """
    daily = _increments(series, totals)
    before: SeriesDay | None = None
    for point in series.points:
        if point.as_of is None:
            continue
        while before is not None and before.day + dt.timedelta(1) < point.as_of:
            before = _silent(before, daily.get(before.day + dt.timedelta(1)))
            yield before
        before = SeriesDay(
            day=point.as_of,
            reported=point.reported,
            continuous=point.continuous,
            change=None if before is None else point.continuous - before.continuous,
            claim=point.claim,
            flags=point.flags,
        )
        yield before


def _silent(before: SeriesDay, increment: Total | None) -> SeriesDay:
    added = increment.stated.low if increment is not None else 0
    return SeriesDay(
        day=before.day + dt.timedelta(1),
        reported=None,
        continuous=before.continuous + added,
        change=added,
        claim=increment.claim if increment is not None else None,
        flags=("carried",) if increment is None else ("added",),
    )


def _increments(series: Series, totals: Iterable[Total]) -> dict[dt.date, Total]:
    """Return the closed one-day figures of the series' speaker, class and area, under the day they end on."""
    found: dict[dt.date, Total] = {}
    for total in sorted(totals, key=lambda t: t.claim):
        same = (total.root, total.harm, total.status, total.group) == (
            series.root,
            series.harm,
            series.status,
            series.group,
        )
        days = total.hull.days if total.hull else None
        area = total.area.gazetteer_id if total.area else None
        is_daily = total.scope == "period" and total.stated.high is not None and days is not None and days <= TWO_DAYS
        if same and is_daily and area == series.area and total.hull is not None and total.hull.end is not None:
            found[total.hull.end] = total
    return found


def _fall(claim: Claim, before: Claim, setting: Setting) -> tuple[str, list[Issue]]:
    if "correction" in setting.marks.get(claim.id, frozenset()) or claim.supersedes == before.id:
        return "corrected", []
    origin, earlier = _origin(claim), _origin(before)
    if origin is not None and earlier is not None and origin > earlier:
        return "restarted", []
    message = (
        f"a running total fell from {before.count.low} to {claim.count.low}: “{before.quote}”, then “{claim.quote}”"
    )
    hint = "a new phase, a correction, or another scope? judge which; both stand as reported"
    return "fell", [Issue("cumulative-fell", "warning", claim.id, message, hint)]


def _against_daily(claim: Claim, change: int, day_claim: Claim | None, issues: list[Issue]) -> list[str]:
    if day_claim is None or day_claim.count.high is None or day_claim.count.low == change:
        return []
    if change > day_claim.count.low:
        return ["retroactive"]
    message = f"the running total grew by {change}, the day's figure is {day_claim.count.low}: “{day_claim.quote}”"
    issues.append(
        Issue("daily-differs", "warning", claim.id, message, "the cumulative is authoritative; check the daily figure")
    )
    return ["daily-differs"]
