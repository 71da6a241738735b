"""``tollbook incidents``: the events of a book with their ranges, as a table or as JSON Lines."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import listing_options

if TYPE_CHECKING:
    from tollbook.model.snapshot import Snapshot
    from tollbook.publish.select import Selection

EPILOG = """\b
Examples:
  tollbook incidents --book war --from 2017-08-16 --to 2017-08-23
  tollbook incidents --book war --by "US-led coalition" --grade Fair --json
"""


@click.command("incidents", epilog=EPILOG)
@listing_options
def command(
    book: Path,
    view: "Snapshot",
    selection: "Selection",
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
) -> None:
    """List the incidents: what several reports say of one event, reconciled into ranges.

    30–42 runs from the smallest to the largest number a source states; + means that a source leaves its number open. An
    empty cell is silence, not zero. "place and day" marks a figure for a place and a day that names no single event.
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.publish.lines import incident_line
    from tollbook.publish.select import pick_incidents

    incidents = pick_incidents(selection, view)
    if wants_json(as_json):
        print_lines(incident_line(incident, view) for incident in incidents)
        return
    if not incidents:
        click.echo("no incidents in the book answer to this" if view.claims else "the book holds no claims yet")
        return
    from tollbook.cli._tables import footer, incidents_table, suggestion_lines

    reports = len({d for incident in incidents for d in incident.documents})
    counts = [(len(incidents), "incident", "incidents"), (reports, "report", "reports")]
    hint = f"Why a number is as it is: tollbook explain --book {book} INCIDENT/killed/high"
    print_tables(incidents_table(incidents, view), *suggestion_lines(incidents, view), footer(counts, hint))
