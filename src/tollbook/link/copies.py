"""Families of copies: texts that are near-duplicates or excerpts of one another, by exact shingle overlap."""

import functools
import itertools
import re
import zlib
from collections.abc import Iterator, Sequence

from tollbook.model.document import Document
from tollbook.vocab.linking import CopySizes

_WORD = re.compile(r"\w+")
MIN_WORDS = 12
MIN_SHARED = 4
MAX_VERSION = 300
VERSIONS_LOOKED_AT = 60
NUMBER_BITS = 32
NUMBER_MASK = (1 << NUMBER_BITS) - 1


def families_of(documents: Sequence[Document], sizes: CopySizes) -> dict[str, str]:
    """Return for each document the id of its family: the smallest document id among its copies, itself if it has none.

    Shingles of five words; candidates share sampled shingles that few texts have; each is verified by exact overlap.
    Near-linear in total words. Short texts only count as copies when they are equal.
    """
    if len(documents) == 1:
        return {documents[0].id: documents[0].id}
    ordered = sorted(documents, key=lambda d: d.id)
    parent = list(range(len(ordered)))
    tried: set[int] = set()
    for i, j in _candidates(ordered, sizes):
        code = i * len(ordered) + j
        if code in tried or _root(parent, i) == _root(parent, j):
            continue
        tried.add(code)
        if _near(ordered[i], ordered[j], sizes.days) and _is_copy(ordered[i], ordered[j], sizes):
            _join(parent, i, j)
    for i, j in _versions(ordered, sizes.version):
        _join(parent, i, j)
    return {d.id: ordered[_root(parent, k)].id for k, d in enumerate(ordered)}


def _versions(documents: Sequence[Document], share: float) -> Iterator[tuple[int, int]]:
    """Yield pairs of short texts that one outlet put out on one day in nearly the same words.

    A name or a number in figures that only one of them has makes two texts of them.
    """
    desks: dict[tuple[str, object], list[tuple[int, frozenset[str]]]] = {}
    for number, document in enumerate(documents):
        if document.outlet is None or document.published is None or len(document.text) > MAX_VERSION:
            continue
        words = frozenset(_WORD.findall(document.text))
        desk = desks.setdefault((document.outlet.casefold(), document.published), [])
        for other, theirs in desk[-VERSIONS_LOOKED_AT:]:
            if len(words & theirs) >= share * len(words | theirs) and not any(_tells(w) for w in words ^ theirs):
                yield other, number
        desk.append((number, words))


def _tells(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


@functools.lru_cache(maxsize=256)
def _shingles(text: str, size: int) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    if len(words) < MIN_WORDS:
        return frozenset({zlib.crc32(" ".join(words).encode())}) if words else frozenset()
    joined = [" ".join(words[k : k + size]) for k in range(len(words) - size + 1)]
    return frozenset(zlib.crc32(piece.encode()) for piece in joined)


def _candidates(documents: Sequence[Document], sizes: CopySizes) -> Iterator[tuple[int, int]]:
    """Yield pairs of documents that share a sampled shingle; of one that many share, only the next ones.

    Only the sample is kept, packed with the document's number in one integer: all shingles of a large book would fill
    the memory.
    """
    packed: list[int] = []
    for number, document in enumerate(documents):
        pieces = _shingles.__wrapped__(document.text, sizes.shingle)
        sampled = pieces if len(pieces) <= sizes.sample * 2 else [p for p in pieces if p % sizes.sample == 0] or pieces
        packed += [piece << NUMBER_BITS | number for piece in sampled]
    packed.sort()
    for _, group in itertools.groupby(packed, key=lambda p: p >> NUMBER_BITS):
        members = [p & NUMBER_MASK for p in group]
        if len(members) <= sizes.shared_by:
            yield from itertools.combinations(members, 2)
        else:
            yield from itertools.pairwise(members)


def _near(a: Document, b: Document, days: int) -> bool:
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).days) <= days


def _is_copy(one: Document, two: Document, sizes: CopySizes) -> bool:
    a, b = _shingles(one.text, sizes.shingle), _shingles(two.text, sizes.shingle)
    if not a or not b:
        return False
    both = len(a & b)
    if both < MIN_SHARED and a != b:
        return False
    return both / len(a | b) >= sizes.threshold or both / min(len(a), len(b)) >= sizes.contained


def _root(parent: list[int], k: int) -> int:
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


def _join(parent: list[int], i: int, j: int) -> None:
    first, second = sorted((_root(parent, i), _root(parent, j)))
    parent[second] = first
