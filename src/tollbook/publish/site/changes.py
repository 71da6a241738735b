"""What people changed, from the ledger: corrected, merged, set aside, removed. Tells no reasons or names the policy keeps in."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tollbook.model.judgement import Entry
from tollbook.publish.codes import codes_given
from tollbook.publish.redact import Edition
from tollbook.publish.select import incident_by_claim
from tollbook.publish.site.paths import slug

TOLD = (
    "correct", "reject", "same", "not_same", "sub_of", "not_sub_of", "add_claim", "add_incident", "sign_off", "erase",
    "redirect",
)  # fmt: skip
HARMLESS = frozenset({"count", "harm", "status", "group", "stance", "means", "scope"})
"""Fields whose corrected value may be told: the others could say a day, place or speaker more finely than the policy."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the list. ``slugs`` are the incidents concerned that have a page; ``old`` and ``new`` are codes of a merger."""

    number: int
    day: dt.date
    kind: str
    slugs: tuple[str, ...] = ()
    field: str = ""
    value: str = ""
    old: str = ""
    new: str = ""
    who: str = ""
    why: str = ""
    is_taken_back: bool = False


def day_of(entry: Entry) -> dt.date:
    """Return the day of an entry; the hour would tell when somebody works."""
    return dt.date.fromisoformat(entry.time[:10])


def changes_of(edition: Edition, gone: Mapping[str, dt.date]) -> tuple[Change, ...]:
    """Return the changes, newest first. ``gone`` are slugs that once had a page and have none now, with the day they went."""
    entries = edition.snapshot.entries
    undone = {int(e.body["undoes"]) for e in entries if e.kind == "undo"}
    codes = {identity: code for code, identity in codes_given(entries).items()}
    holder = {c: slug(i) for c, i in incident_by_claim(edition.snapshot).items()}
    told = [_change(e, edition, codes, holder, is_taken_back=e.seq in undone) for e in entries if e.kind in TOLD]
    told += [Change(number=0, day=day, kind="withdrawn", old=name) for name, day in sorted(gone.items())]
    return tuple(sorted(told, key=lambda c: (c.day, c.number), reverse=True))


def _change(
    entry: Entry, edition: Edition, codes: Mapping[str, str], holder: Mapping[str, str], *, is_taken_back: bool
) -> Change:
    body = entry.body
    shows_people = edition.policy.names.authors == "keep"
    field = str(body.get("field", "")) if entry.kind == "correct" else ""
    into = edition.snapshot.incidents.get(str(body.get("redirect")))
    slugs = dict.fromkeys(holder[c] for c in _claims(body) if c in holder)
    named = edition.snapshot.incidents.get(str(body.get("incident")))
    return Change(
        number=entry.seq,
        day=day_of(entry),
        kind=entry.kind,
        slugs=tuple(dict.fromkeys([*slugs, *([slug(named)] if named else []), *([slug(into)] if into else [])])),
        field=field,
        value=str(body.get("value", "")) if field in HARMLESS else "",
        old=codes.get(str(body.get("incident")), "") if entry.kind == "redirect" else "",
        new=slug(into) if into else "",
        who=entry.author if shows_people else "",
        why=str(body.get("why", "")) if shows_people else "",
        is_taken_back=is_taken_back,
    )


def _claims(value: Any) -> Iterator[str]:
    """Yield every string in an entry's body: those that are claims' ids find their incidents."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _claims(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _claims(item)


def last_days(edition: Edition) -> dict[str, dt.date]:
    """Return for each incident (slug) the last day the ledger or a report of it speaks: what a feed calls updated."""
    snapshot = edition.snapshot
    last: dict[str, dt.date] = {}
    for entry in snapshot.entries:
        day = day_of(entry)
        for name in _claims(entry.body):
            if day > last.get(name, dt.date.min):
                last[name] = day
    found = {}
    for incident in snapshot.incidents.values():
        days = [last[n] for n in (incident.id, *incident.claims) if n in last]
        days += [d.published for i in incident.documents if (d := snapshot.documents.get(i)) and d.published]
        found[slug(incident)] = max(days, default=edition.day)
    return found
