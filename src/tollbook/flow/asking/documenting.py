"""What a book documents for an area and days: a sum of its incidents that adds nothing twice, and what stands beside it."""

from collections.abc import Mapping, Sequence

import msgspec

from tollbook.estimate.draws import DrawnSum, Summand, draw_sum
from tollbook.link.voices import voices_of
from tollbook.model.incident import Incident, Range
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.lines import Line, reason_line
from tollbook.publish.select import Selection, pick_incidents, pick_totals
from tollbook.reconcile.sums import Documented, documented
from tollbook.vocab.estimates import draw_assumptions


def documented_in(
    view: Snapshot, selection: Selection, *, harm: str = "killed", status: str | None = None, group: str | None = None
) -> Documented:
    """Return what ``view`` documents of one harm and class for what ``selection`` asks for.

    Where its area has a place, incidents over the border, of unknown place or of unknown day count in the high only; an
    area that is only a name keeps the incidents whose reports use that name.
    """
    incidents, totals = _asked_for(view, selection)
    axis, key = _class_of(status, group)
    return documented(
        incidents, totals, area=selection.place, interval=selection.interval, harm=harm, axis=axis, key=key
    )


def _class_of(status: str | None, group: str | None) -> tuple[str, str | None]:
    return ("group", group) if group else ("status", status) if status else ("all", None)


def _asked_for(view: Snapshot, selection: Selection) -> tuple[Sequence[Incident], Sequence[Total]]:
    """Return the incidents and totals by everything but harm and days, and but the area where its place decides."""
    rest = msgspec.structs.replace(selection, harm=None, first=None, last=None)
    if selection.place is not None:
        rest = msgspec.structs.replace(rest, area=None, place=None)
    return pick_incidents(rest, view), pick_totals(rest, view)


def drawn_from(
    found: Documented, view: Snapshot, *, harm: str, status: str | None = None, group: str | None = None
) -> DrawnSum:
    """Return the interval of ``found`` by draws (formula F8): a calculation beside it, printed with its label only."""
    axis, key = _class_of(status, group)
    ids = (*found.incidents, *found.partly)
    ranges = {
        i: f.range for i in ids for f in view.incidents[i].figures if (f.harm, f.axis, f.key) == (harm, axis, key)
    }
    origins = _origins(ranges, view)
    alone = [(i,) for i in ids if not any(i in cluster for cluster in found.clusters)]
    sure = frozenset(found.incidents)
    clusters = [[_summand(i, ranges[i], origins[i], i in sure) for i in c] for c in (*found.clusters, *alone)]
    return draw_sum(clusters, draw_assumptions())


def _summand(incident: str, figure: Range, origin: str, is_sure: bool) -> Summand:  # noqa: FBT001  # one word at one call
    low = figure.low or 0
    return Summand(
        key=incident,
        origin=origin,
        low=low,
        best=figure.best,
        high=max(low, figure.high or 0),
        open=figure.open,
        is_sure=is_sure,
    )


def _origins(ranges: Mapping[str, Range], view: Snapshot) -> dict[str, str]:
    """Return who stands behind each best figure; one that no claim at hand sets stands for itself."""
    setters = {i: view.claims.get(r.set_by.get("best", "")) for i, r in ranges.items()}
    voices = voices_of((c for c in setters.values() if c is not None), view.documents, {})
    return {i: voices[c.id].root if c is not None else i for i, c in setters.items()}


def documented_line(
    found: Documented,
    selection: Selection,
    *,
    harm: str,
    status: str | None,
    group: str | None,
    drawn: DrawnSum | None = None,
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
        "draws": msgspec.to_builtins(drawn),
    }
