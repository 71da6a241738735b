"""Find who says what inside one sentence: verbs of saying with their subjects, "according to", "citing", reports of.

Knows a sentence at a time; who "he" or "the monitor" is, and quotations over several sentences, are the document's matter
(``attribution_document``).
"""

import functools
import itertools
from collections.abc import Iterator

import msgspec

from tollbook.extract.speakers.label import label_of
from tollbook.extract.speakers.phrase import Phrases, Speaker, speaker_of, words_of
from tollbook.extract.speakers.subject import (
    QUOTES,
    REACH,
    STOPS,
    ends_phrase,
    inverted_speaker,
    is_passive,
    is_saying,
    is_verb,
    subject_before,
    with_office,
)
from tollbook.model.ids import Span
from tollbook.vocab.attribution import Attribution, by_first_word
from tollbook.vocab.unions import union

BODIES = frozenset(
    {
        "monitor",
        "activist_media",
        "ngo",
        "intergovernmental",
        "official_source",
        "responder",
        "outlet",
        "state",
        "state_force",
        "coalition",
    }
)
_HEARER_KINDS = frozenset({"outlet", "monitor", "activist_media", "ngo", "intergovernmental"})
_ANTECEDENT = 8  # tokens before "that" that a relative clause of saying speaks of
_DEED = 4  # words from "claimed" to the deed that is owned
_ELLIPTIC = 9  # tokens of a number that goes on behind a semicolon
_POSSESSIVE = "'s"
_LIVES = 5  # tokens from "claimed" to "lives"
_WITHHELD = 4
"""Words before a verb of saying in which it may be taken back ("has so far not confirmed")."""
_QUOTED = 10  # tokens of "by local newspapers this month as saying"
_HEARER_WORDS = 5  # words of an unknown body spoken to


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """One act of saying: speakers innermost first, the stretch it governs behind and before it, and where it stands.

    ``rank`` orders nested speeches: 0 within the clause (reports of, citing, according to), 1 a verb of saying.
    ``cut`` is the offset where an earlier speech ends because this clause stands beside it, None when it is nested.
    ``by_way_of`` is True for "according to X".
    """

    at: int
    speakers: tuple[Speaker, ...]
    forward: Span
    backward: Span | None
    rank: int
    cut: int | None = None
    short: bool = False
    quoted: bool = False
    by_way_of: bool = False


def speeches_of(phrases: Phrases) -> tuple[Speech, ...]:
    """Return the speeches of the sentence in order; linear but for short looks to both sides of a verb."""
    lows, lexicon = {t.lower for t in phrases.tokens}, phrases.lexicon
    readers = (
        (_verbs, _verbs_of(lexicon)),
        (_according, _openings_of(lexicon)),
        (_citing, lexicon.citing),
        (_reports, union(lexicon.report_nouns, lexicon.claim_nouns)),
        (_owned, lexicon.standing),
    )
    found = [speech for read, words in readers if not lows.isdisjoint(words) for speech in read(phrases)]
    found = sorted((*found, *_labelled(phrases)), key=lambda s: s.at)
    return tuple(_bounded(found, phrases))


def _verbs_of(lexicon: Attribution) -> frozenset[str]:
    return union(lexicon.speech, lexicon.finding, lexicon.accusing, lexicon.toll_verbs)


@functools.cache
def _first_words(*listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for phrases in listed for word in by_first_word(phrases))


def _openings_of(lexicon: Attribution) -> frozenset[str]:
    """Return the words that "according to" and its like begin with."""
    return _first_words(lexicon.according, lexicon.according_papers)


def _labelled(phrases: Phrases) -> Iterator[Speech]:
    """Return the speaker of a headline, who governs all of it."""
    tokens = phrases.tokens
    found = label_of(phrases) if tokens else None
    if found:
        speaker, colon, is_front = found
        start, end = tokens[0].start, tokens[-1].end
        forward = (tokens[colon].end, end) if is_front else (end, end)
        backward = None if is_front else (start, tokens[colon].start)
        yield Speech(at=tokens[colon].start, speakers=(speaker,), forward=forward, backward=backward, rank=1)


