"""Snapshots for the tests of what people see: an invented week in an invented city, told by two reports."""

import datetime as dt

from tollbook.model.claim import Claim, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.incident import Figure, Grade, Incident, IncidentActor, Range, Reason, Suggestion
from tollbook.model.interval import Interval
from tollbook.model.issue import Issue
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading
from tollbook.model.record import Record
from tollbook.model.snapshot import Snapshot
from tollbook.model.total import Balance, Total

WIRE_TEXT = """\
At least 120 civilians died in a week of air raids on Mardan city, the Lake Monitor said.
It said 35 people, among them 14 children and nine women, lost their lives in raids by the Northern Alliance on Monday.
The Mardan Diary said about 30 people were also killed in the city on Tuesday, while phones were cut off.
Teacher Omar Haddad said Alliance jets flattened much of the Tannery quarter, killing at least 30 residents.
The jets flew more than 25 raids, said Haddad, adding that some 90,000 people were still trapped in Mardan.
A local group that counts the dead said the campaign had killed at least 640 people since June.
Civilians were reported killed in Old Ferry as well, it said.
The Alliance denied having struck the Tannery quarter.
Talks planned for late August will now be held in mid-September, Foreign Minister Ilyas Noor said on Tuesday.
"""
ARABIC_TEXT = "قال مرصد البحيرة إن 19 مدنيا قتلوا يوم السبت في غارة على سوق قرية النبع، ونزحت عشرات العائلات.\n"
CITY = Place("Mardan", 36.21, 38.42, 4200, "city", "exact", "test", "m1", "SY", "Mardan", None, ("SY.01", "SY"))
QUARTER = Place("Mardan", 36.21, 38.42, 4200, "city", "parent", "test", "m1", "SY", "Mardan", None, ("SY.01", "SY"))
SPRING = Place("قرية النبع", 36.5, 38.61, 1500, "village", "exact", "test", "m2", "SY", "Mardan", None, ("SY.01", "SY"))
WIRE = Document(
    id="d_wire",
    sha256="0" * 64,
    text=WIRE_TEXT,
    published=dt.date(2017, 8, 23),
    outlet="Harbour Wire",
    language="en",
    caller_ids=("harbour-1",),
)
ARABIC = Document(
    id="d_bank",
    sha256="1" * 64,
    text=ARABIC_TEXT,
    published=dt.date(2017, 8, 22),
    outlet="صحيفة الضفة",
    language="ar",
    caller_ids=("bank-1",),
)


def span_of(text: str, quote: str, after: str = "") -> tuple[int, int]:
    """Return the span of ``quote`` in ``text``, at or after the words ``after``."""
    start = text.index(quote, text.index(after))
    return start, start + len(quote)


def sentence_of(text: str, offset: int) -> tuple[int, int]:
    """Return the line of ``text`` that holds ``offset``: every line of these texts is one sentence."""
    start = text.rfind("\n", 0, offset) + 1
    return start, text.index("\n", offset)


def days(first: str, last: str | None = None) -> Interval:
    """Return the days from ``first`` to ``last`` of August 2017, or of the ISO dates given."""
    ends = [dt.date.fromisoformat(d) if "-" in d else dt.date(2017, 8, int(d)) for d in (first, last or first)]
    return Interval(ends[0], ends[1])


def when(text: str, quote: str, interval: Interval, *, inherited: bool = False, after: str = "") -> TimeReading:
    """Return a time read from ``quote``."""
    step = f"“{quote}” is counted from the day of the report"
    return TimeReading(span_of(text, quote, after), quote, "weekday", inherited, "at", interval, interval, (step,))


def where(text: str, quote: str, place: Place | None, *, inherited: bool = False, after: str = "") -> PlaceReading:
    """Return a place read from ``quote``."""
    return PlaceReading(span_of(text, quote, after), quote, quote, "name", inherited, place, (f"{quote} looked up",))


def actor(text: str, quote: str, role: str, actor_id: str | None = None, after: str = "") -> ActorReading:
    """Return a speaker or belligerent read from ``quote``."""
    return ActorReading(span_of(text, quote, after), quote, quote, role, "list", actor=actor_id)


def claim(document: Document, quote: str, count: Count, *, after: str = "", **fields: object) -> Claim:
    """Return a claim of killed people on ``quote`` with the fields given."""
    span = span_of(document.text, quote, after)
    base = {"harm": "killed", "sentence": sentence_of(document.text, span[0])}
    return Claim(
        id=claim_id(document.text, span[0], 0),
        document=document.id,
        span=span,
        quote=quote,
        head=span[0],
        count=count,
        **{**base, **fields},
    )


