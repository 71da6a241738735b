"""Find again what a judgement points at when its claim's id is gone: same number, same words, same surroundings. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.judgement import Anchor

WORDS_SHARED = 0.5
SENTENCE_SHARED = 0.6
WHOLE_QUOTE = 0.9
TELLING_WORDS = 4
CONTEXT_CHARACTERS = 160
LONGEST_SENTENCE = 600
PLACE_WEIGHT = 2.0
NEARNESS = 0.1
_WORD = re.compile(r"\w+")
_END = re.compile(r"[.!?]\s|\n")


def anchor_of(claim: Claim) -> Anchor:
    """Return what a judgement keeps of ``claim``: its id, and what finds it when the id is gone."""
    return Anchor(
        claim=claim.id,
        document=claim.document,
        span=claim.span,
        quote=claim.quote,
        harm=claim.harm,
        low=claim.count.low,
        high=claim.count.high,
    )


class Surroundings(msgspec.Struct, frozen=True):
    """The words just before and after a claim, those of its sentence, and how far into the text it stands (0 to 1)."""

    sentence: Counter[str]
    before: Counter[str]
    after: Counter[str]
    position: float


def surroundings(text: str, span: Span) -> Surroundings:
    """Return what stands around ``span`` in ``text``, whole words only as far as the window allows."""
    start, end = span
    before = text[max(0, start - CONTEXT_CHARACTERS) : start]
    after = text[end : end + CONTEXT_CHARACTERS]
    return Surroundings(_counted(_sentence(text, span)), _counted(before), _counted(after), start / max(1, len(text)))


def _sentence(text: str, span: Span) -> str:
    """Return the sentence around ``span``, cut the same crude way in every edition."""
    start, end = span
    ends = [m.end() for m in _END.finditer(text, max(0, start - LONGEST_SENTENCE), start)]
    following = _END.search(text, end, end + LONGEST_SENTENCE)
    return text[ends[-1] if ends else max(0, start - LONGEST_SENTENCE) : following.start() if following else end]


def find_again(anchor: Anchor, candidates: Iterable[Claim], texts: Mapping[str, str]) -> Claim | None:
    """Return the claim among ``candidates`` (of editions of the anchor's document) that the anchor meant, or None.

    It states the same number. Either it stands where the anchor's words stand in its text, or it says mostly the same
    words in much the same sentence. Among several, surroundings decide, then the place in the text.
    """
    here = surroundings(texts.get(anchor.document, ""), anchor.span)
    places: dict[str, Span | None] = {}
    scored = []
    for claim in candidates:
        if claim.count.low != anchor.low:
            continue
        text = texts.get(claim.document, "")
        if claim.document not in places:
            same = claim.document == anchor.document
            places[claim.document] = anchor.span if same else place_of(anchor.quote, here, text)
        place = places[claim.document]
        there = surroundings(text, claim.span)
        is_there = place is not None and _touch(text, place, claim.span)
        if is_there or _still_stands(anchor.quote, claim.quote, here, there):
            scored.append((PLACE_WEIGHT * is_there + _score(anchor, here, claim, there), claim))
    return max(scored, key=lambda pair: (pair[0], pair[1].id))[1] if scored else None


def place_of(quote: str, here: Surroundings, text: str) -> Span | None:
    """Return where the words of ``quote`` stand in ``text``, in surroundings most like ``here``; None where they do not.

    A few words ("five people") stand there only if their sentence is much the same; many are told by themselves.
    """
    words = quote.split()
    if not words:
        return None
    best: tuple[float, Span] | None = None
    for found in re.finditer(r"\s+".join(map(re.escape, words)), text):
        there = surroundings(text, found.span())
        if len(words) < TELLING_WORDS and _alike(here.sentence, there.sentence) < SENTENCE_SHARED:
            continue
        score = _likeness(here, there)
        if best is None or score > best[0]:
            best = (score, found.span())
    return best[1] if best else None


def _touch(text: str, one: Span, other: Span) -> bool:
    """Return True when two spans share a character or stand not more than a word apart."""
    first, second = sorted((one, other))
    return second[0] <= first[1] or len(_WORD.findall(text[first[1] : second[0]][:CONTEXT_CHARACTERS])) <= 1


def _still_stands(quote: str, other: str, here: Surroundings, there: Surroundings) -> bool:
    shared = shared_words(quote, other)
    is_telling = min(_counted(quote).total(), _counted(other).total()) >= TELLING_WORDS
    in_sentence = shared >= WORDS_SHARED and _alike(here.sentence, there.sentence) >= SENTENCE_SHARED
    return in_sentence or (shared >= WHOLE_QUOTE and is_telling)


def _score(anchor: Anchor, here: Surroundings, claim: Claim, there: Surroundings) -> float:
    exact = 0.25 * (claim.count.high == anchor.high) + 0.5 * (claim.harm == anchor.harm)
    return shared_words(anchor.quote, claim.quote) + _likeness(here, there) + exact


def _likeness(here: Surroundings, there: Surroundings) -> float:
    context = _alike(here.before, there.before) + _alike(here.after, there.after)
    return context + NEARNESS * (1 - abs(here.position - there.position))


def is_same(anchor: Anchor, claim: Claim) -> bool:
    """Return True when a claim with the anchor's id says what the anchor says: an extractor may count heads otherwise."""
    return claim.count.low == anchor.low or _alike(_counted(anchor.quote), _counted(claim.quote)) >= WORDS_SHARED


def shared_words(one: str, other: str) -> float:
    """Return the share of the shorter quote's words that the longer one has too."""
    first, second = _counted(one), _counted(other)
    shorter = min(first.total(), second.total())
    return (first & second).total() / shorter if shorter else 0.0


def _alike(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def _counted(text: str) -> Counter[str]:
    return Counter(w.casefold() for w in _WORD.findall(text))


class Finder:
    """Leads anchors to today's claims, and notes each move, so that it can be logged once.

    ``moves`` are the earlier moves by (judgement, original claim); ``family`` says which documents are editions of one.
    """

    def __init__(
        self,
        claims: Mapping[str, Claim],
        texts: Mapping[str, str],
        families: Mapping[str, frozenset[str]],
        moves: Mapping[tuple[int, str], Sequence[str]],
    ) -> None:
        self._claims = claims
        self._texts = texts
        self._families = families
        self._moves = moves
        self._by_document: dict[str, list[Claim]] = {}
        for claim in claims.values():
            self._by_document.setdefault(claim.document, []).append(claim)
        self._groups = _one_claims(moves)
        self._led: dict[tuple[int, str], str | None] = {}
        self._found: dict[str, str | None] = {}
        self._taken: set[str] = set()
        self.new_moves: list[tuple[int, Anchor, Claim]] = []

    def settle(self, anchors: Iterable[tuple[int, Anchor]]) -> None:
        """Lead every (judgement, anchor) to a claim: first those still known by an id, then the others by their words."""
        pending: list[tuple[int, Anchor]] = []
        for judgement, anchor in anchors:
            known = [anchor.claim, *self._moves.get((judgement, anchor.claim), ())]
            present = [i for i in reversed(known) if i in self._claims and is_same(anchor, self._claims[i])]
            if present:
                self._led[judgement, anchor.claim] = present[0]
                self._found.setdefault(self._group(anchor), present[0])
                self._taken.add(present[0])
            else:
                pending.append((judgement, anchor))
        for judgement, anchor in pending:
            target = self._lead(anchor)
            self._led[judgement, anchor.claim] = target
            if target is not None:
                self.new_moves.append((judgement, anchor, self._claims[target]))

    def _group(self, anchor: Anchor) -> str:
        return self._groups.get(anchor.claim, anchor.claim)

    def _lead(self, anchor: Anchor) -> str | None:
        """Return the claim for an anchor whose own ids are gone: where its fellow went, else what its words find."""
        group = self._group(anchor)
        if group not in self._found:
            found = self._search(anchor)
            self._found[group] = found.id if found else None
            self._taken.update({found.id} if found else ())
        return self._found[group]

    def _search(self, anchor: Anchor) -> Claim | None:
        family = self._families.get(anchor.document, frozenset({anchor.document}))
        candidates = [c for d in sorted(family) for c in self._by_document.get(d, []) if c.id not in self._taken]
        return find_again(anchor, candidates, self._texts)

    def claim_for(self, judgement: int, anchor: Anchor) -> str | None:
        """Return the id of today's claim, None for an orphan. ``settle`` must have seen the anchor."""
        return self._led.get((judgement, anchor.claim))


def _one_claims(moves: Mapping[tuple[int, str], Sequence[str]]) -> dict[str, str]:
    """Return, for every id that was ever moved from or to, one name for all ids of that claim."""
    names: dict[str, str] = {}

    def name_of(identity: str) -> str:
        while names.setdefault(identity, identity) != identity:
            identity = names[identity]
        return identity

    for (_, origin), targets in sorted(moves.items()):
        for target in targets:
            names[name_of(target)] = name_of(origin)
    return {identity: name_of(identity) for identity in list(names)}
