"""By whose hand a claim is by its own sentence: the act in its clause, else in a clause of the same event."""

from collections.abc import Sequence

from tollbook.extract.belligerents.blame import Blame, blames_of, is_other, overlaps
from tollbook.extract.belligerents.clauses import is_parted, is_sealed, segment_of
from tollbook.extract.belligerents.deeds import CASUAL, Deeds
from tollbook.extract.belligerents.names import forces_of
from tollbook.extract.belligerents.scene import Act, Force
from tollbook.extract.belligerents.sides import STATE_KINDS
from tollbook.model.claim import Claim

OWN_WORDS = 60  # letters from a number to the verb of its clause
CARRIED = 5  # tokens from ", killing" to its number
_AFTER_THE_FACT = {"responsibility", "blame", "disowned"}
_DEEDS = {"self", "subject"}
_NOUNS = {"modifier", "doer", "opponent"}


class Within:
    """Finds the blame of a claim in its own sentence."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds
        self.reader = deeds.reader
        self.lexicon = deeds.lexicon

    def find(self, claim: Claim, index: int) -> tuple[tuple[Blame, ...], bool]:
        """Return the blame found in the sentence, and True where its words say that it is another, unnamed hand."""
        acts = [a for a in self.deeds.acts(index) if not overlaps(a, claim.span)]
        segments = self.deeds.segments(index)
        place = segment_of(segments, claim.span[0])
        own = [a for a in acts if segment_of(segments, a.at) == place]
        if self.deeds.sides.tells_own(claim):
            acts = [a for a in acts if not self.deeds.is_told_before(a, claim, index)]
            own = [a for a in own if a in acts]
        named = [a for a in own if a.force and self._may_act_on(a, claim)]
        if named and self._is_carried(claim, index):
            named = [a for a in named if a.at < claim.span[0]] or named
        if named:
            return blames_of(named, claim, acts), False
        nobody = [a for a in own if a.force is None]
        nobody = [a for a in nobody if a.relation != "mutual"] or nobody
        unnamed = any(is_other(a) for a in nobody)
        likened = any(a.opening == "likened" for a in nobody)
        if any(a.relation == "pronoun" for a in nobody):
            meant = self._meant_by_pronoun(index, min(a.at for a in nobody if a.relation == "pronoun"))
            if meant and not self.deeds.sides.is_own_side(meant, claim):
                return (Blame(meant, "pronoun", inherited=True),), False
        around = self._around(acts, segments, place, claim, likened=likened, index=index)
        if unnamed and not likened:
            claimed = [a for a in around if a.relation in _AFTER_THE_FACT]
            return blames_of(claimed, claim, acts) if claimed else (), not self._in_series(nobody, index)
        if around and claim.harm in CASUAL:
            return blames_of(around, claim, acts), False
        others = [
            a
            for a in acts
            if a.force is None
            and a not in own
            and not is_sealed(self.lexicon, segments, place, segment_of(segments, a.at))
        ]
        closed = (any(is_other(a) for a in others) and not nobody) or self._is_between(nobody, index)
        return (), closed

    def _in_series(self, nobody: Sequence[Act], index: int) -> bool:
        """Return True when the sentence before speaks of "the second X strike" and this one of "a strike" of that family."""
        if index == 0 or any(a.relation == "anonymous" for a in nobody):
            return False
        families = {a.family for a in nobody}
        tokens = self.reader.phrases(index - 1).tokens
        return any(
            a.force
            and a.family in families
            and {t.lower for t in tokens[max(0, a.force.first - 4) : a.token]} & self.lexicon.words.ordinals
            for a in self.deeds.acts(index - 1)
        )

    def _is_between(self, nobody: Sequence[Act], index: int) -> bool:
        """Return True for "fighting between A and B": both sides are named here, and neither is the perpetrator."""
        scene, words = self.deeds.scene(index), self.lexicon.words
        return any(a.relation == "mutual" and scene.lower(a.token + 1) in words.mutual for a in nobody)

    def _is_carried(self, claim: Claim, index: int) -> bool:
        """Return True for ", killing 26 people": the deed of the subject before, whatever it provoked behind."""
        before = [t.lower for t in self.reader.phrases(index).tokens if t.start < claim.span[0]][-CARRIED:]
        return any(low in self.lexicon.words.harming and before[i - 1] == "," for i, low in enumerate(before) if i)

    def _meant_by_pronoun(self, index: int, at: int) -> Force | None:
        """Return the force that "they" or "it" stands for: the first one named before it in this sentence or the one before."""
        for i in (index, index - 1):
            if i >= 0:
                named = [
                    f
                    for f in forces_of(self.deeds.scene(i))
                    if f.span[0] < at and f.kind != "unknown" and f.kind not in {"state", "demonym"}
                ]
                if named:
                    return named[0]
        return None

    def _around(
        self,
        acts: Sequence[Act],
        segments: Sequence[tuple[int, str]],
        place: int,
        claim: Claim,
        *,
        likened: bool,
        index: int,
    ) -> list[Act]:
        """Return named acts of other clauses of the sentence that may be the same event."""
        counted = self._is_counted(claim, index, segments[place][0])
        return [
            a
            for a in acts
            if a.force
            and segment_of(segments, a.at) != place
            and (
                likened
                or not is_sealed(self.lexicon, segments, place, segment_of(segments, a.at))
                or (counted and segment_of(segments, a.at) == place + 1 and self._is_timed_after(segments, place + 1))
            )
            and self._may_act_on(a, claim)
            and (a.declared or not is_parted(segments, place, segment_of(segments, a.at)))
            and not (a.relation == "agent" and self._has_own_victims(segments[segment_of(segments, a.at)][0], a, index))
        ]

    def _is_counted(self, claim: Claim, index: int, start: int) -> bool:
        """Return True for "received 143 bodies", "counted 60 dead": the clause tells of who found them, and of no deed."""
        words = self.lexicon.words
        near = [t.lower for t in self.reader.phrases(index).tokens if start <= t.start < claim.span[0] + OWN_WORDS]
        found = bool(words.finding.intersection(near))
        return found and bool(
            words.found_dead.intersection(claim.quote.casefold().split()) or words.found_dead & set(near)
        )

    def _is_timed_after(self, segments: Sequence[tuple[int, str]], place: int) -> bool:
        """Return True where a clause opens with "after" behind a stretch of time: "a day AFTER X attacked the town"."""
        start = segments[place][0]
        tokens = self.reader.phrases(self.reader.sentence_at(start)).tokens
        return any(t.start == start and t.lower in self.lexicon.words.time_turns for t in tokens)

    def _has_own_victims(self, start: int, act: Act, index: int) -> bool:
        """Return True for "before they were shot dead by X": the clause of a passive tells who suffered there."""
        tokens = [t for t in self.reader.phrases(index).tokens if start <= t.start < act.at]
        pronouns = self.reader.lexicon.grammar.pronouns_body | self.reader.lexicon.grammar.pronouns_person
        return any(
            t.lower in self.reader.lexicon.passive and tokens[i - 1].lower in pronouns
            for i, t in enumerate(tokens)
            if i
        )

    def _may_act_on(self, act: Act, claim: Claim) -> bool:
        """Return False where the victims are the force itself, or where a perpetrator's own death is not laid to its side."""
        force = act.force
        if force is None:
            return False
        if act.relation in {"responsibility", "blame", "disowned"} and act.at > claim.span[1] + 400:
            return False
        if act.relation == "responsibility" and self.deeds.word_of(act) in self.lexicon.words.avenging:
            return False  # "X said the bombs avenged NAME": whom they avenged, X has not killed
        if force.kind is None and force.name.casefold() in claim.quote.casefold():
            return False
        if claim.harm == "killed" and self.deeds.word_of(act) in self.lexicon.words.releasing:
            return False  # who lets prisoners go has not killed the others
        if claim.harm in {"killed", "injured"} and self.deeds.word_of(act) in self.lexicon.words.holding:
            return False  # "the hostages held by X died": not of its holding them
        if claim.harm != "detained" and self.deeds.word_of(act) in self.lexicon.words.arresting:
            return False  # who arrests the suspects of a murder has not done it
        if act.relation in {"modifier", "doer"} and force.kind == "non_state_armed" and self._is_fighter(claim):
            return False
        if act.relation == "opponent" and force.kind not in STATE_KINDS and self._are_foes(claim):
            return False
        if act.relation != "agent" and self.deeds.sides.is_namesake(force, claim):
            return False
        told = act.relation in _NOUNS or (
            act.relation in _DEEDS and self.deeds.is_told_before(act, claim, self.reader.sentence_at(claim.span[0]))
        )
        if act.relation != "agent" and told and self.deeds.sides.speaks_itself(force, claim):
            return False
        return not (force.span[0] >= claim.span[0] and force.span[1] <= claim.span[1])

    def _are_foes(self, claim: Claim) -> bool:
        """Return True for fighters of no named side, who in a clash with a group are the group's: "20 of the attackers"."""
        return self._is_fighter(claim) and not self.reader.spots_within(claim.span)

    def _is_fighter(self, claim: Claim) -> bool:
        """Return True for victims called militants, rebels, attackers: an attack of a group is not what kills its own."""
        words = claim.quote.casefold().split()
        return claim.who.status == "combatant" and any(w in self.lexicon.words.fighters for w in words)
