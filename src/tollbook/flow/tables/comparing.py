"""Set another table of events beside a book, or take it in as a source of its own."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from tollbook.flow.books.book import snapshot
from tollbook.flow.tables.packed_tables import packed_rows
from tollbook.model.foreign import ForeignEvent
from tollbook.model.issue import Issue, RunAborted
from tollbook.publish.compare import Comparison, compare
from tollbook.publish.select import Selection, pick_incidents
from tollbook.read.foreign import events_in, read_events
from tollbook.vocab.imports import Mapping, load_mapping

MAPPINGS = "mappings"
NOTHING_READ = frozenset({"columns-missing", "table-empty"})


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison, and what could not be read of the other table."""

    comparison: Comparison
    issues: tuple[Issue, ...]


def mapping_of(root: Path, name: str, source: str | None = None) -> Mapping:
    """Return the mapping of a dataset's name, of a file, or of the name under which this book keeps one (hand/mappings)."""
    kept = root / "hand" / MAPPINGS / f"{name}.toml"
    hint = "See docs/how-to/compare.md."
    try:
        found = load_mapping(str(kept) if kept.is_file() else name)
    except ValueError as error:
        raise RunAborted(Issue("mapping-wrong", "error", name, str(error), hint)) from error
    if found.refuses:
        raise RunAborted(Issue("shape-one-way", "error", name, found.refuses, hint))
    return msgspec.structs.replace(found, source=source) if source else found


def read_table(path: Path, mapping: Mapping) -> tuple[list[ForeignEvent], tuple[Issue, ...]]:
    """Return the events of a table and what is wrong with its rows; raise RunAborted where nothing can be read."""
    rows = packed_rows(path)
    found = list(events_in(rows, mapping, path.name) if rows else read_events(_content(path), mapping, path.name))
    issues = tuple(item for item in found if isinstance(item, Issue))
    stopped = next((i for i in issues if i.code in NOTHING_READ), None)
    if stopped:
        raise RunAborted(stopped)
    return [item for item in found if isinstance(item, ForeignEvent)], issues


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "Check name and rights."
        raise RunAborted(Issue("file-unreadable", "error", str(path), error.strerror or str(error), hint)) from error


def compare_table(root: Path, path: Path, mapping: Mapping, selection: Selection | None = None) -> Compared:
    """Set the table in ``path`` beside the incidents of the book; the book is only read."""
    events, issues = read_table(path, mapping)
    view = snapshot(root)
    incidents = [i for i in pick_incidents(selection or Selection(), view) if not i.is_total]
    kept = _within(events, selection)
    return Compared(comparison=compare(incidents, kept), issues=issues)


def _within(events: Sequence[ForeignEvent], selection: Selection | None) -> list[ForeignEvent]:
    """Return the events in the days asked for: what the record was not asked about is not missing from it."""
    if selection is None:
        return list(events)
    first, last = selection.first, selection.last
    return [
        e for e in events if not (first and e.last and e.last < first) and not (last and e.first and e.first > last)
    ]
