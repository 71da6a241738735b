"""``tollbook export``: the record in the shapes the field uses."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import DAY, book_option, filter_options

if TYPE_CHECKING:
    from tollbook.publish.select import Selection

EPILOG = """\b
Examples:
  tollbook export ucdp --book war -o war/output/public
  tollbook export ucdp acled geojson --book war -o out --from 2017-08-01 --to 2017-08-31
  tollbook export ucdp --book war -o out --policy our-policy.toml

\b
Beside each file: FILE.losses.csv (what the shape cannot hold, and by which rule it was mapped) and FILE.provenance.jsonl (for
each value its claims, their spans, the hashes of their reports). Columns and rules: docs/reference/exports.md.
"""


@click.command("export", epilog=EPILOG)
@book_option
@filter_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to."
)
@click.option("--policy", default="public", metavar="NAME|FILE", help="Redaction policy.  [default: public]")
@click.option(
    "--day", type=DAY, metavar="DAY", help="The day of the edition, which embargoes count from; today without it."
)
@click.option(
    "--with-totals", is_flag=True, help="Let period figures become rows where a shape has a code for summaries."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Worker processes; the files are the same.  [default: one for a small book, else one a core, at most 4]",
)
@click.argument("shapes", nargs=-1, metavar="SHAPE...")
def command(
    book: Path,
    output: Path,
    policy: str,
    day: dt.datetime | None,
    with_totals: bool,  # noqa: FBT001  # click passes options by name
    jobs: int | None,
    shapes: tuple[str, ...],
    selection: "Selection",
) -> None:
    """Write the record as files in one or more shapes, redacted first; without SHAPE, list them."""
    from tollbook.cli._told import counted, progress_bar
    from tollbook.flow.publishing.exporting import export
    from tollbook.publish.shapes.all import SHAPES

    if not shapes:
        for shape in SHAPES.values():
            click.echo(f"{shape.name:<12}  {shape.title}")
        return
    with progress_bar() as progress:
        done = export(
            book,
            shapes,
            output,
            policy=policy,
            selection=selection,
            day=day.date() if day else None,
            with_totals=with_totals,
            jobs=jobs,
            progress=progress,
        )
    for path, rows in done.files:
        click.echo(f"{path}  {counted(rows, 'row')}")
    click.echo(
        f"{counted(done.losses, 'loss', 'losses')} listed, {counted(done.withheld, 'thing')} withheld by policy {policy}"
    )
