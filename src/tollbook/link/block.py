"""Keys under which claims and accounts of one event must meet, so that only near ones are compared. Pure."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from tollbook.link.account import Account
from tollbook.model.claim import Claim
from tollbook.vocab.linking import BlockSizes, LinkWeights, link_weights

KM_PER_DEGREE = 111.2
DAYS_A_WEEK = 7
MAX_CELLS = 25
TELLING_NUMBER = 10
TELLING_FROM = 4
MAX_WORDS = 8
VAGUE, LISTED = "~", "^"
MARKS = frozenset({VAGUE, LISTED})


def block_keys(claim: Claim) -> tuple[str, ...]:
    """Return the keys of a claim for an index: two claims of one event share at least one, unless one of them is vague.

    A key is "day or week | cell, place name or country". Vague claims (a month, a province) carry keys with a leading
    "~", which meet the plain keys of narrow claims without the tilde.
    """
    sizes = link_weights().block
    place = claim.where.place if claim.where else None
    interval = claim.when.interval if claim.when else None
    start = interval.start.toordinal() if interval and interval.start else None
    end = interval.end.toordinal() if interval and interval.end else None
    return _keys(
        start,
        end,
        None,
        (place.lat, place.lon, place.radius_m / 1000) if place else None,
        claim.where.name.casefold() if claim.where else None,
        place.country if place else None,
        sizes,
    )


def account_keys(a: Account, sizes: BlockSizes) -> tuple[str, ...]:
    """Return the keys of an account; one without a date stands at its report's week."""
    point = (a.lat, a.lon, a.radius_km) if a.lat is not None and a.lon is not None else None
    return _keys(a.start, a.end, a.published, point, a.place_name, a.country, sizes)


def _keys(
    start: int | None,
    end: int | None,
    published: int | None,
    point: tuple[float, float, float] | None,
    name: str | None,
    country: str | None,
    sizes: BlockSizes,
) -> tuple[str, ...]:
    narrow_time = start is not None and end is not None and end - start < sizes.narrow_days
    narrow_place = (point is not None and point[2] <= sizes.narrow_km) or (point is None and name is not None)
    spaces = _spaces(point, name, sizes) if narrow_place else []
    region = country or "?"
    days = [f"d{d}" for d in range(start, end + 2)] if narrow_time and start is not None and end is not None else []
    weeks = _weeks(start, end, published)
    if narrow_time and narrow_place:
        keys = [f"{d}|{s}" for d in days for s in spaces]
        keys += [f"^{d}|{region}" for d in days] + [f"^{w}|{s}" for w in weeks for s in (*spaces, region)]
        return tuple(keys)
    if narrow_time:
        return tuple(f"~{d}|{region}" for d in days)
    if narrow_place:
        return (*(f"~{w}|{s}" for w in weeks for s in spaces), *(f"^{w}|{region}" for w in weeks))
    return tuple(f"~{w}|{region}" for w in weeks)


def _spaces(point: tuple[float, float, float] | None, name: str | None, sizes: BlockSizes) -> list[str]:
    if point is None:
        return [f"n:{name}"]
    lat, lon, radius = point
    size = sizes.cell_degrees
    high = radius / KM_PER_DEGREE
    wide = min(180.0, high / max(0.05, math.cos(math.radians(lat))))
    rows = range(math.floor((lat - high) / size), math.floor((lat + high) / size) + 1)
    columns = range(math.floor((lon - wide) / size), math.floor((lon + wide) / size) + 1)
    cells = [f"{r}:{c % round(360 / size)}" for r in rows for c in columns]
    named = [f"n:{name}"] if name else []
    return cells[:MAX_CELLS] + named


def _weeks(start: int | None, end: int | None, published: int | None) -> list[str]:
    if start is None and end is None:
        if published is None:
            return ["w?"]
        start, end = published - DAYS_A_WEEK, published
    first = start if start is not None else (end or 0) - DAYS_A_WEEK
    last = end if end is not None else first + DAYS_A_WEEK
    first_week, last_week = first // DAYS_A_WEEK, (last + 1) // DAYS_A_WEEK
    return [f"w{w}" for w in range(max(first_week, last_week - 8), last_week + 1)]


def told_keys(a: Account, telling: AbstractSet[str]) -> list[str]:
    """Return keys of an account by what it tells besides place: day and number, day and rare words.

    Rare words meet whatever the place; a number only brings an account without a place (marked "~") to the placed ones.
    """
    end = a.end if a.end is not None else a.published
    if end is None or (a.start is not None and end - a.start > DAYS_A_WEEK):
        return []
    start = a.start if a.start is not None else end - 1
    words = [f"w:{w}" for w in sorted(w for w in (a.names | a.victims) & telling if " " not in w)[:MAX_WORDS]]
    numbers = [f"m:{t.harm}:{t.low}" for t in a.tallies if t.low >= TELLING_FROM]
    mark = "^" if a.place_name is not None else "~"
    days = range(start, end + 2)
    return [f"d{d}|{w}" for d in days for w in words] + [f"{mark}d{d}|{n}" for d in days for n in numbers]


def name_keys(a: Account, telling: AbstractSet[str]) -> list[str]:
    """Return keys of an account by its rare full names, whatever the day: a trial months later names the same victim."""
    return [f"p:{n}" for n in sorted(n for n in a.names & telling if " " in n)[:MAX_WORDS]]


def _places_by_word(accounts: Sequence[Account]) -> dict[str, set[str]]:
    """Return the place names of a book by each of their words."""
    found: dict[str, set[str]] = {}
    for name in {a.place_name for a in accounts if a.place_name}:
        for word in name.split():
            found.setdefault(word, set()).add(name)
    return found


