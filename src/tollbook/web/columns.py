"""The list of incidents by columns of numbers: what filters leave and what each choice would leave, counted all at once.

A hundred thousand incidents are a few megabytes so, and a filter takes milliseconds. Knows keys, days and places; no words of a page.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from tollbook.web.index import FACETS, Index, Row, once
from tollbook.web.timeline import Days

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.intp]
MOST_WORDS_KEPT = 64
UNDATED = 0
"""The number of no day: days count from 1."""
AFTER_ALL = dt.date.max.toordinal() + 1


class Column:
    """The keys that rows have in one facet, several to a row or none: pairs of row and key."""

    def __init__(self, keys: Sequence[Collection[str]]) -> None:
        number: dict[str, int] = {}
        for key in chain.from_iterable(keys):
            number.setdefault(key, len(number))
        self.names = tuple(number)
        self._number = number
        self._of_row = np.repeat(np.arange(len(keys)), [len(found) for found in keys])
        self._key = np.fromiter((number[k] for k in chain.from_iterable(keys)), np.intp, len(self._of_row))
        self._rows = len(keys)

    def having(self, names: Collection[str]) -> Mask:
        """Return which rows have one of these keys."""
        wanted = np.zeros(len(self.names), np.bool_)
        wanted[[self._number[name] for name in names if name in self._number]] = True
        found = np.zeros(self._rows, np.bool_)
        found[self._of_row[wanted[self._key]]] = True
        return found

    def counted(self, rows: Mask) -> Counter[str]:
        """Return how many of these rows have each key."""
        counts = np.bincount(self._key[rows[self._of_row]], minlength=len(self.names))
        return Counter({self.names[n]: int(counts[n]) for n in np.flatnonzero(counts)})


class Columns:
    """All rows of one list. ``rows`` are given in the order in which they are shown."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.facets: Mapping[str, Column] = {name: Column([row.keys[name] for row in rows]) for name in FACETS}
        self.spots = Column([(row.spot,) if row.spot else () for row in rows])
        self._first = np.array([_ordinal(row.first) for row in rows], np.int64)
        self._last = np.array([_ordinal(row.last) for row in rows], np.int64)
        self._by_killed = np.argsort(-np.array([row.killed for row in rows], np.int64), kind="stable")
        self._holding: dict[str, Mask] = {}

    def within(self, first: dt.date | None, last: dt.date | None) -> Mask:
        """Return which rows may lie in these days; with a bound asked for, a row without days does not."""
        found = np.ones(len(self.rows), np.bool_)
        if last is not None:
            found &= (self._first != UNDATED) & (self._first <= last.toordinal())
        if first is not None:
            found &= (self._last != UNDATED) & (self._last >= first.toordinal())
        return found

    def holding(self, word: str) -> Mask:
        """Return which rows have this piece of a word; the last ones asked for are kept, for the next page and filter."""
        if word not in self._holding:
            if len(self._holding) >= MOST_WORDS_KEPT:
                self._holding.pop(next(iter(self._holding), ""), None)
            self._holding[word] = np.fromiter((word in row.words for row in self.rows), np.bool_, len(self.rows))
        return self._holding[word]

    def days(self, rows: Mask) -> Counter[Days]:
        """Return how many of these rows have each pair of first and last days."""
        pairs, counts = np.unique(self._first[rows] * AFTER_ALL + self._last[rows], return_counts=True)
        both = ((divmod(pair, AFTER_ALL), n) for pair, n in zip(pairs.tolist(), counts.tolist(), strict=True))
        return Counter({(_day(first), _day(last)): n for (first, last), n in both})

    def numbers(self, rows: Mask, *, by_killed: bool) -> Numbers:
        """Return the numbers of these rows in the list's order, or those with most killed first."""
        if not by_killed:
            return np.flatnonzero(rows)
        found: Numbers = self._by_killed[rows[self._by_killed]]
        return found


@once
def columns(index: Index) -> Columns:
    """Return the index's list of incidents by columns."""
    return Columns(index.rows)


def _ordinal(day: dt.date | None) -> int:
    return day.toordinal() if day else UNDATED


def _day(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if ordinal != UNDATED else None
