"""Which way a file is read: JSON Lines, web page or plain text, told by its name and its first bytes."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from tollbook.model.issue import Issue
from tollbook.read.decode import binary_kind, decode
from tollbook.read.html import looks_like_html, read_html
from tollbook.read.lines import read_lines
from tollbook.read.plain import read_plain
from tollbook.read.rows import BROKEN, MARK, narrow, rows_of
from tollbook.read.text import ReadText, Unreadable

HEAD = 65_536
LONGEST = 2_000_000
"""Characters of one report, a book of 700 pages: what is longer is many reports in one file, or no report at all."""
_LINES = (".jsonl", ".ndjson", ".jsonlines", ".json")
_PAGES = (".html", ".htm", ".xhtml")


def holds_lines(name: str, head: bytes) -> bool:
    """Return True for JSON Lines: by name, or because the first line is a JSON object with a text."""
    if name.lower().endswith(_LINES):
        return True
    first = head.removeprefix(MARK).lstrip().split(b"\n", 1)[0]
    if not first.startswith(b"{") or len(first) == HEAD:
        return False
    try:
        row = msgspec.json.decode(first)
    except BROKEN:
        return False
    return isinstance(row, dict) and "text" in row


def read_file(stream: BinaryIO, name: str, subject: str) -> Iterator[ReadText | Unreadable]:
    """Yield the reports in a preserved file, one for most kinds, one a row for lines or a list of JSON (lines one at a time in memory)."""
    for read in _reports(stream, name, subject):
        yield _within_bounds(read, subject) if isinstance(read, ReadText) else read


def _within_bounds(read: ReadText, subject: str) -> ReadText | Unreadable:
    if len(read.text) <= LONGEST:
        return read
    where = subject if read.line is None else f"{subject}:{read.line}"
    message = f"{len(read.text):,} characters; a report of up to {LONGEST:,} is read"
    hint = "It is kept in the archive. If it holds many reports, give each as a file or a line of JSON of its own, and run those."
    return Unreadable(issues=(Issue("document-too-long", "error", where, message, hint),), line=read.line)


def _reports(stream: BinaryIO, name: str, subject: str) -> Iterator[ReadText | Unreadable]:
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.strip():
        rest_is_blank = not stream.read().strip()
        stream.seek(0)
        if rest_is_blank:
            message, hint = "the file is empty", "Fetch or save it again."
            yield Unreadable(issues=(Issue("document-empty", "error", subject, message, hint),))
            return
    kind = binary_kind(head)
    if kind:
        message = f"{kind}, not text, a web page or JSON Lines"
        hint = "It is kept in the archive. Save its text as a .txt file and run that."
        yield Unreadable(issues=(Issue("file-binary", "error", subject, message, hint),))
    elif holds_lines(name, head):
        yield from _rows(stream, subject)
    else:
        yield _single(stream.read(), name, subject)


def _rows(stream: BinaryIO, subject: str) -> Iterator[ReadText | Unreadable]:
    lines, issues = narrow(stream, subject)
    if issues:
        yield Unreadable(issues=issues)
    try:
        rows = rows_of(lines)
    except BROKEN as error:
        hint = 'Give one JSON object a line, or one list of objects with "text".'
        yield Unreadable(issues=(Issue("broken-line", "error", subject, f"not JSON ({error})", hint),))
        return
    yield from read_lines(rows.each, subject)


def _single(content: bytes, name: str, subject: str) -> ReadText | Unreadable:
    if name.lower().endswith(_PAGES) or looks_like_html(content):
        return read_html(content, subject)
    text, issues = decode(content, subject)
    read = read_plain(text, subject)
    if not read.text.strip():
        hint = "Add the report's text below the front matter and run it again."
        return Unreadable(issues=(*issues, Issue("document-empty", "error", subject, "there is no text", hint)))
    return msgspec.structs.replace(read, issues=(*issues, *read.issues))
