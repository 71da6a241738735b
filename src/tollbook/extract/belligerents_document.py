"""By whose hand each claim of a document is: the act in its own clause, else in its sentence, else inherited or claimed later.

Guide, section 3, ``by``: the alleged perpetrator, shortest name in the text; anonymous attackers are nobody.
"""

import bisect
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.extract.attach_place_roles import says_everywhere
from tollbook.extract.attribution_document import Reader
from tollbook.extract.belligerents import acts_of
from tollbook.extract.belligerents_names import forces_of
from tollbook.extract.belligerents_scene import Act, Force, Scene, scene_of
from tollbook.extract.belligerents_sides import STATE_KINDS, Sides
from tollbook.extract.turns import answered_from
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.vocab.belligerents import act_families, belligerents
from tollbook.vocab.places import load_place_words
from tollbook.vocab.unions import union

REACH = 4  # sentences a belligerent is inherited over
BULLETIN = 24  # tokens in a line of a list
SO_FAR = 40  # letters from a number to "so far", which makes it the toll of the event in view
CARRIED = 5  # tokens from ", killing" to its number
PLANTED = 7  # tokens from "the bomb" to "planted by"
OTHERS = 7  # tokens from victims to "at the hands of"
LATER = 3  # sentences after a claim in which responsibility may still be claimed
_CASUAL = {"killed", "injured", "missing", "detained"}
_APART = "days after"  # opens a clause about another time
_AFTER_THE_FACT = {"responsibility", "blame", "disowned"}
_PERPETRATORS = {"attackers"}
_AFAR = {"air", "fire"}
_DEEDS = {"self", "subject"}
_NOUNS = {"modifier", "doer", "opponent"}
_UNLIKE = {"air", "bomb"}  # families of acts that are never one event with each other


class Blame(msgspec.Struct, frozen=True):
    """Whose hand a claim's words give, and whether that was taken from another sentence."""

    force: Force
    relation: str
    inherited: bool = False
    declared: bool = False
    family: str | None = None


Earlier = Mapping[int, Sequence[tuple[Claim, tuple[Blame, ...]]]]


