"""A book's situation report: an edition of the book and its settings, composed and printed in a format."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import open_book
from tollbook.flow.books.writing import write_whole
from tollbook.flow.judging.coverage import checked_in
from tollbook.flow.publishing.areas import known, located
from tollbook.flow.publishing.exporting import edition
from tollbook.flow.publishing.leaking import refuse_leaks
from tollbook.model.incident import Incident, led_to, redirects_in
from tollbook.model.issue import Issue, RunAborted
from tollbook.model.snapshot import Snapshot
from tollbook.places.library import open_gazetteer
from tollbook.publish.brief.compose import Settings, compose
from tollbook.publish.brief.docx import DocxMissing, to_docx
from tollbook.publish.brief.frame import frame
from tollbook.publish.brief.headline import HARMS
from tollbook.publish.brief.html import to_html
from tollbook.publish.brief.lines import brief_line
from tollbook.publish.brief.markdown import to_markdown
from tollbook.publish.brief.pdf import PdfMissing, to_pdf
from tollbook.publish.brief.picked import pick_incident
from tollbook.publish.brief.told import compose_told
from tollbook.publish.brief.values import Brief, Sum
from tollbook.publish.codes import codes_of
from tollbook.publish.redact import Edition
from tollbook.publish.select import Selection, pick_incidents
from tollbook.publish.words import label, range_of
from tollbook.reconcile.sums import documented

__all__ = ["FORMATS", "brief_bytes", "brief_of", "sums_of", "write_whole"]

CLASSES: tuple[tuple[str, str | None], ...] = (("all", None), ("status", "civilian"), ("group", "children"))
"""What is summed of the killed; of other harms the first only."""
FORMATS = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".json": "json",
    ".pdf": "pdf",
    ".docx": "docx",
}
PACKED: dict[str, Callable[[Brief], bytes]] = {"pdf": to_pdf, "docx": to_docx}
"""Formats whose bytes hide their words."""


def brief_bytes(
    root: Path,
    selection: Selection,
    form: str,
    *,
    kind: str = "kind",
    incident: str | None = None,
    policy: str = "internal",
    day: dt.date | None = None,
    name: str = "",
    language: str = "en",
) -> bytes:
    """Return the brief of the book in folder ``root`` in the format ``form``.

    ``kind`` is what stands above the title; ``incident`` the code or id of the one incident it is about; ``policy`` what it
    may show, ``day`` the day of the edition (today), ``name`` the name of the file it is for, ``language`` one
    of ``languages()``. Raises RunAborted without a book, policy or incident, and when a
    withheld word would stand in the brief.
    """
    shown = edition(root, policy, Selection(), day or dt.datetime.now(dt.UTC).date())
    brief = brief_of(root, shown, selection, kind=kind, incident=incident, language=language)
    refuse_leaks(shown, [(name, b"")])
    return _printed(brief, shown, form)


def brief_of(
    root: Path,
    shown: Edition,
    selection: Selection,
    *,
    kind: str = "kind",
    incident: str | None = None,
    language: str = "en",
) -> Brief:
    """Return the brief of an edition of the book in folder ``root``."""
    config = open_book(root).config
    view = shown.snapshot
    selection = known(located(selection, root, view), view)
    one = _incident(incident, view) if incident else None
    picked = pick_incident(one, view).incidents if one else pick_incidents(selection, view)
    settings = Settings(
        name=config.name,
        profile=config.profile,
        grading=config.grading,
        kind=kind,
        policy=shown.policy.name,
        policy_says=shown.policy.says,
        withheld=len(shown.withheld),
        shows_quotes=shown.shows_quotes,
        checked=checked_in(view.entries),
        day=shown.day,
    )
    sums = _sums(picked, selection)
    outlines, words = _outlines(root, picked), frame(language)
    if words.told:
        return compose_told(view, selection, settings, sums, words, incident=one, outlines=outlines)
    return compose(view, selection, settings, sums, incident=one, outlines=outlines)


def _printed(brief: Brief, shown: Edition, form: str) -> bytes:
    """Return the brief's bytes; what is packed afterwards is searched for withheld words before it is packed."""
    refuse_leaks(shown, [("brief", msgspec.json.encode(brief_line(brief)))])
    if form == "json":
        return msgspec.json.encode(brief_line(brief)) + b"\n"
    content = (to_markdown(brief) if form == "md" else to_html(brief)).encode("utf-8", "replace")
    refuse_leaks(shown, [("brief", content)])
    return _packed(brief, form) if form in PACKED else content


def _packed(brief: Brief, form: str) -> bytes:
    try:
        return PACKED[form](brief)
    except (PdfMissing, DocxMissing) as error:
        hint = "Or write HTML (-o brief.html), which a browser prints."
        raise RunAborted(Issue("package-missing", "error", form, str(error), hint)) from error


def _incident(code: str, view: Snapshot) -> Incident:
    """Return the incident with this code or id, merged ones by what they were merged into; raise RunAborted for none."""
    found = led_to(codes_of(view).get(code, code), redirects_in(view.entries))
    if found not in view.incidents:
        hint = "tollbook incidents lists their codes; the policy may withhold it."
        raise RunAborted(Issue("incident-unknown", "error", code, "no incident of this edition has this code", hint))
    return view.incidents[found]


def _outlines(root: Path, incidents: Sequence[Incident]) -> dict[str, dict[str, Any]]:
    """Return the outlines of the areas that hold the incidents' places, by their ids."""
    ids = {area for i in incidents if i.place for area in i.place.parents}
    if not ids:
        return {}
    gazetteer = open_gazetteer(root)
    return {a: area.geometry for a in ids if (area := gazetteer.area(a)) and area.geometry}


def sums_of(view: Snapshot, selection: Selection) -> list[Sum]:
    """Return the sums over the incidents that ``selection`` picks, of each class that an incident gives a number of."""
    return _sums(pick_incidents(selection, view), selection)


def _sums(picked: Sequence[Incident], selection: Selection) -> list[Sum]:
    incidents = {i.id: i for i in picked}
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
        harm=harm,
        key=key,
    )
