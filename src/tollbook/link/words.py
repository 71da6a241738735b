"""Proper names, landmarks and telling-apart words around a claim, from the text it points into."""

import bisect
import functools
import re
from collections.abc import Collection, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.ids import Span
from tollbook.vocab.linking import LinkLexicon

_END = re.compile(r"[.!?؟。][\"”’')\]]*\s+|\n\s*")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я][\w’'-]{2,}")
_WORD = re.compile(r"\w+")
_FULL_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞА-Я][\w’'-]*\.?|(?<!\w)\d{1,3}[a-z]{2}(?=[ \t]+[A-Z]))"
    r"(?:[ \t]+(?:[A-ZÀ-ÖØ-ÞА-Я][\w’'-]*\.?|\d{1,3}(?:[a-z]{2})?(?=\W|$)))+"
)
"""Capitalised words one after another, numbers and numbered streets among them: "West 63rd Street", "Interstate 35"."""
MAX_SENTENCE = 600
LONGEST_NAME = 4
ROAD_WORDS, SHORT_STREET = 3, 2
TITLE_SHARE = 0.5
MAX_NAMES = 60
SHORT_LINE = 5
SHORT_NAME = 3
DATELINE = frozenset(",-–—(")
"""Letters of the longest capitals that are no town's name, and what follows the town of a dateline."""
OLDEST = 115
HEADLINE = 14
"""Words of a headline that ends with a stop, at most."""


@functools.lru_cache(maxsize=512)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return where the sentences of ``text`` begin, by punctuation alone: enough to say same, next or far."""
    return (0, *(m.end() for m in _END.finditer(text)))


def sentence_index(text: str, offset: int) -> int:
    """Return the number of the sentence that ``offset`` stands in."""
    return bisect.bisect_right(sentence_starts(text), offset) - 1


def sentence_span(text: str, index: int) -> Span:
    """Return the span of sentence ``index``, cut to a bounded length."""
    starts = sentence_starts(text)
    begin = starts[index]
    end = starts[index + 1] if index + 1 < len(starts) else len(text)
    return (begin, min(end, begin + MAX_SENTENCE))


def ages_of(text: str, claim: Claim, lexicon: LinkLexicon) -> frozenset[int]:
    """Return the age of the one person that a claim counts: in its words, behind the name wherever it stands, else in its sentence.

    Nothing where it counts several, or where a sentence tells of several ages.
    """
    if (claim.count.low, claim.count.high) != (1, 1):
        return frozenset()
    found = {int(n) for n in lexicon.age.findall(claim.quote.casefold())}
    for name in () if found else claim.who.names:
        behind = re.search(rf"(?<!\w){re.escape(name.split()[-1])},? \(?(\d{{1,3}})(?=[,.;:)])", text)
        found |= {int(behind.group(1))} if behind else set()
    if not found:
        begin, end = sentence_span(text, sentence_index(text, claim.span[0]))
        found = {int(n) for n in lexicon.age.findall(text[begin:end].casefold())}
    return frozenset(found) if len(found) == 1 and max(found) <= OLDEST else frozenset()


class Surroundings(msgspec.Struct, frozen=True):
    """What stands around one claim: sentence number, names, landmarks, and what its sentence is: told apart, a second blow, a headline."""

    sentence: int
    names: frozenset[str] = frozenset()
    landmarks: frozenset[str] = frozenset()
    apart: str | None = None
    again: bool = False
    headline: bool = False
    risen: bool = False


def surroundings(text: str, claim: Claim, lexicon: LinkLexicon) -> Surroundings:
    """Return the names of the claim's sentence and the next, the landmarks of its own, and its telling-apart word."""
    if not text:
        return Surroundings(0)
    index = sentence_index(text, claim.span[0])
    begin, end = sentence_span(text, index)
    own = text[begin:end]
    folded = own.casefold()
    apart = lexicon.apart.search(folded)
    return Surroundings(
        sentence=index,
        names=(_names(own) | _names(_neighbour(text, index + 1))) - lexicon.common,
        landmarks=landmarks_in(folded, lexicon),
        apart=apart.group() if apart else None,
        headline=index == 0 and _is_headline(own, text),
        again=bool(lexicon.again.search(folded)),
        risen=bool(lexicon.marks["risen"].search(folded)),
    )


def _is_headline(line: str, text: str) -> bool:
    """Say whether the first sentence of a text is its headline: without a stop, or a short line of its own over the report."""
    if not line.rstrip().endswith((".", "!", "?", "؟", "。")):
        return True
    return line.endswith("\n") and len(line) < len(text) and len(_WORD.findall(line)) <= HEADLINE


def landmarks_in(words: str, lexicon: LinkLexicon) -> frozenset[str]:
    """Return the kinds of landmark that words speak of."""
    return frozenset(lexicon.landmark_kind[m] for m in lexicon.landmark.findall(words.casefold()))


