"""The coverage log: sources by days, and the form that notes a check which found nothing."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.judging.coverage import checked_in, log_checked
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.coverage import SourceDay
from tollbook.model.judgement import Entry
from tollbook.publish.coverage import Reports, coverage_of, reports_by_day
from tollbook.web.acts import Fields, numbers_of, written
from tollbook.web.index import Index, once
from tollbook.web.page import back, desk_of, language_of, number_of, page, paged
from tollbook.web.wanted import day_said

FORTNIGHT = 14
MOST_SHOWN = 62
"""Days that a page has room for."""
SOURCES_SHOWN = 40


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One source: its days in order, and on how many of them somebody looked."""

    source: str
    days: tuple[SourceDay, ...]
    looked: int


def coverage_page(request: Request) -> Response:
    """Show sources by days; without days asked for, the last fortnight that has a report or a check."""
    index = desk_of(request).index()
    first, last = _days(request, index)
    lines = _lines(index, first, last)
    shown, current, pages = paged(lines, number_of(request, "page"), SOURCES_SHOWN)
    return page(
        request,
        "coverage",
        lines=shown,
        first=first,
        last=last,
        dates=[first + dt.timedelta(n) for n in range((last - first).days + 1)],
        before=(first - (last - first) - dt.timedelta(1), first - dt.timedelta(1)),
        after=(last + dt.timedelta(1), last + (last - first) + dt.timedelta(1)),
        names=sorted({line.source for line in lines}),
        today=dt.datetime.now(dt.UTC).date(),
        current=current,
        pages=pages,
        found=len(lines),
    )


def _days(request: Request, index: Index) -> tuple[dt.date, dt.date]:
    first, last = (day_said(request.query_params.get(name, "")) for name in ("from", "to"))
    if first is None and last is None:
        last = max(_told_of(index), default=dt.datetime.now(dt.UTC).date())
    last = last or min(first or dt.date.max, dt.date.max - dt.timedelta(MOST_SHOWN)) + dt.timedelta(FORTNIGHT - 1)
    first = first or max(last, dt.date.min + dt.timedelta(FORTNIGHT)) - dt.timedelta(FORTNIGHT - 1)
    first, last = min(first, last), max(first, last)
    margin = dt.timedelta(2 * MOST_SHOWN)  # room for the days before and after, at both ends of the calendar
    first = min(max(first, dt.date.min + margin), dt.date.max - 2 * margin)
    return first, max(first, min(last, first + dt.timedelta(MOST_SHOWN - 1)))


def _told_of(index: Index) -> Iterable[dt.date]:
    yield from (day for _, day in reports_of(index)[1])
    yield from (check.last for check in checked_in(index.snapshot.entries))


@once
def reports_of(index: Index) -> Reports:
    """Return the reports of each outlet by day."""
    return reports_by_day(index.snapshot)


def _lines(index: Index, first: dt.date, last: dt.date) -> list[Line]:
    days = coverage_of(index.snapshot, checked_in(index.snapshot.entries), first, last, reports_of(index))
    width = (last - first).days + 1
    groups = [tuple(days[start : start + width]) for start in range(0, len(days), width)]
    lines = [
        Line(source=g[0].source, days=g, looked=sum(1 for d in g if d.checked or d.state != "not_checked"))
        for g in groups
    ]
    return sorted(lines, key=lambda line: (-line.looked, line.source))


def coverage_act(request: Request, fields: Fields) -> Response:
    """Note that a source was looked at for some days and nothing was found."""
    tongue = language_of(request)

    def write(who: str, _: str) -> Iterable[Entry]:
        first = day_said(fields.get("f_first", ""))
        last = day_said(fields["f_last"]) if fields.get("f_last") else first
        if first is None or last is None:
            raise JudgementRefused(tongue.say("cover_day_wrong"))
        area, note = (" ".join(fields.get(name, "").split()) for name in ("f_area", "f_note"))
        yield desk_of(request).write(
            log_checked, fields.get("f_source", ""), first, last, who=who, area=area or None, note=note
        )

    def then(done: list[Entry]) -> Response:
        return back(request, fields, tongue.say("cover_done", entries=numbers_of(done)))

    return written(request, fields, write, needs_why=False, then=then)
