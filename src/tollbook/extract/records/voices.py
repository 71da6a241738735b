"""The voices of one document: each sentence's acts of speech, an office joined to its holder, one person's statements to each other."""

from collections.abc import Iterable, Iterator

import msgspec

from tollbook.extract.records.patterns import Wordings
from tollbook.extract.records.scene import Scene
from tollbook.extract.records.speech import Speech, speeches
from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.speakers.document import Heard, Reader
from tollbook.extract.speakers.phrase import speaker_of, speaker_reading
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.spot import Spot
from tollbook.vocab.attribution import attribution

_APART = 3
"""Sentences between an office and the name of its holder, at most."""
_OPENING = ('"', "“", "«", "„")

_Persons = dict[int, tuple[Speech, ...]]
"""The speeches of named persons by sentence, in order."""


class Voices:
    """Who speaks where: ``spoken`` the acts of speech by sentence, ``chain`` the speakers of a span."""

    def __init__(
        self,
        scene: Scene,
        sentences: tuple[Sentence, ...],
        spots: tuple[Spot, ...],
        indices: Iterable[int],
        words: Wordings,
        language: str,
        heard: Heard | None = None,
    ) -> None:
        self._text = scene.text
        self._pronouns = words.listed("pronoun")
        lexicon = attribution(language)
        self._reader = Reader(scene.text, sentences, spots, lexicon, heard) if lexicon is not None else None
        self._spoken: dict[int, tuple[Speech, ...]] = {}
        if self._reader is not None:
            found = {index: speeches(scene, index, self._reader, words) for index in sorted(indices)}
            self._spoken = _joined(self._with_continued(scene, found))

    def spoken(self, index: int) -> tuple[Speech, ...]:
        """Return the acts of speech of a sentence."""
        return self._spoken.get(index, ())

    def chain(self, index: int, span: Span) -> tuple[ActorReading, ...]:
        """Return the speakers of the words at ``span``, innermost first; offices by their holder's name where known.

        Words with a pronoun ("according to the information we have", "he" of nobody named) are no speaker.
        """
        if self._reader is None:
            return ()
        named = {speech.speaker.span: speech.speaker for speech in self.spoken(index)}
        chain = (speaker_reading(self._text, speaker) for speaker in self._reader.chain_for(span))
        return tuple(named.get(each.span, each) for each in chain if not self._pronouns.search(each.name))

    def known(self, index: int, words: str) -> ActorReading | None:
        """Return the person of an earlier sentence whom a pronoun or a part of the name means, marked as inherited."""
        for earlier in range(index, max(-1, index - _APART - 1), -1):
            for speech in reversed(self.spoken(earlier)):
                name = speech.speaker.name.casefold().split()
                if self._pronouns.search(speech.speaker.name):
                    continue
                if self._pronouns.fullmatch(words) or words.casefold() in name:
                    return msgspec.structs.replace(speech.speaker, inherited=True)
        return None

    def named(self, index: int, span: Span) -> ActorReading | None:
        """Return the speaker that the phrase at ``span`` names, read as a speaker's phrase is; None where it names nobody."""
        if self._reader is None:
            return None
        phrases = self._reader.phrases(index)
        inside = [i for i, token in enumerate(phrases.tokens) if span[0] <= token.start < span[1]]
        speaker = speaker_of(phrases, inside[0], inside[-1] + 1) if inside else None
        return speaker_reading(self._text, speaker) if speaker is not None else None

    def _with_continued(self, scene: Scene, found: dict[int, tuple[Speech, ...]]) -> dict[int, tuple[Speech, ...]]:
        """Give a sentence that is all quotation and names no speaker the speaker of the quotation it stands with."""
        result = dict(found)
        for index, spoken in found.items():
            span = scene.spans[index]
            if spoken or self._reader is None or not scene.words(span).startswith(_OPENING):
                continue
            chain = self._reader.chain_for((span[0] + 1, span[0] + 2))
            before = result.get(index - 1, ())
            if not chain and before and before[-1].quoted:
                speaker = msgspec.structs.replace(before[-1].speaker, inherited=True)
                result[index] = (
                    msgspec.structs.replace(before[-1], speaker=speaker, zone=(span[0], span[0]), content=span),
                )
            elif chain:
                speaker = msgspec.structs.replace(speaker_reading(scene.text, chain[0]), inherited=True)
                named = chain[0].form == "person"
                result[index] = (
                    Speech(
                        speaker=speaker, chain=(), zone=(span[0], span[0]), content=span, has_name=named, quoted=True
                    ),
                )
        return result


