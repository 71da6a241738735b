"""Time the batch: one process, a pool of 1 and 2, a Dask cluster of 2, on the same shards; general news end to end.

Usage: python benchmarks/batch.py engines [--reports N] [--repeat R] [--shard-rows N] [--only NAME ...]
       python benchmarks/batch.py general [--reports N] [--repeat R] [--shard-rows N]
       python benchmarks/batch.py warc [--reports N] [--repeat R] [--shard-rows N]

Each run is a process of its own into a fresh folder. Seconds of processors are those of the process and everything it
started; they are what to go by on a machine that other work shares. "Alone" is what the run would take with a processor for
each worker: the starting process's own seconds, then the workers' shared out evenly. Reports come from simulated wars
(seeds 1, 2, ... of 1,500 days each, until there are N) or from ``general_news.py``, as one Parquet file; for ``warc`` each
general report is set into a page of about 40 KB of menus, scripts and teasers, in one packed web archive.
"""

import argparse
import datetime as dt
import gzip
import html
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from general_news import reports
from tollbook.simulate.war import document_lines, make_war
from tollbook.vocab.simulation import sentences, towns

DAYS = 1500
ENGINES: dict[str, tuple[int, tuple[str, ...]]] = {
    "pool of 1": (1, ("--workers", "1")),
    "pool of 2": (2, ("--workers", "2")),
    "Dask, 1 worker": (1, ("--local-cluster", "1")),
    "Dask, 2 workers": (2, ("--local-cluster", "2")),
}


