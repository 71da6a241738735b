"""Whose dead a running total counts: the people of a country, or those of a war that a country's name stands before."""

from collections.abc import Sequence

from tollbook.extract.places.scene import Locus, Scene
from tollbook.extract.sentences.segment import tokens_after
from tollbook.vocab.places import PlaceWords, demonym_codes, load_place_countries

NEAR = 4  # tokens from "Peru's" to its war
OWNED = ("'s", "s'", "’s")


def victims_are_of(place: str, words: Sequence[str], language: str) -> bool:
    """Return True where a demonym among ``words`` (small letters) is that of ``place``."""
    codes = demonym_codes(language)
    country = load_place_countries().get(place.casefold())
    return country is not None and any(codes.get(word.rstrip("s")) == country for word in words)


def named_with_war(scene: Scene, words: PlaceWords) -> Locus | None:
    """Return the country or region whose war the sentence names: "Peru's guerrilla conflicts have cost 30,000 lives"."""
    for locus in scene.loci:
        behind = [t.lower for t in tokens_after(scene.sentence.tokens, locus.begin, NEAR + 1)]
        is_owner = any(low.endswith(OWNED) for low in behind[:2])
        is_land = locus.kind in {"country", "area"} and not locus.anaphor
        if is_land and is_owner and any(low in words.attach.wars for low in behind):
            return locus
    return None
