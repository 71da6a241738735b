"""``tollbook code``: read a claim for yourself, beside the record, and see how far coders agree."""

from pathlib import Path

import click

from tollbook.cli._options import book_option, json_option

EPILOG = """\b
Examples:
  tollbook code claim --book war c1_4f... harm=killed count=5 status=civilian scope=incident --who Amal
  tollbook code agreement --book war

\b
Fields: as in tollbook judge correct. Alpha is Krippendorff's: 1 is perfect, 0 what chance would give; from .80 a field is
commonly called reliable, below .67 it should not be relied on.
"""


@click.group("code", epilog=EPILOG)
def command() -> None:
    """Code claims independently of the record and of each other, to measure how alike people read them."""


@command.command("claim")
@book_option
@click.option("--who", required=True, metavar="NAME", help="Who codes.")
@click.argument("claim")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
def claim(book: Path, who: str, claim: str, fields: tuple[str, ...]) -> None:
    """Keep how you read a claim; nothing in the record changes. A second coding by you replaces your first."""
    from tollbook.flow.judging.coding import code_claim
    from tollbook.flow.judging.judge import JudgementRefused

    pairs = [field.partition("=") for field in fields]
    if any(not sign for _, sign, _ in pairs):
        raise click.UsageError("write FIELD=VALUE, as in harm=killed")
    try:
        entry = code_claim(book, claim, {name: value for name, _, value in pairs}, who=who)
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"entry {entry.seq}: coded by {entry.author}")


@command.command("agreement")
@book_option
@json_option
def agreement(book: Path, as_json: bool | None) -> None:  # noqa: FBT001  # click passes options by name
    """Print, for each field, how far coders agree on the claims that several of them read."""
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.flow.books.ledger_log import load_ledger
    from tollbook.flow.judging.coding import agreements
    from tollbook.publish.lines import agreement_line

    found = agreements(load_ledger(book).entries)
    if wants_json(as_json):
        print_lines(agreement_line(a) for a in found)
        return
    if not any(a.units for a in found):
        click.echo("no claim was coded by two people yet: tollbook code claim --help")
        return
    click.echo("field       alpha   alike   claims  coders")
    for a in found:
        alpha, same = ("    -" if x is None else f"{x:5.2f}" for x in (a.alpha, a.same))
        click.echo(f"{a.field:<10}  {alpha}   {same}   {a.units:>6}  {a.coders:>6}")
