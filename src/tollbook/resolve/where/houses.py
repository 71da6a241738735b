"""Houses, works and roads that bear a name of their own: "the Paradise Hotel", "the Aleppo-Raqqa road"."""

from tollbook.model.spot import Spot
from tollbook.resolve.where.facilities import facility_end, is_plain
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word


class Houses:
    """Finds named houses and roads where the words around make them a place."""

    def __init__(self, tongue: Tongue) -> None:
        self.use = tongue.use
        self.words = tongue.words
        self.leads = tongue.leads
        self.demonyms_lower = tongue.demonyms_lower

    def facility(self, text: str, words: list[Word], at: int) -> tuple[Spot, int] | None:
        """Return the spot of a house or works named in capitals where a preposition leads to it, and where to go on."""
        end = facility_end(words, at, self.words, self.demonyms_lower)
        if end is None or self.leads.before(words, at)[0] not in {"inside", "strike"} | {"toward"} & self._into(
            words, at
        ):
            return None
        if all(word.lower in self.words.facility_kinds for word in words[at : end - 1]):
            return None  # "the U.S. Marine barracks" is no name
        if any(self.use(text[words[at].start : words[k - 1].end]) for k in range(at + 1, end) if is_plain(words, end)):
            return None  # "the Aleppo police station" is in Aleppo
        span = (words[at].start, words[end - 1].end)
        return Spot(span, text[span[0] : span[1]], "site", text[span[0] : span[1]]), end

    def _into(self, words: list[Word], at: int) -> set[str]:
        before = [word.lower for word in words[max(0, at - 2) : at]]
        return {"toward"} if any(low in self.words.entering for low in before) else set()

    def road(self, text: str, words: list[Word], at: int, run: int) -> Spot | None:
        """Return the spot of a road named for its ends ("the Aleppo-Raqqa road"), None where not both are known places."""
        if run >= len(words) or words[run].lower not in self.words.phrase.roads:
            return None
        for i in range(at + 1, run - 1):
            if words[i].text not in "-‐–":
                continue
            ends = text[words[at].start : words[i - 1].end], text[words[i + 1].start : words[run - 1].end]
            if all(self.use(end) for end in ends):
                span = (words[at].start, words[run].end)
                return Spot(span, text[span[0] : span[1]], "site", text[span[0] : words[run - 1].end])
        return None