def _bounded(found: list[Speech], phrases: Phrases) -> Iterator[Speech]:
    """Cut every speech where one beside it begins, and at semicolons."""
    walls = [t.start for i, t in enumerate(phrases.tokens) if t.text == ";" and not _goes_on(phrases, i)]
    for speech in found:
        cuts = [s.cut for s in found if s.cut is not None and s.cut > speech.at] + [w for w in walls if w > speech.at]
        left = [w for w in walls if w < speech.at]
        forward = (speech.forward[0], min([speech.forward[1], *cuts]))
        backward = speech.backward
        if backward and left:
            backward = (max([backward[0], *left]), backward[1])
        is_same = forward == speech.forward and backward == speech.backward
        yield speech if is_same else msgspec.structs.replace(speech, forward=forward, backward=backward)


def _goes_on(phrases: Phrases, semicolon: int) -> bool:
    """Return True for "...; 88 injured; 17 missing": a number behind a semicolon, with no clause of its own."""
    tokens = phrases.tokens
    last = next((i for i in range(semicolon + 1, len(tokens)) if tokens[i].text == ";"), len(tokens))
    behind = tokens[semicolon + 1 : last]
    if not 0 < len(behind) <= _ELLIPTIC or not behind[0].text[0].isdigit():
        return False
    return not any(t.lower in union(phrases.lexicon.speech, phrases.lexicon.grammar.auxiliaries) for t in behind)


def _verbs(phrases: Phrases) -> Iterator[Speech]:
    lexicon, tokens = phrases.lexicon, phrases.tokens
    every = union(lexicon.speech, lexicon.finding, lexicon.accusing)
    known = union(lexicon.speech, lexicon.finding, lexicon.accusing, lexicon.toll_verbs)
    for index, token in enumerate(tokens):
        if token.lower not in known:
            continue
        gives_toll = token.lower in lexicon.toll_verbs and any(
            t.lower in lexicon.toll_nouns for t in tokens[index + 1 : index + 5]
        )
        takes_lives = token.lower in lexicon.claiming and any(
            t.lower in lexicon.lives for t in tokens[index + 1 : index + 1 + _LIVES]
        )
        if (token.lower in every or gives_toll) and not takes_lives and is_saying(phrases, index):
            speech = _said(phrases, index)
            if speech:
                yield speech


def _said(phrases: Phrases, index: int) -> Speech | None:
    tokens, lexicon = phrases.tokens, phrases.lexicon
    inverted = inverted_speaker(phrases, index) if tokens[index].lower in lexicon.speech else None
    subject = None if inverted else subject_before(phrases, index)
    if inverted is None and subject is None:
        return None
    speaker, after, start = inverted or (subject[0], index + 1, subject[1])  # type: ignore[index]  # one of the two is set
    if tokens[index].lower in lexicon.finding and not _can_find(speaker, phrases, start):
        return None
    if tokens[index].lower in lexicon.seeing and speaker.kind == "state":
        return None
    if tokens[index].lower in lexicon.treating and _is_house(speaker, phrases):
        return None
    if tokens[index].lower in lexicon.denying and not _denies_harm(phrases, after):
        return None
    if inverted is None and (_is_withheld(phrases, index) or _claims_deed(phrases, index)):
        return None
    hearer = _hearer(phrases, index) if tokens[index].lower in lexicon.telling else None
    end = tokens[-1].end
    begin = tokens[min(after, len(tokens) - 1)].start if after < len(tokens) else end
    backward = _backward(phrases, start if not inverted else index, after, inverted=bool(inverted))
    gap = _leaves_gap(phrases, start, after)
    if gap:
        backward = (tokens[max(0, start - 1 - _ANTECEDENT)].start, tokens[start - 1].start)
    if backward and after < len(tokens) and tokens[after].lower in lexicon.grammar.clause - lexicon.grammar.relative:
        begin = end  # "... , the minister said after shells killed five": what follows is the outlet's
    short = tokens[index].lower in lexicon.accusing
    if short:
        commas = [i for i in range(after, len(tokens) - 1) if tokens[i].text == ","]
        going_on = union(lexicon.grammar.relative, lexicon.grammar.verbs)  # ", where six died", ", killing a woman"
        end = next((tokens[i].start for i in commas if tokens[i + 1].lower not in going_on), end)
    cut = tokens[start].start if not inverted and _stands_beside(phrases, start) else None
    return Speech(
        at=tokens[index].start,
        speakers=(speaker, hearer) if hearer else (speaker,),
        forward=(begin, end),
        backward=backward,
        rank=0 if gap else 1,
        cut=cut,
        short=short,
    )


