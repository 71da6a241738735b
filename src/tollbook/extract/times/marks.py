"""A sentence as a row of marks, one letter a token: what its words mean for dates. Knows cue words, not which claim gets what.

Marks: T a time (t its further tokens), C a claim (c), S saying, H harm, E event, q a word that only qualifies an event,
F act, G began, K because, N another happening, B "in response to", A after or before, W when, R relative pronoun, P perfect, V being,
D definite, I indefinite, O preposition, & and, a comma, a semicolon for any stronger stop, Q a quotation mark, x anything else.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from tollbook.extract.sentences.segment import Sentence, Token
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.spot import Spot
from tollbook.vocab.time_cues import TimeCues, load_time_cues

_PUNCTUATION = {",": ",", ";": ";", ":": ";", "—": ";", "(": ",", ")": ",", "[": ",", "]": ","}
_LABEL = 6
"""Tokens of a label at the head of a sentence, its colon among them."""
_QUOTES = frozenset('"“”„«»')
_HARM = frozenset("HEFG")
_LONE = re.compile(r"q(?![qE])")
"""A qualifier that qualifies nothing is the event itself ("the bomb")."""
_LED = re.compile(r"O[DI][xI]{0,2}$")
"""What leads a house: a preposition, an article, two more words at most."""
_LEAD = 4
_STRETCHES = frozenset({"past", "calendar"})
_RANKED = 8
"""Words from a rank, or another word that decides what a date is of, to that date."""
_EVENT_NEXT = re.compile(r"[xq]{0,4}E")
_NEAR = 4
"""Sentences around a claim that can date it; the others are not looked at."""
T = TypeVar("T")


class Row(msgspec.Struct, frozen=True):
    """One sentence: its number, its tokens' starts and words, its marks, its spots and claims, and whether it is a heading."""

    number: int
    sentence: Sentence
    starts: tuple[int, ...]
    words: tuple[str, ...]
    marks: str
    spots: tuple[Spot, ...]
    claims: tuple[Claim, ...]
    paragraph: int
    is_heading: bool

    def at(self, offset: int) -> int:
        """Return the index of the token that begins at or holds ``offset``."""
        index = bisect_left(self.starts, offset)
        if index < len(self.starts) and self.starts[index] == offset:
            return index
        return max(index - 1, 0)

    def reach(self, span: Span) -> tuple[int, int]:
        """Return the first and the last token of ``span``."""
        return self.at(span[0]), self.at(span[1] - 1)


@functools.cache
def _marks_of_words(language: str) -> dict[str, str]:
    cues = load_time_cues(language)
    table: dict[str, str] = dict.fromkeys(_QUOTES, "Q") | _PUNCTUATION
    lists = (
        ("I", cues.indefinite),
        ("D", cues.definite),
        ("O", cues.preposition),
        ("&", cues.and_),
        ("B", cues.response),
        ("F", cues.act),
        ("E", cues.event),
        ("q", cues.qualifier),
        ("G", cues.began),
        ("N", cues.other),
        ("H", tuple(w for words in cues.harm.values() for w in words)),
        ("S", cues.said),
        ("V", cues.being),
        ("P", cues.perfect),
        ("K", cues.because),
        ("W", cues.when),
        ("A", cues.after),
        ("R", cues.relative),
    )
    for mark, words in lists:
        table.update(dict.fromkeys(words, mark))
    return table


def rows_of(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], spots: Sequence[Spot], language: str = "en"
) -> tuple[Row, ...]:
    """Return a row for each sentence that can matter; linear in the text."""
    table = _marks_of_words(language)
    by_claims = _grouped(sentences, [(c.span, c) for c in claims])
    by_spots = _grouped(sentences, [(s.span, s) for s in spots])
    cues = load_time_cues(language)
    near = {n + d for n in by_claims for d in range(-_NEAR, _NEAR + 1)}
    rows: list[Row] = []
    paragraph, last_end = 0, 0
    for number, sentence in enumerate(sentences):
        if "\n" in text[last_end : sentence.start]:
            paragraph += 1
        last_end = sentence.end
        own_claims = tuple(by_claims.get(number, ()))
        own_spots = tuple(_beside_claims(text, spot, own_claims) for spot in by_spots.get(number, ()))
        if number in near:
            row = _row(text, number, sentence, own_claims, own_spots, paragraph, table, cues)
            rows.append(_with_agents(text, row, language))
        else:
            rows.append(Row(number, sentence, (), (), "", (), (), paragraph, is_heading=False))
    return tuple(rows)


def _beside_claims(text: str, spot: Spot, claims: Sequence[Claim]) -> Spot:
    """Return the time words without the count they begin with ("wounded [more than 30] hours after")."""
    for claim in claims:
        if claim.span[0] <= spot.span[0] < claim.span[1] < spot.span[1]:
            start = (
                claim.span[1]
                + len(text[claim.span[1] : spot.span[1]])
                - len(text[claim.span[1] : spot.span[1]].lstrip())
            )
            return Spot((start, spot.span[1]), text[start : spot.span[1]], spot.kind, spot.value)
    return spot


def _grouped(sentences: Sequence[Sentence], items: Sequence[tuple[Span, T]]) -> dict[int, list[T]]:
    starts = [s.start for s in sentences]
    grouped: dict[int, list[T]] = {}
    for span, item in items:
        number = bisect_left(starts, span[0] + 1) - 1
        if number >= 0 and span[0] < sentences[number].end:
            grouped.setdefault(number, []).append(item)
    return grouped


