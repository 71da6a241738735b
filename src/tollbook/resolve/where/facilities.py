"""Read the names of houses and works that no gazetteer has: "at the Tladi police training centre", "in the Royal Engineering College".

Knows the words of one sentence; whether a preposition leads to them is ``find``'s to say.
"""

from collections.abc import Sequence

from tollbook.resolve.where.words import Word
from tollbook.vocab.places import PlaceWords

_LONGEST = 7
"""Words of such a name at most."""
_PLAIN = 3
"""Small words between the name and its noun at most ("Tladi POLICE TRAINING centre")."""
_WITH_DEMONYM = 3
"""Words that a name needs when it opens with a demonym: "Philippine Military Academy", not "French Embassy"."""


def facility_end(words: Sequence[Word], at: int, lexicon: PlaceWords, demonyms: dict[str, str]) -> int | None:
    """Return the word behind the facility's name that starts at ``at``, None where none does."""
    first, count = words[at], min(len(words), at + _LONGEST)
    end = at
    while (
        end < count and (words[end].capital or _is_short(words, end, at)) and words[end].lower not in lexicon.function
    ):
        end += 1
    last = end - 1
    while last > at and words[last].lower not in lexicon.facilities:
        last -= 1
    if last > at:
        is_named = first.lower not in demonyms or last + 1 - at >= _WITH_DEMONYM
        return last + 1 if is_named and (last + 1 == end) else None
    if end == at or first.lower in demonyms:
        return None
    for noun in range(end, min(count, end + _PLAIN)):
        if words[noun].lower in lexicon.facilities and not words[noun].capital:
            return noun + 1 if noun > end else None
        if words[noun].lower not in lexicon.facility_kinds:
            return None
    return None


def _is_short(words: Sequence[Word], index: int, at: int) -> bool:
    """Return True for the full stop of "St. Theresa Catholic Church"."""
    return index == at + 1 and words[index].text == "." and words[index].glued and len(words[at].text) == len("St")


def is_plain(words: Sequence[Word], end: int) -> bool:
    """Return True where the facility's noun is written small: its name must be no known place ("the Aleppo police station")."""
    return not words[end - 1].capital
