"""Make a whole war: events, statements, reports, and the lines of the documents and of the answer file."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any

import msgspec

from tollbook.simulate.parties import say_parties, say_rubble, twins_of
from tollbook.simulate.people import Victim, forged_list, say_names, victims_of
from tollbook.simulate.reports import Newsroom, Report, write_reports
from tollbook.simulate.statements import Statement, say_events, say_totals
from tollbook.simulate.world import START, Event, make_events
from tollbook.vocab.simulation import Preset, Sentences, Town, names, preset


class War(msgspec.Struct, frozen=True, kw_only=True):
    """A simulated war: the truth and what was reported of it."""

    preset: str
    seed: int
    towns: tuple[Town, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    reports: tuple[Report, ...]
    victims: dict[str, tuple[Victim, ...]]


def make_war(level: str, seed: int, towns: Sequence[Town], words: Sentences, days: int | None = None) -> War:
    """Return the war of one preset and seed; the same arguments give the same war. ``days`` shortens or lengthens it."""
    settings = preset(level)
    if days is not None:
        settings = msgspec.structs.replace(settings, days=days)
    rng = random.Random(seed)  # noqa: S311  # a seeded simulation, no secrets
    events = make_events(settings, towns, rng)
    said = say_events(events, settings, rng)
    totals = say_totals(said, settings, START, rng)
    beside, second, dead = _beside(events, settings, f"{level}/{seed}")
    events = sorted([*events, *second], key=lambda e: (e.day, e.id))
    statements = sorted([*said, *totals, *beside], key=lambda s: (s.published, s.speaker, s.event or "", s.kind, s.end))
    first = {(s.speaker, s.event): s for s in statements if s.kind == "first"}
    room = Newsroom(settings, towns, words, {e.id: e for e in events}, first)
    reports = write_reports(statements, room, rng)
    return War(
        preset=level,
        seed=seed,
        towns=tuple(towns),
        events=tuple(events),
        statements=tuple(statements),
        reports=tuple(reports),
        victims=dead,
    )


def _beside(
    events: Sequence[Event], settings: Preset, name: str
) -> tuple[list[Statement], list[Event], dict[str, tuple[Victim, ...]]]:
    """Return what names the dead, what the sides and rescuers say, second strikes, and who died; drawn by themselves, the rest stays."""
    rng = random.Random(name)  # noqa: S311  # a seeded simulation, no secrets
    second = twins_of(events, settings, rng)
    words = names()
    dead = victims_of([*events, *second], words, rng)
    said = say_names(events, dead, settings, words, rng) + say_parties(events, settings, rng)
    said += [forged_list(e, e.by, words, rng) for e in events if e.dead and rng.random() < settings.forged_lists]
    said += say_rubble(events, settings, rng)
    return [*said, *say_events(second, settings, rng)], second, dead


def document_lines(war: War) -> list[dict[str, Any]]:
    """Return the reports as input lines of ``tollbook extract`` and ``tollbook run``."""
    return [
        {"id": r.id, "text": r.text, "published": r.published.isoformat(), "outlet": r.outlet, "language": "en"}
        for r in war.reports
    ]


def truth_lines(war: War) -> list[dict[str, Any]]:
    """Return the answer file: one line an event, one a victim, one a report with its event or total and the counts it states."""
    events = [{"kind": "event", **_plain(e), "town": war.towns[e.town].name, "dead": e.dead} for e in war.events]
    victims = [
        {"kind": "victim", "event": event, "number": number, **_plain(v)}
        for event, dead in war.victims.items()
        for number, v in enumerate(dead)
    ]
    reports = [
        {
            "kind": "report",
            "id": r.id,
            "event": r.statement.event,
            "statement": r.statement.kind,
            "speaker": r.speaker,
            "origin": r.origin,
            "copy_of": r.copy_of,
            "garbled": r.garbled,
            "said": [_plain(s) for s in r.said],
            "true_residual": r.statement.true_residual,
            "slip": r.statement.slip,
            "planted": r.statement.planted,
            "victims": list(r.statement.victims),
        }
        for r in war.reports
    ]
    return [*events, *victims, *reports]


def _plain(value: msgspec.Struct) -> dict[str, Any]:
    fields = msgspec.structs.asdict(value)
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in fields.items()}
