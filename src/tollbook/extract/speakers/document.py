"""Who speaks for each claim of a document: nested speeches into chains, quotations over sentences, "he", "the monitor".

Knows what was named earlier (or, for "a monitoring group", in the next two sentences); actor ids are not its matter.
"""

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from tollbook.extract.sentences.segment import Sentence
from tollbook.extract.speakers.attribution import BODIES, Speech, speeches_of
from tollbook.extract.speakers.phrase import Phrases, Speaker, speaker_of
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.attribution import Attribution

LONGEST_SENTENCE = 1200  # tokens; longer "sentences" are tables or noise, and nobody says them
LONGEST_QUOTE = 4000
_OPEN, _STRAIGHT = "“«", '"'
_MARKS = re.compile('[“«”»"\\n]')
_SENTENCE = re.compile(r"[.?!][\"”]?\s")
_NEAR = 80
_NAMELESS = frozenset({"pronoun", "reports"})
_AHEAD = 2
_NEARBY = 3  # sentences in which "he" looks for a person who has not spoken
_GIVEN_NAMES = 3
_BACK = 40
_ARTICLE = 4  # letters of "The " before a name that opens its sentence
_OFFICE = 6  # tokens in which an office opens its sentence
_UNSAID = 7  # tokens of "The agency, which did not say"
_MEMORY = 200
"""Speakers that "he" or "the ministry" may mean, at most: keeps texts of nothing but speech linear."""
_REACH = 15_000
"""Characters in which the full name of a surname is looked for, at most."""


_Key = tuple[int, tuple[Spot, ...]]
"""A sentence and the actors in it, on which its speeches and acts hang."""


class Heard:
    """What was read in one document's sentences, by sentence and the actors in it: its readers share it."""

    __slots__ = ("acts", "speeches")

    def __init__(self) -> None:
        self.speeches: dict[_Key, tuple[Speech, ...]] = {}
        self.acts: dict[_Key, Any] = {}


