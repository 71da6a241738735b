"""Load the words around actors' names that are no part of them; names stand in lists of several languages, so all count."""

import functools

import msgspec

from tollbook.vocab.load import data_path, languages, load


class NameWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``languages/CODE/names.toml``: articles, possessive endings, everyday acronyms."""

    articles: frozenset[str]
    possessives: tuple[str, ...]
    everyday: frozenset[str] = frozenset()


@functools.cache
def load_name_words() -> NameWords:
    """Return the words of all languages that have the file; raises ValueError naming file and field on bad data."""
    found = [
        load(NameWords, "languages", code, "names.toml")
        for code in languages()
        if (data_path("languages", code) / "names.toml").exists()
    ]
    return NameWords(
        articles=frozenset().union(*(words.articles for words in found)),
        possessives=tuple(sorted({p for words in found for p in words.possessives}, key=lambda p: (-len(p), p))),
        everyday=frozenset().union(*(words.everyday for words in found)),
    )
