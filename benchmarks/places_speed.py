"""Measure how many place strings a second are resolved that were never asked for before, a stated governorate each.

Usage: python benchmarks/places_speed.py [--countries sy,iq] [--each N] [--profile]. Needs the development material beside the checkout:
the names are those of the Who's On First extracts, asked for as they stand and with a letter doubled, which no gazetteer has.
Processor time of one core, after the first thousand strings; the fastest and the middle of five rounds of strings not asked for yet.
"""

import argparse
import cProfile
import gzip
import os
import pstats
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tollbook.places.files import read_file
from tollbook.places.library import FOLDER, add_import, data_folder, open_gazetteer
from tollbook.resolve.where.strings import resolve_string

SHARED = Path(__file__).resolve().parents[2] / "shared"
WOF = SHARED / "gazetteer" / "wof"
ROUNDS = 5
WARM = 1000
NAME, TYPE, COUNTRY, REGION = 3, 4, 8, 9


def strings(code: str, each: int) -> list[tuple[str, str, str]]:
    """Return (name, governorate, country) of localities of an extract, half of them with a letter doubled."""
    with gzip.open(WOF / f"{code}.tsv.gz", "rt") as handle:
        rows = [line.rstrip("\n").split("\t") for line in handle]
    found = [
        (row[NAME], row[REGION], code.upper())
        for row in rows[1:]
        if row[TYPE] == "locality" and row[REGION] and row[NAME]
    ]
    random.Random(4).shuffle(found)
    return [
        (_doubled(name) if i % 2 else name, region, country) for i, (name, region, country) in enumerate(found[:each])
    ]


def _doubled(name: str) -> str:
    middle = len(name) // 2
    return name[:middle] + name[middle - 1 : middle] + name[middle:]


def main() -> None:
    """Import, warm up, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--countries", default="sy,iq")
    parser.add_argument("--each", type=int, default=6000)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    if not WOF.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    os.environ.setdefault("TOLLBOOK_DATA", tempfile.mkdtemp())
    codes = args.countries.split(",")
    for code in codes:
        add_import(data_folder() / FOLDER, "wof-" + code, read_file(WOF / f"{code}.tsv.gz", "wof-" + code))
    gazetteer = open_gazetteer()
    asked = [row for code in codes for row in strings(code, args.each)]
    asked = list(dict.fromkeys(asked))
    random.Random(5).shuffle(asked)
    _ask(asked[:WARM], gazetteer)
    rest = asked[WARM:]
    size = len(rest) // ROUNDS
    profile = cProfile.Profile() if args.profile else None
    if profile:
        profile.enable()
    speeds = []
    for k in range(ROUNDS):
        began = time.process_time()
        _ask(rest[k * size : (k + 1) * size], gazetteer)
        speeds.append(size / (time.process_time() - began))
    print(f"{len(rest)} strings, each asked once: {statistics.median(speeds):.0f} a second, {max(speeds):.0f} at best")
    if profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def _ask(rows: list[tuple[str, str, str]], gazetteer: object) -> None:
    for name, region, country in rows:
        resolve_string(name, gazetteer, parents=[region], country=country)


if __name__ == "__main__":
    main()
