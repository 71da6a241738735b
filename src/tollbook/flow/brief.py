"""A book's situation report: the snapshot and the settings of the book, composed and printed in a format."""

import os
from pathlib import Path

import msgspec

from tollbook.flow.book import open_book, snapshot
from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.lines import brief_line
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.select import Selection

FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json"}


def brief_bytes(root: Path, selection: Selection, form: str) -> bytes:
    """Return the brief of the book in folder ``root`` as ``md``, ``html`` or ``json``; raise RunAborted without a book."""
    config = open_book(root).config
    settings = Settings(name=config.name, profile=config.profile, grading=config.grading)
    brief = compose(snapshot(root), selection, settings)
    if form == "json":
        return msgspec.json.encode(brief_line(brief)) + b"\n"
    return (to_html(brief) if form == "html" else to_markdown(brief)).encode("utf-8", "replace")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader sees the old one or the new one. Raise RunAborted where that is not possible."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        hint = "choose another file with -o, or make room"
        raise RunAborted(Issue("output-not-written", "error", str(path), reason, hint)) from error
