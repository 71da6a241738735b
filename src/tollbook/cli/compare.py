"""``tollbook compare``: another table of events beside the record."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import DAY, book_option, json_option

if TYPE_CHECKING:
    from tollbook.publish.compare import Comparison

EPILOG = """\b
Examples:
  tollbook compare GEDEvent_v23_1.csv --as ucdp --book war --from 2017-08-01 --to 2017-08-31
  tollbook compare ours-2017.csv --as our-sheet.toml --book war --json

\b
--as names a dataset whose columns are known (acled, airwars, hxl, ibc, plover, tollbook, ucdp), a mapping file of your own, or the name under which the
book keeps one in hand/mappings. How to write one: docs/how-to/compare.md.
"""


@click.command("compare", epilog=EPILOG)
@book_option
@click.option("--as", "mapping", required=True, metavar="NAME|FILE", help="Which columns mean what.")
@click.option("--from", "first", type=DAY, metavar="DAY", help="Only from this day (YYYY-MM-DD).")
@click.option("--to", "last", type=DAY, metavar="DAY", help="Only up to this day.")
@json_option
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(
    book: Path,
    mapping: str,
    first: dt.datetime | None,
    last: dt.datetime | None,
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
    table: Path,
) -> None:
    """Set a table of events beside the record: matched, only here, only there, and how far the ranges agree.

    Days may differ by one, places must lie within both radii. Nothing is written to the book.
    """
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.cli._told import tell_issues
    from tollbook.flow.tables.comparing import compare_table, mapping_of
    from tollbook.publish.lines import comparison_lines
    from tollbook.publish.select import Selection

    days = Selection(first=first.date() if first else None, last=last.date() if last else None)
    done = compare_table(book, table, mapping_of(book, mapping), days)
    if wants_json(as_json):
        print_lines(comparison_lines(done.comparison))
    else:
        _print(done.comparison)
    sys.exit(tell_issues(list(done.issues), book))


def _print(found: "Comparison") -> None:
    from tollbook.cli._told import counted, plain

    for m in found.matches:
        ours, theirs = (f"{low}..{'' if high is None else high}" for low, high in (m.ours, m.theirs))
        click.echo(plain(f"{m.code:<14}  {m.event.id:<20}  killed {ours:<9} there {theirs:<9} {m.agreement}"))
    for event in found.only_there:
        click.echo(plain(f"{'-':<14}  {event.id:<20}  {event.first or ''} {event.place}: only there"))
    matched = len(found.matches)
    click.echo(
        f"{counted(matched, 'match', 'matches')}, {counted(len(found.only_here), 'incident')} only here, "
        f"{counted(len(found.only_there), 'event')} only there"
    )
    share = found.share("same", "inside", "around", "overlap")
    if share is not None:
        click.echo(f"ranges of the killed overlap in {share:.0%} of the matches with numbers")
