"""A book's situation report: the snapshot and the settings of the book, composed and printed in a format."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from tollbook.flow.areas import known, located
from tollbook.flow.book import open_book, snapshot
from tollbook.model.incident import Incident
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.snapshot import Snapshot
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.headline import HARMS
from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.lines import brief_line
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.brief.values import Sum
from tollbook.publish.select import Selection, pick_incidents
from tollbook.publish.words import label, range_of
from tollbook.reconcile.sums import documented

CLASSES: tuple[tuple[str, str | None], ...] = (("all", None), ("status", "civilian"), ("group", "children"))
"""What is summed of the killed; of other harms the first only."""
FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json"}


def brief_bytes(root: Path, selection: Selection, form: str) -> bytes:
    """Return the brief of the book in folder ``root`` as ``md``, ``html`` or ``json``; raise RunAborted without a book."""
    config = open_book(root).config
    settings = Settings(name=config.name, profile=config.profile, grading=config.grading)
    view = snapshot(root)
    selection = known(located(selection, root, view), view)
    brief = compose(view, selection, settings, sums_of(view, selection))
    if form == "json":
        return msgspec.json.encode(brief_line(brief)) + b"\n"
    return (to_html(brief) if form == "html" else to_markdown(brief)).encode("utf-8", "replace")


def sums_of(view: Snapshot, selection: Selection) -> list[Sum]:
    """Return the sums over the incidents that ``selection`` picks, of each class that an incident gives a number of."""
    incidents = {i.id: i for i in pick_incidents(selection, view)}
    classes = [(harm, axis, key) for harm in HARMS for axis, key in (CLASSES if harm == "killed" else CLASSES[:1])]
    sums = (_sum(harm, axis, key, incidents, selection) for harm, axis, key in classes)
    return [added for added in sums if added.incidents]


def _sum(harm: str, axis: str, key: str | None, incidents: Mapping[str, Incident], selection: Selection) -> Sum:
    found = documented(tuple(incidents.values()), (), interval=selection.interval, harm=harm, axis=axis, key=key)
    counted = [incidents[i] for i in (*found.incidents, *found.partly)]
    ranges = [r for i in counted if (r := range_of(i, harm, axis, key))]
    return Sum(
        counted=f"{label(key)} {harm}" if key else harm,
        low=found.low,
        high=found.high,
        is_open=found.open,
        incidents=len(counted),
        partly=len(found.partly),
        joint=sum(len(cluster) for cluster in found.clusters),
        unnumbered=sum(range_of(incidents[i], harm, axis, key) is not None for i in found.unknown),
        claims=tuple(dict.fromkeys(c for r in ranges for c in r.set_by.values())),
    )


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
