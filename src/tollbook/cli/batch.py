"""``tollbook batch``: the same steps over an archive, on the processes of one computer or on a Dask cluster."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import book_option, workers_option

if TYPE_CHECKING:
    from tollbook.batch.engine import Engine
    from tollbook.batch.manifest import Manifest
    from tollbook.batch.reading import Settings
    from tollbook.batch.run import Outcome
    from tollbook.model.claim import Crime
    from tollbook.model.issue import Issue

MOST_SHOWN = 20
EPILOG = """\b
Examples:
  tollbook batch run --in "archive/*.parquet" --out war --workers 4
  tollbook batch run --in crawl.warc.gz --in more/ --out war --local-cluster 4
  tollbook batch run --in "s3://bucket/2017/*.jsonl.gz" --out /shared/war --scheduler tcp://10.0.0.5:8786
  tollbook batch status war
  tollbook batch load war --book book
"""
OUT = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, exists=True))


@click.group("batch", epilog=EPILOG)
def command() -> None:
    """Read an archive of millions of reports into Parquet tables, with the steps a book goes through."""


@command.command("run", epilog=EPILOG)
@click.option(
    "--in",
    "patterns",
    multiple=True,
    required=True,
    metavar="FILES",
    help="Path, folder, glob in quotation marks or address (s3://...); may be given several times.",
)
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Result.")
@workers_option("--workers", 512, "Processes on this computer, where no cluster is named.")
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler; its workers must see the same folders.")
@click.option(
    "--local-cluster", metavar="N", type=click.IntRange(1, 512), help="Start a Dask cluster of N workers here."
)
@click.option("--memory", metavar="MB", type=click.IntRange(500), help="Memory a worker process may take.")
@click.option(
    "--shard-rows",
    default=2000,
    show_default=True,
    metavar="N",
    type=click.IntRange(1, 1_000_000),
    help="Rows read as one piece of work; a killed worker costs that much.",
)
@click.option(
    "--seconds",
    default=60.0,
    show_default=True,
    type=click.FloatRange(0.2, 3600),
    help="A report that takes longer to read is set aside.",
)
@click.option("--focus", multiple=True, metavar="CC", help="Alpha-2 code of a country the archive is about.")
@click.option("--language", metavar="CODE", help="Language of rows that do not say theirs; else as their text looks.")
@click.option("--timezone", default="UTC", show_default=True, metavar="ZONE", help="Zone whose days reports are of.")
@click.option(
    "--crime",
    default="leave-out",
    show_default=True,
    type=click.Choice(["leave-out", "apart", "count"]),
    help="Reports in the words of ordinary crime: as `crime` in a book's settings.",
)
@click.option("--profile", default="airwars", show_default=True, metavar="NAME", help="Coding profile of the ranges.")
def run(  # noqa: PLR0917  # options of the command line
    patterns: tuple[str, ...],
    out: Path,
    workers: int,
    scheduler: str | None,
    local_cluster: int | None,
    memory: int | None,
    shard_rows: int,
    seconds: float,
    focus: tuple[str, ...],
    language: str | None,
    timezone: str,
    crime: "Crime",
    profile: str,
) -> None:
    """Read the files into tables: documents, claims, incidents, totals and issues, as Parquet by month and country.

    Files are .parquet (columns id, text, published, outlet, language; others are kept beside the document), .jsonl and
    .jsonl.gz (lines as `tollbook extract` reads them) and .warc.gz. They are cut into shards; what is done of a shard is
    written once and kept, so that the same command goes on after an interrupt, and reads only what is new. A report
    that ends a worker process twice, or takes too long, is set aside with an Issue.
    """
    from tollbook.batch.reading import Settings

    if scheduler and local_cluster:
        raise click.UsageError("give --scheduler or --local-cluster, not both")
    settings = Settings(
        language=language,
        timezone=timezone,
        focus=tuple(sorted({code.upper() for code in focus})),
        seconds=seconds,
        profile=profile,
        shard_rows=shard_rows,
        crime=crime,
    )
    _check(settings)
    outcome = _run(patterns, out, settings, (workers, scheduler, local_cluster, memory))
    click.echo("all of it was there already" if outcome.was_done else f"written to {out}")
    for line in told(outcome.manifest):
        click.echo(line)
    sys.exit(_tell(outcome.issues))


def _check(settings: "Settings") -> None:
    from tollbook.read.text import zone_names
    from tollbook.vocab.profiles import load_profile

    if settings.timezone not in zone_names():
        raise click.BadParameter(
            f"{settings.timezone} is no time zone; give one as Asia/Damascus", param_hint="--timezone"
        )
    try:
        load_profile(settings.profile)
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{settings.profile}: {error}", param_hint="--profile") from error


def _run(
    patterns: tuple[str, ...], out: Path, settings: "Settings", how: tuple[int, str | None, int | None, int | None]
) -> "Outcome":
    from tollbook.batch.run import run_batch

    workers, scheduler, local, memory = how

    def say(line: str) -> None:
        click.echo(line, err=True)

    def through(engine: "Engine") -> "Outcome":
        return run_batch(patterns, out, settings, engine, say)

    if scheduler or local:
        from tollbook.batch.dask_engine import Dask

        with Dask(scheduler=scheduler, local=local, memory_mb=memory) as cluster:
            return through(cluster)
    from tollbook.batch.engine import Pool

    with Pool(workers, memory) as pool:
        return through(pool)


def told(manifest: "Manifest") -> list[str]:
    """Return what a manifest says, for a person."""
    from tollbook.cli._told import counted

    c = manifest.counts
    shards = sum(i.shards for i in manifest.inputs)
    rate = f", {c.documents / c.seconds:,.0f} a second of one processor" if c.seconds else ""
    return [
        f"{counted(len(manifest.inputs), 'file')}, {counted(shards, 'shard')}, {counted(c.rows, 'row')}",
        f"{counted(c.documents, 'report')} read{rate}; {c.telling:,} say something, {c.in_no_language:,} in no language that is read, {c.set_aside:,} set aside",
        ", ".join(
            (
                counted(c.claims, "claim"),
                counted(c.incidents, "incident"),
                counted(c.totals, "total"),
                counted(c.issues, "issue"),
            )
        ),
    ]


def _tell(issues: "tuple[Issue, ...]") -> int:
    """Print the gravest Issues on standard error, those alike as one, and return the exit status they ask for."""
    from tollbook.cli._told import plain

    alike: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        if issue.severity == "error":
            alike.setdefault((issue.code, issue.message), []).append(issue)
    for group in list(alike.values())[:MOST_SHOWN]:
        more = f" [and {len(group) - 1:,} more the same]" if len(group) > 1 else ""
        first = group[0]
        click.echo(plain(f"error: {first.subject}: {first.message} [{first.code}]{more}\n    {first.hint}"), err=True)
    if len(alike) > MOST_SHOWN:
        click.echo("all of them: the table issues", err=True)
    return 1 if alike else 0


@command.command("status")
@OUT
def status(folder: Path) -> None:
    """Say how far the batch in DIR is: what each stage has done, and what its tables hold."""
    from tollbook.batch.status import status_lines

    for line in status_lines(folder):
        click.echo(line)


@command.command("load")
@OUT
@book_option
@click.option("--month", "months", multiple=True, metavar="YYYY-MM", help="Only reports of this month; again for more.")
@click.option(
    "--country", "countries", multiple=True, metavar="CC", help="Only reports whose claims are mostly of this country."
)
def load(folder: Path, book: Path, months: tuple[str, ...], countries: tuple[str, ...]) -> None:
    """Bring the reports of the batch in DIR that say something into a book, where people can judge and sign.

    The book reads them itself, so that its record rests on its own archive; loading again changes nothing.
    """
    from tollbook.batch.load import load_batch
    from tollbook.cli._told import counted, progress_bar, tell_issues

    with progress_bar() as progress:
        outcome = load_batch(
            folder,
            book,
            months=months,
            countries=[c.upper() if c != "unknown" else c for c in countries],
            progress=progress,
        )
    click.echo(f"{counted(outcome.intake.new, 'new report')}, {outcome.intake.known:,} known already")
    sys.exit(tell_issues(outcome.issues, book))


@command.command("people")
@OUT
def people(folder: Path) -> None:
    """Say which named victims of the batch in DIR may be one person: pairs with match weights, by Splink.

    Writes people/mentions.parquet (each full name of a claim) and people/pairs.parquet (two mentions, the weight, and how
    close name, age, place and day are). Names are compared as they are written. Nothing is merged: a person decides.
    """
    from tollbook.batch.people import link_people
    from tollbook.cli._told import counted

    outcome = link_people(folder)
    click.echo(
        f"{counted(outcome.mentions, 'mention')} of named victims, {counted(outcome.pairs, 'pair')} that may be one person"
    )