class Reader:
    """Reads the speeches of a document sentence by sentence, once each, and remembers who was named."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        spots: Sequence[Spot],
        lexicon: Attribution,
        heard: Heard | None = None,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.lexicon = lexicon
        self._spots = sorted(spots, key=lambda s: s.span)
        self._starts = [s.span[0] for s in self._spots]
        self._firsts = [s.start for s in sentences]
        self.heard = Heard() if heard is None else heard
        self._raw: dict[int, tuple[Speech, ...]] = {}
        self._resolved: dict[int, tuple[Speech, ...]] = {}
        self._phrases: dict[int, Phrases] = {}
        self._named_in: dict[tuple[int, bool], tuple[Speaker, ...]] = {}
        self._openers: dict[int, tuple[int, ...]] = {}
        self.quotes = quotations(text)

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds ``offset``."""
        return max(0, bisect.bisect_right(self._firsts, offset) - 1)

    def spots_within(self, span: Span) -> tuple[Spot, ...]:
        """Return the actor spots inside ``span``."""
        first, last = bisect.bisect_left(self._starts, span[0]), bisect.bisect_left(self._starts, span[1])
        return tuple(self._spots[first:last])

    def phrases(self, index: int) -> Phrases:
        """Return what reading phrases of sentence ``index`` needs."""
        if index not in self._phrases:
            sentence = self.sentences[index]
            tokens = sentence.tokens if len(sentence.tokens) <= LONGEST_SENTENCE else ()
            shouting = self.text[sentence.start : sentence.end].isupper()
            self._phrases[index] = Phrases(self.text, tokens, self.spots_within(sentence.span), self.lexicon, shouting)
        return self._phrases[index]

    def key(self, index: int) -> tuple[int, tuple[Spot, ...]]:
        """Return sentence ``index`` with the actors in it: what is read of it alone hangs on no more."""
        return (index, self.spots_within(self.sentences[index].span))

    def raw(self, index: int) -> tuple[Speech, ...]:
        """Return the speeches of sentence ``index`` as its own words name the speakers."""
        if index not in self._raw:
            key, known = self.key(index), self.heard.speeches
            if key not in known:
                phrases = self.phrases(index)
                known[key] = speeches_of(phrases) if phrases.tokens else ()
            self._raw[index] = known[key]
        return self._raw[index]

    def speeches(self, index: int) -> tuple[Speech, ...]:
        """Return the speeches of sentence ``index`` with pronouns and descriptions led back to names where the text allows."""
        if index not in self._resolved:
            for i in range(max(0, index - _BACK), index + 1):  # in order, so that names are handed on without recursion
                if i not in self._resolved:
                    self._resolved[i] = tuple(self._with_named(s, i) for s in self.raw(i))
        return self._resolved[index]

    # -- who is meant -------------------------------------------------------------------------------------------

    def _with_named(self, speech: Speech, index: int) -> Speech:
        speakers = tuple(self._named(speaker, index) for speaker in speech.speakers)
        return speech if speakers == speech.speakers else msgspec.structs.replace(speech, speakers=speakers)

    def _named(self, speaker: Speaker, index: int) -> Speaker:
        grammar = self.lexicon.grammar
        if speaker.form == "pronoun":
            personal = speaker.name.casefold() in grammar.pronouns_person
            return self._back(speaker, index, lambda s: (s.form == "person") is personal) or (
                self._person_before(speaker, index) if personal else self._body_before(speaker, index)
            )
        if speaker.form == "person" and " " not in speaker.name:
            return self._full_name(speaker, index)
        if speaker.form == "described":
            return self._described(speaker, index)
        return speaker

    def _earlier(self, index: int, before: int) -> Iterator[Speaker]:
        """Yield the speakers named before offset ``before``, nearest first, within the last sentences."""
        seen = 0
        for i in range(index, max(-1, index - _BACK), -1):
            for speaker in self._speakers(i):
                if speaker.span[0] < before:
                    yield speaker
                    seen += 1
            if seen > _MEMORY:
                return

    def _speakers(self, index: int) -> tuple[Speaker, ...]:
        """Return the speakers named in sentence ``index``, the last first."""
        key = (index, index in self._resolved)
        if key not in self._named_in:
            said = sorted(self._resolved.get(index) or self.raw(index), key=lambda s: -s.at)
            self._named_in[key] = tuple(p for s in said for p in s.speakers if p.form not in _NAMELESS)
        return self._named_in[key]

    def _back(self, speaker: Speaker, index: int, fits: Callable[[Speaker], bool]) -> Speaker | None:
        for known in self._earlier(index, speaker.span[0]):
            if fits(known):
                return _pointing(known, speaker)
        return None

    def _body_before(self, speaker: Speaker, index: int) -> Speaker:
        """Lead "it" back to the body whose name opens the sentence before, though it says nothing there."""
        if index == 0:
            return speaker
        sentence = self.sentences[index - 1]
        spots = [s for s in self.spots_within(sentence.span) if s.kind in BODIES]
        opens = bool(spots) and spots[0].span[0] - sentence.start <= _ARTICLE
        return _of_spot(spots[0], speaker) if opens else speaker

    def _person_before(self, speaker: Speaker, index: int) -> Speaker:
        """Lead "he" back to the last person with an office, or who opens a sentence, in the sentences just before."""
        for i in range(index, max(-1, index - _NEARBY), -1):
            phrases = self.phrases(i)
            for first in self._person_openers(i):
                if phrases.tokens[first].start < speaker.span[0]:
                    last = first + 1
                    while last < len(phrases.tokens) and (
                        phrases.is_name_word(last) or phrases.tokens[last].text == "."
                    ):
                        last += 1
                    person = speaker_of(phrases, first, last) if last - first > 1 else None
                    if person and person.form == "person" and " " in person.name:
                        return _pointing(person, speaker)
        return self._office_before(speaker, index) or speaker

    def _office_before(self, speaker: Speaker, index: int) -> Speaker | None:
        """Lead "he" back to "a marine spokesman", "an Iranian commander" who opens this sentence or one just before."""
        spoke = self._back(speaker, index, lambda s: s.form == "described" and self._holds_office(s))
        if spoke:
            return spoke
        for i in range(index, max(-1, index - _NEARBY), -1):
            phrases = self.phrases(i)
            last = next((k for k in range(min(_OFFICE, len(phrases.tokens))) if self._is_office(phrases, k)), None)
            if last is None or phrases.tokens[last].start >= speaker.span[0]:
                continue
            known = speaker_of(phrases, 0, last + 1)
            if known and known.form == "described":
                return _pointing(known, speaker)
        return None

    def _holds_office(self, speaker: Speaker) -> bool:
        return speaker.name.casefold().rsplit(" ", 1)[-1] in self.lexicon.offices

    def _is_office(self, phrases: Phrases, index: int) -> bool:
        after = phrases.tokens[index + 1] if index + 1 < len(phrases.tokens) else None
        return phrases.tokens[index].lower in self.lexicon.offices and not (
            after is not None and phrases.is_name_word(index + 1)
        )

    def _person_openers(self, index: int) -> tuple[int, ...]:
        """Return the words of sentence ``index`` at which a person's name may begin, the last first."""
        if index not in self._openers:
            phrases = self.phrases(index)
            places = range(len(phrases.tokens) - 1, -1, -1)
            self._openers[index] = tuple(i for i in places if self._may_open_person(phrases, i))
        return self._openers[index]

    def _may_open_person(self, phrases: Phrases, index: int) -> bool:
        return phrases.tokens[index].lower in self.lexicon.offices or (index == 0 and phrases.is_name_word(0))

    def _full_name(self, speaker: Speaker, index: int) -> Speaker:
        """Lead a surname back to the full name given earlier in the report."""
        short = speaker.name.casefold()
        for known in self._earlier(index, speaker.span[0]):
            if (
                known.form in {"person", "body"}
                and len(known.name) > len(short)
                and short in known.name.casefold().split()
            ):
                return _pointing(known, speaker)
        start = max(self.sentences[max(0, index - _BACK)].start, speaker.span[0] - _REACH)
        before = self.text[start : speaker.span[0]]
        found = before.casefold().rfind(" " + short)
        if found < 0 or len(before.casefold()) != len(before):
            return speaker
        return self._name_around(start + found + 1, speaker)

    def _name_around(self, offset: int, speaker: Speaker) -> Speaker:
        """Return the person whose surname stands at ``offset``, with the given names before it."""
        phrases = self.phrases(self.sentence_at(offset))
        at = next((t for t, token in enumerate(phrases.tokens) if token.start == offset), None)
        if at is None:
            return speaker
        first, end = at, offset + len(speaker.name)
        while (
            first > 0
            and phrases.is_name_word(first - 1)
            and phrases.tokens[first - 1].lower not in self.lexicon.offices
            and at - first < _GIVEN_NAMES
        ):
            first -= 1
        if first == at or phrases.spots_in(first, at):
            return speaker
        span = (phrases.tokens[first].start, end)
        return _pointing(msgspec.structs.replace(speaker, name=self.text[span[0] : span[1]], span=span), speaker)

    def _described(self, speaker: Speaker, index: int) -> Speaker:
        words = [w.strip(".,") for w in speaker.name.casefold().replace("-", " ").split()]
        if words[:1] and words[0] in self.lexicon.grammar.same and len(words) > 1:
            words = words[1:]  # "the same committee"
        noun = self._anaphor(words)
        if speaker.definite:
            known = self._same_words(speaker, words, index)
            if known:
                return known
            if noun and not self._of_its_own(words, noun):
                kinds = self.lexicon.anaphors[noun]
                return (
                    self._back(speaker, index, lambda s: self._can_be(s, kinds))
                    or self._spotted(speaker, index, kinds)
                    or speaker
                )
            if len(words) == 1:
                return self._mentioned(speaker, words, index) or speaker
        if speaker.indefinite and noun and self._is_bare(words, noun):
            return self._ahead(speaker, index, self.lexicon.anaphors[noun], noun) or speaker
        if len(words) > 2 and words[0] in self.lexicon.one_of and words[1] in self.lexicon.grammar.prepositions:
            one = next((words[-1].removesuffix(e) for e in self.lexicon.plural_endings), "")  # "one of the groups"
            kinds = self.lexicon.anaphors.get(one, ())
            return self._ahead(speaker, index, kinds, one) or speaker if kinds else speaker
        return speaker

    def _can_be(self, speaker: Speaker, kinds: tuple[str, ...]) -> bool:
        """Return True when ``speaker`` may be meant by a noun that stands for ``kinds``; a name of unknown kind may."""
        if speaker.form == "body":
            return speaker.kind is None or speaker.kind in kinds
        noun = self._anaphor(speaker.name.casefold().replace("-", " ").split()) if speaker.form == "described" else None
        return noun is not None and bool(set(self.lexicon.anaphors[noun]) & set(kinds))

    def _anaphor(self, words: list[str]) -> str | None:
        for width in (3, 2, 1):
            noun = " ".join(words[-width:])
            if len(words) >= width and noun in self.lexicon.anaphors:
                return noun
        return None

    def _of_its_own(self, words: list[str], noun: str) -> bool:
        rest = words[: -len(noun.split())]
        return bool(set(rest) & (self.lexicon.grammar.own_body | self.lexicon.sources))  # "the army statement"

    def _is_bare(self, words: list[str], noun: str) -> bool:
        rest = words[: -len(noun.split())]
        return not rest or rest[-1] in self.lexicon.grammar.tails or len(rest) <= 1

    def _same_words(self, speaker: Speaker, words: list[str], index: int) -> Speaker | None:
        """Lead "the ministry", "the medics" back to an earlier speaker whose name holds the same words and more."""
        for known in self._earlier(index, speaker.span[0]):
            longer = known.name.casefold().replace("-", " ").split()
            if len(longer) > len(words) and longer[-len(words) :] == words:
                return _pointing(known, speaker)
            if len(words) == 1 and len(longer) > 1 and words[0] in longer and known.form == "body":
                return _pointing(known, speaker)
        return self._spotted_words(speaker, words, index)

    def _spotted_words(self, speaker: Speaker, words: list[str], index: int) -> Speaker | None:
        spots = self.spots_within((self.sentences[max(0, index - _BACK)].start, speaker.span[0]))
        for spot in reversed(spots[-_MEMORY:]):
            longer = spot.quote.casefold().replace("-", " ").split()
            if len(longer) > len(words) and (
                longer[-len(words) :] == words or (len(words) == 1 and words[0] in longer)
            ):
                return _of_spot(spot, speaker)
        return None

    def _mentioned(self, speaker: Speaker, words: list[str], index: int) -> Speaker | None:
        """Lead "the medics" back to "Palestinian medics" named just before without speaking."""
        for i in range(index - 1, max(-1, index - _NEARBY), -1):
            phrases = self.phrases(i)
            for at in range(len(phrases.tokens) - 1, 0, -1):
                if phrases.tokens[at].lower == words[-1] and phrases.is_name_word(at - 1):
                    span = (phrases.tokens[at - 1].start, phrases.tokens[at].end)
                    known = msgspec.structs.replace(speaker, name=self.text[span[0] : span[1]], span=span)
                    return _pointing(known, speaker)
        return None

    def _spotted(self, speaker: Speaker, index: int, kinds: tuple[str, ...]) -> Speaker | None:
        spots = self.spots_within((self.sentences[max(0, index - _BACK)].start, speaker.span[0]))
        spot = next((s for s in reversed(spots) if s.kind in kinds), None)
        return _of_spot(spot, speaker) if spot else None

    def _ahead(self, speaker: Speaker, index: int, kinds: tuple[str, ...], noun: str) -> Speaker | None:
        """Lead "a monitoring group says" to the body of that kind that speaks in the next sentences, "a newspaper" to "X newspaper"."""
        for i in range(index + 1, min(len(self.sentences), index + 1 + _AHEAD)):
            for speech in self.raw(i):
                known = speech.speakers[0]
                is_body = known.form == "body" and (known.kind is None or known.kind in kinds)
                is_named = known.form == "described" and known.name.endswith(f" {noun}") and known.name[0].isupper()
                if is_body or (is_named and not known.indefinite and not known.definite):
                    return _pointing(known, speaker)
        return None

    # -- who speaks for a stretch ---------------------------------------------------------------------------------

    def chain_for(self, span: Span) -> tuple[Speaker, ...]:
        """Return the chain of speakers that govern ``span``, innermost first, empty in the outlet's own voice."""
        index = self.sentence_at(span[0])
        chain = _chain(self.speeches(index), span)
        return chain or self._quoted_chain(span, index) or self._going_on(index)

    def _going_on(self, index: int) -> tuple[Speaker, ...]:
        """Return who speaks on in sentence ``index``, which says so nowhere: "The agency did not say when" behind it tells."""
        if index == 0 or index + 1 >= len(self.sentences) or self.speeches(index):
            return ()
        behind = [t.lower for t in self.sentences[index + 1].tokens[:_UNSAID]]
        joined = " ".join(behind)
        is_silent = any(f" {unsaid} " in f"{joined} " for unsaid in self.lexicon.unsaid)
        if not is_silent or behind[0] not in self.lexicon.grammar.articles:
            return ()
        for i in range(index - 1, max(-1, index - _NEARBY), -1):
            speakers = [p for s in self.speeches(i) for p in s.speakers]
            is_paper = behind[1] in self.lexicon.papers and any(t.lower == behind[1] for t in self.sentences[i].tokens)
            known = speakers if is_paper else [p for p in speakers if p.name.casefold().split()[-1] == behind[1]]
            if speakers:
                return tuple(msgspec.structs.replace(p, inherited=True) for p in known[:1])
        return ()

    def _quoted_chain(self, span: Span, index: int) -> tuple[Speaker, ...]:
        place = bisect.bisect_right(self.quotes, (span[0], len(self.text))) - 1
        if place < 0 or not self.quotes[place][0] <= span[0] < self.quotes[place][1]:
            return ()
        start, end = self.quotes[place]
        last = self.sentence_at(min(end + _NEAR, len(self.text) - 1))
        around = range(max(0, self.sentence_at(start) - 1), min(last, index + 12) + 1)
        outside = [s for i in around for s in self.speeches(i) if s.rank and not start <= s.at < end]
        behind = [s for s in outside if 0 <= s.at - end <= _NEAR]
        before = [s for s in outside if s.at < start]
        chosen = min(behind, key=lambda s: s.at) if behind else max(before, key=lambda s: s.at, default=None)
        return chosen.speakers if chosen else ()


