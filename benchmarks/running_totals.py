"""Time of balancing running totals against their number: three speakers who each day give a toll since an origin, and events.

Nested: each speaker gives three side by side, since the start, since an origin five days later, and since the first of the month.

Usage: python benchmarks/running_totals.py [N ...]. As many running totals as events, all in memory, no texts read; with
one origin, with a new phase every so often, and nested. Printed: seconds of one processor, figures named inside totals.
"""

import datetime as dt
import random
import sys
import time

import msgspec

from link_scale import START, _claim, places
from tollbook.flow.record import build_record
from tollbook.model.claim import Claim, Extraction
from tollbook.model.document import Document
from tollbook.model.interval import Interval
from tollbook.model.place import Place
from tollbook.model.reading import ActorReading, PlaceReading, TimeReading

SPEAKERS = 3
COUNTRY = Place("Country", 34.8, 38.99, 350000, "country", "exact", "made", "SY", "SY")
SPAN = (0, 3)


def make(size: int, phases: int = 1, seed: int = 1, *, nested: bool = False) -> tuple[list[Document], list[Extraction]]:
    """Return ``size`` running totals of ``phases`` origins, and as many events of the same speakers."""
    rng = random.Random(seed)
    towns = places(rng)
    length = max(1, size // SPEAKERS // phases)
    pairs = []
    for number in range(size):
        speaker, since = f"monitor-{number % SPEAKERS}", number // SPEAKERS
        origin = START + dt.timedelta(days=since // length * length)
        if nested:
            since, kind = divmod(since, 3)
            day = START + dt.timedelta(days=since)
            origin = (START, min(day, START + dt.timedelta(days=5)), day.replace(day=1))[kind]
        day = START + dt.timedelta(days=since)
        covered = Interval(origin, day, "longer")
        pairs.append(_said(rng, f"t{number:06}", day, speaker, (2 * number + 9, COUNTRY, covered, "cumulative")))
        event = (number % 7 + 1, rng.choice(towns), Interval(day, day), "incident")
        pairs.append(_said(rng, f"e{number:06}", day, speaker, event))
    return [d for d, _ in pairs], [Extraction(document=d.id, claims=(c,)) for d, c in pairs]


def _said(
    rng: random.Random, key: str, day: dt.date, speaker: str, told: tuple[int, Place, Interval, str]
) -> tuple[Document, Claim]:
    people, place, covered, scope = told
    text = f"Report {key}: {people} people were killed in {place.name}."
    document = Document(id=key, sha256="", text=text, published=day, outlet=speaker)
    claim = msgspec.structs.replace(
        _claim(rng, document, day, place, "killed", people, "shelling", 0),
        scope=scope,
        when=TimeReading(SPAN, "", "made", interval=covered, core=covered),
        where=PlaceReading(SPAN, "", place.name, "made", place=place),
        said_by=(ActorReading(SPAN, "", speaker, "speaker", "made", actor=speaker),),
    )
    return document, claim


def main() -> None:
    """Print one line for each size and number of phases."""
    for phases in (1, 20, 0):
        for size in [int(a) for a in sys.argv[1:]] or [1_000, 3_000, 10_000]:
            documents, extractions = make(size, max(1, phases), nested=not phases)
            began = time.process_time()
            record = build_record(documents, extractions)
            seconds = time.process_time() - began
            named = sum(len(t.contained) + len(t.possible) for t in record.totals)
            print(
                f"{size:>7,} running totals{f' of {phases:>2} origins' if phases else ', nested    '}, {size:,} events  {seconds:7.2f} s of one processor  "
                f"{1e6 * seconds / size / 2:5.0f} us a claim  {named:,} figures named inside",
                flush=True,
            )


if __name__ == "__main__":
    main()
