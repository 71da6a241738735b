"""Attach the right time words to each claim: its own, or those of the neighbouring sentences that tell the same event."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.times.inherit import inherited_choices, with_mentions
from tollbook.extract.times.marks import Row, rows_of
from tollbook.extract.times.own import (
    DAYS,
    SPANS,
    Choice,
    best_own,
    is_begun,
    is_nominal,
    role_of,
    told_of,
    verb_of,
    when_follows,
)
from tollbook.extract.times.spoken import spoken_choices
from tollbook.extract.times.zones import Zone, zones_of
from tollbook.model.claim import Claim
from tollbook.model.reading import TimeReading
from tollbook.model.spot import Spot
from tollbook.vocab.time_cues import cues_language, load_time_cues

_REACH = 600
"""Characters before and after a claim in which its date is looked for: keeps very long sentences linear."""
_SPEAKER = re.compile(r",[xDIO&q]{0,12}S[xDIO]{0,3},")
"""Who says so, in the middle of what is said ("rose to 37, the minister said, with 2,931 wounded")."""
_IN_ONE_BREATH = re.compile(r"[xVPHE]{0,4}[,&]{1,2}[xVPHI]{0,4}")
"""What joins two counts of one happening: a harm word and "and"."""
_TOLD = 10
"""Words before a count in which its toll moves."""
_EVENT_NEAR = 8
"""Words before the one day of a sentence in which its event stands."""
_OTHER_TIME = re.compile("[A;]")
"""What parts a sentence into two happenings: "after", a semicolon."""
_DAYS = frozenset({"day", "night"})
_PARTED = re.compile("[RABKNS;Q]")
"""What parts a count from the one day of its sentence: a person told of, another happening, a statement."""
_SAYING_DAYS = frozenset({"day", "night", "until"})
"""Kinds of time words that can date a statement; a dateline is the report's own day."""


def attach_times(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], spots: Sequence[Spot]
) -> tuple[Claim, ...]:
    """Return the claims with ``when`` and ``as_of`` set from ``spots``, unresolved; ``sentences`` are all of the document's.

    Rules: annotation guide, ``when`` and section 5. A claim whose event has no stated date keeps none; a date of a
    statement becomes ``as_of``.
    """
    if not claims or not spots:
        return tuple(claims)
    language = cues_language(claims[0].language)
    rows = rows_of(text, sentences, claims, spots, language)
    own: dict[str, Choice] = {}
    for row in rows:
        if row.claims and row.spots:
            own.update(_own_choices(text, row, language))
    chosen = with_mentions(claims, inherited_choices(text, rows, own, language))
    chosen = spoken_choices(text, rows, chosen, language)
    said = {claim.id: _said(text, row, claim, language) for row in rows for claim in row.claims}
    return tuple(_with_times(claim, chosen.get(claim.id), said.get(claim.id)) for claim in claims)


def _own_choices(text: str, row: Row, language: str) -> dict[str, Choice]:
    """Return the choices that the row alone allows, by claim id."""
    chosen: dict[str, Choice] = {}
    zones = zones_of(row, language)
    starts = [s.span[0] for s in row.spots]
    for claim in row.claims:
        zone = next((z for z in zones if z.holds(claim.span)), None)
        low, high = bisect_left(starts, claim.span[0] - _REACH), bisect_left(starts, claim.span[1] + _REACH)
        spots = [s for s in row.spots[low:high] if _visible(s, zone, zones)]
        part_spots = frozenset((*_parts_spots(row, claim, spots), *_compared_spots(row, claim, spots, language)))
        spot = best_own(text, row, claim, spots, language, part_spots) or best_own(text, row, claim, spots, language)
        if spot is not None:
            chosen[claim.id] = _choice(row, claim, spot, language)
        elif zone is not None and zone.beside is not None:
            chosen[claim.id] = Choice(spot=zone.beside, relation="event", method="event-inner")
    _sole_day(text, row, zones, chosen, language)
    _bind_events(text, row, zones, chosen, language)
    _coordinated(text, row, zones, chosen, language)
    return _parts(row, chosen)