def _pointing(known: Speaker, speaker: Speaker) -> Speaker:
    return msgspec.structs.replace(known, inherited=True, note=speaker.name)


def _of_spot(spot: Spot, speaker: Speaker) -> Speaker:
    return Speaker(
        name=spot.quote,
        span=spot.span,
        form="body",
        kind=spot.kind,
        organisation=spot.value,
        inherited=True,
        note=speaker.name,
    )


def _chain(speeches: Sequence[Speech], span: Span) -> tuple[Speaker, ...]:
    behind = [s for s in speeches if s.backward and s.backward[0] <= span[0] < s.backward[1]]
    earliest = min((s.at for s in behind if s.rank), default=None)
    ahead = [
        s
        for s in speeches
        if s.forward[0] <= span[0] < s.forward[1] and not (earliest is not None and s.backward and s.rank)
    ]
    inner = [s for s in (*ahead, *behind) if not s.rank]
    nested = sorted((s for s in ahead if s.rank), key=lambda s: -s.at)
    after = sorted((s for s in behind if s.rank), key=lambda s: s.at)
    inner.sort(key=lambda s: abs(s.at - span[0]))
    tells = bool(nested) and nested[0].speakers[0].kind != "outlet"
    relays = [s for s in inner if tells and s.by_way_of and s.at >= span[1]]
    inner = [
        s for s in inner if s not in relays
    ]  # "the ministry says 12 died, according to state media": these relay it
    chain: list[Speaker] = []
    for speech in (*inner, *nested, *after, *relays):
        for speaker in speech.speakers:
            both = (speaker, speaker.partner) if speaker.partner else (speaker,)
            chain.extend(p for p in both if p.name not in {known.name for known in chain})
    return tuple(chain)


