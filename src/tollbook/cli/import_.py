"""``tollbook import``: another table of events as a source of the book."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook import acled-2017.csv --as acled --book war
  tollbook import incidents.geojson --as tollbook --source "Team B" --book war
  tollbook import ours-2017.csv --as our-sheet.toml --book war

\b
To look before taking anything in: tollbook compare TABLE --as NAME --book war
"""


@click.command("import", epilog=EPILOG)
@book_option
@click.option("--as", "mapping", required=True, metavar="NAME|FILE", help="Which columns mean what.")
@click.option("--source", metavar="NAME", help="Whose table it is, where the mapping does not say.")
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(book: Path, mapping: str, source: str | None, table: Path) -> None:
    """Take a table of events into the book: each row becomes a report of its source, its numbers claims.

    They stand beside the reports' own claims, under the dataset's name as speaker, and link, range and balance like them.
    Rows that cannot be read are named; importing again adds nothing. Known columns: acled, airwars,
    hxl, ibc, plover, tollbook, ucdp; files as CSV, JSON, GeoJSON, Parquet, SQLite or workbook.
    """
    from tollbook.cli._told import counted, progress_bar, tell_issues
    from tollbook.flow.tables.comparing import mapping_of
    from tollbook.flow.tables.importing import import_table

    with progress_bar() as progress:
        done = import_table(book, table, mapping_of(book, mapping, source), progress=progress)
    click.echo(
        f"read {counted(done.events, 'event')}, {counted(done.new, 'new report')}, "
        f"{counted(len(done.unread), 'row')} left out"
    )
    sys.exit(tell_issues(list(done.unread), book))
