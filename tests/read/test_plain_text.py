"""Plain text with and without front matter."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.read.plain import read_plain

BODY = "Five people were killed in Idlib.\n\nThe town: quiet.\n"


@pytest.mark.parametrize(
    ("text", "published", "outlet", "reason"),
    [
        (f"---\npublished: 2017-08-21\noutlet: Furat Wire\n---\n{BODY}", dt.date(2017, 8, 21), "Furat Wire", "fenced"),
        (f"Published: 2017-08-21\nOutlet: Furat Wire\n\n{BODY}", dt.date(2017, 8, 21), "Furat Wire", "open block"),
        (f'---\r\ndate: "2017-08-21T10:00Z"\r\n---\r\n{BODY}', dt.date(2017, 8, 21), None, "Windows lines, a time"),
        (f"source: 'Furat: Wire'\n\n{BODY}", None, "Furat: Wire", "a colon in a value"),
        (BODY, None, None, "no front matter"),
        (f"---\noutlet:\n---\n{BODY}", None, None, "an empty value says nothing"),
    ],
)
def test_front_matter_is_read_and_the_body_left_as_it_is(text, published, outlet, reason):
    """Day and outlet come from the block; the body is a stretch of the file, unchanged."""
    read = read_plain(text, "a.txt")
    assert (read.credits.published, read.credits.outlet) == (published, outlet), reason
    assert read.text == BODY
    assert text[read.offset :] == BODY


@pytest.mark.parametrize(
    "text",
    [
        "Raqqa: 5 killed\n\nThe strike came at dawn.",
        "Title: a report\nMayor: two dead\n\nBody.",
        "---\nfive killed\n---\nmore",
        "---\nid: x\nnever closed",
        "outlet: only a line, no body",
    ],
)
def test_what_only_looks_like_front_matter_stays_text(text):
    """A line with a colon is not a key unless all lines of the block are known keys."""
    assert read_plain(text, "a.txt").text == text


@pytest.mark.parametrize("value", ["2017-02-30", "yesterday", "21/08/2017", "2017-13-01", "0000-01-01"])
def test_a_day_the_calendar_does_not_have_is_told_and_left_out(value):
    """The value seen stands in the message, the report is undated."""
    read = read_plain(f"---\npublished: {value}\n---\n{BODY}", "a.txt")
    assert read.credits.published is None
    assert [(i.code, value in i.message) for i in read.issues] == [("bad-date", True)]


def test_an_unknown_key_is_noted():
    """A misspelt key must not vanish silently."""
    (issue,) = read_plain(f"---\npublishd: 2017-08-21\n---\n{BODY}", "a.txt").issues
    assert (issue.code, "'publishd'" in issue.message) == ("front-matter-key", True)


@given(st.text())
def test_any_text_reads_as_a_stretch_of_itself(text):
    """Whatever the file holds, the body is its end from the offset on."""
    read = read_plain(text, "a.txt")
    assert text[read.offset :] == read.text
