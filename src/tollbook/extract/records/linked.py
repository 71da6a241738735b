"""When, where and by whom for records of harm, damage and attacks, by the very rules that serve casualty claims.

Each such record stands in as a claim among the document's claims; nothing of the stand-in remains but its readings.
"""

from collections.abc import Sequence

import msgspec

from tollbook.extract.attach_actor import attach_actors
from tollbook.extract.places.attach import attach_places
from tollbook.extract.records.patterns import Wordings, wordings
from tollbook.extract.records.scene import Scene
from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.speakers.document import Heard
from tollbook.extract.times.attach import attach_times
from tollbook.model.claim import Claim
from tollbook.model.count import Count
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.spot import Spot

LINKED = ("attack_count", "damage", "unstated", "abstention")
_AROUND = 4
"""Sentences on either side whose times and places may belong to a record."""


def linked(
    scene: Scene, sentences: Sequence[Sentence], records: Sequence[Record], language: str, heard: Heard | None = None
) -> tuple[Record, ...]:
    """Return ``records`` with time, place and belligerent of those in ``LINKED`` read as a claim's would be."""
    stand_ins = [_stand_in(scene, record, language) for record in records if record.kind in LINKED]
    if not stand_ins:
        return tuple(records)
    claims = sorted((*scene.claims, *stand_ins), key=lambda claim: (claim.span, claim.id))
    near = sorted({i for claim in stand_ins for i in _neighbours(scene, claim.head)})
    times, places = _spots(scene, near, "times"), _spots(scene, near, "places")
    attached = attach_times(scene.text, sentences, claims, times)
    attached = attach_places(scene.text, sentences, attached, places)
    actors = _spots(scene, near, "actors")
    attached = attach_actors(scene.text, sentences, attached, actors, heard, with_speakers=False)
    found = {claim.id: claim for claim in attached}
    words = wordings(language)
    return tuple(_with(scene, record, found[record.id], words) if record.id in found else record for record in records)


def _stand_in(scene: Scene, record: Record, language: str) -> Claim:
    named = record.readings.get("victims") or record.readings.get("object") or record.readings.get("attack")
    span: Span = named.span if named is not None else record.span
    sentence = scene.spans[scene.index_at(span[0])]
    return Claim(
        id=record.id,
        document=record.document,
        span=span,
        quote=scene.words(span),
        head=span[0],
        harm="injured" if record.harm == "injured" else "killed",
        count=record.count or Count(1, None, "vague"),
        language=language,
        sentence=sentence,
    )


def _neighbours(scene: Scene, offset: int) -> range:
    index = scene.index_at(offset)
    return range(max(0, index - _AROUND), min(len(scene.spans), index + _AROUND + 1))


def _spots(scene: Scene, indices: Sequence[int], kind: str) -> tuple[Spot, ...]:
    finder = {"times": scene.times, "places": scene.places, "actors": scene.actors}[kind]
    return tuple(spot for index in indices for spot in finder(index))


def _with(scene: Scene, record: Record, claim: Claim, words: Wordings) -> Record:
    """Return the record with the claim's readings; what hangs on another claim's day stays as the sentence said it."""
    when = claim.when if claim.when is not None and claim.when.anchor_claim is None else record.when
    own = record.where is not None and not record.where.inherited
    where = record.where if claim.where is None or (own and claim.where.inherited) else claim.where
    return msgspec.structs.replace(record, when=when, where=where, by=_by(scene, record, claim, words))


def _by(scene: Scene, record: Record, claim: Claim, words: Wordings) -> tuple[ActorReading, ...]:
    """Return who did it; of what was shot down nobody, of damage told without an attack only whom its sentence names."""
    if record.details.get("fate") is not None:
        return ()
    if record.kind == "attack_count" and record.by and record.by[0].method == "spot":
        return record.by  # a known actor right before the verb of attack, or inside the words
    inherited = any(
        reading.inherited or scene.index_at(reading.span[0]) != scene.index_at(record.span[0]) for reading in claim.by
    )
    if record.kind == "damage" and inherited:
        sentence = scene.words(scene.spans[scene.index_at(record.span[0])])
        return claim.by if words.has(sentence, "attack_noun") else record.by
    return claim.by or record.by
