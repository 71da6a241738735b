"""``tollbook erase``: take content out of a book for good, at a family's or a court's request."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook erase --book war report-3 --authority "request of the family, letter 12" --who Amal
  tollbook erase --book war report-3 --words "Name Surname" --authority "court order 4/2026" --who Amal

\b
Copies outside the book are yours to find: backups, other books, what output/ holds, what was published.
"""


@click.command("erase", epilog=EPILOG)
@book_option
@click.option("--who", required=True, metavar="NAME", help="Who erases.")
@click.option(
    "--authority", required=True, metavar="TEXT", help="Whose request it is. Kept and shown: name nothing in it."
)
@click.option("--words", default="", metavar="TEXT", help="Only these words, as they stand in the report.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.argument("report")
def command(book: Path, who: str, authority: str, words: str, yes: bool, report: str) -> None:  # noqa: FBT001  # click passes options by name
    """Erase a report, or words in it, from database, ledger and archive. This cannot be undone.

    What stays is a tombstone: ids, hashes and an entry that names the request, so that the ledger still verifies and the
    report is not taken in again. Claims and judgements that stood on it go; a figure somebody signed stays as signed.
    """
    from tollbook.cli._told import counted, progress_bar, tell_issues
    from tollbook.flow.erasing.erase import erase
    from tollbook.flow.judging.judge import JudgementRefused

    what = f"the words {words!r} in report {report!r}" if words else f"report {report!r}"
    if not yes:
        click.confirm(f"Erase {what} from {book} for good?", abort=True)
    try:
        with progress_bar() as progress:
            done = erase(book, report, authority=authority, who=who, words=words, progress=progress)
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    touched = counted(len(done.entry.body["entries"]), "earlier entry", "earlier entries")
    click.echo(f"entry {done.entry.seq}: erased, with what {touched} said of it")
    if done.elsewhere:
        click.echo(f"the same words still stand in: {', '.join(done.elsewhere)}")
    sys.exit(tell_issues([i for i in done.issues if i.code in {"judgement-orphaned", "erasure-unfinished"}], book))
