"""``tollbook demo``: the main job on the bundled example, from reports to brief."""

from pathlib import Path

import click

NAME = "A week in Raqqa (example)"
EPILOG = """\b
Then look around:
  tollbook claims --book demo-book
  tollbook explain --book demo-book ID          an id or code from the tables
"""


@click.command("demo", epilog=EPILOG)
@click.argument("folder", metavar="[DIR]", default="demo-book", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> None:
    """Read a bundled week of short reports into a new book DIR (demo-book), and print incidents, totals and the brief's place.

    The reports are composed for the example: an illustration of conflicting figures, updates, copies and totals, not a
    record. Running it again on the same DIR uses the book that is there.
    """
    from tollbook.cli._output import print_tables
    from tollbook.cli._tables import incidents_table, suggestion_lines, total_remarks, totals_table
    from tollbook.cli._told import counted
    from tollbook.flow.books.book import snapshot
    from tollbook.flow.demo import make_demo
    from tollbook.publish.select import Selection, pick_incidents, pick_totals

    briefs = make_demo(folder, NAME)
    view = snapshot(folder)
    incidents, totals = pick_incidents(Selection(), view), pick_totals(Selection(), view)
    click.echo(
        f"read {counted(len(view.documents), 'report')}: {counted(len(view.claims), 'claim')}, "
        f"{counted(len(view.records), 'other record')}\n\nIncidents\n"
    )
    print_tables(incidents_table(incidents, view), *suggestion_lines(incidents, view))
    click.echo("\nTotals, held against their speakers' own figures\n")
    print_tables(totals_table(totals, view), *total_remarks(totals, view))
    click.echo()
    for brief in briefs:
        click.echo(f"the brief lies in {brief}")
