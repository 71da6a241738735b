"""Dates told in other sentences: the event in view, carried on; the attack that a later sentence dates; headings; parts."""

import re
from collections.abc import Sequence

import msgspec

from tollbook.extract.attach_time_marks import Row, opens_with
from tollbook.extract.attach_time_own import Choice, is_begun, is_nominal, role_of, verb_of
from tollbook.model.claim import Claim
from tollbook.model.spot import Spot
from tollbook.vocab.time_cues import load_time_cues

_BACK = 4
"""Sentences back that the event in view is carried on."""
_AHEAD = 3
"""Sentences ahead that may date a first mention ("Thursday's attack ...")."""
_NEAR_WORDS = frozenset({"weekday", "days_back", "nights_back", "weekday_range", "weekday_number"})
"""Calculations of days near the report."""
_DATES = frozenset({"day", "night", "part", "month", "year", "week", "calendar", "past", "feast"})
_DEFINITE = re.compile(r"D[xqT]?[xqtE]{0,2}E")
_NEW = re.compile(r"I[xq]{0,3}E")
_PERFECT = re.compile(r"P[xV]{0,2}[HF]")


def inherited_choices(text: str, rows: Sequence[Row], own: dict[str, Choice], language: str) -> dict[str, Choice]:
    """Return ``own`` with the choices that other sentences give to claims without a date of their own."""
    chosen = dict(own)
    heading: Choice | None = None
    by_id = {c.id: c for row in rows for c in row.claims}
    for index, row in enumerate(rows):
        if row.is_heading:
            spot = next((s for s in row.spots if s.kind != "event"), None)
            heading = _from(spot, "heading") if spot else heading
        for claim in row.claims:
            if claim.id in chosen:
                continue
            found = _whole(claim, by_id, chosen) or _found(text, rows, index, claim, chosen, heading, by_id, language)
            if found is not None:
                chosen[claim.id] = found
    _anchor_events(text, rows, chosen, language)
    _from_wholes(by_id, chosen)
    _from_later_parts(rows, by_id, chosen)
    _from_wholes(by_id, chosen)
    return chosen


def _from(spot: Spot, method: str) -> Choice:
    relation = spot.kind if spot.kind in {"since", "event"} else "within" if spot.kind == "past" else "at"
    return Choice(spot=spot, relation=relation, method=method, inherited=True)


def _found(
    text: str,
    rows: Sequence[Row],
    index: int,
    claim: Claim,
    chosen: dict[str, Choice],
    heading: Choice | None,
    by_id: dict[str, Claim],
    language: str,
) -> Choice | None:
    row = rows[index]
    if heading is not None and not row.is_heading and row.spots == () and len(row.words) <= 20:  # noqa: PLR2004
        return heading
    whole = by_id.get(claim.part_of or "")
    if claim.scope == "cumulative" or (whole is not None and whole.scope == claim.scope):
        return None
    first_told = is_perfect(row, claim)
    ahead = _ahead(text, rows, index, language)
    if first_told and ahead is not None:
        return ahead
    if not first_told or _names_it(row, claim):
        back = _back(text, rows, index, claim, chosen, language)
        if back is not None:
            return back
    return ahead


def is_perfect(row: Row, claim: Claim) -> bool:
    """Return True when the claim is told in the present perfect: news told first, without a date in view."""
    verb = verb_of(row, claim)
    return bool(_PERFECT.search(row.marks[max(0, verb - 14) : verb + 1]))


def _names_it(row: Row, claim: Claim) -> bool:
    """Return True when one definite event is the subject ("the blast has killed"), not events at large."""
    verb = verb_of(row, claim)
    return "DE" in row.marks[:verb]


def points_back(row: Row, claim: Claim, language: str) -> bool:
    """Return True when the sentence points to an event already told ("the blast", "among the dead")."""
    if _DEFINITE.search(row.marks):
        return True
    anaphors = load_time_cues(language).anaphor
    del claim
    return any(a == "the" and b in anaphors for a, b in zip(row.words, row.words[1:], strict=False))


def _back(
    text: str, rows: Sequence[Row], index: int, claim: Claim, chosen: dict[str, Choice], language: str
) -> Choice | None:
    """Return the date of the event in view: the last one told before, unless the sentence turns to another event."""
    row = rows[index]
    back = points_back(row, claim, language)
    kinds = {"day", "night"} if claim.scope == "incident" else _DATES
    earlier = [s for s in row.spots if s.kind in kinds and s.span[1] <= claim.span[0]]
    earlier = [s for s in earlier if role_of(text, row, s, language) == "event" and ";" in _between(row, s, claim)]
    if earlier:
        return _from(earlier[-1], "event-in-view")
    if opens_with(row, language, "shift") and not opens_with(row, language, "stay"):
        return None
    if set(row.words[: row.at(claim.span[0])]) & set(load_time_cues(language).recalls):
        return None
    for other in reversed(rows[max(0, index - _BACK) : index]):
        choice = _in_view(text, other, chosen, language)
        if choice is not None and not back and _is_background(rows, other, choice, chosen):
            return None
        if choice is not None:
            return choice
        if opens_with(other, language, "shift") and not back:
            return None
        if other.claims and not back and not opens_with(other, language, "stay"):
            undated = all(c.id not in chosen for c in other.claims)
            if undated:
                return None
    return None


