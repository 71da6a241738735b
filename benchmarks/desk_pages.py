"""Measure every page of the review desk on a large book: time at the server, size of the page, what a first visit transfers.

Usage: tollbook simulate --days 12600 --seed 3 --documents war.jsonl --truth truth.jsonl
       tollbook init war && tollbook run --book war war.jsonl
       python benchmarks/desk_pages.py war [--times 7] [--over 100] [--database postgresql://user@host/db?schema=pages]
       python benchmarks/desk_pages.py big --incidents 100000     (a folder: the book of benchmarks/exports.py is kept there)

Each route is asked with several of the book's own things (its largest incident, its longest report, its commonest words); the
slowest of the medians counts. ``--over`` milliseconds end it with status 1. The first line says how large the book is,
how long it took to open (by the clock and of the processor) and the most memory that took.
``--database`` measures a copy of the book whose tables lie there (``throw-away``: on a server that is started for it).
"""

import argparse
import contextlib
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import servers
from exports import made
from tollbook.flow.books.copying import copy_book
from tollbook.store.engine import open_writer
from tollbook.store.place import read_address
from tollbook.web.app import make_app
from tollbook.web.index import Index

PORT, TOKEN = 8123, "measured"
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
LATER = ("/incidents/places.json", "/outlines.json", "/static/world.json")
"""What the map's script asks for; it is there without them too, drawn by the server."""


def addresses(index: Index) -> dict[str, list[str]]:
    """Return for each route the addresses to ask, by the extremes of the book."""
    snapshot = index.snapshot
    incidents = sorted(snapshot.incidents.values(), key=lambda i: len(i.claims))
    largest, middle = incidents[-1], incidents[len(incidents) // 2]
    paired = next((i for i in incidents if i.suggestions), None)
    documents = sorted(index.claims_of, key=lambda d: len(index.claims_of[d]))
    claim = index.claims_of[documents[-1]][0]
    source = Counter(k for r in index.rows for k in r.keys["source"]).most_common(1)[0][0]
    area = Counter(k for r in index.rows for k in r.keys["area"]).most_common(1)[0][0]
    place = Counter(c.where.name for c in snapshot.claims.values() if c.where).most_common(1)[0][0]
    actor = Counter(a.name for c in snapshot.claims.values() for a in c.said_by).most_common(1)[0][0]
    pages = {
        "incidents": ["", "?page=90", "?sort=killed"],
        "incidents, filtered": [
            f"?source={quote(source)}",
            f"?area={quote(area)}&harm=killed",
            "?q=market",
            "?from=2020-01-01&to=2024-01-01",
            "?box=36,33,39,37",
        ],
        "incidents/places.json": ["", f"?source={quote(source)}"],
    }
    found = {name: [f"/{name.split(',')[0]}{query}" for query in queries] for name, queries in pages.items()}
    found |= {
        "incident": [f"/incident/{largest.id}", f"/incident/{middle.id}"],
        "pair": [f"/pair/{paired.id}/{paired.suggestions[0].incident}"] if paired else [],
        "document": [f"/document/{documents[-1]}", f"/document/{documents[len(documents) // 2]}"],
        "documents": ["/documents", "/documents?page=500"],
        "claim/edit": [f"/claim/{claim.id}/edit"],
        "totals": ["/totals", "/totals?page=30"],
        "queue": ["/queue", "/queue?page=40", "/queue/next"],
        "explain": ["/explain", f"/explain?address={largest.id}/killed", f"/explain?address={claim.id}"],
        "judgements": ["/judgements", "/judgements?all=1"],
        "search": [
            "/search",
            "/search?q=killed",
            "/search?q=people",
            f"/search?q={quote(place)}+shelling",
            "/search?q=k&harm=killed",
            "/search?q=zzzz",
        ],
        "sources": ["/sources", "/sources?words=center"],
        "actors": ["/actors", "/actors?open=1"],
        "actor": [f"/actor?name={quote(actor)}"],
        "places": ["/places"],
        "place": [f"/place?name={quote(place)}"],
        "outlines.json": ["/outlines.json"],
    }
    return found


def median_ms(client: TestClient, address: str, times: int) -> tuple[float, float, int]:
    """Return the median time of an address in milliseconds, by the clock and of the processor, and the size of its answer."""
    spent, worked = [], []
    size = 0
    for _ in range(times):
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(address, follow_redirects=False)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        assert answer.status_code in {200, 303}, (address, answer.status_code, answer.text[:300])
        size = len(answer.content)
    return statistics.median(spent), statistics.median(worked), size


def packed(client: TestClient, paths: tuple[str, ...]) -> int:
    """Return how many bytes these take on their way, as a browser asks for them."""
    total = 0
    for path in paths:
        with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
            total += sum(len(chunk) for chunk in answer.iter_raw())
    return total


def main() -> None:
    """Measure a book's pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument(
        "--incidents", type=int, help="measure a book of so many incidents, ten claims each, made in BOOK"
    )
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--over", type=float, default=0)
    parser.add_argument("--database", default="")
    args = parser.parse_args()
    written = made(args.book, args.incidents) if args.incidents else args.book
    with measured_book(written, args.database) as book:
        worst = measure(book, args.times)
    if args.over and worst > args.over:
        sys.exit(1)


@contextlib.contextmanager
def measured_book(book: Path, database: str) -> Iterator[Path]:
    """Yield the book, or a copy of it whose tables lie on a server; the copy goes afterwards."""
    with contextlib.ExitStack() as stack:
        if not database:
            yield book
            return
        if database == "throw-away":
            database = stack.enter_context(servers.throw_away({}))
        place = read_address(database, default_schema="pages")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tollbook-pages-")))
        copy_book(book, folder / "copy", str(place))
        try:
            yield folder / "copy"
        finally:
            with open_writer(place).begin() as connection:
                connection.exec_driver_sql(f'DROP SCHEMA "{place.schema}" CASCADE')


def measure(book: Path, times: int) -> float:
    """Print a line for each route, the slowest address of each; return the worst of them in milliseconds."""
    began, worked = time.perf_counter(), time.process_time()
    guard = make_app(book, token=TOKEN, port=PORT, who="Measurer")
    client: Any = TestClient(guard, base_url=f"http://127.0.0.1:{PORT}")
    client.get(f"/?token={TOKEN}")
    client.get("/incidents")
    index = client.app._app.state.desk.index()  # noqa: SLF001  # the desk behind the guard
    snapshot = index.snapshot
    print(
        f"{len(snapshot.documents):,} reports, {len(snapshot.claims):,} claims, {len(snapshot.incidents):,} incidents, "
        f"opened in {time.perf_counter() - began:.1f} s ({time.process_time() - worked:.1f} s of processor), "
        f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    )
    worst = 0.0
    for name, asked in addresses(index).items():
        measured = [(*median_ms(client, address, times), address) for address in asked]
        if not measured:
            continue
        slowest, busy, _, address = max(measured)
        largest = max(m[2] for m in measured)
        worst = max(worst, slowest)
        print(f"{name:24} {slowest:8.1f} ms {busy:8.1f} ms busy {largest / 1000:8.1f} kB   {address[:70]}")
    named = STATIC.findall(client.get("/incidents").text)
    first, later = packed(client, ("/incidents", *dict.fromkeys(named))), packed(client, LATER)
    print(f"first visit: {first / 1000:.0f} kB on the way, {later / 1000:.0f} kB more for the map")
    return worst


if __name__ == "__main__":
    main()
