"""The clauses of a sentence, and whether what stands in two of them can be one event."""

import bisect
from collections.abc import Sequence

from tollbook.extract.speakers.phrase import Phrases
from tollbook.vocab.belligerents import Belligerents

_APART = "days after"  # opens a clause about another time


def clauses_of(phrases: Phrases, lexicon: Belligerents) -> list[tuple[int, str]]:
    """Return the clauses of a sentence as (offset, word that opens it)."""
    words, tokens = lexicon.words, phrases.tokens
    grammar = phrases.lexicon.grammar
    found = [(tokens[0].start if tokens else 0, "")]
    for position, token in enumerate(tokens):
        ahead = tokens[position + 1].lower if position + 1 < len(tokens) else ""
        further = tokens[position + 2].lower if position + 2 < len(tokens) else ""
        if token.lower in grammar.both and ahead in grammar.relative and further in words.self_words:
            found.append((token.start, _APART))  # "said 17 soldiers died and that it had killed 100 rebels"
        elif token.lower in words.ending and position and tokens[position - 1].text == ",":
            found.append((token.start, _APART))  # "shot the gunman, ending a rampage that left nine dead"
        elif token.lower in words.reprisals and ahead in words.reprisal_for:
            found.append((token.start, _APART))  # "shelled the camp in reprisal for a bombing that killed two"
        elif token.text == ";" or (token.lower in words.boundaries and position > 0):
            if token.lower in words.sealed and tokens[position - 1].lower in phrases.lexicon.passive:
                continue  # "had been brought in after strikes"
            timed = token.lower in words.time_turns and tokens[position - 1].lower in words.time_units
            found.append((token.start, _APART if timed else token.lower))
    return found


def segment_of(segments: Sequence[tuple[int, str]], offset: int) -> int:
    """Return which of the clauses holds ``offset``."""
    return max(0, bisect.bisect_right(segments, offset, key=lambda s: s[0]) - 1)


def is_sealed(lexicon: Belligerents, segments: Sequence[tuple[int, str]], first: int, second: int) -> bool:
    """Return True when a word of time or of totting up stands between two clauses: what is there is another event."""
    low, high = sorted((first, second))
    return any(segments[i][1] in lexicon.words.sealed | {_APART} for i in range(low + 1, high + 1))


def is_parted(segments: Sequence[tuple[int, str]], place: int, later: int) -> bool:
    """Return True when a semicolon stands before a later clause, which then tells of an event of its own."""
    return any(segments[i][1] == ";" for i in range(place + 1, later + 1))
