"""``tollbook sign``: put your name to a figure, so that it stays until somebody signs another."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook sign --book war SYRAQ170821a/killed --who Amal --why "hospital list checked"
  tollbook sign --book war SYRAQ170821a/killed/children --who Amal --why "names of all"
"""


@click.command("sign", epilog=EPILOG)
@book_option
@click.option("--who", required=True, metavar="NAME", help="Who signs.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, in a sentence.")
@click.argument("address", metavar="INCIDENT/HARM[/GROUP]")
def command(book: Path, who: str, why: str, address: str) -> None:
    """Sign a figure as it stands: new claims, rules and extractors no longer move it, they propose a change.

    Where a change is proposed, signing again takes the proposal. `tollbook judge undo` takes a signature back.
    """
    from tollbook.cli._told import progress_bar, tell_issues
    from tollbook.flow.judging.judge import JudgementRefused
    from tollbook.flow.judging.signing import sign

    try:
        with progress_bar() as progress:
            entry, issues = sign(book, address, who=who, why=why, progress=progress)
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    low, high = entry.body["range"]["low"], entry.body["range"]["high"]
    click.echo(f"entry {entry.seq}: {address} signed at {low} to {high}, by {entry.author}")
    sys.exit(tell_issues([i for i in issues if i.subject == entry.body["incident"]], book))
