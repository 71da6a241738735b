"""``tollbook check``: is the book whole, and what should a person look at."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option


@click.command("check")
@book_option
@click.option("--all", "everything", is_flag=True, help="Show Issues that are only for information too.")
def command(book: Path, everything: bool) -> None:  # noqa: FBT001  # click passes options by name
    """Verify settings, database, archive, ledger and quotes, and list every Issue of the record. Changes nothing."""
    from tollbook.cli._told import counted, issue_lines, progress_bar
    from tollbook.flow.books.check import check

    with progress_bar() as progress:
        faults, view = check(book, progress)
    issues = [i for i in (*faults, *view.issues) if everything or i.severity != "info"]
    for line in issue_lines(issues, book):
        click.echo(line)
    sizes = (
        counted(len(view.documents), "report"),
        counted(len(view.claims), "claim"),
        counted(len(view.entries), "entry", "entries"),
    )
    state = "the book is whole" if not faults else f"{counted(len(faults), 'fault')} in the book"
    click.echo(f"{state}: {', '.join(sizes)}; {counted(len(issues), 'issue')}")
    sys.exit(1 if any(issue.severity == "error" for issue in issues) else 0)
