"""A book as somebody sees it who may not see restricted items: they and all that speaks of them are not there. Pure.

An incident some of whose claims are hidden is hidden whole, and so is a total that was balanced with them: a figure
without them would be another figure, and the difference would tell.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from tollbook.model.incident import Incident, led_to, redirects_in
from tollbook.model.judgement import Entry
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total

_ID = re.compile(rb"[a-z]\d_[0-9a-f]{20}")
"""An id anywhere, in a sentence too."""
_VALUE = re.compile(rb'(?<=")[^"\\]{1,80}(?=")')
"""A whole value; ids of other books need not look like ours."""


def without(snapshot: Snapshot, hidden: frozenset[str]) -> Snapshot:
    """Return ``snapshot``, which may be a part of a book, without what is hidden and all that speaks of it."""
    callers = {c for d in snapshot.documents.values() if d.id in hidden for c in d.caller_ids}
    return msgspec.structs.replace(
        snapshot,
        documents=_kept(snapshot.documents, hidden),
        claims=_kept(snapshot.claims, hidden),
        incidents={i.id: _without_hints(i, hidden) for i in snapshot.incidents.values() if i.id not in hidden},
        records=tuple(r for r in snapshot.records if r.document not in hidden),
        totals=shown_totals(snapshot.totals, hidden),
        series=tuple(s for s in snapshot.series if not speaks_of(s, hidden)),
        issues=tuple(
            i for i in snapshot.issues if not speaks_of(i, hidden) and not any(c in i.subject for c in callers)
        ),
        entries=tuple(e for e in snapshot.entries if not is_dropped(e, hidden)),
    )


def shown_totals(totals: Sequence[Total], hidden: Collection[str]) -> tuple[Total, ...]:
    """Return the totals that rest on nothing hidden, also not by the running total they go on from."""
    gone = {t.claim for t in totals if speaks_of(t, hidden)}
    after: dict[str, list[str]] = {}
    for total in totals:
        if total.carries is not None:
            after.setdefault(total.carries, []).append(total.claim)
    waiting = list(gone)
    while waiting:
        further = [c for c in after.get(waiting.pop(), ()) if c not in gone]
        gone.update(further)
        waiting += further
    return tuple(t for t in totals if t.claim not in gone)


def is_dropped(entry: Entry, hidden: frozenset[str]) -> bool:
    """Return True for an entry that speaks of something hidden, and for every restriction."""
    return entry.kind == "restrict" or speaks_of(entry.body, hidden)


def hidden_ids(told: Any, documents: set[str], incidents: set[str]) -> frozenset[str]:
    """Return every id that must not be seen: documents, their claims and records, incidents that hold one of them.

    ``told`` yields the whole book's claims, records, incidents and entries (``plan.Told``).
    """
    gone = documents | {d for i in told.incidents() if i.id in incidents for d in i.documents}
    claims = {c.id for c in told.claims() if c.document in gone}
    records = {r.id for r in told.records() if r.document in gone}
    touched = {i.id for i in told.incidents() if i.id in incidents or claims.intersection(i.claims)}
    into = redirects_in(told.entries())
    merged = {old for old in into if led_to(old, into) in touched}
    return frozenset(gone | claims | records | touched | merged | incidents)


def _kept(values: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in hidden}


def _without_hints(incident: Incident, hidden: frozenset[str]) -> Incident:
    """Return the incident without suggestions of hidden ones, and without origin, whole and reports that are hidden."""
    suggestions = tuple(s for s in incident.suggestions if s.incident not in hidden and not speaks_of(s, hidden))
    origin = None if incident.split_from in hidden else incident.split_from
    whole = None if incident.sub_of in hidden else incident.sub_of
    documents = tuple(d for d in incident.documents if d not in hidden)
    return msgspec.structs.replace(
        incident, suggestions=suggestions, split_from=origin, sub_of=whole, documents=documents
    )


def speaks_of(value: Any, hidden: Collection[str]) -> bool:
    """Return True when one of the ids in ``hidden`` stands anywhere in ``value``."""
    text = msgspec.json.encode(value)
    return any(found.decode() in hidden for pattern in (_ID, _VALUE) for found in pattern.findall(text))
