"""Read a short count phrase ("more than 50", "dozens of", "three") as a number with its bound. Counts of attacks and things."""

import functools
import re

from tollbook.model.count import Bound, Count
from tollbook.vocab.load import load
from tollbook.vocab.words import Numbers

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_YEARS = range(1900, 2100)


@functools.cache
def _numbers(language: str) -> Numbers:
    numbers: Numbers = load(Numbers, "languages", language, "numbers.toml")
    return numbers


@functools.cache
def _bound_words(language: str) -> tuple[tuple[str, Bound], ...]:
    bounds = _numbers(language).bounds
    table: tuple[tuple[Bound, list[str]], ...] = (
        ("at_least", bounds.at_least),
        ("more_than", bounds.more_than),
        ("about", bounds.about),
        ("up_to", bounds.up_to),
        ("fewer_than", bounds.fewer_than),
        ("exact", bounds.exact),
    )
    words = [(word, bound) for bound, listed in table for word in listed]
    return tuple(sorted(words, key=lambda pair: -len(pair[0])))


def count_of(phrase: str, language: str) -> Count | None:
    """Return the count of ``phrase`` (guide, section 2 and the bounds of section 3), None where it is no number or a year."""
    rest = " ".join(phrase.casefold().split())
    bound: Bound = "exact"
    word: str | None = None
    for prefix, named in _bound_words(language):
        if rest.startswith(prefix + " "):
            bound, word, rest = named, prefix, rest[len(prefix) :].strip()
            break
    vague = _numbers(language).vague.get(rest) or _numbers(language).vague.get(rest.removesuffix(" of"))
    if vague is not None:
        return Count(vague, None, "vague", rest)
    value = _value(rest, language)
    if value is None or (bound == "exact" and word is None and value in _YEARS and "," not in rest and rest.isdigit()):
        return None
    return _bounded(value, bound, word)


def _bounded(value: int, bound: Bound, word: str | None) -> Count:
    if bound in ("at_least", "more_than"):
        return Count(value, None, bound, word)
    if bound in ("up_to", "fewer_than"):
        return Count(0, value, bound, word)
    return Count(value, value, bound, word if bound == "about" else None)


def _value(rest: str, language: str) -> int | None:
    numbers = _numbers(language)
    total, current, seen = 0, 0, False
    for part in rest.replace("-", " ").removesuffix(" of").split():
        if _DIGITS.fullmatch(part):
            current, seen = current + int(part.replace(",", "")), True
        elif part in numbers.units or part in numbers.tens:
            current, seen = current + numbers.units.get(part, 0) + numbers.tens.get(part, 0), True
        elif part in numbers.multipliers:
            current, seen = (current or 1) * numbers.multipliers[part], True
            if current >= 1000:  # "two thousand five hundred": thousands close a group
                total, current = total + current, 0
        elif part not in numbers.single["articles"]:
            return None
    return total + current if seen else None
