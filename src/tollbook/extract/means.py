"""Read the means of harm: the word nearest to the harm in its sentence, else in the sentence before (guide, `means`)."""

import functools
from collections.abc import Sequence

from tollbook.extract.line import Line, Word
from tollbook.model.reading import Reading
from tollbook.vocab import roles
from tollbook.vocab.lexicon import pieces
from tollbook.vocab.words import word_lists

_BEFORE = 3
"""Sentences back in which an unsaid means is looked for."""


class Hit:
    """A word of means over the words ``first`` to ``last`` of its line."""

    __slots__ = ("first", "kind", "last", "weak")

    def __init__(self, first: int, last: int, kind: str, *, weak: bool) -> None:
        self.first = first
        self.last = last
        self.kind = kind
        self.weak = weak


@functools.cache
def _table(language: str) -> dict[str, list[tuple[tuple[str, ...], str | None, bool]]]:
    lists = word_lists(language).means
    weak = {pieces(w) for w in lists.weak["words"]}
    table: dict[str, list[tuple[tuple[str, ...], str | None, bool]]] = {}
    for kind, words in lists.words.items():
        for word in words:
            key = pieces(word)
            table.setdefault(key[0], []).append((key, kind, key in weak))
    for word in lists.neutral["words"]:
        key = pieces(word)
        table.setdefault(key[0], []).append((key, None, False))
    for found in table.values():
        found.sort(key=lambda item: -len(item[0]))
    return table


def hits_of(line: Line, language: str) -> list[Hit]:
    """Return the words of means in ``line``, in order."""
    table = _table(language)
    flat: list[tuple[str, int]] = []
    for index, word in enumerate(line.words):
        if word.e.words and len(word.e.words) > 1:
            flat.extend((piece, index) for piece in word.e.words)
        else:
            flat.append((word.low, index))
    hits: list[Hit] = []
    position = 0
    while position < len(flat):
        low = flat[position][0]
        found = table.get(low[:-2] if low.endswith("'s") else low)
        size = 1
        for key, kind, weak in found or ():
            room = flat[position : position + len(key)]
            if len(key) == 1 or tuple(p for p, _ in room) == key:
                size = len(key)
                if kind is not None:
                    hits.append(Hit(flat[position][1], flat[position + size - 1][1], kind, weak=weak))
                break
        position += size
    return hits


def means_in(line: Line, hits: Sequence[Hit], first: int, last: int, language: str) -> Hit | None:
    """Return the hit that tells the means of the harm at words ``first`` to ``last``."""
    best: Hit | None = None
    best_cost = 10_000
    for hit in hits:
        cost = _cost(line.words, hit, first, last)
        if cost < best_cost:
            best, best_cost = hit, cost
    if best is None:
        return None
    return _upgraded(_first_named(line.words, hits, best), hits, line, language)


def _cost(words: Sequence[Word], hit: Hit, first: int, last: int) -> int:
    if hit.first > last:
        between, distance = words[last + 1 : hit.first], hit.first - last
    elif hit.last < first:
        between, distance = words[hit.last + 1 : first], first - hit.last
    else:
        between, distance = [], 0
    barriers = sum(1 for w in between if w.f & (roles.STOP | roles.SUBORDINATOR) and not w.f & roles.PREPOSITION)
    return distance + 12 * barriers + (14 if hit.weak else 0)


def _first_named(words: Sequence[Word], hits: Sequence[Hit], best: Hit) -> Hit:
    """Of two means for one number the one named first (guide, `means`)."""
    index = list(hits).index(best)
    while index and hits[index].first - hits[index - 1].last <= 3:
        gap = words[hits[index - 1].last + 1 : hits[index].first]
        if not any(w.f & roles.AND for w in gap) or any(w.f & (roles.STOP | roles.BE) for w in gap):
            break
        index -= 1
    return hits[index]


def _upgraded(hit: Hit, hits: Sequence[Hit], line: Line, language: str) -> Hit:
    """A missile or an unspecified strike takes the carrier named in the same sentence."""
    carriers = set(word_lists(language).means.upgrade["missile_by"])
    if hit.kind not in ("shelling", "airstrike"):
        return hit
    for other in hits:
        if other is not hit and other.kind in ("drone", "airstrike") and not other.weak and line.words[other.first].low in carriers:
            if hit.kind == "shelling" or hit.weak:
                return Hit(other.first, other.last, other.kind, weak=other.weak)
    return hit


def reading_of(text: str, line: Line, hit: Hit, *, inherited: bool) -> Reading:
    """Return the hit as a reading with its words."""
    start, end = line.words[hit.first].start, line.words[hit.last].end
    return Reading((start, end), text[start:end], hit.kind, "means-before" if inherited else "means-word", inherited)
