"""By whose hand a claim is by the sentences before it: the blame of their claims, or an act of the event told there."""

import msgspec

from tollbook.extract.belligerents.blame import Blame, Earlier, blames_of
from tollbook.extract.belligerents.deeds import PERPETRATORS, Deeds
from tollbook.extract.belligerents.scene import Act
from tollbook.extract.places.roles import says_everywhere
from tollbook.extract.sentences.turns import answered_from
from tollbook.model.claim import Claim

REACH = 4  # sentences a belligerent is inherited over
LINES = 40  # lines of a list under one heading
_AFAR = {"air", "fire"}
_UNLIKE = {"air", "bomb"}  # families of acts that are never one event with each other


class Before:
    """Carries the blame of earlier sentences on to a claim."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds
        self.reader = deeds.reader
        self.lexicon = deeds.lexicon
        self._turns: dict[int, int | None] = {}

    def inherited(self, claim: Claim, index: int, earlier: Earlier) -> tuple[Blame, ...]:
        """Return the blame that the sentences before ``index`` leave to ``claim``; empty where this one sets out anew."""
        if self.deeds.is_fresh(index) or claim.who.group in PERPETRATORS or self.deeds.sides.is_of_old(claim):
            return ()
        if says_everywhere(self.reader.phrases(index).tokens, self.deeds.places):
            return ()
        reach = LINES if self.deeds.is_bulletin(index) else REACH
        for back in range(index - 1, max(-1, index - 1 - reach), -1):
            known = earlier.get(back)
            answering = self._answering(back) if known else None
            if answering is not None:
                return self._fitting(blames_of(answering[-1:], claim, answering), claim) if answering else ()
            if known:
                other, blames = next(((o, b) for o, b in reversed(known) if b), (claim, ()))
                total = other.scope == "cumulative" and any(
                    a.opening in {"bare", "indefinite"} for a in self.deeds.acts(index)
                )
                if other.stance == "denied" or (
                    claim.scope == "period" and other.scope == "incident" and not self._points_back(index)
                ):
                    return ()
                if total or self._is_other_event(blames, index) or self._is_other_means(claim, other):
                    return ()
                return self._fitting(
                    tuple(b for b in blames if not self.deeds.sides.strikes_back(b.force, other, claim)), claim
                )
            named = [
                a
                for a in self.deeds.acts(back)
                if a.force and a.relation != "disowned" and self._carries(a, back, claim)
            ]
            named = [a for a in named if a.force and not self.deeds.sides.is_own_side(a.force, claim)]
            if named:
                return self._fitting(blames_of(named[-1:], claim, named), claim)
        return ()

    def declared(self, claim: Claim, index: int) -> tuple[Blame, ...]:
        """Return who claims the deed in the sentence before, where that counts nobody of its own."""
        if index == 0 or index - 1 in self.deeds.victims:
            return ()
        owned = [a for a in self.deeds.acts(index - 1) if a.force and a.declared and a.relation == "responsibility"]
        return self._fitting(blames_of(owned, claim, owned), claim) if owned else ()

    def of_whole(self, claim: Claim, index: int, earlier: Earlier) -> tuple[Blame, ...]:
        """Return the blame of the number that ``claim`` is part of: "ten of the victims died in a strike on ..."."""
        if claim.part_of is None or any(a.relation == "anonymous" for a in self.deeds.acts(index)):
            return ()
        for other, blames in earlier.get(self.deeds.sentence_of.get(claim.part_of, -1), ()):
            if other.id == claim.part_of:
                return self._fitting(blames, claim)
        return ()

    def _answering(self, index: int) -> list[Act] | None:
        """Return the acts that answer what the sentence counts: "X struck the camp after gunmen killed six"; None where none do."""
        if index not in self._turns:
            counts = (span[0] for span in self.deeds.victims.get(index, ()))
            self._turns[index] = answered_from(self.reader.phrases(index).tokens, counts, self.deeds.places.attach)
        turn = self._turns[index]
        return [a for a in self.deeds.acts(index) if a.force and a.at < turn] if turn is not None else None

    def _is_other_event(self, blames: tuple[Blame, ...], index: int) -> bool:
        """Return True where "the air strikes" of this sentence cannot be the shooting of the one before."""
        here = {a.family for a in self.deeds.acts(index) if a.force is None and a.opening == "definite" and a.family}
        there = {b.family for b in blames if b.family}
        return bool(here and there) and here <= _UNLIKE and there <= _UNLIKE and not here & there

    def _is_other_means(self, claim: Claim, other: Claim) -> bool:
        """Return True where one was shot or blown up and the other bombed from afar, each in words of its own."""
        if claim.means is None or other.means is None or claim.means.inherited:
            return False
        kinds = [self.lexicon.means.get(m.value) for m in (claim.means, other.means)]
        if None in kinds:
            return False  # "burned beyond recognition" may be of any deed
        return kinds[0] != kinds[1] and any(k in _AFAR for k in kinds) and not all(k in _AFAR for k in kinds)

    def _points_back(self, index: int) -> bool:
        """Return True where the sentence speaks of "the strikes", "similar attacks" told before, or is a line of a list."""
        acts = self.deeds.acts(index)
        return self.deeds.is_bulletin(index) or any(
            a.force is None and a.opening in {"definite", "likened"} for a in acts
        )

    def _carries(self, act: Act, index: int, claim: Claim) -> bool:
        """Return False for deeds of custody ("captured the town"), which say nothing of the dead of another sentence."""
        return claim.harm == "detained" or self.deeds.scene(index).lower(act.token) not in self.lexicon.words.custody

    def _fitting(self, blames: tuple[Blame, ...], claim: Claim) -> tuple[Blame, ...]:
        return tuple(
            msgspec.structs.replace(b, inherited=True)
            for b in blames
            if not self.deeds.sides.is_own_side(b.force, claim) and not self.deeds.sides.tells_of_foes(b.force, claim)
        )