class Accuser:
    """Finds the belligerents of claims in one document; sentences are read once each."""

    def __init__(self, reader: Reader, language: str, claims: Sequence[Claim]) -> None:
        lexicon = belligerents(language)
        assert lexicon is not None  # the caller asks only for languages that have the lexicon
        self.reader = reader
        self.lexicon = lexicon
        self.families = act_families(language)
        self.places = load_place_words(language)
        self.sides = Sides(reader, lexicon)
        self._victims: dict[int, list[Span]] = {}
        self._sentence_of: dict[str, int] = {}
        self._clauses: dict[int, list[tuple[int, str]]] = {}
        for claim in claims:
            self._sentence_of[claim.id] = index = reader.sentence_at(claim.span[0])
            self._victims.setdefault(index, []).append(claim.span)
        self._scenes: dict[int, Scene] = {}
        self._acts: dict[int, tuple[Act, ...]] = {}
        self._turns: dict[int, int | None] = {}

    def scene(self, index: int) -> Scene:
        """Return sentence ``index`` with the lexicon."""
        if index not in self._scenes:
            self._scenes[index] = self._read(index)[0]
        return self._scenes[index]

    def _read(self, index: int) -> tuple[Scene, tuple[Act, ...]]:
        """Return sentence ``index`` and the acts in it, read once in a document."""
        key, known = self.reader.key(index), self.reader.heard.acts
        if key not in known:
            scene = scene_of(self.reader.phrases(index), self.lexicon, self.families)
            known[key] = (scene, acts_of(scene))
        found: tuple[Scene, tuple[Act, ...]] = known[key]
        return found

    def acts(self, index: int) -> tuple[Act, ...]:
        """Return the acts of sentence ``index``."""
        if index not in self._acts:
            self._acts[index] = tuple(a for a in self._read(index)[1] if not self._is_victim(a, index))
        return self._acts[index]

    def _is_victim(self, act: Act, index: int) -> bool:
        """Return True for the subject of a verb that stands in a claim: "killed three rebels and wounded another"."""
        at = act.at if act.force is None else act.force.span[0]
        doubtful = act.relation == ("anonymous" if act.force is None else "subject")
        return doubtful and any(a <= at < b for a, b in self._victims.get(index, ()))

    def blame_for(self, claim: Claim, earlier: Earlier) -> tuple[Blame, ...]:
        """Return whose hand ``claim`` is laid to; ``earlier`` holds those before it by sentence."""
        index = self.reader.sentence_at(claim.span[0])
        if claim.count.high == 0 and claim.stance != "denied":
            return ()  # nobody harmed, nobody's hand
        if self.sides.is_loss(claim, index):
            is_told = claim.scope == "incident" and claim.harm in _CASUAL
            return self._inherited(claim, index, earlier) if is_told else ()
        if self._is_by_others(claim, index):
            return ()
        own, closed = self._in_sentence(claim, index)
        if own:
            return self._claimed_by_another(claim, index, own) or own
        if claim.count.high == 0 or claim.harm not in _CASUAL:
            return ()
        whole = self._of_whole(claim, index, earlier)
        if whole:
            return whole
        if claim.harm == "detained" and self._is_arrest(index):
            return ()  # who is arrested after a bombing was not arrested by the bombers
        if not closed and self._continues(claim, index):
            inherited = self._inherited(claim, index, earlier)
            if inherited:
                return inherited
        return self._claimed_later(claim, index) if claim.scope != "cumulative" else ()

    def _is_by_others(self, claim: Claim, index: int) -> bool:
        """Return True for "... and 75 by other parties": the words behind the number say by whom, and name nobody."""
        if " " in claim.quote:
            return False
        tokens = self.reader.phrases(index).tokens
        behind = bisect.bisect_left(tokens, claim.span[1], key=lambda t: t.start)
        if behind >= len(tokens) or tokens[behind].lower not in self.lexicon.words.agent:
            return False
        return not any(a.force and a.token in (behind - 1, behind + 1, behind + 2) for a in self.acts(index))

    def _is_arrest(self, index: int) -> bool:
        """Return True where the sentence speaks of arrests, not of abductions."""
        words = self.lexicon.words
        lows = {t.lower for t in self.reader.phrases(index).tokens}
        return bool(lows & words.arresting) and not lows & words.abducting

    def _claimed_by_another(self, claim: Claim, index: int, own: tuple[Blame, ...]) -> tuple[Blame, ...]:
        """Return who claims in the next sentences what this one only blames on somebody: a claim outweighs a charge."""
        is_vague = (
            all(b.force.kind is None and b.force.name.islower() and not b.declared for b in own)
            and claim.scope == "incident"
        )
        if any(b.relation != "blame" for b in own) and not is_vague:
            return ()
        later = self._claimed_later(claim, index)
        return later if any(b.declared for b in later) else ()

    def _is_told_before(self, act: Act, claim: Claim, index: int) -> bool:
        """Return True where a verb of saying parts the act from a side's own dead ("..., and X said three of its men died")."""
        low, high = sorted((act.at, claim.span[0]))
        return any(
            low < t.start < high and t.lower in self.reader.lexicon.speech for t in self.reader.phrases(index).tokens
        )

    def _of_whole(self, claim: Claim, index: int, earlier: Earlier) -> tuple[Blame, ...]:
        """Return the blame of the number that ``claim`` is part of: "ten of the victims died in a strike on ..."."""
        if claim.part_of is None or any(a.relation == "anonymous" for a in self.acts(index)):
            return ()
        for other, blames in earlier.get(self._sentence_of.get(claim.part_of, -1), ()):
            if other.id == claim.part_of:
                return self._fitting(blames, claim)
        return ()

    def _continues(self, claim: Claim, index: int) -> bool:
        """Return True when the sentence may go on about an event named before: totals only with "the attacks" or in a list."""
        if claim.scope == "incident" or claim.harm == "detained" or self._is_bulletin(index):
            return True
        behind = " ".join(t.lower for t in self.reader.phrases(index).tokens if t.start >= claim.span[1])
        if any(behind.find(phrase) in range(SO_FAR) for phrase in self.lexicon.words.so_far):
            return True
        acts = self.acts(index)
        if claim.scope == "period" and not acts:
            return True
        return any(a.force is None and a.opening in {"definite", "likened"} for a in acts)

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
            for a in self.acts(index - 1)
        )

    # -- in the claim's own sentence ------------------------------------------------------------------------------

    def _in_sentence(self, claim: Claim, index: int) -> tuple[tuple[Blame, ...], bool]:
        """Return the blame found in the sentence, and True where its words say that it is another, unnamed hand."""
        acts = [a for a in self.acts(index) if not _overlaps(a, claim.span)]
        segments = self._segments(index)
        place = _segment_of(segments, claim.span[0])
        own = [a for a in acts if _segment_of(segments, a.at) == place]
        if self.sides.tells_own(claim):
            acts = [a for a in acts if not self._is_told_before(a, claim, index)]
            own = [a for a in own if a in acts]
        named = [a for a in own if a.force and self._may_act_on(a, claim)]
        if named and self._is_carried(claim, index):
            named = [a for a in named if a.at < claim.span[0]] or named
        if named:
            return _blames(named, claim, acts), False
        nobody = [a for a in own if a.force is None]
        nobody = [a for a in nobody if a.relation != "mutual"] or nobody
        unnamed = any(_is_other(a) for a in nobody)
        likened = any(a.opening == "likened" for a in nobody)
        if any(a.relation == "pronoun" for a in nobody):
            meant = self._meant_by_pronoun(index, min(a.at for a in nobody if a.relation == "pronoun"))
            if meant and not self.sides.is_own_side(meant, claim):
                return (Blame(meant, "pronoun", inherited=True),), False
        around = self._around(acts, segments, place, claim, likened=likened, index=index)
        if unnamed and not likened:
            claimed = [a for a in around if a.relation in _AFTER_THE_FACT]
            return _blames(claimed, claim, acts) if claimed else (), not self._in_series(nobody, index)
        if around and claim.harm in _CASUAL:
            return _blames(around, claim, acts), False
        others = [
            a
            for a in acts
            if a.force is None and a not in own and not self._is_sealed(segments, place, _segment_of(segments, a.at))
        ]
        closed = (any(_is_other(a) for a in others) and not nobody) or self._is_between(nobody, index)
        return (), closed

    def _is_between(self, nobody: Sequence[Act], index: int) -> bool:
        """Return True for "fighting between A and B": both sides are named here, and neither is the perpetrator."""
        scene, words = self.scene(index), self.lexicon.words
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
                    for f in forces_of(self.scene(i))
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
        return [
            a
            for a in acts
            if a.force
            and _segment_of(segments, a.at) != place
            and (likened or not self._is_sealed(segments, place, _segment_of(segments, a.at)))
            and self._may_act_on(a, claim)
            and (a.declared or not self._is_parted(segments, place, _segment_of(segments, a.at)))
            and not (
                a.relation == "agent" and self._has_own_victims(segments[_segment_of(segments, a.at)][0], a, index)
            )
        ]

    def _has_own_victims(self, start: int, act: Act, index: int) -> bool:
        """Return True for "before they were shot dead by X": the clause of a passive tells who suffered there."""
        tokens = [t for t in self.reader.phrases(index).tokens if start <= t.start < act.at]
        pronouns = self.reader.lexicon.grammar.pronouns_body | self.reader.lexicon.grammar.pronouns_person
        return any(
            t.lower in self.reader.lexicon.passive and tokens[i - 1].lower in pronouns
            for i, t in enumerate(tokens)
            if i
        )

    def _segments(self, index: int) -> list[tuple[int, str]]:
        """Return the clauses of a sentence as (offset, word that opens it)."""
        if index not in self._clauses:
            self._clauses[index] = self._cut(index)
        return self._clauses[index]

    def _cut(self, index: int) -> list[tuple[int, str]]:
        words, tokens = self.lexicon.words, self.reader.phrases(index).tokens
        grammar = self.reader.lexicon.grammar
        found = [(tokens[0].start if tokens else 0, "")]
        for position, token in enumerate(tokens):
            ahead = tokens[position + 1].lower if position + 1 < len(tokens) else ""
            further = tokens[position + 2].lower if position + 2 < len(tokens) else ""
            if token.lower in grammar.both and ahead in grammar.relative and further in words.self_words:
                found.append((token.start, _APART))  # "said 17 soldiers died and that it had killed 100 rebels"
            elif token.lower in words.ending and position and tokens[position - 1].text == ",":
                found.append((token.start, _APART))  # "shot the gunman, ending a rampage that left nine dead"
            elif token.lower in words.reprisals and ahead in words.reprisal_for:
                found.append((token.start, _APART))  # "shelled the camp in reprisal for a bombing that killed two"
            elif token.text == ";" or (token.lower in words.boundaries and position > 0):
                if token.lower in words.sealed and tokens[position - 1].lower in self.reader.lexicon.passive:
                    continue  # "had been brought in after strikes"
                timed = token.lower in words.time_turns and tokens[position - 1].lower in words.time_units
                found.append((token.start, _APART if timed else token.lower))
        return found

    def _is_sealed(self, segments: Sequence[tuple[int, str]], first: int, second: int) -> bool:
        """Return True when a word of time or of totting up stands between two clauses: what is there is another event."""
        low, high = sorted((first, second))
        return any(segments[i][1] in self.lexicon.words.sealed | {_APART} for i in range(low + 1, high + 1))

    def _is_parted(self, segments: Sequence[tuple[int, str]], place: int, later: int) -> bool:
        """Return True when a semicolon stands before a later clause, which then tells of an event of its own."""
        return any(segments[i][1] == ";" for i in range(place + 1, later + 1))

    def _may_act_on(self, act: Act, claim: Claim) -> bool:
        """Return False where the victims are the force itself, or where a perpetrator's own death is not laid to its side."""
        force = act.force
        if force is None:
            return False
        if act.relation in {"responsibility", "blame", "disowned"} and act.at > claim.span[1] + 400:
            return False
        if force.kind is None and force.name.casefold() in claim.quote.casefold():
            return False
        if claim.harm == "killed" and self._word_of(act, force) in self.lexicon.words.releasing:
            return False  # who lets prisoners go has not killed the others
        if claim.harm in {"killed", "injured"} and self._word_of(act, force) in self.lexicon.words.holding:
            return False  # "the hostages held by X died": not of its holding them
        if claim.harm != "detained" and self._word_of(act, force) in self.lexicon.words.arresting:
            return False  # who arrests the suspects of a murder has not done it
        if act.relation in {"modifier", "doer"} and force.kind == "non_state_armed" and self._is_fighter(claim):
            return False
        if act.relation == "opponent" and force.kind not in STATE_KINDS and self._are_foes(claim):
            return False
        if act.relation != "agent" and self.sides.is_namesake(force, claim):
            return False
        told = act.relation in _NOUNS or (
            act.relation in _DEEDS and self._is_told_before(act, claim, self.reader.sentence_at(claim.span[0]))
        )
        if act.relation != "agent" and told and self.sides.speaks_itself(force, claim):
            return False
        return not (force.span[0] >= claim.span[0] and force.span[1] <= claim.span[1])

    def _are_foes(self, claim: Claim) -> bool:
        """Return True for fighters of no named side, who in a clash with a group are the group's: "20 of the attackers"."""
        return self._is_fighter(claim) and not self.reader.spots_within(claim.span)

    def _word_of(self, act: Act, force: Force) -> str:
        tokens = self.reader.phrases(self.reader.sentence_at(force.span[0])).tokens
        return tokens[act.token].lower if act.token < len(tokens) else ""

    def _is_fighter(self, claim: Claim) -> bool:
        """Return True for victims called militants, rebels, attackers: an attack of a group is not what kills its own."""
        words = claim.quote.casefold().split()
        return claim.who.status == "combatant" and any(w in self.lexicon.words.fighters for w in words)

    # -- from other sentences -------------------------------------------------------------------------------------

    def _inherited(self, claim: Claim, index: int, earlier: Earlier) -> tuple[Blame, ...]:
        if self._is_fresh(index) or claim.who.group in _PERPETRATORS or self.sides.is_of_old(claim):
            return ()
        if says_everywhere(self.reader.phrases(index).tokens, self.places):
            return ()
        reach = 40 if self._is_bulletin(index) else REACH
        for back in range(index - 1, max(-1, index - 1 - reach), -1):
            known = earlier.get(back)
            answering = self._answering(back) if known else None
            if answering is not None:
                return self._fitting(_blames(answering[-1:], claim, answering), claim) if answering else ()
            if known:
                other, blames = next(((o, b) for o, b in reversed(known) if b), (claim, ()))
                total = other.scope == "cumulative" and any(
                    a.opening in {"bare", "indefinite"} for a in self.acts(index)
                )
                if other.stance == "denied" or (
                    claim.scope == "period" and other.scope == "incident" and not self._points_back(index)
                ):
                    return ()
                if total or self._is_other_event(blames, index) or self._is_other_means(claim, other):
                    return ()
                return self._fitting(
                    tuple(b for b in blames if not self.sides.strikes_back(b.force, other, claim)), claim
                )
            named = [
                a for a in self.acts(back) if a.force and a.relation != "disowned" and self._carries(a, back, claim)
            ]
            named = [a for a in named if a.force and not self.sides.is_own_side(a.force, claim)]
            if named:
                return self._fitting(_blames(named[-1:], claim, named), claim)
        return ()

    def _answering(self, index: int) -> list[Act] | None:
        """Return the acts that answer what the sentence counts: "X struck the camp after gunmen killed six"; None where none do."""
        if index not in self._turns:
            counts = (span[0] for span in self._victims.get(index, ()))
            self._turns[index] = answered_from(self.reader.phrases(index).tokens, counts, self.places.attach)
        turn = self._turns[index]
        return [a for a in self.acts(index) if a.force and a.at < turn] if turn is not None else None

    def _is_other_event(self, blames: tuple[Blame, ...], index: int) -> bool:
        """Return True where "the air strikes" of this sentence cannot be the shooting of the one before."""
        here = {a.family for a in self.acts(index) if a.force is None and a.opening == "definite" and a.family}
        there = {b.family for b in blames if b.family}
        return bool(here and there) and here <= _UNLIKE and there <= _UNLIKE and not here & there

    def _is_other_means(self, claim: Claim, other: Claim) -> bool:
        """Return True where one was shot or blown up and the other bombed from afar, each in words of its own."""
        if claim.means is None or other.means is None or claim.means.inherited:
            return False
        kinds = [self.lexicon.means.get(m.value) for m in (claim.means, other.means)]
        return kinds[0] != kinds[1] and any(k in _AFAR for k in kinds) and not all(k in _AFAR for k in kinds)

    def _points_back(self, index: int) -> bool:
        """Return True where the sentence speaks of "the strikes", "similar attacks" told before, or is a line of a list."""
        acts = self.acts(index)
        return self._is_bulletin(index) or any(a.force is None and a.opening in {"definite", "likened"} for a in acts)

    def _carries(self, act: Act, index: int, claim: Claim) -> bool:
        """Return False for deeds of custody ("captured the town"), which say nothing of the dead of another sentence."""
        return claim.harm == "detained" or self.scene(index).lower(act.token) not in self.lexicon.words.custody

    def _fitting(self, blames: tuple[Blame, ...], claim: Claim) -> tuple[Blame, ...]:
        return tuple(
            msgspec.structs.replace(b, inherited=True)
            for b in blames
            if not self.sides.is_own_side(b.force, claim) and not self.sides.tells_of_foes(b.force, claim)
        )

    def _is_fresh(self, index: int) -> bool:
        tokens = self.reader.phrases(index).tokens
        words = self.lexicon.words
        responds = len(tokens) > 1 and tokens[1].lower in words.reprisals and tokens[0].lower in words.located
        return responds or (bool(tokens) and tokens[0].lower in words.fresh)

    def _is_bulletin(self, index: int) -> bool:
        """Return True for a line of a list without a verb, which speaks under its heading."""
        tokens = self.reader.phrases(index).tokens
        grammar = self.reader.lexicon.grammar
        return (
            0 < len(tokens) <= BULLETIN
            and not any(t.lower in grammar.auxiliaries or t.lower in self.reader.lexicon.speech for t in tokens)
            and tokens[0].text in self.lexicon.words.bullets
        )

    def _claimed_later(self, claim: Claim, index: int) -> tuple[Blame, ...]:
        """Return who claims responsibility, or is blamed, in the sentences after the claim."""
        if claim.who.group in _PERPETRATORS:
            return ()  # who claims the deed has not killed those who did it
        for ahead in range(index + 1, min(len(self.reader.sentences), index + 1 + LATER)):
            found = [a for a in self.acts(ahead) if a.force and a.relation in {"responsibility", "blame"}]
            found = [a for a in found if a.declared or not self._has_others(a, ahead)]
            if claim.scope == "period":  # several blows: who claims one of them has not claimed all
                found = [a for a in found if a.declared and self._owns_all(a, ahead)]
            owned = self._owned_later(ahead, index) if claim.scope != "period" else []
            found = [a for a in found if a.declared] or found or owned
            found = [a for a in found if a.force and a.force.kind not in {None, "unknown"}] or found
            if found:
                blames = _blames(found, claim, found)
                return tuple(
                    msgspec.structs.replace(b, inherited=True)
                    for b in blames
                    if b.force.name.casefold() not in claim.quote.casefold()
                )
            named = self._told_later(ahead)
            if named:
                blames = _blames(named, claim, named)
                return tuple(msgspec.structs.replace(b, inherited=True) for b in blames)
            if self._is_fresh(ahead):
                return ()
        return ()

    def _owns_all(self, act: Act, index: int) -> bool:
        """Return True for "claimed responsibility for the suicide attacks": the deeds are said in the plural."""
        behind = self.reader.phrases(index).tokens[act.token : act.token + OTHERS]
        plural = tuple(self.reader.lexicon.plural_endings)
        return any(t.lower in self.families and t.lower.endswith(plural) for t in behind)

    def _has_others(self, act: Act, index: int) -> bool:
        """Return True for "29 died at the hands of X": the charge is told of others, counted right before it."""
        tokens = self.reader.phrases(index).tokens
        near = range(tokens[max(0, act.token - OTHERS)].start, act.at)
        return any(end in near for _, end in self._victims.get(index, ()))

    def _owned_later(self, index: int, told: int) -> list[Act]:
        """Return the acts of "X said it had carried out the bombings": a group's own words about the event of sentence ``told``.

        "Attacked the mall" speaks of it too, where that sentence names the mall.
        """
        if index in self._victims:
            return []
        owned = [a for a in self.acts(index) if a.relation == "self" and a.force]
        if not owned:
            return []
        tokens, words = self.reader.phrases(index).tokens, self.lexicon.words
        named = {t.lower for t in self.reader.phrases(told).tokens if len(t.text) > LATER and t.text.isalpha()}
        return [
            a
            for a in owned
            if any(
                t.lower in words.definite and later.lower in self.families.keys() | named
                for t, later in zip(
                    tokens[a.token : a.token + LATER + 2], tokens[a.token + 1 : a.token + LATER + 3], strict=False
                )
            )
        ]

    def _told_later(self, index: int) -> list[Act]:
        """Return the agents of "The strike was carried out by X", a sentence that itself counts nobody."""
        if index in self._victims:
            return []
        acts = self.acts(index)
        definite = any(
            a.force is None and a.token <= 2 and a.opening == "definite" for a in acts
        )  # "The (drone) strike ..."
        told = [a for a in acts if a.force and a.relation == "agent"]
        if told and any(t.lower in self.reader.lexicon.perfect for t in self.reader.phrases(index).tokens):
            return told  # the pluperfect behind the toll gives its cause: "Shells fired by X had fallen short"
        planted = [a for a in acts if a.force and a.relation == "agent" and self._names_device(index, a.token)]
        if planted:
            return planted
        opens = self.scene(index).lower(0) in union(
            self.reader.lexicon.grammar.pronouns_body, self.reader.lexicon.grammar.pronouns_person
        )
        passive = opens and bool(self._passives(index))  # "They had been shot by X"
        return [a for a in acts if a.force and a.relation == "agent"] if definite or passive else []

    def _names_device(self, index: int, token: int) -> bool:
        """Return True where "the bomb", "the attack" is the subject of the passive at ``token``."""
        scene, words = self.scene(index), self.lexicon.words
        near = range(max(1, token - PLANTED), token)
        return any(scene.lower(i) in words.devices and scene.lower(i - 1) in words.definite for i in near)

    def _passives(self, index: int) -> bool:
        """Return True where the first verb of the sentence is a passive: "He was", "They had been"."""
        lexicon = self.reader.lexicon
        return any(self.scene(index).lower(i) in lexicon.passive for i in (1, 2))


