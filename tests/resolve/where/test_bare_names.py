"""A name in capitals with at most a type noun is read without the grammar, and to the same end."""

import pytest

from tollbook.resolve.where.phrase import Phrase, Reader, read_phrase
from tollbook.vocab.places import demonym_codes, load_place_words

ALIKE = [
    "Kafr Zita", "Kafr Zita town", "Bum Ka village", "Pir Ghar area", "Sadr City", "Khān Shaykhūn", "Sana'a",
    "Western Ghariyah", "Syrian Desert", "East Aleppo", "Great Village", "Camp Ashraf", "The Hague", "Ad Dana town",
    "near Homs", "Homs and Hama", "Homs, Syria", "Al-Bab", "Al-Bab city", "X's Kadugli", "Ghouta suburb area", "",
]  # fmt: skip


class Slow(Reader):
    """The grammar without the short way."""

    def _bare(self, text: str) -> None:
        return


@pytest.fixture
def slow() -> Slow:
    """Give the grammar of English place strings."""
    return Slow(load_place_words("en"), demonym_codes("en"))


@pytest.mark.parametrize("text", ALIKE)
def test_the_short_way_says_what_the_grammar_says(text: str, slow: Slow) -> None:
    """Both ways give one phrase, whatever words stand in the text."""
    assert read_phrase(text) == slow.read(text)


def test_a_type_noun_is_no_part_of_the_name() -> None:
    """A village of that name is asked for, and for the whole where a gazetteer has it so."""
    phrase: Phrase = read_phrase("Bum Ka village")
    assert (phrase.names[0].text, phrase.names[0].level, phrase.names[0].full) == (
        "Bum Ka",
        "village",
        "Bum Ka village",
    )
