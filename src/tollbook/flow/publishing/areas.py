"""Find the place that an ``--area`` means, so that what lies in it is kept whatever spelling the reports use."""

import difflib
from collections import Counter
from pathlib import Path

import msgspec

from tollbook.flow.books.book import open_book
from tollbook.model.place import Place
from tollbook.model.snapshot import Snapshot
from tollbook.places.library import open_gazetteer
from tollbook.publish.select import Selection, is_in_area
from tollbook.resolve.where.strings import resolve_string

MOST_CLOSE = 3


def located(selection: Selection, root: Path, view: Snapshot) -> Selection:
    """Return ``selection`` with the place its area means in the countries of the book in folder ``root``, else anywhere; or as it is."""
    if selection.area is None:
        return selection
    country = _country(view, open_book(root).config.focus)
    gazetteer = open_gazetteer(root)
    for within in dict.fromkeys((country, None)):
        found: Place | None = resolve_string(selection.area, gazetteer, country=within)[0].place
        if found is not None and found.matched_by != "parent":
            return msgspec.structs.replace(selection, place=found)
    return selection


class UnknownArea(ValueError):  # noqa: N818  # named for what is wrong with the words
    """The area asked for is in no gazetteer and no report names it; the message says what to do."""


def known(selection: Selection, view: Snapshot) -> Selection:
    """Return ``selection`` as ``located`` gave it; raise UnknownArea where its area means nothing, so that it is not read as silence."""
    if selection.area is None or selection.place is not None or not view.claims:
        return selection
    readings = [claim.where for claim in view.claims.values() if claim.where]
    readings += [record.where for record in view.records if record.where]
    if any(is_in_area(selection, reading) for reading in readings):
        return selection
    names = sorted({name for r in readings for name in (r.name, r.place.name if r.place else None) if name})
    close = difflib.get_close_matches(selection.area, names, MOST_CLOSE)
    meant = f"do you mean {' or '.join(close)}? " if close else ""
    raise UnknownArea(
        f"no gazetteer of this book knows the area {selection.area!r}, and no report names it. {meant}"
        "Give a name as the reports do (tollbook claims), import a gazetteer of the country (tollbook places import), "
        "or make the place (tollbook places add)."
    )


def _country(view: Snapshot, focus: tuple[str, ...]) -> str | None:
    """Return the country most claims lie in, of those the book is about where it says so."""
    places = (claim.where.place for claim in view.claims.values() if claim.where)
    counted = Counter(p.country for p in places if p and p.country and (not focus or p.country in focus))
    return counted.most_common(1)[0][0] if counted else next(iter(focus), None)
