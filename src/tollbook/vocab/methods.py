"""Load the words for the ways in which a field is read, for whoever explains a claim."""

import functools

import msgspec

from tollbook.vocab.load import load


class Methods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``languages/CODE/methods.toml``: words by the code of the way."""

    methods: dict[str, str]


@functools.cache
def method_words(code: str, language: str = "en") -> str:
    """Return the words for a way of reading; the code, spaced, where the data has none (a model's, a later version's)."""
    found = load(Methods, "languages", language, "methods.toml").methods.get(code)
    return found or code.replace("-", " ")
