"""What part each place plays in its sentence: the harm's place, beside it, a route, a venue, an actor, or only a topic."""

import functools
from collections.abc import Iterator, Sequence

import msgspec

from tollbook.extract.segment import Sentence, Token
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.load import languages
from tollbook.vocab.places import AttachWords, PlaceWords, load_demonyms

RANK = {
    "site": 6.0,
    "locality": 5.5,
    "settlement": 5.0,
    "named": 5.0,
    "area": 3.0,
    "sea": 2.5,
    "country": 1.0,
    "border": 0.5,
}
FURTHEST_LEAD = 9
LEADING_WORDS = 14
EVENT_REACH = 3  # words from a town to its event ("the Kabul car bomb attack")
ALIKE = 2.5
HARM_ROLES = {"at", "aimed", "beside"}


class Locus(msgspec.Struct, frozen=True, kw_only=True):
    """One place phrase of a sentence: its most specific name, the part it plays, and where the phrase begins and ends.

    ``role``: at, aimed, beside (all three the place of harm), topic (named without a preposition), route, venue, source,
    actor. ``name`` and ``span`` are the most specific place's, or of the whole list ("A and B").
    """

    name: str
    span: Span
    kind: str
    role: str
    begin: int
    end: int
    lead: int
    anaphor: bool = False

    @property
    def rank(self) -> float:
        """How specific the place is; a place that the harm is only beside counts less."""
        return RANK.get(self.kind, 3.0) - (1.0 if self.role == "beside" else 0.0)


class Scene(msgspec.Struct, frozen=True):
    """One sentence with its place phrases, and whether it speaks of an event, points back to one, or opens another."""

    sentence: Sentence
    loci: tuple[Locus, ...]
    is_event: bool
    is_definite: bool
    is_turn: bool
    dateline: Locus | None = None


def scene_of(text: str, sentence: Sentence, spots: Sequence[Spot], words: PlaceWords) -> Scene:
    """Return the scene of ``sentence`` with ``spots``, those of this sentence in order; linear in its length."""
    tokens = sentence.tokens
    lowers = [token.lower for token in tokens]
    attach = words.attach
    dateline = next((_plain(spot, "source") for spot in spots if spot.kind == "dateline"), None)
    placed = [spot for spot in spots if spot.kind in RANK or spot.kind == "anaphor"]
    loci = tuple(_locus(text, tokens, chain, words) for chain in _chains(text, tokens, placed, words))
    return Scene(
        sentence,
        loci,
        any(word in attach.events for word in lowers),
        _points_back(tokens, attach),
        any(word in attach.turns for word in lowers[:3]),
        dateline,
    )


def _points_back(tokens: Sequence[Token], attach: AttachWords) -> bool:
    """Return True where an event noun stands with a definite word or a possessive: "the blast", "Thursday's attack"."""
    for i, token in enumerate(tokens):
        if token.lower in attach.event_nouns and any(_is_definite(back, attach) for back in tokens[max(0, i - 3) : i]):
            return True
    return False


def _is_definite(token: Token, attach: AttachWords) -> bool:
    return token.lower in attach.definite or token.lower.endswith("'s")


def points_back_before(scene: Scene, locus: Locus, words: PlaceWords) -> bool:
    """Return True where an event noun that points back leads to ``locus`` ("in the blast in X")."""
    before = [token for token in scene.sentence.tokens if token.end <= locus.begin][-LEADING_WORDS:]
    return _points_back(before, words.attach)


def names_two(border: str, words: PlaceWords) -> bool:
    """Return True for a border named by both its sides; "near the Iraq border" says only which country is near."""
    return any(mark in border for mark in "-–/") or any(word in words.and_words for word in border.split())


def _plain(spot: Spot, role: str) -> Locus:
    return Locus(
        name=spot.quote,
        span=spot.span,
        kind="settlement" if spot.kind == "dateline" else spot.kind,
        role=role,
        begin=spot.span[0],
        end=spot.span[1],
        lead=spot.span[0],
    )


