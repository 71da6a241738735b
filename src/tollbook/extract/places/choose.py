"""Choose the place of each claim among the place phrases of its own sentence. Sentences around it are for ``attach``."""

import itertools
from collections.abc import Sequence

from tollbook.extract.places.scene import HARM_ROLES, Locus, Scene
from tollbook.extract.sentences.segment import Token, token_behind, tokens_before, tokens_between, tokens_starting
from tollbook.model.claim import Claim
from tollbook.vocab.places import PlaceWords

OWN_REACH = 12
RELATIVE = 4  # tokens from "which" to the number it tells
EVENT_NP = 9  # tokens of "attacks by the group X" before "which"
AFTERMATH = 8
JOINT = 2  # tokens between two joined claims: a comma and "and"
BREAK_COST = 12.0
MOST_LOCI = 32
"""Place phrases that a claim of one sentence chooses among, the nearest: a longer list is a table."""


def own_loci(scene: Scene, claims: Sequence[Claim], words: PlaceWords) -> dict[str, list[Locus]]:
    """Return, by claim id, the place phrases that follow the claim with no comma or other claim between."""
    owned: dict[str, list[Locus]] = {}
    for locus in scene.loci:
        owner = _owner(scene.sentence.tokens, locus, claims, words)
        if owner is not None and locus.role in HARM_ROLES:
            owned.setdefault(owner.id, []).append(locus)
    return owned


def _owner(tokens: Sequence[Token], locus: Locus, claims: Sequence[Claim], words: PlaceWords) -> Claim | None:
    before = [claim for claim in claims if claim.span[1] <= locus.begin]
    if not before:
        return None
    nearest = max(before, key=lambda claim: claim.span[1])
    between = tokens_between(tokens, nearest.span[1], locus.begin)
    if len(between) > OWN_REACH:
        return None
    if any(t.lower in {",", ";", ":", "(", ")", "."} or t.lower in words.attach.including for t in between):
        return None
    return nearest


def best_locus(
    claim: Claim,
    scene: Scene,
    claims: Sequence[Claim],
    owned: dict[str, list[Locus]],
    words: PlaceWords,
) -> Locus | None:
    """Return the place of ``claim`` that its own sentence gives, None where it gives none."""
    mine = [x for x in owned.get(claim.id, ()) if not _is_walled(claim, x, scene, words, is_rival=False)]
    if mine and claim.harm != "displaced":
        return max(mine, key=lambda locus: (locus.rank if not locus.anaphor else 0, -locus.begin))
    if claim.harm == "displaced":
        return _left_behind(scene, words)
    taken_from = _taken_from(claim, scene, words) if claim.harm == "detained" else None
    if taken_from is not None:
        return taken_from
    parts = {
        c.id
        for c in claims
        if c.id in owned
        and (c.part_of is not None or _is_part(scene.sentence.tokens, c, words))
        and not _are_joined(scene.sentence.tokens, claim, c, words)
    }
    taken = {id(locus) for owner, loci in owned.items() if owner in parts for locus in loci}
    taken |= {id(x) for x in scene.loci if x.anaphor and _hangs_on(x, taken, scene, claims)}
    free = [locus for locus in scene.loci if id(locus) not in taken and locus.role in {*HARM_ROLES, "topic"}]
    if len(free) > MOST_LOCI:
        free = sorted(free, key=lambda locus: abs(locus.begin - claim.head))[:MOST_LOCI]
    clause = _clause_of(claim, scene.sentence.tokens, words)
    if clause is not None:
        free = [locus for locus in free if clause[0] <= locus.begin < clause[1]]
    rivals = {id(locus) for owner, loci in owned.items() if owner != claim.id for locus in loci}
    free = [x for x in free if not _is_walled(claim, x, scene, words, is_rival=id(x) in rivals)]
    if claim.scope == "cumulative":
        free = [locus for locus in free if not (locus.anaphor and locus.role == "topic")]  # "half the country"
    if not free:
        return None
    return max(free, key=lambda locus: _score(claim, locus, scene, words, is_rival=id(locus) in rivals))


def _hangs_on(anaphor: Locus, taken: set[int], scene: Scene, claims: Sequence[Claim]) -> bool:
    """Return True for "60 of them in X, where tanks pounded THE QUARTER": no claim stands between it and the part's place."""
    before = [x.end for x in scene.loci if id(x) in taken and x.end <= anaphor.begin]
    return bool(before) and not any(before[-1] <= claim.head < anaphor.begin for claim in claims)


def _is_walled(claim: Claim, locus: Locus, scene: Scene, words: PlaceWords, *, is_rival: bool) -> bool:
    """Return True for a place that another claim owns (``is_rival``) behind a semicolon, or in a clause of its own event.

    "Shelling wounded a medic; the rebels accused the army of killing two in X": X says nothing of the medic. What police do
    "after a bombing in X" they need not do in X.
    """
    low, high = sorted((claim.head, locus.begin))
    between = [t.lower for t in tokens_starting(scene.sentence.tokens, low + 1, high)]
    if is_rival and ";" in between:
        return True
    if locus.end <= claim.span[0] and _is_own_loss(claim, between, words):
        return True
    if claim.harm != "detained":
        return False
    if locus.begin < claim.head:
        before = tokens_before(scene.sentence.tokens, locus.begin, AFTERMATH)
        return any(t.lower in words.attach.aftermath for t in before) and "," in between
    return any(word in words.attach.aftermath for word in between)


