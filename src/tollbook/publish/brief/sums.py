"""Add incidents up without counting the same deaths twice (design, "Sums"). Totals never enter."""

from collections.abc import Iterable, Sequence

import msgspec

from tollbook.model.incident import Incident
from tollbook.model.snapshot import Snapshot
from tollbook.publish.select import incident_by_claim
from tollbook.publish.words import range_of


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """The envelope over incidents: in a cluster of possibly-same ones the low takes the largest low once, the high adds all.

    ``claims`` set the bounds; ``incidents`` have a number; ``unnumbered`` state the harm in words only.
    """

    low: int
    high: int
    is_open: bool
    incidents: tuple[str, ...]
    unnumbered: tuple[str, ...]
    clusters: int
    claims: tuple[str, ...]


def sum_of(incidents: Sequence[Incident], harm: str, snapshot: Snapshot) -> Sum | None:
    """Return the sum of ``harm`` over ``incidents``, None where none of them states a number of it."""
    ranges = {i.id: r for i in incidents if (r := range_of(i, harm)) is not None}
    counted = {key: r for key, r in ranges.items() if r.low is not None}
    if not counted:
        return None
    clusters = list(_clusters([i for i in incidents if i.id in counted], snapshot))
    low = sum(max(counted[key].low or 0 for key in cluster) for cluster in clusters)
    high = sum(r.high if r.high is not None else r.low or 0 for r in counted.values())
    return Sum(
        low=low,
        high=high,
        is_open=any(r.open or r.high is None for r in counted.values()),
        incidents=tuple(counted),
        unnumbered=tuple(key for key in ranges if key not in counted),
        clusters=len(clusters),
        claims=tuple(dict.fromkeys(c for r in counted.values() for c in r.set_by.values())),
    )


def _clusters(incidents: Sequence[Incident], snapshot: Snapshot) -> Iterable[set[str]]:
    """Yield the sets of incidents that may be the same deaths: suggested pairs, and figures that may lie inside a day's."""
    leader = {i.id: i.id for i in incidents}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for first, second in _possible_pairs(incidents, snapshot):
        if first in leader and second in leader:
            leader[find(first)] = find(second)
    found: dict[str, set[str]] = {}
    for key in leader:
        found.setdefault(find(key), set()).add(key)
    return found.values()


def _possible_pairs(incidents: Sequence[Incident], snapshot: Snapshot) -> Iterable[tuple[str, str]]:
    for incident in incidents:
        for suggestion in incident.suggestions:
            yield incident.id, suggestion.incident
    holder = incident_by_claim(snapshot)
    for total in snapshot.totals:
        whole = holder.get(total.claim)
        for claim in (*total.contained, *total.possible, *total.others) if whole else ():
            part = holder.get(claim)
            if whole and part:
                yield whole.id, part.id
