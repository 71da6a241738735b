"""Cut linking into windows: every block of accounts belongs to exactly one, whatever border it lies on. Pure.

An account is in every window that owns one of its blocks, so an event at midnight or on a border meets there as it would in
one process. Blocks hold a day or week and a place, so that windows are stretches of time, and within them shares of places.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from tollbook.batch.linking import Window
from tollbook.link.account import Account
from tollbook.link.block import DAYS_A_WEEK, bare_key, keys_of
from tollbook.link.score import CAP
from tollbook.vocab.linking import LinkWeights

KEYS_A_WINDOW = 25_000
"""Keys that one task weighs: about a second of work, some megabytes."""
SLICE_DAYS = 7
SHELVES = 1 << 22
UNDATED = -1
SEEN_TWICE = 2
Slot = tuple[int, int]
"""A stretch of time, and which of its shares of places."""


def windows_of(
    accounts: Sequence[Account],
    decided: Iterable[tuple[int, int]],
    weights: LinkWeights,
    telling: AbstractSet[str],
    rarity: Mapping[str, float],
    most: int = KEYS_A_WINDOW,
) -> Iterator[Window]:
    """Yield the windows of ``accounts``, which come sorted by key. Memory is that of the keys that two accounts share."""
    seen = bytearray(SHELVES)
    for keys in keys_of(accounts, weights, telling):
        for key in keys:
            shelf = zlib.crc32(bare_key(key).encode()) % SHELVES
            seen[shelf] = min(SEEN_TWICE, seen[shelf] + 1)
    slices: dict[int, list[tuple[int, str]]] = {}
    for number, keys in enumerate(keys_of(accounts, weights, telling)):
        for key in keys:
            if seen[zlib.crc32(bare_key(key).encode()) % SHELVES] == SEEN_TWICE:
                slices.setdefault(_slice(bare_key(key)), []).append((number, key))
    apart: dict[int, list[int]] = {}
    for i, j in decided:
        apart.setdefault(i, []).append(j)
    for pairs in _filled(slices, most):
        yield _window(pairs, accounts, apart, rarity)


def _slice(key: str) -> int:
    """Return the stretch of time a block belongs to, ``UNDATED`` for what meets whatever the day."""
    time = key.split("|", 1)[0]
    if time[1:].isdigit():
        day = int(time[1:]) * (DAYS_A_WEEK if time[0] == "w" else 1)
        return day // SLICE_DAYS
    return UNDATED


def _filled(slices: Mapping[int, list[tuple[int, str]]], most: int) -> Iterator[list[tuple[int, str]]]:
    """Yield shares of the keys of about ``most`` each: short stretches together, long ones cut by block."""
    gathered: list[tuple[int, str]] = []
    for _, pairs in sorted(slices.items()):
        if len(pairs) > most:
            shares: list[list[tuple[int, str]]] = [[] for _ in range(-(-len(pairs) // most))]
            for number, key in pairs:
                shares[zlib.crc32(bare_key(key).encode()) % len(shares)].append((number, key))
            yield from filter(None, shares)
            continue
        if gathered and len(gathered) + len(pairs) > most:
            yield gathered
            gathered = []
        gathered = [*gathered, *pairs]
    if gathered:
        yield gathered


def _window(
    pairs: Iterable[tuple[int, str]],
    accounts: Sequence[Account],
    apart: Mapping[int, Sequence[int]],
    rarity: Mapping[str, float],
) -> Window:
    keys: dict[int, list[str]] = {}
    for number, key in pairs:
        keys.setdefault(number, []).append(key)
    numbers = sorted(keys)
    place = {number: k for k, number in enumerate(numbers)}
    members = [accounts[n] for n in numbers]
    words = frozenset[str]().union(*(a.names | a.victims for a in members))
    return Window(
        accounts=members,
        numbers=numbers,
        keys=[keys[n] for n in numbers],
        decided=sorted((place[i], place[j]) for i in numbers for j in apart.get(i, ()) if j in place),
        rarity={w: rarity[w] for w in sorted(words) if w in rarity} | {CAP: rarity[CAP]},
    )
