"""``tollbook coverage``: which sources were looked at on which days, so that a quiet day is not read as zero."""

import datetime as dt
from pathlib import Path

import click

from tollbook.cli._options import DAY, book_option, json_option

EPILOG = """\b
Examples:
  tollbook coverage add --book war --source "Syrian Observatory" --from 2017-08-21 --to 2017-08-23 --who Amal
  tollbook coverage show --book war --from 2017-08-20 --to 2017-08-26
"""
SIGNS = {"reports": "●", "nothing_found": "○", "not_checked": "·"}


@click.group("coverage", epilog=EPILOG)
def command() -> None:
    """Keep a log of sources that were checked and said nothing, and see which days nobody looked into."""


@command.command("add")
@book_option
@click.option("--source", required=True, metavar="NAME", help="The outlet, monitor or channel that was looked at.")
@click.option("--from", "first", type=DAY, required=True, metavar="DAY", help="The first day looked at (YYYY-MM-DD).")
@click.option("--to", "last", type=DAY, metavar="DAY", help="The last day looked at; without it: the first.")
@click.option("--area", metavar="NAME", help="What was looked for; without it: all that the source covers.")
@click.option("--note", default="", metavar="TEXT", help="Anything worth knowing: search words, an outage.")
@click.option("--who", required=True, metavar="NAME", help="Who looked.")
def add(
    book: Path, source: str, first: dt.datetime, last: dt.datetime | None, area: str | None, note: str, who: str
) -> None:
    """Note that a source was checked for some days and had nothing to take in."""
    from tollbook.flow.judging.coverage import log_checked
    from tollbook.flow.judging.judge import JudgementRefused

    end = (last or first).date()
    try:
        entry = log_checked(book, source, first.date(), end, who=who, area=area, note=note)
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"entry {entry.seq}: {source} checked from {first:%Y-%m-%d} to {end}, nothing found, by {entry.author}")


@command.command("show")
@book_option
@click.option("--from", "first", type=DAY, required=True, metavar="DAY", help="The first day (YYYY-MM-DD).")
@click.option("--to", "last", type=DAY, required=True, metavar="DAY", help="The last day.")
@json_option
def show(book: Path, first: dt.datetime, last: dt.datetime, as_json: bool | None) -> None:  # noqa: FBT001  # click passes options by name
    """Show each source's days: reports taken in (●), checked and nothing found (○), not checked (·)."""
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.flow.books.book import snapshot
    from tollbook.flow.judging.coverage import checked_in
    from tollbook.publish.coverage import coverage_of
    from tollbook.publish.lines import coverage_line

    view = snapshot(book)
    try:
        days = coverage_of(view, checked_in(view.entries), first.date(), last.date())
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if wants_json(as_json):
        print_lines(coverage_line(day) for day in days)
        return
    if not days:
        click.echo("the book knows no sources yet: run reports with their outlet, or note what you checked")
        return
    by_source: dict[str, str] = {}
    for day in days:
        by_source[day.source] = by_source.get(day.source, "") + SIGNS[day.state]
    width = max(map(len, by_source))
    for source, signs in by_source.items():
        click.echo(f"{source:<{width}}  {signs}")
    click.echo("● reports taken in   ○ checked, nothing found   · not checked: silence here says nothing")
