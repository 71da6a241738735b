"""Read a noun phrase as a speaker: a person with an office, a body by its name, or the words that stand there."""

from collections.abc import Sequence

import msgspec

from tollbook.extract.sentences.segment import Token
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.spot import Spot
from tollbook.vocab.attribution import Attribution
from tollbook.vocab.unions import union

MAX_PHRASE = 16  # tokens; a longer stretch is a clause, not a name
_STATES = frozenset({"state", "demonym", "people"})
PERSON_WORDS = (2, 6)  # tokens of a person's bare name
_DASHES = frozenset({"-", "‐", "‑"})
_STOP = frozenset({"."})
_MARKS = frozenset("\"“”'‘’,-–—()•*.")


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker as the words name it. ``form``: person, body (a name), described (words only), pronoun, reports.

    ``kind`` is the actor kind where a known name stands there; ``organisation`` the id of the body a person speaks for.
    ``partner`` says the same beside it ("Hamas and the Israeli army confirmed").
    """

    name: str
    span: Span
    form: str
    kind: str | None = None
    position: str | None = None
    organisation: str | None = None
    definite: bool = False
    indefinite: bool = False
    inherited: bool = False
    note: str = ""
    partner: "Speaker | None" = None


def speaker_reading(text: str, speaker: Speaker) -> ActorReading:
    """Return a speaker of the attribution grammar as a reading."""
    steps = (f"“{speaker.note}” stands for “{speaker.name}”",) if speaker.note else ()
    return ActorReading(
        span=speaker.span,
        quote=text[speaker.span[0] : speaker.span[1]],
        name=speaker.name,
        role="speaker",
        method=f"speaker-{speaker.form}",
        inherited=speaker.inherited,
        organisation=speaker.organisation,
        position=speaker.position,
        steps=steps,
    )


class Phrases(msgspec.Struct, frozen=True):
    """What reading phrases of one sentence needs: text, tokens, the actor spots by offset, the lexicon, capitals or not."""

    text: str
    tokens: tuple[Token, ...]
    spots: tuple[Spot, ...]
    lexicon: Attribution
    shouting: bool

    def is_name_word(self, index: int) -> bool:
        """Return True for a word written with a capital inside a sentence that has small letters too."""
        token = self.tokens[index]
        return not self.shouting and token.text[0].isupper()

    def spots_in(self, first: int, last: int) -> list[Spot]:
        """Return the spots inside the tokens ``first`` to ``last`` (exclusive)."""
        if first >= last:
            return []
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return [s for s in self.spots if s.span[0] >= start and s.span[1] <= end and not self._is_modifier_part(s)]

    def _is_modifier_part(self, spot: Spot) -> bool:
        rest = self.text[spot.span[1] : spot.span[1] + 12]
        return rest[:1] in _DASHES and rest[1:].split(" ", 1)[0].rstrip(".,").casefold() in self.lexicon.grammar.tails

    def words(self, first: int, last: int) -> str:
        """Return the text of the tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def speaker_of(phrases: Phrases, first: int, last: int) -> Speaker | None:
    """Return the speaker that tokens ``first`` to ``last`` (exclusive) name, None where they name nobody who speaks."""
    first, last = _trimmed(phrases, first, last)
    if first >= last or last - first > MAX_PHRASE * 2:
        return None
    pronoun = _pronoun(phrases, first, last)
    if pronoun:
        return pronoun
    first = _behind_paper(phrases, first, last)
    return _joint(phrases, first, last) or _single(phrases, first, last)


def _joint(phrases: Phrases, first: int, last: int) -> Speaker | None:
    """Return "Hamas and Israeli minister Israel Katz" as the first with its partner: both are named, so both speak."""
    joints = [i for i in range(first + 1, last - 1) if phrases.tokens[i].lower in phrases.lexicon.grammar.both]
    if len(joints) != 1 or any(s.span[0] < phrases.tokens[joints[0]].start < s.span[1] for s in phrases.spots):
        return None
    left, right = _single(phrases, first, joints[0]), _single(phrases, joints[0] + 1, last)
    if left is None or right is None or not _is_named(left) or not _is_named(right):
        return None
    return msgspec.structs.replace(left, partner=right)


