"""Acts of speech as statements need them: who, with which office for which body, to whom, on which day, and the words said.

The attribution grammar finds the speakers and who they are; here is added what only statements ask for.
"""

import re

import msgspec

from tollbook.extract.records.patterns import Wordings
from tollbook.extract.records.scene import Scene, actor_reading, group_span, inside, overlap, reading, trimmed
from tollbook.extract.speakers.attribution import Speech as Saying
from tollbook.extract.speakers.document import Reader
from tollbook.extract.speakers.phrase import speaker_reading
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading, Reading
from tollbook.model.spot import Spot

_LEFT = 220
_RIGHT = 160
_ADJACENT = 14
_LEAST = 3
"""Fewest characters that are words and not a stop or a bracket."""
_SHORT = 20
"""Characters behind an attribution that closes a sentence ("..., the mayor told reporters in Bamako")."""
_CLOSERS = ('"', "”", "»")
_STOPS = ",.;”»?!"
_QUOTE = re.compile(r"[\"“”„«»]")
_BOUNDARY = re.compile(r"[,;:()\[\]\"“”„«»]|\s[–—-]{1,2}\s")


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """One act of speech. ``zone`` is the attribution, ``content`` the words said; ``has_name`` a named person speaks.

    ``as_of`` and ``audience`` may come from a neighbouring statement of the same person: ``day_inherited`` says so of the day.
    """

    speaker: ActorReading
    chain: tuple[ActorReading, ...]
    zone: Span
    content: Span | None
    body: ActorReading | None = None
    audience: Reading | None = None
    as_of: Spot | None = None
    day_inherited: bool = False
    has_name: bool = False
    quoted: bool = False


class Office(msgspec.Struct, frozen=True):
    """What a speaker phrase says beside the name: the office, and the body it belongs to."""

    position: str | None
    body: ActorReading | None


def speeches(scene: Scene, index: int, reader: Reader, words: Wordings) -> tuple[Speech, ...]:
    """Return the acts of speech of one sentence, in the order of their attributions."""
    found = [_speech(scene, index, saying, words) for saying in reader.speeches(index) if saying.speakers]
    return tuple(speech for speech in found if speech is not None)


def _speech(scene: Scene, index: int, saying: Saying, words: Wordings) -> Speech | None:
    start, end = scene.spans[index]
    if saying.at >= end or words.listed("passive_speech").match(scene.text, saying.at, end):
        return None
    verb = words.compiled(r"{according}|[^\W\d_]+").match(scene.text, saying.at, end)
    verb_span = verb.span() if verb else (saying.at, saying.at)
    named = saying.speakers[0]
    is_verb = words.listed("according").match(scene.text, saying.at) is None
    before = speaker_before(scene, index, saying.at, words) if is_verb else None
    np = before or _speaker_after(scene, index, verb_span[1], words)
    office = office_of(scene, np, words) if np is not None and not (named.inherited and named.position) else None
    if named.form == "body" and np is not None and "," in scene.words(np):
        office = None  # the office stands in what is said about the body
    speaker = speaker_reading(scene.text, named)
    if speaker.position is None and office is not None:
        speaker = msgspec.structs.replace(speaker, position=office.position)
    body = office.body if office else None
    if named.form == "person" and speaker.organisation is None and body is not None:
        speaker = msgspec.structs.replace(speaker, organisation=body.actor)
    audience = words.compiled(r"{told}{audience}").match(scene.text, saying.at, end)
    aimed = group_span(audience, "audience") if audience else None
    zone, as_of = _zone(scene, index, [verb_span, *([np] if np else []), *([aimed] if aimed else [])])
    content = _content(scene.text, (start, end), zone, as_of, saying, words)
    return Speech(
        speaker=speaker,
        chain=tuple(speaker_reading(scene.text, each) for each in saying.speakers[1:]),
        zone=zone,
        content=content,
        body=body,
        audience=reading(scene.text, aimed) if aimed else None,
        as_of=as_of,
        has_name=named.form == "person",
        quoted=content is not None and bool(_QUOTE.search(scene.text[max(0, content[0] - 1) : content[1] + 1])),
    )


def _zone(scene: Scene, index: int, parts: list[Span]) -> tuple[Span, Spot | None]:
    first, last = min(part[0] for part in parts), max(part[1] for part in parts)
    as_of = _as_of(scene, index, first, last)
    if as_of is not None and as_of.span[0] >= last:
        last = as_of.span[1]
    return (first, last), as_of


def speaker_before(scene: Scene, index: int, offset: int, words: Wordings) -> Span | None:
    """Return the span of the speaker phrase that ends right before ``offset``, None where the words there name nobody."""
    start = max(scene.spans[index][0], offset - _LEFT)
    left = scene.text[start:offset]
    adverbs = words.compiled(r"(?:(?:^|\s+){say_adverb}){1,3}\s*$").search(left)
    left = (left[: adverbs.start()] if adverbs else left).rstrip()
    if left.endswith(","):
        return _at_end(words, "{apposed_np}", left[:-1], start)
    edges = [edge.end() for edge in _BOUNDARY.finditer(left) if not _is_bracketed_acronym(left, edge)]
    floor = edges[-1] if edges else 0
    return _at_end(words, "{speaker_np}", left[floor:], start + floor)


def _is_bracketed_acronym(left: str, edge: re.Match[str]) -> bool:
    rest = left[edge.start() :]
    return bool(re.match(r"\(\w{2,12}\)|\)", rest)) and "(" in left


