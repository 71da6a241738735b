"""What else is scored of a simulated war: copies, double counting, old figures in bounds, planted contradictions in totals."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tollbook.link.copies import families_of
from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.snapshot import Reconciled
from tollbook.reconcile.sums import documented
from tollbook.simulate.reports import Report
from tollbook.simulate.statements import Statement
from tollbook.simulate.war import War
from tollbook.vocab.linking import link_weights

FALLS = frozenset({"cumulative-fell", "impossible-total", "daily-differs"})


def more_figures(
    war: War, documents: list[Document], record: Reconciled, claims: Mapping[str, Claim]
) -> dict[str, float]:
    """Return the further figures of one war by name."""
    report = {r.id: r for r in war.reports}
    recall, precision, alarms = planted(war, record, report, claims)
    return {
        "copies_known": copies_known(documents, report),
        "double_counted": double_counted(record, report, claims),
        "documented_share": documented(record.incidents, ()).low / max(1, sum(e.dead for e in war.events)),
        "best_log_error": best_log_error(war, record, report, claims),
        "old_figure_bounds": old_figures(record, report, claims),
        "planted_recall": recall,
        "planted_precision": precision,
        "alarms_per_100": alarms,
    }


def copies_known(documents: list[Document], report: Mapping[str, Report]) -> float:
    """Return the share of copies that keep their speaker or stand in one family with their original: one voice, not two."""
    families = families_of(documents, link_weights().copies)
    copies = [r for r in report.values() if r.copy_of and not r.garbled and r.origin]
    known = sum(r.speaker is not None or families.get(r.id) == families.get(r.copy_of or "") for r in copies)
    return _share(known, len(copies))


def double_counted(record: Reconciled, report: Mapping[str, Report], claims: Mapping[str, Claim]) -> float:
    """Return the share of the documented low that stands for an event a second time."""
    lows = {
        i.id: f.range.low or 0
        for i in record.incidents
        for f in i.figures
        if (f.harm, f.axis) == ("killed", "all") and not i.is_total
    }
    events = {i.id: _event(i.claims, report, claims) for i in record.incidents}
    found = documented(record.incidents, ())
    joined = {i for c in found.clusters for i in c}
    counted = [max(c, key=lambda i: (lows.get(i, 0), i)) for c in found.clusters]
    counted += [i for i in found.incidents if i not in joined]
    seen: set[str] = set()
    twice = 0
    for incident in sorted(counted, key=lambda i: (-lows.get(i, 0), i)):
        event = events[incident]
        twice += lows.get(incident, 0) if event in seen else 0
        seen.add(event or incident)
    return twice / max(1, found.low)


def _event(ids: tuple[str, ...], report: Mapping[str, Report], claims: Mapping[str, Claim]) -> str | None:
    told = Counter(report[claims[c].document].statement.event for c in ids)
    return max(told, key=lambda e: (told[e], e or ""), default=None)


def best_log_error(war: War, record: Reconciled, report: Mapping[str, Report], claims: Mapping[str, Claim]) -> float:
    """Return the mean distance of best and truth, as logarithms of one more than each."""
    dead = {e.id: e.dead for e in war.events}
    errors = [
        abs(math.log1p(f.range.best) - math.log1p(dead[event]))
        for i in record.incidents
        for f in i.figures
        if (f.harm, f.axis) == ("killed", "all") and f.range.best is not None
        if (event := _event(i.claims, report, claims)) is not None
    ]
    return sum(errors) / max(1, len(errors))


def old_figures(record: Reconciled, report: Mapping[str, Report], claims: Mapping[str, Claim]) -> float:
    """Return the share of bounds set by a figure its speaker has since replaced in the same incident."""
    bounds = wrong = 0
    for incident in record.incidents:
        told = [report[claims[c].document] for c in incident.claims]
        last = {}
        for r in (r for r in told if r.statement.kind in {"first", "update", "correction"} and not r.garbled):
            key = (r.origin, r.statement.event)
            last[key] = max(last.get(key, r.statement.published), r.statement.published)
        for figure in (f for f in incident.figures if (f.harm, f.axis) == ("killed", "all")):
            for name in ("low", "high"):
                setter = claims.get(figure.range.set_by.get(name, ""))
                if setter is None:
                    continue
                r = report[setter.document]
                bounds += 1
                later = last.get((r.origin, r.statement.event))
                wrong += (
                    r.statement.kind == "first"
                    and later is not None
                    and later > r.statement.published
                    and r.copy_of is None
                )
    return _share(wrong, bounds)


def planted(
    war: War, record: Reconciled, report: Mapping[str, Report], claims: Mapping[str, Claim]
) -> tuple[float, float, float]:
    """Return recall of planted contradictions, precision of what is flagged, and false alarms a hundred totals.

    Planted are falls of a running total that was cleaned up, and slips that put a total below what its speaker's last
    figures add to. What is flagged is right where the total, the running total before it, or a part it can't hold has an
    error made on purpose: a slip, a clean-up, a garbled copy, another day than the event's, or a total that counts an event
    on a day its speaker took to be the event's.
    """
    statements = {id(s): s for s in war.statements}.values()
    last = {
        (s.speaker, s.event): s.killed for s in statements if s.event and s.kind in {"first", "update", "correction"}
    }
    sums = {id(s): sum(last.get((s.speaker, e), 0) for e in s.covers) for s in statements if s.event is None}
    wrong = {id(s) for s in statements if s.planted == "clean-up" or (s.planted and s.killed < sums.get(id(s), 0))}
    flagged = [report[claims[i.subject].document] for i in record.issues if i.code in FALLS and i.subject in claims]
    found = {id(r.statement) for r in flagged}
    days = {e.id: e.day for e in war.events}
    totals = [t for t in record.totals if not t.standing]
    parts = {t.claim: [report[claims[p].document] for p, _ in t.impossible] for t in totals}
    subjects = [i.subject for i in record.issues if i.code in FALLS and i.subject in claims]
    before = _fallen_from(record, report, claims)
    moved = _moved_days(statements, days)
    right = sum(
        any(_is_odd(r, days, moved) for r in (report[claims[c].document], *parts.get(c, ()), *before.get(c, ())))
        for c in subjects
    )
    alarms = 100 * (len(flagged) - right) / max(1, len(totals))
    return _share(len(found & wrong), len(wrong)), _share(right, len(flagged)), alarms


def _share(part: float, whole: int) -> float:
    return part / whole if whole else math.nan


def _fallen_from(
    record: Reconciled, report: Mapping[str, Report], claims: Mapping[str, Claim]
) -> dict[str, list[Report]]:
    """Return by a running total the one before it in its series: of a fall either of the two may be the wrong one."""
    return {
        later.claim: [report[claims[earlier.claim].document]]
        for series in record.series
        for earlier, later in pairwise(series.points)
    }


def _moved_days(statements: Iterable[Statement], days: Mapping[str, dt.date]) -> dict[tuple[str, str], list[dt.date]]:
    """Return the wrong days that speakers gave for events, by speaker and event."""
    found: dict[tuple[str, str], list[dt.date]] = defaultdict(list)
    for s in statements:
        if s.event is not None and s.start != days[s.event]:
            found[s.speaker, s.event].append(s.start)
    return found


def _is_odd(report: Report, days: Mapping[str, dt.date], moved: Mapping[tuple[str, str], Sequence[dt.date]]) -> bool:
    """Say whether a report has an error made on purpose; a total has one that counts an event on a wrong day given for it."""
    s = report.statement
    if report.garbled or s.planted is not None or (s.event is not None and s.start != days[s.event]):
        return True
    return any(
        s.start <= day <= s.end and not s.start <= days[e] <= s.end
        for e in s.covers
        for day in moved.get((s.speaker, e), ())
    )