def _chains(text: str, tokens: Sequence[Token], spots: Sequence[Spot], words: PlaceWords) -> Iterator[list[Spot]]:
    """Yield runs of spots that one place phrase holds: "A, B, C", "A in B", "B's A", "A and B"."""
    chain: list[Spot] = []
    for spot in spots:
        if chain and (_is_belligerent(tokens, spot, words) or not _continues(text, chain[-1], spot, words)):
            yield chain
            chain = []
        chain.append(spot)
    if chain:
        yield chain


def _continues(text: str, last: Spot, spot: Spot, words: PlaceWords) -> bool:
    """Return True where one place phrase holds both spots; an anaphor only its apposition ("the capital, X")."""
    between = text[last.span[1] : spot.span[0]]
    if last.kind == "anaphor":
        return between.strip() in {",", *words.of_words}
    return _is_linked(between, words)


def _is_linked(between: str, words: PlaceWords) -> bool:
    plain = between.replace("’", "'")
    is_owner = plain.lstrip().startswith("'s") and plain.split()[-1] in words.of_words
    pieces = (
        plain.replace(",", " , ")
        .replace("'s", " 's ")
        .replace("(", " ( ")
        .replace(")", " ) ")
        .replace("-", " - ")
        .split()
    )
    if len(pieces) > 6:  # a longer link is another phrase
        return False
    if is_owner:
        return True
    allowed = _union(_small_words(words), words.attach.at, type_nouns(words))
    return all(piece in {",", "'s", "(", ")", "-"} or piece.casefold() in allowed for piece in pieces)


def _locus(text: str, tokens: Sequence[Token], chain: list[Spot], words: PlaceWords) -> Locus:
    head = _head(text, chain, words)
    role, lead = _role(tokens, chain[0], words)
    if role in {"topic", "actor"} and head is not chain[0]:
        inner, inner_lead = _role(tokens, head, words)
        if inner in HARM_ROLES:
            role, lead = inner, inner_lead
    is_event = role in {"topic", "route"} and _is_event_of(tokens, chain[-1], words)
    if is_event or (role == "topic" and _is_struck(tokens, chain[-1], words)):
        role = "aimed"
    elif role == "topic" and len(chain) == 1 and _is_adjective(tokens, chain[-1], words):
        role = "actor"
    elif role in HARM_ROLES and _owns_a_thing(text, tokens, chain[-1]):
        role = "topic"
    elif len(chain) == 1 and _is_belligerent(tokens, chain[0], words):
        role = "actor"
    name, span = _name(text, chain, head, words)
    return Locus(
        name=name,
        span=span,
        kind=head.kind if head.kind != "anaphor" else head.value or "any",
        role=role,
        begin=chain[0].span[0],
        end=chain[-1].span[1],
        lead=lead,
        anaphor=head.kind == "anaphor",
    )


def _head(text: str, chain: list[Spot], words: PlaceWords) -> Spot:
    """Return the most specific place of a chain; of equals the first, but the last of possessives ("A's B").

    The district of a town ("the A district of B") is a quarter of it.
    """
    named = [spot for spot in chain if spot.kind != "anaphor"] or chain
    best = named[0]
    for spot in named[1:]:
        link = text[best.span[1] : spot.span[0]].replace("’", "'")
        if best.kind == "area" and spot.kind == "settlement" and link.strip() in words.of_words:
            return msgspec.structs.replace(best, kind="locality")
        owned = "'s" in link or (" of" in link and best.kind == "country")
        if RANK.get(spot.kind, 0) > RANK.get(best.kind, 0) or (
            owned and RANK.get(spot.kind, 0) >= RANK.get(best.kind, 0)
        ):
            best = spot
    return best


