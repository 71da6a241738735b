"""Harm without a number, numbers without a told harm, and the text's own warnings on what it covers."""

import re
from collections.abc import Iterator

from tollbook.extract.records.count import count_of
from tollbook.extract.records.draft import Desk
from tollbook.extract.records.links import by_of, when_of, where_of
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import group_span, overlap, reading, trimmed
from tollbook.model.ids import Span
from tollbook.model.record import Record

_SUBJECT = 3
"""Characters between counted people and the verb that says their harm."""


def unstated_harm(desk: Desk, index: int, taken: list[Span]) -> Iterator[Record]:
    """Yield harm to people whose number the text does not give ("civilians were killed"); never a zero, never a claim.

    ``taken`` are spans that other records or claims of the sentence already hold. Guide, section 2, "Not numbers".
    """
    scene = desk.scene
    for _, match in matches(scene, "unstated", index, desk.language):
        victims = group_span(match, "victims")
        if victims is None or any(overlap(match.span(), other) for other in taken) or _is_counted(desk, match):
            continue
        span = trimmed(scene.text, match.span())
        taken.append(span)
        words = group_span(match, "harm")
        harm = desk.words.classify(scene.words(words), "harm_word") if words else None
        details = {"victims": scene.words(victims)}
        if harm is None:
            details["harm"] = "casualties"
        yield desk.record(
            "unstated",
            index,
            span,
            harm=harm,
            by=tuple(each for each in by_of(scene, index, span, desk.words) if not overlap(each.span, victims)),
            when=when_of(scene, index, span, desk.spoken(index)),
            where=where_of(scene, index, span, desk.spoken(index), desk.words),
            details=details,
            readings={"victims": reading(scene.text, victims)},
        )


def _is_counted(desk: Desk, match: re.Match[str]) -> bool:
    """Return True where a claim holds the victims, or a number stands inside or right before them."""
    span = match.span("victims")
    if desk.scene.ends_in(match.start() - _SUBJECT, match.start()):
        return True  # "four others sustained injuries"
    if desk.scene.claims_in(match.span()):
        return True
    reach = desk.scene.text[max(0, span[0] - 25) : span[1]]
    return (
        desk.words.compiled(r"{number}\s+(?:{mods}){0,3}?(?:{victims_civil}|{victims_armed}|{victims_other})?$").search(
            reach
        )
        is not None
    )


def abstentions(desk: Desk, index: int) -> Iterator[Record]:
    """Yield numbers of people whose harm is not told apart ("30 killed or wounded", "45 casualties"). Guide, section 8."""
    scene = desk.scene
    taken: list[Span] = []
    for pattern, match in matches(scene, "abstention", index, desk.language):
        count_span = group_span(match, "count")
        if count_span is None or any(overlap(match.span(), other) for other in taken) or scene.claims_in(count_span):
            continue
        count = count_of(scene.words(count_span), desk.language)
        if count is None:
            continue
        span = trimmed(scene.text, match.span())
        taken.append(span)
        victims = group_span(match, "victims")
        readings = {"count": reading(scene.text, count_span)}
        if victims is not None and scene.words(victims).strip():
            readings["victims"] = reading(scene.text, trimmed(scene.text, victims))
        yield desk.record(
            "abstention",
            index,
            span,
            count=count,
            by=by_of(scene, index, span, desk.words),
            when=when_of(scene, index, span, desk.spoken(index)),
            where=where_of(scene, index, span, desk.spoken(index), desk.words),
            details={"reason": pattern.set["reason"]},
            readings=readings,
        )


def caveats(desk: Desk, index: int) -> Iterator[Record]:
    """Yield the warnings a sentence gives on its own coverage; ``details.category`` says of which sort."""
    scene = desk.scene
    taken: list[Span] = []
    for pattern, match in matches(scene, "caveat", index, desk.language):
        span = trimmed(scene.text, match.span())
        if any(overlap(span, other) for other in taken):
            continue
        taken.append(span)
        yield desk.record(
            "caveat",
            index,
            span,
            where=where_of(scene, index, span, desk.spoken(index), desk.words, back=0),
            when=when_of(scene, index, span, desk.spoken(index)),
            details={"category": pattern.set["category"]},
        )
