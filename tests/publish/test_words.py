"""Numbers, days and places are worded as stated."""

import datetime as dt

import msgspec
import pytest

from snapshots import DAY, TUESDAY, WOMEN, mardan_week
from tollbook.model.claim import Who
from tollbook.model.count import Count
from tollbook.model.incident import Range
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.publish.words import (
    bounds,
    count_short,
    count_words,
    few,
    interval_words,
    listed,
    place_words,
    plural,
    range_words,
    victims,
    who_words,
)


@pytest.mark.parametrize(
    ("count", "words", "short"),
    [
        (Count(42, 42), "42", "42"),
        (Count(170, None, "at_least"), "at least 170", "170+"),
        (Count(50, None, "more_than"), "more than 50", ">50"),
        (Count(40, 40, "about"), "about 40", "≈40"),
        (Count(0, 12, "up_to"), "up to 12", "≤12"),
        (Count(0, 12, "fewer_than"), "fewer than 12", "<12"),
        (Count(5, 9, "range"), "5 to 9", "5–9"),
        (Count(24, None, "vague", "dozens"), "“dozens”", "“dozens”"),
        (Count(40, None, "vague", "scores of"), "“scores”", "“scores”"),
        (Count(0, 0, "none"), "none", "0"),
        (Count(200_000, 200_000, "about"), "about 200,000", "≈200,000"),
    ],
)
def test_a_stated_number_keeps_its_bound(count, words, short):
    """The bound is never dropped, in a sentence or in a cell; a vague word stands as the word."""
    assert (count_words(count), count_short(count)) == (words, short)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (Range(low=30, best=35, high=42), "30–42"),
        (Range(low=40, best=40, high=40, open=True), "40+"),
        (Range(low=40, best=40, high=80, open=True), "40–80+"),
        (Range(low=0, best=0, high=0), "0"),
        (Range(low=None, best=None, high=None, words=("dozens",)), "“dozens”"),
        (Range(low=None, best=None, high=None), "reported, number unknown"),
        (None, ""),
    ],
)
def test_a_published_range_prints_its_bounds(published, words):
    """+ marks an open range; words stand as words; no statement is an empty cell and never a zero."""
    assert range_words(published) == words


@pytest.mark.parametrize(
    ("low", "high", "is_open", "words"),
    [(30, 30, False, "≈30"), (9, 30, False, "9–≈30"), (30, 42, True, "≈30–42+"), (9, 35, False, "9–35")],
)
def test_a_bound_that_an_about_set_is_marked(low, high, is_open, words):
    """A bare 30 for "about 30" would read as an exact count."""
    setter = {30: TUESDAY.id, 9: WOMEN.id, 35: DAY.id, 42: DAY.id}
    published = Range(low=low, best=low, high=high, open=is_open, set_by={"low": setter[low], "high": setter[high]})
    assert range_words(published, mardan_week().claims) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-08-21", "2017-08-21", "21 Aug 2017"),
        ("2017-08-16", "2017-08-23", "16–23 Aug 2017"),
        ("2017-06-06", "2017-08-23", "6 June – 23 Aug 2017"),
        ("2016-12-30", "2017-01-02", "30 Dec 2016 – 2 Jan 2017"),
        ("2017-08-01", "2017-08-31", "Aug 2017"),
        ("2014-01-01", "2014-12-31", "2014"),
        ("2017-06-01", None, "since 1 June 2017"),
        (None, "2017-06-01", "until 1 June 2017"),
        (None, None, "day not stated"),
    ],
)
def test_days_are_worded_as_an_interval(start, end, words):
    """An interval is never shown as a point in it."""
    days = [dt.date.fromisoformat(d) if d else None for d in (start, end)]
    assert interval_words(Interval(*days)) == words


def test_a_place_shows_how_far_off_it_may_be():
    """A place only known by its parent says in what it lies."""
    town = Place("Mardan", 36.2, 38.4, 4200, "city", "exact")
    parent = Place("Mardan", 36.2, 38.4, 4200, "city", "parent")
    assert place_words(town, "Mardan city").replace("\xa0", " ") == "Mardan city (within 4.2 km)"
    assert place_words(parent, "Tannery").replace("\xa0", " ") == "Tannery (in Mardan, within 4.2 km)"
    assert place_words(None, None) == "place not stated"


def test_victims_are_never_made_more_certain():
    """A status nobody states is "people"; two statuses in one number are said so."""
    assert [who_words(w) for w in (Who(), Who("civilian", "children"), Who(mixed=True))] == [
        "people",
        "children",
        "people of several kinds",
    ]


def test_families_stand_in_their_own_words():
    """Fifteen members of a family and fifteen families are not told apart by code: the report's words are."""
    claim = msgspec.structs.replace(DAY, quote="35\nfamilies", who=Who("civilian", "family"))
    assert f"{count_words(claim.count)} {victims(claim)}" == "35 (“35 families”)"
    assert victims(msgspec.structs.replace(DAY, count=Count(1, 1))) == "person"


def test_lists_and_plurals_read_as_english():
    """Small words that stand in every table."""
    assert (listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])) == (
        "",
        "a",
        "a and b",
        "a, b and c",
    )
    assert (plural(1, "report"), plural(2, "report")) == ("1 report", "2 reports")
    assert bounds(3, None) == "3+"
    assert few(list("abcd"), most=2) == "a, b and 2 more"


@pytest.mark.parametrize(
    ("group", "one", "several"), [("women", "woman", "women"), ("men", "man", "men"), ("children", "child", "children")]
)
def test_one_of_several_is_named_in_the_singular(group, one, several):
    """A single dead woman is not "1 women"."""
    claim = mardan_week().claims[WOMEN.id]
    said = {
        n: victims(msgspec.structs.replace(claim, count=Count(n, n, "exact"), who=Who(group=group))) for n in (1, 2)
    }
    assert said == {1: one, 2: several}
