"""How fast and in how much memory a book is exported. Usage: python benchmarks/exports.py [--incidents N] [--keep DIR] [SHAPE ...].

A book is written as if it had been derived: the tests' invented week again and again, ten claims an incident, five claims a
report, every fiftieth claim a child by name, some speakers nobody knows. ``tollbook export --policy public`` then goes through it in
processes of its own. Printed: the seconds of all of them (of processor and clock), rows, size of what was written, and the most memory
that all of them held together: pages that several share counted once (PSS, Linux), looked at four times a second.
"""

import argparse
import datetime as dt
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from books import new_book  # type: ignore[import-not-found]  # the tests' own folder, put on the path above
from snapshots import mardan_week  # type: ignore[import-not-found]  # as above
from tollbook.flow.books.book import open_book, writer
from tollbook.model.claim import Claim
from tollbook.model.document import Credits, Document, Receipt
from tollbook.model.incident import Incident
from tollbook.model.interval import Interval
from tollbook.model.reading import ActorReading
from tollbook.store import derived, documents
from tollbook.store.documents import StoredText
from tollbook.store.engine import transaction

CLAIMS_AN_INCIDENT = 10
CLAIMS_A_REPORT = 5
DAYS = 2000
FIRST = dt.date(2014, 1, 1)
NAMES = 2000
BATCH = 2000
CHILD = (
    "import sys; from tollbook.cli.main import tollbook_command; tollbook_command(sys.argv[1:], standalone_mode=False)"
)
LOOKS_SECONDS = 0.25


