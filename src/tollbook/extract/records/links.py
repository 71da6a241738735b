"""When, where and by whom, for a record whose words stand at a span. Knows distances, not meanings."""

from tollbook.extract.records.patterns import Wordings
from tollbook.extract.records.scene import Scene, inside, overlap, place_reading, time_reading
from tollbook.extract.records.speech import Speech
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading, PlaceReading, TimeReading
from tollbook.model.spot import Spot

_BACK = 3
"""Sentences to look back for a place that "the city" or silence refers to."""
_NEAR = 160
_BEHIND = r"[^,;:.]{0,40}?\b{by_link}\s+(?:{article}\s+)?(?:[\w\-]+\s+){0,2}"
"""What stands between an act and who did it, named behind: "... by the X"."""
_LEAD = 16
_NOT_FORCES = {
    "outlet",
    "monitor",
    "activist_media",
    "ngo",
    "intergovernmental",
    "official_source",
    "responder",
    "person",
}
_NOT_PLACES = {"demonym", "anaphor", "relative", "nationality"}


def when_of(scene: Scene, index: int, span: Span, spoken: tuple[Speech, ...], near: int = _NEAR) -> TimeReading | None:
    """Return the time said in the sentence nearest to ``span``, leaving out the days on which people spoke."""
    said = [speech.as_of.span for speech in spoken if speech.as_of is not None]
    free = [spot for spot in scene.times(index) if spot.span not in said]
    nearest = min(free, key=lambda spot: _distance(spot.span, span), default=None)
    return time_reading(nearest) if nearest is not None and _distance(nearest.span, span) <= near else None


def where_of(
    scene: Scene, index: int, span: Span, spoken: tuple[Speech, ...], words: Wordings, back: int = _BACK
) -> PlaceReading | None:
    """Return the place in or nearest to ``span``, else the last place named in the sentences before (inherited)."""
    here = place_spots(scene, index, words, spoken)
    within = inside(here, span)
    if within:
        return place_reading(within[-1])
    after = [spot for spot in here if spot.span[0] >= span[1]]
    before = [spot for spot in here if spot.span[1] <= span[0]]
    if after and after[0].span[0] - span[1] <= _NEAR:
        return place_reading(after[0])
    if before and span[0] - before[-1].span[1] <= _NEAR:
        return place_reading(before[-1])
    return inherited_place(scene, index, words, back)


def inherited_place(scene: Scene, index: int, words: Wordings, back: int = _BACK) -> PlaceReading | None:
    """Return the last place named in the ``back`` sentences before ``index``, marked as inherited."""
    for earlier in range(index - 1, max(-1, index - 1 - back), -1):
        spots = [spot for spot in place_spots(scene, earlier, words) if spot.kind != "country"]
        if spots:
            return place_reading(spots[0], "sentence before", inherited=True)
    return None


def place_spots(scene: Scene, index: int, words: Wordings, spoken: tuple[Speech, ...] = ()) -> list[Spot]:
    """Return the place spots of a sentence that are not nationalities, names of actors, or in an attribution.

    A name that is a place and an actor ("Russia") is a place only behind a word such as "in".
    """
    actors = [spot.span for spot in scene.actors(index)]
    zones = [speech.zone for speech in spoken]
    return [
        spot
        for spot in scene.places(index)
        if spot.kind not in _NOT_PLACES
        and (not any(overlap(spot.span, each) for each in actors) or _is_located(scene.text, spot.span, words))
        and not any(overlap(spot.span, zone) for zone in zones)
    ]


def _is_located(text: str, span: Span, words: Wordings) -> bool:
    """Return True behind a word such as "in", unless the name only describes a force or an attack ("in the US strikes")."""
    lead = text[max(0, span[0] - _LEAD) : span[1]]
    if words.compiled(r"\b{locative}\s+(?:{article}\s+)?\S+$").search(lead) is None:
        return False
    return (
        words.compiled(r"-|\s+(?:{mods})?(?:{attack_or_force}|{attack_noun}|{air_actor})\b").match(text, span[1])
        is None
    )


def unknown_name(scene: Scene, index: int, span: Span, words: Wordings) -> Span | None:
    """Return the last name inside ``span`` that belongs to no actor and is no bare word for a kind of place."""
    actors = [spot.span for spot in scene.actors(index)]
    names = [found.span() for found in words.listed("name").finditer(scene.text, *span)]
    common = words.compiled(r"{place_type}")
    named = [name for name in names if not common.fullmatch(scene.text, *name)]
    return next((name for name in reversed(named) if not any(overlap(name, actor) for actor in actors)), None)


def by_of(scene: Scene, index: int, span: Span, words: Wordings) -> tuple[ActorReading, ...]:
    """Return who acts on ``span``: an actor named inside it, after "by" behind it, or before a verb of attack ahead of it."""
    start, end = scene.spans[index]
    actors = [spot for spot in scene.actors(index) if spot.kind not in _NOT_FORCES]
    within = inside(actors, span)
    if within:
        return (_belligerent(scene, within[0], words),)
    for spot in actors:
        if spot.span[0] >= span[1] and words.compiled(_BEHIND).fullmatch(scene.text, span[1], spot.span[0]):
            return (_belligerent(scene, spot, words),)
    left = [spot for spot in actors if start <= spot.span[0] and spot.span[1] <= span[0]]
    for spot in reversed(left):
        gap = scene.text[spot.span[1] : span[0]]
        if len(gap) <= _NEAR and words.has(gap, "launch_verb") and not any(mark in gap for mark in ";:"):
            return (_belligerent(scene, spot, words),)
    return _unknown_party(scene, span, start, end, words)


def _unknown_party(scene: Scene, span: Span, start: int, end: int, words: Wordings) -> tuple[ActorReading, ...]:
    """Return a party no finder knows ("the coalition warplanes"), by its place before a verb of attack or behind "by"."""
    floor = max(start, span[0] - _NEAR)
    ahead = words.compiled(r"\b(?P<by>{attacker})(?:\s+{say_adverb}){0,2}\s+{launch_verb}\b[^,;]*$").search(
        scene.text[floor : span[0]]
    )
    if ahead is not None:
        return (_party(scene, (floor + ahead.start("by"), floor + ahead.end("by"))),)
    behind = words.compiled(r"[^,;.]{0,40}?\b{by_word}\s+(?:the\s+)?\b(?P<by>{attacker})").match(
        scene.text, span[1], end
    )
    return (_party(scene, behind.span("by")),) if behind else ()


def _party(scene: Scene, span: Span) -> ActorReading:
    return ActorReading(span, scene.words(span), scene.words(span), "belligerent", "words")


def _belligerent(scene: Scene, spot: Spot, words: Wordings) -> ActorReading:
    """Return the actor of a spot, or the whole of a compound it only opens ("Saudi-led coalition")."""
    if scene.text[spot.span[1] : spot.span[1] + 1] == "-":
        compound = words.compiled(r"[^\s]+\s+(?:{mods}){0,2}?{force_noun}\b").match(scene.text, spot.span[0])
        if compound:
            return _party(scene, compound.span())
    return ActorReading(spot.span, spot.quote, spot.quote, "belligerent", "spot", actor=spot.value)


def _distance(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)
