"""A sentence as words with their roles. Phrases of the lexicon become one word, so that rules see roles, not spellings."""

from tollbook.extract.sentences.segment import Sentence, Token
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Entry, Lexicon

_MARKS = {
    ",": roles.COMMA,
    "،": roles.COMMA,
    ";": roles.STOP,
    ".": roles.STOP,
    "!": roles.STOP,
    "?": roles.STOP,
    ":": roles.STOP,
    "…": roles.STOP,
    "|": roles.STOP,
    "•": roles.STOP,
    "-": roles.DASH,
    "–": roles.DASH,
    "—": roles.DASH,
    "‑": roles.DASH,
    "(": roles.BRACKET,
    ")": roles.BRACKET,
    "[": roles.BRACKET,
    "]": roles.BRACKET,
    "'": roles.QUOTE,
    "‘": roles.QUOTE,
    "’": roles.QUOTE,
    '"': roles.QUOTE,
    "“": roles.QUOTE,
    "”": roles.QUOTE,
    "«": roles.QUOTE,
    "»": roles.QUOTE,
}
_NOTHING = Entry(())
_LONGEST = 400
"""Words of one line at most: longer "sentences" are tables or noise and are read in pieces."""


class Word:
    """A word or phrase: offsets, folded spelling, roles ``f`` and lexicon entry ``e``."""

    __slots__ = ("e", "end", "f", "low", "start", "text")

    def __init__(self, start: int, end: int, low: str, text: str, f: int, e: Entry) -> None:
        self.start = start
        self.end = end
        self.low = low
        self.text = text
        self.f = f
        self.e = e

    def __repr__(self) -> str:
        return self.low


class Line:
    """The words of one sentence (or piece of a very long one), and whether it is all in capitals."""

    __slots__ = ("capitals", "end", "index", "start", "words")

    def __init__(self, index: int, start: int, end: int, words: list[Word], *, capitals: bool) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.words = words
        self.capitals = capitals


def lines_of(index: int, sentence: Sentence, lexicon: Lexicon) -> list[Line]:
    """Return the sentence as tagged lines, one unless it is longer than any sentence should be."""
    tokens = sentence.tokens
    out = []
    for first in range(0, len(tokens), _LONGEST):
        part = tokens[first : first + _LONGEST]
        letters = [t.text for t in part if t.text[0].isalpha()]
        capitals = len(letters) > 3 and sum(t.isupper() for t in letters) * 10 >= len(letters) * 8
        out.append(
            Line(index, part[0].start, part[-1].end, _tagged(part, lexicon, capitals=capitals), capitals=capitals)
        )
    return out


def _tagged(tokens: tuple[Token, ...], lexicon: Lexicon, *, capitals: bool) -> list[Word]:
    words: list[Word] = []
    singles, phrases = lexicon.words, lexicon.phrases
    endings = tuple(lexicon.lists.grammar.word_endings)
    position, count = 0, len(tokens)
    while position < count:
        token = tokens[position]
        low = token.lower
        found = phrases.get(low)
        if found is not None:
            entry = _phrase_at(tokens, position, found)
            if entry is not None and entry.flags & roles.ANAPHOR and _governs(tokens, position + 1, phrases):
                entry = None
            if entry is not None and not (entry.flags & roles.HARM_OF and _is_counted(words)):
                last = tokens[position + len(entry.words) - 1]
                flags = entry.flags
                words.append(Word(token.start, last.end, " ".join(entry.words), token.text, flags, entry))
                position += len(entry.words)
                continue
        single = singles.get(low)
        if single is not None and single.flags & roles.PRONOUN and token.text.isupper() and not capitals:
            single = None if len(low) > 1 else single  # "50 US soldiers" are not "us"
        if single is not None:
            flags = single.flags | _MARKS.get(low, 0)
            if token.text[0].isupper():
                flags |= roles.CAPITAL
            words.append(Word(token.start, token.end, low, token.text, flags, single))
        else:
            words.append(_unlisted(token, singles, endings, capitals=capitals))
        position += 1
    return words


def _governs(tokens: tuple[Token, ...], position: int, phrases: dict[str, dict[str, tuple[Entry, ...]]]) -> bool:
    """Recognise "the deaths of 12": "deaths of" governs victims, so that "the deaths" refers to nothing."""
    found = phrases.get(tokens[position].lower) if position < len(tokens) else None
    entry = _phrase_at(tokens, position, found) if found else None
    return entry is not None and bool(entry.flags & (roles.HARM_OF | roles.TOLL_OF | roles.TOLL))


def _is_counted(words: list[Word]) -> bool:
    """Recognise "21 bodies of hostages": the noun behind a number is counted, its "of" governs no victims."""
    for word in words[:-4:-1]:
        if word.f & (roles.NUMBER | roles.VAGUE):
            return True
        if not word.f & (roles.OPEN | roles.MODIFIER | roles.OTHER | roles.HARM_ADJECTIVE):
            return False
    return False


def _phrase_at(tokens: tuple[Token, ...], position: int, starts: dict[str, tuple[Entry, ...]]) -> Entry | None:
    """Return the longest phrase at ``position``; ``starts`` are the phrases of its first word by their second."""
    room = len(tokens) - position
    if room < 2:  # a phrase has two words at least
        return None
    for entry in starts.get(tokens[position + 1].lower, ()):
        size = len(entry.words)
        if size == 2 or (size <= room and all(tokens[position + k].lower == entry.words[k] for k in range(2, size))):
            return entry
    return None


def _unlisted(token: Token, singles: dict[str, Entry], endings: tuple[str, ...], *, capitals: bool) -> Word:
    low = token.lower
    first = low[0]
    if first.isdigit():
        return Word(token.start, token.end, low, token.text, roles.NUMBER | roles.DIGITS, _NOTHING)
    mark = _MARKS.get(low)
    if mark is not None:
        return Word(token.start, token.end, low, token.text, mark, _NOTHING)
    flags = roles.OPEN if first.isalpha() else roles.BRACKET
    entry = _NOTHING
    if low.endswith(("'s", "'")):
        entry = singles.get(low.rsplit("'", 1)[0], _NOTHING)
        flags |= roles.GENITIVE | (entry.flags & (roles.MODIFIER | roles.DEMONYM))
        if entry.flags & roles.WEEKDAY:
            flags = roles.WEEKDAY | roles.GENITIVE
    if token.text[0].isupper() and not (capitals and low.endswith(endings)):
        flags |= roles.CAPITAL
    return Word(token.start, token.end, low, token.text, flags, entry)