def _is_named(speaker: Speaker) -> bool:
    return (speaker.form == "person" and speaker.position is not None) or (
        speaker.form == "body" and speaker.kind is not None
    )


def _single(phrases: Phrases, first: int, last: int) -> Speaker | None:
    """Return the one speaker that the tokens name."""
    if first >= last:
        return None
    lexicon = phrases.lexicon
    opening = phrases.tokens[first].lower
    if opening in lexicon.grammar.negative:
        return None  # "No group has claimed ..." speaks for nobody
    definite, indefinite = opening in lexicon.grammar.definite, opening in lexicon.grammar.indefinite
    start = first + 1 if opening in lexicon.grammar.articles and last - first > 1 else first
    head_end = _head_end(phrases, start, last)
    found = (
        _person(phrases, start, head_end, bare=start == first)
        or _body(phrases, start, head_end)
        or _described(phrases, start, head_end, last)
        or _named_body(phrases, start, head_end)
    )
    return msgspec.structs.replace(found, definite=definite, indefinite=indefinite) if found else None


def words_of(phrases: Phrases, first: int, last: int) -> Speaker | None:
    """Return the words that stand where only a speaker can stand (after "according to"), whoever they name."""
    if first < last and phrases.tokens[first].lower in phrases.lexicon.grammar.articles:
        first += 1
    if not 0 < last - first <= MAX_PHRASE:
        return None
    span = (phrases.tokens[first].start, phrases.tokens[last - 1].end)
    return Speaker(name=phrases.text[span[0] : span[1]], span=span, form="described")


def _trimmed(phrases: Phrases, first: int, last: int) -> tuple[int, int]:
    """Drop joining words, adverbs, days and quotation marks at both ends, and a place or time put in front."""
    grammar = phrases.lexicon.grammar
    loose = union(grammar.joining, grammar.adverbs, grammar.days, _MARKS)
    while first < last and phrases.tokens[first].lower in loose and not _starts_spot(phrases, first):
        first += 1
    while first < last and (phrases.tokens[last - 1].lower in loose or _is_loose_end(phrases, last - 1)):
        last -= 1
    if first < last and phrases.tokens[first].lower in grammar.prepositions and not _starts_spot(phrases, first):
        first = _behind_adverbial(phrases, first, last)
    return first, last


def _starts_spot(phrases: Phrases, index: int) -> bool:
    start = phrases.tokens[index].start
    return any(s.span[0] == start for s in phrases.spots)


def _is_loose_end(phrases: Phrases, index: int) -> bool:
    token = phrases.tokens[index]
    return token.lower in phrases.lexicon.grammar.auxiliaries or (
        token.lower in phrases.lexicon.grammar.prepositions and not _starts_spot(phrases, index)
    )


