"""Give the time readings of one document their intervals: against the report's day, quoted speech, or another claim."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.document import Document
from tollbook.model.ids import Span
from tollbook.model.interval import Interval, precision_of
from tollbook.model.issue import Issue
from tollbook.model.reading import TimeReading
from tollbook.resolve.when.answer import Anchor, Resolved
from tollbook.resolve.when.grammar import Expression, expression_of
from tollbook.resolve.when.interval import interval_of
from tollbook.resolve.when.origins import operation_in, report_day
from tollbook.vocab.dates import dates_language

INNER, OUTER, START = "event-inner", "event-outer", "start-of"
"""Methods that say how a reading hangs on another event: the claim is the event after the words ("two days after X": X
lies two days earlier); the claim is the one before them, and X has no date; the claim is the day a stretch begins on."""
_ROUNDS = 4
"""How long a chain of events that hang on each other may be."""
_DAY = dt.timedelta(days=1)


class TimeContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a single reading is resolved in: the ``event`` it hangs on, ``coverage`` for totals, ``future`` by tense."""

    event: Interval | None = None
    coverage: bool = False
    future: bool = False


def resolve_time_reading(reading: TimeReading, document: Document, context: TimeContext | None = None) -> TimeReading:
    """Return ``reading`` with interval, core and steps set; the interval stays None where nothing can be said.

    ``core`` is set for coverages only (``context.coverage``): for a single event the hull is uncertainty, not coverage.
    """
    context = context or TimeContext()
    resolved = _resolved(reading, document, context)
    steps = (*reading.steps, f'"{reading.quote}": {resolved.step}') if resolved.step else reading.steps
    core = resolved.core if context.coverage else None
    return msgspec.structs.replace(reading, interval=resolved.hull, core=core, steps=steps)


def _resolved(reading: TimeReading, document: Document, context: TimeContext) -> Resolved:
    expression = expression_of(reading.quote, dates_language(document.language))
    today = report_day(document)
    if expression is None and reading.relation == "since" and reading.anchor is not None:
        expression = expression_of(
            document.text[reading.anchor[0] : reading.anchor[1]], dates_language(document.language)
        )
        reading = msgspec.structs.replace(reading, anchor=None)
    if expression is None and reading.relation == "since":
        return _since_unstated(reading.quote, today)
    if expression is None:
        return Resolved(None, None, "names no days")
    expression = _as_bound(expression, reading)
    spoken = None if reading.relation == "event" else _day_of(reading.anchor, document, today)
    event, note = _event(reading, document, context, today)
    inner = reading.method == INNER
    assumed = reading.relation == "event" and reading.anchor is None and context.event is None
    anchor = Anchor(
        published=today, spoken=spoken, event=event, inner=inner, future=context.future, is_event_assumed=assumed
    )
    resolved = interval_of(expression, anchor)
    if today is not None and today != document.published and document.published is not None:
        note += f"; the dateline's day is {today}, the feed's {document.published}"
    elif today is not None and anchor.today == today and str(today) in resolved.step:
        note += _zone_note(document)
    return msgspec.structs.replace(resolved, step=resolved.step + note) if note else resolved


def _zone_note(document: Document) -> str:
    """Say so where the report's local day is not the day its feed writes."""
    instant = document.instant
    if instant is None or document.zone is None or instant.date() == document.published:
        return ""
    return f"; {instant.isoformat(timespec='minutes')} is {document.published} in {document.zone}"


def _as_bound(expression: Expression, reading: TimeReading) -> Expression:
    if reading.relation in {"since", "until"}:
        return msgspec.structs.replace(expression, relation=reading.relation)
    if reading.relation == "event" or reading.method == START:
        return msgspec.structs.replace(expression, relation="at")
    return expression


def _since_unstated(quote: str, today: dt.date | None) -> Resolved:
    """Return the stretch since an origin the report gives no date for: a listed operation's, else open at the start."""
    operation = operation_in(quote)
    if operation is None or today is None or operation.start > today:
        return Resolved(Interval(None, today, "open"), None, "the origin's date is not stated; the start stays open")
    last = operation.latest or operation.start
    hull = Interval(operation.start, today, precision_of(operation.start, today))
    core = Interval(last, today - _DAY, precision_of(last, today)) if last < today else None
    return Resolved(
        hull, core, f"the operation began on {operation.start} ({operation.source}); up to the report, {today}"
    )


