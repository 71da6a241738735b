"""Measure toponym finding and resolution on the GeoVirus development reports.

Usage: python benchmarks/geo_virus.py [--errors N]. Needs the development material beside the checkout. A toponym is found when a spot
overlaps it and a gazetteer entry of that name is answered (a parent's area standing in for it is no find); its distance is that of the answer to the gold point (the nearest edge does not count).
"""

import argparse
import gzip
import json
import sys
import time
from pathlib import Path

from tollbook.extract.sentences.segment import segment
from tollbook.model.document import Document
from tollbook.model.spot import Spot
from tollbook.places.index import open_default
from tollbook.resolve.where.find import place_finder
from tollbook.resolve.where.resolve import Resolver
from tollbook.resolve.where.shapes import distance_km

SHARED = Path(__file__).resolve().parents[2] / "shared"
PLACES = {"settlement", "area", "country", "site", "sea", "named", "locality", "seat", "dateline"}


def spot_at(spots: list[Spot], gold: dict) -> Spot | None:
    """Return the spot that overlaps a gold toponym most, None where none does."""
    best = max(spots, key=lambda s: min(s.span[1], gold["end"]) - max(s.span[0], gold["start"]), default=None)
    if best is None or min(best.span[1], gold["end"]) <= max(best.span[0], gold["start"]):
        return None
    return best


def main() -> None:
    """Find, resolve and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    path = SHARED / "bench" / "geo_virus_dev.jsonl.gz"
    if not path.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    with gzip.open(path, "rt") as handle:
        rows = [json.loads(line) for line in handle]
    gazetteer = open_default()
    finder = place_finder(gazetteer)
    total = found = near = close = spurious = 0
    errors, words, seconds = [], 0, 0.0
    for row in rows:
        text = row["text"]
        began = time.perf_counter()
        sentences = segment(text)
        spots = [s for s in finder(text, [s.span for s in sentences]) if s.kind in PLACES]
        resolver = Resolver(Document(id=row["id"], sha256="", text=text), (), gazetteer, ())
        places = {s.span: resolver.toponym(s.span) for s in spots}
        seconds += time.perf_counter() - began
        words += len(text.split())
        golds = row["gold"]["toponyms"]
        spurious += sum(not any(min(s.span[1], g["end"]) > max(s.span[0], g["start"]) for g in golds) for s in spots)
        for gold in golds:
            total += 1
            spot = spot_at(spots, gold)
            place = places.get(spot.span) if spot else None
            if place is None or place.matched_by == "parent":
                errors.append(("missed", row["id"], gold["name"], text[max(0, gold["start"] - 40) : gold["end"] + 20]))
                continue
            found += 1
            km = distance_km(place.lat, place.lon, gold["lat"], gold["lon"])
            near += km <= 161
            close += km <= 10
            if km > 161:
                errors.append(
                    (
                        "far",
                        row["id"],
                        gold["name"],
                        round(km),
                        place.name,
                        place.country,
                        place.level,
                        text[max(0, gold["start"] - 40) : gold["end"] + 20],
                    )
                )
    print(f"toponyms {total}, found {found / total:.3f}")
    print(f"within 161 km, of found {near / found:.3f}, of all {near / total:.3f}")
    print(f"within 10 km, of found {close / found:.3f}")
    print(f"spots that no toponym overlaps: {spurious}")
    print(f"{words} words in {seconds:.2f} s = {seconds / words * 400 * 1000:.1f} ms for 400 words")
    for error in errors[: args.errors]:
        print(*error, sep=" | ")


if __name__ == "__main__":
    main()
