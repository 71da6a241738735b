"""Letters as a search sees them: no case, no accents, Arabic spelled one way. Knows characters, no languages."""

import re
import unicodedata

ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None}
)
"""Forms of one letter that writers interchange, and the tatweel, which only stretches a line."""


def fold(text: str) -> str:
    """Return ``text`` for matching; each character folds by itself, so that ``position`` can walk back."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.translate(ARABIC).casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.translate(ARABIC)


def position(text: str, folded_offset: int) -> int:
    """Return the offset in ``text`` of the character that stands at ``folded_offset`` of the folded text. Linear."""
    length = 0
    for offset, character in enumerate(text):
        length += len(fold(character))
        if length > folded_offset:
            return offset
    return len(text)


JOINED = re.compile("(?:[وفبكل]?ال|[وفب]?لل)(?=[\u0621-\u064a]{3})")
"""What Arabic writes at the front of a word: and, then, in, like, to, and the article."""


def bare(word: str) -> str:
    """Return a folded word without what Arabic joins to its front; any other word as it is."""
    return JOINED.sub("", word, count=1) if JOINED.match(word) else word


def bare_words(folded: str) -> list[str]:
    """Return the words of a folded text that are another word once what is joined to their front is gone, each once."""
    if folded.isascii():
        return []
    found = (bare(word) for word in dict.fromkeys(JOINED_WORD.findall(folded)))
    return list(dict.fromkeys(word for word in found if word))


JOINED_WORD = re.compile(r"(?<!\w)(?:[وفبكل]?ال|[وفب]?لل)[\u0621-\u064a]{3,}")
