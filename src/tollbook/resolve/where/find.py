"""Find place names and place anaphora in a text. Knows the order of the readers; what the names refer to is decided later."""

import functools
from collections.abc import Sequence

from tollbook.model.ids import Span
from tollbook.model.place import Gazetteer
from tollbook.model.spot import Spot, Spotter
from tollbook.resolve.where.datelines import Datelines
from tollbook.resolve.where.extent import Extent
from tollbook.resolve.where.houses import Houses
from tollbook.resolve.where.likely import Likely
from tollbook.resolve.where.persons import Persons
from tollbook.resolve.where.pointing import Pointing
from tollbook.resolve.where.runs import Runs
from tollbook.resolve.where.spots import AREA_LEVELS, is_hyphen, with_borders
from tollbook.resolve.where.tongue import Tongue, Use
from tollbook.resolve.where.unknown import Unknown
from tollbook.resolve.where.words import Word, is_headline, is_shouted, words_in


def place_finder(gazetteer: Gazetteer, language: str = "en") -> Spotter:
    """Return a finder of place names that knows the names of ``gazetteer``.

    Kinds of its spots: country, area (first or second level, region), settlement, site, sea, named (a name after a place
    word that no gazetteer has), border, seat ("Raqqa-based"), dateline, demonym (value: alpha-2), anaphor (value: the
    kinds of place it can stand for).
    """
    return _finder(gazetteer, language)


@functools.lru_cache(maxsize=16)
def _finder(gazetteer: Gazetteer, language: str) -> Spotter:
    """Return the one finder of a gazetteer and language: claims and settings are read with it, and it remembers names."""
    grammar = Grammar(gazetteer.use, language)

    def find_places(text: str, spans: Sequence[Span]) -> tuple[Spot, ...]:
        found: list[Spot] = []
        persons: set[str] = set()
        for span in spans:
            found.extend(grammar.spots(text, span, persons))
        return tuple(found)

    return find_places


class Grammar:
    """The place grammar of one language over one gazetteer's names."""

    def __init__(self, use: Use, language: str) -> None:
        tongue = Tongue(use, language)
        self.use, self.words = tongue.use, tongue.words
        self.anaphora, self.demonyms_lower = tongue.anaphora, tongue.demonyms_lower
        self.runs, self.houses, self.pointing = Runs(tongue), Houses(tongue), Pointing(tongue)
        self.likely, self.extent = Likely(tongue), Extent(tongue)
        self.datelines = Datelines(tongue, self.likely)
        self.unknown = Unknown(tongue, self.likely, self.extent)
        self.persons = Persons(tongue)

    def spots(self, text: str, span: Span, persons: set[str]) -> list[Spot]:
        """Return the spots of one sentence, in order; linear in its length. ``persons``: surnames told of so far, added to here."""
        words = words_in(text, span)
        shouted = is_shouted(text, span) or is_headline(words)
        dateline = self.datelines.at(text, span)
        spots: list[Spot] = [dateline] if dateline else []
        position = 0
        count = len(words)
        stops, openings = self.runs.stops(shouted=shouted), self._openings
        while dateline and position < count and words[position].start < dateline.span[1]:
            position += 1
        while position < count:
            word = words[position]
            if word.lower in stops if word.capital else word.lower not in openings:
                position += 1  # most words: no name and no anaphor can start here
                continue
            found = self._spot_at(text, words, position, persons, shouted=shouted)
            if found is None:
                position += 1
                continue
            spot, position = found
            spots.append(spot)
        return with_borders(text, spots, words, self.words)

    def _spot_at(
        self, text: str, words: list[Word], at: int, persons: set[str], *, shouted: bool
    ) -> tuple[Spot, int] | None:
        word = words[at]
        if word.capital or (word.lower in self.words.articles and is_hyphen(words, at + 1)):
            run = self.runs.end(words, at, shouted=shouted)
            if run > at:
                found = self._name_at(text, words, at, run, shouted=shouted)
                if found is None:
                    surname = None if shouted else self.persons.surname(words, at, run)
                    if surname:
                        persons.add(surname)
                elif not (persons and self._is_person(words, at, found[0], persons)):
                    return found
        return None if word.capital else self.pointing.at(text, words, at)

    def _is_person(self, words: list[Word], at: int, spot: Spot, persons: set[str]) -> bool:
        """Return True where a found name ends in the surname of somebody told of before, and is that person's here."""
        end = at
        while end < len(words) and words[end].end <= spot.span[1]:
            end += 1
        if end == at or words[end - 1].lower not in persons:
            return False
        return self.persons.is_meant(words, at, end, self.use(spot.quote))

    @functools.cached_property
    def _openings(self) -> frozenset[str]:
        """The small words a spot may start or end with: articles before a hyphen, nouns and adverbs that stand for a place."""
        return self.words.articles.union(self.anaphora)

    def _name_at(self, text: str, words: list[Word], at: int, run: int, *, shouted: bool) -> tuple[Spot, int] | None:
        """Return the best spot that starts at word ``at`` inside the run that ends at ``run``, and where to go on."""
        first = words[at]
        facility = None if shouted else self.houses.facility(text, words, at)
        if facility:
            return facility
        if first.lower in self.demonyms_lower and not self._is_longer_name(text, words, at, run):
            return self._demonym(text, words, at)
        if first.lower in self.words.anaphora.determiners:
            return None
        road = self.houses.road(text, words, at, run) if run < len(words) else None
        if road:
            return road, run + 1
        for end in self.runs.ends(words, at, run, shouted=shouted):
            name = text[first.start : words[end - 1].end]
            use = self.use(name)
            if use is None:
                continue
            is_joined = any(word.lower in self.words.and_words for word in words[at:end])
            if is_joined and use.level not in {*AREA_LEVELS, "country"}:
                continue
            if self.likely.is_place(words, at, end, max(run, end), use, shouted=shouted):
                return self.extent.spot(text, words, at, end, use)
        return self.unknown.spot(text, words, at, run, shouted=shouted)

    def _is_longer_name(self, text: str, words: list[Word], at: int, run: int) -> bool:
        length = 3 if run > at + 1 and words[at + 1].text in "-‐–" else 2
        if run < at + length:
            return False
        use = self.use(text[words[at].start : words[at + length - 1].end])
        return use is not None and use.level != "village"

    def _demonym(self, text: str, words: list[Word], at: int) -> tuple[Spot, int]:
        word = words[at]
        spot = Spot((word.start, word.end), text[word.start : word.end], "demonym", self.demonyms_lower[word.lower])
        return spot, at + 1
