"""Measure a book's database: rows a second as a record is put in place, and how long look-ups take, at a number of claims.

Usage: python benchmarks/databases.py [--claims 1000000] [--database postgresql://user@host/db?schema=bench] [--assert]

Without ``--database`` a file in a temporary folder is measured; ``--throw-away`` starts a PostgreSQL server for it, with its
settings as they come. Claims are drawn from a seed, as a team's record would be put in place: rows with every index, sums,
spots on the map and the index of words, in one transaction. ``--assert`` ends with status 1 where a target is missed.
"""

import argparse
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import msgspec

import servers
from claims_made import DAYS, FIRST, PER_DOCUMENT, TOWNS, claim_at, document_of
from tollbook.model.claim import Claim
from tollbook.model.document import Credits, Receipt
from tollbook.store import counts, derived, fulltext, schema, tables
from tollbook.store.derived import claim_value
from tollbook.store.engine import Connection, Database, insert_rows, open_reader, open_writer, transaction
from tollbook.store.place import read_address
from tollbook.store.spots import Box, claims_in
from tollbook.store.words import Asked

NOTHING = {"records": (), "incidents": (), "totals": (), "series": (), "issues": ()}
TARGETS = {"sqlite": 6_000, "postgresql": 12_000}
"""Rows a second."""
AT_ONCE = 10_000
MOST_MS = {"point": 5, "box": 5, "rare word": 5, "facet, counted": 25, "facet, summed": 1}


class Made:
    """Claims drawn from a seed, yielded once; ``spent`` and ``worked`` are the seconds that making them took.

    They are made as they are put in place, so that millions never lie in memory at once.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.spent = self.worked = 0.0

    def __iter__(self) -> Iterator[Claim]:
        draw = random.Random(7)
        for start in range(0, self.number, AT_ONCE):
            began, worked = time.perf_counter(), time.process_time()
            claims = [claim_at(n, draw) for n in range(start, min(self.number, start + AT_ONCE))]
            self.spent += time.perf_counter() - began
            self.worked += time.process_time() - worked
            yield from claims


def put_documents(connection: Connection, number: int) -> None:
    """Put the reports in place that the claims stand in, a short text each."""
    numbers = range(0, number, PER_DOCUMENT)
    insert_rows(connection, tables.documents, (document_row(n) for n in numbers))
    insert_rows(connection, tables.receipts, (receipt_row(n) for n in numbers))


def document_row(n: int) -> dict[str, Any]:
    """Return the row of the report that claim ``n`` stands in."""
    text = f"Report {n} of the day from {TOWNS[n % len(TOWNS)]}, unit u{n}."
    row = {"seq": n + 1, "id": document_of(n), "text_id": f"t{n}", "ordinal": 0, "sha256": f"{n:064x}"}
    return row | {"media_type": "text/plain", "length": len(text), "text": text}


def receipt_row(n: int) -> dict[str, Any]:
    """Return the row of that report's arrival."""
    said = Credits(outlet=f"Outlet {n % 50}", published=FIRST)
    made = Receipt(id=f"r{n}", document=document_of(n), sha256=f"{n:064x}", line=None, origin="made", credits=said)
    row = {"seq": n + 1, "id": made.id, "document": made.document, "sha256": made.sha256, "line": None}
    return row | {"received": "2026-01-01T00:00:00+00:00", "value": msgspec.json.encode(made).decode()}


def median_ms(ask: Callable[[random.Random], object], times: int = 41) -> float:
    """Return the median time of a question in milliseconds, asked with other values each time."""
    draw = random.Random(3)
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        ask(draw)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent[1:])