def _is_other(act: Act) -> bool:
    """Return True for an act that starts an event of its own: "a strike", "gunmen"."""
    return act.opening == "indefinite" or (act.relation == "anonymous" and act.opening == "bare")


def _overlaps(act: Act, span: Span) -> bool:
    return act.force is None and span[0] <= act.at < span[1]


def _segment_of(segments: Sequence[tuple[int, str]], offset: int) -> int:
    return max(0, bisect.bisect_right(segments, offset, key=lambda s: s[0]) - 1)


def _blames(named: Sequence[Act], claim: Claim, every: Sequence[Act]) -> tuple[Blame, ...]:
    """Return the blame of the nearest act, with its partners ("Israeli and American strikes" share one act noun)."""
    agents = [a for a in named if a.relation == "agent"]
    pool = agents if agents and any(a.at >= claim.span[0] for a in agents) else list(named)
    nearest = min(pool, key=lambda a: (abs(a.at - claim.span[0]), a.at))
    partners = [a for a in every if a.force and (a.token == nearest.token or _is_joined(a, nearest))]
    ordered = sorted(partners or [nearest], key=lambda a: a.force.span if a.force else (0, 0))
    return tuple(Blame(a.force, a.relation, declared=a.declared, family=a.family) for a in ordered if a.force)


def _is_joined(first: Act, second: Act) -> bool:
    """Return True for two forces with one word between them ("Syrian and Russian warplanes")."""
    if first.force is None or second.force is None:
        return False
    left, right = sorted((first.force, second.force), key=lambda force: force.first)
    return left.last + 1 == right.first
