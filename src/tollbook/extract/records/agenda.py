"""Planned events with their dates, and the moves of those dates."""

import re
from collections.abc import Iterator, Sequence

from tollbook.extract.records.draft import Desk
from tollbook.extract.records.events import CLOSE, dates_said, participants, venue
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import group_span, overlap, reading, time_reading, trimmed
from tollbook.model.ids import Span
from tollbook.model.reading import Reading, TimeReading
from tollbook.model.record import Record
from tollbook.model.spot import Spot
from tollbook.vocab.records import Pattern

_REACH = 120
"""Characters between an event's marker and its date."""
_LEAD = 24
_BREAK = re.compile(r"[;\"“”]")


def agenda_items(desk: Desk, index: int, earlier: Sequence[Record]) -> Iterator[Record]:
    """Yield the planned events of one sentence; ``earlier`` are the agenda items of the sentences before.

    An item needs a date, or a move, postponement or cancellation of one. A preliminary date without an event of its own
    belongs to an item before it (the one with the same date words, else the last), and says so.
    """
    taken: list[Span] = []
    for pattern, match in matches(desk.scene, "agenda", index, desk.language):
        event = group_span(match, "event")
        if event is None or any(overlap(event, other) for other in taken):
            continue
        item = _item(desk, index, pattern, match, earlier)
        if item is not None:
            taken.append(event)
            yield item


def _item(desk: Desk, index: int, pattern: Pattern, match: re.Match[str], earlier: Sequence[Record]) -> Record | None:
    scene = desk.scene
    move, cancel = group_span(match, "move"), group_span(match, "cancel")
    free = dates_said(desk, index)
    times = _moved(desk, free, match) if move else {}
    when = times.get("to") or (None if move else _planned(desk, free, match))
    if when is None and not times and cancel is None and not (move and _is_sure_move(desk, match)):
        return None
    event = _event(desk, index, pattern, match, earlier, when)
    parts = [match.span(), *(each.span for each in (*times.values(), when) if each is not None)]
    span = trimmed(scene.text, (min(part[0] for part in parts), max(part[1] for part in parts)))
    readings = {"event": event}
    changed = move or cancel
    if changed:
        readings["move"] = reading(scene.text, changed)
    return desk.record(
        "agenda",
        index,
        span,
        when=when,
        where=venue(desk, index, match),
        details={"event": pattern.set.get("event") or event.value, "status": _status(desk, index, pattern, match)},
        readings=readings,
        actors=participants(desk, index, match),
        times=times,
    )


def _status(desk: Desk, index: int, pattern: Pattern, match: re.Match[str]) -> str:
    if group_span(match, "cancel"):
        return "cancelled"
    if group_span(match, "move"):
        return "moved"
    if pattern.set.get("status"):
        return pattern.set["status"]
    sentence = desk.scene.words(desk.scene.spans[index])
    return "preliminary" if desk.words.has(sentence, "preliminary") else "planned"


def _moved(desk: Desk, free: list[Spot], match: re.Match[str]) -> dict[str, TimeReading]:
    """Return the old (``from``) and the new date (``to``) of a move, by the word before each or its own first word."""
    found: dict[str, TimeReading] = {}
    text = desk.scene.text
    free = [part for spot in free for part in _halves(desk, spot)]
    for spot in free:
        if not match.start("move") < spot.span[0] <= match.end() + _REACH:
            continue
        lead = text[max(0, spot.span[0] - _LEAD) : spot.span[0]]
        for role, words in (("from", "move_from"), ("to", "move_to")):
            led = desk.words.compiled(rf"\b{{{words}}}\s+(?:{{article}}\s+)?$").search(lead)
            opens = desk.words.compiled(rf"{{{words}}}\s").match(spot.quote)
            if (led or opens) and role not in found:
                found[role] = time_reading(_bare(desk, spot, opens.end() if opens else 0))
                break
    earlier = [spot for spot in free if match.start("event") < spot.span[0] and spot.span[1] <= match.start("move")]
    if earlier and "from" not in found:
        found["from"] = time_reading(earlier[-1])  # "talks planned for May have been put off to June"
    return found


