"""Restrict a report or an incident: to who is not cleared it is as if it were not there. A judgement like others."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tollbook.flow.books.book import open_book, reading
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.judging.noting import note_entry
from tollbook.ledger.standing import standing
from tollbook.model.incident import led_to, redirects_in
from tollbook.model.judgement import Entry
from tollbook.store import derived, documents

WHATS = ("document", "incident")


def restrict(
    root: Path, what: str, name: str, *, restricted: bool, who: str, why: str, now: dt.datetime | None = None
) -> Entry:
    """Note that a document or incident (its id or code) is restricted, or no longer; return the entry.

    Raises JudgementRefused when there is no such thing or no reason is given.
    """
    if what not in WHATS:
        raise JudgementRefused(f"{what!r} is not one of: {', '.join(WHATS)}")
    if not why.strip():
        raise JudgementRefused("say why")
    with reading(open_book(root)) as connection:
        if what == "document":
            known = [d.id for d in documents.load(connection, [name])]
        else:
            known = [i.id for i in derived.load_incidents(connection) if name in {i.id, i.code}]
    if not known:
        raise JudgementRefused(f"no {what} {name!r} in this book")
    body = {"what": what, "id": known[0], "restricted": restricted, "why": why.strip()}
    return note_entry(root, "restrict", body, who=who, now=now)


def restricted_in(entries: Sequence[Entry]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the documents and of the incidents that are restricted; the last word on each holds.

    A restriction goes with its incident through every merger; only who opens what it became opens it.
    """
    held: dict[str, set[str]] = {what: set() for what in WHATS}
    into: dict[str, str] = {}
    effective = {e.seq for e in standing(entries, {"restrict"})}
    for entry in entries:
        for old, new in redirects_in([entry]).items():
            into[old] = new
            if old in held["incident"]:
                held["incident"] = held["incident"] - {old} | {led_to(new, into)}
        if entry.seq in effective:
            what, name = str(entry.body["what"]), led_to(str(entry.body["id"]), into)
            held[what] = held[what] | {name} if entry.body["restricted"] else held[what] - {name}
    return frozenset(held["document"]), frozenset(held["incident"])
