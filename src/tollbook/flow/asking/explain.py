"""From an address to the walk behind it: ``INCIDENT/killed/high``, ``CLAIM/when``, ``TOTAL/residual``. Asks nothing stored."""

import difflib
from collections.abc import Iterable, Mapping

from tollbook.model.claim import Claim
from tollbook.model.incident import Figure, Incident
from tollbook.model.issue import Issue, ItemFailed
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Total
from tollbook.publish.walk import (
    BOUNDS,
    CLAIM_FIELDS,
    INCIDENT_PARTS,
    TOTAL_PARTS,
    Step,
    bound_walk,
    claim_field,
    claim_steps,
    claim_walk,
    figure_name,
    figure_walk,
    incident_part,
    incident_walk,
    record_walk,
    total_walk,
)

Thing = Incident | Claim | Record | str
LEAST_PREFIX = 3
SHOWN = 6


def explain(snapshot: Snapshot, address: str) -> Step:
    """Return the walk behind ``address``: an id, code or the unique start of an id, then parts after slashes.

    Raises ItemFailed when the address names nothing, or several things, with what it may have meant.
    """
    name, *parts = [part.strip() for part in address.strip().strip("/").split("/")]
    thing = find(snapshot, name)
    if isinstance(thing, Incident):
        return _incident(thing, parts, snapshot, address)
    if isinstance(thing, Claim):
        return _claim(thing, parts, snapshot, address)
    if parts:
        raise _unknown(address, f"{name} has no parts", "give its id alone")
    return record_walk(thing, snapshot) if isinstance(thing, Record) else _document(thing, snapshot)


def find(snapshot: Snapshot, name: str) -> Thing:
    """Return the incident, claim, record or document (its id) that ``name`` means: id, code, caller's id or id's start."""
    direct = snapshot.incidents.get(name) or snapshot.claims.get(name) or (name if name in snapshot.documents else None)
    if direct is not None:
        return direct  # a large book holds hundreds of thousands of ids
    by_id: dict[str, Thing] = {**snapshot.incidents, **snapshot.claims, **{r.id: r for r in snapshot.records}}
    by_id.update({d: d for d in snapshot.documents})
    if name in by_id:
        return by_id[name]
    coded = {i.code.casefold(): i for i in snapshot.incidents.values() if i.code}
    if name.casefold() in coded:
        return coded[name.casefold()]
    called = {caller: d.id for d in snapshot.documents.values() for caller in d.caller_ids}
    if name in called:
        return called[name]
    return _started(by_id, name, [*coded, *called, *by_id])


def _started(by_id: Mapping[str, Thing], name: str, known: Iterable[str]) -> Thing:
    starts = [i for i in by_id if i.startswith(name) or i.partition("_")[2].startswith(name)]
    if len(name) >= LEAST_PREFIX and len(starts) == 1:
        return by_id[starts[0]]
    if len(name) >= LEAST_PREFIX and starts:
        shown = ", ".join(sorted(starts)[:SHOWN]) + (", ..." if len(starts) > SHOWN else "")
        raise _unknown(name, f"{len(starts)} ids start so: {shown}", "give more of it")
    near = difflib.get_close_matches(name.casefold(), list(known), n=3, cutoff=0.7)
    hint = f"did you mean {' or '.join(near)}?" if near else "list them with tollbook claims, incidents or totals"
    raise _unknown(name, "no incident, claim, record or report has this id or code", hint)


def _unknown(subject: str, message: str, hint: str) -> ItemFailed:
    return ItemFailed(Issue("unknown-address", "error", subject, message, hint))


def _incident(incident: Incident, parts: list[str], snapshot: Snapshot, address: str) -> Step:
    if not parts:
        return incident_walk(incident, snapshot)
    if len(parts) == 1 and parts[0] in INCIDENT_PARTS:
        return incident_part(parts[0], incident, snapshot)
    bound = parts[-1] if parts[-1] in BOUNDS else None
    wanted = "/".join(parts[:-1] if bound else parts)
    figure = _figure(incident, wanted)
    if figure is None:
        names = [figure_name(f) for f in incident.figures]
        choices = ", ".join([*names, *INCIDENT_PARTS])
        raise _unknown(
            address, f"this incident has no {wanted or 'figure'}", f"it has {choices}; bounds are {', '.join(BOUNDS)}"
        )
    title = f"{incident.code or incident.id}/{figure_name(figure)}"
    if bound is None:
        return figure_walk(title, figure, snapshot)
    walk = bound_walk(bound, figure.range, snapshot)
    return Step(walk.kind, f"{title}/{walk.text}", walk.below)


def _figure(incident: Incident, wanted: str) -> Figure | None:
    tidy = wanted.replace("/status/", "/").replace("/group/", "/")
    return next((f for f in incident.figures if figure_name(f) == tidy), None)


def _claim(claim: Claim, parts: list[str], snapshot: Snapshot, address: str) -> Step:
    total = next((t for t in snapshot.totals if t.claim == claim.id), None)
    if not parts:
        return _whole_claim(claim, total, snapshot)
    part = parts[0]
    if len(parts) == 1 and part in CLAIM_FIELDS:
        return claim_field(part, claim, snapshot) or Step("note", f"{part}: the text does not say")
    if len(parts) == 1 and part in TOTAL_PARTS and total:
        return total_walk(part, total, snapshot)
    fields = ", ".join([*CLAIM_FIELDS, *(TOTAL_PARTS if total else ())])
    raise _unknown(address, f"this claim has no {'/'.join(parts)}", f"it has {fields}")


def _whole_claim(claim: Claim, total: Total | None, snapshot: Snapshot) -> Step:
    walk = claim_walk(claim, snapshot)
    holder = next((i for i in snapshot.incidents.values() if claim.id in i.claims), None)
    more = [Step("note", f"held by incident {holder.code} [{holder.id}]")] if holder else []
    if total:
        more.append(total_walk("residual", total, snapshot))
    return Step(walk.kind, walk.text, (*walk.below, *more))


def _document(document_id: str, snapshot: Snapshot) -> Step:
    document = snapshot.documents[document_id]
    ids = [c.id for c in snapshot.claims.values() if c.document == document_id]
    claims = sorted(ids, key=lambda i: snapshot.claims[i].span)
    title = f"{document.outlet or 'unnamed outlet'}, {document.published or 'undated'} [{document_id}]"
    return Step("note", title, claim_steps(claims, snapshot))
