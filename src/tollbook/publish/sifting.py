"""Many words looked for in many texts at once: only those that may stand in a text are matched there exactly. Pure."""

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from ahocorasick_rs import AhoCorasick

from tollbook.publish.finding import by_key

PATTERNS = 4096
"""Patterns kept: texts of one book name the same few people again and again."""


class Sifter:
    """Finds and changes words where they stand; ``pattern_of`` says what any of some words looks like in a text.

    Ten thousand names in one pattern would be tried one by one at every letter. The longest run of letters of each is found
    for all of them at once; where none of these stands, no name does. No format escapes a letter.
    """

    def __init__(self, words: Iterable[str], pattern_of: Callable[[Iterable[str]], re.Pattern[str]]) -> None:
        self._by_part = by_key(words)
        self._parts = list(self._by_part)
        self._machine = AhoCorasick(self._parts) if self._parts else None
        self._pattern = functools.lru_cache(PATTERNS)(pattern_of)

    def may_stand(self, value: Any, written: str | None = None) -> bool:
        """Return False when none of the words can stand in the value; ``written`` is its JSON, where that is at hand."""
        if self._machine is None:
            return False
        text = msgspec.json.encode(value).decode() if written is None else written
        return bool(self._machine.find_matches_as_indexes(text))

    def changed(self, text: str, change: Callable[[re.Match[str]], str]) -> str:
        """Return the text with every word changed."""
        if self._machine is None:
            return text
        hits = self._machine.find_matches_as_indexes(text, overlapping=True)
        if not hits:
            return text
        words = frozenset(word for part, _, _ in hits for word in self._by_part[self._parts[part]])
        return self._pattern(words).sub(change, text)
