"""``tollbook merge``: bring what colleagues did in their copy of a book, or in a book of their own, into this one."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook merge --book war /media/stick/war-noor --who Amal --why "Noor's week in the field"

\b
Both ways: merge theirs into yours, then yours into theirs; afterwards both hold the same reports and judgements.
"""


@click.command("merge", epilog=EPILOG)
@book_option
@click.option("--who", required=True, metavar="NAME", help="Who merges.")
@click.option("--why", required=True, metavar="TEXT", help="What the other book is, in a sentence.")
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path, file_okay=False, exists=True))
def command(book: Path, who: str, why: str, other: Path) -> None:
    """Merge the book OTHER into this one: its reports, its judgements under their own authors, its incidents' ids.

    Where the two judged one thing differently, yours holds and the difference is listed until somebody decides.
    OTHER is only read. Merging again adds what is new since.
    """
    from tollbook.cli._told import counted, progress_bar, tell_issues
    from tollbook.flow.judging.judge import JudgementRefused
    from tollbook.flow.merge import merge

    try:
        with progress_bar() as progress:
            done = merge(book, other, who=who, why=why, progress=progress)
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"merged {counted(done.reports, 'new report')} and {counted(done.entries, 'new entry', 'new entries')}")
    concerned = {"judgements-conflict", "erasure-pending", "judgement-orphaned"}
    sys.exit(tell_issues([i for i in done.issues if i.code in concerned], book))