def _visible(spot: Spot, zone: Zone | None, zones: Sequence[Zone]) -> bool:
    """Return True when a claim in ``zone`` may take ``spot``: no date crosses into or out of another event's clause."""
    if any(z.opener == spot.span for z in zones):
        return zone is None and spot.value == "since_phrase"
    return next((z for z in zones if z.holds(spot.span)), None) is zone


def _choice(row: Row, claim: Claim, spot: Spot, language: str) -> Choice:
    relation = {"since": "since", "past": "within", "event": "event"}.get(spot.kind, "at")
    is_stretch = spot.kind in {"month", "year", "calendar"} or spot.value == "ago"
    goes_on = spot.kind in {"day", "night"} or (is_stretch and "P" in row.marks)
    if goes_on and is_begun(row, spot, language):
        relation = "since"
    if relation == "since" and when_follows(row, claim, spot):
        return Choice(spot=spot, method="start-of")
    return Choice(spot=spot, relation=relation)


def _parts_spots(row: Row, claim: Claim, spots: Sequence[Spot]) -> list[Spot]:
    """Return the dates that stand right behind a part of ``claim`` ("two of them on Sunday"): the part's alone."""
    found: list[Spot] = []
    for part in row.claims:
        if part.part_of != claim.id or part.span[0] < claim.span[0]:
            continue
        _, last = row.reach(part.span)
        for spot in spots:
            first, _ = row.reach(spot.span)
            if last < first <= last + 4 and not set(row.marks[last + 1 : first]) & set(",;H&"):
                found.append(spot)
    return found


def _compared_spots(row: Row, claim: Claim, spots: Sequence[Spot], language: str) -> list[Spot]:
    """Return the dates of figures that ``claim`` is only compared with ("41 killed, down from 57 in October")."""
    compared = set(load_time_cues(language).compared)
    found: list[Spot] = []
    for other in row.claims:
        first, last = row.reach(other.span)
        if other.id == claim.id or not compared & set(row.words[max(0, first - 3) : first]):
            continue
        found.extend(s for s in spots if last < row.reach(s.span)[0] <= last + 2)
    return found


def _sole_day(text: str, row: Row, zones: Sequence[Zone], chosen: dict[str, Choice], language: str) -> None:
    """Give the one day of a sentence, that of an event, to claims too far from it to take it by themselves.

    "Saturday's truck bombing has become the deadliest attack in the country's history, with the minister giving a figure of 276 dead."
    "81 died and 231 were hurt in a raid on X, a town in the Y province, where many had fled, on Tuesday."
    """
    dated = [s for s in row.spots if s.kind in DAYS | SPANS | {"event"}]
    told = [s for s in dated if role_of(text, row, s, language) != "said"]
    if len(told) == 1 and told[0].kind in _DAYS and not zones:
        _day_behind(text, row, told[0], chosen, role_of(text, row, told[0], language))
    if len(dated) != 1 or chosen or zones or dated[0].kind not in DAYS:
        return
    spot = dated[0]
    first, _ = row.reach(spot.span)
    left = told_of(row.marks[max(0, first - _EVENT_NEAR) : first])
    is_told = bool(set("EF") & set(left)) and "R" not in left and not _OTHER_TIME.search(row.marks[first:])
    if role_of(text, row, spot, language) != "event" or not is_told or is_begun(row, spot, language):
        return
    for claim in row.claims:
        if claim.scope != "cumulative" and not claim.standing and claim.span[0] > spot.span[1]:
            chosen[claim.id] = Choice(spot=spot, method="sole-day")


def _day_behind(text: str, row: Row, spot: Spot, chosen: dict[str, Choice], role: str) -> None:
    """Give the one day behind them all to the claims before it, where nothing between opens another happening."""
    first, _ = row.reach(spot.span)
    for claim in row.claims:
        between = told_of(row.marks[row.reach(claim.span)[1] + 1 : first])
        is_open = claim.id not in chosen and claim.scope != "cumulative" and not claim.standing
        is_held = claim.harm == "detained" and is_nominal(text, row, spot)  # "held 13 over Tuesday's attack"
        if (
            role == "event"
            and is_open
            and not is_held
            and claim.span[1] <= spot.span[0]
            and not _PARTED.search(between)
        ):
            chosen[claim.id] = Choice(spot=spot, method="sole-day")


