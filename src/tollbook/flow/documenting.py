"""What a book documents for an area and days: a sum of its incidents that adds nothing twice, and what stands beside it."""

from collections.abc import Sequence

import msgspec

from tollbook.model.incident import Incident
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.lines import Line, reason_line
from tollbook.publish.select import Selection, pick_incidents, pick_totals
from tollbook.reconcile.sums import Documented, documented


def documented_in(
    view: Snapshot, selection: Selection, *, harm: str = "killed", status: str | None = None, group: str | None = None
) -> Documented:
    """Return what ``view`` documents of one harm and class for what ``selection`` asks for.

    Where its area has a place, incidents over the border, of unknown place or of unknown day count in the high only; an
    area that is only a name keeps the incidents whose reports use that name.
    """
    incidents, totals = _asked_for(view, selection)
    axis, key = ("group", group) if group else ("status", status) if status else ("all", None)
    return documented(
        incidents, totals, area=selection.place, interval=selection.interval, harm=harm, axis=axis, key=key
    )


def _asked_for(view: Snapshot, selection: Selection) -> tuple[Sequence[Incident], Sequence[Total]]:
    """Return the incidents and totals by everything but harm and days, and but the area where its place decides."""
    rest = msgspec.structs.replace(selection, harm=None, first=None, last=None)
    if selection.place is not None:
        rest = msgspec.structs.replace(rest, area=None, place=None)
    return pick_incidents(rest, view), pick_totals(rest, view)


def documented_line(
    found: Documented, selection: Selection, *, harm: str, status: str | None, group: str | None
) -> Line:
    """Return what is documented for an area and days, as in ``tollbook documented``; what was asked stands in it."""
    return {
        "area": selection.area,
        "from": selection.first.isoformat() if selection.first else None,
        "to": selection.last.isoformat() if selection.last else None,
        "harm": harm,
        "status": status,
        "group": group,
        "low": found.low,
        "high": found.high,
        "open": found.open,
        "incidents": list(found.incidents),
        "partly": list(found.partly),
        "unknown": list(found.unknown),
        "clusters": [list(cluster) for cluster in found.clusters],
        "totals": list(found.totals),
        "rules": [reason_line(rule) for rule in found.rules],
    }
