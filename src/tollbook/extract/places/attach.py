"""Attach the right place words to each claim: its own sentence first, then the event's neighbouring sentences.

Rules: guide, section 3 ``where`` and section 5. A dateline, a speaker's seat, a belligerent's adjective and a talks venue are no
places of harm; "the city" and "there" go back to their antecedent; a definite "the strikes hit X" carries back to the claim.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from tollbook.extract.places.choose import best_locus, own_loci, tells_of_another
from tollbook.extract.places.roles import says_everywhere
from tollbook.extract.places.scene import (
    HARM_ROLES,
    Locus,
    Scene,
    is_behind_turn,
    names_two,
    points_back_before,
    scene_of,
)
from tollbook.extract.places.wars import named_with_war, victims_are_of
from tollbook.extract.sentences.segment import Sentence, tokens_after, tokens_before, tokens_starting
from tollbook.extract.sentences.turns import answered_from
from tollbook.model.claim import Claim
from tollbook.model.reading import PlaceReading
from tollbook.model.spot import Spot
from tollbook.vocab.places import PlaceWords, demonym_codes, load_capitals, load_place_countries, load_place_words

BACKWARD = 4
FORWARD = 3
BESIDE = 24  # letters behind a name in which the noun that it bears is looked for
LONGEST_LINE = 16
_DASH = re.compile("[-–—]")
_PARTS = re.compile(r"[,()\s]*[,()][,()\s]*")
COARSE = {"country", "border", "sea", "area"}
DATELINE_HEAD = 40  # letters behind the town of a dateline in which its country may stand
FRAME = 12  # letters before a place that opens its sentence ("In the town of X")
EARLY = 40  # letters before a number that opens its sentence ("Twelve people were arrested")
WIDE = {"area", "country"}
TOTAL_REACH = 14  # tokens from a word of totals to its number


def attach_places(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], spots: Sequence[Spot]
) -> tuple[Claim, ...]:
    """Return the claims with their place readings set from ``spots``; ``sentences`` are all of the document's."""
    if not claims or not sentences:
        return tuple(claims)
    report = Report(text, sentences, claims, spots)
    return tuple(
        msgspec.structs.replace(claim, where=report.reading(claim)) if report.found.get(claim.id) else claim
        for claim in claims
    )


class Found(msgspec.Struct, frozen=True):
    """A claim's place with how it was come by; ``here`` is the phrase in the claim's own sentence where there is one."""

    locus: Locus
    method: str
    inherited: bool
    steps: tuple[str, ...]
    here: Locus | None = None


def _is_within(locus: Locus, whole: Locus) -> bool:
    """Return True for a house or quarter told after its town: "bombs in Moscow ... the first, at Lubyanka station"."""
    return locus.kind in {"site", "locality", "named"} and whole.kind not in {"site", "locality"}