def _behind_adverbial(phrases: Phrases, first: int, last: int) -> int:
    """Return where the subject starts after "In Kabul ...", "On Monday the ...": after "and", the last article, a day, or at a source noun."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    for index in range(last - 1, first, -1):
        if tokens[index].lower in grammar.both or tokens[index].lower in grammar.days:
            return index + 1
        if tokens[index].lower in grammar.articles and index > first + 1:
            return index
    for index in range(first + 1, last):
        if tokens[index].lower in phrases.lexicon.sources and not phrases.is_name_word(index):
            return index if index > first + 1 else last
    return last


def _pronoun(phrases: Phrases, first: int, last: int) -> Speaker | None:
    if last - first != 1:
        return None
    token, grammar = phrases.tokens[first], phrases.lexicon.grammar
    if token.lower in union(grammar.pronouns_person, grammar.pronouns_body):
        return Speaker(name=token.text, span=(token.start, token.end), form="pronoun")
    return None


def _behind_paper(phrases: Phrases, first: int, last: int) -> int:
    """Return where the speaker stands behind a paper: "a statement from the ministry", "figures compiled by AFP"."""
    lexicon = phrases.lexicon
    for index in range(first, last - 2):
        token = phrases.tokens[index]
        if token.lower in lexicon.papers and not phrases.is_name_word(index):
            links = [
                i
                for i in range(index + 1, last - 1)
                if phrases.tokens[i].lower in lexicon.paper_links and phrases.tokens[i - 1].lower not in lexicon.read_by
            ]
            return links[-1] + 1 if links and links[0] <= index + 3 else first
        if token.lower in lexicon.grammar.prepositions:
            return first
    return first


def _head_end(phrases: Phrases, first: int, last: int) -> int:
    """Return where the head of the phrase ends: at the first preposition or relative word outside a name."""
    grammar = phrases.lexicon.grammar
    covered = [(s.span[0], s.span[1]) for s in phrases.spots_in(first, last)]
    for index in range(first + 1, last):
        token = phrases.tokens[index]
        if any(a < token.start < b for a, b in covered):
            continue
        names_more = index + 1 < last and phrases.tokens[index + 1].lower in phrases.lexicon.sources
        stop = (
            token.lower in grammar.prepositions
            or token.lower in grammar.relative
            or (token.lower in grammar.participles and not names_more)
        )
        if (stop and not _inside_name(phrases, index, last)) or token.lower in {"(", ","}:
            return index
    return last


def _inside_name(phrases: Phrases, index: int, last: int) -> bool:
    """Return True for "of", "for" and hyphens that join parts of a name ("Ministry of Health", "U.S.-run")."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    if tokens[index - 1].text in _DASHES:
        return True
    if tokens[index].lower not in grammar.name_links or index + 1 >= last:
        return False
    if phrases.tokens[index + 1].lower in phrases.lexicon.departments:
        return True
    after = index + 2 if tokens[index + 1].lower in grammar.articles and index + 2 < last else index + 1
    return (
        phrases.is_name_word(index - 1)
        and phrases.is_name_word(after)
        and tokens[index - 1].lower not in phrases.lexicon.offices
    )


def _person(phrases: Phrases, first: int, last: int, *, bare: bool) -> Speaker | None:
    """Return a person: an office followed by a name, or (``bare``, without an article) a name that no known body has."""
    lexicon, tokens = phrases.lexicon, phrases.tokens
    skipped = union(lexicon.departments, lexicon.grammar.name_links, lexicon.grammar.both, _STOP)
    office = max((i for i in range(first, last) if tokens[i].lower.rstrip(".") in lexicon.offices), default=None)
    if office is not None:
        start = office + 1
        while start < last and tokens[start].lower in skipped:
            start += 1
        named = phrases.is_name_word(office) and any(tokens[i].lower in lexicon.body_words for i in range(start, last))
        if named:
            return None  # "the Ulster Volunteer Force"
        if start < last and _is_name(phrases, start, last):
            return _as_person(
                phrases, start, last, phrases.words(first, start).rstrip(" ."), phrases.spots_in(first, start)
            )
        return None
    if (
        not bare
        or phrases.spots_in(first, last)
        or not PERSON_WORDS[0] <= last - first <= PERSON_WORDS[1]
        or not _is_name(phrases, first, last)
    ):
        return None
    words = {tokens[i].lower for i in range(first, last)}
    if words & (lexicon.sources | lexicon.body_words) or any(
        len(tokens[i].text) > 1 and tokens[i].text.isupper() for i in range(first, last)
    ):
        return None
    return _as_person(phrases, first, last, None, [])


def _is_name(phrases: Phrases, first: int, last: int) -> bool:
    if phrases.shouting:
        return False
    particles = phrases.lexicon.grammar.name_particles | _DASHES | {"'", "’", "."}
    words = [phrases.tokens[i] for i in range(first, last)]
    return any(w.text[0].isupper() for w in words) and all(w.text[0].isupper() or w.lower in particles for w in words)


