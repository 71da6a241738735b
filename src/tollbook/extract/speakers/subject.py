"""Find the subject of a verb of saying, before it or behind it, over appositions, relative clauses and adverbs.

Knows one sentence; what the subject says, and who "he" is, are not its matter.
"""

import msgspec

from tollbook.extract.speakers.phrase import Phrases, Speaker, speaker_of, words_of
from tollbook.vocab.unions import union

_POSSESSIVE = ("'s", "s'")
QUOTES = frozenset({'"', "“", "”", "«", "»", "''"})
HARD = frozenset({";", ":", "(", ")", "[", "]", "•", "|"}) | QUOTES
STOPS = frozenset({".", "?", "!"})
_SHORT = 6  # tokens of a phrase that is taken for a speaker only because it speaks
_RELATIVE = 14  # tokens a relative clause inside a subject may have
_CHUNKS = 4  # stretches between commas looked back over for the subject of an apposition
REACH = 60  # tokens looked at on either side of a verb


def is_verb(phrases: Phrases, index: int) -> bool:
    """Return True for a word that shows a clause: a verb of the lexicon or of saying, not part of a name."""
    token, lexicon = phrases.tokens[index], phrases.lexicon
    if index and phrases.is_name_word(index):
        return False
    if token.lower in lexicon.grammar.verbs or token.lower in lexicon.grammar.auxiliaries:
        return True
    return token.lower in union(lexicon.speech, lexicon.finding) and token.lower not in lexicon.noun_forms


def is_saying(phrases: Phrases, index: int) -> bool:  # one way out for each use of the word
    """Return True when the word at ``index`` is used as a verb of saying, not as a noun, a name or a passive."""
    lexicon, tokens = phrases.lexicon, phrases.tokens
    token = tokens[index]
    if index and phrases.is_name_word(index):
        return False
    before = tokens[index - 1].lower if index else ""
    after = tokens[index + 1].lower if index + 1 < len(tokens) else "."
    if before in union(lexicon.grammar.articles, lexicon.grammar.possessives):
        return False
    if token.lower in lexicon.with_that and after not in lexicon.grammar.definite & lexicon.grammar.relative:
        return False
    if token.lower in lexicon.speaking_of and after not in lexicon.grammar.name_links:
        return False
    if _is_finite(phrases, index):
        return not is_passive(phrases, index)
    if token.lower in lexicon.noun_forms and (
        before in lexicon.noun_before or before.endswith(_POSSESSIVE) or after in lexicon.grammar.name_links
    ):
        return False
    if "-" in {after, before}:
        return False
    further = tokens[index + 2].lower if index + 2 < len(tokens) else ""
    if (
        token.lower in lexicon.participles
        and further in lexicon.passive | lexicon.perfect
        and after in lexicon.participle_of & lexicon.grammar.prepositions
        and not (
            token.lower in lexicon.claiming and further in lexicon.perfect
        )  # "the militants claimed to have killed"
    ):
        return False  # "fighters believed to be from ..."
    if after in lexicon.participle_of and token.lower in lexicon.participles and token.lower not in lexicon.telling:
        return after in lexicon.grammar.prepositions and not is_passive(phrases, index)
    return not is_passive(phrases, index)


def _is_finite(phrases: Phrases, index: int) -> bool:
    """Return True after "has", "had", "have" (and adverbs): a verb, whatever it looks like."""
    back = index - 1
    while back >= 0 and phrases.tokens[back].lower in phrases.lexicon.grammar.adverbs:
        back -= 1
    return back >= 0 and phrases.tokens[back].lower in phrases.lexicon.perfect


def is_passive(phrases: Phrases, index: int) -> bool:
    """Return True after a form of "be", adverbs passed over."""
    back = index - 1
    while back >= 0 and phrases.tokens[back].lower in phrases.lexicon.grammar.adverbs:
        back -= 1
    return back >= 0 and phrases.tokens[back].lower in phrases.lexicon.passive


