"""How far the spot of a name reaches: its type noun, its side word, "-based" behind it; and what kind of place it is."""

from tollbook.model.place import NameUse
from tollbook.model.spot import Spot
from tollbook.resolve.where.spots import KNOWN_TOWN, kind_of_use, with_ain
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word

LONGEST_RUN = 6


class Extent:
    """Makes the spot of a known name."""

    def __init__(self, tongue: Tongue) -> None:
        self.use = tongue.use
        self.words = tongue.words
        self.types = tongue.types
        self.leads = tongue.leads

    def spot(self, text: str, words: list[Word], at: int, end: int, use: NameUse) -> tuple[Spot, int]:
        """Return the spot of a known name with the type word after it and, before an area, its side word."""
        _, kind_before = self.leads.before(words, at)
        kind_after = None
        stop = end
        names_next = end + 2 < len(words) and words[end + 1].lower in self.words.of_words and words[end + 2].capital
        names_next = names_next and not self.is_quarter_of(words, end, use.population)
        if end < len(words) and words[end].lower in self.types and not names_next:
            noun = words[end]
            is_kept = noun.capital or self.names_itself(noun)
            kind_after = self.types[noun.lower] if is_kept or self.types[noun.lower] == "locality" else None
            stop = end + 1 if is_kept else end
        last = self.types.get(words[end - 1].lower) if end - at > 1 else None
        own = last or (self.types.get(words[at].lower) if end - at > 2 else None)  # noqa: PLR2004  # "Gulf of Aden"
        kind = kind_of_use(use, kind_before, kind_after or own)
        start = at
        if kind in {"country", "area"} and kind_before is None and at and words[at - 1].lower in self.words.sides:
            start = at - 1
            if start > 1 and words[start - 1].text == "-" and words[start - 2].lower in self.words.sides:
                start -= 2
        kind = self.bound(words, stop) or kind
        span = (words[start].start, with_ain(text, words[stop - 1]))
        name = text[words[at].start : words[end - 1].end]
        return Spot(span, text[span[0] : span[1]], kind, name), stop

    def names_itself(self, noun: Word) -> bool:
        """Return True for small type nouns that are said as part of a name: "Helmand province", "Raqqa city"."""
        kind = self.types.get(noun.lower)
        return kind in {"settlement", "area", "sea"} or noun.lower in self.words.anaphora.neighbourhood

    def bound(self, words: list[Word], end: int) -> str | None:
        """Return "seat" for "X-based", "X-led" and the like."""
        if end + 1 < len(words) and words[end].text in "-‐–" and words[end].glued:
            return "seat" if words[end + 1].lower in self.words.bound_participles else None
        return None

    def is_quarter_of(self, words: list[Word], end: int, population: int) -> bool:
        """Return True for "the al-Karama neighbourhood of Raqqa", not for "the Kabul neighbourhood of X": the larger one is the town."""
        if end >= len(words) or words[end].lower not in self.words.anaphora.neighbourhood:
            return False
        town = words[end + 2 : end + 2 + LONGEST_RUN]
        names = [" ".join(w.text for w in town[:k]) for k in range(len(town), 0, -1) if town[0].capital]
        known = next((use for use in map(self.use, names) if use is not None), None)
        return known is not None and known.population > max(population, KNOWN_TOWN)