def _is_house(speaker: Speaker, phrases: Phrases) -> bool:
    """Return True for "the hospital in X", not for "teams at X hospital": a house takes patients in and says nothing."""
    words = speaker.name.casefold().split()
    head = next((i for i, word in enumerate(words) if word in phrases.lexicon.grammar.prepositions), len(words))
    return bool(set(words[:head]) & phrases.lexicon.houses)


def _leaves_gap(phrases: Phrases, start: int, after: int) -> bool:
    """Return True for "eleven children that officials say were killed": what is said is said of the words before "that"."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    relative = start > 1 and tokens[start - 1].lower in grammar.relative
    return relative and after < len(tokens) and tokens[after].lower in grammar.auxiliaries


def _denies_harm(phrases: Phrases, after: int) -> bool:
    """Return True for "denied that ...", "denied any deaths": not for a denial of responsibility or of somebody's claim."""
    return after < len(phrases.tokens) and phrases.tokens[after].lower in phrases.lexicon.denied_objects


def _claims_deed(phrases: Phrases, index: int) -> bool:
    """Return True for "claimed responsibility for", "claimed several attacks this week": a deed is owned, nothing is said of its toll."""
    tokens, lexicon = phrases.tokens, phrases.lexicon
    if tokens[index].lower not in lexicon.owning:
        return False
    for i in range(index + 1, min(len(tokens), index + 1 + _DEED)):
        if tokens[i].lower in lexicon.owned:
            return i + 1 == len(tokens) or not is_verb(phrases, i + 1)
        if tokens[i].text in STOPS or tokens[i].lower in lexicon.grammar.clause or is_verb(phrases, i):
            return False
    return False


def _is_withheld(phrases: Phrases, index: int) -> bool:
    """Return True for "did not confirm that", "declined to say whether": what follows is nobody's word here."""
    lexicon = phrases.lexicon
    if phrases.tokens[index].lower in lexicon.denying:
        return False  # "did not deny that it had killed six"
    light = union(lexicon.grammar.auxiliaries, lexicon.grammar.adverbs, lexicon.withheld_light)
    for token in reversed(phrases.tokens[max(0, index - _WITHHELD) : index]):
        if token.lower in lexicon.withholding:
            return True
        if token.lower not in light:
            return False
    return False


def _can_find(speaker: Speaker, phrases: Phrases, start: int) -> bool:
    if phrases.tokens[start].lower in phrases.lexicon.grammar.possessives:
        return False
    words = {w.casefold() for w in speaker.name.replace("-", " ").split()}
    return (
        speaker.kind in BODIES
        or speaker.form == "pronoun"
        or bool(words & phrases.lexicon.papers)
        or bool(words & set(phrases.lexicon.anaphors))
        or speaker.form == "body"
        or (speaker.form == "described" and bool(words & phrases.lexicon.finders))
    )


def _hearer(phrases: Phrases, index: int) -> Speaker | None:
    tokens, grammar = phrases.tokens, phrases.lexicon.grammar
    first = index + 1
    while first < len(tokens) and tokens[first].lower in grammar.articles:
        first += 1
    if first >= len(tokens) or tokens[first].lower in grammar.hearers:
        return None
    start = tokens[first].start
    spot = next((s for s in phrases.spots if start <= s.span[0] <= start + 24 and s.kind in _HEARER_KINDS), None)
    if spot and not any(is_verb(phrases, i) for i in range(first, len(tokens)) if tokens[i].start < spot.span[0]):
        return Speaker(name=spot.quote, span=spot.span, form="body", kind=spot.kind, organisation=spot.value)
    last = first
    while last < len(tokens) and phrases.is_name_word(last) and last - first < _HEARER_WORDS:
        last += 1
    return (
        Speaker(name=phrases.words(first, last), span=(start, tokens[last - 1].end), form="body")
        if last > first
        else None
    )


