"""Surnames of people a text has told of, so that "Levy" after "David Levy said" is no town of that name."""

from tollbook.model.place import NameUse
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word

LARGE = 500_000
"""People of a town that is meant even where somebody of its name was told of: "Houston" after "Mr Houston"."""
LONGEST_NAME = 4
FULL_NAME = 2


class Persons:
    """Knows people by what stands beside their names, in one language. Remembers nothing: the names go in and out."""

    def __init__(self, tongue: Tongue) -> None:
        self.words = tongue.words
        self.types = tongue.types
        self.leads = tongue.leads
        self.demonyms_lower = tongue.demonyms_lower

    def surname(self, words: list[Word], at: int, run: int) -> str | None:
        """Return the surname of the person that the run of capitalised words from ``at`` to ``run`` names, None for another name.

        People have a title before them ("President Clinton", "Foreign Minister David Levy"), or a full name with a verb of saying or
        an aside of who they are behind it ("David Levy said", "David Levy, who", "David Levy, 34,").
        """
        name = words[at:run]
        if not 0 < len(name) <= LONGEST_NAME or not all(word.text.isalpha() and word.capital for word in name):
            return None
        if any(self._is_of_other_name(word) for word in name):
            return None
        before = words[at - 1] if at else None
        if before is not None and before.text == "." and at > 1:
            before = words[at - 2]  # "Gen. Bose"
        if before is not None and before.lower in self.words.titles and before.lower not in self.words.place_titles:
            return name[-1].lower
        is_full = len(name) >= FULL_NAME and (before is None or not before.capital)
        return name[-1].lower if is_full and self._is_told_of(words, run) else None

    def _is_of_other_name(self, word: Word) -> bool:
        lower = word.lower
        lexicon = self.words
        return (
            lower in self.types
            or lower in lexicon.organisation_tails
            or lower in lexicon.sides
            or lower in lexicon.not_places
            or lower in self.demonyms_lower
        )

    def _is_told_of(self, words: list[Word], end: int) -> bool:
        """Return True before a verb of saying, ", who" or an age: only of people is so told."""
        after = words[end : end + 2]
        if not after:
            return False
        if after[0].lower in self.words.attach.saying:
            return True
        return (
            after[0].text == ","
            and len(after) > 1
            and (after[1].lower in self.words.of_people or after[1].text.isdigit())
        )

    def is_meant(self, words: list[Word], at: int, end: int, use: NameUse | None) -> bool:
        """Return True where a name that was a person's is one here too: it owns something, or no preposition of place leads to it."""
        if use is not None and (use.level in {"country", "governorate", "region"} or use.population >= LARGE):
            return False
        is_owner = end < len(words) and words[end].lower in self.words.genitive
        is_typed = end < len(words) and words[end].lower in self.types
        leading, kind = self.leads.before(words, at)
        return not is_typed and kind is None and (is_owner or leading != "inside")
