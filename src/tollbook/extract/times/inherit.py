"""Dates told in other sentences: the event in view, carried on; headings; wholes and their parts; a lead and its detail."""

from collections.abc import Sequence

import msgspec

from tollbook.extract.times.beside import hang_events
from tollbook.extract.times.marks import Row
from tollbook.extract.times.own import Choice, is_total, verb_of
from tollbook.extract.times.sole import give_sole_day, without_clocks
from tollbook.extract.times.view import (
    AHEAD,
    DATES,
    DAYS,
    NEW,
    Told,
    carried,
    is_headline,
    is_perfect,
    looked_ahead,
    looked_back,
    names_it,
)
from tollbook.model.claim import Claim
from tollbook.vocab.time_cues import load_time_cues

_ENTRY = 20
"""Words of a line that may stand under a heading ("Number of wounded: 6")."""
_LABEL = 10
"""Words of a line that may be a label with its date."""
_WIDE = frozenset({"year", "decade"})
"""Stretches too long to say that the next sentence tells of the same."""
_SHARE = 4
"""A detail tells at least this part of its lead's number."""


def inherited_choices(text: str, rows: Sequence[Row], own: dict[str, Choice], language: str) -> dict[str, Choice]:
    """Return ``own`` with the choices that other sentences give to claims without a date of their own."""
    told = Told(text, rows, without_clocks(own), language)
    by_id = {c.id: c for row in rows for c in row.claims}
    heading: Choice | None = None
    title = _title(told)
    for index, row in enumerate(rows):
        if row.is_heading or _is_label(told, row) or _opens_list(told, index):
            spot = next((s for s in row.spots if s.kind != "event"), None)
            heading = carried(row, spot, "heading", language) if spot else heading
        for claim in row.claims:
            if claim.id in told.chosen:
                continue
            found = _from_whole(told, claim, by_id) or _found(told, index, claim, heading, by_id)
            found = found or (title if index and claim.scope != "cumulative" and not claim.standing else None)
            if found is not None:
                told.chosen[claim.id] = found
    told.chosen.update({claim: choice for claim, choice in own.items() if claim not in told.chosen})
    hang_events(told)
    _to_parts(told, by_id)
    _from_later_parts(told, by_id)
    _from_detail(told)
    give_sole_day(told)
    _to_parts(told, by_id)
    return told.chosen


def with_mentions(claims: Sequence[Claim], chosen: dict[str, Choice]) -> dict[str, Choice]:
    """Return ``chosen`` with one date for all mentions of a claim: headline, lead and body tell the same harm."""
    done = dict(chosen)
    for claim in claims:
        first = claim.restates
        if first is None:
            continue
        if first not in done and claim.id in done and done[claim.id].relation != "event":
            done[first] = msgspec.structs.replace(done[claim.id], inherited=True, method="told-again")
        elif claim.id not in done and first in done and done[first].relation != "event":
            done[claim.id] = msgspec.structs.replace(done[first], inherited=True, method="told-before")
    return done


def _is_label(told: Told, row: Row) -> bool:
    """Return True for a line such as "Date of incident: 20 June 2025", which dates the lines under it."""
    if row.claims or not row.spots or len(row.words) > _LABEL or ":" not in row.words:
        return False
    last = row.spots[-1]
    return row.reach(last.span)[1] >= len(row.words) - 1 and told.role(row, last) == "event"


def _title(told: Told) -> Choice | None:
    """Return the date that ends the title of a digest ("Security developments in X, Nov 12"), None where the title has none."""
    row = told.rows[0] if told.rows else None
    if (
        row is None or row.claims or not row.spots or len(row.words) > _ENTRY or len(told.rows) < 2
    ):  # a title and a line
        return None
    last = row.spots[-1]
    behind = row.words[row.reach(last.span)[1] + 1 :]
    is_end = all(not word.isalnum() for word in behind) and last.kind in DAYS | {"month"}
    is_title = not set(row.marks) & set("HFVP")
    is_apart = told.rows[1].paragraph != row.paragraph or last.kind == "month"
    is_title = is_title and is_apart and told.role(row, last) == "event"
    return carried(row, last, "title", told.language) if is_end and is_title else None


def _opens_list(told: Told, index: int) -> bool:
    """Return True for a line with a date and no count, right above an entry such as "Number of dead: 4"."""
    row = told.rows[index]
    after = next((r for r in told.rows[index + 1 : index + 3] if r.words), None)
    if row.claims or not row.spots or after is None or after.spots or after.paragraph == row.paragraph:
        return False
    return _is_labelled(after)


def _is_labelled(row: Row) -> bool:
    """Return True for a line that says what it counts before a colon: "Number of wounded: 6"."""
    if not row.claims or ":" not in row.words[:_LABEL]:
        return False
    first = row.at(min(c.head for c in row.claims))
    return first == row.words.index(":") + 1


def _is_entry(row: Row) -> bool:
    """Return True for a line that may stand under a heading: a short one, or a label and its number with details behind."""
    return len(row.words) <= _ENTRY or _is_labelled(row)


