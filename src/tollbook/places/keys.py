"""Keys of names: exact without article and diacritics, and the consonant skeleton that spellings and scripts share."""

import functools
import itertools
import re
import unicodedata

from tollbook.vocab.places import load_key_rules

_RULES = load_key_rules()
_SPLIT = re.compile(r"[\s\-–—_/.,،()\[\]]+")
_DROP = re.compile(r"['’‘`´ʼʻʿʾ\"“”«»]")
_BIDI = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u0640]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_MARKS = re.compile(
    r"[\u0300-\u034e\u0350-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
_OTHER_SCRIPT = re.compile(r"[^\u0000-\u0590\u0600-\u06ff\u1e00-\u1fff\u2010-\u2060]")
_DIGRAPH = re.compile("|".join(sorted(_RULES.digraphs, key=len, reverse=True)))
_PLAIN = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ß": "s",
        "æ": "a",
        "ə": "a",
        "ħ": "h",
    }
)


_LEFT_OUT = frozenset(_RULES.articles) | frozenset(_RULES.empty)
_ASCII = {
    code: None if _DROP.match(letter) else " " if _SPLIT.match(letter) else letter.lower()
    for code, letter in ((code, chr(code)) for code in range(128))
}
"""What the letters of a plain name become: marks inside words go, what parts words is a space, capitals are small."""


@functools.lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of ``name`` casefolded, without diacritics, articles and empty words (unless nothing is left)."""
    if name.isascii():
        words = [_one_spelling(word) for word in name.translate(_ASCII).split()]
        return tuple([word for word in words if word not in _LEFT_OUT] or words)
    name = _without_marks(unicodedata.normalize("NFKD", _BIDI.sub("", name))).translate(_PLAIN)
    plain = _DROP.sub("", name).casefold()
    words = [_one_spelling(word) for word in _SPLIT.split(plain) if word]
    kept = [word for word in words if word not in _LEFT_OUT]
    if _ARABIC.search(plain):
        kept = [_without_prefix(word) for word in kept]
    return tuple(kept or words)


def _without_marks(name: str) -> str:
    """Return a decomposed name without combining marks; the scripts of the keys have theirs in a few known ranges."""
    if _OTHER_SCRIPT.search(name):
        return "".join(c for c in name if not unicodedata.combining(c))
    return _MARKS.sub("", name)


def _one_spelling(word: str) -> str:
    """Return a Latin word with the spellings that romanisations mix made one: y and i, doubled i, a final "ah"."""
    if not word.isascii():
        return word
    word = word.replace("y", "i").replace("ii", "i") if len(word) > 2 else word  # noqa: PLR2004  # "Ay" stays
    return word[:-1] if word.endswith("ah") and len(word) > 3 else word  # noqa: PLR2004  # "Sah" stays


def _without_prefix(word: str) -> str:
    for prefix in _RULES.prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word


def exact_key(name: str) -> str:
    """Return the exact key: the words of ``name`` joined, so that "Abu Kamal", "Abu-Kamal" and "Abukamal" agree."""
    return "".join(words_of(name))


@functools.lru_cache(maxsize=8192)
def spelled_keys(name: str, country: str) -> tuple[str, str]:
    """Return skeleton and habitual key of ``name``, kept for the several gazetteers that ask one after the other."""
    return keys_of(name, country)[1:]


def keys_of(name: str, country: str | None) -> tuple[str, str, str]:
    """Return exact key, skeleton and the key with the country's habits, made in one go for the index."""
    words = words_of(name)
    key = "".join(words)
    return key, _bones(words, country), respelled(name, country) if country in _HABITS else key


def _bones(words: tuple[str, ...], country: str | None) -> str:
    if country in _HABITS:
        words = tuple(_respelled(word, country) for word in words)
    bones = _undoubled("".join(_word_skeleton(word) for word in words if word not in _RULES.sides))
    return bones + "".join(sorted(_RULES.sides[word] for word in words if word in _RULES.sides)) if bones else ""


