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
  tollbook totals --book war --days --json
"""


@click.command("totals", epilog=EPILOG)
@listing_options
@click.option(
    "--days", is_flag=True, help="Running totals reported more than once, day by day, as a continuous series."
)
def command(
    book: Path,
    view: "Snapshot",
    selection: "Selection",
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
    days: bool,  # noqa: FBT001  # a flag
) -> None:
    """List the totals and hold each against its own speaker's smaller figures: what they account for, what is left over.

    Other speakers' figures that may lie inside are named, never subtracted. Totals never enter a sum of incidents.

    With --days: what was reported is never overwritten; beside it stands a series that goes on over restarts and carries the
    last figure over silent days, a day's own figure put on top.
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.publish.lines import total_line
    from tollbook.publish.select import pick_totals

    totals = pick_totals(selection, view)
    if days:
        _tell_days(view, {t.claim for t in totals}, as_json=wants_json(as_json))
        return
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


def _tell_days(view: "Snapshot", asked: set[str], *, as_json: bool) -> None:
    """Print every day of the running totals asked for: as reported, continuous beside."""
    from tollbook.cli._output import print_lines, print_tables
    from tollbook.publish.lines import series_day_line
    from tollbook.reconcile.series import days_of

    chosen = [s for s in view.series if any(p.claim in asked for p in s.points)]
    if as_json:
        print_lines(series_day_line(s, day) for s in chosen for day in days_of(s, view.totals))
        return
    if not chosen:
        click.echo("no running total that answers to this was reported on two days")
        return
    from tollbook.cli._tables import footer, series_table

    hint = "Reported figures are as said; what stands beside is derived."
    print_tables(
        series_table([(s, days_of(s, view.totals)) for s in chosen]), footer([(len(chosen), "series", "series")], hint)
    )
