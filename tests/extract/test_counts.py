"""Counts are read as the guide's tables say, and numbers that count no people are refused."""

import pytest

from tollbook.extract.counted.numbers import quantity_at
from tollbook.extract.sentences.line import lines_of
from tollbook.extract.sentences.segment import segment
from tollbook.vocab.lexicon import lexicon

READ = [
    ("12 people", (12, 12, "exact"), "a plain numeral"),
    ("1,250 people", (1250, 1250, "exact"), "a separator of thousands"),
    ("12 000 people", (12000, 12000, "exact"), "a thin separator"),
    ("1.5 million people", (1_500_000, 1_500_000, "exact"), "a decimal with its multiplier"),
    ("two hundred and fifty people", (250, 250, "exact"), "a spelled number with and"),
    ("twenty-one people", (21, 21, "exact"), "a hyphenated number"),
    ("a dozen people", (12, 12, "exact"), "a dozen is a plain number"),
    ("half a dozen people", (6, 6, "exact"), "half of it too"),
    ("two dozen people", (24, 24, "exact"), "two of them too"),
    ("a couple of people", (2, None, "vague"), "a vague word"),
    ("several dozen people", (36, None, "vague"), "several dozen"),
    ("tens of thousands of people", (20000, None, "vague"), "tens of thousands"),
    ("several hundred people", (300, None, "vague"), "several hundred"),
    ("scores of people", (40, None, "vague"), "scores"),
    ("at least 9 people", (9, None, "at_least"), "a floor"),
    ("no fewer than 9 people", (9, None, "at_least"), "a floor in other words"),
    ("more than 9 people", (9, None, "more_than"), "an open floor"),
    ("over 9 people", (9, None, "more_than"), "an open floor in other words"),
    ("nearly 9 people", (9, 9, "about"), "an approximation"),
    ("an estimated 900 people", (900, 900, "about"), "an estimate"),
    ("up to 9 people", (0, 9, "up_to"), "a cap"),
    ("as many as 9 people", (0, 9, "up_to"), "a cap in other words"),
    ("fewer than 9 people", (0, 9, "fewer_than"), "a strict cap"),
    ("between 5 and 9 people", (5, 9, "range"), "a range in words"),
    ("5-9 people", (5, 9, "range"), "a range with a dash"),
    ("5 to 9 people", (5, 9, "range"), "a range with to"),
    ("9 or more people", (9, None, "at_least"), "a floor behind the numeral"),
    ("only 9 people", (9, 9, "exact"), "only adds nothing"),
    ("half a million people", (500_000, 500_000, "exact"), "a fraction of a million"),
]
REFUSED = [
    ("17 percent of them", "a share"),
    ("$12 each", "money"),
    ("3-day siege", "a compound adjective"),
    ("10th anniversary", "an ordinal"),
    ("7 p.m. curfew", "a clock time"),
    ("four in five women", "a share in words"),
    ("12345678901234 rows", "a string of digits"),
]


def read(text: str):
    """Return the quantity that the first word of ``text`` opens."""
    words = lines_of(0, segment(text)[0], lexicon("en"))[0].words
    start = 1 if words[0].low == "$" else 0
    return quantity_at(words, start, lexicon("en"))


@pytest.mark.parametrize(("text", "expected", "reason"), READ, ids=[r[0] for r in READ])
def test_counts_are_read_with_their_bounds(text: str, expected: tuple, reason: str) -> None:
    """Low, high and bound are those of the guide's tables."""
    found = read(text)
    assert found is not None, reason
    assert (found.count.low, found.count.high, found.count.bound) == expected, reason


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[r[0] for r in REFUSED])
def test_numbers_that_count_no_people_are_refused(text: str, reason: str) -> None:
    """The guard keeps dates, money, shares, times and compounds away."""
    assert read(text) is None, reason
