"""Hang words that count from another event on its date: "two days earlier", "the same day", "since then", "a month into"."""

import msgspec

from tollbook.extract.times.marks import Row
from tollbook.extract.times.own import Choice, is_begun
from tollbook.extract.times.view import DATES, DAYS, Told, carried, in_view, is_background
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.time_cues import load_time_cues

SAME, INTO = "beside:same", "beside:into"
"""Normal forms of "the same day" and of "a month into"."""


def hang_events(told: Told) -> None:
    """Give the chosen words that count from another event the span of the words that date it.

    "That day" becomes the event's date itself; with no date in view it says nothing.
    """
    hung: dict[Span, Choice] = {}
    for index, row in enumerate(told.rows):
        for claim in row.claims:
            choice = told.chosen.get(claim.id)
            if choice is None:
                continue
            if choice.relation == "event" and choice.inherited and choice.spot.span in hung:
                told.chosen[claim.id] = msgspec.structs.replace(hung[choice.spot.span], inherited=True)
                continue
            if _is_since_then(choice, told.language):
                then = _told_before(told, index)
                told.chosen[claim.id] = msgspec.structs.replace(choice, anchor=then.span if then else None)
            elif choice.relation == "event" and choice.anchor is None and not choice.inherited:
                told.chosen[claim.id] = hung[choice.spot.span] = _hung(told, index, claim, choice)
    _hang_inherited(told)


def _hang_inherited(told: Told) -> None:
    """Give inherited distance words what the claim they come from hangs on."""
    own = {c.spot.span: c for c in told.chosen.values() if not c.inherited}
    for claim, choice in told.chosen.items():
        source = own.get(choice.spot.span)
        if choice.inherited and choice.relation == "event" and source is not None:
            told.chosen[claim] = msgspec.structs.replace(source, inherited=True)


def _hung(told: Told, index: int, claim: Claim, choice: Choice) -> Choice:
    if choice.spot.value == INTO:
        origin = _origin(told)
        return msgspec.structs.replace(choice, anchor=origin.span if origin else None, method="event-outer")
    if choice.spot.value != SAME:
        view = _view_before(told, index, choice)
        other = view.spot if view else _told_before(told, index)
        return msgspec.structs.replace(choice, anchor=other.span) if other else choice
    same = _same_as(told.rows[index], claim, choice, told.chosen) or _stretch_before(told, index)
    is_long = choice.spot.quote.lower().split()[-1] in load_time_cues(told.language).long
    same = (_long_before(told, index) if is_long else None) or same or _view_before(told, index, choice)
    if same is None:
        return msgspec.structs.replace(choice, method="event-outer")
    return msgspec.structs.replace(same, method="same-day", inherited=True)


def _same_as(row: Row, claim: Claim, choice: Choice, chosen: dict[str, Choice]) -> Choice | None:
    """Return the choice of the claim told before in the sentence, which "the same period" repeats."""
    before = [chosen[c.id] for c in row.claims if c.id in chosen and c.span[1] <= claim.span[0]]
    told = [c for c in before if c.spot.span[1] <= choice.spot.span[0] and c.relation != "event"]
    return told[-1] if told else None


def _stretch_before(told: Told, index: int) -> Choice | None:
    """Return the stretch of the total told last before, if the last dated claim is one."""
    for row in told.before(index):
        dated = [told.chosen[c.id] for c in row.claims if c.id in told.chosen]
        if dated:
            return dated[-1] if dated[-1].relation in {"since", "within"} else None
    return None


def _long_before(told: Told, index: int) -> Choice | None:
    """Return the month or year told last before, which "that year" repeats, unless a stretch up to now was told since."""
    for row in told.before(index):
        dated = [told.chosen[c.id] for c in row.claims if c.id in told.chosen]
        if dated and dated[-1].relation in {"since", "within"}:
            return None
        spots = [s for s in row.spots if s.kind in DATES - DAYS and told.role(row, s) == "event"]
        if spots:
            return carried(row, spots[-1], "same-stretch", told.language)
    return None


def _is_since_then(choice: Choice, language: str) -> bool:
    words = choice.spot.quote.lower().rstrip(".").split()
    return choice.relation == "since" and words[-1] in load_time_cues(language).then


def _told_before(told: Told, index: int) -> Spot | None:
    """Return the last date told in the sentences before, of whatever happening."""
    for row in told.before(index):
        spots = [s for s in row.spots if s.kind in DATES and told.role(row, s) != "said"]
        if spots:
            return spots[-1]
    return None


def _origin(told: Told) -> Spot | None:
    """Return the date from which the report says something goes on ("the siege, which began on March 1")."""
    spots = [(row, s) for row in told.rows for s in row.spots if s.kind in DATES]
    return next((s for row, s in spots if is_begun(row, s, told.language)), None)


def _view_before(told: Told, index: int, choice: Choice) -> Choice | None:
    """Return the date in view before the words of ``choice``: in the same sentence, else in those before."""
    row = told.rows[index]
    if choice.method != "event-inner":
        earlier = [s for s in row.spots if s.kind in DATES and s.span[1] <= choice.spot.span[0]]
        events = [s for s in earlier if told.role(row, s) == "event"]
        if events:
            return carried(row, events[-1], "event-in-view", told.language)
    views = [(other, in_view(told, other)) for other in told.before(index)]
    dated = [(other, view) for other, view in views if view is not None and view.relation != "event"]
    return next((v for other, v in dated if not is_background(told, other, v)), dated[0][1] if dated else None)