def _facing(text: str, offset: int) -> int:
    """Return 1 where a straight mark opens (a gap before, a word behind), -1 where it closes, 0 where neither shows."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 2]
    opens = (not before or before.isspace() or before in "([—–-") and not after.isspace()
    closes = bool(before) and not before.isspace() and (not after or not after.isalnum())
    return int(opens) - int(closes)


def quotations(text: str) -> list[Span]:
    """Return the stretches inside quotation marks, in order; an unclosed one ends with its paragraph. Linear."""
    found: list[Span] = []
    start: int | None = None
    for mark in _MARKS.finditer(text):
        offset, letter = mark.start(), mark.group()
        faces = _facing(text, offset) if letter == _STRAIGHT else 0
        if start is None:
            start = offset if letter in _OPEN or (letter == _STRAIGHT and faces >= 0) else None
        elif faces > 0:  # a quotation opens anew, as each paragraph of a long one does: the one before ends here
            is_next = text[max(0, offset - 1) : offset] in {"", "\n"}
            closed = _SENTENCE.search(text, start, offset)
            found.append((start, min(offset if is_next or closed is None else closed.end(), start + LONGEST_QUOTE)))
            start = offset
        elif letter not in _OPEN:
            found.append((start, min(offset, start + LONGEST_QUOTE)))
            start = None
    if start is not None:
        found.append((start, min(len(text), start + LONGEST_QUOTE)))
    return found
