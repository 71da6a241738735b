"""Permanent incident ids and codes: groups meet the mintings given so far, new ones are minted, merges leave a redirect."""

import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from tollbook.link.groups import Group
from tollbook.model.claim import Claim
from tollbook.model.ids import content_id
from tollbook.model.incident import Minting

_NOT_LETTER = re.compile(r"[^A-Z]")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ad|an|at|az|the|la|le|los|las)[-\s]+", re.IGNORECASE)
AREA_LETTERS = 3
OWN = 2
"""What a founding claim of its own counts for an id, where one of an incident merged into it counts 1."""


class Identity(msgspec.Struct, frozen=True):
    """The permanent id and code of one group; ``split_from`` the incident it was cut from, ``sub_of`` the one it is part of."""

    incident: str
    code: str
    split_from: str | None = None
    sub_of: str | None = None


def identify(
    groups: Sequence[Group], claims: Mapping[str, Claim], mintings: Sequence[Minting]
) -> tuple[dict[str, Identity], tuple[Minting, ...]]:
    """Return the identity of each group by key, and the mintings that are new.

    A group keeps the id whose founding claims, and those of what was merged into it, it holds most of (oldest id on a tie, by order of the ledger); ids it
    also swallows are redirected to it; a group cut off from a minted incident gets an id of its own, with its origin.
    """
    live, redirected = _live(mintings)
    owner = {claim: (m.incident, OWN) for m in live.values() for claim in m.claims}
    for claim, target in _swallowed(mintings, live).items():
        owner.setdefault(claim, (target, 1))
    rank = {incident: k for k, incident in enumerate(live)}
    held: dict[str, dict[str, int]] = {}
    for group in groups:
        counts: dict[str, int] = defaultdict(int)
        for claim in group.claims:
            if claim in owner:
                name, weight = owner[claim]
                counts[name] += weight
        held[group.key] = counts
    kept = _kept(held, rank)
    codes = {m.code for m in mintings}
    tried: dict[str, int] = {}
    known = {*live, *redirected}
    identities: dict[str, Identity] = {}
    new: list[Minting] = []
    for group in sorted(groups, key=lambda g: (g.sub_of is not None, g.key)):  # a part is named after its whole
        incident = kept.get(group.key)
        whole = identities.get(group.sub_of or "")
        if incident is None:
            minted = _mint(group, claims, (codes, tried), held[group.key], rank, known, whole)
            codes.add(minted.code)
            new.append(minted)
            identities[group.key] = Identity(minted.incident, minted.code, minted.split_from, minted.sub_of)
        else:
            origin = live[incident].split_from
            identities[group.key] = Identity(incident, live[incident].code, origin, whole.incident if whole else None)
    new += _redirects(held, kept, identities, live)
    return identities, tuple(new)


def _live(mintings: Sequence[Minting]) -> tuple[dict[str, Minting], set[str]]:
    live: dict[str, Minting] = {}
    redirected: set[str] = set()
    for minting in mintings:
        if minting.redirect:
            live.pop(minting.incident, None)
            redirected.add(minting.incident)
        elif minting.incident not in redirected:
            live.setdefault(minting.incident, minting)
    return live, redirected


def _swallowed(mintings: Sequence[Minting], live: Mapping[str, Minting]) -> dict[str, str]:
    """Return the founding claims of merged incidents, with the incident that stands for them now."""
    into: dict[str, str] = {m.incident: m.redirect for m in mintings if m.redirect}
    found: dict[str, str] = {}
    for minting in mintings:
        target = minting.incident
        seen: set[str] = set()
        while target in into and target not in seen:
            seen.add(target)
            target = into[target]
        if target != minting.incident and target in live:
            found.update((claim, target) for claim in minting.claims)
    return found


def _kept(held: Mapping[str, Mapping[str, int]], rank: Mapping[str, int]) -> dict[str, str]:
    """Give each minted id to the group that holds most of its founding claims; a group takes one id."""
    bids = sorted((-n, rank[i], key, i) for key, counts in held.items() for i, n in counts.items())
    kept: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, key, incident in bids:
        if key not in kept and incident not in taken:
            kept[key] = incident
            taken.add(incident)
    return kept


def _redirects(
    held: Mapping[str, Mapping[str, int]],
    kept: Mapping[str, str],
    identities: Mapping[str, Identity],
    live: Mapping[str, Minting],
) -> list[Minting]:
    used = set(kept.values())
    found: dict[str, str] = {}
    for key, counts in sorted(held.items()):
        for incident in counts:
            if incident not in used:
                found.setdefault(incident, identities[key].incident)
    return [
        Minting(incident=old, code=live[old].code, claims=live[old].claims, redirect=into)
        for old, into in sorted(found.items())
    ]


def _mint(
    group: Group,
    claims: Mapping[str, Claim],
    used: tuple[set[str], dict[str, int]],
    counts: Mapping[str, int],
    rank: Mapping[str, int],
    taken: set[str],
    whole: Identity | None = None,
) -> Minting:
    origin = min(counts, key=lambda i: (-counts[i], rank[i])) if counts else None
    incident = content_id("i1_", group.key)
    attempt = 0
    while incident in taken:
        attempt += 1
        incident = content_id("i1_", group.key, attempt)
    code = _part_code(whole, used[0]) if whole else _code([claims[c] for c in group.claims], *used)
    return Minting(
        incident=incident,
        code=code,
        claims=group.claims,
        split_from=origin,
        sub_of=whole.incident if whole else None,
    )


def _part_code(whole: Identity, codes: set[str]) -> str:
    """Return the whole's code and a number, from 2: the first blow is the whole's own."""
    number = 2
    while (code := f"{whole.code}{number}") in codes:
        number += 1
    return code


def _code(members: Sequence[Claim], codes: set[str], tried: dict[str, int]) -> str:
    """Return area letters + date + letter, as casualty recorders write codes (USYEM250427a)."""
    dated = sorted(c.when.interval.start for c in members if c.when and c.when.interval and c.when.interval.start)
    day = dated[0].strftime("%y%m%d") if dated else "000000"
    places = sorted(
        (c.where for c in members if c.where), key=lambda w: (w.place.radius_m if w.place else 10**9, w.name)
    )
    where = places[0] if places else None
    country = (where.place.country if where and where.place else None) or "XX"
    letters = area_letters(where.place.name if where and where.place else where.name if where else "")
    return free_code(f"{country}{letters}{day}a", codes, tried)


def free_code(code: str, taken: Collection[str], tried: dict[str, int] | None = None) -> str:
    """Return ``code``, or where it is ``taken`` the same area and day with the next letter that is free.

    ``tried`` keeps by area and day how many letters are known to be taken: for many codes into one growing ``taken``.
    """
    if code not in taken:
        return code
    tried = {} if tried is None else tried
    stem = code.rstrip(string.ascii_lowercase)
    number = tried.get(stem, 0)
    while (code := stem + _letter(number)) in taken:
        number += 1
    tried[stem] = number
    return code


def area_letters(name: str) -> str:
    """Return up to three capital letters of a place name without its article and accents; "AREA" scripts give "XXX"."""
    plain = unicodedata.normalize("NFKD", _ARTICLE.sub("", name)).upper()
    return (_NOT_LETTER.sub("", plain)[:AREA_LETTERS]).ljust(AREA_LETTERS, "X")


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
