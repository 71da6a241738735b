"""Tell which of the program's languages a text is in, from the data of ``languages/*/recognise.toml``."""

import re
import unicodedata
from collections import Counter

import msgspec

from tollbook.vocab.load import languages, load

SAMPLE = 4000
_WORD = re.compile(r"[^\W\d_]+")


class Recognition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one language is known: the Unicode name of its script, its commonest words, the share of them expected."""

    script: str
    least_words: int
    least_share: float
    words: tuple[str, ...]


def language_of(text: str) -> str | None:
    """Return the code of the program's language that ``text`` is in, or None; looks at its first 4,000 characters.

    Text without letters (an empty report, bare numbers) is of no language in particular: the first one is returned.
    """
    words = _WORD.findall(text[:SAMPLE].casefold())
    if not words:
        return languages()[0]
    script = Counter(_script(word[0]) for word in words).most_common(1)[0][0]
    best: tuple[float, str] | None = None
    for code in languages():
        rule = load(Recognition, "languages", code, "recognise.toml")
        common = set(rule.words)
        share = sum(word in common for word in words) / len(words)
        fits = script == rule.script and (len(words) < rule.least_words or share >= rule.least_share)
        if fits and (best is None or share > best[0]):
            best = (share, code)
    return best[1] if best else None


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ")[0]