def _at_end(words: Wordings, macro: str, left: str, offset: int) -> Span | None:
    match = words.compiled(rf"(?<![\w.’'-])(?P<np>{macro})\s*$").search(left)
    return (offset + match.start("np"), offset + match.end("np")) if match else None


def _speaker_after(scene: Scene, index: int, offset: int, words: Wordings) -> Span | None:
    end = min(scene.spans[index][1], offset + _RIGHT)
    match = words.compiled(r"\s*(?P<np>(?:{apposed_after}|{speaker_np}))(?=[\s,.;:\"“”)]|$)").match(
        scene.text, offset, end
    )
    return trimmed(scene.text, match.span("np")) if match else None


def _as_of(scene: Scene, index: int, first: int, last: int) -> Spot | None:
    """Return the time that stands right beside the attribution, or opens the sentence before it."""
    start, _ = scene.spans[index]
    for spot in scene.times(index):
        between = scene.text[last : spot.span[0]]
        if spot.span[0] >= last and len(between) <= _ADJACENT and not _BOUNDARY.search(between):
            return spot
    for spot in reversed(scene.times(index)):
        gap = scene.text[spot.span[1] : first]
        if spot.span[1] <= first and spot.span[0] - start <= _ADJACENT and len(gap.strip(" ,")) <= len("the"):
            return spot
    return next((spot for spot in scene.times(index) if first <= spot.span[0] and spot.span[1] <= last), None)


def _content(text: str, sentence: Span, zone: Span, as_of: Spot | None, saying: Saying, words: Wordings) -> Span | None:
    """Return the words said: behind the attribution, or before it where it closes the sentence."""
    after = trimmed(text, (zone[1], min(sentence[1], max(zone[1], saying.forward[1]))))
    before = trimmed(text, (max(sentence[0], saying.backward[0]), zone[0])) if saying.backward else (zone[0], zone[0])
    if as_of is not None and overlap(before, as_of.span):
        before = trimmed(text, (min(as_of.span[1], zone[0]), zone[0]))
    ends = not text[zone[1] : sentence[1]].strip() or text[zone[1] : sentence[1]].lstrip()[0] in _STOPS
    quoted = before[1] > before[0] and text[: zone[0]].rstrip(" ,")[-1:] in _CLOSERS and not _QUOTE.search(text, *after)
    closing = ends or quoted or after[1] - after[0] < _SHORT
    opener = words.compiled(r"{opener},?\s+").match(text, *before)
    before = (opener.end(), before[1]) if opener else before
    that = words.compiled(r"{that_word}\s+").match(text, *after)
    after = (that.end(), after[1]) if that else after
    for span in (before, after) if closing else (after, before):
        if span[1] - span[0] >= _LEAST:
            return span
    return None


def office_of(scene: Scene, np: Span, words: Wordings) -> Office:
    """Return the office that a speaker phrase names and the body it belongs to."""
    text = scene.words(np)
    found = list(words.listed("position").finditer(text))
    if not found:
        return Office(None, None)
    first = last = found[0]
    for following in found[1:]:
        if text[last.end() : following.start()].strip(" "):
            break
        last = following
    office = (first.start(), last.end())
    is_loose = words.listed("loose_position").fullmatch(text[slice(*office)]) is not None
    return Office(text[slice(*office)], None if is_loose else _body(scene, np, office, words))


def _body(scene: Scene, np: Span, office: Span, words: Wordings) -> ActorReading | None:
    """Return the body the office belongs to: behind "of" or "for", else the name or noun before the office."""
    after = words.compiled(r"{org_link}(?P<body>[^,;]{2,80})").match(scene.text, np[0] + office[1], np[1])
    if after:
        return _body_at(scene, after.span("body"), words, first=True)
    inside_body = words.compiled(r"{loose_link}(?P<body>[^,;]{2,80})").match(scene.text, np[0] + office[1], np[1])
    if inside_body and words.has(inside_body.group("body"), "speaker_body"):
        return _body_at(scene, inside_body.span("body"), words, first=True)
    before = words.without_article(scene.text, (np[0], np[0] + office[0]))
    comma = scene.text.rfind(",", before[0], before[1])
    if comma >= 0:
        before = words.without_article(scene.text, trimmed(scene.text, (comma + 1, before[1])))
    return _body_at(scene, trimmed(scene.text, before), words, first=False) if before[1] > before[0] else None


def _body_at(scene: Scene, span: Span, words: Wordings, *, first: bool) -> ActorReading | None:
    """Return the body named in ``span``: all of it behind "of" (``first``), else the known actor, name or noun that ends it."""
    spots = [spot.span for spot in inside(scene.actors(scene.index_at(span[0])), span)]
    names = [m.span() for m in words.listed("name").finditer(scene.text, *span)]
    names = [name for name in names if scene.text[name[1] : name[1] + 1] != "-"]
    bodies = [m.span() for m in words.listed("speaker_body").finditer(scene.text, *span)]
    if not (spots or names or bodies):
        return None
    if first:
        whole = words.without_article(scene.text, span)
        opening = [spot for spot in spots if spot[0] == whole[0]]
        return actor_reading(scene, opening[0] if opening else whole, "speaker")
    known = spots + names
    chosen = max(known, key=lambda each: (each[1], each[1] - each[0])) if known else bodies[-1]
    return actor_reading(scene, chosen, "speaker")