def _found(told: Told, index: int, claim: Claim, heading: Choice | None, by_id: dict[str, Claim]) -> Choice | None:
    row = told.rows[index]
    if heading is not None and not row.is_heading and not row.spots and _is_entry(row):
        return heading
    whole = by_id.get(claim.part_of or "")
    if whole is not None and whole.scope == claim.scope:
        return None
    if claim.standing or is_total(told.text, row, claim, told.language):
        return _since_before(told, row, claim)
    first_told = is_perfect(row, claim)
    is_lead = not any(other.claims for other in told.before(index) if not is_headline(told, other))
    ahead = looked_ahead(told, index, first_told=first_told and is_lead, is_lead=is_lead)
    goes_on = _goes_on(told, index, claim, first_told=first_told)
    if first_told:
        return ahead or goes_on or (looked_back(told, index, claim) if names_it(row, claim) else None)
    return looked_back(told, index, claim) or goes_on or ahead


def _since_before(told: Told, row: Row, claim: Claim) -> Choice | None:
    """Return the stretch up to now of a total told before in the sentence ("3,500 since May; the army says 1,100 ...")."""
    if claim.standing:
        return None
    before = [told.chosen[c.id] for c in row.claims if c.id in told.chosen and c.span[1] <= claim.span[0]]
    if not before or before[-1].relation != "since":
        return None
    return msgspec.structs.replace(before[-1], inherited=True, method="goes-on")


def _goes_on(told: Told, index: int, claim: Claim, *, first_told: bool) -> Choice | None:
    """Return the stretch of the sentence just before, with which this one goes on.

    "Since May 51 people have fled. Nine have been killed." "In March it recorded 87 dead; soldiers killed six of them." A
    stretch up to now goes on in the perfect tense or with "more"; a closed one until an event is told for the first time.
    """
    row = told.rows[index]
    before = told.rows[index - 1] if index else None
    if before is None or before.number != row.number - 1 or before.paragraph != row.paragraph:
        return None
    if NEW.search(row.marks) or told.opens(row, "shift") or any(s.kind in DATES for s in row.spots):
        return None
    dated = [c for c in before.claims if c.id in told.chosen and told.chosen[c.id].relation != "event"]
    if not dated or told.chosen[dated[-1].id].spot.kind in DAYS:
        return None
    choice = told.chosen[dated[-1].id]
    words = row.words[max(0, row.at(claim.span[0]) - 1) : row.reach(claim.span)[1] + 2]
    is_further = bool(set(words) & set(load_time_cues(told.language).further))
    told_before = max((row.reach(c.span)[1] for c in row.claims if c.span[1] <= claim.span[0]), default=0)
    is_perfect_here = first_told and "P" in row.marks[told_before : verb_of(row, claim) + 1]
    if choice.relation == "since" and not (is_perfect_here or is_further):
        return None
    if choice.spot.kind in _WIDE:
        return None
    return msgspec.structs.replace(choice, inherited=True, method="goes-on")


def _from_whole(told: Told, claim: Claim, by_id: dict[str, Claim]) -> Choice | None:
    """Return the date of the claim's whole, unless the whole is a running total and the part is not."""
    whole = by_id.get(claim.part_of or "")
    if whole is None or whole.id not in told.chosen or (whole.scope == "cumulative" and claim.scope != "cumulative"):
        return None
    return msgspec.structs.replace(told.chosen[whole.id], inherited=True)


def _to_parts(told: Told, by_id: dict[str, Claim]) -> None:
    for claim in by_id.values():
        if claim.id not in told.chosen and (choice := _from_whole(told, claim, by_id)):
            told.chosen[claim.id] = choice


def _from_later_parts(told: Told, by_id: dict[str, Claim]) -> None:
    """Give an undated whole the day of a part told in a later sentence: the same day, told again in detail."""
    row_of = {c.id: row.number for row in told.rows for c in row.claims}
    for claim in by_id.values():
        whole = by_id.get(claim.part_of or "")
        if whole is None or whole.id in told.chosen or whole.scope == "cumulative" or claim.id not in told.chosen:
            continue
        if 0 < row_of[claim.id] - row_of[whole.id] <= AHEAD and told.chosen[claim.id].relation == "at":
            told.chosen[whole.id] = msgspec.structs.replace(told.chosen[claim.id], inherited=True)


def _from_detail(told: Told) -> None:
    """Give an undated lead in the perfect tense the day of the detail told right after it.

    "Raids have killed 21 ... On Sunday a house was hit, where 11 died": the same harm, a good share of the number, no turn
    to another event between.
    """
    rows = [row for row in told.rows if row.claims][:2]
    if len(rows) < 2 or rows[1].number - rows[0].number > 1 or NEW.search(rows[1].marks):  # lead, detail
        return
    lead, detail = rows
    for claim in lead.claims:
        if claim.id in told.chosen or claim.scope == "cumulative" or not is_perfect(lead, claim):
            continue
        days = [told.chosen[c.id] for c in detail.claims if c.id in told.chosen and _is_share(c, claim)]
        if days and days[0].relation == "at" and days[0].spot.kind in DAYS:
            told.chosen[claim.id] = msgspec.structs.replace(days[0], inherited=True, method="told-later")


def _is_share(part: Claim, whole: Claim) -> bool:
    return part.harm == whole.harm and part.count.low <= whole.count.low <= _SHARE * part.count.low
