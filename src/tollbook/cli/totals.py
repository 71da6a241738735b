"""``tollbook totals``: period and running totals, balanced against the figures inside them."""

import datetime as dt
from pathlib import Path

import click

from tollbook.cli._options import book_option, filter_options, json_option, located_or_refused, selection_of

EPILOG = """\b
Examples:
  tollbook totals --book war --speaker "Syrian Observatory"
  tollbook totals --book war --area Raqqa --json
"""


@click.command("totals", epilog=EPILOG)
@book_option
@filter_options
@json_option
def command(
    book: Path,
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
    first: dt.datetime | None,
    last: dt.datetime | None,
    **names: str | None,
) -> None:
    """List the totals and hold each against its own speaker's smaller figures: what they account for, what is left over.

    Other speakers' figures that may lie inside are named, never subtracted. Totals never enter a sum of incidents.
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.flow.book import snapshot
    from tollbook.publish.lines import total_line
    from tollbook.publish.select import pick_totals

    selection = selection_of(first, last, names)
    view = snapshot(book)
    selection = located_or_refused(selection, book, view)
    totals = pick_totals(selection, view)
    if wants_json(as_json):
        print_lines(total_line(total) for total in totals)
        return
    if not totals:
        click.echo("no totals in the book answer to this" if view.claims else "the book holds no claims yet")
        return
    from tollbook.cli._tables import footer, total_remarks, totals_table

    hint = f"How it was balanced: tollbook explain --book {book} CLAIM/residual"
    remarks = total_remarks(totals, view)
    print_tables(totals_table(totals, view), *remarks, footer([(len(totals), "total", "totals")], hint))
