"""Give the time readings of one document their intervals: against the report's date, quoted speech, or another claim."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.reading import TimeReading
from tollbook.resolve.when.grammar import expression_of
from tollbook.resolve.when.interval import Anchor, Resolved, interval_of

INNER = "event-inner"
"""Method of a reading whose claim is the event after the words ("two days after X": X lies two days earlier)."""
_ROUNDS = 4
"""How long a chain of events that hang on each other may be."""


class TimeContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a single reading is resolved in: the ``event`` it hangs on, ``coverage`` for totals, ``future`` by tense."""

    event: Interval | None = None
    coverage: bool = False
    future: bool = False


def resolve_time_reading(reading: TimeReading, document: Document, context: TimeContext | None = None) -> TimeReading:
    """Return ``reading`` with interval, core and steps set; unchanged words, an empty interval where nothing can be said."""
    context = context or TimeContext()
    resolved = _resolved(reading, document, context)
    core = resolved.core if context.coverage else None
    steps = (*reading.steps, f'"{reading.quote}": {resolved.step}') if resolved.step else reading.steps
    return msgspec.structs.replace(reading, interval=resolved.hull, core=core, steps=steps)


def _resolved(reading: TimeReading, document: Document, context: TimeContext) -> Resolved:
    language = document.language or "en"
    expression = expression_of(reading.quote, language)
    if expression is None and reading.relation == "since":
        return Resolved(
            Interval(None, document.published, "open"), None, "the origin's date is not stated; the start stays open"
        )
    if expression is None:
        return Resolved(None, None, "names no days")
    if reading.relation in {"since", "until"}:
        expression = msgspec.structs.replace(expression, relation=reading.relation)
    elif reading.relation == "event" or reading.inherited:
        expression = msgspec.structs.replace(expression, relation="at")
    spoken = None if reading.relation == "event" else _day_of(reading.anchor, document)
    event, note = _event(reading, document, context)
    anchor = Anchor(
        published=document.published,
        spoken=spoken,
        event=event,
        inner=reading.method == INNER,
        future=context.future,
    )
    resolved = interval_of(expression, anchor)
    return msgspec.structs.replace(resolved, step=f"{resolved.step}{note}") if note else resolved


def _event(reading: TimeReading, document: Document, context: TimeContext) -> tuple[Interval | None, str]:
    """Return the days of the event the reading hangs on; the report's day stands in where the event in view has no date."""
    if context.event is not None:
        return context.event, ""
    if reading.relation != "event":
        return None, ""
    if reading.anchor is not None:
        quote = document.text[reading.anchor[0] : reading.anchor[1]]
        expression = expression_of(quote, document.language or "en")
        if expression is not None:
            return interval_of(expression, Anchor(published=document.published)).hull, f' ("{quote}")'
    if reading.method == "event-outer" or document.published is None:
        return None, ""
    day = document.published
    return Interval(day, day), "; the event in view has no stated date, so the day of the report stands in for it"


def _day_of(span: tuple[int, int] | None, document: Document) -> dt.date | None:
    """Return the single day that the words at ``span`` name, if they name one."""
    if span is None:
        return None
    expression = expression_of(document.text[span[0] : span[1]], document.language or "en")
    if expression is None:
        return None
    hull = interval_of(expression, Anchor(published=document.published)).hull
    return hull.start if hull is not None and hull.days == 1 else None


def resolve_times(document: Document, claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Return ``claims`` with intervals, cores and steps set, and the Issues met.

    Claims that hang on another claim's event are resolved after it. Without a publication date relative words stay
    unresolved, and one Issue asks for the date.
    """
    done: dict[str, Claim] = {}
    waiting = list(claims)
    for last_round in (*([False] * _ROUNDS), True):
        later: list[Claim] = []
        for claim in waiting:
            hangs_on = claim.when.anchor_claim if claim.when else None
            if hangs_on is not None and hangs_on not in done and not last_round:
                later.append(claim)
                continue
            other = done.get(hangs_on) if hangs_on else None
            done[claim.id] = _resolve_claim(document, claim, other)
        waiting = later
    resolved = tuple(done[claim.id] for claim in claims)
    return resolved, _issues(document, resolved)


def _resolve_claim(document: Document, claim: Claim, other: Claim | None) -> Claim:
    when, as_of = claim.when, claim.as_of
    if when is not None:
        event = other.when.interval if other is not None and other.when is not None else None
        context = TimeContext(event=event, coverage=claim.scope != "incident")
        when = resolve_time_reading(when, document, context)
    if as_of is not None:
        as_of = resolve_time_reading(as_of, document)
    return msgspec.structs.replace(claim, when=when, as_of=as_of)


def _issues(document: Document, claims: Sequence[Claim]) -> tuple[Issue, ...]:
    issues: list[Issue] = []
    unresolved = [c for c in claims if c.when is not None and c.when.interval is None]
    if unresolved and document.published is None:
        words = ", ".join(dict.fromkeys(f'"{c.when.quote}"' for c in unresolved if c.when))
        issues.append(
            Issue(
                "report-date-missing",
                "warning",
                document.id,
                f"{len(unresolved)} dates hang on the day of the report, which is not known: {words}",
                "give the report's publication date",
            )
        )
    issues.extend(_after_report(document, claims))
    return tuple(issues)


def _after_report(document: Document, claims: Sequence[Claim]) -> list[Issue]:
    """Return an Issue for each claim whose stated days lie wholly after the report."""
    published, issues = document.published, []
    for claim in claims:
        hull = claim.when.interval if claim.when else None
        if published and hull and hull.start and hull.start > published + dt.timedelta(days=1) and claim.when:
            message = f'"{claim.when.quote}" is {hull.start}, after the report of {published}'
            issues.append(Issue("date-after-report", "warning", claim.id, message, "check the report's date"))
    return issues
