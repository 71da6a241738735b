"""Where a model's claims and the rules' claims of one document differ: missed, extra, or with another value."""

from collections.abc import Iterator, Sequence

from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.issue import Issue, Severity
from tollbook.model.reading import ActorReading, PlaceReading

_HINT = "Read the words and judge; the record uses the model's claims."
_WEIGHTY = ("harm", "count", "status", "scope", "stance")
"""Fields that change a figure; the others are told as an info."""


def disagreements(document: str, chosen: Sequence[Claim], rules: Sequence[Claim]) -> tuple[Issue, ...]:
    """Return an Issue for each claim that only one of the two gives, or gives otherwise; ``chosen`` is the model's.

    Both are resolved: dates, places and actors are compared as what they mean, not as words.
    """
    by_id = {claim.id: claim for claim in rules}
    mine = {claim.id for claim in chosen}
    found = [
        _issue(document, "warning", f"{_said(c)}: the rules have it, the model does not")
        for c in rules
        if c.id not in mine
    ]
    for claim in chosen:
        other = by_id.get(claim.id)
        if other is None:
            found.append(_issue(document, "warning", f"{_said(claim)}: the model has it, the rules do not"))
            continue
        different = tuple(_different(claim, other))
        if different:
            is_weighty = any(field in _WEIGHTY for field, _, _ in different)
            told = "; ".join(f"{field}: {one} by the model, {two} by the rules" for field, one, two in different)
            found.append(_issue(document, "warning" if is_weighty else "info", f"{_said(claim)}: {told}"))
    return tuple(found)


def _issue(subject: str, severity: Severity, message: str) -> Issue:
    return Issue("llm-disagrees", severity, subject, message, _HINT)


def _said(claim: Claim) -> str:
    return f'"{" ".join(claim.quote.split())}" ({claim.harm}, at {claim.span[0]})'


def _different(one: Claim, two: Claim) -> Iterator[tuple[str, str, str]]:
    for (field, first), (_, second) in zip(_compared(one), _compared(two), strict=True):
        if first != second:
            yield field, first or "nothing", second or "nothing"


def _compared(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "harm", claim.harm
    yield "count", _count(claim.count)
    yield "status", claim.who.status
    yield "group", claim.who.group or ""
    yield "scope", claim.scope
    yield "stance", claim.stance
    yield "part of", claim.part_of or ""
    yield "means", claim.means.value if claim.means else ""
    interval = claim.when.interval if claim.when else None
    yield "when", f"{interval.start or '...'} to {interval.end or '...'}" if interval else ""
    yield "where", _place(claim.where)
    yield "by", _actors(claim.by)
    yield "said by", _actors(claim.said_by)


def _count(count: Count) -> str:
    return f"{count.bound} {count.low}-{'' if count.high is None else count.high}"


def _place(reading: PlaceReading | None) -> str:
    if reading is None:
        return ""
    return reading.place.name if reading.place else reading.name


def _actors(readings: Sequence[ActorReading]) -> str:
    return ", ".join(sorted(r.actor or r.name.casefold() for r in readings))
