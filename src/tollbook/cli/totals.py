"""``tollbook totals``: period and running totals, balanced against the figures inside them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import listing_options

if TYPE_CHECKING:
    from tollbook.model.snapshot import Snapshot
    from tollbook.publish.select import Selection

EPILOG = """\b
Examples:
  tollbook totals --book war --speaker "Syrian Observatory"
  tollbook totals --book war --area Raqqa --json
"""


@click.command("totals", epilog=EPILOG)
@listing_options
def command(
    book: Path,
    view: "Snapshot",
    selection: "Selection",
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
) -> None:
    """List the totals and hold each against its own speaker's smaller figures: what they account for, what is left over.

    Other speakers' figures that may lie inside are named, never subtracted. Totals never enter a sum of incidents.
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.publish.lines import total_line
    from tollbook.publish.select import pick_totals

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
