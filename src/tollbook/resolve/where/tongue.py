"""What every reader of place names shares: a language's place words and the names of one gazetteer."""

import functools
from collections.abc import Callable

from tollbook.model.place import NameUse
from tollbook.resolve.where.leading import Leads
from tollbook.resolve.where.spots import anaphora
from tollbook.vocab.everyday import everyday_nouns
from tollbook.vocab.places import PlaceWords, demonym_codes, load_place_types, load_place_words

Use = Callable[[str], NameUse | None]


class Tongue:
    """The place words of one language over one gazetteer's names."""

    def __init__(self, use: Use, language: str) -> None:
        self.use: Use = functools.lru_cache(maxsize=65536)(use)
        self.language = language
        self.words: PlaceWords = load_place_words(language)
        self.types = load_place_types(language)
        demonyms = demonym_codes(language)
        self.demonyms_lower = {name + "s": code for name, code in demonyms.items() if name[-1] in "ni"} | demonyms
        """Alpha-2 codes by the first word of a demonym in small letters."""
        self.anaphora = anaphora(self.words)
        self.leads = Leads(self.use, self.words, self.types, self.demonyms_lower)

    @functools.cached_property
    def everyday(self) -> frozenset[str]:
        """Words that are nouns of people, things and events, or too short to be a name by themselves, in text all in capitals."""
        return everyday_nouns(self.language) | self.words.common | self.words.attach.events | self.words.linkers