def _backward(phrases: Phrases, start: int, after: int, *, inverted: bool) -> Span | None:
    """Return the stretch before a speech clause that it governs: after a comma or a closing quotation mark, or "as X said"."""
    tokens, grammar = phrases.tokens, phrases.lexicon.grammar
    if start == 0:
        return None
    before = tokens[start - 1]
    opening = tokens[start].lower
    if opening in grammar.joining:
        return None
    closes = before.text in {",", "—", "–", "-", "'"} | QUOTES or inverted
    follows = tokens[after] if after < len(tokens) else None
    ends = (
        follows is None
        or follows.text in STOPS | {","}
        or follows.lower in union(grammar.adverbs, grammar.days, grammar.prepositions)
    )
    if not inverted and before.text == "," and _is_opening(phrases, start - 1):
        return None
    if opening in grammar.pronouns_person and after == start + 2 and (follows is None or follows.text in STOPS):
        return (tokens[0].start, before.end)  # "... had been killed he added."
    return (tokens[0].start, before.start) if closes or (before.lower in phrases.lexicon.as_words and ends) else None


def _is_opening(phrases: Phrases, comma: int) -> bool:
    """Return True for a time or place put in front ("On February 7, ..."): nothing is said there."""
    grammar = phrases.lexicon.grammar
    opens = phrases.tokens[0].lower in union(grammar.prepositions, grammar.adverbs)
    return opens and not any(is_verb(phrases, i) or phrases.tokens[i].text == "," for i in range(comma))


def _stands_beside(phrases: Phrases, start: int) -> bool:
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    opening = tokens[start].lower in grammar.joining
    return opening or (start > 0 and (tokens[start - 1].lower in union(grammar.joining, grammar.turning)))


def _according(phrases: Phrases) -> Iterator[Speech]:
    tokens, lexicon = phrases.tokens, phrases.lexicon
    openings, of_papers = by_first_word(lexicon.according), by_first_word(lexicon.according_papers)
    for index, token in enumerate(tokens[:-1]):
        width = _phrase_at(phrases, index, openings) if token.lower in openings else 0
        plain = width > 0
        if not width and token.lower in of_papers and _follows_paper(phrases, index):
            width = _phrase_at(phrases, index, of_papers)
        if not width:
            continue
        first = index + width
        last = _object_end(phrases, first)
        speaker = speaker_of(phrases, first, last) or (words_of(phrases, first, last) if plain else None)
        if speaker:
            whole = (tokens[0].start, tokens[-1].end)
            yield Speech(
                at=tokens[index].start,
                speakers=(with_office(phrases, speaker, last),),
                forward=(tokens[index].start, whole[1]),
                backward=(whole[0], tokens[index].start),
                rank=0,
                by_way_of=True,
            )


def _phrase_at(phrases: Phrases, index: int, openings: dict[str, tuple[tuple[str, ...], ...]]) -> int:
    for words in openings.get(phrases.tokens[index].lower, ()):
        if tuple(t.lower for t in phrases.tokens[index : index + len(words)]) == words:
            return len(words)
    return 0


def _follows_paper(phrases: Phrases, index: int) -> bool:
    return any(t.lower in phrases.lexicon.papers for t in phrases.tokens[max(0, index - 1) : index])


def _object_end(phrases: Phrases, first: int) -> int:
    last = first
    while last < len(phrases.tokens) and last - first < REACH:
        if ends_phrase(phrases, last) or (
            is_verb(phrases, last) and phrases.tokens[last].lower not in phrases.lexicon.grammar.participles
        ):
            return last
        last += 1
    return last


