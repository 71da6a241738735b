"""What part each place plays in its sentence: the harm's place, beside it, a route, a venue, an actor, or only a topic."""

from collections.abc import Iterator, Sequence

import msgspec

from tollbook.extract.places.roles import (
    demonyms,
    heads_a_line,
    is_adjective,
    is_belligerent,
    is_border_of,
    is_event_of,
    is_of_body,
    is_of_road,
    is_struck,
    owns_a_deed,
    owns_a_stretch,
    owns_a_thing,
    role_of,
    small_words,
    speaks_at_head,
    takes_in,
    type_nouns,
    writes,
)
from tollbook.extract.sentences.segment import Sentence, Token, tokens_after, tokens_before
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.places import AttachWords, PlaceWords
from tollbook.vocab.unions import union

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
LEADING_WORDS = 14
TURN_REACH = 3
YEAR_REACH = 3  # words at the head of a sentence in which a year makes it background
LONG_KIND = 4  # words of "slum district of" between two names
ALIKE = 2.5
DATELINE = 14  # tokens from the town of a dateline to its dash
DASHES = frozenset({"-", "–", "—", "--"})
FAR = 4.5  # a place so many miles off ranks below any other but a country
NEAR_DISTANCE = 60  # miles or kilometres from a town that may still place what has no name itself
MEASURE_REACH = 5  # words from "miles" back to the comma behind the name that lies so far off
UNIT_REACH = 4  # words from "miles" to the place they are counted from
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
    preposition: str = ""
    is_far: bool = False

    @property
    def rank(self) -> float:
        """How specific the place is; a place that the harm is only beside counts less, a far one that tells where it lies least."""
        return RANK.get(self.kind, 3.0) - (FAR if self.is_far else 1.0 if self.role == "beside" else 0.0)


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
    begin = _behind_dateline(tokens, dateline)
    placed = [spot for spot in spots if (spot.kind in RANK or spot.kind == "anaphor") and spot.span[0] >= begin]
    placed = [spot for spot in placed if not is_of_body(tokens, spot, words)]
    loci = tuple(_locus(text, tokens, chain, words) for chain in _chains(text, tokens, placed, words))
    if len(loci) > 1 and heads_a_line(tokens, placed[0], words) and any(x.role in HARM_ROLES for x in loci[1:]):
        loci = (msgspec.structs.replace(loci[0], role="topic"), *loci[1:])  # "Myanmar: ... in Wetlet Township"
    return Scene(
        sentence,
        loci,
        any(word in attach.events for word in lowers),
        _points_back(tokens, attach),
        _turns(lowers, words) or any(_is_year(word) for word in lowers[:YEAR_REACH]),
        dateline,
    )


def _turns(lowers: Sequence[str], words: PlaceWords) -> bool:
    """Return True where the head of the sentence opens another event; "the other two", "three other men" go on with the one in view."""
    attach, numbers = words.attach, words.phrase.number_words
    return any(
        word in attach.turns
        and not (i and (lowers[i - 1] in attach.definite or lowers[i - 1][0].isdigit() or lowers[i - 1] in numbers))
        and not (i == 0 and lowers[1:2] and lowers[1][0].isdigit())  # "Another 14 people" go on
        for i, word in enumerate(lowers[:TURN_REACH])
    )


def _is_year(word: str) -> bool:
    """Return True for a year of this century or the last: a sentence that opens with one tells of another time."""
    return len(word) == len("1999") and word.isdigit() and word[:2] in {"19", "20"}


def _behind_dateline(tokens: Sequence[Token], dateline: Locus | None) -> int:
    """Return where the report's own words begin: behind the dash of "KANO, Nigeria (Wire) - ...", else 0."""
    if dateline is None:
        return 0
    head = tokens_after(tokens, dateline.end, DATELINE)
    return next((token.end for token in head if token.text in DASHES or token.text == ":"), 0)


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
    before = tokens_before(scene.sentence.tokens, locus.begin, LEADING_WORDS)
    turn = max((i for i, t in enumerate(before) if t.lower in words.attach.answered), default=-1)
    before = before[turn + 1 :]  # "the strike came hours after gunmen wounded a settler near X"
    return _points_back(before, words.attach)


def is_behind_turn(scene: Scene, locus: Locus, words: PlaceWords) -> bool:
    """Return True where the event pointed back to stands before "after" and the place behind it, with another event."""
    before = tokens_before(scene.sentence.tokens, locus.begin, LEADING_WORDS)
    return _points_back(before, words.attach) and not points_back_before(scene, locus, words)


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
    is_owner = False
    for spot in spots:
        was_owner, is_owner = is_owner, is_belligerent(tokens, spot, words)
        is_speaker = bool(chain) and _speaks(tokens, spot, words)  # "in Banteay Meanchey province, Phnom Penh says"
        if chain and (is_speaker or is_owner or was_owner or not _continues(text, chain[-1], spot, words)):
            yield chain
            chain = []
        chain.append(spot)
    if chain:
        yield chain


