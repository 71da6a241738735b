"""``tollbook claims``: every casualty claim of a book, as a table or as JSON Lines."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import listing_options

if TYPE_CHECKING:
    from tollbook.model.snapshot import Snapshot
    from tollbook.publish.select import Selection

EPILOG = """\b
Examples:
  tollbook claims --book war --area Raqqa --from 2017-08-16 --to 2017-08-23
  tollbook claims --book war --harm injured --speaker "Syrian Observatory" --json
"""


@click.command("claims", epilog=EPILOG)
@listing_options
def command(
    book: Path,
    view: "Snapshot",
    selection: "Selection",
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
) -> None:
    """List what the reports say: each number with whom it counts, when, where, who says it and who is said to have done it.

    30+ means at least 30, >30 more than 30, ≈30 about 30, ≤30 up to 30; a vague word stands as the word. Parts ("including
    18 children") stand below their whole. Claims without a day are kept by the day of their report.
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.publish.lines import book_claim_line
    from tollbook.publish.select import incident_by_claim, pick_claims

    claims = pick_claims(selection, view)
    if wants_json(as_json):
        holder = incident_by_claim(view)
        print_lines(book_claim_line(claim, view, holder.get(claim.id)) for claim in claims)
        return
    if not claims:
        click.echo("no claims in the book answer to this" if view.claims else "the book holds no claims yet")
        return
    from tollbook.cli._tables import claims_tables, footer

    reports = len({claim.document for claim in claims})
    counts = [(len(claims), "claim", "claims"), (reports, "report", "reports")]
    hint = f"The words behind one: tollbook explain --book {book} CLAIM"
    print_tables(*claims_tables(claims, view), footer(counts, hint))
