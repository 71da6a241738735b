"""Cut text into sentences and tokens that keep their offsets. Tokens are made when first asked for."""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

import msgspec
import sentencex

from tollbook.model.ids import Span

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*"  # numbers with separators, dates, clock times
    r"|(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|[^\W\d_]+(?:['’`][^\W\d_]+)*"  # words, with inner apostrophes
    r"|--+"  # a dash as typewriters have it
    r"|[^\w\s]"  # one mark of punctuation
    r"|_+"
)
APART = "—"
"""A dash that parts what stands beside it, also without a space: never inside a word. "--" is read as one."""
_UNFINISHED = re.compile(
    r"(?:\b(?:approx|incl|est|no|nos|gen|lt|col|maj|capt|sgt|cpl|brig|adm|gov|sen|rep|pres|mr|mrs|ms|dr|prof|st|vs|etc|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.|\b[A-Z]\.(?:[A-Z]\.)*)\s*$",
    re.IGNORECASE,
)
_TERMINAL = (".", "!", "?", ":", ";", '"', "”", ")", "]", "»")
_WRAP = range(50, 111)
"""Widths at which a typist or a wire wraps lines; longer lines are paragraphs of their own."""
_ENDLESS = 1500
"""Characters of a sentence at most."""
_SLACK = 14
"""Characters by which a wrapped line may stay short of the widest line."""
_TAIL = 400
"""Characters of a piece that are looked at to see whether it is unfinished: keeps long lines linear."""
_LONGEST_SHORT = 8
"""Letters of the longest abbreviation of ``_UNFINISHED`` with its stop and the character before it."""

_START, _END = attrgetter("start"), attrgetter("end")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word, number or mark with its offsets in the text. ``lower`` is casefolded with plain apostrophes; "--" has the text "—"."""

    start: int
    end: int
    text: str
    lower: str


class Sentence:
    """A sentence's span, and its tokens, which are made on first use."""

    __slots__ = ("_text", "_tokens", "end", "start")

    def __init__(self, start: int, end: int, tokens: tuple[Token, ...] | None = None, text: str = "") -> None:
        self.start = start
        self.end = end
        self._tokens = tokens
        self._text = text

    @property
    def span(self) -> Span:
        """The sentence as a span."""
        return (self.start, self.end)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence, in order."""
        if self._tokens is None:
            self._tokens = tokens_of(self._text, self.start, self.end)
        return self._tokens

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and self.span == other.span and self.tokens == other.tokens

    def __hash__(self) -> int:
        return hash(self.span)

    def __repr__(self) -> str:
        return f"Sentence({self.start}, {self.end})"


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of ``text[start:end]``; linear in its length."""
    tokens: list[Token] = []
    add = tokens.append
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        lower = word.casefold()
        if not word.isalnum():
            if word.startswith("--"):
                word = lower = APART
            lower = lower.replace("’", "'").replace("`", "'")
        first, last = match.span()
        add(Token(first, last, word, lower))
    return tuple(tokens)


def tokens_before(tokens: Sequence[Token], offset: int, most: int) -> Sequence[Token]:
    """Return the last ``most`` of the tokens that end at ``offset`` or before; a few steps, however many there are."""
    last = bisect_right(tokens, offset, key=_END)
    return tokens[max(0, last - most) : last]


def tokens_after(tokens: Sequence[Token], offset: int, most: int) -> Sequence[Token]:
    """Return the first ``most`` of the tokens that start at ``offset`` or behind."""
    first = bisect_left(tokens, offset, key=_START)
    return tokens[first : first + most]


def tokens_between(tokens: Sequence[Token], low: int, high: int) -> Sequence[Token]:
    """Return the tokens that lie wholly in ``[low, high)``."""
    return tokens[bisect_left(tokens, low, key=_START) : bisect_right(tokens, high, key=_END)]


def tokens_starting(tokens: Sequence[Token], low: int, high: int) -> Sequence[Token]:
    """Return the tokens that start in ``[low, high)``."""
    return tokens[bisect_left(tokens, low, key=_START) : bisect_left(tokens, high, key=_START)]


def token_behind(tokens: Sequence[Token], offset: int) -> int:
    """Return the index of the first token that ends behind ``offset``, their number where none does."""
    return bisect_right(tokens, offset, key=_END)


def sentence_spans(text: str, language: str = "en") -> tuple[Span, ...]:
    """Return the spans of the sentences of ``text``, without surrounding white space.

    A line break ends a sentence unless the lines are wrapped: the next word would not have fitted on the line.
    """
    spans: list[Span] = []
    offset = 0
    for block in _blocks(text):
        if block.strip():
            for start, end in _line_spans(block, offset, language):
                spans.extend(_cut(text, start, end) if end - start > _ENDLESS else [(start, end)])
        offset += len(block)
    return tuple(spans)


def _cut(text: str, start: int, end: int) -> list[Span]:
    """Return a "sentence" no one wrote as one (a table, a list of names) in pieces cut at white space."""
    out: list[Span] = []
    while end - start > _ENDLESS:
        at = max(text.rfind(mark, start + _ENDLESS // 2, start + _ENDLESS) for mark in (" ", "\n", "\t"))
        at = at if at > 0 else start + _ENDLESS
        out.append(_stripped(text, start, at))
        start = at
    out.append(_stripped(text, start, end))
    return [span for span in out if span[0] < span[1]]


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _blocks(text: str) -> list[str]:
    """Return the lines of ``text`` with wrapped lines joined; the pieces concatenate to ``text`` in length."""
    lines = text.splitlines(keepends=True)
    width = max((len(line.rstrip()) for line in lines), default=0)
    if width not in _WRAP:
        return lines
    blocks: list[str] = []
    run: list[str] = []
    for line in lines:
        if run and not _goes_on(run[-1], line, width):
            blocks.append(_joined(run))
            run = []
        run.append(line)
    if run:
        blocks.append(_joined(run))
    return blocks


def _goes_on(line: str, following: str, width: int) -> bool:
    body, after = line.rstrip(), following.lstrip()
    if not body or not after or following[0] in " \t*•-":
        return False
    fits = len(body) + 1 + len(after.split(maxsplit=1)[0]) <= width - _SLACK
    return not fits or (after[0].islower() and not body.endswith(_TERMINAL) and len(body) > width // 2)


def _joined(run: list[str]) -> str:
    if len(run) == 1:
        return run[0]
    return "".join(re.sub(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", " ", line) for line in run[:-1]) + run[-1]


def _line_spans(line: str, offset: int, language: str) -> list[Span]:
    spans: list[Span] = []
    position = 0
    pending: int | None = None
    for piece in sentencex.segment(language, line):
        start = line.find(piece, position)
        if start < 0:
            continue
        position = start + len(piece)
        first = start if pending is None else pending
        if _is_unfinished(line[max(first, position - _TAIL) : position], line[position : position + _TAIL]):
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
    ending = piece.rstrip()
    if not ending.endswith("."):
        return False
    return bool(_UNFINISHED.search(ending[-_LONGEST_SHORT:])) and not following.startswith(("The ", "At ", "In "))


def _trimmed(line: str, start: int, end: int, offset: int) -> Span:
    piece = line[start:end]
    lead = len(piece) - len(piece.lstrip())
    return (offset + start + lead, offset + start + len(piece.rstrip()))


@functools.lru_cache(maxsize=64)
def _sentences(text: str, language: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(a, b, None, text) for a, b in sentence_spans(text, language))


def segment(text: str, language: str = "en") -> tuple[Sentence, ...]:
    """Return the sentences of ``text`` with their tokens. Offsets are code points of ``text`` as given."""
    return _sentences(text, language)
