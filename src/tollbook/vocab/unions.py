"""Words of several lists as one set, made once: rules ask for the same unions at every word of a text."""

import functools


@functools.cache
def union(*lists: frozenset[str]) -> frozenset[str]:
    """Return the words of all ``lists``; the lists of a lexicon are few and live as long as the program."""
    return frozenset().union(*lists)
