"""Time and memory of linking and reconciling against the number of claims, all in memory.

Usage: python benchmarks/link_scale.py [N ...]. The claims are made directly (no texts are read): events of a simulated
war of constant density, each told by one to nine reports of monitors, officials and outlets, with monthly totals.
Storing and extracting are not counted.
"""

import datetime as dt
import random
import resource
import sys
import time

from tollbook.flow.record import build_record
from tollbook.model.claim import Claim, Extraction, Who, claim_id
from tollbook.model.count import Count
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, Reading, TimeReading

START = dt.date(2020, 1, 1)
EVENTS_A_DAY = 12
PLACES = 400
SPEAKERS = [f"monitor-{k}" for k in range(8)]


def places(rng: random.Random) -> list[Place]:
    """Return towns and villages strewn over a country, the first ones large."""
    made = []
    for k in range(PLACES):
        radius = 6000 if k < 10 else 3000 if k < 40 else 1500
        lat, lon = 33 + 4 * rng.random(), 36 + 6 * rng.random()
        made.append(Place(f"Place {k}", lat, lon, radius, "town", "exact", "grid", str(k), "SY"))
    return made


def make(size: int, seed: int = 1) -> tuple[list[Document], list[Extraction], dict[str, int]]:
    """Return documents and extractions with about ``size`` claims, and the true event of each claim."""
    rng = random.Random(seed)
    towns = places(rng)
    documents: list[Document] = []
    extractions: list[Extraction] = []
    truth: dict[str, int] = {}
    made = event = 0
    while made < size:
        day = START + dt.timedelta(days=event // EVENTS_A_DAY)
        town = towns[min(PLACES - 1, int(rng.paretovariate(0.7)) - 1)]
        dead = max(1, min(400, int(rng.paretovariate(1.2))))
        means = rng.choice(["airstrike", "shelling", "ied", "shooting"])
        for _ in range(1 + min(8, int(rng.expovariate(0.7)))):
            report = _report(rng, len(documents), day, town, dead, means)
            documents.append(report[0])
            extractions.append(report[1])
            truth.update({c.id: event for c in report[1].claims})
            made += len(report[1].claims)
        event += 1
    return documents, extractions, truth


def _report(
    rng: random.Random, number: int, day: dt.date, town: Place, dead: int, means: str
) -> tuple[Document, Extraction]:
    published = day + dt.timedelta(days=rng.choice([0, 0, 1, 1, 2]))
    seen = max(1, round(dead * rng.choice([1, 1, 1, 0.8, 1.1])))
    words = " ".join(f"w{rng.randrange(4000)}" for _ in range(40))
    text = f"Report {number}. {seen} people were killed in {town.name}. {words}."
    document = Document(
        id=f"d{number:07}", sha256="", text=text, published=published, outlet=f"Outlet {rng.randrange(25)}"
    )
    claims = [_claim(rng, document, day, town, "killed", seen, means, 0)]
    if rng.random() < 0.5:
        claims.append(_claim(rng, document, day, town, "injured", 2 * seen + 1, means, 1))
    return document, Extraction(document=document.id, claims=tuple(claims))


def _claim(
    rng: random.Random, document: Document, day: dt.date, town: Place, harm: str, people: int, means: str, ordinal: int
) -> Claim:
    span = (8, 20)
    speaker = rng.choice(SPEAKERS)
    return Claim(
        id=claim_id(document.text, 8, ordinal),
        document=document.id,
        span=span,
        quote=document.text[8:20],
        head=8,
        harm=harm,
        count=Count(people, people),
        who=Who("civilian"),
        when=TimeReading(span, "", "made", interval=Interval(day, day)),
        where=PlaceReading(span, "", town.name, "made", place=town),
        means=Reading(span, "", means, "made"),
        said_by=(ActorReading(span, "", speaker, "speaker", "made", actor=speaker),),
    )


def main() -> None:
    """Print one line for each size."""
    sizes = [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 30_000, 100_000]
    for size in sizes:
        documents, extractions, truth = make(size)
        began, worked = time.perf_counter(), time.process_time()
        record = build_record(documents, extractions)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(truth):>9,} claims  {len(record.incidents):>8,} incidents of {len(set(truth.values())):,} events  "
            f"{seconds:7.2f} s, {worked:7.2f} s of one processor  {1e6 * worked / len(truth):6.0f} us a claim  peak {peak:,.0f} MiB"
        )


if __name__ == "__main__":
    main()
