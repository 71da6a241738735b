"""Which documents are editions of one report."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.flow.reading.editions import Listed, find_editions, is_address, plain_address, shingles_of
from tollbook.model.document import Credits

STORY = " ".join(f"word{n}" for n in range(100))
CHANGED = STORY.replace("word50", "other")
HALF = STORY.replace("word5", "other5").replace("word6", "other6")
MONDAY, TUESDAY = dt.date(2019, 5, 6), dt.date(2019, 5, 7)


def listed(identity: str, caller: str | None = None, **said) -> Listed:
    """Return a document as the search sees it."""
    return Listed(identity, Credits(caller_id=caller, **said), (caller,) if caller else ())


@pytest.mark.parametrize(
    ("first", "second", "texts", "expected", "reason"),
    [
        (listed("a", url="https://x.org/1"), listed("b", url="http://www.x.org/1/#top"), (STORY, CHANGED), True, "same page"),
        (listed("a", url="https://x.org/1"), listed("b", url="https://x.org/1"), (STORY, "quite other news " * 9), False, "a live page"),
        (listed("a", url="https://x.org/1"), listed("b", url="https://x.org/2"), (STORY, CHANGED), False, "two pages"),
        (listed("a", "r1"), listed("b", "r1"), (STORY, CHANGED), True, "same row exported again"),
        (listed("a", "r1"), listed("b", "r2"), (STORY, CHANGED), False, "words alone make no edition"),
        (listed("a", "r1", outlet="Wire"), listed("b", "r1", outlet="Post"), (STORY, CHANGED), False, "a copy elsewhere"),
        (listed("a", "daily", published=MONDAY), listed("b", "daily", published=TUESDAY), (STORY, CHANGED), False, "daily bulletin from one mould"),
        (listed("a", "r1"), listed("b", "r1", published=MONDAY), (STORY, CHANGED), True, "the day was added"),
        (listed("a", "r1"), listed("b", "r1"), (STORY, HALF), False, "too much is new"),
        (listed("a", url="https://x.org/1"), listed("b", url="https://x.org/1"), (STORY, HALF), True, "a page that grew"),
        (listed("a", url="https://x.org/1", published=MONDAY), listed("b", url="https://x.org/1", published=TUESDAY), (STORY, HALF), False, "the next bulletin"),
        (listed("a", url="https://x.org/1", published=MONDAY), listed("b", url="https://x.org/1", published=TUESDAY), (STORY, CHANGED), True, "corrected a day later"),
        (listed("a", "r1", url="https://x.org/1"), listed("b", "r1", url="https://x.org/2"), (STORY, CHANGED), False, "two addresses"),
    ],
)  # fmt: skip
def test_editions_share_a_name_and_most_words(first, second, texts, expected, reason):
    """The later arrival is the newer edition."""
    found = find_editions([first, second], dict(zip(("a", "b"), texts, strict=True)).__getitem__)
    assert (found.later == {"a": "b"}) == expected, reason
    assert found.later in ({}, {"a": "b"})


def test_a_chain_of_editions_leads_to_the_newest():
    """The third fetch replaces the first and the second."""
    documents = [listed(name, url="https://x.org/1") for name in "abc"]
    texts = {"a": STORY, "b": CHANGED, "c": CHANGED + " more"}
    found = find_editions(documents, texts.__getitem__)
    assert found.current("a") == found.current("b") == "c"
    assert found.families() == dict.fromkeys("abc", frozenset("abc"))


def test_a_short_text_is_one_shingle():
    """Two words are compared as a whole."""
    assert len(shingles_of("two words")) == 1
    assert shingles_of("Two, words!") == shingles_of("two words")


@given(st.text())
def test_any_address_has_a_plain_form(url):
    """Broken addresses come from pages; they must not stop a run."""
    assert isinstance(plain_address(url), str)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.x.org/a/", "http://x.org/a"),
        ("https://x.org/a?utm_source=mail&id=3", "https://X.org/a?id=3#c"),
    ],
)
def test_marks_that_do_not_change_the_page_are_passed_over(one, other):
    """Campaign marks, fragments, "www." and schemes."""
    assert plain_address(one) == plain_address(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.org/a", True),
        ("HTTP://x.org", True),
        ("x.org/a", True),
        ("n/a", False),
        ("-", False),
        ("link follows, see mail.", False),
        ("javascript:alert(1)", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_a_web_address_can_make_two_reports_one(url, expected):
    """A column filled with "n/a" once made each row an edition of the next, and its figures went."""
    assert is_address(url) is expected
    texts = {"a": "Nine people were killed in Ardal on Monday", "b": "Nine people were killed in Ardal on Sunday"}
    rows = [listed("a", url=url), listed("b", url=url)]
    assert bool(find_editions(rows, texts.__getitem__).later) is expected
