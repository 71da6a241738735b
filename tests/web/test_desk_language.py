"""The interface's languages say the same things, and every sentence the pages ask for exists."""

import re
import string
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="starlette is not installed: the review desk is an extra")

import datetime as dt

import tollbook.web
from tollbook.model.interval import Interval
from tollbook.web.document import FIELDS
from tollbook.web.language import LANGUAGES, language

ROOM = Path(tollbook.web.__file__).parent
ASKED = re.compile(r"\bt\('([a-z_]+)'(?! ~)|\bsay\(\"([a-z_]+)\"")


def asked() -> set[str]:
    """Return the keys that templates and code ask for by name."""
    sources = [*ROOM.glob("templates/*.j2"), *ROOM.glob("*.py")]
    return {a or b for path in sources for a, b in ASKED.findall(path.read_text(encoding="utf-8"))}


def holes(sentence: str) -> set[str]:
    """Return the names of the values a sentence has room for."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_language_has_every_sentence_with_the_same_values():
    """A sentence that lacks a value hides it; one that has another breaks the page."""
    english = language("en").text
    for code in LANGUAGES:
        other = language(code).text
        assert set(other) == set(english), code
        assert {k for k in english if holes(english[k]) != holes(other[k])} == set(), code


def test_every_sentence_asked_for_exists():
    """Also those made of a field's name."""
    known = set(language("en").text)
    assert asked() - known == set()
    assert {f"field_{field}" for field in (*FIELDS, "as_of")} <= known


def test_arabic_names_every_code_that_pages_show():
    """A reader of Arabic meets no English code for harms, statuses, stances and entries."""
    arabic = language("ar")
    for code in ("killed", "injured", "civilian", "denied", "incident", "airstrike", "Weak", "correct", "mint"):
        assert re.search("[\u0600-\u06ff]", arabic.term(code)), code


@pytest.mark.parametrize(
    ("interval", "english", "arabic"),
    [
        (None, "day not stated", "اليوم غير مذكور"),
        (Interval(dt.date(2019, 5, 1), dt.date(2019, 5, 1)), "1 May 2019", "1 أيار 2019"),
        (Interval(dt.date(2019, 5, 1), dt.date(2019, 5, 4)), "1–4 May 2019", "1–4 أيار 2019"),
        (
            Interval(dt.date(2019, 5, 30), dt.date(2019, 6, 2)),
            "30 May 2019 – 2 June 2019",
            "30 أيار 2019 – 2 حزيران 2019",
        ),
        (Interval(dt.date(2019, 5, 1), None, "open"), "since 1 May 2019", "منذ 1 أيار 2019"),
        (Interval(None, dt.date(2019, 5, 1), "open"), "until 1 May 2019", "حتى 1 أيار 2019"),
    ],
)
def test_days_are_worded_in_each_language(interval, english, arabic):
    """An open end is said, never filled in."""
    assert language("en").days(interval) == english
    assert language("ar").days(interval) == arabic


def test_an_unknown_language_is_no_language():
    """A file name is never taken from a request."""
    with pytest.raises(KeyError):
        language("../en")


def test_one_of_the_victims_has_a_word_of_their_own():
    """One woman is no "1 women"."""
    assert [language("en").one(code) for code in ("women", "children", "civilian", "people")] == [
        "woman",
        "child",
        "civilian",
        "person",
    ]
    assert [language("ar").one(code) for code in ("women", "children", "people")] == ["امرأة", "طفل", "شخص"]
