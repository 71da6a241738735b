"""Names that no gazetteer has: a place where a place word leads to them or a type noun follows."""

from tollbook.model.spot import Spot
from tollbook.resolve.where.extent import Extent
from tollbook.resolve.where.likely import Likely
from tollbook.resolve.where.spots import kind_of_noun, with_ain
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word


class Unknown:
    """Makes the spot of an unknown name, where the words around it make it a place."""

    def __init__(self, tongue: Tongue, likely: Likely, extent: Extent) -> None:
        self.words = tongue.words
        self.types = tongue.types
        self.leads = tongue.leads
        self.demonyms_lower = tongue.demonyms_lower
        self.likely = likely
        self.extent = extent

    def _is_owned(self, words: list[Word], at: int) -> bool:
        return at > 1 and words[at - 1].lower in self.words.genitive

    def spot(self, text: str, words: list[Word], at: int, run: int, *, shouted: bool) -> tuple[Spot, int] | None:
        """Return the spot of a name no gazetteer has, where a place word leads to it or a type noun follows."""
        end = self._unknown_end(words, at, run)
        if end == at:
            return None
        kinds = self.words.facility_kinds
        if words[at].lower in kinds and all(w.lower in kinds or w.lower in self.demonyms_lower for w in words[at:end]):
            return None  # "the Marine barracks"; a demonym at the head has been passed over
        leading, kind = self.leads.before(words, at, shouted=shouted)
        if (shouted and not kind) or self._is_people_of(words, at, end):
            return None
        after = self._noun_after(words, end)
        kind_after = self.types.get(after) or self.types.get(words[end - 1].lower)
        if words[end - 1].lower in self.types and end - 1 > at:
            end -= 1
        if self.likely.is_unlikely(words, at, end, shouted=shouted) or (
            not self._is_led(words, at, end, leading) and not (kind or kind_after)
        ):
            return None
        if kind_after and not kind and not leading and not self.likely.is_chained(words, at):
            return None
        name_end = end
        if (
            end < len(words)
            and words[end].lower in self.types
            and (words[end].capital or self.extent.names_itself(words[end]))
        ):
            end += 1
        span = (words[at].start, with_ain(text, words[end - 1]))
        spot_kind = self.extent.bound(words, end) or kind_of_noun(kind_after or kind)
        return Spot(span, text[span[0] : span[1]], spot_kind, text[words[at].start : words[name_end - 1].end]), end

    def _is_people_of(self, words: list[Word], at: int, end: int) -> bool:
        """Return True for "the Fulani village of Ogossagou": the name before the noun is of the people who live there."""
        is_led = at > 0 and words[at - 1].lower in self.words.anaphora.determiners
        is_of = end + 2 < len(words) and words[end + 1].lower in self.words.of_words and words[end + 2].capital
        return (
            is_led and is_of and end == at + 1 and words[end].lower in self.types and not self.leads.is_named(words, at)
        )

    def _is_led(self, words: list[Word], at: int, end: int, leading: str) -> bool:
        """Return True where the words before an unknown name make it a place; after a verb of attack its phrase must end there."""
        if self._is_owned(words, at):
            return leading in {"inside", "strike"} and self._ends_phrase(words, end)
        if leading == "inside" or self._is_side_of(words, at):
            return True
        return (leading == "strike" or self._is_second(words, at)) and self._ends_phrase(words, end)

    def _is_side_of(self, words: list[Word], at: int) -> bool:
        """Return True after "south of", "12 km north of": only a place has sides."""
        return at > 1 and words[at - 1].lower in self.words.of_words and words[at - 2].lower in self.words.sides

    def _is_second(self, words: list[Word], at: int) -> bool:
        """Return True for the second of two names that a place word leads to: "in A and B", "the towns of A and B"."""
        if at < 3 or words[at - 1].lower not in self.words.and_words or not words[at - 2].capital:  # noqa: PLR2004  # "in A and"
            return False
        first = at - 2
        while first > 0 and (words[first - 1].capital or words[first - 1].text in "-‐–"):
            first -= 1
        leading, kind = self.leads.before(words, first)
        return leading in {"inside", "strike"} or kind is not None

    def _ends_phrase(self, words: list[Word], end: int) -> bool:
        after = words[end] if end < len(words) else None
        if after is None or not after.text[0].isalnum():
            return True
        return (
            after.lower in self.words.function
            or after.lower in self.words.inside
            or after.lower in self.words.not_places
        )

    def _noun_after(self, words: list[Word], end: int) -> str:
        """Return the noun after a name, over one adjective: "Kurram tribal district"."""
        after = [word.lower for word in words[end : end + 2]]
        if len(after) > 1 and after[0] in self.words.fillers and after[1] in self.types:
            return after[1]
        return after[0] if after else ""

    def _unknown_end(self, words: list[Word], at: int, run: int) -> int:
        first = words[at]
        if first.lower in self.words.not_places or first.lower in self.demonyms_lower:
            return at
        is_titled = first.lower in self.words.titles and not (run < len(words) and words[run].lower in self.types)
        is_in = at > 0 and words[at - 1].lower in self.words.inside
        if is_titled and is_in and run > at + 1 and first.lower in self.words.place_titles:
            is_titled = False  # "in Sheikh Zuweid"
        if is_titled or first.lower in self.types:
            return at
        end = run
        while end > at and words[end - 1].text in "-‐–":
            end -= 1
        return end
