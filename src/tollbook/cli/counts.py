"""``tollbook counts``: how many claims a book holds, by harm, scope, country or month, at once however large it is."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import book_option, from_option, json_option, to_option

if TYPE_CHECKING:
    from tollbook.flow.asking.counting import Facet

EPILOG = """\b
Examples:
  tollbook counts --book war --by month --country SY
  tollbook counts --book war --by harm --from 2017-08-16 --to 2017-08-23 --json
"""
FACETS = ("harm", "scope", "country", "month")


@click.command("counts", epilog=EPILOG)
@book_option
@click.option("--by", "facet", default="harm", show_default=True, type=click.Choice(FACETS), help="What to tell apart.")
@click.option("--country", default="", metavar="CC", help="Only claims that lie in this country (alpha-2 code).")
@from_option
@to_option
@json_option
def command(
    book: Path,
    facet: "Facet",
    country: str,
    first: dt.datetime | None,
    last: dt.datetime | None,
    as_json: bool | None,  # noqa: FBT001  # click passes options by name
) -> None:
    """Say how many claims the book holds: numbers of claims, never of people, since several claims may be of the same dead.

    A claim counts on the day it begins. It is answered from the book's own sums, without opening its record.
    """
    from tollbook.cli._options import refuse_reversed
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.flow.asking.counting import count_claims

    refuse_reversed(first, last)
    days = {"first": first.date() if first else None, "last": last.date() if last else None}
    found = count_claims(book, facet, country=country.upper(), **days)
    if wants_json(as_json):
        print_lines({facet: key or None, "claims": number} for key, number in found.items())
        return
    for key, number in found.items():
        click.echo(f"{number:>12,}  {key or 'unknown'}")
    click.echo(f"{sum(found.values()):>12,}  claims" if found else "no claims in the book answer to this")
