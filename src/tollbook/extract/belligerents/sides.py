"""Whose dead the victims are: a force is not blamed for its own, and a side's losses in its own words name no killer.

Knows a claim, a force and who speaks; which act is whose is ``document``'s matter.
"""

from itertools import pairwise

from tollbook.extract.belligerents.scene import Force
from tollbook.extract.speakers.document import Reader
from tollbook.model.claim import Claim
from tollbook.vocab.belligerents import Belligerents

STEM = 4  # letters of a name that must be in the victims' phrase to tell them as its side
LOSS = 3  # tokens from "lost" to what was lost
OWN_DEAD = 6  # tokens from "own dead" to their number
RETREAT = 10  # tokens from "fled" to those left behind
STATE_KINDS = {"state", "state_force", "demonym"}
_PERPETRATORS = {"attackers"}


class Sides:
    """Tells the side of a claim's victims from their words, the speaker and the claim before."""

    def __init__(self, reader: Reader, lexicon: Belligerents) -> None:
        self.reader = reader
        self.lexicon = lexicon

    def is_loss(self, claim: Claim, index: int) -> bool:
        """Return True for "the army lost nine men", "fled, leaving 20 dead": the victims' own side is the subject."""
        words = self.lexicon.words
        before = [t.lower for t in self.reader.phrases(index).tokens if t.start < claim.span[0]]
        left = any(low in words.leaving for low in before[-LOSS:])
        if left and any(low in words.retreating for low in before[-RETREAT:]):
            return True
        before = before[-LOSS:]
        return any(low in self.lexicon.words.losing for low in before)

    def counts_own_dead(self, claim: Claim, index: int) -> bool:
        """Return True for "put the country's own dead at 250": a side counts its dead, whoever was told of before."""
        words = self.lexicon.words
        near = [t.lower for t in self.reader.phrases(index).tokens if t.start < claim.span[0]][-OWN_DEAD:]
        return any(one in words.very_own and two in words.own_dead for one, two in pairwise(near))

    def tells_own(self, claim: Claim) -> bool:
        """Return True for "three of its fighters": a side tells of its own dead, whose killer is named beside them or not at all."""
        words, quote = self.lexicon.words, set(claim.quote.casefold().split())
        return bool(quote & words.own) and bool(quote & words.own_people)

    def is_of_old(self, claim: Claim) -> bool:
        """Return True for "last year", "two weeks ago": a time of the claim's own far from the event in view."""
        own = claim.when if claim.when is not None and not claim.when.inherited else None
        return own is not None and any(w in self.lexicon.words.old_times for w in own.quote.casefold().split())

    def speaks_itself(self, force: Force, claim: Claim) -> bool:
        """Return True where the force, or its command, is the one who tells of these soldiers: they are its own dead."""
        if claim.who.status != "security":
            return False
        stem = force.name.casefold().removesuffix("'s")[:STEM]
        speakers = " ".join(s.name.casefold() for s in self.reader.chain_for(claim.span)[:1])
        return len(stem) == STEM and f" {stem}" in f" {speakers}"

    def tells_of_foes(self, force: Force, claim: Claim) -> bool:
        """Return True where the force itself tells of civilians killed: another's deed, when no word here says that it is its own."""
        if claim.who.status not in {"civilian", "unknown"} or force.kind not in STATE_KINDS:
            return False
        stem = force.name.casefold().removesuffix("'s")[:STEM]
        first = next((s.name.casefold() for s in self.reader.chain_for(claim.span)[:1]), "")
        is_state = len(first.split()) == 1  # "India says", not "Indian police said"
        return len(stem) == STEM and is_state and first.startswith(stem)

    def is_namesake(self, force: Force, claim: Claim) -> bool:
        """Return True for "seven rebels" beside "Communist rebels": fighters called as the force is are its own."""
        noun = force.name.casefold().rsplit(" ", 1)[-1]
        return noun in self.lexicon.words.irregulars and noun in claim.quote.casefold().split()

    def _is_named_within(self, force: Force, claim: Claim) -> bool:
        """Return True for "three SDF fighters" of the Syrian Democratic Forces: one actor under another of its names."""
        return force.actor is not None and any(s.value == force.actor for s in self.reader.spots_within(claim.span))

    def strikes_back(self, force: Force, other: Claim, claim: Claim) -> bool:
        """Return True for "security forces killed 19 militants. Three soldiers also died": soldiers are not their own forces' dead."""
        words = self.lexicon.words
        speakers = {w for s in self.reader.chain_for(claim.span)[:1] for w in s.name.casefold().split()}
        is_state = (
            force.kind in STATE_KINDS or force.name.casefold() in words.state_forces or speakers & words.state_forces
        )
        is_foe = other.who.status == "combatant" and claim.who.status == "security"
        named = set(claim.quote.casefold().split()) & (words.state_forces | words.own_people)
        return bool(is_state and is_foe and named) and not self.reader.spots_within(claim.span)

    def is_own_side(self, force: Force, claim: Claim) -> bool:
        """Return True when the victims are of the force's side: its name in their phrase, or fighters of a fighting group."""
        quote = claim.quote.casefold()
        stem = force.name.casefold().rstrip("s")
        if self.is_namesake(force, claim) or self.speaks_itself(force, claim) or self._is_named_within(force, claim):
            return True
        if len(stem) >= STEM and (stem in quote or stem[: max(STEM, len(stem) - 2)] in quote):
            return True
        if claim.who.status == "combatant":
            named = set(quote.split()) & self.lexicon.words.fighters or " " not in quote
            is_theirs = force.kind == "non_state_armed" and named and not self.reader.spots_within(claim.span)
            return bool(is_theirs) or (
                force.kind is None and force.name.casefold() not in quote and claim.who.group in _PERPETRATORS
            )
        return (
            claim.who.status == "security"
            and force.kind is None
            and force.name.casefold() in self.lexicon.words.forces & self.lexicon.words.state_forces
        )
