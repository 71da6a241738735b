"""What the records of a report say against its claims: denied by who alone tells it, or marked as a figure nobody could verify.

A denial takes nothing from another speaker's claim (guide, section 3, `stance`); it only shows who does not say it. Knows
the records' words and spans, not how they were found.
"""

import functools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.extract.sentences.segment import Sentence
from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.model.reading import ActorReading
from tollbook.model.record import Record
from tollbook.model.spot import Spotter
from tollbook.vocab.attribution import attribution
from tollbook.vocab.words import word_lists

_BACK = 2
"""Sentences back in which the figure stands that nobody could verify."""
_AHEAD = 60
"""Characters behind "could not verify" in which the figure is named."""
_SUBJECT = 20
"""Characters between an outlet's name and "could not verify" at most."""


class _Words:
    """The patterns of one language: nouns of what is said, such a noun pointed to, words that open a clause of their own."""

    def __init__(self, language: str) -> None:
        stance = word_lists(language).stance
        nouns, pointers = _any(stance.told_nouns), _any(stance.pointers)
        self.told = re.compile(rf"\b{nouns}\b", re.IGNORECASE)
        self.pointed = re.compile(rf"(?:\b{pointers}|\w[’']s)\s+(?:[\w-]+\s+){{0,2}}?{nouns}\b", re.IGNORECASE)
        self.governing = re.compile(rf"\b{nouns}\s+{_any([*stance.that, *stance.of])}\b", re.IGNORECASE)
        self.two = re.compile(rf"\b{_any(stance.two)}\b", re.IGNORECASE)
        self.one_figure = re.compile(rf"\b{_any(stance.one_figure)}$", re.IGNORECASE)
        self.impersonal = re.compile(rf"\b{_any(stance.impersonal)}\b", re.IGNORECASE)
        self.personal = re.compile(rf"\b{_any(stance.personal)}\b", re.IGNORECASE)
        self.pronoun = re.compile(rf"\W*{_any(stance.pointing_pronouns)}\s*", re.IGNORECASE)
        self.clause = re.compile(rf"\b{_any(stance.own_clause)}\b", re.IGNORECASE)
        saying = attribution(language)
        self.saying = re.compile(
            rf"\b{_any([*saying.plain_speech, *saying.besides, *saying.accusing] if saying else [''])}\b", re.IGNORECASE
        )
        self.that = re.compile(rf"\b{_any(stance.that)}\b", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})"


@functools.cache
def _words(language: str) -> _Words:
    return _Words(language)


def with_contested(
    text: str, sentences: Sequence[Sentence], claims: Sequence[Claim], records: Sequence[Record], actors: Spotter
) -> tuple[Claim, ...]:
    """Return the claims: denied where their only speaker denies them, doubted where the text says they could not be verified.

    Who denies or cannot confirm a claim is taken from its speakers where another speaker tells it or nobody is named. ``actors``
    finds the outlets' names: an army that could not confirm a claim leaves it as it is, a reporter who could not marks it.
    """
    speaking_against = [r for r in records if r.kind == "denial" or r.details.get("category") == "unverified"]
    if not speaking_against or not claims:
        return tuple(claims)
    words = _words(claims[0].language)
    starts = [sentence.start for sentence in sentences]
    of_sentence: defaultdict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_sentence[bisect_right(starts, claim.head) - 1].append(claim)
    changed: dict[str, Claim] = {}
    for record in speaking_against:
        index = bisect_right(starts, record.span[0]) - 1
        told = of_sentence.get(index, [])
        if record.kind == "denial":
            changed.update((c.id, c) for c in _denied(text, record, told, words))
            continue
        span = sentences[index].span
        if _is_own_warning(text, span, record.span, actors, words):
            near = [of_sentence[k] for k in range(index - 1, index - 1 - _BACK, -1) if k in of_sentence]
            takes_two = words.two.search(text, *record.span) or words.two.match(text, span[0])
            before = [claim for group in (near if takes_two else near[:1]) for claim in group]
            changed.update((c.id, c) for c in _doubted(text, span, record, told, before, words))
        else:
            changed.update((c.id, c) for c in _unconfirmed(text, span, record, told, words))
    return tuple(changed.get(claim.id, claim) for claim in claims)


def _denied(text: str, record: Record, told: Sequence[Claim], words: _Words) -> Iterable[Claim]:
    """Yield the claims among the denied words, changed."""
    verb, denier = record.readings["verb"].span, record.said_by[0] if record.said_by else None
    first = next((c for c in told if c.id == record.claim), None)
    if first is None:
        return
    verdict = _verdict(text, record, first, words)
    if verdict == "untouched":
        return
    near = [c for c in told if c.span >= first.span and not {",", ";"} & set(text[first.span[1] : c.span[0]])]
    for claim in near:
        others = tuple(a for a in claim.said_by if denier is None or a.span != denier.span)
        speaker = denier or _relative_speaker(text, claim, verb, words)
        if verdict == "denied" and speaker is not None and (not others or others == (speaker,)):
            yield msgspec.structs.replace(claim, stance="denied", said_by=(speaker,))
        elif others != claim.said_by and (others or claim.span[0] > verb[1]):
            yield msgspec.structs.replace(claim, said_by=others)