def _name(text: str, chain: list[Spot], head: Spot, words: PlaceWords) -> tuple[str, Span]:
    """Return the head's name, or the covering phrase of a list of places of like rank that holds it."""
    named = [spot for spot in chain if spot.kind != "anaphor"]
    if head not in named:
        return head.quote, head.span
    first = last = named.index(head)
    while last + 1 < len(named) and _is_listed(text, named[last], named[last + 1], words):
        last += 1
    while first and _is_listed(text, named[first - 1], named[first], words):
        first -= 1
    span = (named[first].span[0], named[last].span[1])
    if first == last or not _has_and(text[named[last - 1].span[1] : named[last].span[0]], words):
        return head.quote, head.span
    return text[span[0] : span[1]], span


def _is_listed(text: str, one: Spot, other: Spot, words: PlaceWords) -> bool:
    link = text[one.span[1] : other.span[0]].replace(",", " ").casefold().split()
    is_list = not link or link[0] in words.and_words
    alike = abs(RANK[one.kind] - RANK[other.kind]) <= ALIKE and (other.kind != "country" or one.kind == "country")
    return is_list and alike


def _has_and(piece: str, words: PlaceWords) -> bool:
    return any(word in words.and_words for word in piece.casefold().split())


def _role(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> tuple[str, int]:
    """Return the part that the preposition before ``spot`` gives it, and where that preposition stands."""
    first = next((i for i, token in enumerate(tokens) if token.end > spot.span[0]), len(tokens))
    if spot.kind == "anaphor" and spot.quote.casefold() in words.anaphora.adverbs:
        return ("at", spot.span[0])
    for i in range(first - 1, max(-1, first - FURTHEST_LEAD), -1):
        lower = tokens[i].lower
        role = _role_of(lower, tokens, i, words)
        if role:
            return (role, tokens[i].start)
        if lower in words.attach.between:
            return ("actor" if spot.kind == "country" else "beside", tokens[i].start)
        if i < first - 1 and (lower in {",", ";", ":", ".", "("} or lower in words.attach.clause_breaks):
            break
        is_bound = i + 2 < first and tokens[i + 1].text in "-‐–" and tokens[i + 2].lower in words.bound_participles
        if not is_bound and not _may_stand_between(tokens[i], words):
            break
        if lower in words.of_words and not _keeps_preposition(tokens, i, words):
            break
    return ("topic", spot.span[0])


def _keeps_preposition(tokens: Sequence[Token], i: int, words: PlaceWords) -> bool:
    """Return True where "of" follows a type or part noun ("in the town of X"), not any other ("in the third day of X")."""
    noun = tokens[i - 1].lower if i else ""
    return noun in type_nouns(words) or noun in words.attach.parts or noun in words.attach.directions


def _is_event_of(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a town before an event noun: "the Kabul bombing", "Hpakant battle". A country there is a belligerent."""
    if spot.kind not in {"settlement", "named", "site", "locality"}:
        return False
    for token in [token for token in tokens if token.start >= spot.span[1]][:EVENT_REACH]:
        if token.lower in words.attach.event_nouns:
            return True
        if not token.text.isalpha() or not token.text.islower() or token.lower in words.function:
            return False
        if token.lower in words.attach.saying or token.lower in words.attach.being:
            return False
    return False


def _is_struck(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for the subject of a passive of attack: "X was hit", "X came under fire"."""
    after = [token.lower for token in tokens if token.start >= spot.span[1]][:5]
    for i, lower in enumerate(after[:3]):
        if lower in words.attach.being:
            return any(word in words.attach.struck for word in after[i + 1 : i + 3])
        if not lower.isalpha() or lower in words.attach.saying:
            return False
    return False


def _is_belligerent(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for a country between an article and an event noun: "in the U.S. airstrikes", "the Iran war"."""
    if spot.kind != "country":
        return False
    before = [token.lower for token in tokens if token.end <= spot.span[0]][-1:]
    after = [token.lower for token in tokens if token.start >= spot.span[1]][:1]
    is_adjective = bool(after) and (after[0] in words.attach.events or after[0] in words.attach.event_nouns)
    if is_adjective and before and before[0] in words.anaphora.determiners:
        return True
    return _is_joined_with_demonym(tokens, spot, words)


def _is_joined_with_demonym(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True for one of two belligerents: "the US and Israeli attack", "a US-Israeli strike"."""
    after = [token.lower for token in tokens if token.start >= spot.span[1]][:2]
    is_joined = len(after) > 1 and (after[0] in words.and_words or after[0] in {"-", "/", "–"})
    return is_joined and after[1] in _demonyms()


@functools.cache
def _demonyms() -> frozenset[str]:
    return frozenset(name.casefold() for code in languages() for name in load_demonyms(code))


def _owns_a_thing(text: str, tokens: Sequence[Token], spot: Spot) -> bool:
    """Return True for a country or town that only owns what stands there: "near Somalia's national theatre"."""
    tail = text[spot.span[1] : spot.span[1] + 2].replace("’", "'")
    if tail != "'s":
        return False
    after = [token for token in tokens if token.start >= spot.span[1]][:4]
    return any(token.text.islower() and len(token.text) > 1 for token in after)


def _may_stand_between(token: Token, words: PlaceWords) -> bool:
    """Return True for a word that may stand between the preposition and the name it leads."""
    lower = token.lower
    if lower in words.attach.saying or lower in words.attach.actor:
        return False
    if token.text.islower() or token.text[0].isdigit() or lower in {"-", "'s"}:
        return True
    return lower in type_nouns(words) or lower in _small_words(words) or lower in _demonyms()


def type_nouns(words: PlaceWords) -> frozenset[str]:
    """Return every noun that names a kind of place."""
    types = words.types
    return _union(types.settlement, types.area, types.region, types.locality, types.site, types.sea)


def _small_words(words: PlaceWords) -> frozenset[str]:
    small = (
        words.anaphora.determiners,
        words.sides,
        words.fillers,
        words.bound_participles,
        words.of_words,
        words.and_words,
    )
    return _union(*small)


@functools.lru_cache(maxsize=64)
def _union(*sets: frozenset[str]) -> frozenset[str]:
    """Return the union, kept: a frozen set remembers its hash, so asking again is cheap."""
    return frozenset().union(*sets)


def _role_of(lower: str, tokens: Sequence[Token], i: int, words: PlaceWords) -> str | None:
    """Return the part that a preposition (or a verb of attack) gives the name it leads, None for any other word."""
    attach = words.attach
    if lower in attach.at:
        return _venue_or(tokens, i, words, "at")
    before = tokens[i - 1].lower if i else ""
    if (
        lower in attach.beside
        or lower in attach.directions
        or (lower in words.of_words and before in attach.directions)
    ):
        return "beside"
    if lower in words.of_words:
        return "aimed" if before in attach.events else None
    if lower in attach.actor and before in attach.contested:
        return "aimed"  # "the battle for X"
    plain = (("aimed", attach.aimed), ("route", attach.route), ("actor", attach.actor))
    return next((role for role, known in plain if lower in known), None)


def _venue_or(tokens: Sequence[Token], i: int, words: PlaceWords, role: str) -> str:
    """Return "venue" or "source" where the words before the preposition are of talks, offices or of saying."""
    attach = words.attach
    for back, token in enumerate(reversed(tokens[max(0, i - 3) : i])):
        if token.lower in attach.events or token.lower in {",", ";"}:
            return role
        if token.lower in attach.venues:
            return "venue"
        if token.lower in attach.saying and back <= 2:  # "told reporters in"
            return "source"
    after = tokens[i + 1 : i + 7]
    for token in after:
        if token.lower in attach.saying:
            return "source" if not any(t.lower in attach.events for t in tokens[max(0, i - 6) : i]) else role
        if token.lower in attach.events or token.lower == ",":
            break
    return role


def _is_adjective(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True where a place without a preposition stands before a noun or a verb, as an actor does ("U.S. strikes")."""
    if spot.kind not in {"country", "area", "settlement", "named"}:
        return False
    following = next((token for token in tokens if token.start >= spot.span[1]), None)
    if following is None or not following.text[0].isalpha():
        return False
    if following.lower in words.attach.saying:
        return True
    if following.lower in words.attach.site_nouns:
        return False
    return spot.kind == "country" or following.lower not in words.function
