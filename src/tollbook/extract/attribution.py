"""Find who says what inside one sentence: verbs of saying with their subjects, "according to", "citing", reports of.

Knows a sentence at a time; who "he" or "the monitor" is, and quotations over several sentences, are the document's matter
(``attribution_document``).
"""

from collections.abc import Iterator

import msgspec

from tollbook.extract.attribution_phrase import Phrases, Speaker, speaker_of, words_of
from tollbook.model.ids import Span
from tollbook.vocab.attribution import by_first_word

_POSSESSIVE = ("'s", "s'")
_QUOTES = {'"', "“", "”", "«", "»", "''"}
_HARD = {";", ":", "(", ")", "•", "|"} | _QUOTES
_STOPS = {".", "?", "!"}
_BODIES = {
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
_HEARER_KINDS = {"outlet", "monitor", "activist_media", "ngo", "intergovernmental"}
_SHORT = 6  # tokens of a phrase that is taken for a speaker only because it speaks
_RELATIVE = 14  # tokens a relative clause inside a subject may have
_REACH = 60  # tokens looked at on either side of a verb


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """One act of saying: speakers innermost first, the stretch it governs behind and before it, and where it stands.

    ``rank`` orders nested speeches: 0 within the clause (reports of, citing, according to), 1 a verb of saying.
    ``cut`` is the offset where an earlier speech ends because this clause stands beside it, None when it is nested.
    """

    at: int
    speakers: tuple[Speaker, ...]
    forward: Span
    backward: Span | None
    rank: int
    cut: int | None = None
    short: bool = False
    quoted: bool = False


def speeches_of(phrases: Phrases) -> tuple[Speech, ...]:
    """Return the speeches of the sentence in order; linear but for short looks to both sides of a verb."""
    found = sorted(
        (*_verbs(phrases), *_according(phrases), *_citing(phrases), *_reports(phrases), *_labels(phrases)),
        key=lambda s: s.at,
    )
    return tuple(_bounded(found, phrases))


def _bounded(found: list[Speech], phrases: Phrases) -> Iterator[Speech]:
    """Cut every speech where one beside it begins, and at semicolons."""
    walls = [t.start for t in phrases.tokens if t.text == ";"]
    for speech in found:
        cuts = [s.cut for s in found if s.cut is not None and s.cut > speech.at] + [w for w in walls if w > speech.at]
        left = [w for w in walls if w < speech.at]
        forward = (speech.forward[0], min([speech.forward[1], *cuts]))
        backward = speech.backward
        if backward and left:
            backward = (max([backward[0], *left]), backward[1])
        yield msgspec.structs.replace(speech, forward=forward, backward=backward)


def _verbs(phrases: Phrases) -> Iterator[Speech]:
    lexicon, tokens = phrases.lexicon, phrases.tokens
    every = lexicon.speech | lexicon.finding | lexicon.accusing
    for index, token in enumerate(tokens):
        gives_toll = token.lower in lexicon.toll_verbs and any(
            t.lower in lexicon.toll_nouns for t in tokens[index + 1 : index + 5]
        )
        if (token.lower in every or gives_toll) and is_saying(phrases, index):
            speech = _said(phrases, index)
            if speech:
                yield speech


def is_saying(phrases: Phrases, index: int) -> bool:
    """Return True when the word at ``index`` is used as a verb of saying, not as a noun, a name or a passive."""
    lexicon, tokens = phrases.lexicon, phrases.tokens
    token = tokens[index]
    if index and phrases.is_name_word(index):
        return False
    before = tokens[index - 1].lower if index else ""
    after = tokens[index + 1].lower if index + 1 < len(tokens) else "."
    if _is_finite(phrases, index):
        return not _is_passive(phrases, index)
    if token.lower in lexicon.noun_forms and (
        before in lexicon.noun_before or before.endswith(_POSSESSIVE) or after in lexicon.grammar.name_links
    ):
        return False
    if after in {"-"} or before in {"-"}:
        return False
    if after in lexicon.participle_of and token.lower in lexicon.participles and token.lower not in lexicon.telling:
        return after in lexicon.grammar.prepositions and not _is_passive(phrases, index)
    return not _is_passive(phrases, index)


def _is_finite(phrases: Phrases, index: int) -> bool:
    """Return True after "has", "had", "have" (and adverbs): a verb, whatever it looks like."""
    back = index - 1
    while back >= 0 and phrases.tokens[back].lower in phrases.lexicon.grammar.adverbs:
        back -= 1
    return back >= 0 and phrases.tokens[back].lower in phrases.lexicon.perfect


def _is_passive(phrases: Phrases, index: int) -> bool:
    back = index - 1
    while back >= 0 and phrases.tokens[back].lower in phrases.lexicon.grammar.adverbs:
        back -= 1
    return back >= 0 and phrases.tokens[back].lower in phrases.lexicon.passive


def _said(phrases: Phrases, index: int) -> Speech | None:
    tokens, lexicon = phrases.tokens, phrases.lexicon
    inverted = _inverted(phrases, index) if tokens[index].lower in lexicon.speech else None
    subject = None if inverted else _subject(phrases, index)
    if inverted is None and subject is None:
        return None
    speaker, after, start = inverted or (subject[0], index + 1, subject[1])  # type: ignore[index]  # one of the two is set
    if tokens[index].lower in lexicon.finding and not _can_find(speaker, phrases, start):
        return None
    if tokens[index].lower in lexicon.denying and not _denies_harm(phrases, after):
        return None
    hearer = _hearer(phrases, index) if tokens[index].lower in lexicon.telling else None
    end = tokens[-1].end
    begin = tokens[min(after, len(tokens) - 1)].start if after < len(tokens) else end
    backward = _backward(phrases, start if not inverted else index, after, inverted=bool(inverted))
    short = tokens[index].lower in lexicon.accusing
    if short:
        end = next((t.start for t in tokens[after:] if t.text == ","), end)
    cut = tokens[start].start if not inverted and _stands_beside(phrases, start) else None
    return Speech(
        at=tokens[index].start,
        speakers=(speaker, hearer) if hearer else (speaker,),
        forward=(begin, end),
        backward=backward,
        rank=1,
        cut=cut,
        short=short,
    )


def _denies_harm(phrases: Phrases, after: int) -> bool:
    """Return True for "denied that ...", "denied any deaths": not for a denial of responsibility or of somebody's claim."""
    return after < len(phrases.tokens) and phrases.tokens[after].lower in phrases.lexicon.denied_objects


def _can_find(speaker: Speaker, phrases: Phrases, start: int) -> bool:
    if phrases.tokens[start].lower in phrases.lexicon.grammar.possessives:
        return False
    words = {w.casefold() for w in speaker.name.replace("-", " ").split()}
    return (
        speaker.kind in _BODIES
        or speaker.form in {"pronoun"}
        or bool(words & phrases.lexicon.papers)
        or bool(words & set(phrases.lexicon.anaphors))
        or speaker.form == "body"
        or (speaker.form == "described" and bool(words & phrases.lexicon.finders))
    )


def _inverted(phrases: Phrases, index: int) -> tuple[Speaker, int, int] | None:
    """Return the speaker behind the verb (", said the mayor"), the token after it, and where the clause starts."""
    tokens, grammar = phrases.tokens, phrases.lexicon.grammar
    if (
        index == 0
        or tokens[index - 1].text not in {",", "'", "’"} | _QUOTES
        or tokens[index].lower in phrases.lexicon.telling
    ):
        return None
    if index + 1 < len(tokens) and (
        tokens[index + 1].lower in grammar.possessives or tokens[index + 1].text[0].isdigit()
    ):
        return None
    last = index + 1
    while last < len(tokens) and not _ends_phrase(phrases, last) and last - index < _REACH:
        if tokens[last].lower in grammar.auxiliaries or is_verb(phrases, last):
            return None
        last += 1
    if last < len(tokens) and (
        tokens[last].lower in grammar.auxiliaries
        or is_verb(phrases, last)
        or tokens[last].lower in grammar.definite & grammar.relative
    ):
        return None
    if last == index + 1 or tokens[index + 1].lower in grammar.clause | grammar.prepositions:
        return None
    speaker = speaker_of(phrases, index + 1, last)
    return (speaker, last, index) if speaker else None


def _ends_phrase(phrases: Phrases, index: int) -> bool:
    token = phrases.tokens[index]
    if token.text == "." and index and _is_title_dot(phrases, index):
        return False
    return token.text in {","} | _HARD | _STOPS or (
        token.lower in phrases.lexicon.grammar.clause and not phrases.is_name_word(index)
    )


def _is_title_dot(phrases: Phrases, index: int) -> bool:
    before = phrases.tokens[index - 1]
    return index + 1 < len(phrases.tokens) and (before.lower in phrases.lexicon.offices or len(before.text) == 1)


def is_verb(phrases: Phrases, index: int) -> bool:
    """Return True for a word that shows a clause: a verb of the lexicon or of saying, not part of a name."""
    token, lexicon = phrases.tokens[index], phrases.lexicon
    if index and phrases.is_name_word(index):
        return False
    if token.lower in lexicon.grammar.verbs or token.lower in lexicon.grammar.auxiliaries:
        return True
    return token.lower in lexicon.speech | lexicon.finding and token.lower not in lexicon.noun_forms


def _subject(phrases: Phrases, index: int) -> tuple[Speaker, int] | None:
    """Return the subject before the verb and the token its phrase starts at, appositions and relative clauses passed over."""
    tokens = phrases.tokens
    last = _skipped_left(phrases, index)
    if last == 0:
        return None
    if tokens[last - 1].text == ")":
        last = next((i for i in range(last - 2, -1, -1) if tokens[i].text == "("), 0)
        if last == 0:
            return None
    if tokens[last - 1].text in {",", "—", "–"}:
        return _apposed(phrases, last - 1)
    first = _chunk_start(phrases, last)
    if first == last and tokens[last - 1].lower in phrases.lexicon.grammar.turning:
        return _carried(phrases, last - 1)
    speaker = speaker_of(phrases, first, last) or _anybody(phrases, first, last, index)
    return (speaker, first) if speaker else _with_relative(phrases, first, last)


def _anybody(phrases: Phrases, first: int, last: int, verb: int) -> Speaker | None:
    """Return the words before a plain verb of saying when they are a short phrase with an article: "a baker said"."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    while first < last and tokens[first].lower in grammar.joining | grammar.adverbs:
        first += 1
    if tokens[verb].lower not in phrases.lexicon.plain_speech or not 1 < last - first <= _SHORT:
        return None
    opens = tokens[first].lower in grammar.articles | grammar.indefinite | grammar.possessives
    return (
        words_of(phrases, first, last) if opens and not any(t.text[0].isdigit() for t in tokens[first:last]) else None
    )


def _carried(phrases: Phrases, joint: int) -> tuple[Speaker, int] | None:
    """Return the subject of "X does not say how many but says ...": the one the sentence began with."""
    last = next((i for i in range(joint) if is_verb(phrases, i)), None)
    if last is None:
        return None
    speaker = speaker_of(phrases, 0, last)
    return (speaker, joint + 1) if speaker else None


def _with_relative(phrases: Phrases, first: int, last: int) -> tuple[Speaker, int] | None:
    """Return the subject of "a group that tracks the war said": the words before the relative clause, with it."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    for back in range(first - 1, max(-1, first - _RELATIVE), -1):
        if tokens[back].text in {","} | _HARD | _STOPS:
            return None
        if tokens[back].lower in grammar.relative and back > 0:
            start = _chunk_start(phrases, back)
            speaker = speaker_of(phrases, start, last) if start < back else None
            return (speaker, start) if speaker and speaker.form != "pronoun" else None
    return None


def _skipped_left(phrases: Phrases, index: int) -> int:
    """Return the end (exclusive) of the subject: auxiliaries, adverbs, days and their prepositions before the verb are passed."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    last = index
    dated = False
    while last > 0:
        token = tokens[last - 1]
        is_day = token.lower in grammar.days and (
            phrases.is_name_word(last - 1) or phrases.shouting or token.lower not in grammar.auxiliaries
        )
        if is_day or (token.text[0].isdigit() and dated and last > 1 and tokens[last - 2].lower in grammar.days):
            dated = True
        elif token.lower in grammar.adverbs or token.lower in grammar.auxiliaries:
            pass
        elif dated and token.lower in grammar.prepositions:
            dated = False
        elif not (token.text[0].isdigit() and last < index and tokens[last].lower in grammar.days):
            return last
        last -= 1
    return 0


def _chunk_start(phrases: Phrases, last: int) -> int:
    """Return where the stretch of words that ends before ``last`` starts: at punctuation, a clause word or a verb."""
    first = last
    while first > 0 and last - first < _REACH:
        if _is_wall(phrases, first - 1):
            return first
        first -= 1
    return first


def _is_wall(phrases: Phrases, index: int) -> bool:
    token = phrases.tokens[index]
    if token.text == ".":
        return not (index and _is_title_dot(phrases, index))
    if token.text in {",", "—", "–"} | _HARD | _STOPS:
        return True
    if index and phrases.is_name_word(index):
        return False
    return token.lower in phrases.lexicon.grammar.clause or is_verb(phrases, index)


def _apposed(phrases: Phrases, comma: int) -> tuple[Speaker, int] | None:
    """Return the subject of "NAME, the governor of X, said" or "the governor of X, NAME, said"."""
    end = comma
    chunks: list[tuple[int, int]] = []
    while end > 0 and len(chunks) < 4:
        if phrases.tokens[end].text not in {",", "—", "–", ")"}:
            break
        first = _comma_before(phrases, end)
        chunks.append((first, end))
        end = first - 1
    if not chunks or len(chunks) < 2:
        return None
    near = speaker_of(phrases, *chunks[0])
    if near and near.form == "person" and _opens_with_name(phrases, chunks[0][0]):
        office_first = _chunk_start(phrases, chunks[1][1])
        office = speaker_of(phrases, office_first, chunks[1][1])
        if office and office.form == "described":
            named = msgspec.structs.replace(near, position=office.name, organisation=office.organisation)
            return named, office_first
    return _apposed_name(phrases, chunks)


def _opens_with_name(phrases: Phrases, index: int) -> bool:
    return phrases.is_name_word(index) or phrases.tokens[index].lower in phrases.lexicon.offices


def _apposed_name(phrases: Phrases, chunks: list[tuple[int, int]]) -> tuple[Speaker, int] | None:
    """Return the earliest chunk that is a speaker by itself; what stands between is about it."""
    found: tuple[Speaker, int] | None = None
    for order, (_, end) in enumerate(chunks):
        if order == 0:
            continue
        start = _chunk_start(phrases, end)
        clean = all(not phrases.tokens[i].text[0].isdigit() for i in range(start, end))
        speaker = speaker_of(phrases, start, end) if clean and start < end else None
        if speaker is None or phrases.tokens[start].lower in phrases.lexicon.grammar.prepositions:
            break
        about = phrases.words(chunks[order - 1][0], chunks[0][1])
        if speaker.form == "person" and speaker.position is None:
            speaker = msgspec.structs.replace(speaker, position=about)
        found = (speaker, start)
        if start > 0 and phrases.tokens[start - 1].text != ",":
            break
    return found


def _comma_before(phrases: Phrases, end: int) -> int:
    first = end
    while (
        first > 0 and end - first < _REACH and phrases.tokens[first - 1].text not in {",", "—", "–", ";", "("} | _QUOTES
    ):
        first -= 1
    return first


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
    while last < len(tokens) and phrases.is_name_word(last) and last - first < 5:
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
    closes = before.text in {",", "—", "–", "-", "'"} | _QUOTES or inverted
    follows = tokens[after] if after < len(tokens) else None
    ends = (
        follows is None
        or follows.text in _STOPS | {","}
        or follows.lower in grammar.adverbs | grammar.days | grammar.prepositions
    )
    return (tokens[0].start, before.start) if closes or (before.lower in phrases.lexicon.as_words and ends) else None


def _stands_beside(phrases: Phrases, start: int) -> bool:
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    opening = tokens[start].lower in grammar.joining
    return opening or (start > 0 and (tokens[start - 1].lower in grammar.joining | grammar.turning))


def _according(phrases: Phrases) -> Iterator[Speech]:
    tokens, lexicon = phrases.tokens, phrases.lexicon
    for index in range(len(tokens) - 1):
        width = _phrase_at(phrases, index, by_first_word(lexicon.according))
        plain = width > 0
        if not width and _follows_paper(phrases, index):
            width = _phrase_at(phrases, index, by_first_word(lexicon.according_papers))
        if not width:
            continue
        first = index + width
        last = _object_end(phrases, first)
        speaker = speaker_of(phrases, first, last) or (words_of(phrases, first, last) if plain else None)
        if speaker:
            whole = (tokens[0].start, tokens[-1].end)
            yield Speech(
                at=tokens[index].start,
                speakers=(speaker,),
                forward=(tokens[index].start, whole[1]),
                backward=(whole[0], tokens[index].start),
                rank=0,
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
    while last < len(phrases.tokens) and last - first < _REACH:
        if _ends_phrase(phrases, last) or (
            is_verb(phrases, last) and phrases.tokens[last].lower not in phrases.lexicon.grammar.participles
        ):
            return last
        last += 1
    return last


def _citing(phrases: Phrases) -> Iterator[Speech]:
    tokens, lexicon = phrases.tokens, phrases.lexicon
    for index, token in enumerate(tokens[:-1]):
        if token.lower not in lexicon.citing or tokens[index + 1].lower in lexicon.grammar.prepositions:
            continue
        last = _object_end(phrases, index + 1)
        speaker = speaker_of(phrases, index + 1, last)
        passive = _is_passive(phrases, index) and tokens[index + 1].lower in lexicon.as_words
        if passive:
            subject = _subject(phrases, index)
            speaker = subject[0] if subject else None
        outer = None if passive or tokens[index - 1].text == "," or index == 0 else _subject(phrases, index)
        if speaker and speaker.form != "pronoun":
            yield Speech(
                at=token.start,
                speakers=(speaker, outer[0]) if outer else (speaker,),
                forward=(token.start, tokens[-1].end),
                backward=(tokens[0].start, token.start),
                rank=0,
            )


def _reports(phrases: Phrases) -> Iterator[Speech]:
    """Return "reports that ..." and "reports of ..." used as nouns: the reports themselves speak."""
    tokens, lexicon = phrases.tokens, phrases.lexicon
    grammar = lexicon.grammar
    for index in range(len(tokens) - 1):
        token, after = tokens[index], tokens[index + 1].lower
        if token.lower not in lexicon.report_nouns or after not in lexicon.report_follow:
            continue
        before = tokens[index - 1].lower if index else ""
        is_noun = (
            not before
            or after not in grammar.relative
            or before in lexicon.noun_before | grammar.auxiliaries | grammar.prepositions | grammar.clause
        )
        if is_noun:
            described = before in lexicon.report_qualities
            first = index - 1 if described else index
            span = (tokens[first].start, token.end)
            speaker = Speaker(name=phrases.text[span[0] : span[1]], span=span, form="reports")
            yield Speech(
                at=token.start, speakers=(speaker,), forward=(token.end, tokens[-1].end), backward=None, rank=0
            )


def _labels(phrases: Phrases) -> Iterator[Speech]:
    """Return the speaker of a headline: "Monitor: 12 killed in ..." or "12 killed in ...: monitor"."""
    tokens = phrases.tokens
    colons = [
        i
        for i, t in enumerate(tokens)
        if t.text in {":", "–", "—"}
        or (t.text == "-" and 0 < i < len(tokens) - 1 and tokens[i - 1].end < t.start and t.end < tokens[i + 1].start)
    ]
    if len(colons) != 1 or any(
        is_saying(phrases, i) and t.lower in phrases.lexicon.speech for i, t in enumerate(tokens)
    ):
        return
    colon = colons[0]
    start, end = tokens[0].start, tokens[-1].end
    before, after = (0, colon), (colon + 1, len(tokens) - (tokens[-1].text in _STOPS))
    if colon <= 6 and _is_label(phrases, *before):
        speaker = speaker_of(phrases, *before)
        if speaker:
            yield Speech(
                at=tokens[colon].start, speakers=(speaker,), forward=(tokens[colon].end, end), backward=None, rank=1
            )
    elif after[1] - after[0] <= 7 and _is_label(phrases, *after):
        speaker = speaker_of(phrases, *after)
        if speaker:
            yield Speech(
                at=tokens[colon].start,
                speakers=(speaker,),
                forward=(end, end),
                backward=(start, tokens[colon].start),
                rank=1,
            )


def _is_label(phrases: Phrases, first: int, last: int) -> bool:
    if first >= last or any(is_verb(phrases, i) or phrases.tokens[i].text[0].isdigit() for i in range(first, last)):
        return False
    spots = phrases.spots_in(first, last)
    end = phrases.tokens[last - 1]
    known = any(s.span[1] == end.end and s.kind in _BODIES - {"state", "state_force", "coalition"} for s in spots)
    return known or end.lower in phrases.lexicon.labels
