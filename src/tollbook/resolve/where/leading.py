"""What leads to a name: a preposition of place, one of motion, a verb of attack, with the type noun before it. Knows one sentence."""

from collections.abc import Callable, Mapping

from tollbook.model.place import NameUse
from tollbook.resolve.where.spots import AREA_LEVELS
from tollbook.resolve.where.words import Word
from tollbook.vocab.places import PlaceWords

LONGEST_OWNER = 5
LONGEST_LEAD = 6
"""Words of "in the remote northern town of"."""
OVER = 4
"""Words between a verb of attack and the name it strikes."""
HYPHENS = frozenset("-‐–")
KNOWN_CITY = 100_000
Use = Callable[[str], NameUse | None]


class Leads:
    """Reads the words before a name, in one language over one gazetteer's names."""

    def __init__(self, use: Use, words: PlaceWords, types: Mapping[str, str], demonyms: Mapping[str, str]) -> None:
        self.use = use
        self.words = words
        self.types = types
        self.demonyms = demonyms

    def before(self, words: list[Word], at: int, *, shouted: bool = False) -> tuple[str, str | None]:
        """Return what leads to the name: ("inside"|"toward"|"strike"|"", type noun before it), over sides and type nouns."""
        if at and words[at - 1].lower in self.words.genitive:
            return self._before_owner(words, at - 1, shouted=shouted), None
        if at and self._is_strike(words, at - 1, shouted=shouted):
            return "strike", None
        return self._over_types(words, at, shouted=shouted)

    def _over_types(self, words: list[Word], at: int, *, shouted: bool) -> tuple[str, str | None]:
        lexicon = self.words
        i = at - 1
        kind = None
        seen = 0
        loose = False
        while i >= 0 and seen < LONGEST_LEAD:
            lower = words[i].lower
            if lower in lexicon.inside:
                return ("toward" if loose else "inside"), kind
            is_typed = lower in lexicon.of_words and i and words[i - 1].lower in self.types
            if is_typed and not (i > 1 and self.is_named(words, i - 2) and not shouted):
                kind = kind or self.types[words[i - 1].lower]
                i -= 2
                seen += 2
                continue
            if self._is_part(words, i):
                i -= 2  # "on the terrace of", "in the dining hall of"
                seen += 1
                continue
            if lower in self.words.toward:
                return "toward", kind
            if lower in self.types and not loose and (not words[i].capital or i == at - 1):
                kind = kind or (self.types[lower] if not words[i].capital or lower in self.words.types.sea else None)
            elif lower in self.words.bound_participles and i > 1 and words[i - 1].text in "-‐–":
                i -= 2
            elif not self._is_filler(words[i]):
                loose = True
                if not words[i].text.islower() or lower in self.words.common or lower in self.words.titles:
                    break
            i -= 1
            seen += 1
        return "", kind

    def _is_strike(self, words: list[Word], i: int, *, shouted: bool) -> bool:
        """Return True where a verb of attack stands at ``i``, "raids on", or a verb over plain words of place."""
        lower = words[i].lower
        if lower in self.words.strike_verbs or (lower in self.words.upon and self._is_raid_on(words, i)):
            return True
        return not shouted and self._is_struck_over(words, i)

    def _is_part(self, words: list[Word], i: int) -> bool:
        """Return True for "of" after a part of a place ("the terrace of"); "the village of" is a type of place."""
        part = words[i - 1] if i and words[i].lower in self.words.of_words else None
        return part is not None and part.text.islower() and part.lower in self.words.attach.parts - set(self.types)

    def _is_struck_over(self, words: list[Word], i: int) -> bool:
        """Return True for "shook the upscale": articles and plain words of place between the verb of attack and the name."""
        first = i
        while (
            i >= 0
            and first - i < OVER
            and (words[i].lower in self.words.anaphora.determiners or words[i].lower in self.words.fillers)
        ):
            i -= 1
        return 0 <= i < first and words[i].lower in self.words.strike_verbs

    def _before_owner(self, words: list[Word], end: int, *, shouted: bool) -> str:
        """Return what leads to the country or area that owns a name ("in Sudan's"): it leads to the name too."""
        if words[end - 1].lower in self.types and not words[end - 1].capital:
            return self.before(words, end - 1, shouted=shouted)[0]  # "at the city's Intercontinental Hotel"
        for start in range(max(0, end - LONGEST_OWNER), end):
            name = " ".join(word.text for word in words[start:end]).replace(" - ", "-")
            use = self.use(name) if words[start].capital else None
            is_owner = use and (use.level in {*AREA_LEVELS, "country"} or use.population >= KNOWN_CITY)
            if is_owner and not self._is_part_of_name(words, start):
                return self.before(words, start, shouted=shouted)[0]
        return ""

    def _is_part_of_name(self, words: list[Word], start: int) -> bool:
        return start > 0 and (words[start - 1].capital or words[start - 1].text in HYPHENS)

    def is_named(self, words: list[Word], i: int) -> bool:
        """Return True where a type noun's own name ends at ``i``: "the Datta Khel area of", not "the Sunni district of".

        One capitalised word between an article and the noun names people where no gazetteer has it and the noun is of a town or
        a quarter: "the Fulani village of".
        """
        word = words[i]
        if not word.capital or word.lower in self.demonyms or word.lower in self.words.function:
            return False
        if not i or words[i - 1].lower not in self.words.anaphora.determiners:
            return True
        noun = words[i + 1].lower if i + 1 < len(words) else ""
        if noun in self.words.anaphora.neighbourhood and self.use(word.text) is not None:
            return False  # "the Algiers suburb of Bentalha": the town owns the quarter that is named behind
        is_quarter = self.types.get(noun) in {"settlement", "locality"} and noun not in self.words.attach.wholes
        is_of_people = word.lower in self.words.not_places or (is_quarter and self.use(word.text) is None)
        return not is_of_people

    def _is_raid_on(self, words: list[Word], i: int) -> bool:
        """Return True for "on" at ``i`` after an event noun: "raids launched by the army on"."""
        nouns = self.words.attach.event_nouns
        return any(word.lower in nouns for word in words[max(0, i - 7) : i])

    def _is_filler(self, word: Word) -> bool:
        """Return True for what may stand between a preposition and its name: articles, side words, hyphens, adjectives of war."""
        lower = word.lower
        return (
            lower in self.words.anaphora.determiners
            or lower in self.words.sides
            or lower in self.words.fillers
            or word.text == "-"
            or lower in self.demonyms
        )
