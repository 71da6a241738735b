"""Whether a capitalised name is a place here: by the words beside it and the weight the gazetteer gives it."""

from tollbook.model.place import NameUse
from tollbook.resolve.where.leading import KNOWN_CITY
from tollbook.resolve.where.spots import AREA_LEVELS, KNOWN_TOWN
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word

KNOWN_AREA = 1_000_000


class Likely:
    """Judges whether a name is a place, a person, a body or a common word."""

    def __init__(self, tongue: Tongue) -> None:
        self.words = tongue.words
        self.types = tongue.types
        self.leads = tongue.leads
        self.demonyms_lower = tongue.demonyms_lower
        self.tongue = tongue

    def is_place(self, words: list[Word], at: int, end: int, run: int, use: NameUse, *, shouted: bool) -> bool:
        """Return True when the words around a known name let it be a place."""
        before = words[at - 1] if at else None
        after = words[end] if end < len(words) else None
        has_title = before is not None and before.capital and before.lower in self.words.titles
        if shouted and use.level != "country" and all(word.lower in self.tongue.everyday for word in words[at:end]):
            return False  # capitals say nothing: "THE DRUG TRAFFICKERS", "IN DOWNTOWN"
        is_other = self.is_common(words[at:end], use, shouted=shouted) or self._is_of_operation(words, at)
        if is_other or (has_title and use.level != "country"):
            return False
        leading, kind = self.leads.before(words, at, shouted=shouted)
        chained = self.is_chained(words, at)
        is_whole = end >= run or words[end].lower in self.types or shouted
        if (kind and is_whole) or (after and after.lower in self.types and after.lower != "front"):
            return True
        if not shouted and self._is_part_of_other_name(words, at, end, run, leading):
            return False
        if use.level == "country" or leading == "inside" or chained:
            return not (leading == "" and before and before.lower in self.words.titles)
        return self._is_known_enough(use, leading, end - at, shouted=shouted)

    def is_common(self, name: list[Word], use: NameUse, *, shouted: bool) -> bool:
        """Return True for names that are common words, or acronyms that stand for no country ("SANA", but not "US")."""
        is_wide = use.level in {"country", "region"}
        if not is_wide and (self._is_city_part(name) or name[0].lower in self.words.chains):
            return True
        if all(word.lower in self.words.not_places for word in name):
            return not is_wide or (len(name) == 1 and (shouted or not name[0].text.isupper()))
        return not shouted and not is_wide and all(len(word.text) > 1 and word.text.isupper() for word in name)

    def _is_of_operation(self, words: list[Word], at: int) -> bool:
        """Return True for "Operation Wrath of Euphrates": an operation's name does not say where it is."""
        i = at - 2
        if i < 0 or words[at - 1].lower not in self.words.of_words:
            return False
        while i >= 0 and words[i].capital:
            if words[i].lower in self.words.operations:
                return True
            i -= 1
        return False

    def _is_city_part(self, name: list[Word]) -> bool:
        """Return True for "Ward", "East Side": every town has one, so the town told of is meant, not the one called so."""
        return name[-1].lower in self.words.city_parts and all(word.lower in self.words.sides for word in name[:-1])

    def _is_known_enough(self, use: NameUse, leading: str, length: int, *, shouted: bool) -> bool:
        """Return True where the gazetteer's weight of a name makes up for what the words before it do not say."""
        is_area = use.level in AREA_LEVELS
        if shouted:
            return bool(leading) and (use.population >= KNOWN_TOWN or is_area)
        if leading in {"toward", "strike"}:
            return use.population >= 1 or is_area
        is_known_area = is_area and (length > 1 or use.area_population >= KNOWN_AREA or use.level == "region")
        return use.population >= KNOWN_CITY or is_known_area

    def _is_part_of_other_name(self, words: list[Word], at: int, end: int, run: int, leading: str) -> bool:
        """Return True when capitalised words beside the name make it a person's, an organisation's or another place's."""
        if end < run:
            nxt = words[end]
            if nxt.text not in "-‐–" and nxt.lower not in self.types and nxt.lower not in self.demonyms_lower:
                return True
        if end < len(words) and words[end].lower in self.words.organisation_tails:
            return words[end].capital or leading == ""
        before = words[at - 1] if at else None
        if before is None or not before.capital or before.lower in self.types:
            return False
        if before.lower in self.words.not_places or before.lower in self.demonyms_lower:
            return False
        return at - 1 > 0 or before.lower not in self.words.not_places

    def is_chained(self, words: list[Word], at: int) -> bool:
        """Return True when the name follows a comma, "and" or bracket after another capitalised name."""
        if at < 2:  # noqa: PLR2004  # a name and a comma
            return False
        link, previous = words[at - 1], words[at - 2]
        if link.text in {",", "("} or link.lower in self.words.and_words:
            return previous.capital or previous.lower in self.types
        return False

    def is_unlikely(self, words: list[Word], at: int, end: int, *, shouted: bool = False) -> bool:
        """Return True for acronyms, ordinals, and names with words of organisations in them; capitals alone are no acronym."""
        if shouted:
            return any(
                word.lower in self.words.organisation_tails or word.lower in self.tongue.everyday
                for word in words[at:end]
            )
        if any(word.lower in self.words.organisation_tails for word in words[at:end]):
            return True
        if end < len(words) and words[end].lower in self.words.organisation_tails:
            return True
        if any(word.lower in self.words.months for word in words[at:end]):
            return True
        named = [word.text for word in words[at:end] if word.text[0].isalnum()]
        return all(name.isupper() and len(name) > 1 for name in named)  # "M23"; not "Shuja'iyya"
