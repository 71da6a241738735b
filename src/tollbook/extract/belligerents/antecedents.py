"""Who "the rebels", "the soldiers" are: a force called by a noun alone is led back to the name the report gives such a force.

Only where the report names one such force around there; where it names two, or none with that noun, the words stay as they are.
"""

import msgspec

from tollbook.extract.belligerents.blame import Blame
from tollbook.extract.belligerents.deeds import Deeds
from tollbook.extract.belligerents.names import forces_of
from tollbook.extract.belligerents.scene import STATES, Force, Scene, before_determiners
from tollbook.model.claim import Claim

BACK = 8  # sentences back in which "the rebels" were named
AHEAD = 2  # sentences ahead that name those of a headline or a lead
HEAD_LINES = 2  # lines between a headline and what goes into its lead
TROOPS_BACK = 5  # sentences back in which "the soldiers" were somebody's
STEM = 4  # letters that make two names one ("Israel", "Israeli")
TIED = 2  # qualities between a name and the noun it bears ("PKK separatist guerrillas")
_GROUPS = frozenset({"non_state_armed", "unknown"})
_SIDES = STATES | {"state_force", "coalition"}


class Antecedents:
    """Leads the nouns of one document's hands back to names; reads a sentence for them only where a noun asks for it."""

    def __init__(self, deeds: Deeds) -> None:
        self.deeds = deeds
        self.words = deeds.lexicon.words
        self._groups: dict[int, list[Force]] = {}
        self._troops: dict[int, list[Force]] = {}

    def named(self, blames: tuple[Blame, ...], claim: Claim) -> tuple[Blame, ...]:
        """Return ``blames`` with forces called by a noun alone replaced by the one name the report gives them."""
        if all(b.force.kind is not None for b in blames):
            return blames
        found = []
        for blame in blames:
            force = self._meant(blame.force) if blame.force.kind is None else None
            known = force is not None and not self.deeds.sides.is_own_side(force, claim)
            found.append(msgspec.structs.replace(blame, force=force, inherited=True) if force and known else blame)
        return tuple(found)

    def _meant(self, force: Force) -> Force | None:
        noun = force.name.casefold().rsplit(" ", 1)[-1]
        index = self.deeds.reader.sentence_at(force.span[0])
        scene = self.deeds.scene(index)
        if noun in self.words.armed_men:
            return self._group(force, index, scene)
        alone = not any(c.isupper() for c in force.name[1:])
        return self._side(force, index) if noun in self.words.troops and alone else None

    def _group(self, force: Force, index: int, scene: Scene) -> Force | None:
        """Return the group of "the rebels" named before, or of a headline's "Kurdish rebels" named right behind."""
        before = [
            f for i in range(max(0, index - BACK), index + 1) for f in self._groups_in(i) if f.span[1] <= force.span[0]
        ]
        if scene.lower(force.first - 1) in self.words.definite:
            return (before[-1] if _is_one(before) else None) if before else self._described(force, index)
        near = [f for f in before if self.deeds.reader.sentence_at(f.span[0]) >= index - AHEAD]
        reach = AHEAD if index else AHEAD + HEAD_LINES
        ahead = range(index + 1, min(len(self.deeds.reader.sentences), index + 1 + reach))
        after = [f for i in ahead for f in self._groups_in(i)]
        around = [*near, *after]
        return (near[-1] if near else after[0]) if around and _is_one(around) else None

    def _described(self, force: Force, index: int) -> Force | None:
        """Return the rebels told of before in more words: "the guerrillas" are "Moslem rebels" where the report names no group."""
        if any(c.isupper() for c in force.name):
            return None
        told = [
            f
            for i in range(max(0, index - BACK), index + 1)
            for f in forces_of(self.deeds.scene(i))
            if f.span[1] <= force.span[0] and self._is_described(f)
        ]
        return told[-1] if told and len({f.name.split()[0] for f in told}) == 1 else None

    def _is_described(self, force: Force) -> bool:
        words = force.name.split()
        is_armed = force.kind is None and words[-1].casefold() in self.words.armed_men
        qualities = [w for w in words[:-1] if w.casefold() not in self.words.plain_qualities]
        return is_armed and bool(qualities) and words[0] == qualities[0] and words[0][0].isupper()

    def _side(self, force: Force, index: int) -> Force | None:
        """Return whose "the soldiers" are: the one side whose troops were told of just before."""
        before = [
            f
            for i in range(max(0, index - TROOPS_BACK), index + 1)
            for f in self._troops_in(i)
            if f.span[1] <= force.span[0]
        ]
        return before[-1] if before and _is_one(before) else None

    def _groups_in(self, index: int) -> list[Force]:
        """Return the groups of sentence ``index`` that bear a noun of fighters: "PKK guerrillas", "rebels of the RUF"."""
        if index not in self._groups:
            scene = self.deeds.scene(index)
            self._groups[index] = [
                f for f in forces_of(scene) if f.kind in _GROUPS and (self._bears(scene, f) or self._is_of(scene, f))
            ]
        return self._groups[index]

    def _troops_in(self, index: int) -> list[Force]:
        """Return whose troops are told of in sentence ``index``, with the noun: "Turkish troops", "Algerian security forces"."""
        if index not in self._troops:
            scene = self.deeds.scene(index)
            found = ((f, self._troops_of(scene, f)) for f in forces_of(scene) if f.kind in _SIDES)
            self._troops[index] = [_up_to(scene, f, noun) for f, noun in found if noun is not None]
        return self._troops[index]

    def _troops_of(self, scene: Scene, force: Force) -> int | None:
        behind = force.last
        while scene.lower(behind) in self.words.force_qualities - self.words.troops and behind - force.last < TIED:
            behind += 1
        return next((i for i in range(force.first, behind + 1) if scene.lower(i) in self.words.troops), None)

    def _bears(self, scene: Scene, force: Force) -> bool:
        behind = force.last
        while scene.lower(behind) in self.words.force_qualities - self.words.armed_men and behind - force.last < TIED:
            behind += 1
        return bool({scene.lower(behind), scene.lower(force.last - 1)} & self.words.armed_men)

    def _is_of(self, scene: Scene, force: Force) -> bool:
        """Return True for "rebels of the RUF", "the rebel group Shining Path"."""
        lead = before_determiners(scene, force.first)
        is_of = scene.lower(lead - 1) in self.words.strong_links and scene.lower(lead - 2) in self.words.armed_men
        is_called = scene.lower(force.first - 1) in self.words.group_nouns and force.first == lead
        return is_of or is_called


def _up_to(scene: Scene, force: Force, noun: int) -> Force:
    span = (force.span[0], scene.phrases.tokens[noun].end)
    return msgspec.structs.replace(force, name=scene.phrases.text[span[0] : span[1]], span=span)


def _is_one(forces: list[Force]) -> bool:
    """Return True where all are one actor, by id or by how their names begin."""
    return len({f.actor or f.name.casefold()[:STEM] for f in forces}) == 1