def tells_of_another(claim: Claim, scene: Scene, words: PlaceWords) -> bool:
    """Return True for a number in a relative clause of its own event ("the bombings that killed 25"), places standing outside."""
    return bool(scene.loci) and _clause_of(claim, scene.sentence.tokens, words) is not None


def _clause_of(claim: Claim, tokens: Sequence[Token], words: PlaceWords) -> tuple[int, int] | None:
    """Return where "the attacks by X in Y which left 26 dead" begins and ends, None where no event noun leads to the number."""
    count = token_behind(tokens, claim.span[0])
    near = [i for i in range(max(0, count - RELATIVE), count) if tokens[i].lower in words.attach.relatives]
    if not near:
        return None
    event = next(
        (
            i
            for i in range(near[-1] - 1, max(-1, near[-1] - EVENT_NP), -1)
            if tokens[i].lower in words.attach.event_nouns
        ),
        None,
    )
    if event is None or any(tokens[i].text in {",", ";"} for i in range(event, near[-1])):
        return None
    start = event
    while start > 0 and event - start < EVENT_NP and tokens[start - 1].text not in {",", ";"}:
        attach = words.attach
        low = tokens[start - 1].lower
        if any(
            low in known for known in (attach.clause_breaks, attach.aftermath, attach.actor, attach.route, attach.at)
        ):
            break
        start -= 1
    if start > 1 and tokens[start - 1].lower in words.attach.agents:
        return None  # "X was hit on Sunday by strikes that killed 50"
    end = next((t.start for t in tokens if t.start >= claim.span[1] and t.text in {",", ";"}), tokens[-1].end)
    return tokens[start].start, end


def _is_own_loss(claim: Claim, between: Sequence[str], words: PlaceWords) -> bool:
    """Return True for "... in X, and Y said three of its men had died": a side's own dead, told behind another's deed."""
    own = [word for word in claim.quote.casefold().split() if word in words.attach.own]
    said = [i for i, word in enumerate(between) if word in words.attach.saying]
    return bool(own and said) and any(word in words.and_words or word == ";" for word in between[: said[-1]])


def _are_joined(tokens: Sequence[Token], claim: Claim, other: Claim, words: PlaceWords) -> bool:
    """Return True for "two policemen and a passer-by": a place behind the second is the first one's too."""
    between = [t.lower for t in tokens_between(tokens, claim.span[1], other.span[0])]
    return 0 < len(between) <= JOINT and between[-1] in words.and_words


def _left_behind(scene: Scene, words: PlaceWords) -> Locus | None:
    """Return the place that people fled or were driven from; where they arrived is a refuge (guide, `where`)."""
    left = [
        x
        for x in scene.loci
        if x.role in {*HARM_ROLES, "route"} and x.preposition not in words.attach.refuges and not x.is_far
    ]
    fled = [x for x in left if x.preposition in words.attach.displacing and x.role == "route"]
    return max(fled or left, key=lambda x: (x.rank, -x.begin), default=None)


def _taken_from(claim: Claim, scene: Scene, words: PlaceWords) -> Locus | None:
    """Return the place right behind "from" after those taken: "the kidnapping of 276 schoolgirls from X"."""
    behind = [
        x for x in scene.loci if x.role == "route" and x.preposition in words.phrase.from_ and x.lead >= claim.span[1]
    ]
    near = [
        x
        for x in behind
        if not any(t.text in {",", ";"} for t in tokens_between(scene.sentence.tokens, claim.span[1], x.lead))
    ]
    return near[0] if near else None


def _is_part(tokens: Sequence[Token], claim: Claim, words: PlaceWords) -> bool:
    before = tokens_before(tokens, claim.span[0], 2)
    return any(t.lower in words.attach.including for t in before)


def _score(claim: Claim, locus: Locus, scene: Scene, words: PlaceWords, *, is_rival: bool) -> float:
    """Return how well ``locus`` suits: its part first, then how specific and how near; breaks of the clause cost."""
    low, high = sorted((claim.head, locus.begin))
    between = tokens_starting(scene.sentence.tokens, low + 1, high)
    breaks = sum(1 for t in between if t.lower in words.attach.clause_breaks or t.lower == ";")
    role = {"at": 4.0, "aimed": 3.5, "beside": 2.0}.get(locus.role, -12.0)
    if locus.anaphor:
        role -= 3.0
    rival = -2.0 if is_rival and locus.begin > claim.head else 0.0
    after_route = -BREAK_COST * min(breaks, 2) / 2
    if (
        is_rival
        and locus.end <= claim.span[0]
        and any(locus.end <= x.begin < claim.head and x.role in HARM_ROLES and not x.anaphor for x in scene.loci)
    ):
        rival -= 5.0  # "killed 23 in X, and later another blew up near Y, killing one"
    subset = -4.0 if locus.begin > claim.head and _is_of_some(between, words) else 0.0
    return role + locus.rank - len(between) / 8 + after_route + rival + subset


def _is_of_some(between: Sequence[Token], words: PlaceWords) -> bool:
    """Return True where the words before a place speak of some of those counted: "seven died, most of them near X"."""
    pairs = itertools.pairwise(between)
    return any(a.lower in words.of_words and b.lower in words.attach.subsets for a, b in pairs)
