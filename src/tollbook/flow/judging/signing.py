"""Sign a figure: from then on it does not move when claims, rules or extractors change; the record shows the change proposed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.flow.books.book import open_book, writer
from tollbook.flow.books.lock import sole_writer
from tollbook.flow.derive import append_entries
from tollbook.flow.judging.judge import JudgementRefused, refuse_unsaid
from tollbook.flow.kit import Kit
from tollbook.flow.progress import Progress, silent
from tollbook.flow.run import bring_up_to_date, kit_of, settle
from tollbook.model.incident import Figure, Incident
from tollbook.model.issue import Issue
from tollbook.model.judgement import Entry
from tollbook.store import derived
from tollbook.store.engine import transaction


def sign(
    root: Path,
    address: str,
    *,
    who: str,
    why: str,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> tuple[Entry, tuple[Issue, ...]]:
    """Append a sign-off of the figure at ``address`` (INCIDENT/killed, INCIDENT/killed/children) as it stands now.

    A figure that shows a proposed change is signed with the proposal. Raises JudgementRefused when the address names
    nothing, saying what is expected.
    """
    (entry,), issues = sign_all(root, [address], who=who, why=why, now=now, kit=kit, progress=progress)
    return entry, issues


def sign_all(
    root: Path,
    addresses: Sequence[str],
    *,
    who: str,
    why: str,
    now: dt.datetime | None = None,
    kit: Kit | None = None,
    progress: Progress = silent,
) -> tuple[tuple[Entry, ...], tuple[Issue, ...]]:
    """Append a sign-off of each figure of ``addresses``: all of them, or none where one names nothing (JudgementRefused)."""
    refuse_unsaid(who=who, why=why)
    book = open_book(root)
    moment = now or dt.datetime.now(dt.UTC)
    with sole_writer(root, "sign"):
        engine = writer(book)
        lent = kit or kit_of(book)
        settle(book, engine, lent, moment, progress)
        with transaction(engine, str(book.database)) as connection:
            incidents = {i.id: i for i in derived.load_incidents(connection)}
            bodies = [{**sign_off_body(address, incidents), "why": why} for address in addresses]
            entries = append_entries(connection, [("sign_off", body) for body in bodies], who, moment)
        _, issues = bring_up_to_date(book, engine, lent, moment, progress, keeps_readings=True)
    return entries, issues


def sign_off_body(address: str, incidents: Mapping[str, Incident]) -> dict[str, Any]:
    """Return the ledger's body for signing ``address``; raise JudgementRefused when there is no such figure."""
    name, _, rest = address.partition("/")
    incident = incidents.get(name) or next((i for i in incidents.values() if i.code == name), None)
    if incident is None:
        raise JudgementRefused(f"{name!r} is no incident's id or code; `tollbook incidents` lists them")
    harm, _, key = rest.partition("/")
    figure = _figure(incident.figures, harm, key or None)
    if figure is None:
        known = ", ".join("/".join(filter(None, (f.harm, f.key))) for f in incident.figures)
        raise JudgementRefused(f"{incident.code} has no figure {rest!r}; it has {known or 'none'}")
    now = figure.proposed or figure.range
    return {
        "incident": incident.id,
        "harm": figure.harm,
        "axis": figure.axis,
        "key": figure.key,
        "range": msgspec.to_builtins(now),
    }


def _figure(figures: Sequence[Figure], harm: str, key: str | None) -> Figure | None:
    return next((f for f in figures if f.harm == harm and f.key == key), None)
