"""Cut text into sentences and tokens that keep their offsets."""

import functools
import re

import msgspec
import sentencex

from tollbook.model.ids import Span

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*"  # numbers with separators, dates, clock times
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|[^\W\d_]+(?:['’`][^\W\d_]+)*"  # words, with inner apostrophes
    r"|[^\w\s]"  # one mark of punctuation
    r"|_+"
)
_UNFINISHED = re.compile(
    r"(?:\b(?:approx|incl|est|no|nos|gen|lt|col|maj|capt|sgt|cpl|brig|adm|gov|sen|rep|pres|mr|mrs|ms|dr|prof|st|vs|etc|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.|\b[A-Z]\.(?:[A-Z]\.)*)\s*$",
    re.IGNORECASE,
)


class Token(msgspec.Struct, frozen=True):
    """A word, number or mark with its offsets in the text. ``lower`` is casefolded with plain apostrophes."""

    start: int
    end: int
    text: str
    lower: str


class Sentence(msgspec.Struct, frozen=True):
    """A sentence's span and its tokens."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def span(self) -> Span:
        """The sentence as a span."""
        return (self.start, self.end)


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``; linear in its length."""
    return tuple(
        Token(m.start(), m.end(), m.group(), m.group().casefold().replace("’", "'").replace("`", "'"))
        for m in _TOKEN.finditer(text, start, end)
    )


def sentence_spans(text: str, language: str = "en") -> tuple[Span, ...]:
    """Return the spans of the sentences of ``text``, without surrounding white space; line breaks always end one."""
    spans: list[Span] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.extend(_line_spans(line, offset, language))
        offset += len(line)
    return tuple(spans)


def _line_spans(line: str, offset: int, language: str) -> list[Span]:
    spans: list[Span] = []
    position = 0
    pending: int | None = None
    for piece in sentencex.segment(language, line):
        start = line.index(piece, position)
        position = start + len(piece)
        first = start if pending is None else pending
        if _is_unfinished(line[first:position], line[position:]):
            pending = first
            continue
        pending = None
        spans.append(_trimmed(line, first, position, offset))
    if pending is not None:
        spans.append(_trimmed(line, pending, position, offset))
    return [span for span in spans if span[0] < span[1]]


def _is_unfinished(piece: str, rest: str) -> bool:
    following = rest.lstrip()
    if not following:
        return False
    return bool(_UNFINISHED.search(piece)) and not following.startswith(("The ", "At ", "In "))


def _trimmed(line: str, start: int, end: int, offset: int) -> Span:
    piece = line[start:end]
    lead = len(piece) - len(piece.lstrip())
    return (offset + start + lead, offset + start + len(piece.rstrip()))


@functools.lru_cache(maxsize=256)
def _sentences(text: str, language: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(a, b, tokens_of(text, a, b)) for a, b in sentence_spans(text, language))


def segment(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` with their tokens. Offsets are code points of ``text`` as given."""
    return _sentences(text, language)