def _row(
    text: str,
    number: int,
    sentence: Sentence,
    claims: tuple[Claim, ...],
    spots: tuple[Spot, ...],
    paragraph: int,
    table: dict[str, str],
    cues: TimeCues,
) -> Row:
    tokens = sentence.tokens
    words = tuple(t.lower for t in tokens)
    starts = tuple(t.start for t in tokens)
    marks = [table.get(word, "x") for word in words]
    heading = text[sentence.start : sentence.end].rstrip().endswith(":")
    behind = _behind_label(tokens, (*(s.span[0] for s in spots), *(c.span[0] for c in claims)))
    marks[:behind] = "x" * behind
    for index, word in enumerate(words[:-1]):
        if word in cues.charged:
            marks[index] = _mark_of_charge(marks, index, after_agent=index > 0 and words[index - 1] in cues.agent)
        if marks[index] in "DI" and words[index + 1] in cues.bare:
            marks[index + 1] = "x"
    for index in (i for i, mark in enumerate(marks) if mark == "N" and words[i] in cues.houses):
        if _LED.search("".join(marks[max(0, index - _LEAD) : index])):
            marks[index] = "x"  # "at a district court on Monday": where it was, no other happening
    row = Row(number, sentence, starts, words, "", spots, claims, paragraph, heading)
    for claim in claims:
        _overlay(row, marks, claim.span, "C", "c", keep=_HARM)
    for spot in spots:
        if spot.value != "since_phrase" and not _only_ranks(row, marks, spot, cues):
            _overlay(row, marks, spot.span, "T", "t")
    return msgspec.structs.replace(row, marks=_LONE.sub("E", "".join(marks)))


def _mark_of_charge(marks: Sequence[str], index: int, *, after_agent: bool) -> str:
    """Return the mark of "suspected", "accused": a reason before "of", nothing where it only qualifies who or what did it."""
    if marks[index + 1] == "O":
        return "K"
    if after_agent or marks[index] == "B":
        return "x"  # "killed by suspected rebels this morning", "in a suspected gas attack on Tuesday"
    return marks[index]


def tells_before(marks: str, words: Sequence[str], first: int, stops: str, told: Sequence[str]) -> bool:
    """Return True when one of ``told`` stands at most ``_RANKED`` words before the token ``first``, with no mark of ``stops`` between."""
    start = max(max(marks.rfind(stop, 0, first) for stop in stops) + 1, first - _RANKED)
    return bool(set(words[start:first]) & set(told))


def _only_ranks(row: Row, marks: list[str], spot: Spot, cues: TimeCues) -> bool:
    """Return True for the stretch of "its deadliest attack in two years": it parts no other date from what happened then."""
    if spot.kind not in _STRETCHES or not row.starts:
        return False
    return tells_before("".join(marks), row.words, row.at(spot.span[0]), ",;QCT", cues.ranking)


def _behind_label(tokens: Sequence[Token], told: Sequence[int]) -> int:
    """Return how many tokens the label at the head of a sentence takes ("Council BRIEFING: from 3 May ..."), 0 without one."""
    colon = next((i for i, token in enumerate(tokens[:_LABEL]) if token.text == ":"), None)
    if colon is None or colon + 1 == len(tokens) or any(start < tokens[colon].start for start in told):
        return 0
    return colon + 1


def _with_agents(text: str, row: Row, language: str) -> Row:
    """Return the row with the day alone where "by" names what did it: "heightened by the May 17 missile attack"."""
    if not any(s.kind == "until" for s in row.spots):
        return row
    agents = load_time_cues(language).agent
    spots = []
    for spot in row.spots:
        first, last = row.reach(spot.span)
        if (
            spot.kind == "until"
            and row.words[first] in agents
            and _EVENT_NEXT.match(row.marks, last + 1)
            and last > first
        ):
            start = row.starts[first + 1]
            spots.append(Spot((start, spot.span[1]), text[start : spot.span[1]], "day", spot.value))
        else:
            spots.append(spot)
    return msgspec.structs.replace(row, spots=tuple(spots))


def _overlay(row: Row, marks: list[str], span: Span, first: str, rest: str, keep: frozenset[str] = frozenset()) -> None:
    if not row.starts:
        return
    a, b = row.reach(span)
    for index in range(a, b + 1):
        if index == a or marks[index] not in keep:
            marks[index] = first if index == a else rest


@functools.cache
def phrases(language: str, which: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of the cue list ``which`` as tuples of words, longest first."""
    cues: TimeCues = load_time_cues(language)
    found: tuple[str, ...] = getattr(cues, which)
    return tuple(sorted((tuple(p.split()) for p in found), key=len, reverse=True))


def opens_with(row: Row, language: str, which: str) -> bool:
    """Return True when the sentence begins with a phrase of the cue list ``which``."""
    words = tuple(w for w in row.words[:6] if w.isalnum() or "." in w)
    if not words:
        return False
    return any(words[: len(phrase)] == phrase for phrase in _by_first(language, which).get(words[0], ()))


@functools.cache
def _by_first(language: str, which: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases(language, which):
        found.setdefault(phrase[0], []).append(phrase)
    return found
