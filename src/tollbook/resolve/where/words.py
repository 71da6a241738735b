"""Cut a sentence into the words a place grammar looks at. Hyphens stand alone, so that "Raqqa-based" is three words."""

import re
import string

import msgspec

from tollbook.model.ids import Span
from tollbook.vocab.places import load_place_words

_LARGE, _SMALL = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_GENITIVE = "|".join(sorted(re.escape(x) for x in load_place_words().genitive))
_WORD = re.compile(
    r"[^\W_]++(?![\w.'’`ʼʻ‘ʿʾ])"  # most words: nothing that could carry them on stands behind
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W\d_]['’](?=[^\W\d_])[^\W\d_]+"  # d'Ivoire, Ta'izz after one letter
    rf"|[^\W_]+(?:(?!(?:{_GENITIVE})\b)['’`ʼʻ‘ʿʾ][^\W_]+)*"  # Sana'a, Shi'ite, 21st
    rf"|(?:{_GENITIVE})\b"
    r"|[^\w\s]"
)


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word or mark with its offsets. ``glued`` is True where nothing stands between it and the word before."""

    start: int
    end: int
    text: str
    lower: str
    glued: bool
    capital: bool


def words_in(text: str, span: Span) -> list[Word]:
    """Return the words of ``text`` inside ``span``; linear in its length."""
    words: list[Word] = []
    last = span[0] - 1
    for match in _WORD.finditer(text, *span):
        start, end = match.span()
        word = match.group()
        words.append(Word(start, end, word, word.casefold(), start == last, word[0].isupper()))
        last = end
    return words


def is_headline(words: list[Word]) -> bool:
    """Return True when nearly every longer word has a capital, as in English headlines: capitals then say nothing."""
    longer = [word for word in words if len(word.text) > 3 and word.text.isalpha()]  # noqa: PLR2004  # "with", "from" stay small
    return len(longer) > 5 and sum(word.capital for word in longer) >= 0.8 * len(longer)  # noqa: PLR2004  # a few names are no headline


def is_shouted(text: str, span: Span) -> bool:
    """Return True when the sentence is written in capitals, as old wire copy is."""
    words = text[span[0] : span[1]]
    if words.isascii():  # the same count, in one step
        plain = words.encode()
        large = len(plain) - len(plain.translate(None, _LARGE))
        count = large + len(plain) - len(plain.translate(None, _SMALL))
    else:
        letters = list(filter(str.isalpha, words))
        large, count = sum(map(str.isupper, letters)), len(letters)
    return count > 15 and large > 0.8 * count  # noqa: PLR2004  # a headline of three words is no evidence