class Book:
    """Incidents, claims and reports by number: the same for a number whenever they are asked for."""

    def __init__(self, incidents: int) -> None:
        week = mardan_week()
        self.incidents = incidents
        self.claims = incidents * CLAIMS_AN_INCIDENT
        self.reports = max(1, self.claims // CLAIMS_A_REPORT)
        self._incidents = [i for i in week.incidents.values() if not i.is_total and i.claims]
        self._claims = [c for c in week.claims.values() if c.scope == "incident"]
        self._report: Document = next(iter(week.documents.values()))

    def all_claims(self) -> Iterator[Claim]:
        """Yield the claims."""
        for number in range(self.claims):
            claim = self._claims[number % len(self._claims)]
            who, said = claim.who, claim.said_by
            if number % 50 == 0:
                name = random.Random(number).randrange(NAMES)
                who = msgspec.structs.replace(who, names=(f"Child{name} of House{name}",), ages=("9",))
            if number % 7 == 0:
                said = (ActorReading((0, 1), "a", f"a resident of quarter {number % 300}", "speaker", "test"),)
            yield msgspec.structs.replace(
                claim, id=f"c1_{number:020x}", document=self.report_id(number // CLAIMS_A_REPORT), part_of=None, who=who, said_by=said
            )  # fmt: skip

    def all_incidents(self) -> Iterator[Incident]:
        """Yield the incidents, each with its days, code, claims and reports."""
        for number in range(self.incidents):
            incident = self._incidents[number % len(self._incidents)]
            first = number * CLAIMS_AN_INCIDENT
            claims = tuple(f"c1_{n:020x}" for n in range(first, first + CLAIMS_AN_INCIDENT))
            reports = dict.fromkeys(
                self.report_id(n // CLAIMS_A_REPORT) for n in range(first, first + CLAIMS_AN_INCIDENT)
            )
            day = FIRST + dt.timedelta(days=number % DAYS)
            figures = tuple(
                msgspec.structs.replace(
                    f, range=msgspec.structs.replace(f.range, set_by=dict.fromkeys(f.range.set_by, claims[0]))
                )
                for f in incident.figures
            )
            yield msgspec.structs.replace(
                incident, id=f"i1_{number:020x}", code=f"SYMAR{day:%y%m%d}x{number}", claims=claims, documents=tuple(reports),
                when=Interval(day, day), figures=figures, suggestions=(), sub_of=None,
            )  # fmt: skip

    def report_id(self, number: int) -> str:
        """Return the id of a report."""
        return f"d1_{number:020x}"

    def write(self, root: Path) -> None:
        """Write everything into the book at ``root``."""
        engine = writer(open_book(root))
        for start in range(0, self.reports, BATCH):
            with transaction(engine, "benchmark") as connection:
                for number in range(start, min(self.reports, start + BATCH)):
                    name = self.report_id(number)
                    text = f"{number}. {self._report.text}"
                    sha256 = f"{number:064x}"
                    stored = StoredText(
                        id=name, text_id=name, ordinal=0, sha256=sha256, media_type="text/plain", text=text
                    )
                    documents.add_text(connection, stored)
                    day = FIRST + dt.timedelta(days=number // 2 % DAYS)
                    said = Credits(published=day, outlet=f"Outlet {number % 90}", url=f"https://news.example/{number}", language="en")  # fmt: skip
                    told = Receipt(id=f"r{number}", document=name, sha256=sha256, origin="benchmark", credits=said)
                    documents.add_receipt(connection, told, "2026-01-01T00:00:00Z")
        with transaction(engine, "benchmark") as connection:
            derived.replace_record(
                connection, claims=self.all_claims(), records=(), incidents=self.all_incidents(), totals=(), series=(), issues=()
            )  # fmt: skip
        engine.dispose()


def made(folder: Path, incidents: int) -> Path:
    """Return the book in ``folder``, made in a process of its own where it is not there yet."""
    if not (folder / "book").exists():
        code = (
            "import sys; sys.path.insert(0, sys.argv[1]); import exports; exports.make(sys.argv[2], int(sys.argv[3]))"
        )
        here = str(Path(__file__).resolve().parent)
        subprocess.run([sys.executable, "-c", code, here, str(folder), str(incidents)], check=True)
    return folder / "book"


def make(folder: str, incidents: int) -> None:
    """Make a book of so many incidents below ``folder``."""
    root = new_book(Path(folder))
    Book(incidents).write(root)


def run(command: list[str]) -> None:
    """Run the command and print what it and its worker processes took together."""
    start, most, before = time.time(), 0.0, resource.getrusage(resource.RUSAGE_CHILDREN)  # of what made the book
    child = subprocess.Popen([sys.executable, "-c", CHILD, *command], env={**os.environ, "PYTHONUTF8": "1"})
    while child.poll() is None:
        most = max(most, sum(held_mb(process) for process in with_children(child.pid)))
        time.sleep(LOOKS_SECONDS)
    if child.returncode:
        raise SystemExit(child.returncode)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{seconds:.1f} s of processor, {time.time() - start:.1f} s, at most {most:,.0f} MB in all processes together"
    )


def with_children(process: int) -> list[int]:
    """Return a process and all that it started, as far as they live."""
    try:
        below = [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [process, *(found for n in below for found in with_children(n))]


def held_mb(process: int) -> float:
    """Return the megabytes a process holds, shared pages by its share; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> None:
    """Make the book, export it, print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="where the book is kept for another time")
    parser.add_argument("--jobs", help="as of tollbook export; without it the export decides")
    parser.add_argument("shapes", nargs="*", default=["ucdp", "acled", "parquet"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = asked.keep or Path(name)
        start = time.time()
        root = made(folder, asked.incidents)
        size = (root / "tollbook.db").stat().st_size / 1e6
        claims = asked.incidents * CLAIMS_AN_INCIDENT
        print(f"{asked.incidents:,} incidents, {claims:,} claims, {size:,.0f} MB, made in {time.time() - start:.0f} s")
        out = Path(name) / "out"
        command = ["export", *asked.shapes, "--book", str(root), "-o", str(out), "--policy", "public"]
        run([*command, *(["--jobs", asked.jobs] if asked.jobs else [])])
        written = sum(path.stat().st_size for path in out.iterdir()) / 1e6
        print(f"{written:,.0f} MB written")


if __name__ == "__main__":
    main()
