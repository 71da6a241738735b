"""Read counts: numerals in digits and words, bounds, ranges, vague words, zero; and refuse numbers that count no people."""

import re
from collections.abc import Sequence

from tollbook.extract.counted.runs import is_inner_dash
from tollbook.extract.sentences.line import Word
from tollbook.model.count import Bound, Count
from tollbook.vocab import roles
from tollbook.vocab.lexicon import Lexicon

_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+\.\d+")
_LIMIT = 1_000_000_000
"""No count of people harmed is larger; longer digit strings are telephone numbers and the like."""
_YEARS = range(1800, 2100)
_RECENT_YEARS = range(1950, 2050)
_AGES = 8
"""Words back to "aged" before the last age of a list."""


class Quantity:
    """A count in the words ``first`` to ``last``; the quote starts at word ``quote``; ``head`` is the numeral's word."""

    __slots__ = ("count", "first", "head", "last", "quote")

    def __init__(self, first: int, last: int, quote: int, head: int, count: Count) -> None:
        self.first = first
        self.last = last
        self.quote = quote
        self.head = head
        self.count = count


def quantity_at(words: Sequence[Word], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return the count whose first word (bound word or numeral) is word ``i``, or None (guide, section 2)."""
    bound: str | None = None
    word: str | None = None
    quote: int | None = None
    j = i
    while j < len(words) and words[j].f & roles.BOUND and not words[j].f & roles.NUMBER and j - i < 4:
        entry = words[j].e
        if bound in (None, "exact"):
            bound, word = entry.bound, words[j].low
        if entry.kept and quote is None:
            quote = j
        elif not entry.kept and entry.bound == "exact":
            quote = quote if quote is not None and words[quote].e.bound != "exact" else None
        j += 1
    if j < len(words) and words[j].low in lexicon.lists.numbers.range["between"]:
        between = _between(words, j, lexicon)
        aged = any(w.low in lexicon.lists.numbers.guard["aged"] for w in words[max(0, j - 3) : j])
        if between is not None and not aged:
            return Quantity(
                i,
                between[0],
                j if quote is None else quote,
                j + 1,
                Count(between[1], between[2], "range", words[j].low),
            )
    return _counted(words, i, j, bound, word, quote, lexicon)


def _between(words: Sequence[Word], j: int, lexicon: Lexicon) -> tuple[int, int, int] | None:
    low = value_at(words, j + 1)
    if low is None or low[0] >= len(words) or words[low[0]].low not in lexicon.lists.numbers.range["to"]:
        return None
    high = value_at(words, low[0] + 1)
    if high is None or high[1] < low[1]:
        return None
    return high[0] - 1, low[1], high[1]


def _counted(
    words: Sequence[Word], i: int, j: int, bound: str | None, word: str | None, quote: int | None, lexicon: Lexicon
) -> Quantity | None:
    if j >= len(words):
        return None
    start = j if quote is None else quote
    if words[j].f & roles.VAGUE:
        low = words[j].e.vague or 0
        return Quantity(i, j, start, j, Count(low, None, "vague", words[j].low))
    found = value_at(words, j)
    if found is None or _is_guarded(words, j, found[0], found[1], lexicon):
        return None
    end, value = found
    ranged = _range_end(words, j, end, value, lexicon)
    if ranged is not None:
        return Quantity(i, ranged[0] - 1, start, j, Count(value, ranged[1], "range", word))
    if end < len(words) and words[end].f & roles.AFTER_BOUND and _opens(words, end):
        return Quantity(i, end, start, j, bounded(value, words[end].e.bound or "at_least", words[end].low))
    if value == 0:
        return Quantity(i, end - 1, start, j, Count(0, 0, "none", words[j].low))
    return Quantity(
        i, end - 1, start, j, bounded(value, bound or "exact", word if bound not in (None, "exact") else None)
    )


def _opens(words: Sequence[Word], end: int) -> bool:
    if words[end].low in {"+", "or more", "or so"} or len(words[end].e.words) > 1:
        return True
    following = words[end + 1].f if end + 1 < len(words) else roles.STOP
    return (
        bool(following & (roles.PERSON | roles.OPEN | roles.HARM_ADJECTIVE)) and words[end].f & roles.PREPOSITION == 0
    )


def bounded(value: int, bound: str, word: str | None) -> Count:
    """Return the count of a numeral under a bound word (guide, table in section 3)."""
    kinds: dict[str, tuple[int, int | None, Bound]] = {
        "exact": (value, value, "exact"),
        "about": (value, value, "about"),
        "at_least": (value, None, "at_least"),
        "more_than": (value, None, "more_than"),
        "up_to": (0, value, "up_to"),
        "fewer_than": (0, value, "fewer_than"),
    }
    low, high, kind = kinds[bound]
    return Count(low, high, kind, word)


def _range_end(words: Sequence[Word], j: int, end: int, value: int, lexicon: Lexicon) -> tuple[int, int] | None:
    ranges = lexicon.lists.numbers.range
    if end + 1 >= len(words) or words[end].low not in ranges["to"] or words[end].f & roles.AND:
        return None
    if j and words[j - 1].low in ranges["from"] and not (j > 1 and words[j - 2].low in lexicon.lists.grammar.spans):
        return None
    is_dash = words[end].low in ranges["dashes"]
    if is_dash and not words[end + 1].f & roles.NUMBER:
        return None
    high = value_at(words, end + 1)
    if high is None or high[1] <= value or high[1] > max(20 * value, 20):
        return None
    if high[0] < len(words) and words[high[0]].f & roles.DASH and not words[end].f & roles.DASH:
        return None
    return high


def value_at(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Return (index behind, value) of the numeral that starts at word ``i``: "1,100", "1.5 million", "two dozen"."""
    if i >= len(words):
        return None
    first = words[i]
    if first.f & roles.DIGITS:
        return _digits(words, i)
    if first.low in {"a", "an", "half a", "half"} or first.f & roles.ARTICLE:
        return _article_number(words, i)
    if first.f & roles.NUMBER and first.e.number is not None:
        return _spelled(words, i)
    return None


def _digits(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    text = words[i].low
    end = i + 1
    multiplier = words[end].e.number if end < len(words) and words[end].f & roles.MULTIPLIER else None
    if multiplier and len(words[end].low) <= 3 and words[end].start != words[i].end:
        multiplier = None
    if _PLAIN.fullmatch(text):
        if len(text) > 12:
            return None
        value = int(text.replace(",", ""))
        while (
            multiplier is None
            and "," not in text
            and len(text) <= 3
            and end < len(words)
            and words[end].f & roles.DIGITS
            and len(words[end].low) == 3
            and words[end].low.isdecimal()
            and words[end].start - words[end - 1].end == 1
            and value < _LIMIT
        ):
            value = value * 1000 + int(words[end].low)
            end += 1
    elif _DECIMAL.fullmatch(text) and multiplier and len(text) < 12:
        return end + 1, int(float(text) * multiplier)
    else:
        return None
    if multiplier:
        value, end = value * multiplier, end + 1
    return (end, value) if value <= _LIMIT else None


def _article_number(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    following = words[i + 1] if i + 1 < len(words) else None
    if following is None or not following.f & roles.MULTIPLIER or len(following.low) <= 3:
        return None
    number = following.e.number or 0
    more = _spelled(words, i + 2, base=number) if number >= 100 else None
    return more or (i + 2, number)


def _spelled(words: Sequence[Word], i: int, base: int = 0) -> tuple[int, int] | None:
    total, current, j, seen = 0, base, i, False
    while j < len(words):
        word = words[j]
        number = word.e.number
        if word.f & roles.NUMBER and number is not None:
            if seen and not (current % 100 >= 20 and current % 10 == 0 and number < 10) and current % 100 != 0:
                break
            if seen and number >= 100:
                break
            current += number
            seen = True
        elif word.f & roles.MULTIPLIER and number and (seen or base) and len(word.low) > 3:
            if number >= 1000:
                total, current = total + current * number, 0
            else:
                current *= number
        elif (
            word.f & roles.DASH
            and seen
            and j + 1 < len(words)
            and words[j + 1].f & roles.NUMBER
            and not words[j + 1].f & roles.DIGITS
        ) or (word.f & roles.AND and (seen or base) and _joins(words, j, current, total)):
            pass
        else:
            break
        j += 1
    value = total + current
    if not seen and not base:
        return None
    return (j, value) if j > i and value <= _LIMIT else None


def _joins(words: Sequence[Word], j: int, current: int, total: int) -> bool:
    """Recognise "two hundred and fifty" is one number, "forty and six soldiers" two."""
    following = words[j + 1] if j + 1 < len(words) else None
    if following is None or not following.f & roles.NUMBER or following.f & roles.DIGITS:
        return False
    return (current or total) >= 100 and (current or total) % 100 == 0 and (following.e.number or 0) < 100


def _is_guarded(words: Sequence[Word], j: int, end: int, value: int, lexicon: Lexicon) -> bool:
    """Dates, ages, money, shares, names of weapons, clock times: numbers beside these words count no people."""
    guard = lexicon.lists.numbers.guard
    before = words[j - 1] if j else None
    after = words[end] if end < len(words) else None
    if before is not None and j > 1 and before.low == "." and words[j - 2].f & roles.MONTH:
        before = words[j - 2]  # "Jan. 17"
    if before is not None:
        if before.low in guard["before"] and not before.f & roles.THING:
            return True
        if before.f & roles.DASH and is_inner_dash(words, j - 1):
            return True
        if before.f & roles.MONTH and _is_date(words, j, end, before):
            return True
    if after is not None and _guarded_after(words, j, end, after, guard):
        return True
    if _is_listed_age(words, j, end, guard):
        return True
    if any(w.low in guard["aged"] for w in words[max(0, j - 4) : j]) and value < 111:  # no one is older
        return not any(w.f & roles.COMMA for w in words[max(0, j - 4) : j])
    if _is_fraction(words, j, end, lexicon) or age_mark(words, end, lexicon) > 0:
        return True
    if _is_noted_age(words, j, end, guard):
        return True
    return _is_year(words, j, end, value, before, guard) or _is_age(words, j, end, value)


def _is_listed_age(words: Sequence[Word], j: int, end: int, guard: dict[str, list[str]]) -> bool:
    """Recognise "the boys, aged 9, 12 and 14, were hit": only numbers stand between "aged" and this one."""
    if end < len(words) and words[end].f & (roles.PERSON | roles.MODIFIER | roles.DEMONYM | roles.OPEN):
        return False
    links = roles.NUMBER | roles.DIGITS | roles.COMMA | roles.AND
    k = j - 1
    while k >= 0 and j - k < _AGES and words[k].f & links:
        k -= 1
    return k >= 0 and k < j - 1 and words[k].low in guard["aged"]


def age_mark(words: Sequence[Word], k: int, lexicon: Lexicon) -> int:
    """Return the length in words of "y.o.", "year old" at word ``k``, or 0."""
    guard = lexicon.lists.numbers.guard
    if k < len(words) and words[k].low in guard["aged_after"]:
        return 1
    is_pair = k + 1 < len(words) and words[k].low in guard["age"] and words[k + 1].low in guard["old"]
    return 2 if is_pair else 0


def _is_noted_age(words: Sequence[Word], j: int, end: int, guard: dict[str, list[str]]) -> bool:
    """Recognise "one killed (m, 57)", "two hurt (f, 8; m 21)": sex and age in brackets."""
    if not words[j].f & roles.DIGITS or end >= len(words):
        return False
    k = j - 1
    if k > 0 and words[k].f & roles.COMMA:
        k -= 1
    opened = words[k - 1] if k > 0 else None
    if opened is not None and words[k].low in guard["sexes"] and opened.f & (roles.BRACKET | roles.STOP):
        return True
    if words[j - 1].low != "(" or not words[end].f & roles.COMMA or end + 1 >= len(words):
        return False
    return words[end + 1].low in guard["sexes"]


def _is_fraction(words: Sequence[Word], j: int, end: int, lexicon: Lexicon) -> bool:
    """Recognise "four in five of the children" is a share."""
    links = lexicon.lists.grammar.fraction
    if (
        end + 1 < len(words)
        and words[end].low in links
        and words[end + 1].f & roles.NUMBER
        and not words[end + 1].f & roles.DIGITS
    ):
        return True
    return j > 1 and words[j - 1].low in links and bool(words[j - 2].f & roles.NUMBER) and not words[j].f & roles.DIGITS


def _is_date(words: Sequence[Word], j: int, end: int, before: Word) -> bool:
    """Recognise "March 17", "18 Aug 89"; but "in May 20 people" counts people."""
    if (
        not words[j].f & roles.DIGITS
        or len(words[j].low) > 4
        or (before.f & roles.MODAL and not before.f & roles.CAPITAL)
    ):
        return False
    return not (
        end < len(words) and words[end].f & (roles.PERSON | roles.HARM_NOUN) and not words[end].f & roles.DEMONYM
    )


def _guarded_after(words: Sequence[Word], j: int, end: int, after: Word, guard: dict[str, list[str]]) -> bool:
    touching = after.start == words[end - 1].end
    if after.f & roles.DASH and is_inner_dash(words, end):
        return not words[end + 1].f & roles.NUMBER
    if (
        after.f & roles.MONTH
        and words[j].f & roles.DIGITS
        and not (after.f & roles.MODAL and not after.f & roles.CAPITAL)
    ):
        return True
    if after.low in guard["after"] and (touching or len(after.low) > 2 or not after.low.isalpha()):
        return after.low != "-"
    return bool(words[j].f & roles.DIGITS and touching and after.f & roles.OPEN and len(after.low) <= 3)


def _is_year(
    words: Sequence[Word], j: int, end: int, value: int, before: Word | None, guard: dict[str, list[str]]
) -> bool:
    if value not in _YEARS or not words[j].f & roles.DIGITS or "," in words[j].low or end != j + 1:
        return False
    after = words[end] if end < len(words) else None
    if before is not None and before.f & roles.ARTICLE and not before.f & roles.DEFINITE:
        return after is None or not after.f & roles.PERSON  # "a 2011 drone attack": "a" stands before no such count
    if before is not None and before.f & roles.DEFINITE and after is not None:
        if after.f & roles.HARM_NOUN and not after.f & roles.PERSON and value in _RECENT_YEARS:
            return True  # "sentenced for the 2014 slayings": so many would be written "2,014"
        people = roles.PERSON | roles.HARM_NOUN | roles.HARM_ADJECTIVE | roles.HARM_VERB | roles.NEUTRAL | roles.OTHER
        return not after.f & (people | roles.NUMBER | roles.CASUALTY)  # "the 1919 pogrom"
    if before is not None and (
        before.f & (roles.MONTH | roles.COMMA | roles.DASH | roles.BRACKET) or before.low in guard["year"]
    ):
        return after is None or not after.f & roles.PERSON
    return after is None or bool(after.f & (roles.STOP | roles.COMMA | roles.DASH | roles.BRACKET))


def _is_age(words: Sequence[Word], j: int, end: int, value: int) -> bool:
    """Recognise "Ahmed, 23, was killed", "his son Ali (5)"."""
    if value > 110 or j < 2 or end >= len(words) or end != j + 1:
        return False
    opened, closed = words[j - 1], words[end]
    is_pair = (opened.f & roles.COMMA and closed.f & (roles.COMMA | roles.STOP | roles.DASH)) or (
        opened.low == "(" and closed.low == ")"
    )
    if not is_pair:
        return False
    named = words[j - 2]
    return bool((named.f & roles.CAPITAL and named.f & roles.OPEN) or (named.f & roles.PERSON and named.e.plural == 1))
