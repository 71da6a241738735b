"""Statements (who, for whom, to whom, what, when) and denials (what is denied, of which claim)."""

from collections.abc import Iterator

import msgspec

from tollbook.extract.records.draft import Desk
from tollbook.extract.records.patterns import matches
from tollbook.extract.records.scene import actor_reading, group_span, inside, overlap, reading, time_reading, trimmed
from tollbook.extract.records.speech import Speech, speaker_before
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record

_OBJECT = 40
"""Characters behind a verb of denying in which the words denied are named."""
_LEAST = 12
"""Fewest characters of words said that make a statement."""


def statements(desk: Desk, index: int, told: list[Span]) -> Iterator[Record]:
    """Yield the statements of one sentence: acts of speech by an office, a body or a named person whose words are no casualty claim.

    A sentence whose words hold claims, or the harm, damage and attacks at ``told``, has its speaker in ``said_by`` of
    those; it isn't told a second time.
    """
    scene = desk.scene
    spoken = desk.spoken(index)
    for speech in spoken:
        content = speech.content
        if content is None or content[1] - content[0] < _LEAST or scene.claims_in(scene.spans[index]):
            continue
        if any(overlap(each, content) for each in told) or _is_reported(speech, spoken):
            continue
        if not _speaks(desk, speech):
            continue
        span = trimmed(scene.text, (min(content[0], speech.zone[0]), max(content[1], speech.zone[1])))
        yield _statement(desk, index, span, speech, content)


def _speaks(desk: Desk, speech: Speech) -> bool:
    """Return True for a person, a body or people described; not for a pronoun nobody stands behind, nor for reports."""
    silent = speech.speaker.method in {"speaker-pronoun", "speaker-reports"}
    return not silent and desk.words.listed("pronoun").search(speech.speaker.name) is None


def _is_reported(speech: Speech, spoken: tuple[Speech, ...]) -> bool:
    """Return True for speech within the words of another speaker of the sentence: that one makes the statement."""
    return any(
        other is not speech and other.content is not None and overlap(speech.zone, other.content) and other.has_name
        for other in spoken
    )


def _statement(desk: Desk, index: int, span: Span, speech: Speech, content: Span) -> Record:
    scene = desk.scene
    details = {"speaker": speech.speaker.name}
    actors = {}
    readings = {"content": reading(scene.text, content)}
    if speech.speaker.position:
        details["position"] = speech.speaker.position
    if speech.body is not None:
        details["organisation"] = speech.body.name
        actors["organisation"] = (speech.body,)
    if speech.audience is not None:
        details["audience"] = speech.audience.value
        readings["audience"] = speech.audience
        if not speech.audience.inherited:
            actors["audience"] = (actor_reading(scene, speech.audience.span, "speaker"),)
    if speech.quoted:
        details["form"] = "quotation"
    when = time_reading(speech.as_of, inherited=speech.day_inherited) if speech.as_of is not None else None
    outer = desk.voices.chain(index, speech.zone) if speech.zone[0] < speech.zone[1] else ()
    chain = (speech.speaker, *speech.chain, *(each for each in outer if each.name != speech.speaker.name))
    return desk.record(
        "statement",
        index,
        span,
        said_by=chain,
        when=when,
        as_of=when,
        details=details,
        readings=readings,
        actors=actors,
    )


def denials(desk: Desk, index: int) -> Iterator[Record]:
    """Yield the denials of one sentence, each with the claim it denies where one stands near. They take nothing from it."""
    scene = desk.scene
    taken: list[Span] = []
    for pattern, match in matches(scene, "denial", index, desk.language):
        verb = group_span(match, "verb")
        if verb is None or any(overlap(match.span(), other) for other in taken):
            continue
        object_ = group_span(match, "object") or (verb[1], scene.spans[index][1])
        denied = pattern.set.get("denied") or desk.words.classify(scene.words(object_), "denied")
        if denied == "statement" and not _denies_words(desk, verb, object_):
            continue
        if denied is None or (pattern.needs_speaker and not desk.voices.chain(index, verb)):
            continue
        taken.append(match.span())
        act = group_span(match, "call") or (verb if verb[0] < object_[0] else None)
        yield _denial(desk, index, verb, object_, denied, _denier(desk, index, verb, act))


