"""How fast an edition is written in the field's shapes. Usage: python benchmarks/exports.py [--incidents N] [SHAPE ...].

The record is simulated in memory: the tests' invented week again and again, each time with ids, codes and days of its own.
Printed: seconds and rows a second for redaction and each shape, and the most memory held.
"""

import argparse
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from snapshots import mardan_week  # type: ignore[import-not-found]  # the tests' own folder, put on the path above
from tollbook.flow.export_forms import write_form
from tollbook.model.snapshot import Snapshot
from tollbook.publish.redact import edition_of
from tollbook.publish.shapes.all import SHAPES
from tollbook.publish.shapes.shape import Given, Row, Skipped, Table
from tollbook.vocab.policies import load_policy


def many(incidents: int) -> Snapshot:
    """Return the week's incidents and claims as often as it takes."""
    week = mardan_week()
    copies = max(1, incidents // len(week.incidents))
    claims, found = {}, {}
    for copy in range(copies):
        named = {c: f"{c}{copy:06}" for c in week.claims}
        for claim in week.claims.values():
            claims[named[claim.id]] = msgspec.structs.replace(claim, id=named[claim.id], part_of=None)
        for incident in week.incidents.values():
            identity = f"{incident.id}{copy:06}"
            found[identity] = msgspec.structs.replace(
                incident,
                id=identity,
                code=f"{incident.code}{copy}",
                claims=tuple(named.get(c, c) for c in incident.claims),
            )
    whole: Snapshot = msgspec.structs.replace(week, claims=claims, incidents=found)
    return whole


def main() -> None:
    """Time redaction and each shape."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("shapes", nargs="*", default=["ucdp", "acled", "parquet"])
    asked = parser.parse_args()
    view = many(asked.incidents)
    print(f"{len(view.incidents):,} incidents, {len(view.claims):,} claims")
    start = time.process_time()
    edition = edition_of(view, load_policy("public"), dt.date(2026, 1, 1))
    print(f"redaction  {time.process_time() - start:6.2f} s")
    for name in asked.shapes:
        start, rows = time.process_time(), 0

        def passed(table: Table) -> Iterator[Row]:
            nonlocal rows
            for row in table.rows(edition, Given(book="b")):
                if not isinstance(row, Skipped):
                    rows += 1
                    yield row

        with tempfile.TemporaryDirectory() as folder:
            for _ in write_form(SHAPES[name], Path(folder), passed):
                pass
        seconds = time.process_time() - start
        print(f"{name:<9}  {seconds:6.2f} s  {rows / max(seconds, 0.01):10,.0f} rows/s")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
