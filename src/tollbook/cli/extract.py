"""``tollbook extract``: reports in as JSON Lines, what they say out as JSON Lines, in constant memory."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import click

from tollbook.cli._llm import cache_option, extractor_option, lines_by_llm
from tollbook.cli._options import workers_option

CHUNK = 32
EPILOG = """\b
Examples:
  echo '{"id": 1, "text": "Shelling killed 3 civilians on Monday.", "published": "2021-05-12"}' | tollbook extract -
  tollbook extract --jobs 4 -o said.jsonl reports.jsonl
"""


@click.command("extract", epilog=EPILOG)
@click.argument("source", metavar="IN.jsonl", type=click.File("rb"))
@click.option(
    "--language",
    default="auto",
    show_default=True,
    help="Language of all lines (en, ...); auto: as each line says, else as its text looks.",
)
@workers_option("--jobs", 64, "Worker processes; the order of lines is kept.")
@click.option(
    "-o",
    "--output",
    type=click.File("wb"),
    default="-",
    show_default=True,
    help="Where the lines go; - is standard output.",
)
@extractor_option
@cache_option
def command(
    source: BinaryIO, language: str, jobs: int, output: BinaryIO, extractor: str | None, cache: Path | None
) -> None:
    """Read each report of IN.jsonl and print what it says: one line out for each line in, in the same order.

    A line in holds "id" and "text", and if known "published" (YYYY-MM-DD), "outlet" and "language". A line out holds
    its casualty claims with their exact words, its other records, the incidents inside the report with their ranges,
    and issues. A broken line gives its number and an issue, and the rest go on. IN.jsonl may be - for standard input.
    """
    from tollbook.flow.reading.extract_lines import extract_line

    if extractor == "llm" and jobs > 1:
        raise click.UsageError("--jobs does not go with --extractor llm: TOLLBOOK_LLM_PER_MINUTE sets its pace")
    lines = enumerate(source, start=1)
    outcome = 0
    results = _in_processes(lines, language, jobs) if jobs > 1 else (extract_line(b, n, language) for n, b in lines)
    if extractor == "llm":
        results = lines_by_llm([b for _, b in lines], language, cache)
    for result in results:
        output.write(result)
        output.flush()
        outcome |= b'"severity":"error"' in result
    sys.exit(outcome)


def _in_processes(lines: Iterable[tuple[int, bytes]], language: str, jobs: int) -> Iterator[bytes]:
    """Yield results in order, a few chunks ahead of what is printed; workers leave an interrupt to the parent."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    from tollbook.flow.reading.extract_lines import extract_chunk
    from tollbook.model.issue import Issue, RunAborted

    ahead: deque[Future[bytes]] = deque()
    lines = iter(lines)
    pool = ProcessPoolExecutor(jobs, initializer=_ignore_interrupt)
    try:
        while chunk := list(islice(lines, CHUNK)):
            ahead.append(pool.submit(extract_chunk, chunk, language))
            if len(ahead) > 2 * jobs:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    except BrokenProcessPool as error:
        hint = "run it again with fewer --jobs; the lines printed so far are whole"
        raise RunAborted(Issue("worker-died", "error", "extract", "a worker process was killed", hint)) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupt() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
