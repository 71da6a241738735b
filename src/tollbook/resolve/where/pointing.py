"""Words that point back to a place: "there", "the city", "the northern Syrian town"."""

from tollbook.model.spot import Spot
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word


class Pointing:
    """Finds the words that stand for a place told before."""

    def __init__(self, tongue: Tongue) -> None:
        self.words = tongue.words
        self.anaphora = tongue.anaphora
        self.demonyms_lower = tongue.demonyms_lower

    def at(self, text: str, words: list[Word], at: int) -> tuple[Spot, int] | None:
        """Return the spot of the words that point back at word ``at`` and where to go on, None where none do."""
        word = words[at]
        kinds = self.anaphora.get(word.lower)
        if not kinds or word.text[0].isupper():
            return None
        if word.lower in self.words.anaphora.adverbs:
            return Spot((word.start, word.end), word.text, "anaphor", kinds), at + 1
        following = words[at + 1].lower if at + 1 < len(words) else ""
        if following in self.words.of_words or (
            at + 1 < len(words) and words[at + 1].glued and following in self.words.genitive
        ):
            return None
        start = self._determiner(words, at)
        if start is None:
            return None
        span = (words[start].start, word.end)
        return Spot(span, text[span[0] : span[1]], "anaphor", kinds), at + 1

    def _determiner(self, words: list[Word], at: int) -> int | None:
        for back in (1, 2, 3):
            i = at - back
            if i < 0:
                return None
            if words[i].lower in self.words.anaphora.determiners:
                return i
            is_adjective = words[i].text.isalpha() and (
                words[i].text.islower() or words[i].lower in self.demonyms_lower
            )
            if not is_adjective or words[i].lower in self.words.common:
                return None
        return None
