"""``tollbook collect``: preserve and read reports, without working on them yet."""

import datetime as dt
import sys
from pathlib import Path

import click

from tollbook.cli._options import DAY, book_option

EPILOG = """\b
Example:
  tollbook collect --book war downloads/ && tollbook run --book war
"""


@click.command("collect", epilog=EPILOG)
@book_option
@click.option("--published", type=DAY, metavar="DATE", help="Day of publication of all FILEs (YYYY-MM-DD).")
@click.option("--outlet", metavar="NAME", help="Outlet of all FILEs.")
@click.option("--language", metavar="CODE", help="Language of all FILEs.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def command(
    book: Path, published: dt.datetime | None, outlet: str | None, language: str | None, files: tuple[Path, ...]
) -> None:
    """Copy FILEs into the book's archive and take their texts in; the next `tollbook run` works on them."""
    from tollbook.cli._told import counted, progress_bar, tell_issues
    from tollbook.flow.run import collect
    from tollbook.model.document import Credits

    by_hand = Credits(
        published=published.date() if published else None, outlet=outlet or None, language=language or None
    )
    with progress_bar() as progress:
        intake, issues = collect(book, files, by_hand=by_hand, progress=progress)
    click.echo(
        f"read {counted(intake.files, 'file')}, {counted(intake.new, 'new report')}, {intake.known:,} known already"
        + (f", {intake.unreadable:,} unreadable" if intake.unreadable else "")
    )
    sys.exit(tell_issues(issues, book))