def _in_view(text: str, row: Row, chosen: dict[str, Choice], language: str) -> Choice | None:
    """Return the last day-level date of the row that dates an event."""
    claims = [chosen[c.id] for c in row.claims if c.id in chosen]
    days = [c for c in claims if c.spot.kind in {"day", "night", "clock"} and c.relation == "at"]
    if days:
        return msgspec.structs.replace(days[-1], inherited=True, method="event-in-view")
    spots = [s for s in row.spots if s.kind in {"day", "night"} and role_of(text, row, s, language) == "event"]
    spots = [s for s in spots if tells_event(row, s)]
    if spots and not row.is_heading:
        return _from(spots[-1], "event-in-view")
    events = [c for c in claims if c.relation == "event"]
    return msgspec.structs.replace(events[-1], inherited=True) if events else None


def _is_background(rows: Sequence[Row], row: Row, choice: Choice, chosen: dict[str, Choice]) -> bool:
    """Return True when the row recalls other events than the report's: several days told, or dates where it began with
    weekdays."""
    days = {chosen[c.id].spot.span for c in row.claims if c.id in chosen and chosen[c.id].relation == "at"}
    if len(days) > 1:
        return True
    told = [chosen[c.id].spot for other in rows[: row.number] for c in other.claims if c.id in chosen]
    return bool(told) and told[0].value in _NEAR_WORDS and choice.spot.value not in _NEAR_WORDS


def _between(row: Row, spot: Spot, claim: Claim) -> str:
    return row.marks[row.reach(spot.span)[1] + 1 : row.at(claim.span[0])]


def tells_event(row: Row, spot: Spot) -> bool:
    """Return True when the date's own clause tells an event, and is no aside about somebody ("which had, on Friday,")."""
    first, last = row.reach(spot.span)
    start = max(row.marks.rfind(stop, 0, first) for stop in ",;Q") + 1
    stops = [i for i in (row.marks.find(stop, last + 1) for stop in ",;Q") if i >= 0]
    clause = row.marks[start : min(stops, default=len(row.marks))]
    return not clause.startswith("R") and bool(set(clause) & set("EFHGC"))


def _ahead(text: str, rows: Sequence[Row], index: int, language: str) -> Choice | None:
    """Return the date that a following sentence gives to the event just told, by a definite word for it."""
    for other in rows[index + 1 : index + 1 + _AHEAD]:
        if opens_with(other, language, "shift"):
            return None
        for spot in other.spots:
            if spot.kind not in {"day", "night"} or role_of(text, other, spot, language) != "event":
                continue
            first, last = other.reach(spot.span)
            before = other.marks[: last + 1]
            told = is_nominal(text, other, spot) and not _NEW.search(before) or _DEFINITE.search(before[:first])
            return _from(spot, "told-later") if told else None
    return None


def _anchor_events(text: str, rows: Sequence[Row], chosen: dict[str, Choice], language: str) -> None:
    """Hang distance words without a date in their own sentence on the event in view before it.

    "That day" is the event's date itself; with no date in view it says nothing.
    """
    for index, row in enumerate(rows):
        for claim in row.claims:
            choice = chosen.get(claim.id)
            if (
                choice is not None
                and _is_since_then(choice, language)
                and (then := _told_before(text, rows, index, language))
            ):
                chosen[claim.id] = msgspec.structs.replace(choice, anchor=then.span)
                continue
            if choice is None or choice.relation != "event" or choice.anchor is not None or choice.inherited:
                continue
            if choice.spot.value == "beside:into":
                origin = _origin(rows, language)
                anchor = origin.span if origin else None
                chosen[claim.id] = msgspec.structs.replace(choice, anchor=anchor, method="event-outer")
                continue
            if choice.spot.value == "beside:same" and (same := _same_as(row, claim, choice, chosen)):
                chosen[claim.id] = same
                continue
            view = _view_before(text, rows, index, choice, chosen, language)
            if choice.spot.value == "beside:same":
                method = "event-outer" if view is None else "same-day"
                replaced = choice if view is None else view
                chosen[claim.id] = msgspec.structs.replace(replaced, method=method, inherited=view is not None)
            elif view is not None:
                chosen[claim.id] = msgspec.structs.replace(choice, anchor=view.spot.span)


