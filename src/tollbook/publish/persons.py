"""Whether the words for a speaker are a person's own name, which may stand in a report's sentences too. Pure."""

import functools

from tollbook.vocab.attribution import attribution
from tollbook.vocab.load import languages

PARTICLES = frozenset({"al", "el", "bin", "ben", "ibn", "abu", "um", "umm", "de", "da", "van", "von", "der"})
FEWEST = 2
"""One word alone may be a town, a paper or a ministry as well."""


def person_in(name: str, position: str | None) -> str | None:
    """Return the person's name in the words for a speaker ("Dr. Omar Haddad"), None for a role, a body or a single word.

    Scripts without capitals tell no name from a role: there a person is who has an office.
    """
    words = name.split()
    first = next((n for n, word in enumerate(words) if _plain(word) not in _words()[0]), len(words))
    left = words[first:]
    has_office = first > 0 or bool(position)
    if len(left) < FEWEST or any(_plain(word) in _words()[1] for word in left):
        return None
    if all(_is_name(word) for word in left):
        return " ".join(left)
    has_capitals = any(c.isupper() or c.islower() for c in name)
    return " ".join(left) if has_office and not has_capitals else None


def _plain(word: str) -> str:
    return word.strip(".,'\"").casefold()


def _is_name(word: str) -> bool:
    start = word.lstrip("'\"(“‘")
    return start[:1].isupper() or _plain(word.split("-", maxsplit=1)[0]) in PARTICLES


@functools.cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words before a name (offices, titles, articles), and those of bodies, which are no part of one."""
    lexicons = [lexicon for code in languages() if (lexicon := attribution(code))]
    before = {w for x in lexicons for w in (*x.offices, *x.grammar.articles)}
    bodies = {w for x in lexicons for w in (*x.body_words, *x.departments, *x.sources)} - before
    return frozenset(before), frozenset(bodies)
