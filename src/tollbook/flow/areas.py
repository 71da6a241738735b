"""Find the place that an ``--area`` means, so that what lies in it is kept whatever spelling the reports use."""

from collections import Counter
from pathlib import Path

import msgspec

from tollbook.flow.book import open_book
from tollbook.model.place import Place
from tollbook.model.snapshot import Snapshot
from tollbook.places.library import open_gazetteer
from tollbook.publish.select import Selection
from tollbook.resolve.where.strings import resolve_string


def located(selection: Selection, root: Path, view: Snapshot) -> Selection:
    """Return ``selection`` with the place its area means in the countries of the book in folder ``root``; or as it is."""
    if selection.area is None:
        return selection
    country = _country(view, open_book(root).config.focus)
    answer, _ = resolve_string(selection.area, open_gazetteer(root), country=country)
    found: Place | None = answer.place
    if found is None or found.matched_by == "parent":
        return selection
    return msgspec.structs.replace(selection, place=found)


def _country(view: Snapshot, focus: tuple[str, ...]) -> str | None:
    """Return the country most claims lie in, of those the book is about where it says so."""
    places = (claim.where.place for claim in view.claims.values() if claim.where)
    counted = Counter(p.country for p in places if p and p.country and (not focus or p.country in focus))
    return counted.most_common(1)[0][0] if counted else next(iter(focus), None)
