"""``tollbook run``: read reports into a book and bring its record up to date."""

import datetime as dt
import sys
from pathlib import Path

import click

from tollbook.cli._llm import extractor_option, model_chosen, telling
from tollbook.cli._options import DAY, book_option

EPILOG = """\b
Examples:
  tollbook run --book war reports/
  tollbook run --book war --published 2017-08-23 --outlet "Furat Wire" report.txt
  tollbook run --book war            # bring the record up to date, read nothing new
"""


@click.command("run", epilog=EPILOG)
@book_option
@click.option("--published", type=DAY, metavar="DATE", help="Day of publication of all FILEs (YYYY-MM-DD).")
@click.option("--outlet", metavar="NAME", help="Outlet of all FILEs.")
@click.option("--language", metavar="CODE", help="Language of all FILEs.")
@extractor_option
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
def command(
    book: Path,
    published: dt.datetime | None,
    outlet: str | None,
    language: str | None,
    extractor: str | None,
    files: tuple[Path, ...],
) -> None:
    """Read FILEs (folders, text, web pages, JSON Lines) into the book: preserve, extract, link, reconcile.

    Running again changes nothing; an interrupted run is finished by running again. Each file is copied into the book's
    archive before it is read. Text may begin with lines such as `published: 2017-08-23` and an empty line; JSON Lines
    are objects with "id", "text", "published", "outlet"; - is standard input. A day or outlet given here outweighs what
    a file says of itself, and fills the gaps of JSON Lines. Exit status 1 is of this run: it met an error. What earlier
    runs left to look at is counted, and shown by `tollbook check`.
    """
    from tollbook.cli._told import progress_bar, tell_earlier, tell_issues
    from tollbook.flow.books.book import tally
    from tollbook.flow.llm.book import run_by_llm
    from tollbook.flow.run import run
    from tollbook.model.document import Credits
    from tollbook.read.text import YEARS

    if published and published.year not in YEARS:
        message = f"{published.date()} is of no year from {YEARS.start} to {YEARS.stop - 1}."
        raise click.BadParameter(message, param_hint="'--published'")
    day = published.date() if published else None
    by_hand = Credits(published=day, outlet=outlet or None, language=language or None)
    model = model_chosen(book, extractor)
    with progress_bar() as progress:
        if model is None:
            outcome = run(book, files, by_hand=by_hand, progress=progress)
        else:
            with telling(model) as announce:
                outcome = run_by_llm(book, files, model, announce, by_hand=by_hand, progress=progress)
    _summarise(outcome, tally(book), has_files=bool(files))
    status = tell_issues(outcome.own, book)
    tell_earlier(outcome.earlier, book)
    sys.exit(status)


def _summarise(outcome: "object", tally: dict[str, int], *, has_files: bool) -> None:
    from tollbook.cli._told import counted
    from tollbook.flow.run import Outcome

    assert isinstance(outcome, Outcome)
    intake = outcome.intake
    if has_files:
        parts = [counted(intake.files, "file"), counted(intake.new, "new report"), f"{intake.known:,} known already"]
        if intake.unreadable:
            parts.append(f"{intake.unreadable:,} unreadable")
        click.echo("read " + ", ".join(parts))
    click.echo(f"extracted {counted(outcome.extracted, 'report')}")
    names = ("report", "claim", "incident", "total")
    click.echo("the book holds " + ", ".join(counted(tally[name + "s"], name) for name in names))
