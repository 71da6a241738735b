"""``tollbook incidents``: the events of a book with their ranges, as a table or as JSON Lines."""

import datetime as dt
from pathlib import Path

import click

from tollbook.cli._options import book_option, filter_options, json_option, located_or_refused, selection_of

EPILOG = """\b
Examples:
  tollbook incidents --book war --from 2017-08-16 --to 2017-08-23
  tollbook incidents --book war --by "US-led coalition" --grade Fair --json
"""


@click.command("incidents", epilog=EPILOG)
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
    """List the incidents: what several reports say of one event, reconciled into ranges.

    30–42 runs from the smallest to the largest number a source states; + means that a source leaves its number open. An
    empty cell is silence, not zero. "place and day" marks a figure for a place and a day that names no single event.
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.flow.book import snapshot
    from tollbook.publish.lines import incident_line
    from tollbook.publish.select import pick_incidents

    selection = selection_of(first, last, names)
    view = snapshot(book)
    selection = located_or_refused(selection, book, view)
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
