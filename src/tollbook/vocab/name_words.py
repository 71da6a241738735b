"""Load the words around actors' names that are no part of them; names stand in lists of several languages, so all count."""

import functools

import msgspec

from tollbook.vocab.load import data_path, languages, load


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``languages/CODE/names.toml``: articles, possessive endings, everyday acronyms, words that describe."""

    articles: frozenset[str]
    possessives: tuple[str, ...]
    everyday: frozenset[str] = frozenset()
    attributes: frozenset[str] = frozenset()
    keepers: frozenset[str] = frozenset()
    describers: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()


SETS = ("articles", "everyday", "attributes", "keepers", "describers", "tails")


@functools.cache
def load_name_words() -> NameWords:
    """Return the words of all languages that have the file; raises ValueError naming file and field on bad data."""
    found = [
        load(NameWords, "languages", code, "names.toml")
        for code in languages()
        if (data_path("languages", code) / "names.toml").exists()
    ]
    return NameWords(
        possessives=tuple(sorted({p for words in found for p in words.possessives}, key=lambda p: (-len(p), p))),
        **{field: frozenset().union(*(getattr(words, field) for words in found)) for field in SETS},
    )