RAID = Reading(span_of(WIRE_TEXT, "raids"), "raids", "airstrike", "lexicon")
MONITOR = actor(WIRE_TEXT, "Lake Monitor", "speaker", "lake-monitor")
DIARY = actor(WIRE_TEXT, "Mardan Diary", "speaker", "mardan-diary")
HADDAD = actor(WIRE_TEXT, "Omar Haddad", "speaker")
GROUP = actor(WIRE_TEXT, "A local group that counts the dead", "speaker")
ALLIANCE = actor(WIRE_TEXT, "Northern Alliance", "belligerent", "northern-alliance")
MONDAY = when(WIRE_TEXT, "on Monday", days("21"))

WEEK = claim(
    WIRE,
    "At least 120 civilians",
    Count(120, None, "at_least", "At least"),
    who=Who("civilian"),
    scope="period",
    when=when(WIRE_TEXT, "in a week", days("16", "23")),
    where=where(WIRE_TEXT, "Mardan city", CITY),
    means=RAID,
    said_by=(MONITOR,),
)
DAY = claim(
    WIRE,
    "35 people",
    Count(35, 35),
    when=MONDAY,
    where=where(WIRE_TEXT, "Mardan city", CITY, inherited=True),
    by=(ALLIANCE,),
    means=RAID,
    said_by=(MONITOR,),
    diffuse=True,
)
CHILDREN = claim(
    WIRE,
    "14 children",
    Count(14, 14),
    who=Who("civilian", "children"),
    part_of=DAY.id,
    when=MONDAY,
    where=DAY.where,
    by=(ALLIANCE,),
    said_by=(MONITOR,),
)
WOMEN = claim(
    WIRE,
    "nine women",
    Count(9, 9),
    who=Who("civilian", "women"),
    part_of=DAY.id,
    when=MONDAY,
    where=DAY.where,
    by=(ALLIANCE,),
    said_by=(MONITOR,),
)
TUESDAY = claim(
    WIRE,
    "about 30 people",
    Count(30, 30, "about", "about"),
    when=when(WIRE_TEXT, "on Tuesday", days("22")),
    where=where(WIRE_TEXT, "the city", CITY),
    said_by=(DIARY,),
    diffuse=True,
)
TANNERY = claim(
    WIRE,
    "at least 30 residents",
    Count(30, None, "at_least", "at least"),
    who=Who("civilian"),
    where=where(WIRE_TEXT, "Tannery quarter", QUARTER),
    by=(actor(WIRE_TEXT, "Alliance", "belligerent", "northern-alliance", after="Haddad said"),),
    means=Reading(span_of(WIRE_TEXT, "jets"), "jets", "airstrike", "lexicon"),
    said_by=(HADDAD,),
)
TRAPPED = claim(
    WIRE,
    "some 90,000 people",
    Count(90000, 90000, "about", "some"),
    harm="trapped",
    scope="cumulative",
    standing=True,
    where=where(WIRE_TEXT, "Mardan", CITY, after="trapped in"),
    said_by=(HADDAD,),
)
SINCE_JUNE = claim(
    WIRE,
    "at least 640 people",
    Count(640, None, "at_least", "at least"),
    scope="cumulative",
    when=when(WIRE_TEXT, "since June", Interval(dt.date(2017, 6, 1), dt.date(2017, 8, 23), "longer")),
    said_by=(GROUP,),
)
MARKET = claim(
    ARABIC,
    "19 مدنيا",
    Count(19, 19),
    who=Who("civilian"),
    when=when(ARABIC_TEXT, "يوم السبت", days("19")),
    where=where(ARABIC_TEXT, "قرية النبع", SPRING),
    means=Reading(span_of(ARABIC_TEXT, "غارة"), "غارة", "airstrike", "lexicon"),
    said_by=(actor(ARABIC_TEXT, "مرصد البحيرة", "speaker", "lake-monitor"),),
    language="ar",
)
CLAIMS = (WEEK, DAY, CHILDREN, WOMEN, TUESDAY, TANNERY, TRAPPED, SINCE_JUNE, MARKET)


def record(kind: str, quote: str, **fields: object) -> Record:
    """Return a record of the wire's report on ``quote``."""
    return Record(id=f"r1_{kind}", document=WIRE.id, kind=kind, span=span_of(WIRE_TEXT, quote), quote=quote, **fields)


RECORDS = (
    record(
        "attack_count",
        "more than 25 raids",
        count=Count(25, None, "more_than", "more than"),
        said_by=(HADDAD,),
        details={"unit": "attacks", "attack": "raids"},
    ),
    record(
        "damage",
        "flattened much of the Tannery quarter",
        said_by=(HADDAD,),
        by=(ALLIANCE,),
        where=TANNERY.where,
        details={"extent": "destroyed"},
    ),
    record("caveat", "while phones were cut off", said_by=(DIARY,), details={"category": "communications"}),
    record(
        "unstated", "Civilians were reported killed", harm="killed", said_by=(GROUP,), details={"victims": "Civilians"}
    ),
    record("denial", "The Alliance denied having struck", claim=TANNERY.id, details={"denied": "responsibility"}),
    record(
        "agenda",
        "Talks planned for late August",
        details={"event": "talks", "status": "moved"},
        when=when(WIRE_TEXT, "mid-September", days("2017-09-11", "2017-09-20")),
        times={
            "from": when(WIRE_TEXT, "late August", days("21", "31")),
            "to": when(WIRE_TEXT, "mid-September", days("2017-09-11", "2017-09-20")),
        },
    ),
)