def document_names(
    text: str, lexicon: LinkLexicon, *, without: Collection[int] = (), limit: int = 6000
) -> frozenset[str]:
    """Return the proper names of the head of a text, words and full names, but for the sentences ``without``."""
    names: set[str] = set()
    starts = sentence_starts(text[:limit])
    for index, (begin, end) in enumerate(zip(starts, (*starts[1:], min(len(text), limit)), strict=True)):
        if index in without:
            continue
        sentence = text[begin:end]
        names |= _names(sentence) - lexicon.common
        names |= full_names(sentence, lexicon)
        if len(names) >= MAX_NAMES:
            break
    return frozenset(names)


def names_near_harm(text: str, lexicon: LinkLexicon, *, limit: int = 6000) -> frozenset[str]:
    """Return the proper names of the sentences of a text's head that speak of harm, and of those beside them."""
    starts = sentence_starts(text[:limit])
    spans = list(zip(starts, (*starts[1:], min(len(text), limit)), strict=True))
    told = {k for k, (begin, end) in enumerate(spans) if lexicon.harm.search(text[begin:end].casefold())}
    far = {k for k in range(len(spans)) if told.isdisjoint((k - 1, k, k + 1))}
    return document_names(text, lexicon, without=far, limit=limit) if told else frozenset()


def full_names(sentence: str, lexicon: LinkLexicon) -> frozenset[str]:
    """Return the names of two words and more in a sentence ("Copley Road"), in small letters.

    Left out are who speaks and who is named with an office ("Sheriff Glenn Tate said"): they speak of many events. So
    are lines in title case, and words that name nobody at either end ("Monday Copley Road").
    """
    if _is_title(sentence):
        return frozenset()
    found = set()
    for match in _FULL_NAME.finditer(sentence):
        words = [w.strip(".,’'").removesuffix("’s").removesuffix("'s") for w in match.group().casefold().split()]
        if any(w in lexicon.offices for w in words):
            continue
        before, after = (
            _WORD.findall(sentence[max(0, match.start() - 40) : match.start()]),
            _WORD.findall(sentence[match.end() : match.end() + 40]),
        )
        if _speaks(before[-1:], after[:1], lexicon):
            continue
        while words and (words[0] in lexicon.common or len(words[0]) == 1) and not _is_street(words, lexicon):
            words = words[1:]
        while words and words[-1] in lexicon.common:
            words = words[:-1]
        opens = not sentence[: match.start()].strip()
        if " ".join(words) in lexicon.lands:
            continue
        counts = any(w.isdigit() for w in words) and (opens or len(words) > ROAD_WORDS)
        if 1 < len(words) <= LONGEST_NAME and not counts:  # "Another 8" opens a sentence, "Interstate 35" does not
            found.add(" ".join(words))
            found.add(" ".join(words[:2]))  # "Clarks River High School", "Clarks River High"
    return frozenset(found)


def _is_street(words: Sequence[str], lexicon: LinkLexicon) -> bool:
    """Say whether two words are a street's name: "Government Street", "State Road"."""
    return len(words) == SHORT_STREET and words[1] in lexicon.streets


def _speaks(before: Sequence[str], after: Sequence[str], lexicon: LinkLexicon) -> bool:
    """Say whether the word before or after a name makes it a speaker's or an official's."""
    near = {w.casefold() for w in (*before, *after)}
    return bool(near & lexicon.says) or any(w.casefold() in lexicon.offices for w in before)


def _neighbour(text: str, index: int) -> str:
    if index >= len(sentence_starts(text)):
        return ""
    begin, end = sentence_span(text, index)
    return text[begin:end]


def _names(sentence: str) -> frozenset[str]:
    """Capitalised words after the first, and a dateline's; nothing from a line in title case, where capitals say nothing."""
    if _is_title(sentence):
        return frozenset()
    line = sentence.lstrip()
    found = (m.group() for m in _CAPITALISED.finditer(line) if m.start() or _opens_dateline(m.group(), line))
    return frozenset(word.casefold() for word in found)


def _opens_dateline(word: str, line: str) -> bool:
    """Say whether the first word of a line is a dateline's town: "TULSA, Okla. (AP) -"."""
    begins = line[len(word) :].lstrip()[:1]
    return word.isupper() and len(word) > SHORT_NAME and not line.isupper() and begins in DATELINE


def _is_title(sentence: str) -> bool:
    """Say whether a line is set in capitals like a headline; a full sentence with a stop is none."""
    if not sentence.isupper() and sentence.rstrip().endswith((".", "!", "?", "”", '"')):
        return False
    words = _WORD.findall(sentence)
    found = _CAPITALISED.findall(sentence.lstrip()[1:])
    return len(words) > SHORT_LINE and len(found) > TITLE_SHARE * len(words)
