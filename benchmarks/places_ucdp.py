"""Measure ``places resolve`` on UCDP's place strings with coordinates, the country files imported.

Usage: python benchmarks/places_ucdp.py [--errors N] [--default-only]. Needs the development material beside the checkout; imports
the Who's On First extracts into a folder of its own (TOLLBOOK_DATA, or a temporary one). Events of where_prec 1 with a village,
town or city as place count; parents are the event's adm2 and adm1. The candidate events of one month are all there is here.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tollbook.model.place import Gazetteer
from tollbook.places.files import read_file
from tollbook.places.library import FOLDER, add_import, data_folder, open_gazetteer
from tollbook.resolve.where.shapes import distance_km
from tollbook.resolve.where.strings import country_code, resolve_string

SHARED = Path(__file__).resolve().parents[2] / "shared"
SETTLED = ("village", "town", "city")


def imported(*, default_only: bool) -> Gazetteer:
    """Return the gazetteer: the default one, with the country files over it."""
    if not default_only:
        for path in sorted((SHARED / "gazetteer" / "wof").iterdir()):
            name = "wof-" + path.name[:2]
            add_import(data_folder() / FOLDER, name, read_file(path, name))
    return open_gazetteer()


def cases(*, everything: bool) -> list[dict]:
    """Return the events to resolve, one a place."""
    with gzip.open(SHARED / "bench" / "counts_ucdp_dev.jsonl.gz", "rt") as handle:
        golds = [json.loads(line)["gold"] for line in handle]
    found = {}
    for gold in golds:
        words = (gold["place"] or "").split()
        if gold["where_prec"] == "1" and words and (everything or words[-1] in SETTLED):
            found[(gold["country"], gold["adm1"], gold["adm2"], gold["place"])] = gold
    return list(found.values())


def has_file(country: str, gazetteer: Gazetteer) -> bool:
    """Return True where an imported file covers the country."""
    code = country_code(country, gazetteer)
    return code is not None and (SHARED / "gazetteer" / "wof" / f"{code.lower()}.tsv.gz").exists()


def main() -> None:
    """Resolve and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--default-only", action="store_true")
    parser.add_argument("--all-countries", action="store_true")
    parser.add_argument("--adm1", action="store_true", help="state only the first-level area")
    args = parser.parse_args()
    if not SHARED.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    os.environ.setdefault("TOLLBOOK_DATA", tempfile.mkdtemp())
    gazetteer = imported(default_only=args.default_only)
    rows = [gold for gold in cases(everything=False) if args.all_countries or has_file(gold["country"], gazetteer)]
    answered, close, far, inside, shown = 0, 0, 0, 0, []
    began = time.perf_counter()
    for gold in rows:
        parents = [x for x in ((None if args.adm1 else gold["adm2"]), gold["adm1"]) if x]
        answer, _ = resolve_string(gold["place"], gazetteer, parents=parents, country=gold["country"])
        place = answer.place
        is_found = place is not None and place.matched_by != "parent"
        km = distance_km(place.lat, place.lon, gold["lat"], gold["lon"]) if place else None
        if place is not None:
            inside += km <= place.radius_m / 1000
        if is_found:
            answered += 1
            close += km <= 10
            far += km > 25
        if not is_found or km > 10:
            at = place and (place.name, place.level, place.matched_by, round(place.radius_m / 1000, 1))
            shown.append((gold["country"], gold["adm1"], gold["adm2"], gold["place"], km and round(km, 1), at))
    seconds = time.perf_counter() - began
    print(f"places {len(rows)}")
    print(f"found {answered / len(rows):.3f}")
    print(f"within 10 km, of found {close / answered:.3f}")
    print(f"more than 25 km off, of found {far / answered:.3f}")
    print(f"truth inside the stated radius, of all {inside / len(rows):.3f}")
    print(f"{len(rows) / seconds:.0f} strings a second")
    for row in shown[: args.errors]:
        print(*row, sep=" | ")


if __name__ == "__main__":
    main()