def inverted_speaker(phrases: Phrases, index: int) -> tuple[Speaker, int, int] | None:
    """Return the speaker behind the verb (", said the mayor"), the token after it, and where the clause starts."""
    tokens, grammar = phrases.tokens, phrases.lexicon.grammar
    if (
        index == 0
        or tokens[index - 1].text not in {",", "'", "’"} | QUOTES
        or tokens[index].lower in phrases.lexicon.telling
    ):
        return None
    if index + 1 < len(tokens) and (
        tokens[index + 1].lower in grammar.possessives or tokens[index + 1].text[0].isdigit()
    ):
        return None
    last = index + 1
    while last < len(tokens) and not ends_phrase(phrases, last) and last - index < REACH:
        if tokens[last].lower in grammar.auxiliaries or is_verb(phrases, last):
            return None
        last += 1
    if last < len(tokens) and (
        tokens[last].lower in grammar.auxiliaries
        or is_verb(phrases, last)
        or tokens[last].lower in grammar.definite & grammar.relative
    ):
        return None
    if last == index + 1 or tokens[index + 1].lower in union(grammar.clause, grammar.prepositions):
        return None
    speaker = speaker_of(phrases, index + 1, last)
    return (with_office(phrases, speaker, last), last, index) if speaker else None


def with_office(phrases: Phrases, speaker: Speaker, last: int) -> Speaker:
    """Return a named person with the office and body told behind the comma at ``last`` (", said Talal Silo, SDF spokesman")."""
    tokens = phrases.tokens
    if (
        speaker.form != "person"
        or speaker.position is not None
        or not (last < len(tokens) and tokens[last].text == ",")
    ):
        return speaker
    end = last + 1
    lexicon = phrases.lexicon
    heads = union(lexicon.grammar.articles, lexicon.offices, lexicon.sources, lexicon.speaking_for)
    if end < len(tokens) and tokens[end].lower not in heads and not phrases.is_name_word(end):
        return speaker  # "said Talal Silo, whose brother", ", but"
    while (
        end < len(tokens) and end - last < REACH and tokens[end].text not in {",", "—", "–", ";", "("} | STOPS | QUOTES
    ):
        end += 1
    office = speaker_of(phrases, last + 1, end)
    if office is None or office.form != "described":
        return speaker
    return msgspec.structs.replace(speaker, position=office.name, organisation=office.organisation)


def ends_phrase(phrases: Phrases, index: int) -> bool:
    """Return True for punctuation and clause words, at which a noun phrase ends."""
    token = phrases.tokens[index]
    if token.text == "." and index and _is_title_dot(phrases, index):
        return False
    return token.text in {","} | HARD | STOPS or (
        token.lower in phrases.lexicon.grammar.clause and not phrases.is_name_word(index)
    )


def _is_title_dot(phrases: Phrases, index: int) -> bool:
    before = phrases.tokens[index - 1]
    return index + 1 < len(phrases.tokens) and (before.lower in phrases.lexicon.offices or len(before.text) == 1)


def subject_before(phrases: Phrases, index: int) -> tuple[Speaker, int] | None:
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
        besides = tokens[last - 1].text == "," and tokens[index].lower in phrases.lexicon.besides
        if besides:
            return _besides(phrases, last - 1) or _apposed(phrases, last - 1) or _coordinated(phrases, last - 1)
        return _apposed(phrases, last - 1)
    first = _chunk_start(phrases, last)
    if first == last and tokens[last - 1].lower in phrases.lexicon.grammar.relative:
        return _antecedent(phrases, last - 1)
    if first == last and tokens[last - 1].lower in phrases.lexicon.grammar.turning:
        return _carried(phrases, last - 1)
    if tokens[last - 1].lower in phrases.lexicon.grammar.both:
        joined = _coordinated(phrases, last - 1)
        if joined:
            return joined
    if first > 1 and tokens[first - 1].lower in phrases.lexicon.grammar.relative:
        described = _with_relative(phrases, first, last)  # "residents of X who crossed army lines told"
        if described:
            return described
    speaker = speaker_of(phrases, first, last) or _anybody(phrases, first, last, index)
    return (speaker, first) if speaker else _with_relative(phrases, first, last)


def _besides(phrases: Phrases, joint: int) -> tuple[Speaker, int] | None:
    """Return who spoke last before ", adding that ...": "a source in the force said, adding"."""
    said = next((i for i in range(joint - 1, 0, -1) if phrases.tokens[i].lower in phrases.lexicon.speech), None)
    found = subject_before(phrases, said) if said is not None else None
    return (found[0], joint + 1) if found else None


