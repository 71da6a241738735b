"""``tollbook publish``: what an edition for others would show, and what it would not."""

import datetime as dt
from pathlib import Path

import click

from tollbook.cli._options import DAY, book_option, json_option
from tollbook.cli._site import site

EPILOG = """\b
Examples:
  tollbook publish withheld --book war
  tollbook publish withheld --book war --policy our-policy.toml --json
"""


@click.group("publish", epilog=EPILOG)
def command() -> None:
    """Publish a book for others: everything goes through a redaction policy first."""


@command.command("withheld")
@book_option
@click.option("--policy", default="public", metavar="NAME|FILE", help="Redaction policy.  [default: public]")
@click.option("--day", type=DAY, metavar="DAY", help="The day of the edition; today without it.")
@json_option
def withheld(book: Path, policy: str, day: dt.datetime | None, as_json: bool | None) -> None:  # noqa: FBT001  # click passes options by name
    """List what an edition would not show, and why. For the team's eyes: it names what is withheld."""
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.cli._told import counted, plain
    from tollbook.flow.exporting import edition
    from tollbook.publish.lines import withheld_line
    from tollbook.publish.select import Selection

    shown = edition(book, policy, Selection(), day.date() if day else dt.datetime.now(dt.UTC).date())
    if wants_json(as_json):
        print_lines(withheld_line(w) for w in shown.withheld)
        return
    for w in shown.withheld:
        click.echo(plain(f"{w.kind:<20}  {w.subject:<24}  {w.value}  ({w.why})"))
    click.echo(f"{counted(len(shown.withheld), 'thing')} withheld by policy {shown.policy.name}")


command.add_command(site)
