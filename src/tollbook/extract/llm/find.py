"""Find a model's quote in the text: whole words, with the text's own white space, apostrophes, quotation marks and dashes."""

import functools
import re
from collections.abc import Sequence

from tollbook.model.ids import Span

LONGEST = 300
"""Characters of a quote at most: longer ones are passages, not the words of one value."""
_ALIKE = ("'’‘`ʼ", '"“”„«»', "-‐‑–—")
_CLASSES = {mark: f"[{re.escape(marks)}]" for marks in _ALIKE for mark in marks}


def occurrences(text: str, quote: str, start: int, end: int) -> list[Span]:
    """Return where the words of ``quote`` stand as whole words in ``text[start:end]``, in order; none for an empty quote."""
    pattern = _pattern(quote) if len(quote) <= LONGEST else None
    if pattern is None:
        return []
    return [found.span() for found in pattern.finditer(text, start, end)]


@functools.lru_cache(maxsize=512)
def _pattern(quote: str) -> re.Pattern[str] | None:
    pieces = quote.split()
    if not pieces:
        return None
    body = r"\s+".join("".join(_CLASSES.get(c) or re.escape(c) for c in piece) for piece in pieces)
    before = r"(?<!\w)" if pieces[0][0].isalnum() else ""
    after = r"(?!\w)" if pieces[-1][-1].isalnum() else ""
    return re.compile(before + body + after)


def find_claim(text: str, quote: str, nth: int, sentences: Sequence[Span], number: int) -> Span | None:
    """Return the span of a claim's quote: the ``nth`` in its sentence, else the only one in the sentences beside it or at all.

    ``number`` counts ``sentences`` from 1. None where it stands nowhere, or at several places that it could mean equally.
    """
    if 1 <= number <= len(sentences):
        here = occurrences(text, quote, *sentences[number - 1])
        if here:
            return _nth(here, nth)
        beside = occurrences(
            text, quote, sentences[max(0, number - 2)][0], sentences[min(number, len(sentences) - 1)][1]
        )
        if len(beside) == 1:
            return beside[0]
    anywhere = occurrences(text, quote, sentences[0][0], sentences[-1][1]) if sentences else []
    return anywhere[0] if len(anywhere) == 1 else None


def _nth(found: Sequence[Span], nth: int) -> Span | None:
    if 1 <= nth <= len(found):
        return found[nth - 1]
    return found[0] if len(found) == 1 else None


def find_near(text: str, quote: str, at: Span, sentence: Span, within: Span) -> Span | None:
    """Return where the words of a value stand: nearest to ``at`` in its sentence, else last before it, else first after it."""
    here = occurrences(text, quote, *sentence)
    if here:
        return min(here, key=lambda span: _apart(span, at))
    before = occurrences(text, quote, within[0], sentence[0])
    if before:
        return before[-1]
    after = occurrences(text, quote, sentence[1], within[1])
    return after[0] if after else None


def _apart(one: Span, other: Span) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