def _event(
    reading: TimeReading, document: Document, context: TimeContext, today: dt.date | None
) -> tuple[Interval | None, str]:
    """Return the days of the event the reading hangs on; the report's day stands in where the event in view has no date."""
    if context.event is not None:
        return context.event, ""
    if reading.relation != "event":
        return None, ""
    if reading.anchor is not None:
        quote = document.text[reading.anchor[0] : reading.anchor[1]]
        expression = expression_of(quote, dates_language(document.language))
        if expression is not None:
            expression = msgspec.structs.replace(expression, relation="at")  # what goes on since a day began on it
            return interval_of(expression, Anchor(published=today)).hull, f' ("{quote}")'
    if reading.method == OUTER or today is None:
        return None, ""
    return Interval(today, today), "; the event in view has no stated date, so the day of the report stands in for it"


def _day_of(span: Span | None, document: Document, today: dt.date | None) -> dt.date | None:
    """Return the single day that the words at ``span`` name, if they name one."""
    if span is None:
        return None
    expression = expression_of(document.text[span[0] : span[1]], dates_language(document.language))
    if expression is None:
        return None
    hull = interval_of(expression, Anchor(published=today)).hull
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
            done[claim.id] = _resolve_claim(document, claim, done.get(hangs_on) if hangs_on else None)
        waiting = later
    resolved = tuple(done[claim.id] for claim in claims)
    return resolved, _issues(document, resolved)


def _resolve_claim(document: Document, claim: Claim, other: Claim | None) -> Claim:
    when, as_of = claim.when, claim.as_of
    if when is not None:
        event = other.when.interval if other is not None and other.when is not None else None
        when = resolve_time_reading(when, document, TimeContext(event=event, coverage=claim.scope != "incident"))
    if as_of is not None:
        as_of = resolve_time_reading(as_of, document)
    return msgspec.structs.replace(claim, when=when, as_of=as_of)


def _issues(document: Document, claims: Sequence[Claim]) -> tuple[Issue, ...]:
    issues: list[Issue] = []
    today = report_day(document)
    unresolved = [c.when.quote for c in claims if c.when is not None and c.when.interval is None]
    if unresolved and today is None:
        words = ", ".join(dict.fromkeys(f'"{quote}"' for quote in unresolved))
        hang = "1 date hangs" if len(unresolved) == 1 else f"{len(unresolved)} dates hang"
        message = f"{hang} on the day of the report, which is not known: {words}"
        hint = "give the report's publication date"
        issues.append(Issue("report-date-missing", "warning", document.id, message, hint))
    for claim in claims:
        issues.extend(_after_report(claim, today))
        issues.extend(_operation_conflict(claim, document, today))
    return tuple(issues)


def _after_report(claim: Claim, today: dt.date | None) -> list[Issue]:
    """Return an Issue where a claim's stated days lie wholly after the report."""
    hull = claim.when.interval if claim.when else None
    if claim.when is None or today is None or hull is None or hull.start is None or hull.start <= today + _DAY:
        return []
    message = f'"{claim.when.quote}" is {hull.start}, after the report of {today}'
    return [Issue("date-after-report", "warning", claim.id, message, "check the report's date")]


def _operation_conflict(claim: Claim, document: Document, today: dt.date | None) -> list[Issue]:
    """Return an Issue where the report dates an operation's start otherwise than the list; the report's date stands."""
    when = claim.when
    operation = operation_in(when.quote) if when is not None and when.relation == "since" else None
    expression = (
        expression_of(when.quote, dates_language(document.language)) if when is not None and operation else None
    )
    if when is None or operation is None or expression is None:
        return []
    stated = interval_of(msgspec.structs.replace(expression, relation="at"), Anchor(published=today)).hull
    listed = Interval(operation.start, operation.latest or operation.start)
    if stated is None or stated.overlaps(listed):
        return []
    message = f'"{when.quote}" puts the start at {stated.start}; the list of operations has {operation.start} ({operation.source})'
    return [Issue("operation-date-conflict", "warning", claim.id, message, "the report's date stands; check the list")]