def _is_parts_own(row: Row, part: Claim, whole: Claim, spot: Spot) -> bool:
    """Return True when the date stands behind the part, at once or after a harm word that is the part's alone."""
    if spot in _parts_spots(row, whole, [spot]):
        return True
    alone = verb_of(row, part) != verb_of(row, whole) and part.span[0] > whole.span[1]
    return alone and spot.span[0] > part.span[1]


def _bind_events(text: str, row: Row, zones: Sequence[Zone], chosen: dict[str, Choice], language: str) -> None:
    """Hang the claims of an "N days after X" clause on the main clause's date, and the other way round."""
    for zone in zones:
        if zone.beside is None:
            continue
        outside = [c for c in row.claims if c.id in chosen and not zone.holds(c.span)]
        main = next((chosen[c.id].spot for c in outside if chosen[c.id].relation == "at"), None)
        if main is None:
            main = next((s for s in row.spots if s.kind in {"day", "night", "since"} and not zone.holds(s.span)), None)
        inside = next((s for s in row.spots if s.kind in {"day", "night"} and zone.holds(s.span)), None)
        for claim in row.claims:
            choice = chosen.get(claim.id)
            if choice is not None and choice.spot == zone.beside and main is not None:
                chosen[claim.id] = msgspec.structs.replace(choice, anchor=main.span)
            elif choice is None and inside is not None and not zone.holds(claim.span) and claim.scope != "cumulative":
                method = "event-outer"
                chosen[claim.id] = Choice(spot=zone.beside, relation="event", method=method, anchor=inside.span)
            elif choice is None and claim.harm == "killed" and not zone.holds(claim.span):
                _bind_found(text, row, claim, zone, chosen, language)


def _bind_found(text: str, row: Row, claim: Claim, zone: Zone, chosen: dict[str, Choice], language: str) -> None:
    """Date the dead found on a day by the event so long before it ("pulled out 11 bodies on Thursday, a day after a raid").

    A toll told so long after the event has that event's day too ("four days after the bombing, officials put the dead at 400").
    """
    head = row.at(claim.span[0])
    is_toll = bool(set(row.words[max(0, head - _TOLD) : head]) & set(load_time_cues(language).moved))
    if zone.beside is not None and is_toll and row.at(zone.beside.span[0]) == 0 and claim.scope != "cumulative":
        chosen[claim.id] = Choice(spot=zone.beside, relation="event", method="event-inner")
        return
    found = [s for s in row.spots if s.kind in {"day", "night"} and s.span[1] <= zone.span[0]]
    found = [s for s in found if role_of(text, row, s, language) == "other"]
    tells = set(row.marks[row.at(zone.span[0]) : row.at(zone.span[1])]) & set("EFH")
    if zone.beside is not None and found and tells:
        chosen[claim.id] = Choice(spot=zone.beside, relation="event", method="event-inner", anchor=found[-1].span)


def _parts(row: Row, chosen: dict[str, Choice]) -> dict[str, Choice]:
    """Give the parts of a claim its date unless a date of their own stands right behind them."""
    by_id = {c.id: c for c in row.claims}
    for claim in row.claims:
        whole = by_id.get(claim.part_of or "")
        if whole is None or whole.id not in chosen or (whole.scope == "cumulative" and claim.scope != "cumulative"):
            continue
        own = chosen.get(claim.id)
        if own is not None and own.spot != chosen[whole.id].spot:
            is_told_before = claim.span[1] <= whole.span[0] and own.spot.span[1] <= whole.span[0]
            if is_told_before or _is_parts_own(row, claim, whole, own.spot):
                continue
        chosen[claim.id] = chosen[whole.id]
    _toll_of_parts(row, chosen)
    return chosen


def _toll_of_parts(row: Row, chosen: dict[str, Choice]) -> None:
    """Give the toll told behind its parts the day of the first: "12 died on Monday; 3 more were found later, making it 15"."""
    by_whole: dict[str, list[Claim]] = {}
    for claim in row.claims:
        if claim.part_of is not None:
            by_whole.setdefault(claim.part_of, []).append(claim)
    for whole in row.claims:
        parts = by_whole.get(whole.id)
        if not parts or whole.scope == "cumulative" or any(c.span[0] > whole.span[0] for c in parts):
            continue
        first, own = chosen.get(parts[0].id), chosen.get(whole.id)
        if first is not None and first.relation == "at" and (own is None or own.spot.span[0] > first.spot.span[0]):
            chosen[whole.id] = first


