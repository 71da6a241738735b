"""``tollbook brief``: a situation report in which every sentence cites the words behind it."""

import datetime as dt
import sys
from pathlib import Path

import click

from tollbook.cli._options import area_option, book_option, from_option, selection_of, to_option

EPILOG = """\b
Examples:
  tollbook brief --book war --area Raqqa --from 2017-08-16 --to 2017-08-23
  tollbook brief --book war -o brief.html       one file that needs no network and prints well
"""


@click.command("brief", epilog=EPILOG)
@book_option
@area_option
@from_option
@to_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "json"]),
    help="Markdown, one HTML file, or JSON; else as FILE ends; else Markdown.",
)
@click.option("-o", "output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write here.")
def command(
    book: Path,
    area: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Write a situation report for an area and an interval: incidents, figures by speaker, totals and what doesn't add up.

    Each sentence cites its claims or records, and each citation shows outlet, day and the quoted words in their sentence.
    Nothing stands in it that no report says. Without --area and days it is about the whole book.
    """
    from tollbook.flow.areas import UnknownArea
    from tollbook.flow.brief import FORMATS, brief_bytes, write_whole

    chosen = form or (FORMATS.get(output.suffix.casefold(), "md") if output else "md")
    try:
        content = brief_bytes(book, selection_of(first, last, {"area": area}), chosen)
    except UnknownArea as error:
        raise click.UsageError(str(error)) from error
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_whole(output, content)
    click.echo(f"the brief lies in {output}", err=True)
