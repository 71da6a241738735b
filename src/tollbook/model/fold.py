"""Letters as a search sees them: no case, no accents, Arabic spelled one way. Knows characters, no languages."""

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