def _joined(found: dict[int, tuple[Speech, ...]]) -> dict[int, tuple[Speech, ...]]:
    persons = _with_names(found)
    full = _full_names(persons)
    named = {index: tuple(_named(speech, index, persons, full) for speech in spoken) for index, spoken in found.items()}
    persons = _with_names(named)
    return {index: tuple(_completed(speech, index, persons) for speech in spoken) for index, spoken in named.items()}


def _with_names(found: dict[int, tuple[Speech, ...]]) -> _Persons:
    return {index: named for index, spoken in found.items() if (named := tuple(s for s in spoken if s.has_name))}


def _full_names(persons: _Persons) -> dict[str, tuple[int, Speech]]:
    """Return, by the words that end a longer name, the first speech of a person of such a name and its sentence."""
    first: dict[str, tuple[int, Speech]] = {}
    for index, spoken in persons.items():
        for speech in spoken:
            name = speech.speaker.name
            for at, letter in enumerate(name):
                if letter == " ":
                    first.setdefault(name[at + 1 :], (index, speech))
    return first


def _near(index: int, persons: _Persons) -> Iterator[tuple[int, Speech]]:
    for other in range(index - _APART, index + _APART + 1):
        yield from ((other, speech) for speech in persons.get(other, ()))


def _named(speech: Speech, index: int, persons: _Persons, full: dict[str, tuple[int, Speech]]) -> Speech:
    """Return the speech with the name of the office's holder, where a near sentence names the holder of the same office.

    A name that ends an earlier, longer one ("Abu Marzouk") is that person's.
    """
    longer = full.get(speech.speaker.name)
    if longer is not None and longer[0] < index:
        known = longer[1].speaker
        speaker = msgspec.structs.replace(speech.speaker, name=known.name, position=known.position)
        return msgspec.structs.replace(speech, speaker=speaker, has_name=True)
    if speech.has_name or not speech.speaker.position or speech.body is None:
        return speech
    for _, other in _near(index, persons):
        if _same_office(speech, other):
            known = other.speaker
            speaker = msgspec.structs.replace(
                speech.speaker,
                span=known.span,
                quote=known.quote,
                name=known.name,
                organisation=known.organisation or speech.speaker.organisation,
                method="same office",
                inherited=True,
            )
            return msgspec.structs.replace(speech, speaker=speaker, has_name=True)
    return speech


def _completed(speech: Speech, index: int, persons: _Persons) -> Speech:
    """Return the speech with body, hearers and day of the same person's neighbouring statements, where it gives none itself."""
    if not speech.has_name:
        return speech
    same = [(i, s) for i, s in _near(index, persons) if s.speaker.name == speech.speaker.name]
    changes: dict[str, object] = {}
    if speech.body is None:
        changes["body"] = next((s.body for _, s in same if s.body is not None), None)
    if speech.speaker.position is None:
        position = next((s.speaker.position for _, s in same if s.speaker.position), None)
        changes["speaker"] = msgspec.structs.replace(speech.speaker, position=position)
    if speech.audience is None:
        audience = next((s.audience for _, s in same if s.audience is not None), None)
        changes["audience"] = msgspec.structs.replace(audience, inherited=True) if audience is not None else None
    if speech.as_of is None:
        changes["as_of"] = next((s.as_of for i, s in same if s.as_of is not None and i <= index), None)
        changes["day_inherited"] = changes["as_of"] is not None
    return msgspec.structs.replace(speech, **changes)


def _same_office(one: Speech, other: Speech) -> bool:
    first, second = (one.speaker.position or "").casefold(), (other.speaker.position or "").casefold()
    if not first or not second or not (first.endswith(second) or second.endswith(first)):
        return False
    return one.body is not None and other.body is not None and _same_body(one.body, other.body)


def _same_body(one: ActorReading, other: ActorReading) -> bool:
    if one.actor is not None and one.actor == other.actor:
        return True
    first, second = one.name.casefold(), other.name.casefold()
    return first == second or _initials(one.name) == other.name or _initials(other.name) == one.name


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
