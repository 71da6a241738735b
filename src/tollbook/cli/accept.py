"""``tollbook accept``: a second reader's word on an incident."""

from pathlib import Path

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook accept --book war SYRAQ170821a --who Noor
  tollbook accept --book war SYRAQ170821a --return "the two families may be one" --who Noor
"""


@click.command("accept", epilog=EPILOG)
@book_option
@click.option("--who", required=True, metavar="NAME", help="Who read it.")
@click.option("--return", "returned", metavar="TEXT", help="Return it instead, and say what has to be looked at again.")
@click.argument("incident")
def command(book: Path, who: str, returned: str | None, incident: str) -> None:
    """Accept an incident as it stands, as its second reader, or return it. No figure changes.

    If its claims or figures change later, it counts as changed since it was read.
    """
    from tollbook.flow.judging.judge import JudgementRefused
    from tollbook.flow.judging.reviewing import review

    verdict = "accept" if returned is None else "return"
    try:
        entry = review(book, incident, verdict, who=who, note=returned or "")
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"entry {entry.seq}: {incident} {verdict}ed by {entry.author}")
