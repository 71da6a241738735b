"""What the record covers: for each source and day, reports, a check that found nothing, or silence nobody looked into."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tollbook.model.coverage import Checked, DayState, SourceDay
from tollbook.model.snapshot import Snapshot
from tollbook.publish.select import plain

MOST_DAYS = 3700
"""Ten years: a longer stretch is asked for by mistake."""


Reports = tuple[dict[str, str], dict[tuple[str, dt.date], int]]
"""Outlets by their plain name, and the number of their reports by plain name and day."""


def reports_by_day(snapshot: Snapshot) -> Reports:
    """Return what the book's reports say of their outlets and days; names that differ only in case, accents or hyphens are one."""
    names: dict[str, str] = {}
    reports: dict[tuple[str, dt.date], int] = defaultdict(int)
    for document in snapshot.documents.values():
        if document.outlet and document.published:
            key = plain(document.outlet)
            names.setdefault(key, document.outlet)
            reports[key, document.published] += 1
    return names, reports


def coverage_of(
    snapshot: Snapshot, checked: Sequence[Checked], first: dt.date, last: dt.date, known: Reports | None = None
) -> list[SourceDay]:
    """Return each source's days from ``first`` to ``last``, sources sorted, days in order.

    Sources are the outlets of the book's reports and the sources people checked. ``known`` is ``reports_by_day`` of the
    same snapshot, where it is at hand. Raises ValueError when the days are reversed or more than ten years.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        raise ValueError(f"{first} to {last}: give a first and a last day, at most ten years apart")
    outlets, reports = known or reports_by_day(snapshot)
    names = dict(outlets)
    checks: dict[str, list[Checked]] = defaultdict(list)
    for check in checked:
        names.setdefault(plain(check.source), check.source)
        if check.first <= last and first <= check.last:
            checks[plain(check.source)].append(check)
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    return [
        _source_day(names[key], day, reports.get((key, day), 0), _on(checks.get(key, ()), day))
        for key in sorted(names, key=lambda k: names[k])
        for day in days
    ]


def _on(checked: Iterable[Checked], day: dt.date) -> tuple[Checked, ...]:
    return tuple(c for c in checked if c.first <= day <= c.last)


def _source_day(source: str, day: dt.date, reports: int, checked: tuple[Checked, ...]) -> SourceDay:
    state: DayState = "reports" if reports else "nothing_found" if checked else "not_checked"
    return SourceDay(source=source, day=day, state=state, reports=reports, checked=checked)