def _coordinated(text: str, row: Row, zones: Sequence[Zone], chosen: dict[str, Choice], language: str) -> None:
    """Give a claim without a date that of the claim before it when the two are coordinated in one clause."""
    for before, claim in itertools.pairwise(row.claims):
        if claim.id in chosen or before.id not in chosen or claim.scope == "cumulative" != before.scope:
            continue
        between = _SPEAKER.sub(",", _between(text, row, before, claim, language))
        if "&R" in between and between.count("T") <= 1:  # "on Monday and that two more had been wounded"
            between = between.replace("&R", "&x").replace("T", "x")
        same_zone = [z for z in zones if z.holds(before.span)] == [z for z in zones if z.holds(claim.span)]
        if same_zone and not set(between) & set("RABN;ST"):
            chosen[claim.id] = chosen[before.id]
    for claim, after in reversed(list(itertools.pairwise(row.claims))):
        between = row.marks[row.reach(claim.span)[1] + 1 : row.at(after.span[0])]
        if (
            claim.id not in chosen
            and after.id in chosen
            and _share_a_date(row, claim, after, between, chosen[after.id])
        ):
            chosen[claim.id] = chosen[after.id]


def _between(text: str, row: Row, before: Claim, claim: Claim, language: str) -> str:
    """Return the marks between two claims without the days of statements ("rose to 37 on Friday")."""
    start, end = row.reach(before.span)[1] + 1, row.at(claim.span[0])
    marks = list(row.marks[start:end])
    low = bisect_left(row.spots, before.span[1], key=_start_of)
    high = bisect_left(row.spots, claim.span[0], key=_start_of)
    for spot in row.spots[low:high]:
        first, last = row.reach(spot.span)
        if last < end and role_of(text, row, spot, language) == "said":
            marks[first - start : last + 1 - start] = "x" * (last + 1 - first)
    return "".join(marks)


def _start_of(spot: Spot) -> int:
    return spot.span[0]


def _share_a_date(row: Row, claim: Claim, after: Claim, between: str, choice: Choice) -> bool:
    """Return True when two claims are told in one breath before the date that the later one has.

    "A mayor, his brother and three guards died on"; "81 died and 231 were wounded when ... on"; "(31 killed, 64 injured)".
    """
    if claim.scope != after.scope:
        return False
    if set(between) <= set(",&"):
        return claim.harm == after.harm
    is_behind = choice.spot.span[0] >= after.span[1] and not choice.inherited and choice.relation != "event"
    later = row.marks[row.reach(after.span)[1] + 1 : row.reach(choice.spot.span)[0]]
    is_another = "&C" in later or "&R" in later or bool(_OTHER_TIME.search(later) and "C" in later)
    return is_behind and bool(_IN_ONE_BREATH.fullmatch(between)) and not is_another


def _said(text: str, row: Row, claim: Claim, language: str) -> Spot | None:
    """Return the words that date the statement a claim stands in."""
    phrases = [s.span for s in row.spots if s.value == "since_phrase"]
    free = [s for s in row.spots if s.kind in _SAYING_DAYS and not any(p[0] <= s.span[0] < p[1] for p in phrases)]
    said = [s for s in free if role_of(text, row, s, language) == "said"]
    return min(said, key=lambda s: abs(s.span[0] - claim.span[0]), default=None)


def _with_times(claim: Claim, choice: Choice | None, said: Spot | None) -> Claim:
    when = _reading(choice) if choice is not None else None
    as_of = TimeReading(said.span, said.quote, "said") if said is not None else None
    return msgspec.structs.replace(claim, when=when or claim.when, as_of=as_of or claim.as_of)


def _reading(choice: Choice) -> TimeReading:
    spot = choice.spot
    return TimeReading(
        span=spot.span,
        quote=spot.quote,
        method=choice.method,
        inherited=choice.inherited,
        relation=choice.relation,
        anchor=choice.anchor,
        anchor_claim=choice.anchor_claim,
    )