def _verdict(text: str, record: Record, claim: Claim, words: _Words) -> str:
    """Return whether the harm itself is "denied", another's word on it ("unsaid"), or the speaker's own ("untouched")."""
    verb = record.readings["verb"].span
    if claim.span[0] < verb[1]:
        return "unsaid"  # "reports of 40 dead were false"
    between = text[verb[1] : claim.span[0]]
    if words.saying.search(between):
        return "untouched"  # "rejected the claim and said 40 rebels had been killed", "and accused X of a raid that killed 40"
    if "," in between and len(between.rpartition(",")[2].split()) > 1:
        return "untouched"  # "denied the raid, saying rebels had killed 12"; not "denied bombing a school, killing 12"
    return "denied" if _governs(between, words, told=record.details["denied"]) else "unsaid"


def _governs(between: str, words: _Words, *, told: str) -> bool:
    """Return True where the denial is of the harm itself ("denied that 12 ...", "denied killing 12"), not of what others say of it.

    Nor is a harm told in a clause of its own denied: "denied ordering the massacre in which 200 died", "denied a part in the raid
    that killed 13".
    """
    thats = [found.start() for found in words.that.finditer(between)]
    is_first = bool(thats) and not between[: thats[0]].strip()
    if len(thats) > is_first or (told == "responsibility" and not is_first):
        return False
    return not words.told.search(between) and not words.clause.search(between)


def _relative_speaker(text: str, claim: Claim, verb: Span, words: _Words) -> ActorReading | None:
    """Return the claim's speaker where only "which" stands between it and the denial ("the army, which denies that ...")."""
    if len(claim.said_by) != 1 or claim.said_by[0].span[1] > verb[0]:
        return None
    gap = text[claim.said_by[0].span[1] : verb[0]].strip(" ,")
    return claim.said_by[0] if words.clause.fullmatch(gap) else None


def _doubted(
    text: str, sentence: Span, record: Record, told: Sequence[Claim], before: Sequence[Claim], words: _Words
) -> Iterable[Claim]:
    """Yield the claims that the text's own warning "could not be verified" is about, doubted."""
    for claim in _unsure(text, sentence, record.span, told, before, words):
        yield msgspec.structs.replace(claim, stance="denied" if claim.stance == "denied" else "doubted")


def _unsure(
    text: str, sentence: Span, at: Span, told: Sequence[Claim], before: Sequence[Claim], words: _Words
) -> Sequence[Claim]:
    """Return the claims a warning at ``at`` points to: those it names in its sentence, else those told before."""
    named = _named_behind(text, sentence, at, told, words)
    earlier = [claim for claim in told if claim.span[1] <= at[0]]
    if named or (earlier and words.governing.search(text, sentence[0], earlier[0].span[0])):
        return (
            named or earlier
        )  # "could not verify reports that 14 ...", "the claim that 300 ... could not be verified"
    pointed = words.pointed.search(
        text, earlier[-1].span[1] if earlier else sentence[0], min(at[1] + _AHEAD, sentence[1])
    )
    if pointed is None and not words.pronoun.fullmatch(text, sentence[0], at[0]):
        return ()
    meant = earlier or ([] if len(told) > len(earlier) else before)
    if pointed is not None and words.one_figure.search(pointed.group()):
        return [claim for claim in meant if claim.part_of is None][-1:]
    return meant


def _named_behind(text: str, sentence: Span, at: Span, told: Sequence[Claim], words: _Words) -> list[Claim]:
    """Return the claims named close behind the warning by a noun of what is said ("could not confirm reports that 14 ...")."""
    end = min(at[1] + _AHEAD, sentence[1])
    named = words.told.search(text, at[1], end)
    return [claim for claim in told if named is not None and named.end() <= claim.span[0] <= end]


def _unconfirmed(text: str, sentence: Span, record: Record, told: Sequence[Claim], words: _Words) -> Iterable[Claim]:
    """Yield the claims that somebody in the story could not confirm, without that speaker: others' word on them stands."""
    for claim in _named_behind(text, sentence, record.span, told, words):
        others = tuple(a for a in claim.said_by if all(a.span != other.span for other in record.said_by))
        yield msgspec.structs.replace(claim, said_by=others)


def _is_own_warning(text: str, sentence: Span, at: Span, actors: Spotter, words: _Words) -> bool:
    """Return True where the text itself is not sure: nobody is said to have checked in vain, or the outlet is."""
    if words.impersonal.search(text, *at) and not words.personal.search(text, *at):
        return True
    outlets = [spot for spot in actors(text, [sentence]) if spot.kind == "outlet" and spot.span[1] <= at[0]]
    return bool(outlets) and at[0] - outlets[-1].span[1] <= _SUBJECT
