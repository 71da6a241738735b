"""Tell whether a bare single noun is a headline's victim: "gunmen kill mayor", "journalist, driver killed"."""

from collections.abc import Sequence

from tollbook.extract.counted.runs import HARM
from tollbook.extract.sentences.line import Word
from tollbook.vocab import roles
from tollbook.vocab.lexicon import SINGULAR

_JOINTS = roles.COMMA | roles.AND


def touches_harm(words: Sequence[Word], first: int, end: int) -> bool:
    """Return True when a word of harm stands beside, over at most two modifiers before."""
    if end + 2 < len(words) and words[end].low == "(" and words[end + 1].f & roles.DIGITS and words[end + 2].low == ")":
        end += 3
    if end < len(words) and words[end].f & roles.ADVERB and not words[end].f & (HARM | roles.BE):
        end += 1
    after = words[end].f if end < len(words) else 0
    if after & (HARM | roles.BE):
        return True
    if first and words[first - 1].f & roles.INCLUDING:
        return True
    if end < len(words) and words[end].f & _JOINTS and _single_harmed(words, end + 1):
        return True
    if first > 1 and words[first - 1].f & _JOINTS and _harmed_single(words, first - 2):
        return True
    k = first - 1
    while k > 0 and first - k < 3 and words[k].f & (roles.OPEN | roles.MODIFIER | roles.TITLE | roles.DEMONYM):
        k -= 1
    return k >= 0 and bool(words[k].f & (roles.HARM_VERB | roles.HARM_OF))


def _single_harmed(words: Sequence[Word], k: int) -> bool:
    """Return True when the next words are one more single and its harm ("journalist, driver killed")."""
    for j in range(k, min(len(words) - 1, k + 4)):
        if words[j].f & roles.PERSON and words[j].e.plural == SINGULAR and not words[j].f & HARM:
            after = words[j + 1].f
            if after & (HARM | roles.BE):
                return True
            if not after & (roles.PERSON | roles.NEUTRAL):
                return False
        elif (
            not words[j].f & (roles.MODIFIER | roles.DEMONYM | roles.OPEN | roles.NEUTRAL) or words[j].f & roles.ARTICLE
        ):
            return False
    return False


def _harmed_single(words: Sequence[Word], k: int) -> bool:
    """Return True when word ``k`` is a single behind a verb of harm ("kill mayor, bodyguard")."""
    if not words[k].f & roles.PERSON or words[k].e.plural != SINGULAR:
        return False
    while k > 0 and words[k].f & (roles.PERSON | roles.MODIFIER | roles.DEMONYM | roles.NEUTRAL):
        k -= 1
    return bool(words[k].f & roles.HARM_VERB)
