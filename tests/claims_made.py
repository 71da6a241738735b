"""Claims made by the number, for tests and benchmarks of the databases: each different, all drawn from a seed."""

import datetime as dt
import random

from tollbook.model.claim import Claim, Who
from tollbook.model.count import Count
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import PlaceReading, TimeReading

COUNTRIES = ("SY", "IQ", "YE", "AF", "SD", "UA", "ML", "NG", "MM", "SO")
HARMS = ("killed", "killed", "killed", "injured", "injured", "missing", "detained", "displaced")
SCOPES = ("incident", "incident", "incident", "period", "cumulative")
TOWNS = ("Hama", "Homs", "Raqqa", "Kobani", "Manbij", "Idlib", "Douma", "Tabqa", "Afrin", "Jarablus")
FIRST = dt.date(2014, 1, 1)
DAYS = 3650
PER_DOCUMENT = 5


def document_of(number: int) -> str:
    """Return the id of the document that claim ``number`` stands in."""
    return f"d1_{number // PER_DOCUMENT:012x}"


def claim_at(number: int, draw: random.Random) -> Claim:
    """Return claim ``number``; its spot, day, harm and count are drawn."""
    day = FIRST + dt.timedelta(days=draw.randrange(DAYS))
    town = draw.choice(TOWNS)
    low = draw.randrange(1, 80)
    harm = draw.choice(HARMS)
    quote = f"{low} people were {harm} in {town} near the mill of street {number % 5000}"
    place = Place(
        name=town,
        gazetteer="made",
        gazetteer_id=f"made:{draw.randrange(20_000)}",
        lat=draw.uniform(-60, 70),
        lon=draw.uniform(-180, 180),
        radius_m=1500,
        level="town",
        country=draw.choice(COUNTRIES),
        matched_by="name",
    )
    return Claim(
        id=f"c1_{number:012x}",
        document=document_of(number),
        span=(0, len(quote)),
        quote=quote,
        head=0,
        harm=harm,
        scope=draw.choice(SCOPES),
        count=Count(low, low),
        who=Who(status="unknown"),
        where=PlaceReading((0, 4), town, town, "made", place=place),
        when=TimeReading((0, 4), "that day", "made", interval=Interval(day, day)),
    )