def _bare(desk: Desk, spot: Spot, lead: int) -> Spot:
    """Return the spot without its first word ("until Sunday": to Sunday, not up to it) where it is a date without it."""
    span = (spot.span[0] + lead, spot.span[1])
    return next((each for each in desk.scene.times_in(span) if each.span == span), spot) if lead else spot


def _halves(desk: Desk, spot: Spot) -> tuple[Spot, ...]:
    """Return the two dates of a stretch ("from 2 to 15 November") where a move goes from one to the other, else the spot."""
    cut = desk.words.compiled(r"\s{move_to}\s").search(spot.quote)
    if cut is None:
        return (spot,)
    middle = spot.span[0] + cut.start()
    parts = (*desk.scene.times_in((spot.span[0], middle)), *desk.scene.times_in((middle, spot.span[1])))
    return parts if len(parts) > 1 else (spot,)


def _is_sure_move(desk: Desk, match: re.Match[str]) -> bool:
    """Return True for a move whose verb means nothing else ("postponed")."""
    return desk.words.listed("sure_move").fullmatch(match.group("move")) is not None


def _planned(desk: Desk, free: list[Spot], match: re.Match[str]) -> TimeReading | None:
    """Return the date behind the plan's words, else one shortly before them; dates of what is past are none."""
    text = desk.scene.text
    free = [spot for spot in free if not desk.words.has(spot.quote, "past_time")]
    past = desk.words.compiled(r"\b{past_lead}\s+(?:{article}\s+)?$")
    for spot in free:
        within = match.start("event") <= spot.span[0] <= match.end() + _REACH
        joined = not _BREAK.search(text[match.end() : spot.span[0]])
        if within and joined and not past.search(text[max(0, spot.span[0] - _LEAD) : spot.span[0]]):
            return time_reading(spot)
    marker = group_span(match, "marker")
    if marker is None or not desk.words.has(desk.scene.words(marker), "ahead_marker"):
        return None  # "on Thursday called for a truce": the day of the call
    before = [spot for spot in free if spot.span[1] <= match.start() and match.start() - spot.span[1] <= CLOSE]
    return time_reading(before[-1]) if before else None


def _event(
    desk: Desk,
    index: int,
    pattern: Pattern,
    match: re.Match[str],
    earlier: Sequence[Record],
    when: TimeReading | None,
) -> Reading:
    """Return the words of the event with what it is about; for a bare date those of the item it belongs to (inherited)."""
    if pattern.set.get("status") and earlier:
        source = _meant(when, earlier).readings["event"]
        return Reading(source.span, source.quote, source.value, "item before", inherited=True)
    scene = desk.scene
    event = match.span("event")
    gap = group_span(match, "gap")
    if gap is not None:
        return reading(scene.text, trimmed(scene.text, (event[0], _end_of_name(desk, index, event[1], gap))))
    tail = desk.words.compiled(r"\s+{event_tail}").match(scene.text, event[1], scene.spans[index][1])
    if tail and match.end() == event[1] and not any(overlap(tail.span(), spot.span) for spot in scene.times(index)):
        event = trimmed(scene.text, (event[0], tail.end()))
    return reading(scene.text, event)


def _end_of_name(desk: Desk, index: int, start: int, gap: Span) -> int:
    """Return where the words about an event end: before a date among them, and before the comma or verb that leads to it."""
    dates = [spot.span[0] for spot in desk.scene.times(index) if gap[0] <= spot.span[0] < gap[1]]
    if not dates:
        return gap[1]
    lead = desk.words.compiled(r",|\s{plan_lead}\b").search(desk.scene.text, start, dates[0])
    return lead.start() if lead else dates[0]


def _meant(when: TimeReading | None, earlier: Sequence[Record]) -> Record:
    words = set(re.findall(r"\w{3,}", when.quote.casefold())) if when else set()
    same = [r for r in earlier if r.when is not None and words & set(re.findall(r"\w{4,}", r.when.quote.casefold()))]
    return (same or list(earlier))[-1]
