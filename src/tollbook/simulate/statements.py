"""What speakers state about events and periods, with delay, bias, noise, rounding, updates, corrections and slips."""

import datetime as dt
import random
from collections.abc import Sequence

import msgspec

from tollbook.simulate.world import PARTIES, Event
from tollbook.vocab.simulation import Preset

MONITORS = ("Northern Observatory", "Euphrates Documentation Network", "Center for Casualty Recording")
MINISTRY = "Ministry of Health"
OFFICIALS = (MINISTRY, "Civil Defence")
OWN_DEEDS = 0.15
MONTHS, WEEK = 12, 7
ROUND_ABOVE = 20
LARGE = 100
VAGUE = (("several", 3, 9), ("dozens", 24, 99), ("hundreds", 200, 999))
"""Vague words and the numbers they are said of (formula F1)."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One number said of one event or period. ``event`` None for totals; ``parts`` are (group, number) of the same people.

    ``kind`` first, update, correction, party, own (a side's own dead), list, obituary, missing, recovered, period or since;
    ``names`` of those a list or obituary names, ``victims`` their numbers among the event's dead; ``start``/``end`` the days
    it covers; ``published`` its first day. ``low``..``high`` where a range is said, ``word`` where a vague one is; the number meant is
    ``killed``. ``planted`` names a contradiction made on purpose: slip or clean-up.
    """

    speaker: str
    kind: str
    event: str | None
    published: dt.date
    start: dt.date
    end: dt.date
    town: int | None
    area: str | None
    means: str | None
    by: str | None
    killed: int
    injured: int
    bound: str
    status: str
    parts: tuple[tuple[str, int], ...] = ()
    covers: tuple[str, ...] = ()
    true_residual: int | None = None
    slip: bool = False
    dated: bool = True
    names: tuple[str, ...] = ()
    victims: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None
    word: str | None = None
    missing: int = 0
    planted: str | None = None


def say_events(events: Sequence[Event], preset: Preset, rng: random.Random) -> list[Statement]:
    """Return the statements of monitors and officials on single events, in order of publication."""
    said: list[Statement] = []
    for event in events:
        for number, speaker in enumerate((*MONITORS, *OFFICIALS)):
            chance = event.seen * (1.0 if number < len(MONITORS) else 0.5) * _share_told(speaker, event)
            if rng.random() < min(0.98, chance * (1 + 0.15 * min(event.dead, 5))) and event.dead + event.injured:
                said += _story(event, speaker, preset, rng)
    return sorted(said, key=lambda s: (s.published, s.speaker, s.event or ""))


def _share_told(speaker: str, event: Event) -> float:
    """Return how much of an event's chance a speaker has: a ministry hardly tells what its own side has done."""
    return OWN_DEEDS if speaker == MINISTRY and event.by == PARTIES[0] else 1.0