def _same_as(row: Row, claim: Claim, choice: Choice, chosen: dict[str, Choice]) -> Choice | None:
    """Return the choice of the claim told before in the sentence, which "the same period" repeats."""
    before = [chosen[c.id] for c in row.claims if c.id in chosen and c.span[1] <= claim.span[0]]
    told = [c for c in before if c.spot.span[1] <= choice.spot.span[0] and c.relation != "event"]
    return msgspec.structs.replace(told[-1], inherited=True, method="same-day") if told else None


def _is_since_then(choice: Choice, language: str) -> bool:
    words = choice.spot.quote.lower().rstrip(".").split()
    return choice.relation == "since" and words[-1] in load_time_cues(language).then


def _told_before(text: str, rows: Sequence[Row], index: int, language: str) -> Spot | None:
    """Return the last date told in the sentences before, of whatever happening."""
    for row in reversed(rows[max(0, index - _BACK) : index]):
        spots = [s for s in row.spots if s.kind in _DATES and role_of(text, row, s, language) != "said"]
        if spots:
            return spots[-1]
    return None


def _origin(rows: Sequence[Row], language: str) -> Spot | None:
    """Return the date from which the report says something goes on ("the siege, which began on March 1")."""
    spots = [(row, s) for row in rows for s in row.spots if s.kind in _DATES]
    return next((s for row, s in spots if is_begun(row, s, language)), None)


def _view_before(
    text: str, rows: Sequence[Row], index: int, choice: Choice, chosen: dict[str, Choice], language: str
) -> Choice | None:
    """Return the date in view before the words of ``choice``: in the same sentence, else in those before."""
    row = rows[index]
    if choice.method != "event-inner":
        earlier = [s for s in row.spots if s.kind in _DATES and s.span[1] <= choice.spot.span[0]]
        events = [s for s in earlier if role_of(text, row, s, language) == "event"]
        if events:
            return _from(events[-1], "event-in-view")
    for other in reversed(rows[max(0, index - _BACK) : index]):
        view = _in_view(text, other, chosen, language)
        if view is not None:
            return view
    return None


def _whole(claim: Claim, by_id: dict[str, Claim], chosen: dict[str, Choice]) -> Choice | None:
    """Return the date of the claim's whole, unless the whole is a running total and the part is not."""
    whole = by_id.get(claim.part_of or "")
    if whole is None or whole.id not in chosen or (whole.scope == "cumulative" and claim.scope != "cumulative"):
        return None
    return msgspec.structs.replace(chosen[whole.id], inherited=True)


def _from_wholes(by_id: dict[str, Claim], chosen: dict[str, Choice]) -> None:
    for claim in by_id.values():
        if claim.id not in chosen and (choice := _whole(claim, by_id, chosen)):
            chosen[claim.id] = choice


def _from_later_parts(rows: Sequence[Row], by_id: dict[str, Claim], chosen: dict[str, Choice]) -> None:
    """Give an undated whole the day of a part told in a later sentence: the same day, told again in detail."""
    row_of = {c.id: row.number for row in rows for c in row.claims}
    for claim in by_id.values():
        whole = by_id.get(claim.part_of or "")
        if whole is None or whole.id in chosen or whole.scope == "cumulative" or claim.id not in chosen:
            continue
        if 0 < row_of[claim.id] - row_of[whole.id] <= _AHEAD and chosen[claim.id].relation == "at":
            chosen[whole.id] = msgspec.structs.replace(chosen[claim.id], inherited=True)
    _from_detail(rows, chosen)


def _from_detail(rows: Sequence[Row], chosen: dict[str, Choice]) -> None:
    """Give an undated lead in the perfect tense the day of the detail told right after it ("have killed 21 ... On Sunday
    a house was hit, where 11 died"): the same harm, a good share of the number, no turn to another event between."""
    told = [row for row in rows if row.claims]
    if len(told) < 2 or told[1].number - told[0].number > 1 or _NEW.search(told[1].marks):  # noqa: PLR2004  # lead and detail
        return
    lead, detail = told[0], told[1]
    for claim in lead.claims:
        if claim.id in chosen or claim.scope == "cumulative" or not is_perfect(lead, claim):
            continue
        shares = [
            c for c in detail.claims if c.harm == claim.harm and c.count.low <= claim.count.low <= 4 * c.count.low
        ]
        days = [chosen[c.id] for c in shares if c.id in chosen and chosen[c.id].relation == "at"]
        if days and days[0].spot.kind in {"day", "night"}:
            chosen[claim.id] = msgspec.structs.replace(days[0], inherited=True, method="told-later")
