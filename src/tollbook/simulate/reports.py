"""Outlets turn statements into reports: they quote, copy, drop the attribution, change bounds and err. Texts come with spans."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.ids import Span
from tollbook.simulate.statements import Statement
from tollbook.simulate.world import Event
from tollbook.vocab.simulation import Preset, Sentences, Town

LEVEL_DAYS = 6
UNNAMED = "officials"
"""Whom a report names that dropped its speaker, where its sentence asks for one."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One count phrase of a report: its span, and the statement's number behind it; ``high`` of a range, ``word`` of a vague one."""

    span: Span
    harm: str
    number: int
    bound: str
    status: str
    group: str | None = None
    part_of: int | None = None
    names: tuple[str, ...] = ()
    high: int | None = None
    word: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One simulated report. ``speaker`` is None where the outlet dropped it; ``origin`` the statement's true speaker."""

    id: str
    outlet: str
    published: dt.date
    text: str
    said: tuple[Said, ...]
    statement: Statement
    speaker: str | None
    origin: str
    copy_of: str | None = None
    garbled: bool = False


class Newsroom(msgspec.Struct, frozen=True):
    """What writing needs: preset, places, sentences, true events by id, and each speaker's first number of an event, to go stale."""

    preset: Preset
    towns: Sequence[Town]
    sentences: Sentences
    events: Mapping[str, Event]
    first: Mapping[tuple[str, str | None], Statement] = {}


def write_reports(statements: Sequence[Statement], room: Newsroom, rng: random.Random) -> list[Report]:
    """Return the reports of all statements: an original, then its copies in other outlets."""
    reports: list[Report] = []
    for statement in statements:
        outlet = f"Outlet {rng.randrange(room.preset.outlets):02}"
        original = _report(f"r{len(reports):07}", outlet, statement, room, rng, speaker=statement.speaker or None)
        reports.append(original)
        for _ in range(
            min(room.preset.outlets - 1, int(rng.expovariate(1 / room.preset.copies)) if room.preset.copies else 0)
        ):
            reports.append(_copied(f"r{len(reports):07}", original, room, rng))
    return reports


def _copied(number: str, original: Report, room: Newsroom, rng: random.Random) -> Report:
    """Return another outlet's version: mostly near-verbatim, sometimes unattributed, reworded or garbled."""
    preset = room.preset
    statement = original.statement
    outlet = f"Outlet {rng.randrange(preset.outlets):02}"
    garbled = statement.event is not None and rng.random() < preset.garbled
    if garbled:
        statement = _garbled(statement, room, rng)
    if rng.random() < preset.qualifier_changed and statement.bound == "at_least":
        statement = msgspec.structs.replace(statement, bound="exact")
    speaker = None if rng.random() < preset.attribution_lost else statement.speaker or None
    verbatim = rng.random() < 0.6 and speaker is not None and not garbled and statement == original.statement  # noqa: PLR2004  # six in ten
    published = original.published + dt.timedelta(days=int(rng.expovariate(2.0)))
    if verbatim and (published == original.published or statement.kind in {"period", "since"}):
        return msgspec.structs.replace(original, id=number, outlet=outlet, published=published, copy_of=original.id)
    made = _report(number, outlet, msgspec.structs.replace(statement, published=published), room, rng, speaker=speaker)
    return msgspec.structs.replace(made, copy_of=original.id, garbled=garbled, statement=statement)


def _garbled(statement: Statement, room: Newsroom, rng: random.Random) -> Statement:
    """Return what a careless copy makes of a statement: killed for injured, yesterday's figure, or two strikes in one."""
    if statement.names or statement.kind == "missing":
        return statement
    if rng.random() < room.preset.stale:
        old = room.first.get((statement.speaker, statement.event))
        if rng.random() < 0.5 and old is not None:  # noqa: PLR2004  # the one or the other
            return msgspec.structs.replace(statement, killed=old.killed, bound="exact", parts=(), kind="first")
        more = 1 + rng.randrange(9)
        return msgspec.structs.replace(statement, killed=statement.killed + more, bound="exact", parts=())
    swapped = msgspec.structs.replace(
        statement, killed=statement.injured, injured=statement.killed, bound="exact", parts=()
    )
    return swapped if statement.injured else statement


class _Page:
    """A text that grows sentence by sentence and remembers where its counts stand."""

    def __init__(self, verbs: Mapping[str, str]) -> None:
        self.verbs = verbs
        self.text = ""
        self.said: list[Said] = []

    def add(self, template: str, slots: Mapping[str, str], counts: Mapping[str, Said]) -> None:
        """Append a sentence; a slot named in ``counts`` becomes a count phrase with its span."""
        words = template.format(**slots)
        for phrase in (
            slots[slot] for slot, said in counts.items() if said.number == 1 and said.high is None and slot != "person"
        ):
            for many, one in self.verbs.items():
                words = words.replace(f"{phrase} {many} ", f"{phrase} {one} ")
        words = words[0].upper() + words[1:]
        begin = len(self.text)
        for slot, said in counts.items():
            phrase = slots[slot]
            at = words.lower().find(phrase.lower())
            if at >= 0:
                self.said.append(msgspec.structs.replace(said, span=(begin + at, begin + at + len(phrase))))
        self.text += words + " "


