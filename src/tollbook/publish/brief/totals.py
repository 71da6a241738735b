"""Day and period figures by speaker, running totals beside them, and levels, which are in no sum."""

from collections.abc import Iterator, Sequence

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Series, Total
from tollbook.publish.brief.account import outlet_words, speaker_words
from tollbook.publish.brief.values import Section, Sentence, Table
from tollbook.publish.words import (
    NO_DAY,
    balance_words,
    count_short,
    day_words,
    interval_words,
    label,
    number,
    place_words,
    victims,
)

COLUMNS = ("Speaker", "Stated", "Of", "Days", "Area", "In own figures", "Left over")
NUMERIC = (1, 5, 6)
COURSE = ("Speaker", "Of", "As of", "Reported", "Carried on", "Change", "Remark")
PERIOD_NOTE = (
    "Each total is held against the same speaker's smaller figures inside it. “In own figures” is what those account "
    "for; “left over” is what they do not. Other speakers' figures are never subtracted."
)


def period_section(days: Sequence[Claim], totals: Sequence[Total], snapshot: Snapshot) -> Section:
    """Return the day and period figures, ordered by speaker: ``days`` are place-and-day claims, ``totals`` the balanced ones."""
    balanced = {t.claim: t for t in totals}
    rows = [(snapshot.claims[t.claim], t) for t in totals] + [(c, None) for c in days if c.id not in balanced]
    ordered = sorted(rows, key=lambda pair: (_voice(pair[0], snapshot), _first_day(pair[0]), pair[0].span))
    return _section("periods", "Day and period figures, by speaker", PERIOD_NOTE, ordered, snapshot)


def cumulative_section(totals: Sequence[Total], series: Sequence[Series], snapshot: Snapshot) -> Section:
    """Return the running totals, and how those reported more than once went on. They are not added to anything."""
    rows = [(snapshot.claims[t.claim], t) for t in totals]
    note = "Running totals since an origin. They contain shorter figures and are added to nothing."
    section = _section("cumulative", "Running totals", note, rows, snapshot)
    courses = tuple(row for one in series for row in _course(one, snapshot))
    table = (Table(COURSE, courses, (3, 4, 5)),) if courses else ()
    return msgspec.structs.replace(section, note=note if rows or courses else "", tables=(*section.tables, *table))


def _course(series: Series, snapshot: Snapshot) -> Iterator[tuple[Sentence, ...]]:
    """Yield a row for each report of one running total: as reported, carried on over phases, and the change."""
    before: int | None = None
    for point in series.points:
        claim = snapshot.claims.get(point.claim)
        if claim is None:
            continue
        figure = count_short(claim.count)
        change = "" if before is None else f"{point.continuous - before:+,}"
        yield (
            Sentence(series.speaker),
            Sentence(f"{victims(claim)} {claim.harm}" + (f", {claim.where.name}" if claim.where else "")),
            Sentence(day_words(point.as_of) if point.as_of else NO_DAY),
            Sentence(figure, (claim.id,), figure),
            Sentence(number(point.continuous) if point.continuous != point.reported else ""),
            Sentence(change),
            Sentence(", ".join(label(flag) for flag in point.flags)),
        )
        before = point.continuous


def levels_section(claims: Sequence[Claim], snapshot: Snapshot) -> Section:
    """Return displacement and levels such as "now trapped"."""
    rows = [(claim, None) for claim in claims]
    note = "A level is how many people are in a state at a time: it is never summed nor expected only to rise."
    return _section("levels", "Displacement and levels", note, rows, snapshot)


def _voice(claim: Claim, snapshot: Snapshot) -> str:
    first = claim.said_by[0] if claim.said_by else None
    return (first.actor or first.name if first else outlet_words(claim, snapshot)).casefold()


def _first_day(claim: Claim) -> str:
    when = claim.when.interval if claim.when else None
    return when.start.isoformat() if when and when.start else "9"


def _section(
    key: str, title: str, note: str, rows: Sequence[tuple[Claim, Total | None]], snapshot: Snapshot
) -> Section:
    if not rows:
        return Section(key=key, title=title)
    has_balance = any(total and (total.accounted or total.residual) for _, total in rows)
    width = len(COLUMNS) if has_balance else len(COLUMNS) - 2
    cells = tuple(_row(claim, total, snapshot)[:width] for claim, total in rows)
    table = Table(COLUMNS[:width], cells, tuple(i for i in NUMERIC if i < width))
    return Section(key=key, title=title, note=note, tables=(table,))


def _row(claim: Claim, total: Total | None, snapshot: Snapshot) -> tuple[Sentence, ...]:
    figure = count_short(claim.count)
    hull = (total.hull if total else None) or (claim.when.interval if claim.when else None)
    days = interval_words(hull)
    core = total.core if total else None
    if core and core != hull and claim.scope != "incident":
        days += f" (surely {interval_words(core)})"
    area = place_words(claim.where.place, claim.where.name) if claim.where else "not stated"
    own = total.contained + total.possible if total else ()
    return (
        Sentence(speaker_words(claim, snapshot)),
        Sentence(figure, (claim.id,), figure),
        Sentence(f"{victims(claim)} {claim.harm}{_kind(claim)}"),
        Sentence(days),
        Sentence(area),
        Sentence(balance_words(total.accounted) if total else "", own),
        Sentence(balance_words(total.residual) if total else "", own if total and total.residual else ()),
    )


def _kind(claim: Claim) -> str:
    marks = [m for m, is_so in (("a level", claim.standing), ("place and day", claim.diffuse)) if is_so]
    stance = [] if claim.stance == "asserted" else [label(claim.stance)]
    return f" ({', '.join([*marks, *stance])})" if marks or stance else ""
