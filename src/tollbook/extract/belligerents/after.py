"""By whose hand a claim is by the sentences after it: who claims the deed there, is blamed for it, or is told to have done it."""

from collections.abc import Sequence

import msgspec

from tollbook.extract.belligerents.blame import Blame, blames_of
from tollbook.extract.belligerents.deeds import PERPETRATORS, Deeds
from tollbook.extract.belligerents.scene import Act, Force
from tollbook.model.claim import Claim
from tollbook.vocab.unions import union

PLANTED = 7  # tokens from "the bomb" to "planted by"
OTHERS = 7  # tokens from victims to "at the hands of"
HABIT = 4  # tokens before a verb in which "have often" makes it a habit
LATER = 3  # sentences after a claim in which responsibility may still be claimed


class After:
    """Finds who is made out to have done it in the sentences behind a claim."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds
        self.reader = deeds.reader
        self.lexicon = deeds.lexicon

    def find(self, claim: Claim, index: int) -> tuple[Blame, ...]:
        """Return who claims responsibility, or is blamed, in the sentences after the claim."""
        if claim.who.group in PERPETRATORS:
            return ()  # who claims the deed has not killed those who did it
        charged: tuple[Blame, ...] = ()
        for ahead in range(index + 1, min(len(self.reader.sentences), index + 1 + LATER)):
            if self.deeds.is_apart(ahead) or (self.deeds.is_on_another_day(claim, ahead) and not self._avenges(ahead)):
                return charged  # "in 2022 ... . The group said it had taken 400 soldiers prisoner on Saturday"
            if charged and ahead in self.deeds.victims:
                return charged  # who claims what is counted there claims another deed
            found = [a for a in self.deeds.acts(ahead) if a.force and a.relation in {"responsibility", "blame"}]
            found = [a for a in found if a.declared or not self._has_others(a, ahead)]
            if claim.scope == "period":  # several blows: who claims one of them has not claimed all
                found = [a for a in found if (self._owns_all if a.declared else self._blames_all)(a, ahead)]
            owned = self._owned_later(ahead, index) if claim.scope != "period" else []
            found = [a for a in found if a.declared] or found or owned
            found = [a for a in found if a.force and a.force.kind not in {None, "unknown"}] or found
            blames = tuple(b for b in _carried(found or self._told_later(ahead), claim) if not self._is_own(b, claim))
            if any(b.declared for b in blames):
                return blames
            charged = charged or blames or self._denied(ahead, claim)
            if found and not blames:
                return charged
            if self.deeds.is_fresh(ahead):
                return charged
        return charged

    def _avenges(self, index: int) -> bool:
        """Return True for "X said the bombs avenged NAME, killed in May": who is counted there died of an older deed."""
        return any(a.declared and self.deeds.word_of(a) in self.lexicon.words.avenging for a in self.deeds.acts(index))

    def _is_own(self, blame: Blame, claim: Claim) -> bool:
        """Return True where the force's own people are the victims."""
        named = blame.force.name.casefold() in claim.quote.casefold()
        return named or self.deeds.sides.is_own_side(blame.force, claim)

    def _denied(self, index: int, claim: Claim) -> tuple[Blame, ...]:
        """Return who rejects the charge in a sentence that counts nobody: the one who was charged. Denying responsibility is no sign of it."""
        if index in self.deeds.victims:
            return ()
        scene, burden = self.deeds.scene(index), self.lexicon.words.responsibility
        denied = [a for a in self.deeds.acts(index) if a.relation == "disowned" and scene.lower(a.token) not in burden]
        return tuple(b for b in _carried(denied, claim) if not self._is_own(b, claim))

    def _owns_all(self, act: Act, index: int) -> bool:
        """Return True for "claimed responsibility for the suicide attacks", "was behind them": no single deed is named."""
        near = self.reader.phrases(index).tokens[max(0, act.token - HABIT) : act.token + OTHERS]
        plural = tuple(self.reader.lexicon.plural_endings)
        told = [t.lower for t in near if t.lower in self.deeds.families]
        return not told or any(low.endswith(plural) for low in told)

    def _blames_all(self, act: Act, index: int) -> bool:
        """Return True for "ministers blamed X.": a charge that names no single deed is one for all of them."""
        return act.force is not None and self.deeds.scene(index).lower(act.force.last) in {"", ".", ";"}

    def _has_others(self, act: Act, index: int) -> bool:
        """Return True for "29 died at the hands of X": the charge is told of others, counted right before it."""
        tokens = self.reader.phrases(index).tokens
        near = range(tokens[max(0, act.token - OTHERS)].start, act.at)
        return any(end in near for _, end in self.deeds.victims.get(index, ()))

    def _owned_later(self, index: int, told: int) -> list[Act]:
        """Return the acts of "X said it had carried out the bombings": a group's own words about the event of sentence ``told``.

        "Attacked the mall" speaks of it too, where that sentence names the mall.
        """
        if index in self.deeds.victims:
            return []
        owned = [a for a in self.deeds.acts(index) if a.relation == "self" and a.force]
        if not owned:
            return []
        tokens, words, scene = self.reader.phrases(index).tokens, self.lexicon.words, self.deeds.scene(index)
        struck = [a for a in owned if index == told + 1 and scene.lower(a.token) in words.hostile - words.custody]
        if any({"had"} & set(scene.lowers[max(0, a.token - HABIT) : a.token]) for a in struck):
            return struck  # "X said it had struck a meeting of commanders", right behind a toll
        named = {t.lower for t in self.reader.phrases(told).tokens if len(t.text) > LATER and t.text.isalpha()}
        return [
            a
            for a in owned
            if any(
                t.lower in words.definite and later.lower in self.deeds.families.keys() | named
                for t, later in zip(
                    tokens[a.token : a.token + LATER + 2], tokens[a.token + 1 : a.token + LATER + 3], strict=False
                )
            )
        ]

    def _told_later(self, index: int) -> list[Act]:
        """Return the agents of "The strike was carried out by X", a sentence that itself counts nobody."""
        if index in self.deeds.victims:
            return []
        acts = self.deeds.acts(index)
        definite = any(
            a.force is None and a.token <= 2 and a.opening == "definite" for a in acts
        )  # "The (drone) strike ..."
        told = [a for a in acts if a.force and a.relation == "agent"]
        if told and any(t.lower in self.reader.lexicon.perfect for t in self.reader.phrases(index).tokens):
            return told  # the pluperfect behind the toll gives its cause: "Shells fired by X had fallen short"
        planted = [a for a in acts if a.force and a.relation == "agent" and self._names_device(index, a.token)]
        if planted:
            return planted
        opens = self.deeds.scene(index).lower(0) in union(
            self.reader.lexicon.grammar.pronouns_body, self.reader.lexicon.grammar.pronouns_person
        )
        passive = opens and bool(self._passives(index))  # "They had been shot by X"
        if definite or passive:
            return told
        return [a for a in acts if a.force and a.relation == "subject" and self._is_deed(index, a, a.force)]

    def _is_deed(self, index: int, act: Act, force: Force) -> bool:
        """Return True for "Members of X fired at the crowd": a band's deed told behind its toll, not what it does time and again.

        Of a state's forces only what is done to a town counts: the rest is as often their answer to the toll.
        """
        scene, words = self.deeds.scene(index), self.lexicon.words
        is_band = force.kind == "non_state_armed" or (
            force.kind in {None, "unknown"}
            and force.name.casefold() not in words.state_forces
            and set(scene.lowers[max(0, force.first - 1) : force.last + 1]) & words.group_nouns
        )
        deed, before = scene.lower(act.token), scene.lowers[max(0, act.token - HABIT) : act.token]
        habit = set(before) & (words.usual | {"have", "has"} | words.own)
        answers = set(scene.lowers) & (words.reprisals | words.old_times | words.answering | words.disowning)
        is_told = deed in words.lethal - words.custody if is_band else deed in words.bombarding
        return is_told and not habit and not answers

    def _names_device(self, index: int, token: int) -> bool:
        """Return True where "the bomb", "the attack" is the subject of the passive at ``token``."""
        scene, words = self.deeds.scene(index), self.lexicon.words
        near = range(max(1, token - PLANTED), token)
        return any(scene.lower(i) in words.devices and scene.lower(i - 1) in words.definite for i in near)

    def _passives(self, index: int) -> bool:
        """Return True where the first verb of the sentence is a passive: "He was", "They had been"."""
        lexicon = self.reader.lexicon
        return any(self.deeds.scene(index).lower(i) in lexicon.passive for i in (1, 2))


def _carried(acts: Sequence[Act], claim: Claim) -> tuple[Blame, ...]:
    """Return the blame of acts of another sentence, none where there are none."""
    blames = blames_of(acts, claim, acts) if acts else ()
    return tuple(msgspec.structs.replace(b, inherited=True) for b in blames)
