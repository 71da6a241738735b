"""A book as somebody sees it who may not see restricted items: they and all that speaks of them are not there. Pure.

An incident some of whose claims are hidden is hidden whole, and so is a total that was balanced with them: a figure
without them would be another figure, and the difference would tell.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from tollbook.model.incident import Incident, led_to, redirects_in
from tollbook.model.snapshot import Snapshot

_ID = re.compile(rb"[a-z]\d_[0-9a-f]{20}")
"""An id anywhere, in a sentence too."""
_VALUE = re.compile(rb'(?<=")[^"\\]{1,80}(?=")')
"""A whole value; ids of other books need not look like ours."""


def outside_view(snapshot: Snapshot, documents: Collection[str], incidents: Collection[str]) -> Snapshot:
    """Return ``snapshot`` without the restricted ``documents`` and ``incidents`` (ids); an incident's reports go with it."""
    if not documents and not incidents:
        return snapshot
    hidden = _hidden(snapshot, set(documents), set(incidents))
    callers = {c for d in snapshot.documents.values() if d.id in hidden for c in d.caller_ids}
    return msgspec.structs.replace(
        snapshot,
        documents=_kept(snapshot.documents, hidden),
        claims=_kept(snapshot.claims, hidden),
        incidents={i.id: _without_hints(i, hidden) for i in snapshot.incidents.values() if i.id not in hidden},
        records=tuple(r for r in snapshot.records if r.document not in hidden),
        totals=tuple(t for t in snapshot.totals if not speaks_of(t, hidden)),
        series=tuple(s for s in snapshot.series if not speaks_of(s, hidden)),
        issues=tuple(
            i for i in snapshot.issues if not speaks_of(i, hidden) and not any(c in i.subject for c in callers)
        ),
        entries=tuple(e for e in snapshot.entries if e.kind != "restrict" and not speaks_of(e.body, hidden)),
    )


def _hidden(snapshot: Snapshot, documents: set[str], incidents: set[str]) -> frozenset[str]:
    """Return every id that must not be seen: documents, their claims and records, incidents that hold one of them."""
    gone = documents | {d for i in incidents if i in snapshot.incidents for d in snapshot.incidents[i].documents}
    claims = {c.id for c in snapshot.claims.values() if c.document in gone}
    records = {r.id for r in snapshot.records if r.document in gone}
    touched = {i.id for i in snapshot.incidents.values() if i.id in incidents or claims.intersection(i.claims)}
    into = redirects_in(snapshot.entries)
    merged = {old for old in into if led_to(old, into) in touched}
    return frozenset(gone | claims | records | touched | merged)


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