class Report:
    """All of one document's places and claims, sentence by sentence."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], spots: Sequence[Spot]
    ) -> None:
        self.text = text
        self.words: PlaceWords = load_place_words(claims[0].language)
        self.claims_in: dict[int, list[Claim]] = {}
        self.sentence_of: dict[str, int] = {}
        starts = [sentence.start for sentence in sentences]
        for claim in claims:
            index = _index_of(starts, claim.head)
            self.sentence_of[claim.id] = index
            self.claims_in.setdefault(index, []).append(claim)
        grouped: dict[int, list[Spot]] = {}
        for spot in spots:
            grouped.setdefault(_index_of(starts, spot.span[0]), []).append(spot)
        needed = _around(self.claims_in, len(sentences))
        self.scenes: dict[int, Scene] = {
            i: scene_of(text, sentences[i], grouped.get(i, []), self.words) for i in sorted(needed | set(grouped))
        }
        self.found: dict[str, Found] = {}
        self._answers: dict[int, Found | None] = {}
        self._headings: list[tuple[int, Found]] | None = None
        for index in sorted(self.claims_in):
            self._attach_sentence(index)
        self._share_restated(claims)

    def reading(self, claim: Claim) -> PlaceReading:
        """Return the reading of a claim whose place was found."""
        found = self.found[claim.id]
        shown = found.here or found.locus
        return PlaceReading(
            span=shown.span,
            quote=self.text[shown.span[0] : shown.span[1]],
            name=found.locus.name,
            method=found.method,
            inherited=found.inherited,
            steps=found.steps,
            antecedent=found.locus.span if found.here else None,
        )

    def _share_restated(self, claims: Sequence[Claim]) -> None:
        """Give both mentions of one claim the more specific place of the two: a headline says less than its report."""
        for claim in claims:
            if claim.restates is None or claim.scope == "cumulative":
                continue
            here, there = self.found.get(claim.id), self.found.get(claim.restates)
            step = "the same claim is placed here where it is told again"
            if here and (there is None or here.locus.rank > there.locus.rank):
                self.found[claim.restates] = _as_inherited(here, "restated", step)
            elif there and (here is None or there.locus.rank > here.locus.rank):
                self.found[claim.id] = _as_inherited(there, "restated", step)

    def _attach_sentence(self, index: int) -> None:
        scene, claims = self.scenes[index], self.claims_in[index]
        owned = own_loci(scene, claims, self.words)
        ordered = sorted(claims, key=lambda c: (c.part_of is not None, c.head))
        for claim in (*ordered, *ordered):  # a number told behind its parts takes their place in the second round
            if claim.id in self.found:
                continue
            found = self._found(claim, index, scene, owned) or self._datelined(claim, index, scene)
            found = found or self._of_war(claim, scene)
            if found:
                self.found[claim.id] = found

    def _found(self, claim: Claim, index: int, scene: Scene, owned: dict[str, list[Locus]]) -> Found | None:
        container = self.found.get(claim.part_of) if claim.part_of else None
        is_apart = claim.part_of is not None and self.sentence_of.get(claim.part_of) != index
        own_places = [x for x in scene.loci if x.role in HARM_ROLES and not x.anaphor]
        is_within = any(x.role == "at" and container and _is_within(x, container.locus) for x in own_places)
        is_placed = own_places and (is_within or not scene.is_definite)
        if claim.part_of and claim.id not in owned and not (is_apart and is_placed):
            if container:
                return _as_inherited(container, "container", "part of a number whose place is this")
            if not own_places:
                return None
        if self._is_running_total(claim, scene) and claim.id not in owned:
            return self._total_place(claim, scene)
        locus = best_locus(claim, scene, self.claims_in[index], owned, self.words)
        if locus and locus.kind == "border" and locus.role == "beside" and not names_two(locus.name, self.words):
            locus = None
        if locus is None and tells_of_another(claim, scene, self.words):
            return None
        own = self._own(locus, index) if locus else None
        if own and not self._is_coarse(own.locus):
            return self._sharpened(own, index) or own
        return self._from_around(claim, index, scene, own)

    # -- the sentence itself -------------------------------------------------------------------------------------

    def _own(self, locus: Locus, index: int) -> Found | None:
        if not locus.anaphor:
            method = "border" if locus.kind == "border" else "own-sentence"
            return Found(locus, method, inherited=False, steps=(f"named in the claim's own sentence ({locus.role})",))
        antecedent = self._antecedent(locus, index) or self._datelined_place(locus, index)
        if antecedent is None:
            return None
        words = self.text[locus.span[0] : locus.span[1]]
        return Found(
            antecedent, "anaphor", inherited=False, steps=(f'"{words}" refers back to "{antecedent.name}"',), here=locus
        )

    def _antecedent(self, anaphor: Locus, index: int) -> Locus | None:
        """Return the last place before ``anaphor`` that it can stand for, events' places before other mentions."""
        kinds = set(anaphor.kind.split())
        earlier: list[Locus] = []
        for i in range(index, max(-1, index - BACKWARD - 2), -1):
            loci = [
                locus
                for locus in (self.scenes[i].loci if i in self.scenes else ())
                if locus.end <= anaphor.begin and not locus.anaphor
            ]
            earlier.extend(sorted(loci, key=lambda locus: (locus.role not in HARM_ROLES, -locus.begin)))
            mine = [self.found[c.id].locus for c in self.claims_in.get(i, ()) if c.id in self.found and i < index]
            earlier = [*earlier, *mine]
        suited = [locus for locus in earlier if _suits(locus, kinds)]
        noun = self.text[anaphor.span[0] : anaphor.span[1]].casefold().rpartition(" ")[2]
        called = [x for x in suited if noun not in self.words.anaphora.adverbs and noun in self._words_beside(x)]
        if "capital" in kinds:
            called = called or [x for x in suited if x.name.casefold() in load_capitals()]
        return next(iter(called or suited), None)  # "the camp" is the one that was called a camp

    def _words_beside(self, locus: Locus) -> list[str]:
        """Return the small words right around a name: "the Jabalia REFUGEE CAMP"."""
        beside = self.text[locus.span[1] : locus.span[1] + BESIDE].casefold()
        return re.split(r"[^\w-]+", re.split(r"[.,;:()]", beside)[0])[:3]

    def _datelined_place(self, anaphor: Locus, index: int) -> Locus | None:
        """Return the town of the dateline for "the town", "here" where no place is named before them."""
        if not set(anaphor.kind.split()) & {"settlement", "any"}:
            return None
        back = range(index, max(-1, index - 1 - BACKWARD), -1)
        return next((s.dateline for i in back if (s := self.scenes.get(i)) is not None and s.dateline), None)

    def _is_running_total(self, claim: Claim, scene: Scene) -> bool:
        if claim.scope != "cumulative" or self._is_list_line(scene):
            return False
        before = [t.lower for t in tokens_before(scene.sentence.tokens, claim.span[0], TOTAL_REACH)]
        return any(word in self.words.attach.totals for word in before) and not self._is_event_toll(claim, scene)

    def _is_event_toll(self, claim: Claim, scene: Scene) -> bool:
        """Return True for "raising the toll to 14": no war, campaign or sum is named, so it is the toll of the event in view."""
        attach = self.words.attach
        before = [t.lower for t in tokens_before(scene.sentence.tokens, claim.span[0], TOTAL_REACH)]
        after = [t.lower for t in tokens_after(scene.sentence.tokens, claim.span[1], TOTAL_REACH)]
        is_owned = any(
            low in attach.totals
            and any(o.endswith("'s") and o[:-2] not in attach.event_nouns for o in before[max(0, i - 2) : i])
            for i, low in enumerate(before)
        )
        around = " ".join((*before, *after))
        is_toll = any(low in attach.totals for low in before) or any(p in around for p in attach.so_far)
        if claim.standing or is_owned or not is_toll:  # "the mission's death toll" is a body's
            return False
        return not any(word in attach.origins or word in attach.sums for word in (*before, *after))

    def _total_place(self, claim: Claim, scene: Scene) -> Found | None:
        """Return an area for a running total only where its victims are of that area; else the text does not say."""
        loci = [
            x for x in scene.loci if x.role in HARM_ROLES and x.begin < claim.head and x.kind in {"area", "country"}
        ]
        near = [t.lower for t in tokens_starting(scene.sentence.tokens, claim.span[0] - 70, claim.span[1] + 31)]
        for locus in reversed(loci):
            if victims_are_of(locus.name, near, claim.language):
                return Found(locus, "total", inherited=False, steps=("a running total of that area's people",))
        return self._toll_place(claim, scene)

    def _toll_place(self, claim: Claim, scene: Scene) -> Found | None:
        """Return the place that the words of the toll name: "the toll of the incursion into X has risen to 101"."""
        tokens = scene.sentence.tokens
        tolls = [t.end for t in tokens_before(tokens, claim.span[0], TOTAL_REACH) if t.lower in self.words.attach.tolls]
        for locus in scene.loci if tolls else ():
            is_event = any(t.lower in self.words.attach.events for t in tokens_starting(tokens, tolls[0], locus.begin))
            if locus.role in HARM_ROLES and tolls[0] <= locus.begin < claim.head and is_event:
                return Found(locus, "total", inherited=False, steps=("the place of the event whose toll this is",))
        return None

    def _of_war(self, claim: Claim, scene: Scene) -> Found | None:
        """Return the country of a war whose dead are added up."""
        is_total = self._is_sum(claim, scene) and claim.harm == "killed" and claim.part_of is None
        named = named_with_war(scene, self.words) if is_total else None
        return (
            Found(named, "total", inherited=False, steps=("the war whose dead these are bears its name",))
            if named
            else None
        )

    def _is_sum(self, claim: Claim, scene: Scene) -> bool:
        """Return True for the number of a war, a campaign or a standing level, which no single event's place fits."""
        is_total = claim.scope == "cumulative" or claim.standing
        return is_total and not self._is_event_toll(claim, scene)

    # -- the sentences around ------------------------------------------------------------------------------------

    def _is_coarse(self, locus: Locus) -> bool:
        return locus.kind in COARSE

    def _sharpened(self, own: Found, index: int) -> Found | None:
        """Return a more specific place that the next sentences give for the same event ("the attack on the town of")."""
        ahead = self._ahead(index, own.locus, is_definite_only=True)
        if ahead is None:
            return None
        vague = own.locus.role == "beside"
        if ahead.rank > own.locus.rank or (vague and ahead.rank >= own.locus.rank):
            return Found(ahead, "carried-back", inherited=True, steps=("a later sentence places the same event here",))
        return None

    def _from_around(self, claim: Claim, index: int, scene: Scene, own: Found | None) -> Found | None:
        """Return a place from the neighbouring sentences where the claim's own gives none, or only a country or area."""
        ahead = self._ahead(index, own.locus if own else None, is_definite_only=own is None)
        if own is not None and own.locus.preposition in self.words.attach.throughout:
            return own  # "in riots across Argentina" were in no one place
        if ahead is not None and claim.scope != "cumulative" and claim.harm != "detained":
            return Found(ahead, "carried-back", inherited=True, steps=("a later sentence places the same event here",))
        behind = self._behind(claim, index, scene) or self._heading(claim, index, scene)
        if behind and claim.harm == "detained" and not self._goes_on(claim, index, scene):
            behind = None
        if own is None:
            return behind or self._seat(claim, scene)
        is_named_only = own.locus.role == "topic" and behind is not None and behind.locus.rank > own.locus.rank
        if is_named_only and (scene.is_definite or own.locus.kind == "country"):
            return behind
        return own

    def _goes_on(self, claim: Claim, index: int, scene: Scene) -> bool:
        """Return True where an arrest may be of the event in view: told next to it, or with others arrested."""
        if any(c.harm == "detained" for c in self.claims_in.get(index - 1, ())):
            return True
        is_early = claim.head - scene.sentence.start < EARLY or bool(
            set(claim.quote.casefold().split()) & self.words.attach.others
        )
        return is_early and index - 1 in self.claims_in

    def _seat(self, claim: Claim, scene: Scene) -> Found | None:
        """Return the place of a local office that speaks, where nothing else is named: "X's governor said a strike killed"."""
        for locus in scene.loci:
            if locus.end > claim.head or locus.kind not in {"settlement", "area", "named", "locality"}:
                continue
            after = [t.lower for t in tokens_after(scene.sentence.tokens, locus.end, 3)]
            before = [t.lower for t in tokens_before(scene.sentence.tokens, locus.begin, 2)]
            offices = self.words.attach.offices | self.words.attach.care
            links = self.words.of_words | self.words.attach.at
            is_of = len(before) > 1 and before[0] in offices and before[1] in links
            told_by = [t.lower for t in tokens_before(scene.sentence.tokens, locus.lead, 1)]
            is_of = is_of or (locus.role in {"source", "at"} and bool(set(told_by) & self.words.attach.dwellers))
            if is_of or any(word in offices for word in after):
                return Found(locus, "seat", inherited=False, steps=("the place of the local office that tells it",))
        return None

    def _ahead(self, index: int, own: Locus | None, *, is_definite_only: bool) -> Locus | None:
        """Return the place that one of the next sentences gives for the event of sentence ``index``."""
        for i in range(index + 1, index + 1 + FORWARD):
            scene = self.scenes.get(i)
            if scene is None or (scene.is_turn and not scene.is_definite):
                return None
            has_claims = i in self.claims_in
            if has_claims and self._tells_parts(i, index):
                continue
            usable = [x for x in scene.loci if x.role in HARM_ROLES and not x.anaphor and x.kind != "border"]
            usable = [x for x in usable if not is_behind_turn(scene, x, self.words)]
            if has_claims and not scene.is_definite:
                return None
            if has_claims:
                usable = [x for x in usable if points_back_before(scene, x, self.words)]
            best = max(usable, key=lambda x: (x.rank, -x.begin), default=None)
            if best is None:
                continue
            if best.role == "at" and own is not None and best.begin - scene.sentence.start < FRAME:
                return None  # "In X, rockets hit ...": the next sentence opens another place
            is_sharper = own is None or best.rank > own.rank or (own.role == "beside" and best.rank >= own.rank)
            if is_sharper and scene.is_event and (scene.is_definite or not is_definite_only):
                return best
            if scene.is_event and not is_sharper:
                return None
        return None

    def _tells_parts(self, there: int, index: int) -> bool:
        """Return True where sentence ``there`` counts some of those of ``index``: "13 of the deaths were in X" places the 13."""
        wholes = {claim.id for claim in self.claims_in.get(index, ())}
        parts = [claim for claim in self.claims_in[there] if claim.part_of in wholes]
        return any(set(c.quote.casefold().split()) & self.words.attach.event_nouns for c in parts)

    def _behind(self, claim: Claim, index: int, scene: Scene) -> Found | None:
        """Return the place of the event in view in the sentences before."""
        if (scene.is_turn and not scene.is_definite) or self._is_beside_sum(claim, index, scene):
            return None
        is_sum = self._is_sum(claim, scene)
        for i in range(index, max(-1, index - 1 - BACKWARD), -1):
            answering = self._answering(i) if i < index else None
            if answering is not None:
                return None if is_sum else answering
            earlier = [
                self.found[c.id] for c in self.claims_in.get(i, ()) if c.id in self.found and c.head < claim.head
            ]
            if earlier:
                return self._of_claim(claim, earlier[-1])
            past = self.scenes.get(i)
            if i == index or past is None or is_sum:
                continue
            usable = [x for x in past.loci if x.role in {*HARM_ROLES, "topic"} and not x.anaphor and x.kind != "border"]
            if claim.harm == "detained":  # only a frame ("In X, police ...") holds for the arrest told next
                usable = [x for x in usable if x.begin - past.sentence.start < FRAME]
            usable = [
                x for x in usable if not x.is_far
            ]  # "340 km north of Baghdad" only tells where another place lies
            is_near = i == index - 1 and any(x.role in HARM_ROLES for x in usable)
            if usable and (past.is_event or is_near):
                best = max(usable, key=lambda x: (x.role in HARM_ROLES, x.rank, x.begin))
                return Found(best, "inherited", inherited=True, steps=("the event in view was placed here before",))
        return None

    def _answering(self, index: int) -> Found | None:
        """Return the place of the event that answers what the sentence counts: "struck the camp after gunmen killed six"."""
        if index not in self._answers:
            self._answers[index] = self._read_answering(index)
        return self._answers[index]

    def _read_answering(self, index: int) -> Found | None:
        scene, claims = self.scenes.get(index), self.claims_in.get(index, ())
        counts = (c.span[0] for c in claims)
        turn = answered_from(scene.sentence.tokens, counts, self.words.attach) if scene is not None else None
        if scene is None or turn is None:
            return None
        loci = [x for x in scene.loci if x.end <= turn and x.role in HARM_ROLES and not x.anaphor]
        best = max(loci, key=lambda x: (x.rank, -x.begin), default=None)
        step = "the event in view, which answers another, was placed here before"
        return Found(best, "inherited", inherited=True, steps=(step,)) if best is not None else None

    def _is_abroad(self, dateline: Locus, scene: Scene, language: str) -> bool:
        """Return True where the dateline names its country and the sentence speaks of the people of others only."""
        head = _DASH.split(self.text[dateline.end : dateline.end + DATELINE_HEAD].casefold(), maxsplit=1)[0]
        countries = load_place_countries()
        named = {countries[part] for part in _PARTS.split(head) if part in countries}
        codes = demonym_codes(language)
        here = {codes[t.lower] for t in scene.sentence.tokens if t.lower in codes}
        return bool(named and here) and not named & here

    def _is_beside_sum(self, claim: Claim, index: int, scene: Scene) -> bool:
        """Return True for a number told with the unplaced number of a war, or for a whole country: "nationwide"."""
        if says_everywhere(scene.sentence.tokens, self.words):
            return True
        if claim.part_of:
            return False
        unplaced = (c for c in self.claims_in[index] if c.head < claim.head and c.id not in self.found)
        return any(self._is_sum(c, scene) for c in unplaced)

    def _datelined(self, claim: Claim, index: int, scene: Scene) -> Found | None:
        """Return the town a report is sent from, where neither the sentence nor those around it name any other place."""
        if claim.part_of or scene.is_turn or any(_is_elsewhere(x) for x in scene.loci) or self._is_sum(claim, scene):
            return None
        for i in range(index, max(-1, index - 1 - BACKWARD), -1):
            past = self.scenes.get(i)
            if past is not None and past.dateline is not None:
                if self._is_abroad(past.dateline, scene, claim.language):
                    return None
                step = "only the dateline names a place"
                return Found(past.dateline, "dateline", inherited=True, steps=(step,))
        return None

    def _is_list_line(self, scene: Scene) -> bool:
        """Return True for a short sentence that is a line of its own."""
        before = self.text[max(0, scene.sentence.start - 12) : scene.sentence.start].rpartition("\n")[2]
        starts_line = scene.sentence.start > 0 and not any(c.isalnum() for c in before)
        return starts_line and len(scene.sentence.tokens) <= LONGEST_LINE

    def _heading(self, claim: Claim, index: int, scene: Scene) -> Found | None:
        """Return the place of the heading above a line of a list ("Number of wounded: 6"), however far above it stands."""
        if not self._is_list_line(scene):
            return None
        if self._is_sum(claim, scene) and not any(t.text == ":" for t in scene.sentence.tokens):
            return None
        if self._headings is None:
            self._headings = [(i, found) for i in sorted(self.scenes) if (found := self._as_heading(i)) is not None]
        above = bisect_left(self._headings, index, key=lambda each: each[0])
        return self._headings[above - 1][1] if above else None

    def _as_heading(self, index: int) -> Found | None:
        usable = [x for x in self.scenes[index].loci if x.role in {*HARM_ROLES, "topic"} and not x.anaphor]
        if not usable or not self.scenes[index].is_event:
            return None
        best = max(usable, key=lambda x: (x.role in HARM_ROLES, x.rank, x.begin))
        return Found(best, "heading", inherited=True, steps=("the heading above the list names this place",))

    def _of_claim(self, claim: Claim, earlier: Found) -> Found | None:
        scene = self.scenes[self.sentence_of[claim.id]]
        if self._is_sum(claim, scene) and earlier.locus.kind not in WIDE:
            return None
        return _as_inherited(earlier, "inherited", "the event in view was placed here before")


def _is_elsewhere(locus: Locus) -> bool:
    """Return True for a named place that may be the harm's; a country that acts or speaks is not."""
    return not locus.anaphor and not (locus.role in {"actor", "source"} and locus.kind in {"country", "settlement"})


def _index_of(starts: Sequence[int], offset: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return max(0, low - 1)


def _around(claims_in: dict[int, list[Claim]], count: int) -> set[int]:
    return {i for at in claims_in for i in range(max(0, at - BACKWARD - 2), min(count, at + FORWARD + 1))}


def _as_inherited(found: Found, method: str, step: str) -> Found:
    steps = found.steps if step in found.steps else (*found.steps, step)  # over a chain of claims it is said once
    return Found(found.locus, method, inherited=True, steps=steps)


def _suits(locus: Locus, kinds: set[str]) -> bool:
    if "any" in kinds:
        return locus.role in HARM_ROLES
    if "neighbourhood" in kinds and locus.kind in {"locality", "site", "named"}:
        return True
    if kinds & {"settlement", "capital"}:
        return locus.kind in {"settlement", "named"}
    if "area" in kinds:
        return locus.kind == "area"
    return locus.kind == "country"
