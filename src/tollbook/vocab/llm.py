"""The words with which a language model is asked, per language (llm.toml): instructions, and how much text at once."""

import functools

import msgspec

from tollbook.vocab.load import data_path, load
from tollbook.vocab.words import word_lists

_NAME = "llm.toml"


class LlmWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``instructions`` and ``again`` (told after an unusable answer) go to the model as they stand.

    ``passage_characters`` is how much text goes into one question, ``attempts`` how often an unusable answer is asked for
    again, ``options`` what goes into each request besides.
    """

    instructions: str
    again: str
    passage_characters: int
    attempts: int
    options: dict[str, float | int | str]


def llm_words(language: str) -> LlmWords | None:
    """Return the words of ``language``, None where nobody has written them; raise ValueError on bad data."""
    if not data_path("languages", language, _NAME).exists():
        return None
    words: LlmWords = load(LlmWords, "languages", language, _NAME)
    return words


@functools.cache
def groups_known(language: str) -> tuple[str, ...]:
    """Return the groups of people that the word lists of ``language`` know, sorted."""
    people = word_lists(language).people
    named = {
        *(part.group for part in people.classes),
        *(part.group for part in people.modifier),
        *(part.group for part in people.override),
        *people.titles.groups.values(),
    }
    return tuple(sorted(name for name in named if name and name != "none"))


@functools.cache
def means_known(language: str) -> tuple[str, ...]:
    """Return the means of harm that the word lists of ``language`` know, sorted."""
    return tuple(sorted(word_lists(language).means.words))