def _citing(phrases: Phrases) -> Iterator[Speech]:
    tokens, lexicon = phrases.tokens, phrases.lexicon
    for index, token in enumerate(tokens[:-1]):
        if token.lower not in lexicon.citing:
            continue
        passive = is_passive(phrases, index) and _is_quoted_as(phrases, index + 1)
        if tokens[index + 1].lower in lexicon.grammar.prepositions and not passive:
            continue
        last = _object_end(phrases, index + 1)
        speaker = speaker_of(phrases, index + 1, last)
        if passive:
            subject = subject_before(phrases, index)
            speaker = subject[0] if subject else None
        outer = None if passive or tokens[index - 1].text == "," or index == 0 else subject_before(phrases, index)
        if speaker and speaker.form != "pronoun":
            yield Speech(
                at=token.start,
                speakers=(speaker, outer[0]) if outer else (speaker,),
                forward=(token.start, tokens[-1].end),
                backward=(tokens[0].start, token.start),
                rank=0,
            )


def _is_quoted_as(phrases: Phrases, first: int) -> bool:
    """Return True for "(was quoted) as saying", with who quotes and a day between."""
    words = [t.lower for t in phrases.tokens[first : first + _QUOTED]]
    return any(f"{one} {two}" in phrases.lexicon.quoted_as for one, two in itertools.pairwise(words))


def _reports(phrases: Phrases) -> Iterator[Speech]:
    """Return "reports that ..." and "reports of ..." used as nouns: the reports themselves speak."""
    tokens, lexicon = phrases.tokens, phrases.lexicon
    grammar = lexicon.grammar
    for index in range(len(tokens) - 1):
        token, after = tokens[index], tokens[index + 1].lower
        is_paper = token.lower in lexicon.report_nouns or token.lower in lexicon.claim_nouns
        if is_paper and after in lexicon.paper_links and after not in lexicon.report_follow:
            yield from _claim_by(phrases, index)
        if token.lower not in lexicon.report_nouns or after not in lexicon.report_follow:
            continue
        before = tokens[index - 1].lower if index else ""
        is_noun = (
            not before
            or after not in grammar.relative
            or before in union(lexicon.noun_before, grammar.auxiliaries, grammar.prepositions, grammar.clause)
        )
        if is_noun:
            described = before in lexicon.report_qualities
            first = index - 1 if described else index
            span = (tokens[first].start, token.end)
            speaker = Speaker(name=phrases.text[span[0] : span[1]], span=span, form="reports")
            yield Speech(
                at=token.start, speakers=(speaker,), forward=(token.end, tokens[-1].end), backward=None, rank=0
            )


def _owned(phrases: Phrases) -> Iterator[Speech]:
    """Return the owner of a figure that stands: "the military's figure stands at 89 militants"."""
    tokens, lexicon = phrases.tokens, phrases.lexicon
    for index in range(1, len(tokens) - 1):
        owner = tokens[index - 1]
        if tokens[index + 1].lower not in lexicon.standing or tokens[index].lower not in lexicon.papers:
            continue
        name = owner.text.removesuffix(_POSSESSIVE)
        spot = next((s for s in phrases.spots if s.span[0] <= owner.start < s.span[1] and s.kind in BODIES), None)
        if name != owner.text and (spot or name.casefold() in lexicon.sources):
            start = spot.span[0] if spot else owner.start
            span = (start, owner.start + len(name))
            speaker = Speaker(
                name=phrases.text[span[0] : span[1]],
                span=span,
                form="body" if spot else "described",
                kind=spot.kind if spot else None,
                organisation=spot.value if spot else None,
                definite=True,
            )
            forward = (tokens[index + 1].start, tokens[-1].end)
            yield Speech(at=owner.start, speakers=(speaker,), forward=forward, backward=None, rank=1)


def _claim_by(phrases: Phrases, index: int) -> Iterator[Speech]:
    """Return the speaker of "the claim by X that ...", "a warning from X that ..."."""
    tokens, grammar = phrases.tokens, phrases.lexicon.grammar
    last = _object_end(phrases, index + 2)
    if last >= len(tokens) or tokens[last].lower not in grammar.relative & grammar.definite:
        return
    speaker = speaker_of(phrases, index + 2, last)
    if speaker:
        yield Speech(
            at=tokens[index].start,
            speakers=(speaker,),
            forward=(tokens[last].start, tokens[-1].end),
            backward=None,
            rank=0,
        )
