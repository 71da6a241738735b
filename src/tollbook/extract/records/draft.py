"""A record in the making: its id, and what its sentence says for every kind alike."""

from typing import Any

from tollbook.extract.records.patterns import Wordings, wordings
from tollbook.extract.records.scene import Scene, time_reading
from tollbook.extract.records.speech import Speech
from tollbook.extract.records.voices import Voices
from tollbook.model.document import text_id
from tollbook.model.ids import Span, content_id
from tollbook.model.reading import ActorReading, TimeReading
from tollbook.model.record import Record, RecordKind


class Desk:
    """A scene with the words of its language and the acts of speech of each sentence, worked out once."""

    def __init__(self, scene: Scene, language: str, voices: Voices) -> None:
        self.scene = scene
        self.language = language
        self.words: Wordings = wordings(language)
        self.voices = voices
        self._text_id = text_id(scene.text)

    def spoken(self, index: int) -> tuple[Speech, ...]:
        """Return the acts of speech of a sentence."""
        return self.voices.spoken(index)

    def record(self, kind: RecordKind, index: int, span: Span, at: Span | None = None, **fields: Any) -> Record:
        """Return a record with id, words, speaker and day of speech; ``fields`` are the kind's own.

        The speaker is that of the words at ``at`` where given ("the group said it had captured X": of "captured").
        """
        if "said_by" not in fields:
            fields["said_by"] = self.voices.chain(index, at or span)
            fields["as_of"] = self._as_of(index, fields["said_by"])
        return Record(
            id=content_id("r1_", self._text_id, kind, span[0], span[1]),
            document=self.scene.document.id,
            kind=kind,
            span=span,
            quote=self.scene.words(span),
            **fields,
        )

    def _as_of(self, index: int, chain: tuple[ActorReading, ...]) -> TimeReading | None:
        """Return the day on which the speaker of a record spoke, as said in the sentence."""
        names = {speaker.name for speaker in chain}
        for speech in self.spoken(index):
            if speech.as_of is not None and speech.speaker.name in names:
                return time_reading(speech.as_of, inherited=speech.day_inherited)
        return None
