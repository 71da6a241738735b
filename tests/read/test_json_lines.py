"""JSON Lines."""

import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.read.file import holds_lines, read_file
from tollbook.read.lines import read_line
from tollbook.read.text import ReadText, Unreadable


def test_a_row_is_read_with_all_its_credits():
    """Every key of the interface arrives, others are left."""
    row = {
        "id": 7, "text": " two lines\n", "published": "2017-08-21T08:00:00Z", "outlet": "Wire", "language": "en",
        "title": "T", "url": "https://example.org/a", "claims": [],
    }  # fmt: skip
    read = read_line(json.dumps(row).encode(), 3, "in.jsonl")
    assert isinstance(read, ReadText)
    said = read.credits
    assert (read.text, read.line, said.caller_id, said.published) == (" two lines\n", 3, "7", dt.date(2017, 8, 21))
    assert (said.outlet, said.language, said.title, said.url) == ("Wire", "en", "T", "https://example.org/a")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b'{"id": "a", "text": "cut off', "not JSON"),
        (b'["text"]', "not an object"),
        (b'{"id": "a"}', "missing or null"),
        (b'{"text": null}', "missing or null"),
        (b'{"text": 5}', "a number"),
        (b'{"text": ["a"]}', "a list"),
        (b'{"text": "\xff"}', "not JSON"),
        (b'{"text": "\\ud800"}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_broken_line_is_named_with_its_number_and_what_is_wrong(line, word):
    """The Issue says file, line, what was seen and what to do."""
    read = read_line(line, 12, "in.jsonl")
    assert isinstance(read, Unreadable)
    (issue,) = read.issues
    assert (issue.code, issue.severity, issue.subject) == ("broken-line", "error", "in.jsonl:12")
    assert word in issue.message
    assert issue.hint


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"[" * 500_000, "rows.json"),
        (b'[{"text": "a", "more": ' + b"[" * 200_000 + b"]" * 200_000 + b"}]", "rows.jsonl"),
        (b'{"text": "a", "more": ' + b"[" * 30_000 + b"]" * 30_000 + b"}\n", "rows.txt"),
    ],
)
def test_lists_nested_beyond_measure_are_no_report_and_stop_nothing(content, name):
    """Whole files are decoded with the same care as lines; without a telling name such a thing is plain text."""
    (read,) = read_file(io.BytesIO(content), name, name)
    assert isinstance(read, ReadText) == name.endswith(".txt")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0217-08-23", "20170-08-23"])
def test_a_year_no_report_is_of_leaves_the_report_undated(day):
    """A slip of the keyboard must not date the dead, and the ends of the calendar cannot be counted from."""
    read = read_line(json.dumps({"text": "x", "published": day}).encode(), 1, "in.jsonl")
    assert isinstance(read, ReadText)
    assert read.credits.published is None
    assert [i.code for i in read.issues] == ["bad-date"]


@pytest.mark.parametrize(("key", "value"), [("outlet", 5), ("published", 20170821), ("id", ["a"]), ("url", {})])
def test_a_credit_of_the_wrong_kind_is_left_out_and_told(key, value):
    """The report itself is kept."""
    read = read_line(json.dumps({"text": "x", key: value}).encode(), 1, "in.jsonl")
    assert isinstance(read, ReadText)
    assert [i.code for i in read.issues] == ["field-not-used"]


def test_the_other_lines_go_on():
    """One broken line among good ones costs that line only."""
    stream = io.BytesIO(b'{"text": "one"}\n{broken\n\n{"text": "two"}')
    kinds = [(type(r).__name__, r.line) for r in read_file(stream, "in.jsonl", "in.jsonl")]
    assert kinds == [("ReadText", 1), ("Unreadable", 2), ("ReadText", 4)]


def test_json_lines_in_utf_16_are_read():
    """What some Windows programs export."""
    stream = io.BytesIO('{"text": "één"}\n{"text": "two"}\n'.encode("utf-16"))
    assert [r.text for r in read_file(stream, "in.jsonl", "in.jsonl")] == ["één", "two"]


def test_a_json_list_is_read_row_by_row():
    """A list of objects is what many programs export."""
    stream = io.BytesIO(b' [{"text": "one"}, {"id": 1}, {"text": "two"}]')
    kinds = [(type(r).__name__, r.line) for r in read_file(stream, "in.json", "in.json")]
    assert kinds == [("ReadText", 1), ("Unreadable", 2), ("ReadText", 3)]


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.jsonl", b"anything", True),
        ("a.txt", b'{"id": 1, "text": "x"}\n', True),
        ("a.txt", b"{not json", False),
        ("a.txt", b'{"id": 1}', False),
        ("a.txt", b"Five killed", False),
    ],
)
def test_json_lines_are_known_by_name_or_by_their_first_line(name, head, expected):
    """A file from a pipe has no telling name."""
    assert holds_lines(name, head) == expected


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20)), st.text())
def test_text_is_kept_exactly_as_given(extra, text):
    """Spans are code points of the text as given, so nothing may be stripped or normalised."""
    read = read_line(json.dumps({**extra, "text": text, "published": None}).encode(), 1, "x")
    assert isinstance(read, Unreadable) or read.text == text
    assert isinstance(read, ReadText) or any(0xD800 <= ord(c) <= 0xDFFF for c in text + "".join(extra))


def test_what_is_null_in_a_list_is_an_empty_row():
    """So much stays of a row that was erased: its number."""
    reads = list(read_file(io.BytesIO(b'[null, {"text": "a"}]'), "rows.json", "rows.json"))
    assert [(read.line, read.text) for read in reads] == [(2, "a")]