def look_ups(connection: Connection, number: int) -> dict[str, float]:
    """Return the median times of look-ups in milliseconds."""

    def box(draw: random.Random) -> object:
        west, south = draw.uniform(-170, 160), draw.uniform(-50, 60)
        return claims_in(connection, Box(west, south, west + 1, south + 1), limit=100)

    def facet(draw: random.Random) -> object:
        start = FIRST.replace(year=FIRST.year + draw.randrange(DAYS // 365))
        return counts.by_days(
            connection,
            "harm",
            country=draw.choice(("SY", "IQ", "YE")),
            first=f"{start}",
            last=f"{start.replace(month=12)}",
        )

    asked = {
        "point": lambda draw: claim_value(connection, f"c1_{draw.randrange(number):012x}"),
        "box": box,
        "rare word": lambda draw: fulltext.find(
            connection, "report", Asked(words=(f"u{draw.randrange(number) // PER_DOCUMENT * PER_DOCUMENT}",)), limit=20
        ),
        "common words": lambda draw: fulltext.find(
            connection, "claim", Asked(words=("killed", draw.choice(TOWNS).lower())), limit=20
        ),
        "facet, counted": facet,
        "facet, summed": lambda draw: counts.by(connection, "harm", country=draw.choice(("SY", "IQ", "YE"))),
    }
    return {name: median_ms(ask, 9 if name == "common words" else 41) for name, ask in asked.items()}


def measure(database: Database, number: int, kind: str) -> list[str]:
    """Print the figures of one database; return the targets it misses."""
    with transaction(open_writer(database), "bench") as connection:
        schema.create(connection, "bench", database)
        put_documents(connection, number)
        fulltext.refresh(connection)
    claims = Made(number)
    began, worked = time.perf_counter(), time.process_time()
    with transaction(open_writer(database), "bench") as connection:
        derived.replace_record(connection, claims=claims, **NOTHING)
    seconds = time.perf_counter() - began - claims.spent
    own = time.process_time() - worked - claims.worked
    rate = number / seconds
    analysed(database)
    print(f"{kind}: {number:,} claims in {seconds:.1f} s, {rate:,.0f} rows/s with every index, sums, spots and words")
    print(
        f"  of that the program itself worked {own:.1f} s; the machine did other things for the rest, or the server worked"
    )
    missed = [f"{rate:,.0f} rows/s"] if rate < TARGETS[kind] else []
    with transaction(open_reader(database), "bench") as connection:
        for name, spent in look_ups(connection, number).items():
            print(f"  {name:16}{spent:9.2f} ms")
            if spent > MOST_MS.get(name, 1e9):
                missed.append(f"{name} {spent:.1f} ms")
    return missed


def analysed(database: Database) -> None:
    """Let the database look through its tables, as autovacuum does on a server some time later."""
    if isinstance(database, Path):
        with transaction(open_writer(database), "bench") as connection:
            connection.exec_driver_sql("ANALYZE")
        return
    with open_writer(database).execution_options(book=None, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


@contextlib.contextmanager
def place_of(address: str, *, is_thrown_away: bool) -> Iterator[Database]:
    """Yield the database to measure; drop what was made in it."""
    with contextlib.ExitStack() as stack:
        if is_thrown_away:
            address = stack.enter_context(servers.throw_away({}))
        if not address:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tollbook-bench-"))
            yield Path(folder) / "tollbook.db"
            return
        database = read_address(address, default_schema="bench")
        yield database
        if not is_thrown_away:
            with transaction(open_writer(database), "bench") as connection:
                connection.exec_driver_sql(f'DROP SCHEMA "{database.schema}" CASCADE')


def main() -> None:
    """Measure one database."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    parser.add_argument("--throw-away", action="store_true")
    parser.add_argument("--assert", dest="is_asserted", action="store_true")
    args = parser.parse_args()
    kind = "postgresql" if args.database or args.throw_away else "sqlite"
    with place_of(args.database, is_thrown_away=args.throw_away) as database:
        missed = measure(database, args.claims, kind)
    if missed:
        print(f"missed: {', '.join(missed)}")
        sys.exit(1 if args.is_asserted else 0)


if __name__ == "__main__":
    main()