def _report(
    number: str, outlet: str, statement: Statement, room: Newsroom, rng: random.Random, *, speaker: str | None
) -> Report:
    page = _Page(room.sentences.verbs)
    writer = (
        _write_names
        if statement.names
        else _write_missing
        if statement.missing
        else _write_total
        if statement.event is None
        else _write_event
    )
    writer(page, statement, room, rng, speaker)
    for template in rng.sample(room.sentences.filler, 2):
        place = room.towns[statement.town].name if statement.town is not None else room.towns[rng.randrange(5)].name
        page.add(template, {"place": place}, {})
    if rng.random() < 0.05:  # noqa: PLR2004  # now and then
        page.add(rng.choice(room.sentences.distractor), {}, {})
    return Report(
        id=number,
        outlet=outlet,
        published=statement.published,
        text=page.text.strip(),
        said=tuple(page.said),
        statement=statement,
        speaker=speaker,
        origin=statement.speaker,
    )


def _write_event(page: _Page, s: Statement, room: Newsroom, rng: random.Random, speaker: str | None) -> None:
    words = room.sentences
    noun = rng.choice(words.nouns[s.status])
    hurt = Said(span=(0, 0), harm="injured", number=s.injured, bound="exact", status="unknown")
    slots = {
        "killed": _counted(_killed(s), noun, words),
        "injured": _counted(hurt, "people", words),
        "place": room.towns[s.town].name if s.town is not None else "",
        "day": _day(s, rng) if s.dated else "",
        "speaker": _named(speaker, s.published, rng),
        "means": rng.choice(words.means[s.means or "airstrike"]),
        "by": s.by or "",
    }
    killed = _killed(s)
    if s.killed:
        templates = words.unattributed if speaker is None else _templates(words, s.kind)
        page.add(rng.choice(templates).replace(" {day}", " {day}" if s.dated else ""), slots, {"killed": killed})
        if s.parts:
            part_of = len(page.said) - 1
            for group, count in s.parts:
                said = Said(
                    span=(0, 0),
                    harm="killed",
                    number=count,
                    bound="exact",
                    status="civilian",
                    group=group,
                    part_of=part_of,
                )
                page.add(rng.choice(words.parts), {**slots, "part": _counted(said, group, words)}, {"part": said})
    if s.injured:
        template = words.injured[-1] if speaker is None else rng.choice(words.injured)
        if not s.killed:
            template = rng.choice(words.hurt)
        page.add(template, slots, {"injured": hurt})
    if s.by and rng.random() < room.preset.denial:
        page.add(rng.choice(words.denial), slots, {})


def _write_names(page: _Page, s: Statement, room: Newsroom, rng: random.Random, speaker: str | None) -> None:
    """Write an obituary, whose count is the name itself, or a list: so many people, and who they are."""
    words = room.sentences
    is_list = s.kind == "list"
    slots = {
        "killed": _counted(_killed(s), "people", words),
        "names": ", ".join(s.names),
        "place": room.towns[s.town].name if s.town is not None else "",
        "day": _day(s, rng),
        "speaker": _named(speaker, s.published, rng),
        "means": rng.choice(words.means[s.means or "airstrike"]),
    }
    people = tuple(n.split(",")[0] for n in s.names)
    said = Said(span=(0, 0), harm="killed", number=s.killed, bound="exact", status=s.status, names=people)
    slot = "killed" if is_list else "person"
    if not is_list:
        slots["person"] = people[0]
    page.add(rng.choice(words.listed if is_list else words.obituary), slots, {slot: said})


def _templates(words: Sentences, kind: str) -> tuple[str, ...]:
    by_kind = {
        "update": words.update,
        "correction": words.correction,
        "party": words.party,
        "own": words.own,
        "recovered": words.recovered,
    }
    return by_kind.get(kind, words.first)


def _write_total(page: _Page, s: Statement, room: Newsroom, rng: random.Random, speaker: str | None) -> None:
    words = room.sentences
    templates = words.since if s.kind == "since" else words.period
    slots = {
        "killed": _counted(_killed(s), rng.choice(words.nouns[s.status]), words),
        "area": s.area or (room.towns[s.town].name if s.town is not None else ""),
        "start": _date(s.start),
        "end": _date(s.end),
        "speaker": _named(speaker, s.published, rng),
    }
    page.add(rng.choice(templates), slots, {"killed": _killed(s)})


def _write_missing(page: _Page, s: Statement, room: Newsroom, rng: random.Random, speaker: str | None) -> None:
    words = room.sentences
    missing = Said(span=(0, 0), harm="missing", number=s.missing, bound="exact", status="unknown")
    slots = {
        "missing": _counted(missing, "people", words),
        "place": room.towns[s.town].name if s.town is not None else "",
        "day": _day(s, rng),
        "speaker": _named(speaker, s.published, rng),
        "means": rng.choice(words.means[s.means or "airstrike"]),
    }
    page.add(rng.choice(words.missing), slots, {"missing": missing})


def _killed(s: Statement) -> Said:
    """Return the count of a statement's dead, as it is worded."""
    number = s.killed
    if s.bound == "range" and s.low is not None:
        number = s.low
    return Said(
        span=(0, 0),
        harm="killed",
        number=number,
        bound=s.bound,
        status=s.status,
        high=s.high if s.bound == "range" else None,
        word=s.word if s.bound == "vague" else None,
    )


def _named(speaker: str | None, published: dt.date, rng: random.Random) -> str:  # noqa: ARG001  # outlets may date speakers later
    return f"the {speaker}" if speaker else UNNAMED


def _counted(said: Said, noun: str, words: Sentences) -> str:
    shown = words.singular.get(noun, noun) if said.number == 1 and said.high is None else noun
    worded = words.vague.get(said.word or "", "")
    return f"{words.phrases[said.bound].format(n=said.number, m=said.high, word=worded)} {shown}"


def _day(s: Statement, rng: random.Random) -> str:
    if 0 <= (s.published - s.start).days <= LEVEL_DAYS and rng.random() < 0.8:  # noqa: PLR2004  # weekdays are usual
        return f"on {s.start:%A}"
    return f"on {_date(s.start)}"


def _date(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
