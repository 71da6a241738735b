"""What is left when the sentences around have spoken: the one day of a report, and times of day without a day."""

import itertools
from collections.abc import Iterator, Mapping

from tollbook.extract.times.marks import Row
from tollbook.extract.times.own import Choice
from tollbook.extract.times.view import BACK, DATES, DAYS, Told, carried, points_back, tells_event
from tollbook.model.claim import Claim
from tollbook.vocab.time_cues import load_time_cues

_DATES = DATES | {"since"}


def give_sole_day(told: Told) -> None:
    """Give the one day on which the report tells an event to its undated claims nearby, until a sentence turns away."""
    days = [(row, s) for row in told.rows for s in told.free(row) if s.kind in DAYS and told.role(row, s) == "event"]
    if len({s.quote.casefold().removeprefix("on ") for _, s in days}) != 1:
        return
    row, spot = days[0]
    turn = told.turn(row)
    is_answered = turn is not None and spot.span[0] > turn
    if is_answered or not tells_event(row, spot, told.language):
        return
    choice = carried(row, spot, "event-in-view", told.language)
    is_statement = "S" in row.marks[: row.reach(spot.span)[0]]  # "the envoy condemned the blast Thursday"
    is_back = points_back(row, told.language) and not is_statement
    told.chosen.update({c.id: choice for other in _near(told, row, is_back=is_back) for c in _undated(told, other)})


def _near(told: Told, row: Row, *, is_back: bool) -> Iterator[Row]:
    """Return the undated rows around ``row`` up to one that turns away; those before it only with ``is_back``."""
    at = told.rows.index(row)
    before = told.rows[max(0, at - BACK) : at][::-1] if is_back else ()
    for rows in (told.rows[at + 1 : at + BACK + 1], before):
        near = itertools.takewhile(lambda other: not told.opens(other, "shift"), rows)
        yield from (other for other in near if not any(s.kind in _DATES for s in other.spots))


def _undated(told: Told, row: Row) -> Iterator[Claim]:
    """Return the counts of single events without a date, but not of arrests, nor of another deed somebody is accused of."""
    recalls = set(load_time_cues(told.language).recalls)
    for claim in row.claims:
        is_open = claim.id not in told.chosen and claim.scope == "incident" and not claim.standing
        if is_open and claim.harm != "detained" and not recalls & set(row.words[: row.at(claim.span[0])]):
            yield claim


def without_clocks(own: Mapping[str, Choice]) -> dict[str, Choice]:
    """Return the choices that name a day: a time of day alone ("in the early hours") leaves it to the event in view."""
    return {claim: choice for claim, choice in own.items() if choice.spot.kind != "clock" or choice.relation != "at"}