def _speaks(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    after = tokens_after(tokens, spot.span[1], 1)
    return bool(after) and after[0].lower in words.attach.saying and spot.kind in {"settlement", "country"}


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
    allowed = union(small_words(words), words.attach.at, type_nouns(words), demonyms())
    return all(piece in {",", "'s", "(", ")", "-"} or piece.casefold() in allowed for piece in pieces)


def _locus(text: str, tokens: Sequence[Token], chain: list[Spot], words: PlaceWords) -> Locus:
    head = _head(text, chain, words)
    role, lead = role_of(tokens, chain[0], words)
    if role in {"topic", "actor"} and head is not chain[0]:
        inner, inner_lead = role_of(tokens, head, words)
        if inner in HARM_ROLES:
            role, lead = inner, inner_lead
    is_event = role in {"topic", "route"} and is_event_of(tokens, chain[-1], words)
    if owns_a_deed(tokens, chain[-1], words):
        role = "actor"
    elif is_event or (role == "topic" and is_struck(tokens, chain[-1], words)):
        role = "aimed"
    elif owns_a_stretch(tokens, chain[-1], words) or heads_a_line(tokens, chain[0], words):
        role = "at"
    elif is_of_road(tokens, chain[0], words):
        role = "route"
    elif speaks_at_head(tokens, chain[-1], words) or (role == "topic" and writes(tokens, chain[-1], words)):
        role = "source"
    elif role == "beside" and is_border_of(tokens, chain[-1], words):
        role = "route"
    elif role in {"at", "topic"} and takes_in(tokens, chain[-1], words):
        role = "venue"
    elif role == "topic" and len(chain) == 1 and is_adjective(tokens, chain[-1], words):
        role = "actor"
    elif role in HARM_ROLES and owns_a_thing(text, tokens, chain[-1], words):
        role = "topic"
    elif len(chain) == 1 and is_belligerent(tokens, chain[0], words):
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
        preposition=next((t.lower for t in tokens_after(tokens, lead, 1) if t.start == lead), ""),
        is_far=_is_far(tokens, chain[0], words),
    )


def _is_far(tokens: Sequence[Token], spot: Spot, words: PlaceWords) -> bool:
    """Return True where a distance tells how far another name lies off ("Basra, 330 miles south of Baghdad").

    What has no name itself ("a house 10 km from Tikrit") is placed by it, unless it is very far.
    """
    before = tokens_before(tokens, spot.span[0], UNIT_REACH)
    units = [i for i, token in enumerate(before) if token.lower in words.attach.far_units]
    if not units:
        return False
    number = before[units[0] - 1].text if units[0] else ""
    if number.isdecimal() and int(number) > NEAR_DISTANCE:
        return True
    measured = tokens_before(tokens, before[units[0]].start, MEASURE_REACH)
    stops = [i for i, token in enumerate(measured) if i and token.text in {",", "("}]
    if not stops:
        return any(token.text[0].isupper() for token in measured[-2:])
    named = measured[stops[-1] - 1]
    return named.text[0].isupper() or not named.text.isalpha()


def _head(text: str, chain: list[Spot], words: PlaceWords) -> Spot:
    """Return the most specific place of a chain; of equals the first, but the last of possessives ("A's B").

    The district of or in a town ("the A district of B") is a quarter of it.
    """
    named = [spot for spot in chain if spot.kind != "anaphor"] or chain
    best = named[0]
    for spot in named[1:]:
        link = text[best.span[1] : spot.span[0]].replace("’", "'")
        if best.kind != "locality" and _is_kind_of(link, spot, words):
            best = msgspec.structs.replace(spot, kind="settlement") if spot.kind == "country" else spot
            continue
        if best.kind == "site" and link.strip() in words.attach.at and _is_road(best, words):
            best = spot  # "on the Srinagar-Jammu highway at Lethpora"
            continue
        if best.kind == "area" and spot.kind == "settlement" and link.strip() in words.of_words | words.attach.at:
            return msgspec.structs.replace(best, kind="locality")
        if _lies_in(link, best, spot, words):
            continue
        if best.kind == "settlement" and spot.kind == "area" and link.strip() == "'s":
            best = msgspec.structs.replace(spot, kind="locality")  # "Baghdad's Karrada district"
            continue
        owned = "'s" in link or (" of" in link and best.kind == "country")
        if RANK.get(spot.kind, 0) > RANK.get(best.kind, 0) or (
            owned and RANK.get(spot.kind, 0) >= RANK.get(best.kind, 0)
        ):
            best = spot
    return best


def _is_road(spot: Spot, words: PlaceWords) -> bool:
    return spot.quote.casefold().rpartition(" ")[2] in words.phrase.roads


def _lies_in(link: str, best: Spot, spot: Spot, words: PlaceWords) -> bool:
    """Return True for "X in the Y area": a village lies in the area that the second name gives."""
    pieces = link.casefold().split()
    pieces = pieces[pieces[:1] == [","] :]
    is_within = bool(pieces) and pieces[0] in words.attach.at and spot.kind == "locality"
    return is_within and best.kind in {"settlement", "named", "site"}


def _is_kind_of(link: str, spot: Spot, words: PlaceWords) -> bool:
    """Return True for "the Damascus SUBURB OF Jaramana", "the Red Sea PORT OF Djibouti": the second name is the place."""
    pieces = link.casefold().split()
    small = words.types.settlement | words.types.site
    noun = small if spot.kind == "country" else small | (words.types.locality - words.attach.wholes)
    return (
        spot.kind != "area"
        and 1 < len(pieces) <= LONG_KIND
        and pieces[-1] in words.of_words
        and pieces[-2] in noun
        and pieces[0] != "'s"
    )


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
