"""``tollbook brief``: a situation report in which every sentence cites the words behind it."""

import datetime as dt
import sys
from pathlib import Path

import click

import tollbook
from tollbook.cli._options import DAY, area_option, book_option, from_option, selection_of, to_option

EPILOG = """\b
Examples:
  tollbook brief --book war --area Raqqa --from 2017-08-16 --to 2017-08-23
  tollbook brief --book war -o brief.html       one file that needs no network and prints well
  tollbook brief --book war --kind daily --day 2017-08-21
  tollbook brief --book war --incident SYRAQ170821a -o incident.pdf
  tollbook brief --book war --language ar -o brief-ar.docx
"""
LANGUAGES = sorted(
    path.stem for path in (Path(tollbook.__file__).parent / "publish" / "brief" / "words").glob("*.toml")
)
"""The languages a brief has words in, by the files' names: the package that reads them is slow to load."""
WEEK = dt.timedelta(days=6)


@click.command("brief", epilog=EPILOG)
@book_option
@area_option
@from_option
@to_option
@click.option(
    "--kind",
    type=click.Choice(["daily", "weekly", "area", "incident"]),
    help="One day's harm, the seven days up to --day, one area (--area), one incident (--incident); without it: all asked for.",
)
@click.option("--day", type=DAY, metavar="DAY", help="The day of a daily brief, the last of a weekly one.")
@click.option("--incident", metavar="CODE", help="About this incident only (code or id).")
@click.option("--policy", default="internal", metavar="NAME|FILE", help="Redaction policy.  [default: internal]")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    help="English or Arabic; what reports say stays in their language.  [default: en]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "json", "pdf", "docx"]),
    help="Markdown, one HTML file, JSON, PDF or Word; else as FILE ends; else Markdown.",
)
@click.option("-o", "output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write here.")
def command(  # noqa: PLR0917  # click passes options by name
    book: Path,
    area: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    kind: str | None,
    day: dt.datetime | None,
    incident: str | None,
    policy: str,
    language: str,
    form: str | None,
    output: Path | None,
) -> None:
    """Write a situation report for an area and an interval: incidents, figures by speaker, totals and what doesn't add up.

    Each sentence cites its claims or records, and each citation shows outlet, day and the quoted words in their sentence.
    Nothing stands in it that no report says. Without --area and days it is about the whole book. The redaction policy goes
    through the book first; the method box names it.
    """
    from tollbook.flow.publishing.areas import UnknownArea
    from tollbook.flow.publishing.brief import FORMATS, brief_bytes, write_whole

    kind = kind or ("incident" if incident else None)
    first, last = _days(kind, day, first, last)
    _refuse_unfit(kind, area=area, incident=incident)
    chosen = form or (FORMATS.get(output.suffix.casefold(), "md") if output else "md")
    try:
        content = brief_bytes(
            book,
            selection_of(first, last, {"area": area}),
            chosen,
            kind=kind or "kind",
            incident=incident,
            policy=policy,
            name=output.name if output else "",
            language=language,
        )
    except UnknownArea as error:
        raise click.UsageError(str(error)) from error
    if output is None:
        if chosen in {"pdf", "docx"} and sys.stdout.isatty():
            raise click.UsageError(f"{chosen} is nothing to read on a terminal: give -o FILE")
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_whole(output, content)
    click.echo(f"the brief lies in {output}", err=True)


def _days(
    kind: str | None, day: dt.datetime | None, first: dt.datetime | None, last: dt.datetime | None
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the first and last day asked for; raise wrong use where kind and days do not fit."""
    if kind not in {"daily", "weekly"}:
        if day:
            raise click.UsageError("--day belongs to --kind daily or weekly; else give --from and --to")
        return first, last
    if first or last:
        raise click.UsageError(f"a {kind} brief takes --day, not --from and --to")
    if day is None:
        raise click.UsageError(f"a {kind} brief needs --day DAY")
    return (day if kind == "daily" else day - WEEK), day


def _refuse_unfit(kind: str | None, *, area: str | None, incident: str | None) -> None:
    if kind == "area" and not area:
        raise click.UsageError("an area brief needs --area NAME")
    if kind == "incident" and not incident:
        raise click.UsageError("an incident brief needs --incident CODE")
    if incident and (kind != "incident" or area):
        raise click.UsageError("--incident names one incident: leave out other kinds and --area")