def figure(
    low: int, high: int, *, by: Claim, is_open: bool = False, axis: str = "all", key: str | None = None
) -> Figure:
    """Return a figure of killed people whose bounds are set by one claim."""
    published = Range(
        low=low,
        best=low,
        high=high,
        open=is_open,
        set_by={"low": by.id, "best": by.id, "high": by.id},
        rules=(Reason("only-source", "the only figure there is", (by.id,)),),
    )
    return Figure(harm="killed", axis=axis, key=key, range=published)


def grade() -> Grade:
    """Return the grade of an incident with one source."""
    return Grade(name="Weak", scheme="airwars", why=("a single source",), needs=("a second independent source",))


SUSPECTED = IncidentActor("northern-alliance", "Northern Alliance", "suspected")
MONDAY_INCIDENT = Incident(
    id="i1_monday",
    code="MAR-0821-A",
    claims=(DAY.id, CHILDREN.id, WOMEN.id),
    documents=(WIRE.id,),
    when=days("21"),
    place=CITY,
    means=("airstrike",),
    belligerents=(SUSPECTED,),
    figures=(
        figure(35, 35, by=DAY),
        figure(14, 14, by=CHILDREN, axis="group", key="children"),
        figure(9, 9, by=WOMEN, axis="group", key="women"),
        figure(23, 35, by=DAY, axis="status", key="civilian"),
    ),
    grade=grade(),
    diffuse=True,
)
TUESDAY_INCIDENT = Incident(
    id="i1_tuesday",
    code="MAR-0822-A",
    claims=(TUESDAY.id,),
    documents=(WIRE.id,),
    when=days("22"),
    place=CITY,
    figures=(figure(30, 30, by=TUESDAY),),
    grade=grade(),
    suggestions=(
        Suggestion(
            incident="i1_tannery",
            score=1.4,
            reasons_for=(Reason("place-inside", "the Tannery quarter lies inside Mardan", (TUESDAY.id, TANNERY.id)),),
            reasons_against=(Reason("other-speaker", "another speaker, and no day", (TANNERY.id,)),),
        ),
    ),
    diffuse=True,
)
TANNERY_INCIDENT = Incident(
    id="i1_tannery",
    code="MAR-U-A",
    claims=(TANNERY.id,),
    documents=(WIRE.id,),
    place=QUARTER,
    means=("airstrike",),
    belligerents=(SUSPECTED,),
    figures=(figure(30, 30, by=TANNERY, is_open=True),),
    grade=grade(),
    suggestions=(Suggestion(incident="i1_tuesday", score=1.4),),
)
MARKET_INCIDENT = Incident(
    id="i1_market",
    code="NAB-0819-A",
    claims=(MARKET.id,),
    documents=(ARABIC.id,),
    when=days("19"),
    place=SPRING,
    means=("airstrike",),
    figures=(figure(19, 19, by=MARKET), figure(19, 19, by=MARKET, axis="status", key="civilian")),
    grade=grade(),
)
WEEK_TOTAL = Total(
    claim=WEEK.id,
    speaker="Lake Monitor",
    harm="killed",
    status="civilian",
    stated=WEEK.count,
    area=CITY,
    core=days("17", "22"),
    hull=days("16", "23"),
    accounted=Balance(23, 35),
    residual=Balance(85, None),
    contained=(DAY.id,),
    others=(TUESDAY.id, TANNERY.id),
    statements=(
        Reason("residual", "at least 85 of the Lake Monitor's 120 lie outside its own figures here", (WEEK.id, DAY.id)),
    ),
)
JUNE_TOTAL = Total(
    claim=SINCE_JUNE.id,
    speaker="A local group that counts the dead",
    harm="killed",
    status="unknown",
    stated=SINCE_JUNE.count,
    hull=Interval(dt.date(2017, 6, 1), dt.date(2017, 8, 23), "longer"),
    others=(WEEK.id, DAY.id),
)


def mardan_week() -> Snapshot:
    """Return the book of the invented week."""
    incidents = (MONDAY_INCIDENT, TUESDAY_INCIDENT, TANNERY_INCIDENT, MARKET_INCIDENT)
    return Snapshot(
        documents={d.id: d for d in (WIRE, ARABIC)},
        claims={c.id: c for c in CLAIMS},
        records=RECORDS,
        incidents={i.id: i for i in incidents},
        totals=(WEEK_TOTAL, JUNE_TOTAL),
        issues=(Issue("no-day", "warning", TANNERY.id, "the Tannery quarter figure has no day", "ask the speaker"),),
    )
