"""By whose hand each claim of a document is: the act in its own clause, else in its sentence, else inherited or claimed later.

Guide, section 3, ``by``: the alleged perpetrator, shortest name in the text; anonymous attackers are nobody.
"""

import bisect
from collections.abc import Sequence

from tollbook.extract.belligerents.after import After
from tollbook.extract.belligerents.antecedents import Antecedents
from tollbook.extract.belligerents.before import Before
from tollbook.extract.belligerents.blame import Blame, Earlier
from tollbook.extract.belligerents.deeds import CASUAL, Deeds
from tollbook.extract.belligerents.scene import Force
from tollbook.extract.belligerents.within import Within
from tollbook.extract.speakers.document import Reader
from tollbook.model.claim import Claim

SO_FAR = 40  # letters from a number to "so far", which makes it the toll of the event in view


class Accuser:
    """Finds the belligerents of claims in one document: within their sentence, before it, after it."""

    def __init__(self, reader: Reader, language: str, claims: Sequence[Claim]) -> None:
        self.deeds = Deeds(reader, language, claims)
        self.reader = reader
        self.lexicon = self.deeds.lexicon
        self.within = Within(self.deeds)
        self.before = Before(self.deeds)
        self.after = After(self.deeds)
        self.antecedents = Antecedents(self.deeds)

    def blame_for(self, claim: Claim, earlier: Earlier) -> tuple[Blame, ...]:
        """Return whose hand ``claim`` is laid to; ``earlier`` holds those before it by sentence."""
        index = self.reader.sentence_at(claim.span[0])
        if claim.count.high == 0 and claim.stance != "denied":
            return ()  # nobody harmed, nobody's hand
        if self.deeds.sides.counts_own_dead(claim, index):
            return ()
        if self.deeds.sides.is_loss(claim, index):
            is_told = claim.scope == "incident" and claim.harm in CASUAL
            return self.before.inherited(claim, index, earlier) if is_told else ()
        if self._is_by_others(claim, index):
            return ()
        own, closed = self.within.find(claim, index)
        if own:
            return self._claimed_by_another(claim, index, own) or own
        if claim.count.high == 0 or claim.harm not in CASUAL:
            return ()
        whole = self.before.of_whole(claim, index, earlier)
        if whole:
            return whole
        if claim.harm == "detained" and self._is_arrest(index):
            return ()  # who is arrested after a bombing was not arrested by the bombers
        if not closed and self._continues(claim, index):
            inherited = self.before.inherited(claim, index, earlier)
            if inherited:
                return inherited
        one = claim.scope != "cumulative" or self._is_of_one_event(claim, index)
        return self.after.find(claim, index) if one else ()

    def is_anonymous(self, claim: Claim) -> bool:
        """Return True where the claim's sentence tells of attackers without a name: "men on motorcycles attacked"."""
        return any(a.relation == "anonymous" for a in self.deeds.acts(self.reader.sentence_at(claim.span[0])))

    def _is_so_far(self, claim: Claim, index: int) -> bool:
        """Return True for "so far 25 bodies", "20 dead so far"."""
        tokens = self.reader.phrases(index).tokens
        behind = " ".join(t.lower for t in tokens if t.start >= claim.span[1])[:SO_FAR]
        opening = " ".join(t.lower for t in tokens[:2])
        return any(phrase in behind or opening == phrase for phrase in self.lexicon.words.so_far)

    def _is_of_one_event(self, claim: Claim, index: int) -> bool:
        """Return True where a running total is that of the event in view: "so far" beside it, "the dead in Saturday's blasts"."""
        return self._is_so_far(claim, index) or any(
            a.force is None and a.relation == "noun" and a.opening == "definite" for a in self.deeds.acts(index)
        )

    def _is_by_others(self, claim: Claim, index: int) -> bool:
        """Return True for "... and 75 by other parties": the words behind the number say by whom, and name nobody."""
        if " " in claim.quote:
            return False
        tokens = self.reader.phrases(index).tokens
        behind = bisect.bisect_left(tokens, claim.span[1], key=lambda t: t.start)
        if behind >= len(tokens) or tokens[behind].lower not in self.lexicon.words.agent:
            return False
        return not any(a.force and a.token in (behind - 1, behind + 1, behind + 2) for a in self.deeds.acts(index))

    def _is_arrest(self, index: int) -> bool:
        """Return True where the sentence speaks of arrests, not of abductions."""
        words = self.lexicon.words
        lows = {t.lower for t in self.reader.phrases(index).tokens}
        return bool(lows & words.arresting) and not lows & words.abducting

    def _claimed_by_another(self, claim: Claim, index: int, own: tuple[Blame, ...]) -> tuple[Blame, ...]:
        """Return who claims beside this sentence what it only blames on somebody, or who its nameless band is: a claim outweighs a charge."""
        if claim.harm == "detained" and self._is_arrest(index):
            return ()  # the police who hold suspects are not the group that claims the deed
        states = self.lexicon.words.state_forces
        is_vague = all(self._is_common(b.force) and not b.declared for b in own) and claim.scope == "incident"
        if any(b.relation != "blame" for b in own) and not is_vague:
            return ()
        if not is_vague:
            before = self.before.declared(claim, index)
            if before:
                return before
        later = self.after.find(claim, index)
        is_band = is_vague and all(b.force.name.casefold() not in states for b in own)
        if not is_band and is_vague:
            later = tuple(b for b in later if b.force.kind != "non_state_armed")  # police are no band that has a name
        is_named = is_band and all(b.relation == "blame" and b.force.kind == "non_state_armed" for b in later)
        return later if is_named or any(b.declared for b in later) else ()

    def _is_common(self, force: Force) -> bool:
        """Return True for "rebels", "Armed militants": a common noun, small but where it opens its sentence; "Kurdish militants" say more."""
        if force.kind is not None or not force.name[1:].islower():
            return False
        words, first = self.lexicon.words, force.name.casefold().split()[0]
        return force.name[:1].islower() or first in (words.forces | words.force_qualities) - words.always_large

    def _continues(self, claim: Claim, index: int) -> bool:
        """Return True when the sentence may go on about an event named before: totals only with "the attacks" or in a list."""
        if claim.scope == "incident" or claim.harm == "detained" or self.deeds.is_bulletin(index):
            return True
        if self._is_so_far(claim, index):
            return True
        acts = self.deeds.acts(index)
        if claim.scope == "period" and not acts:
            return True
        return any(a.force is None and a.opening in {"definite", "likened"} for a in acts)