def _coordinated(phrases: Phrases, joint: int) -> tuple[Speaker, int] | None:
    """Return the subject of "The spokesman, X, dismissed the numbers and said ...": the one of the verb before."""
    lexicon, tokens = phrases.lexicon, phrases.tokens
    wall = max((i for i in range(joint) if tokens[i].text == ";"), default=0)
    told = union(lexicon.accusing, lexicon.toll_verbs)
    verb = next((i for i in range(wall + 1, joint) if is_verb(phrases, i) or tokens[i].lower in told), None)
    found = subject_before(phrases, verb) if verb is not None else None
    return (found[0], joint + 1) if found else None


def _antecedent(phrases: Phrases, relative: int) -> tuple[Speaker, int] | None:
    """Return the subject of "... a clinic of the Red Cross, which said": the name right before the relative word."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    end = relative - 1 if relative and tokens[relative - 1].text == "," else relative
    first = _chunk_start(phrases, end)
    for index in range(end - 1, first, -1):
        if tokens[index].lower in grammar.prepositions and tokens[index].lower not in grammar.name_links:
            first = index + 1
            break
    speaker = speaker_of(phrases, first, end) if first < end else None
    opens = end == relative - 1 and (first == 0 or tokens[first - 1].text in STOPS | HARD)
    return (speaker, relative + 1) if speaker and (speaker.form == "body" or opens) else None


def _anybody(phrases: Phrases, first: int, last: int, verb: int) -> Speaker | None:
    """Return the words before a plain verb of saying when they are a short phrase with an article: "a baker said"."""
    grammar, tokens = phrases.lexicon.grammar, phrases.tokens
    while first < last and tokens[first].lower in union(grammar.joining, grammar.adverbs):
        first += 1
    if tokens[verb].lower not in phrases.lexicon.plain_speech or not 1 < last - first <= _SHORT:
        return None
    opens = tokens[first].lower in union(grammar.articles, grammar.indefinite, grammar.possessives)
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
        if tokens[back].text in {","} | HARD | STOPS:
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
    while first > 0 and last - first < REACH:
        if _is_wall(phrases, first - 1):
            return first
        first -= 1
    return first


def _is_wall(phrases: Phrases, index: int) -> bool:
    token = phrases.tokens[index]
    if token.text == ".":
        return not (index and _is_title_dot(phrases, index))
    if token.text in {",", "—", "–"} | HARD | STOPS:
        return True
    if index and (phrases.is_name_word(index) or _is_reached(phrases, index)):
        return False
    return token.lower in phrases.lexicon.grammar.clause or is_verb(phrases, index)


def _is_reached(phrases: Phrases, index: int) -> bool:
    """Return True for "a nurse REACHED by telephone", "a survivor INTERVIEWED in X": about the speaker, no verb of his."""
    lexicon, tokens = phrases.lexicon, phrases.tokens
    if tokens[index].lower not in lexicon.grammar.participles or index + 1 >= len(tokens):
        return False
    return tokens[index + 1].lower in lexicon.grammar.prepositions and tokens[index - 1].lower in lexicon.sources


def _apposed(phrases: Phrases, comma: int) -> tuple[Speaker, int] | None:
    """Return the subject of "NAME, the governor of X, said" or "the governor of X, NAME, said"."""
    end = comma
    chunks: list[tuple[int, int]] = []
    while end > 0 and len(chunks) < _CHUNKS:
        if phrases.tokens[end].text not in {",", "—", "–", ")"}:
            break
        first = _comma_before(phrases, end)
        chunks.append((first, end))
        end = first - 1
    if len(chunks) <= 1:
        return None
    near = speaker_of(phrases, *chunks[0])
    if near and near.form == "body" and near.kind != "state":
        office_first = _chunk_start(phrases, chunks[1][1])
        about = speaker_of(phrases, office_first, chunks[1][1])
        is_short = chunks[0][1] - chunks[0][0] == 1
        noun = about.name.casefold().rsplit(" ", 1)[-1] if about else ""
        if about and about.form == "described" and (is_short or noun in phrases.lexicon.anaphors):
            return near, office_first  # "the union of the police, SYNAPOHA, says", "the watchdog, Peace Centre, says"
    if near and "person" in (near.form, near.kind) and _opens_with_name(phrases, chunks[0][0]):
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
        first > 0 and end - first < REACH and phrases.tokens[first - 1].text not in {",", "—", "–", ";", "("} | QUOTES
    ):
        first -= 1
    return first
