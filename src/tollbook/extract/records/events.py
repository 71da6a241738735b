"""Dated events of the past, and what planned and past events share: dates, parties, venue."""

import re
from collections.abc import Iterator, Sequence

from tollbook.extract.records.draft import Desk
from tollbook.extract.records.links import place_spots
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import (
    actor_reading,
    group_span,
    inside,
    overlap,
    place_reading,
    reading,
    time_reading,
    trimmed,
)
from tollbook.model.reading import ActorReading, PlaceReading
from tollbook.model.record import Record
from tollbook.model.spot import Spot

CLOSE = 45
"""Characters between an event's words and a date or place that belongs to them without a marker."""
_LEAD = 12
_STRETCHES = {"past", "since"}
"""Kinds of time spots that are stretches up to the report, which date no planned or single event."""
_BREAK = re.compile(r"[;,\"“”]")


def past_events(desk: Desk, index: int, agenda: Sequence[Record]) -> Iterator[Record]:
    """Yield the dated past events of one sentence that are no plans (``agenda`` holds those already found)."""
    taken = [item.span for item in agenda]
    for _, match in matches(desk.scene, "past_event", index, desk.language):
        event = group_span(match, "event")
        spot = _date_of(desk, index, match)
        gap = group_span(match, "gap")
        if gap is not None and desk.words.has(desk.scene.words(gap), "subordinate"):
            continue
        if event is None or spot is None or any(overlap(event, other) for other in taken):
            continue
        sentence = trimmed(desk.scene.text, desk.scene.spans[index])
        span = trimmed(desk.scene.text, (min(match.start(), spot.span[0]), max(match.end(), spot.span[1])))
        taken.append(span)
        details = {"event": desk.scene.words(event)}
        outcome = _outcome(desk, match, sentence[1])
        if outcome:
            details["outcome"] = outcome
        yield desk.record(
            "past_event",
            index,
            span,
            when=time_reading(spot),
            where=venue(desk, index, match),
            details=details,
            readings={"event": reading(desk.scene.text, event), "what": reading(desk.scene.text, sentence)},
            actors=participants(desk, index, match),
        )


def _outcome(desk: Desk, match: re.Match[str], end: int) -> str | None:
    """Return how the event came out: a failure told anywhere behind it, else what its own verb says, else what follows."""
    following = desk.words.classify(desk.scene.words((match.start(), end)), "outcome")
    verb = group_span(match, "outcome")
    if following == "failed" or verb is None:
        return following
    return desk.words.classify(desk.scene.words(verb), "outcome") or following


def _date_of(desk: Desk, index: int, match: re.Match[str]) -> Spot | None:
    """Return the date inside or right behind the event's words that isn't ahead; a day on which someone spoke is none."""
    text = desk.scene.text
    for spot in dates_said(desk, index):
        if desk.words.has(spot.quote, "future_time"):
            continue
        if match.start() <= spot.span[0] and spot.span[1] <= match.end():
            return spot
        gap = text[match.end() : spot.span[0]]
        if spot.span[0] >= match.end() and len(gap) <= CLOSE and not _BREAK.search(gap):
            return spot
        lead = text[spot.span[1] : match.start()]
        opens = spot.span[0] - desk.scene.spans[index][0] <= _LEAD
        if opens and spot.span[1] <= match.start() and len(lead) <= CLOSE and not _BREAK.search(lead.lstrip(" ,")):
            return spot
    return None


def dates_said(desk: Desk, index: int) -> list[Spot]:
    """Return the times of a sentence but for those on which people spoke and stretches that end with the report."""
    said = [speech.as_of.span for speech in desk.spoken(index) if speech.as_of is not None]
    return [spot for spot in desk.scene.times(index) if spot.span not in said and spot.kind not in _STRETCHES]


def participants(desk: Desk, index: int, match: re.Match[str]) -> dict[str, tuple[ActorReading, ...]]:
    """Return the parties to an event, as role "participant": those listed ("between A, B and C"), else those who plan it."""
    scene = desk.scene
    start, end = scene.spans[index]
    found = desk.words.compiled(r"\b{between}\s+(?P<list>{party_list})").search(scene.text, start, end)
    marker = group_span(match, "marker") or group_span(match, "outcome")
    if found is None and marker is not None and match.start("event") >= marker[1]:
        floor = max(start, marker[0] - CLOSE * 2)
        left = scene.text[floor : marker[0]]
        found = desk.words.compiled(r"(?P<list>{party_list}|{party})(?:\s+{say_adverb}){0,2}\s*$").search(left)
        if found is not None:
            listed = (floor + found.start("list"), floor + found.end("list"))
            names = [name.span() for name in desk.words.listed("party_item").finditer(scene.text, *listed)] or [listed]
            return {
                "participant": tuple(actor_reading(scene, desk.words.without_article(scene.text, n)) for n in names)
            }
    if found is None:
        return {}
    items = desk.words.listed("party_item").finditer(scene.text, *found.span("list"))
    return {"participant": tuple(actor_reading(scene, item.span()) for item in items)}


def venue(desk: Desk, index: int, match: re.Match[str]) -> PlaceReading | None:
    """Return the place in the event's own words ("Geneva talks"), else the one right behind them ("talks in Geneva")."""
    scene = desk.scene
    spots = place_spots(scene, index, desk.words, desk.spoken(index))
    named = inside(spots, match.span("event"))
    if named:
        return place_reading(named[-1])
    for spot in spots:
        lead = scene.text[max(0, spot.span[0] - _LEAD) : spot.span[0]]
        near = any(0 <= spot.span[0] - end <= CLOSE for end in (match.end("event"), match.end()))
        if near and desk.words.compiled(r"\b{venue_lead}\s+(?:{article}\s+)?$").search(lead):
            return place_reading(spot)
    return None