def _denies_words(desk: Desk, verb: Span, object_: Span) -> bool:
    """Return True where something said is denied: "denied that ...", "rejected the reports", not "rejected the offer"."""
    near = desk.scene.text[object_[0] : min(object_[1], object_[0] + _OBJECT)]
    plain = desk.words.listed("plain_deny").fullmatch(desk.scene.words(verb)) is not None
    return plain or verb[0] > object_[0] or desk.words.has(near, "denied_noun")


def _denial(desk: Desk, index: int, verb: Span, object_: Span, denied: str, denier: ActorReading | None) -> Record:
    scene = desk.scene
    claim = denied_claim(desk, index, object_) if denied != "statement" or _points_back(desk, object_) else None
    if denied == "statement" and claim is not None:
        denied = "harm"
    starts = [verb[0], object_[0]]
    if denier is not None and not denier.inherited:
        starts.append(denier.span[0])
    span = trimmed(scene.text, (max(min(starts), scene.spans[index][0]), max(object_[1], verb[1])))
    record = desk.record(
        "denial",
        index,
        span,
        claim=claim.id if claim else None,
        harm=claim.harm if claim else None,
        details={"denied": denied} | ({"denier": denier.name} if denier else {}),
        readings={
            "object": reading(scene.text, trimmed(scene.text, object_)),
            "verb": reading(scene.text, trimmed(scene.text, verb)),
        },
        actors={"denier": (denier,)} if denier else {},
    )
    return msgspec.structs.replace(record, said_by=(denier,)) if denier else record


def _denier(desk: Desk, index: int, verb: Span, act: Span | None) -> ActorReading | None:
    """Return who denies: the phrase before the ``act`` of denying ("called", "denied"), else the speaker of the sentence."""
    chain = [each for each in desk.voices.chain(index, verb) if each.method != "speaker-reports"]
    np = speaker_before(desk.scene, index, act[0], desk.words) if act is not None else None
    if np is None or not _names_somebody(desk, index, np):
        known = desk.voices.known(index, desk.scene.words(np)) if np is not None else None
        return chain[0] if chain else known
    plain = desk.words.without_article(desk.scene.text, np)
    comma = desk.scene.text.rfind(",", *plain)
    named = desk.voices.named(index, (comma + 1, plain[1]) if comma > 0 else plain)
    if named is not None and named.method == "speaker-person":
        return named  # "the envoy, NAME, denied": the person
    return actor_reading(desk.scene, plain, "speaker")


def _names_somebody(desk: Desk, index: int, np: Span) -> bool:
    """Return False for a pronoun, and in capitals throughout for words that are neither actor, office nor body."""
    words = desk.scene.words(np)
    if desk.words.listed("pronoun").fullmatch(words):
        return False
    if not desk.scene.words(desk.scene.spans[index]).isupper() or inside(desk.scene.actors(index), np):
        return True
    return desk.words.has(words, "position") or desk.words.has(words, "speaker_body")


def _points_back(desk: Desk, object_: Span) -> bool:
    """Return True where the denied words are only a pointer to what was said before ("the claim", "it")."""
    return desk.words.compiled(r"\s*{pointer}(?![\w-])").match(desk.scene.text, *object_) is not None


def denied_claim(desk: Desk, index: int, object_: Span) -> Claim | None:
    """Return the claim denied: one among the denied words, else the last whole claim before the denial, else the next in its sentence."""
    scene = desk.scene
    denied = scene.claims_in(object_)
    if denied:
        return denied[0]
    harmed = scene.harmed_before(object_[0])
    if harmed:
        return harmed[0]
    after = scene.claim_after(object_[1])
    return after if after is not None and scene.index_at(after.span[0]) == index else None