def _story(event: Event, speaker: str, preset: Preset, rng: random.Random) -> list[Statement]:
    """Return one speaker's first report of an event and what follows it."""
    published = event.day + dt.timedelta(days=int(rng.expovariate(4.0)))
    share = (
        1.0 if preset.seen_at_first >= 1 else min(1.0, rng.betavariate(5, 5 * (1 / preset.seen_at_first - 1) + 0.01))
    )
    known = _noisy(event.dead, preset, rng)
    at_first = max(min(known, 1), round(known * share))
    first = _statement(event, speaker, "first", published, at_first, preset, rng)
    if rng.random() < preset.never_updated or at_first == known:
        return [first]
    later = published + dt.timedelta(days=1 + int(rng.expovariate(1.0)))
    story = [first, _statement(event, speaker, "update", later, known, preset, rng)]
    if rng.random() < preset.retraction and known > 1:
        lower = max(1, known - rng.randint(1, max(1, known // 3)))
        day = later + dt.timedelta(days=rng.randint(1, 3))
        story.append(_statement(event, speaker, "correction", day, lower, preset, rng, exact=True))
    return story


def _statement(
    event: Event,
    speaker: str,
    kind: str,
    published: dt.date,
    killed: int,
    preset: Preset,
    rng: random.Random,
    *,
    exact: bool = False,
) -> Statement:
    all_civilian = event.fighters == 0 or rng.random() < preset.class_confusion
    said = Worded("exact", killed) if exact else _worded(killed, preset, rng)
    bound, number = said.bound, said.number
    day = event.day
    if rng.random() < preset.day_slip:
        day += dt.timedelta(days=rng.choice((-1, 1)))
    parts: tuple[tuple[str, int], ...] = ()
    if event.fighters == 0 and killed == event.dead and killed > 2 and event.children and rng.random() < 0.4:  # noqa: PLR2004  # breakdowns come with larger tolls
        parts = (("children", event.children), *((("women", event.women),) if event.women else ()))
    return Statement(
        speaker=speaker,
        kind=kind,
        event=event.id,
        published=max(published, day),
        start=day,
        end=day,
        town=event.town,
        area=None,
        means=event.means,
        by=event.by if rng.random() < 0.7 else None,  # noqa: PLR2004  # most reports blame somebody
        killed=number,
        injured=event.injured if kind == "first" else 0,
        bound=bound,
        status="civilian" if all_civilian else "unknown",
        parts=parts if number == killed and bound == "exact" else (),
        dated=rng.random() >= preset.undated,
        low=said.low,
        high=said.high,
        word=said.word,
    )


def _noisy(dead: int, preset: Preset, rng: random.Random) -> int:
    if dead == 0 or preset.log_noise == 0:
        return dead
    value = max(1, round(dead * rng.lognormvariate(0.0, preset.log_noise)))
    if value > ROUND_ABOVE and rng.random() < preset.heaping:
        step = 50 if value > LARGE else 10 if value > 2 * ROUND_ABOVE else 5
        return max(step, round(value / step) * step)
    return value


class Worded(msgspec.Struct, frozen=True):
    """A number as somebody words it: the bound, the number meant, the ends of a range or a vague word."""

    bound: str
    number: int
    low: int | None = None
    high: int | None = None
    word: str | None = None


def _worded(killed: int, preset: Preset, rng: random.Random) -> Worded:
    """Choose a bound word and the number that goes with it."""
    if killed < 3 or rng.random() < preset.exact:  # noqa: PLR2004  # nobody says "more than one"
        return Worded("exact", killed)
    loose = preset.loose_bounds / 2
    firm = [share * (1 - preset.loose_bounds) for share in (0.5, 0.2, 0.2, 0.1)]
    bound = rng.choices(("at_least", "more_than", "about", "up_to", "range", "vague"), (*firm, loose, loose))[0]
    if bound == "range":
        step = max(1, killed // 10)
        return Worded("range", killed, killed - step, killed + step)
    word = next((w for w, first, last in VAGUE if first <= killed <= last), None)
    if bound == "vague":
        return Worded("vague", killed, word=word) if word else Worded("at_least", killed)
    return Worded(bound, max(1, killed - 1) if bound == "more_than" else killed)


def say_totals(statements: Sequence[Statement], preset: Preset, start: dt.date, rng: random.Random) -> list[Statement]:
    """Return the monitors' weekly, monthly and since-start totals of civilians and others, over the whole country.

    A total is what its speaker published on single events plus what it kept unpublished. The true residual is what was
    kept on days that no smaller total of the speaker covers.
    """
    if preset.totals <= 0:
        return []
    totals: list[Statement] = []
    end = start + dt.timedelta(days=preset.days - 1)
    for speaker in MONITORS:
        own = [s for s in statements if s.speaker == speaker]
        kept_a_day = preset.unpublished * sum(s.killed for s in own if s.kind == "first") / max(1, preset.days)
        hidden = {
            start + dt.timedelta(days=d): int(rng.expovariate(1 / max(0.01, kept_a_day))) for d in range(preset.days)
        }
        windows = _windows(start, end)
        if speaker == MONITORS[-1]:
            windows = [*_days(start, end, preset.daily), *windows]
        backlog = 0
        for kind, first, last in windows:
            inner = [
                (a, b) for k, a, b in windows if k == "period" and first <= a and b <= last and b - a < last - first
            ]
            bare = sum(n for d, n in hidden.items() if first <= d <= last and not any(a <= d <= b for a, b in inner))
            made = _total(speaker, kind, first, last, own, hidden, preset, rng)
            if kind == "since":
                if rng.random() < preset.backlogs / MONTHS:
                    backlog += rng.randint(5, 60)
                made = msgspec.structs.replace(made, killed=made.killed + backlog)
            totals.append(msgspec.structs.replace(made, true_residual=bare + (backlog if kind == "since" else 0)))
            if kind == "since" and rng.random() < preset.cleanups / MONTHS:
                totals.append(_cleaned(made))
            if kind == "period" and (last - first).days > WEEK and rng.random() < preset.scoped:
                totals += _scoped(totals[-1], own, rng)
    return totals


def _days(start: dt.date, end: dt.date, share: float) -> list[tuple[str, dt.date, dt.date]]:
    """Return the days of a share of the months, for a speaker who counts daily at times."""
    days = [start + dt.timedelta(days=d) for d in range((end - start).days + 1)]
    return [("period", d, d) for d in days if (d.month * 7) % 10 < 10 * share]


def _cleaned(total: Statement) -> Statement:
    """Return the running total of two days later, one in a hundred of the names struck off as doubles: it falls unannounced."""
    fewer = total.killed - max(1, total.killed // 100)
    published = total.published + dt.timedelta(days=2)
    return msgspec.structs.replace(total, killed=fewer, published=published, slip=True, planted="clean-up")


def _scoped(total: Statement, own: Sequence[Statement], rng: random.Random) -> list[Statement]:
    """Return a month's total of the speaker's civilians, and one of a single town; both of what it published alone."""
    told = {s.event: s for s in own if s.event in total.covers}
    civilians = sum(s.killed for s in told.values() if s.status == "civilian")
    made = [
        msgspec.structs.replace(total, killed=civilians, status="civilian", slip=False, planted=None, true_residual=0)
    ]
    towns = sorted({s.town for s in told.values() if s.town is not None})
    if towns:
        town = rng.choice(towns)
        inside = [s for s in told.values() if s.town == town]
        killed, covers = sum(s.killed for s in inside), tuple(sorted(s.event or "" for s in inside))
        made.append(
            msgspec.structs.replace(
                total, killed=killed, town=town, area=None, slip=False, planted=None, covers=covers, true_residual=0
            )
        )
    return [m for m in made if m.killed]


def _windows(start: dt.date, end: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    weeks = [
        ("period", start + dt.timedelta(days=7 * k), start + dt.timedelta(days=7 * k + 6))
        for k in range(((end - start).days + 1) // 7)
    ]
    months: list[tuple[str, dt.date, dt.date]] = []
    first = start
    while first <= end:
        last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        if last <= end:
            months.append(("period", first, last))
            months.append(("since", start, last))
        first = last + dt.timedelta(days=1)
    return weeks + months


def _total(
    speaker: str,
    kind: str,
    first: dt.date,
    last: dt.date,
    own: Sequence[Statement],
    hidden: dict[dt.date, int],
    preset: Preset,
    rng: random.Random,
) -> Statement:
    current: dict[str, Statement] = {}
    published = last + dt.timedelta(days=1)
    for s in own:
        if s.event is not None and first <= s.start <= last:
            better = s.event not in current or s.published >= current[s.event].published
            current[s.event] = s if better else current[s.event]
    kept = sum(n for day, n in hidden.items() if first <= day <= last)
    stated = sum(s.killed for s in current.values()) + kept
    slip = rng.random() < preset.arithmetic_slip
    return Statement(
        speaker=speaker,
        kind=kind,
        event=None,
        published=published,
        start=first,
        end=last,
        town=None,
        area="Syria",
        means=None,
        by=None,
        killed=max(0, stated + (rng.choice((-10, 9, 100)) if slip else 0)),
        injured=0,
        bound="exact",
        status="unknown",
        covers=tuple(sorted(current)),
        slip=slip,
        planted="slip" if slip else None,
    )