def _named_place_keys(a: Account, named: dict[str, set[str]], sizes: BlockSizes) -> list[str]:
    """Return keys of an account without a place, or with one no gazetteer has, by the places its report names."""
    if a.lat is not None:
        return []
    places = sorted({p for w in a.names if w in named for p in named[w] if len(named[w]) <= MAX_WORDS})
    return [k for p in places[:MAX_WORDS] for k in _keys(a.start, a.end, a.published, None, p, None, sizes)]


def candidate_pairs(
    accounts: Sequence[Account], weights: LinkWeights, telling: AbstractSet[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Yield index pairs (i < j) of accounts that share a block, each once; order follows the accounts' own order.

    Narrow accounts meet narrow ones of their day and place; vague ones meet narrow ones and each other, the nearest
    in number first, at most ``wide_candidates``. A crowded block is cut by place and number. ``telling`` are rare words.
    """
    yield from pairs_sharing(accounts, keys_of(accounts, weights, telling), weights.block)


def keys_of(
    accounts: Sequence[Account], weights: LinkWeights, telling: AbstractSet[str] = frozenset()
) -> Iterator[tuple[str, ...]]:
    """Yield the keys of each account: by day and place, by what it tells, and by the places its report names."""
    named = _places_by_word(accounts)
    for account in accounts:
        yield (
            *account_keys(account, weights.block),
            *told_keys(account, telling),
            *name_keys(account, telling),
            *_named_place_keys(account, named, weights.block),
        )


def pairs_sharing(
    accounts: Sequence[Account], keys: Iterable[Iterable[str]], sizes: BlockSizes
) -> Iterator[tuple[int, int]]:
    """Yield index pairs of accounts that meet under ``keys`` (one collection for each account), each once.

    Blocks are independent of one another: any share of the keys, with all accounts that have them, gives its own pairs.
    """
    narrow: dict[str, list[int]] = {}
    listed: dict[str, list[int]] = {}
    vague: dict[str, list[int]] = {}
    shelves = {VAGUE: vague, LISTED: listed}
    for index, own in enumerate(keys):
        for key in own:
            shelves.get(key[0], narrow).setdefault(bare_key(key), []).append(index)
    blocks = [block for members in narrow.values() for block in _cut(accounts, members, sizes.crowd)]
    chosen = _chosen_by_vague(accounts, narrow, listed, vague, sizes)
    yield from _each_once(len(accounts), [b for b in blocks if len(b) > 1], chosen)


def _each_once(
    size: int, blocks: Sequence[Sequence[int]], chosen: Mapping[int, AbstractSet[int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs within ``blocks`` and those a vague account chose, account by account.

    A set of all pairs seen would take more memory than everything else: here only one account's pairs are held.
    """
    inside: list[list[int]] = [[] for _ in range(size)]
    for number, block in enumerate(blocks):
        for index in block:
            inside[index].append(number)
    for i in range(size):
        met = {j for number in inside[i] for j in blocks[number]}
        yield from ((i, j) for j in sorted(met) if j > i)
        for j in sorted(chosen.get(i, ())):
            if j not in met and not (j < i and i in chosen.get(j, ())):
                yield (i, j) if i < j else (j, i)


def bare_key(key: str) -> str:
    """Return the name of a key's block: vague and listed accounts meet others under the key without its mark."""
    return key[1:] if key[0] in MARKS else key


def _chosen_by_vague(
    accounts: Sequence[Account],
    narrow: Mapping[str, Sequence[int]],
    listed: Mapping[str, Sequence[int]],
    vague: Mapping[str, Sequence[int]],
    sizes: BlockSizes,
) -> dict[int, set[int]]:
    """Return the accounts that each vague one is compared with."""
    found: dict[int, set[int]] = {}
    for key, members in vague.items():
        others = sorted({*members, *listed.get(key, ()), *narrow.get(key, ())})
        by_number = _by_number(accounts, others) if len(others) > sizes.wide_candidates else {}
        for i in members:
            picked = others if not by_number else _nearest(accounts, i, others, by_number, sizes.wide_candidates)
            found.setdefault(i, set()).update(j for j in picked if j != i)
    return found


def _cut(accounts: Sequence[Account], members: list[int], crowd: int) -> Iterable[list[int]]:
    if len(members) <= crowd:
        return [members]
    pieces: dict[object, list[int]] = {}
    for index in members:
        account = accounts[index]
        keys = {("place", account.place_id)} | {("number", t.harm, t.low) for t in account.tallies}
        keys |= {("name", n) for n in sorted(account.names)[:3]}
        for key in keys:
            pieces.setdefault(key, []).append(index)
    return [piece[k : k + crowd] for piece in pieces.values() for k in range(0, len(piece), crowd)]


def _by_number(accounts: Sequence[Account], others: list[int]) -> dict[tuple[str, int], list[int]]:
    table: dict[tuple[str, int], list[int]] = {}
    for index in others:
        for tally in accounts[index].tallies:
            table.setdefault((tally.harm, tally.low), []).append(index)
    return table


def _nearest(
    accounts: Sequence[Account], i: int, others: list[int], by_number: dict[tuple[str, int], list[int]], limit: int
) -> list[int]:
    equal = [j for t in accounts[i].tallies if t.low >= TELLING_NUMBER for j in by_number.get((t.harm, t.low), ())]
    return sorted({*equal[:limit], *others[: max(0, limit - len(equal))]})
