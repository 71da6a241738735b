"""The gate: one pass of an automaton over the whole text says whether, and where, harm may be told.

It must lose nothing: a claim that it drops is lost for good. What passes wrongly costs time only.
"""

import functools
from bisect import bisect_left
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tollbook.extract.sentences.segment import Sentence
from tollbook.vocab.words import word_lists

KINDS = range(14)
VIOLENT, SOFT, CONFLICT, KEEP, ACCIDENT, DISEASE, SPORT, FINANCE, CRIME, FOLLOW, LOOSE, WEAK, PUBLIC, HELPER = KINDS
_OFF_TOPIC = (ACCIDENT, DISEASE, SPORT, FINANCE, CRIME)
_LONG = 500
"""Letters from which on a report of a conflict names a party, a weapon or a matter of state (of 700 with victims at hand all but five do)."""
_FEW = 3
"""Loose words of conflict ("attack", "kidnapped") at most in a long report that names none of these."""


class Gate:
    """Where the stems stand: sorted offsets for each kind of stem."""

    __slots__ = ("firm", "is_bare", "off", "places", "told", "weights")

    def __init__(self, told: Sequence[list[int]], off_topic: Sequence[int] = _OFF_TOPIC, size: int = 0) -> None:
        self.told = told
        self.places = list(told)
        self.off = sorted(offset for kind in off_topic for offset in told[kind])
        self.firm = sorted(set(told[KEEP]) - set(told[LOOSE])) if self.off or size >= _LONG else []
        self.is_bare = size >= _LONG and not self.firm and not told[PUBLIC] and len(told[KEEP]) <= _FEW
        if self.off and told[WEAK] and len(self.firm) >= len(told[WEAK]):
            weak = set(told[WEAK])  # "three floors collapsed" in a siege
            self.off = [offset for offset in self.off if offset not in weak]
        if self._is_shared(told[LOOSE], len(self.off)) or self._is_shared(
            [*told[LOOSE], *told[HELPER]], len(told[ACCIDENT]) + len(told[DISEASE])
        ):
            self.places[KEEP] = []  # an explosion in a refinery, soldiers in a flood: nothing speaks of a conflict
        self.weights: dict[tuple[int, int], tuple[int, int]] = {}

    def _is_shared(self, shared: Sequence[int], off: int) -> bool:
        """Return True where ``off`` words of other matters explain all words of conflict: they are all ``shared`` with those."""
        return len(self.told[KEEP]) <= 2 * off and set(self.told[KEEP]) <= set(shared)

    def balance(self, start: int, end: int) -> tuple[int, int]:
        """Return how many words of other matters and of conflict start in ``[start, end)``; counted once each."""
        found = self.weights.get((start, end))
        if found is None:
            off = bisect_left(self.off, end) - bisect_left(self.off, start)
            found = self.weights[start, end] = (off, self.count(KEEP, start, end))
        return found

    def is_of_pastime(self, start: int, end: int) -> bool:
        """Return True where only sport and markets speak against a firm word of conflict in ``[start, end)`` ("bombs at a rugby club")."""
        if bisect_left(self.firm, start) == bisect_left(self.firm, end):
            return False
        pastimes = self.count(SPORT, start, end) + self.count(FINANCE, start, end)
        return pastimes == self.balance(start, end)[0]

    def passing_crime(self) -> "Gate | None":
        """Return the gate that lets ordinary crime through, None where it does not stand in the way."""
        stands = self.told[CRIME] or self.is_bare
        return Gate(self.told, [k for k in _OFF_TOPIC if k != CRIME]) if stands else None

    @property
    def opens(self) -> bool:
        """Return True when the text may tell of harm in a conflict."""
        if self.is_bare:
            return False
        return bool(self.places[VIOLENT]) or bool(self.places[SOFT] and (self.places[CONFLICT] or self.places[KEEP]))

    def has(self, kind: int, start: int, end: int) -> bool:
        """Return True when a stem of ``kind`` starts in ``[start, end)``."""
        places = self.places[kind]
        i = bisect_left(places, start)
        return i < len(places) and places[i] < end

    def count(self, kind: int, start: int, end: int) -> int:
        """Return how many stems of ``kind`` start in ``[start, end)``."""
        places = self.places[kind]
        return bisect_left(places, end) - bisect_left(places, start)


class _Automaton:
    __slots__ = ("kinds", "machine", "whole")

    def __init__(self, language: str) -> None:
        gate = word_lists(language).gate
        table: dict[tuple[str, bool], list[int]] = {}
        for kind, words, whole in (
            (VIOLENT, gate.harm["violent"], False),
            (SOFT, gate.harm["soft"], False),
            (CONFLICT, gate.conflict["stems"], False),
            (KEEP, gate.offtopic["conflict"], True),
            (ACCIDENT, gate.offtopic["accident"], True),
            (DISEASE, gate.offtopic["disease"], True),
            (SPORT, gate.offtopic["sport"], True),
            (FINANCE, gate.offtopic["finance"], True),
            (CRIME, gate.offtopic["crime"], True),
            (FOLLOW, gate.follow["stems"], False),
            (LOOSE, gate.offtopic["loose"], True),
            (WEAK, gate.offtopic["weak"], True),
            (PUBLIC, gate.offtopic["public"], True),
            (HELPER, gate.offtopic["helper"], True),
        ):
            for word in words:
                is_stem = word.endswith("*") or not whole
                table.setdefault((word.rstrip("*").casefold(), not is_stem), []).append(kind)
        self.kinds = list(table.values())
        self.whole = [whole for _, whole in table]
        patterns = [word for word, _ in table]
        self.machine = AhoCorasick(patterns, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


@functools.cache
def _automaton(language: str) -> _Automaton:
    return _Automaton(language)


def lowered(text: str) -> str:
    """Return ``text`` in lower case with every offset kept, whatever its script."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def gate_of(text: str, language: str) -> Gate:
    """Return where the stems of ``language`` stand in ``text``; one pass, linear."""
    automaton = _automaton(language)
    low = lowered(text)
    places: list[list[int]] = [[] for _ in KINDS]
    size = len(low)
    for pattern, start, end in automaton.machine.find_matches_as_indexes(low, overlapping=True):
        if start and low[start - 1].isalnum():
            continue
        if automaton.whole[pattern] and end < size and low[end].isalnum():
            continue
        for kind in automaton.kinds[pattern]:
            places[kind].append(start)
    for found in places:
        found.sort()
    return Gate(places, size=size)


def surviving(sentences: Sequence[Sentence], gate: Gate) -> list[int]:
    """Return the indices of the sentences that may hold claims: those with a harm stem, and those that go on from one."""
    kept: list[int] = []
    previous = -10
    for index, sentence in enumerate(sentences):
        start, end = sentence.start, sentence.end
        if gate.has(VIOLENT, start, end) or gate.has(SOFT, start, end):
            kept.append(index)
            previous = index
        elif index - previous <= 2 and gate.has(FOLLOW, start, end):
            kept.append(index)
    return kept