def simulated(count: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` reports of simulated wars over the same four years."""
    made = seed = 0
    while made < count:
        seed += 1
        for line in document_lines(make_war("moderate", seed, towns(), sentences("en"), DAYS)):
            if made < count:
                made += 1
                yield {**line, "id": f"s{seed}-{line['id']}"}


def general(count: int) -> Iterator[dict[str, Any]]:
    """Yield ``count`` reports of general news over a year."""
    for number, text in enumerate(reports(count)):
        day = dt.date(2021, 1, 1) + dt.timedelta(number * 365 // count)
        yield {"id": f"g{number}", "text": text, "published": day.isoformat(), "outlet": f"Outlet {number % 40}"}


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as Parquet."""
    names = ("id", "text", "published", "outlet")
    parquet.write_table(pa.table({n: [r.get(n) for r in rows] for n in names}), path, row_group_size=5000)


def crawl(path: Path, count: int) -> None:
    """Write ``count`` general reports as pages of a web archive."""
    menu = "".join(f"<li class='item-{n}'><a href='/section/{n}'>Section {n}</a></li>" for n in range(150))
    script = "<script>" + "window.queue=window.queue||[];queue.push(['set','option','value']);" * 250 + "</script>"
    teaser = "<div class='teaser'><a href='/a'><img src='/i.jpg' alt=''><span>The council met on water supplies</span></a></div>"
    with path.open("wb") as target:
        for number, row in enumerate(general(count)):
            title, _, body = row["text"].partition("\n\n")
            article = "".join(f"<p>{html.escape(p)}</p>" for p in body.split("\n\n"))
            page = (
                f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}</title>"
                f"<meta property='article:published_time' content='{row['published']}T08:00:00+00:00'>{script}</head>"
                f"<body><nav><ul>{menu}</ul></nav><article><h1>{html.escape(title)}</h1>{article}</article>{teaser * 60}</body></html>"
            ).encode()
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
                f"WARC-Date: 2021-12-31T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            target.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))


def run(source: Path, out: Path, options: tuple[str, ...], shard_rows: int) -> dict[str, float]:
    """Run the batch and return seconds on the clock and of processors, and what its manifest counts."""
    words = ["batch", "run", "--in", str(source), "--out", str(out), "--shard-rows", str(shard_rows), *options]
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "tollbook", *words], stdout=subprocess.DEVNULL, stderr=sys.stderr)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"the batch ended with status {os.waitstatus_to_exitcode(status)}")
    counts = json.loads((out / "manifest.json").read_bytes())["counts"]
    return {**counts, "clock": seconds, "processors": used.ru_utime + used.ru_stime}


def started(scratch: Path) -> float:
    """Return the processor seconds of a batch of one report by a pool of 1: starting, whatever is read."""
    write(scratch / "one.parquet", [{"id": "1", "text": "Nothing happened.", "published": "2020-01-01"}])
    return run(scratch / "one.parquet", scratch / "one", ("--workers", "1"), 10)["processors"]


def size_of(folder: Path) -> int:
    """Return the bytes of everything below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def alone(counts: dict[str, float], workers: int) -> float:
    """Return the seconds a run takes when every worker has a processor to itself and nothing else runs."""
    return counts["own_seconds"] + (counts["processors"] - counts["own_seconds"]) / workers


def engines(source: Path, scratch: Path, args: argparse.Namespace) -> None:
    """Print a line for each run, turn about, and the ratios of the medians."""
    found: dict[str, list[dict[str, float]]] = {}
    for turn in range(args.repeat):
        for name, (workers, options) in ENGINES.items():
            if args.only and name not in args.only:
                continue
            counts = run(source, scratch / f"{name} {turn}".replace(" ", "-"), options, args.shard_rows)
            counts["alone"] = alone(counts, workers)
            found.setdefault(name, []).append(counts)
            print(line(name, counts), flush=True)
    mid = {
        name: {k: statistics.median(c[k] for c in runs) for k in ("clock", "processors", "alone")}
        for name, runs in found.items()
    }
    for what in ("clock", "processors", "alone"):
        if {"pool of 1", "pool of 2"} <= mid.keys() and what != "processors":
            print(f"2 workers against 1, {what}: {mid['pool of 1'][what] / mid['pool of 2'][what]:.2f} times")
        if {"pool of 2", "Dask, 2 workers"} <= mid.keys():
            more = mid["Dask, 2 workers"][what] / mid["pool of 2"][what] - 1
            print(f"Dask beside a pool, 2 workers, {what}: {100 * more:+.0f} %")


def line(name: str, counts: dict[str, float]) -> str:
    """Return a run in a line."""
    return (
        f"{name:<16}{counts['documents']:>9,.0f} reports {counts['claims']:>8,.0f} claims {counts['incidents']:>7,.0f} incidents"
        f"  clock {counts['clock']:7.1f} s  processors {counts['processors']:7.1f} s, own {counts['own_seconds']:6.1f} s"
        f"  alone {counts.get('alone', 0.0):7.1f} s  {counts['documents'] / counts['processors']:6.0f} reports a processor second"
        f"  memory: a worker {counts['worker_mb']:,.0f} MB, own {counts['own_mb']:,.0f} MB"
    )


def main() -> None:
    """Generate, run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["engines", "general", "warc"])
    parser.add_argument("--reports", type=int)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--shard-rows", type=int, default=1000)
    parser.add_argument("--only", action="append", choices=list(ENGINES))
    parser.add_argument("--scratch", type=Path, help="Where the runs go; a folder that is removed without it.")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.scratch) as folder:
        scratch = Path(folder)
        source = scratch / ("in.warc.gz" if args.what == "warc" else "in.parquet")
        if args.what == "warc":
            crawl(source, args.reports or 5_000)
        else:
            made = simulated(args.reports or 10_000) if args.what == "engines" else general(args.reports or 20_000)
            write(source, list(made))
        print(f"starting takes {(begin := started(scratch)):.1f} s of processors, in every run below")
        if args.what == "engines":
            engines(source, scratch, args)
            return
        for turn in range(args.repeat):
            counts = run(source, scratch / f"{args.what}-{turn}", ("--workers", "1"), args.shard_rows)
            rate = counts["rows"] / (counts["processors"] - begin)
            print(line(args.what, {**counts, "alone": alone(counts, 1)}))
            print(
                f"end to end, starting left out: {rate:.0f} rows a second of one processor; reading alone "
                f"{counts['rows'] / counts['seconds']:.0f}; {100 * counts['telling'] / counts['rows']:.1f} % say something; "
                f"in {source.stat().st_size / counts['rows']:,.0f} bytes a row, out {size_of(scratch / f'{args.what}-{turn}') / counts['rows']:,.0f}"
            )


if __name__ == "__main__":
    main()
