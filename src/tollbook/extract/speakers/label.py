"""Find the speaker that labels a headline: "Monitor: 12 killed in ...", "12 killed in ...: monitor"."""

from tollbook.extract.speakers.phrase import Phrases, Speaker, speaker_of, words_of
from tollbook.extract.speakers.subject import STOPS, is_saying, is_verb

_FRONT, _END = 6, 7  # tokens the speaker may have before the first, after the last colon
_PARTING = frozenset({":", "–", "—", "-"})
_BODIES = frozenset({"monitor", "activist_media", "ngo", "intergovernmental", "official_source", "responder", "outlet"})


def label_of(phrases: Phrases) -> tuple[Speaker, int, bool] | None:
    """Return the speaker, the token of the colon or dash, and True where the speaker stands in front; None without one."""
    tokens = phrases.tokens
    colons = [i for i in range(1, len(tokens) - 1) if tokens[i].text in _PARTING and _parts(phrases, i)]
    if not colons:
        return None
    last = len(tokens) - (tokens[-1].text in STOPS)
    if colons[0] <= _FRONT and _is_label(phrases, 0, colons[0]) and not _says(phrases, colons[0] + 1, last):
        speaker = speaker_of(phrases, 0, colons[0])
        return (speaker, colons[0], True) if speaker else None
    start = colons[-1] + 1
    if last - start <= _END and _is_label(phrases, start, last, end=True) and not _says(phrases, 0, colons[-1]):
        speaker = speaker_of(phrases, start, last) or words_of(phrases, start, last)
        return (speaker, colons[-1], False) if speaker else None
    return None


def _parts(phrases: Phrases, index: int) -> bool:
    """Return True where the colon or dash at ``index`` parts a label from what it labels: a hyphen inside a word does not."""
    token, tokens = phrases.tokens[index], phrases.tokens
    return token.text != "-" or (tokens[index - 1].end < token.start and token.end < tokens[index + 1].start)


def _says(phrases: Phrases, first: int, last: int) -> bool:
    return any(phrases.tokens[i].lower in phrases.lexicon.speech and is_saying(phrases, i) for i in range(first, last))


def _is_label(phrases: Phrases, first: int, last: int, *, end: bool = False) -> bool:
    """Return True for a stretch that names who speaks and nothing else; behind the headline any noun that can speak will do."""
    lexicon, tokens = phrases.lexicon, phrases.tokens
    if first >= last or any(is_verb(phrases, i) or tokens[i].text[0].isdigit() for i in range(first, last)):
        return False
    closing = tokens[last - 1]
    if any(s.span[1] == closing.end and s.kind in _BODIES for s in phrases.spots_in(first, last)):
        return True
    of_body = (
        last - first > 1
        and tokens[first].lower in lexicon.labels
        and tokens[first + 1].lower in lexicon.grammar.name_links
    )
    is_titled = (
        end and tokens[first].lower in lexicon.offices and all(phrases.is_name_word(i) for i in range(first + 1, last))
    )
    return of_body or is_titled or closing.lower in lexicon.labels or (end and closing.lower in lexicon.sources)
