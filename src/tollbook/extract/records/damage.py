"""Damage: what was destroyed or damaged, how far, where and by whom."""

from collections.abc import Iterator

from tollbook.extract.records.count import count_of
from tollbook.extract.records.draft import Desk
from tollbook.extract.records.links import by_of, unknown_name, when_of, where_of
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import group_span, overlap, reading, trimmed
from tollbook.model.count import Count
from tollbook.model.ids import Span
from tollbook.model.reading import PlaceReading, Reading
from tollbook.model.record import Record


def damages(desk: Desk, index: int) -> Iterator[Record]:
    """Yield the damage of one sentence; the widest wording of a stretch stands for it."""
    taken: list[Span] = []
    for _, match in matches(desk.scene, "damage", index, desk.language):
        span = trimmed(desk.scene.text, match.span())
        if any(overlap(span, other) for other in taken):
            continue
        taken.append(span)
        thing, verb = group_span(match, "object") or group_span(match, "ruined"), group_span(match, "verb")
        readings = {
            name: reading(desk.scene.text, each)
            for name, each in (("object", thing), ("verb", verb), ("degree", group_span(match, "degree")))
            if each is not None
        }
        details = {name: found.value for name, found in readings.items() if name != "verb"}
        details["extent"] = desk.words.classify(desk.scene.words(span), "extent") or "damaged"
        yield desk.record(
            "damage",
            index,
            span,
            count=_count(desk, thing),
            means=_means(desk, index),
            by=by_of(desk.scene, index, span, desk.words),
            when=when_of(desk.scene, index, span, desk.spoken(index)),
            where=_where(desk, index, thing, span),
            details=details,
            readings=readings,
        )


def _where(desk: Desk, index: int, thing: Span | None, span: Span) -> PlaceReading | None:
    """Return the place by the sentence, or by the name of the thing itself where that is known nowhere else."""
    found = where_of(desk.scene, index, thing or span, desk.spoken(index), desk.words)
    if (
        thing is None
        or (found is not None and not found.inherited)
        or desk.words.has(desk.scene.words(thing), "mobile")
    ):
        return found
    shouting = desk.scene.words(desk.scene.spans[index]).isupper()
    name = None if shouting else unknown_name(desk.scene, index, thing, desk.words)
    return PlaceReading(name, desk.scene.words(name), desk.scene.words(name), "name of the thing") if name else found


def _count(desk: Desk, thing: Span | None) -> Count | None:
    if thing is None:
        return None
    found = desk.words.listed("count").search(desk.scene.text, *thing)
    return count_of(found.group(), desk.language) if found else None


def _means(desk: Desk, index: int) -> Reading | None:
    start, end = desk.scene.spans[index]
    for name in ("attack_drone", "attack_air", "attack_shell", "attack_bomb"):
        found = desk.words.listed(name).search(desk.scene.text, start, end)
        if found:
            return reading(
                desk.scene.text, found.span(), desk.words.classify(found.group(), "attack_means"), "attack word"
            )
    return None
