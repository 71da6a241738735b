"""Measure the public site of a large book: seconds for reading, for pages new and unchanged, files, bytes, memory.

Usage: tollbook simulate --days 12600 --seed 3 --documents war.jsonl --truth truth.jsonl
       tollbook init war && tollbook run --book war war.jsonl
       python benchmarks/site_pages.py war [--language both] [--times 1] [--over 60]

``--times`` repeats the book's incidents with other ids, days and places, where it is smaller than what is to be measured.
Pages alone, without the downloads (exports have figures of their own). Load of others on the machine counts against it:
processor seconds stand beside. ``--over`` seconds for the pages of 10,000 incidents (in proportion) end it with status 1.
"""

import argparse
import datetime as dt
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from tollbook.flow.publishing import exporting
from tollbook.flow.publishing import site as flow_site
from tollbook.model.claim import Claim
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.publish.redact import Edition
from tollbook.publish.select import Selection


def repeated(edition: Edition, times: int) -> Edition:
    """Return an edition whose incidents and claims stand there so many times, each time elsewhere and later."""
    view = edition.snapshot
    incidents, claims = dict(view.incidents), dict(view.claims)
    for n in range(1, times):
        for kind, target, source in ((Incident, incidents, view.incidents), (Claim, claims, view.claims)):
            for value in source.values():
                raw = re.sub(rb"\b([ci]1_[0-9a-f]{20})", rb"\1x%d" % n, msgspec.json.encode(value))
                made = msgspec.json.decode(raw, type=kind)
                target[made.id] = moved(made, n) if isinstance(made, Incident) else made
    return msgspec.structs.replace(edition, snapshot=msgspec.structs.replace(view, incidents=incidents, claims=claims))


def moved(incident: Incident, n: int) -> Incident:
    """Return the incident with a code of its own, a season later and some kilometres off."""
    when, place = incident.when, incident.place
    if when and when.start and when.end:
        days = dt.timedelta(91 * n)
        when = Interval(when.start + days, when.end + days, when.precision)
    if place and not place.geometry:
        place = msgspec.structs.replace(place, lat=place.lat + 0.17 * n % 5, lon=place.lon + 0.23 * n % 7)
    return msgspec.structs.replace(incident, code=f"{incident.code}x{n}", when=when, place=place)


def main() -> int:
    """Print the figures and return the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("book", type=Path)
    options.add_argument("--language", choices=["en", "ar", "both"], default="en")
    options.add_argument("--policy", default="public")
    options.add_argument("--times", type=int, default=1)
    options.add_argument("--over", type=float, default=60.0)
    given = options.parse_args()
    day = dt.date(2030, 1, 1)
    began = time.perf_counter()
    shown = repeated(exporting.edition(given.book, given.policy, Selection(), day), given.times)
    flow_site.edition = lambda *_: shown
    incidents, claims = len(shown.snapshot.incidents), len(shown.snapshot.claims)
    print(
        f"{incidents:,} incidents, {claims:,} claims; read, redacted and repeated in {time.perf_counter() - began:.1f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for name in ("new", "unchanged"):
            began, used = time.perf_counter(), time.process_time()
            done = flow_site.publish_site(
                given.book, Path(folder), policy=given.policy, day=day, language=given.language, shapes=()
            )
            seconds.append(time.perf_counter() - began)
            cpu = time.process_time() - used
            print(
                f"{name}: {done.files:,} files, {done.written:,} written, {seconds[-1]:.1f} s ({cpu:.1f} s of processor)"
            )
        size = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scaled = seconds[0] * 10_000 / max(1, incidents)
    print(f"{size / 1e6:,.0f} MB, peak memory {memory:,.0f} MB; for 10,000 incidents in proportion {scaled:.1f} s")
    return int(scaled > given.over)


if __name__ == "__main__":
    sys.exit(main())
