"""Families of copies: texts that are near-duplicates or excerpts of one another, by exact shingle overlap."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tollbook.model.document import Document
from tollbook.vocab.linking import CopySizes

_WORD = re.compile(r"\w+")
MIN_WORDS = 12
MIN_SHARED = 4
MAX_VERSION = 300
VERSIONS_LOOKED_AT = 60


def families_of(documents: Sequence[Document], sizes: CopySizes) -> dict[str, str]:
    """Return for each document the id of its family: the smallest document id among its copies, itself if it has none.

    Shingles of five words; candidates share sampled shingles that few texts have; each is verified by exact overlap.
    Near-linear in total words. Short texts only count as copies when they are equal.
    """
    if len(documents) == 1:
        return {documents[0].id: documents[0].id}
    ordered = sorted(documents, key=lambda d: d.id)
    shingles = [_shingles(d.text, sizes.shingle) for d in ordered]
    parent = list(range(len(ordered)))
    for (i, j), shared in _candidates(shingles, sizes).items():
        if shared and _near(ordered[i], ordered[j], sizes.days) and _is_copy(shingles[i], shingles[j], sizes):
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


def _shingles(text: str, size: int) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    if len(words) < MIN_WORDS:
        return frozenset({zlib.crc32(" ".join(words).encode())}) if words else frozenset()
    joined = [" ".join(words[k : k + size]) for k in range(len(words) - size + 1)]
    return frozenset(zlib.crc32(piece.encode()) for piece in joined)


def _candidates(shingles: Sequence[frozenset[int]], sizes: CopySizes) -> Mapping[tuple[int, int], int]:
    index: dict[int, list[int]] = {}
    for number, pieces in enumerate(shingles):
        sampled = pieces if len(pieces) <= sizes.sample * 2 else [p for p in pieces if p % sizes.sample == 0] or pieces
        for piece in sampled:
            index.setdefault(piece, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for members in index.values():
        if 1 < len(members) <= sizes.shared_by:
            shared.update((members[x], members[y]) for x in range(len(members)) for y in range(x + 1, len(members)))
        elif len(members) > sizes.shared_by:
            shared.update((members[x], members[x + 1]) for x in range(len(members) - 1))
    return shared


def _near(a: Document, b: Document, days: int) -> bool:
    if a.published is None or b.published is None:
        return True
    return abs((a.published - b.published).days) <= days


def _is_copy(a: frozenset[int], b: frozenset[int], sizes: CopySizes) -> bool:
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
