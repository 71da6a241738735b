"""Perfect claims: what an extractor without faults would take from simulated reports, for testing what comes after it."""

import datetime as dt

from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import Level, Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.simulate.reports import UNNAMED, Report, Said
from tollbook.simulate.statements import VAGUE
from tollbook.simulate.war import War
from tollbook.vocab.simulation import Town

COUNTRY = Place("Syria", 34.8, 38.99, 350000, "country", "exact", "simulated", "SY", "SY")
OPEN = frozenset({"at_least", "more_than", "vague"})
VAGUE_FLOOR = {word: first for word, first, _ in VAGUE}
CITY_FROM = 50_000
SENTENCE_END = ". "


def perfect_claims(war: War) -> tuple[list[Document], list[Extraction]]:
    """Return documents and their claims, resolved, with spans into the texts."""
    documents = [
        Document(id=r.id, sha256="", text=r.text, published=r.published, outlet=r.outlet, language="en")
        for r in war.reports
    ]
    return documents, [Extraction(document=r.id, claims=_claims(r, war)) for r in war.reports]


def _claims(report: Report, war: War) -> tuple[Claim, ...]:
    made: list[Claim] = []
    for number, said in enumerate(report.said):
        whole = made[said.part_of].id if said.part_of is not None else None
        made.append(_claim(report, said, number, war, whole))
    return tuple(made)


def _claim(report: Report, said: Said, number: int, war: War, whole: str | None) -> Claim:
    s = report.statement
    quote = report.text[said.span[0] : said.span[1]]
    place = place_of(war.towns[s.town]) if s.town is not None else COUNTRY
    interval = Interval(s.start, s.end, "day" if s.start == s.end else "days")
    low = VAGUE_FLOOR[said.word] if said.word else 0 if said.bound == "up_to" else said.number
    high = None if said.bound in OPEN else said.number if said.high is None else said.high
    return Claim(
        id=claim_id(report.id + report.text, said.span[0], number),
        document=report.id,
        span=said.span,
        quote=quote,
        head=said.span[0],
        ordinal=number,
        harm=said.harm,  # type: ignore[arg-type]  # harms of our own presets
        count=Count(low, high, said.bound, said.word),  # type: ignore[arg-type]  # bounds of our own presets
        who=Who(said.status, said.group, names=said.names),  # type: ignore[arg-type]  # statuses of our own presets
        part_of=whole,
        scope="incident" if s.event else "cumulative" if s.kind == "since" else "period",
        when=TimeReading(said.span, quote, "simulated", interval=interval, core=interval) if s.dated else None,
        where=PlaceReading(said.span, place.name, place.name, "simulated", place=place),
        by=(ActorReading(said.span, s.by, s.by, "belligerent", "simulated", actor=s.by),) if s.by else (),
        means=Reading(said.span, quote, s.means, "simulated") if s.means else None,
        said_by=_said_by(report, said),
        as_of=TimeReading(said.span, quote, "simulated", interval=_day(s.published)),
    )


def _said_by(report: Report, said: Said) -> tuple[ActorReading, ...]:
    """Return who is named for a number: a copy that lost its speaker may name "officials", whose word is not the outlet's own."""
    if report.speaker:
        return (ActorReading(said.span, report.speaker, report.speaker, "speaker", "simulated", actor=report.speaker),)
    begin = report.text.rfind(SENTENCE_END, 0, said.span[0]) + 1
    end = report.text.find(SENTENCE_END, said.span[1])
    if UNNAMED not in report.text[begin : end if end >= 0 else None].casefold():
        return ()
    return (ActorReading(said.span, UNNAMED, UNNAMED, "speaker", "simulated"),)


def _day(day: dt.date) -> Interval:
    return Interval(day, day)


def place_of(town: Town) -> Place:
    """Return a town as a resolved place, its radius from its population (design, "Place")."""
    radius_km = max(1.5, 1.1 * (town.population / 8000 / 3.1416) ** 0.5)
    level: Level = "city" if town.population > CITY_FROM else "town"
    return Place(
        town.name,
        town.lat,
        town.lon,
        round(radius_km * 1000),
        level,
        "exact",
        "simulated",
        town.gazetteer_id,
        "SY",
        town.admin1,
        parents=("SY",),
    )