def _as_person(phrases: Phrases, first: int, last: int, office: str | None, bodies: Sequence[Spot]) -> Speaker:
    position, organisation = office, None
    body = next((s for s in reversed(bodies) if s.value and s.kind not in _STATES), None) or next(
        (s for s in bodies if s.value), None
    )
    if body is not None and office:
        organisation = body.value
        trimmed = (
            office.replace(body.quote, "", 1).removeprefix("'s").removeprefix("’s").strip()
            if body.quote in office
            else office
        )
        position = trimmed or office
    span = (phrases.tokens[first].start, phrases.tokens[last - 1].end)
    return Speaker(
        name=phrases.text[span[0] : span[1]], span=span, form="person", position=position, organisation=organisation
    )


def _body(phrases: Phrases, first: int, last: int) -> Speaker | None:
    """Return a known body when its name ends the head ("the Britain-based Syrian Observatory for Human Rights")."""
    spots = phrases.spots_in(first, last)
    if not spots or first >= last:
        return None
    end = phrases.tokens[last - 1].end
    closing = spots[-1]
    joined = any(phrases.tokens[i].lower in phrases.lexicon.grammar.both for i in range(first, last))
    if closing.span[1] != end or (joined and len(spots) > 1):
        return None
    return Speaker(name=closing.quote, span=closing.span, form="body", kind=closing.kind, organisation=closing.value)


def _described(phrases: Phrases, first: int, last: int, tail: int) -> Speaker | None:
    """Return the words that stand there when a noun among them can speak; a name before "spokesman" gives the body."""
    lexicon = phrases.lexicon
    nouns = [
        i
        for i in range(first, last)
        if phrases.tokens[i].lower in lexicon.sources or phrases.tokens[i].lower in lexicon.papers
    ]
    if not nouns:
        return None
    end = tail if tail - first <= MAX_PHRASE and _tail_is_plain(phrases, last, tail) else last
    span = (phrases.tokens[first].start, phrases.tokens[end - 1].end)
    spots = phrases.spots_in(first, end)
    head = phrases.tokens[last - 1].lower
    body = next((s for s in spots if s.value and (head in lexicon.speaking_for or s.kind not in _STATES)), None)
    speaks_for = head in lexicon.speaking_for or (body is not None and head in lexicon.serving)
    position = head if speaks_for else None
    form = "body" if last - first > 1 and _is_title_case(phrases, first, last) else "described"
    return Speaker(
        name=phrases.text[span[0] : span[1]],
        span=span,
        form=form,
        position=position,
        organisation=body.value if body and speaks_for else None,
        kind=None,
    )


def _is_title_case(phrases: Phrases, first: int, last: int) -> bool:
    grammar = phrases.lexicon.grammar
    small = union(grammar.name_links, grammar.both, grammar.articles, grammar.name_particles, _DASHES)
    return all(phrases.is_name_word(i) or phrases.tokens[i].lower in small for i in range(first, last))


def _tail_is_plain(phrases: Phrases, last: int, tail: int) -> bool:
    return all(phrases.tokens[i].text not in {",", '"', "“", "”", ";", ":"} for i in range(last, tail))


def _named_body(phrases: Phrases, first: int, last: int) -> Speaker | None:
    """Return an unknown name that is not a person's: all words with capitals, or a known body with more words about it."""
    spots = phrases.spots_in(first, last)
    if first >= last:
        return None
    span = (phrases.tokens[first].start, phrases.tokens[last - 1].end)
    if spots and any(phrases.tokens[i].lower in phrases.lexicon.grammar.both for i in range(first, last)):
        return Speaker(name=phrases.text[span[0] : span[1]], span=span, form="body", note="joint")
    if last - first <= PERSON_WORDS[1] and _is_name(phrases, first, last):
        acronym = phrases.tokens[first].text.isupper() and len(phrases.tokens[first].text) > 1
        return Speaker(
            name=phrases.text[span[0] : span[1]],
            span=span,
            form="person" if last - first == 1 and not acronym else "body",
        )
    return None
