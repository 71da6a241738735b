"""Where a row of name words begins and ends. Knows capitals, hyphens and linkers, not places."""

import functools
from collections.abc import Iterator

from tollbook.resolve.where.spots import continues, is_hyphen
from tollbook.resolve.where.tongue import Tongue
from tollbook.resolve.where.words import Word

LONGEST_RUN = 6
HYPHENS = frozenset("-‐–")


class Runs:
    """The rows of capitalised words of a sentence that may be names."""

    def __init__(self, tongue: Tongue) -> None:
        self.words = tongue.words

    def end(self, words: list[Word], at: int, *, shouted: bool) -> int:
        """Return the end of the run of name words that starts at ``at`` (``at`` itself where none does)."""
        end, count = at, len(words)
        last = min(count, at + LONGEST_RUN + LONGEST_RUN)
        stops = self.stops(shouted=shouted)
        while end < last:
            word = words[end]
            if word.capital:
                if word.lower in stops:
                    break
                end += 1
                continue
            # a hyphen or linker and a name word behind it carry the run on
            step = self._link_step(words, end, inner=end > at, shouted=shouted) if end + 1 < count else 0
            if not step:
                break
            end += step
        return end

    def stops(self, *, shouted: bool) -> frozenset[str]:
        """Return the words that are no part of a name in spite of their capital."""
        return self._shouted_stops if shouted else self.words.function

    @functools.cached_property
    def _shouted_stops(self) -> frozenset[str]:
        words = self.words
        return words.function.union(words.attach.events, words.attach.saying, words.common, words.inside, words.toward)

    @functools.cached_property
    def _of_and(self) -> frozenset[str]:
        return self.words.of_words | self.words.and_words

    def _link_step(self, words: list[Word], i: int, *, inner: bool, shouted: bool) -> int:
        word, following = words[i], words[i + 1]
        if word.text in "-‐–" and word.glued and following.glued and inner:
            if following.capital:
                return 2
            third = words[i + 2] if i + 2 < len(words) else None
            return 2 if following.lower in self.words.linkers and third and continues(third) else 0
        if word.lower in self.words.linkers and (inner or word.lower in self.words.articles):
            if following.capital and inner and not shouted:
                return 2
            third = words[i + 2] if i + 2 < len(words) else None
            if following.text in "-‐–" and following.glued and third and third.capital and third.glued:
                return 3
        return 0

    def ends(self, words: list[Word], at: int, run: int, *, shouted: bool) -> Iterator[int]:
        """Return the ends to try for a known name, longest first: past "of" too ("Strait of Hormuz"), never an article alone."""
        if run + 1 < len(words) and words[run].lower in self._of_and:
            start = run + 2 if words[run + 1].lower in self.words.anaphora.determiners else run + 1
            further = self.end(words, start, shouted=shouted) if start < len(words) else start
            yield from range(min(further, start + 3), start, -1)
        for end in range(min(run, at + LONGEST_RUN * 2), at, -1):
            is_article = end == at + 1 and words[at].lower in self.words.articles
            if end > at + 1 and words[end - 1].lower in self.words.linkers and is_hyphen(words, end):
                continue  # "Abu al-" goes on
            if self._goes_on(words, end):
                continue
            if words[end - 1].text not in "-‐–" and not is_article:
                yield end

    def _goes_on(self, words: list[Word], end: int) -> bool:
        """Return True before "-i-" inside a name: "Qala-i-Jangi" is no "Qala"."""
        if end + 2 >= len(words) or words[end].text not in HYPHENS:
            return False
        linker, second = words[end + 1], words[end + 2]
        return linker.lower in self.words.linkers and second.text in HYPHENS and second.glued
