"""Write the account: entries from incident groups and totals, totals balanced against them, series of running totals."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.issue import Issue
from tollbook.model.total import Series, Total
from tollbook.reconcile.cover import Cover
from tollbook.reconcile.entry import Entry, cover_of
from tollbook.reconcile.incident import Facts
from tollbook.reconcile.series import series_of
from tollbook.reconcile.totals import balanced, open_account


class GroupLike(Protocol):
    """What this room needs of a group that linking made."""

    @property
    def key(self) -> str:
        """Name of the group."""
        ...

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of one event."""
        ...

    @property
    def diffuse(self) -> bool:
        """A day-and-place figure that no named event carries."""
        ...


def balanced_totals(
    groups: Sequence[GroupLike], claims: Mapping[str, Claim], facts: Facts
) -> tuple[tuple[Total, ...], tuple[Series, ...], tuple[Issue, ...]]:
    """Return every total balanced, the series of running totals, and the Issues (impossible pairs, falls).

    A diffuse place-and-day figure is itself a total where something narrower lies inside it. What is told as ordinary
    crime is in no account.
    """
    events = [e for g in groups if not _is_crime(g, claims) for e in _event_entries(g, claims, facts)]
    totals, repeats = _total_entries(claims, facts)
    account = open_account([*events, *totals])
    closed = balanced(totals, account, facts.setting, repeats)
    days = balanced([_as_total(e) for e in events if e.is_whole], account, facts.setting, {})
    closed += [day for day in days if day.contained or day.possible]
    cumulative = [t for t in totals if t.total is not None and t.total.scope == "cumulative"]
    period = [t for t in totals if t.total is not None and t.total.scope == "period"]
    series, issues = series_of(cumulative, period, facts.setting)
    impossible = tuple(_impossible(t, claims) for t in closed if t.impossible)
    return tuple(sorted(closed, key=lambda t: t.claim)), series, (*issues, *impossible)


def _is_crime(group: GroupLike, claims: Mapping[str, Claim]) -> bool:
    return all(claims[k].crime for k in group.claims)


def _event_entries(group: GroupLike, claims: Mapping[str, Claim], facts: Facts) -> list[Entry]:
    """Return one entry for each root speaker and harm of a group.

    A speaker's total is held against its figures on the days it gives them; who gives none has them from the others.
    """
    by_root: dict[tuple[str, str], list[Claim]] = {}
    for key in group.claims:
        claim = claims[key]
        if claim.stance != "denied" and claim.scope == "incident":
            by_root.setdefault((facts.setting.voices[key].root, claim.harm), []).append(claim)
    members = [claims[k] for k in group.claims]
    cover = cover_of(members, facts.parents)
    return [
        Entry(
            root=root,
            harm=harm,
            claims=tuple(chosen),
            cover=_dated_by(cover, cover_of(chosen, facts.parents)),
            group=group.key,
            is_whole=any(c.diffuse and c.part_of is None for c in chosen),
        )
        for (root, harm), chosen in sorted(by_root.items())
    ]


def _dated_by(cover: Cover, own: Cover) -> Cover:
    if own.hull is None:
        return cover
    return msgspec.structs.replace(cover, core=own.core, hull=own.hull)


def _as_total(entry: Entry) -> Entry:
    whole = max((c for c in entry.claims if c.diffuse and c.part_of is None), key=lambda c: (c.count.low, c.id))
    return Entry(
        root=entry.root,
        harm=entry.harm,
        claims=entry.claims,
        cover=entry.cover,
        group=entry.group,
        total=whole,
        is_whole=True,
    )


def _total_entries(claims: Mapping[str, Claim], facts: Facts) -> tuple[list[Entry], dict[str, list[str]]]:
    """Return one entry for each total, and the claims that repeat it (same speaker, class, area, days and number)."""
    tops = [
        c
        for c in claims.values()
        if c.scope != "incident" and not _is_part(c, claims) and c.stance != "denied" and not c.crime
    ]
    found: dict[tuple[object, ...], Entry] = {}
    repeats: dict[str, list[str]] = {}
    for claim in sorted(tops, key=lambda c: c.id):
        parts = [claim]
        cover = cover_of(parts, facts.parents)
        root = facts.setting.voices[claim.id].root
        area = (cover.place.gazetteer_id or cover.place.name) if cover.place else cover.place_name
        who = (claim.who.status, claim.who.group)
        key = (root, claim.harm, who, claim.scope, claim.standing, claim.count, area, str(cover.core), str(cover.hull))
        if key in found:
            repeats.setdefault(found[key].key, []).append(claim.id)
        else:
            found[key] = Entry(root=root, harm=claim.harm, claims=(claim,), cover=cover, total=claim, is_whole=True)
    children: dict[str, list[Claim]] = {}
    for claim in claims.values():
        if claim.part_of is not None and claim.scope != "incident":
            children.setdefault(claim.part_of, []).append(claim)
    entries = [_with_parts(e, children) for e in found.values()]
    return entries, repeats


def _is_part(claim: Claim, claims: Mapping[str, Claim]) -> bool:
    whole = claims.get(claim.part_of) if claim.part_of else None
    return whole is not None and whole.harm == claim.harm and whole.scope == claim.scope


def _with_parts(entry: Entry, children: Mapping[str, Sequence[Claim]]) -> Entry:
    parts = sorted(children.get(entry.key, ()), key=lambda c: c.id)
    return Entry(
        root=entry.root,
        harm=entry.harm,
        claims=(*entry.claims, *parts),
        cover=entry.cover,
        total=entry.total,
        is_whole=True,
    )


def _impossible(total: Total, claims: Mapping[str, Claim]) -> Issue:
    parts = ", ".join(f"“{claims[part].quote}”" for part, _ in total.impossible)
    message = f"“{claims[total.claim].quote}” can't hold {parts}"
    return Issue(
        "impossible-total", "warning", total.claim, message, "a wrong scope, class or date, or one event counted twice"
    )
