"""Attack counts: how many raids, strikes, bombs or shells, by whom and where."""

import re
from collections.abc import Iterator

from tollbook.extract.records.count import count_of
from tollbook.extract.records.draft import Desk
from tollbook.extract.records.links import by_of, when_of, where_of
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import group_span, reading, trimmed
from tollbook.model.count import Count
from tollbook.model.ids import Span
from tollbook.model.reading import Reading
from tollbook.model.record import Record
from tollbook.vocab.records import Pattern

_LEAD = 40
"""Characters before a count in which a verb of interception may stand."""
_SINGLE = Count(1, 1)
"""One attack without a bound word is a mention of that attack ("in one strike"), not a count of attacks."""


def attack_counts(desk: Desk, index: int) -> Iterator[Record]:
    """Yield the attack counts of one sentence. Stocks of weapons, attacks named by their date and labour strikes are none."""
    for pattern, match in matches(desk.scene, "attack_count", index, desk.language):
        count_span, attack = group_span(match, "count"), group_span(match, "attack")
        count = count_of(desk.scene.words(count_span), desk.language) if count_span else None
        if count_span is None or attack is None or count is None or count == _SINGLE:
            continue
        if not _is_attack(desk, index, match, count):
            continue
        span = trimmed(desk.scene.text, match.span())
        if count_span[0] < attack[0]:
            span = (count_span[0], attack[1])
        yield desk.record(
            "attack_count",
            index,
            span,
            count=count,
            means=_means(desk, index, attack),
            by=by_of(desk.scene, index, span, desk.words),
            when=when_of(desk.scene, index, span, desk.spoken(index)),
            where=where_of(desk.scene, index, span, desk.spoken(index), desk.words),
            details=_details(desk, index, pattern, span, attack),
            readings={"attack": reading(desk.scene.text, attack)},
        )


def _is_attack(desk: Desk, index: int, match: re.Match[str], count: Count) -> bool:
    sentence = desk.scene.words(desk.scene.spans[index])
    attack = match.group("attack")
    counted = match.start("count") < match.start("attack")
    if counted and count.low > 1 and not desk.words.listed("plural_form").fullmatch(attack):
        return False
    if desk.words.listed("munition").fullmatch(attack):
        return desk.words.has(sentence, "launch_verb") and not desk.words.has(sentence, "not_launched")
    plain_strike = desk.words.listed("strike_word").fullmatch(attack) is not None
    return not (plain_strike and desk.words.has(sentence, "labour"))


def _details(desk: Desk, index: int, pattern: Pattern, span: Span, attack: Span) -> dict[str, str]:
    details = {"unit": _unit(desk, pattern, attack), "attack": desk.scene.words(attack)}
    lead = desk.scene.text[max(desk.scene.spans[index][0], span[0] - _LEAD) : span[0]]
    if details["unit"] == "munitions" and desk.words.compiled(r"\b{intercept_verb}\s+(?:[\w\-]+\s+){0,2}$").search(
        lead
    ):
        details["fate"] = "intercepted"
    return details


def _unit(desk: Desk, pattern: Pattern, attack: Span) -> str:
    if pattern.set.get("unit"):
        return pattern.set["unit"]
    return "munitions" if desk.words.listed("munition").fullmatch(desk.scene.words(attack)) else "attacks"


def _means(desk: Desk, index: int, attack: Span) -> Reading | None:
    """Return the means the attack word stands for; a raid is from the air only where the sentence says so."""
    scene, words = desk.scene, desk.words
    means = words.classify(scene.words(attack), "attack_means")
    if words.listed("open_attack").fullmatch(scene.words(attack)):
        air = words.listed("air_actor").search(scene.text, *scene.spans[index])
        return reading(scene.text, air.span(), "airstrike", "air word") if air else None
    return reading(scene.text, attack, means, "attack word") if means else None
