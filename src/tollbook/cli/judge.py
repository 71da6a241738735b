"""``tollbook judge``: say what is so, with your name and your reason."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option

EPILOG = """\b
Examples:
  tollbook judge --book war same RAQ-170821-A RAQ-170821-C --who Amal --why "same house, same family"
  tollbook judge --book war not-same c1_4f... c1_9a... --who Amal --why "the report tells them apart"
  tollbook judge --book war sub-of RAQ-170821-B RAQ-170821-A --who Amal --why "the second strike hit rescuers"
  tollbook judge --book war reject c1_4f... --who Amal --why "a film, not a strike"
  tollbook judge --book war correct c1_4f... status civilian --who Amal --why "hospital list"
  tollbook judge --book war undo 12 --who Amal --why "mixed up two mosques"

\b
Fields: harm, count (40, 40..50, 40+), low, high, bound, status, group, scope, stance, means,
when (2017-08-21, 2017-08-21..2017-08-23), where (NAME, or NAME @ LAT,LON,METRES), by, said_by;
"none" empties group, when, where, by, said_by and means.
"""


@click.command("judge", epilog=EPILOG)
@book_option
@click.option("--who", required=True, metavar="NAME", help="Who judges.")
@click.option("--why", required=True, metavar="TEXT", help="The reason, in a sentence.")
@click.argument("action", type=click.Choice(["same", "not-same", "sub-of", "not-sub-of", "reject", "correct", "undo"]))
@click.argument("words", nargs=-1, required=True, metavar="VALUE...")
def command(book: Path, who: str, why: str, action: str, words: tuple[str, ...]) -> None:
    """Judge: A and B are (not) the same incident, A is (not) a part of B such as a second strike, a claim is rejected, a field corrected, an earlier judgement undone.

    A and B are incidents (id or code) or claims. Judgements are never altered; they outlive rebuilds, better extractors
    and new editions of a page. The record follows at once.
    """
    from tollbook.cli._told import progress_bar, tell_issues
    from tollbook.flow.judging.judge import JudgementRefused, judge

    try:
        with progress_bar() as progress:
            entry, issues = judge(book, action, words, who=who, why=why, progress=progress)
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"entry {entry.seq}: {action} {' '.join(words)}, by {entry.author}")
    sys.exit(tell_issues([i for i in issues if i.subject == f"judgement {entry.seq}"], book))
