"""``tollbook publish``: what an edition for others would show, and what it would not."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from tollbook.cli._options import DAY, book_option, json_option
from tollbook.cli._site import site

EPILOG = """\b
Examples:
  tollbook publish --dry-run --book war                    what would be withheld, and why
  tollbook publish withheld --book war --policy our-policy.toml --json
  tollbook publish release --book war -o releases --version 2026.1 --creator "Our Organisation" --since releases/2025.4
"""


POLICY = click.option("--policy", default="public", metavar="NAME|FILE", help="Redaction policy.  [default: public]")


@click.group("publish", epilog=EPILOG, invoke_without_command=True)
@click.option("--dry-run", is_flag=True, help="Write nothing: list what would be withheld, and why (as withheld does).")
@click.option(
    "--book",
    envvar="TOLLBOOK_BOOK",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --dry-run: the book's folder.",
)
@POLICY
@click.pass_context
def command(context: click.Context, dry_run: bool, book: Path | None, policy: str) -> None:  # noqa: FBT001  # click passes options by name
    """Publish a book for others: everything goes through a redaction policy first."""
    if context.invoked_subcommand is not None:
        return
    if not dry_run:
        click.echo(context.get_help())
    elif book is None:
        raise click.UsageError("--dry-run needs --book DIR")
    else:
        context.invoke(withheld, book=book, policy=policy, day=None, as_json=None)


@command.command("withheld")
@book_option
@POLICY
@click.option("--day", type=DAY, metavar="DAY", help="The day of the edition; today without it.")
@json_option
def withheld(book: Path, policy: str, day: dt.datetime | None, as_json: bool | None) -> None:  # noqa: FBT001  # click passes options by name
    """List what an edition would not show, and why. For the team's eyes: it names what is withheld."""
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.cli._told import counted, plain
    from tollbook.flow.publishing.exporting import edition
    from tollbook.publish.lines import withheld_line
    from tollbook.publish.select import Selection

    shown = edition(book, policy, Selection(), day.date() if day else dt.datetime.now(dt.UTC).date())
    if wants_json(as_json):
        print_lines(withheld_line(w) for w in shown.withheld)
        return
    for w in shown.withheld:
        click.echo(plain(f"{w.kind:<20}  {w.subject:<24}  {w.value}  ({w.why})"))
    click.echo(f"{counted(len(shown.withheld), 'thing')} withheld by policy {shown.policy.name}")


@command.command("release")
@book_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder of releases."
)
@click.option("--version", required=True, metavar="TEXT", help="The release's version: the name of its folder.")
@click.option(
    "--creator", "creators", multiple=True, required=True, metavar="NAME", help="Who made it; may be given again."
)
@click.option("--title", metavar="TEXT", help="Its title; the book's name without it.")
@click.option("--licence", default="CC-BY-4.0", metavar="SPDX", help="Its licence.  [default: CC-BY-4.0]")
@click.option(
    "--shape", "shapes", multiple=True, default=("csv",), metavar="SHAPE", help="Exports in it.  [default: csv]"
)
@click.option("--since", type=click.Path(path_type=Path, file_okay=False, exists=True), help="The release before it.")
@click.option("--policy", default="public", metavar="NAME|FILE", help="Redaction policy.  [default: public]")
@click.option("--day", type=DAY, metavar="DAY", help="The day of the release; today without it.")
def release(
    book: Path, output: Path, version: str, shapes: tuple[str, ...], policy: str, day: dt.datetime | None, **said: Any
) -> None:
    """Make a dated release: exports, the record as lines, what changed since the last, DataCite and CITATION.cff, checksums.

    A release is never written over. `tollbook diff OLD NEW` compares two.
    """
    from tollbook.cli._told import counted, progress_bar
    from tollbook.flow.books.book import open_book
    from tollbook.flow.publishing.releasing import release as make
    from tollbook.publish.release import Papers

    if not version.strip() or "/" in version or version.startswith("."):
        raise click.UsageError(f"--version {version!r} cannot be the name of a folder")
    papers = Papers(
        title=said["title"] or open_book(book).config.name,
        creators=said["creators"],
        version=version,
        licence=said["licence"],
    )
    with progress_bar() as progress:
        done = make(
            book,
            output,
            papers,
            shapes=shapes,
            policy=policy,
            day=day.date() if day else None,
            since=said["since"],
            progress=progress,
        )
    changed = "" if done.changes is None else f", {counted(len(done.changes), 'change')} since {said['since']}"
    click.echo(f"{done.folder}: {counted(done.files, 'file')}{changed}")


command.add_command(site)
