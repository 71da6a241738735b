"""What was done in each sentence of one document and whose deed it was, read once; who suffered it stands in the claims."""

from collections.abc import Sequence
from itertools import pairwise

from tollbook.extract.belligerents.attach import acts_of
from tollbook.extract.belligerents.clauses import clauses_of
from tollbook.extract.belligerents.scene import Act, Force, Scene, scene_of
from tollbook.extract.belligerents.sides import Sides
from tollbook.extract.speakers.document import Reader
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.vocab.belligerents import act_families, belligerents
from tollbook.vocab.places import load_place_words

GROUP = "non_state_armed"
RECALLED = 3  # sentences back in which "the group" was named
APART = 4  # tokens that open a sentence: "In a separate case"
BULLETIN = 24  # tokens in a line of a list
CASUAL = {"killed", "injured", "missing", "detained"}
PERPETRATORS = {"attackers"}


class Deeds:
    """The acts of a document by sentence, with the claims' spans; shared by those who look inside, before and after a sentence."""

    def __init__(self, reader: Reader, language: str, claims: Sequence[Claim]) -> None:
        lexicon = belligerents(language)
        assert lexicon is not None  # the caller asks only for languages that have the lexicon
        self.reader = reader
        self.language = language
        self.lexicon = lexicon
        self.families = act_families(language)
        self.places = load_place_words(language)
        self.sides = Sides(reader, lexicon)
        self.victims: dict[int, list[Span]] = {}
        self.days: dict[int, set[str]] = {}
        self.sentence_of: dict[str, int] = {}
        self._clauses: dict[int, list[tuple[int, str]]] = {}
        for claim in claims:
            self.sentence_of[claim.id] = index = reader.sentence_at(claim.span[0])
            self.victims.setdefault(index, []).append(claim.span)
            self.days.setdefault(index, set()).update(_own_day(claim))
        self._scenes: dict[int, Scene] = {}
        self._acts: dict[int, tuple[Act, ...]] = {}

    def scene(self, index: int) -> Scene:
        """Return sentence ``index`` with the lexicon."""
        if index not in self._scenes:
            self._scenes[index] = self._read(index)[0]
        return self._scenes[index]

    def _read(self, index: int) -> tuple[Scene, tuple[Act, ...]]:
        """Return sentence ``index`` and the acts in it, read once in a document."""
        key, known = self.reader.key(index), self.reader.heard.acts
        if key not in known:
            scene = scene_of(self.reader.phrases(index), self.lexicon, self.families, self.language)
            known[key] = (scene, acts_of(scene))
        found: tuple[Scene, tuple[Act, ...]] = known[key]
        return found

    def acts(self, index: int) -> tuple[Act, ...]:
        """Return the acts of sentence ``index``; "the group" there is the one group named shortly before."""
        if index not in self._acts:
            scene, found = self._read(index)
            recalled = self._recalled(index, scene)
            found = acts_of(scene, recalled) if recalled else found
            self._acts[index] = tuple(a for a in found if not self._is_victim(a, index))
        return self._acts[index]

    def _recalled(self, index: int, scene: Scene) -> list[Force]:
        """Return the groups meant by "the group", "the militants": the only one named in the sentences before."""
        words = self.lexicon.words
        at = [
            i
            for i, (lead, low) in enumerate(pairwise(("", *scene.lowers)))
            if low in words.recalling and lead in words.definite
        ]
        if not at or index == 0:
            return []
        if any(s.kind == GROUP for s in scene.phrases.spots):
            return []  # a name in the sentence itself: who is meant is not certain
        before = [
            s for i in range(max(0, index - RECALLED), index) for s in self.reader.phrases(i).spots if s.kind == GROUP
        ]
        if len({s.value for s in before}) != 1:
            return []
        spot = before[-1]
        return [
            Force(first=i, last=i + 1, name=spot.quote, span=spot.span, kind=GROUP, actor=spot.value, recalled=True)
            for i in at
        ]

    def _is_victim(self, act: Act, index: int) -> bool:
        """Return True for the subject of a verb that stands in a claim: "killed three rebels and wounded another"."""
        at = act.at if act.force is None else act.force.span[0]
        doubtful = act.relation == ("anonymous" if act.force is None else "subject")
        return doubtful and any(a <= at < b for a, b in self.victims.get(index, ()))

    def segments(self, index: int) -> list[tuple[int, str]]:
        """Return the clauses of a sentence as (offset, word that opens it)."""
        if index not in self._clauses:
            self._clauses[index] = clauses_of(self.reader.phrases(index), self.lexicon)
        return self._clauses[index]

    def word_of(self, act: Act) -> str:
        """Return the word that tells the act, in lower case."""
        tokens = self.reader.phrases(self.reader.sentence_at(act.at)).tokens
        return tokens[act.token].lower if act.token < len(tokens) else ""

    def is_told_before(self, act: Act, claim: Claim, index: int) -> bool:
        """Return True where a verb of saying parts the act from a side's own dead ("..., and X said three of its men died")."""
        low, high = sorted((act.at, claim.span[0]))
        return any(
            low < t.start < high and t.lower in self.reader.lexicon.speech for t in self.reader.phrases(index).tokens
        )

    def is_apart(self, index: int) -> bool:
        """Return True for "In a separate case": the sentence says itself that it tells of another event."""
        tokens, words = self.reader.phrases(index).tokens, self.lexicon.words
        return (
            bool(tokens) and tokens[0].lower in words.located and any(t.lower in words.apart for t in tokens[1:APART])
        )

    def is_on_another_day(self, claim: Claim, index: int) -> bool:
        """Return True where all that sentence ``index`` counts has a date of its own, in other words than the claim's own."""
        own, days = set(_own_day(claim)), self.days.get(index, set())
        return bool(own) and bool(days) and "" not in days and not own & days and "" not in own

    def is_fresh(self, index: int) -> bool:
        """Return True for a sentence that opens another event: "Elsewhere", "In response"."""
        tokens = self.reader.phrases(index).tokens
        words = self.lexicon.words
        responds = len(tokens) > 1 and tokens[1].lower in words.reprisals and tokens[0].lower in words.located
        elsewhere = self.is_apart(index)
        return responds or elsewhere or (bool(tokens) and tokens[0].lower in words.fresh)

    def is_bulletin(self, index: int) -> bool:
        """Return True for a line of a list without a verb, which speaks under its heading."""
        tokens = self.reader.phrases(index).tokens
        grammar = self.reader.lexicon.grammar
        return (
            0 < len(tokens) <= BULLETIN
            and not any(t.lower in grammar.auxiliaries or t.lower in self.reader.lexicon.speech for t in tokens)
            and tokens[0].text in self.lexicon.words.bullets
        )


def _own_day(claim: Claim) -> tuple[str]:
    """Return the words of the claim's date, empty where it has none of its own."""
    return (claim.when.quote.casefold(),) if claim.when is not None and not claim.when.inherited else ("",)