def _undoubled(text: str) -> str:
    """Return ``text`` with each run of one letter as one."""
    return "".join([letter for letter, _ in itertools.groupby(text)])


@functools.lru_cache(maxsize=65536)
def _word_skeleton(word: str) -> str:
    if word.isascii():
        word = _DIGRAPH.sub(_digraph_class, word)
    out = _undoubled(word.translate(_CLASSES))
    return out.rstrip("H") or out


def _digraph_class(match: re.Match[str]) -> str:
    return _RULES.digraphs[match.group()]


class _Classes(dict[int, str]):
    """The class of each letter, worked out when first met: classes stand for themselves, letters without one for nothing."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = found = letter if letter.isupper() else _RULES.letters.get(letter, "")
        return found


_CLASSES = _Classes()


_HABITS = {country: tuple((re.compile(a), b) for a, b in rules) for country, rules in _RULES.habits.items()}


@functools.lru_cache(maxsize=65536)
def _respelled(word: str, country: str) -> str:
    """Return a Latin word or key with what the romanisations of one country mix made one."""
    if not word.isascii():
        return word
    for pattern, stands in _HABITS[country]:
        word = pattern.sub(stands, word)
    return word


def has_habits(country: str | None) -> bool:
    """Return True where the data tells how the romanisations of a country's languages are written."""
    return country in _HABITS


def respelled(name: str, country: str | None) -> str:
    """Return the exact key of ``name`` with the spelling habits of ``country`` made one; the exact key where it has none."""
    if country not in _HABITS:
        return exact_key(name)
    return _undoubled("".join(_respelled(word, country) for word in words_of(name)))


def similarity(first: str, second: str) -> float:
    """Return 1 - edit distance / longer length of two exact keys, 0 when lengths differ too much."""
    longer = max(len(first), len(second))
    if not first or not second or abs(len(first) - len(second)) > longer * (1 - _RULES.floor) + 1:
        return 0.0
    return 1.0 if first == second else 1 - _edits(first, second) / longer


def _edits(first: str, second: str) -> int:
    """Return the edit distance, a column of the table at a time in the bits of one number (Myers 1999, Hyyro 2003)."""
    size = len(first)
    full, last = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    for position, letter in enumerate(first):
        places[letter] = places.get(letter, 0) | 1 << position
    plus, minus, edits = full, 0, size
    for letter in second:
        match = places.get(letter, 0)
        vertical = match | minus
        horizontal = (((match & plus) + plus) ^ plus) | match
        up = minus | ~(horizontal | plus) & full
        down = plus & horizontal
        if up & last:
            edits += 1
        elif down & last:
            edits -= 1
        up = (up << 1 | 1) & full
        down = down << 1 & full
        plus = down | ~(vertical | up) & full
        minus = up & vertical
    return edits


@functools.lru_cache(maxsize=65536)
def _vowels_as_said(key: str) -> str:
    """Return a key with the vowels that romanisations of one sound share: "Hajeen" and "Hajin", "Baghouz" and "Baghuz"."""
    return key.replace("ee", "i").replace("oo", "u").replace("ou", "u").replace("e", "i").replace("o", "u")


def is_close_key(query: str, known: str, bones: str) -> float:
    """Return the similarity of two exact keys of one skeleton ``bones``, 0 below the floor (higher for short skeletons).

    Two scripts share no letters, so there the skeleton alone speaks, if it is long enough.
    """
    is_long = len(bones) >= _RULES.shortest
    if query.isascii() != known.isascii():
        return _RULES.floor if is_long else 0.0
    score = similarity(_vowels_as_said(query), _vowels_as_said(known))
    if len(bones) == 1:
        return score if score == 1.0 else 0.0
    return score if score >= (_RULES.floor if is_long else _RULES.short_floor) else 0.0
