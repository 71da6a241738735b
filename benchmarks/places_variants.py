"""Measure spellings never seen: each place is known by its first name only, and asked for by its other names in Latin letters.

Usage: python benchmarks/places_variants.py [--countries mm,so] [--each N] [--errors N]. Needs the development material beside the
checkout. Imports the Who's On First extracts with all names but the first cut away into a folder of its own, then resolves other
spellings (at least half alike, another exact key) inside the governorate, and the UCDP strings without coordinates (``--strings``).
"""

import argparse
import gzip
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tollbook.places.files import read_file
from tollbook.places.keys import exact_key, similarity
from tollbook.places.library import FOLDER, add_import, data_folder, open_gazetteer
from tollbook.resolve.where.shapes import contains, distance_km
from tollbook.resolve.where.strings import country_code, resolve_string

SHARED = Path(__file__).resolve().parents[2] / "shared"
WOF = SHARED / "gazetteer" / "wof"
ALIKE = 0.5
LAT, LON = 6, 7
SETTLED = ("village", "town", "city")


def rows(path: Path) -> Iterator[list[str]]:
    """Yield the cells of the lines of an extract, the header first."""
    with gzip.open(path, "rt") as handle:
        for line in handle:
            yield line.rstrip("\n").split("\t")


def held_out(path: Path, folder: Path) -> Path:
    """Write the extract with one name a locality and return the copy."""
    target = folder / path.name
    lines = []
    for number, cells in enumerate(rows(path)):
        if number and cells[4] == "locality":
            cells[14] = f"eng:{cells[3]}"
        lines.append("\t".join(cells))
    target.write_bytes(gzip.compress("\n".join(lines).encode(), 1))
    return target


def spellings(path: Path, each: int) -> list[tuple[str, list[str]]]:
    """Return a sample of other spellings in Latin letters, with the cells of their place."""
    found = []
    for cells in rows(path):
        if cells[4] != "locality" or not cells[9]:
            continue
        for part in cells[14].split("|"):
            name = part.partition(":")[2]
            is_other = exact_key(name) != exact_key(cells[3])
            if (
                name[:1].isalpha()
                and ord(name[0]) < 0x250
                and is_other
                and similarity(exact_key(name), exact_key(cells[3])) > ALIKE
            ):
                found.append((name, cells))
    random.Random(4).shuffle(found)
    return found[:each]


def variants(countries: list[str], each: int, errors: int, *, district: bool) -> None:
    """Resolve spellings held out of the gazetteer, inside the stated governorate, and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TOLLBOOK_DATA"] = folder
        for code in countries:
            for path in (held_out(WOF / f"{code}.tsv.gz", Path(folder)), WOF / f"{code}_admin.geojson.gz"):
                add_import(data_folder() / FOLDER, "wof-" + code, read_file(path, "wof-" + code))
        gazetteer = open_gazetteer()
        for code in countries:
            asked = spellings(WOF / f"{code}.tsv.gz", each)
            found = close = far = inside = 0
            for name, cells in asked:
                answer, _ = resolve_string(
                    name + " village",
                    gazetteer,
                    parents=[x for x in (cells[11] if district else "", cells[9]) if x],
                    country=code.upper(),
                )
                place = answer.place
                if place is None or place.matched_by == "parent":
                    if errors > 0:
                        errors -= 1
                        print("  not found", name, "|", cells[3], "|", cells[9])
                    continue
                km = distance_km(place.lat, place.lon, float(cells[LAT]), float(cells[LON]))
                found += 1
                close += km <= 10
                far += km > 25
                inside += km <= place.radius_m / 1000
            print(
                f"{code}: {len(asked)} spellings, found {found / max(1, len(asked)):.2f}, "
                f"within 10 km {close / max(1, found):.2f}, > 25 km {far / max(1, found):.2f}, "
                f"inside the radius {inside / max(1, found):.2f}"
            )


def strings(errors: int) -> None:
    """Resolve UCDP's strings without coordinates: the share found, and of those the share inside the stated district's outline."""
    gazetteer = open_gazetteer()
    asked = found = known = inside = 0
    for country, adm1, adm2, where, _ in list(rows(SHARED / "gazetteer" / "eval" / "ucdp_aec_places.tsv.gz"))[1:]:
        code = country_code(country, gazetteer)
        words = where.split()
        if not code or not (WOF / f"{code.lower()}.tsv.gz").exists() or not words or words[-1] not in SETTLED:
            continue
        asked += 1
        parents = [x for x in (adm2, adm1) if x]
        place = resolve_string(where, gazetteer, parents=parents, country=country)[0].place
        if place is None or place.matched_by == "parent":
            if errors > 0 and asked % 7 == 0:
                errors -= 1
                print("  not found", country, "|", adm1, "|", adm2, "|", where)
            continue
        found += 1
        area = resolve_string(adm2, gazetteer, parents=[adm1], country=country)[0].place if adm2 else None
        if area is not None and area.level == "district" and area.geometry:
            known += 1
            inside += contains(area.geometry, place.lat, place.lon)
    print(
        f"strings {asked}, found {found / asked:.3f}; in the outline of the stated district {inside / known:.3f} of {known}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--countries", default="mm,so,sd,ye,af,ua,sy,iq")
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--district", action="store_true", help="state the district too")
    parser.add_argument("--strings", action="store_true", help="UCDP's strings; the extracts must be imported")
    args = parser.parse_args()
    if not SHARED.exists():
        sys.exit("skipped: the development material is not beside this checkout")
    if args.strings:
        strings(args.errors)
    else:
        variants(args.countries.split(","), args.each, args.errors, district=args.district)


if __name__ == "__main__":
    main()
