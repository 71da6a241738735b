"""``tollbook add``: enter by hand what the program missed, and what only a person was told."""

import datetime as dt
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from tollbook.cli._options import DAY, book_option

if TYPE_CHECKING:
    from tollbook.flow.judging.adding import Note, Wanted
    from tollbook.model.claim import Original

EPILOG = """\b
Examples:
  a claim the program missed in report-3.txt, on the words that make it:
  tollbook add claim --book war report-3 "the driver was also killed" harm=killed count=1 \\
      --who Amal --why "missed"

\b
  an incident that a doctor told by telephone, two claims in one go:
  tollbook add incident --book war --source "doctor, Raqqa hospital" --day 2017-08-22 \\
      --note "Eleven dead were brought in after the strike on Bedo, four of them children." \\
      --claim 'harm=killed count=11 where=Raqqa when=2017-08-22 means=airstrike' \\
      --claim 'harm=killed count=4 group=children words="four of them children"' \\
      --who Amal --why "call of 22 August, notes in the blue book"

\b
  one of several incidents in a report that is in the book: --document instead of --source and --note
  tollbook add incident --book war --document report-3 \\
      --claim 'harm=killed count=5 words="five members of one family"' --who Amal --why "second strike"

\b
Fields: harm, count (40, 40..50, 40+), bound, status, group, scope, stance, means,
when (2017-08-21, 2017-08-21..2017-08-23), where (NAME, or NAME @ LAT,LON,METRES), by, said_by;
words="..." says which words of the report or note make the claim.
"""


@click.group("add", epilog=EPILOG)
def command() -> None:
    """Enter claims by hand: one the program missed, or an incident with all its claims.

    What is entered is a judgement in the ledger: it outlives rebuilds, better extractors and new editions of a page, and
    can be undone, corrected, linked and signed like anything else.
    """


F = TypeVar("F", bound=Callable[..., Any])
_HAND: tuple[Callable[[Any], Any], ...] = (
    book_option,
    click.option("--who", required=True, metavar="NAME", help="Who enters it."),
    click.option("--why", required=True, metavar="TEXT", help="Why, in a sentence: where it comes from."),
    click.option("--original", metavar="TEXT", help="The words as they were said, in their own language."),
    click.option("--language", metavar="CODE", help="The language of the original or the note (ar, fr ...)."),
    click.option("--translation", default="", metavar="TEXT", help="What --original says, translated."),
    click.option("--translator", default="", metavar="NAME", help="Who translated it."),
    click.option(
        "--evidence",
        multiple=True,
        metavar="FILE",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A photo, video, PDF or text to keep with it; may be given again.",
    ),
)


def _hand_options(function: F) -> F:
    decorated: Any = function
    for option in reversed(_HAND):
        decorated = option(decorated)
    return cast("F", decorated)


@command.command("claim")
@_hand_options
@click.argument("document", metavar="REPORT")
@click.argument("words", metavar="WORDS")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
def claim(book: Path, document: str, words: str, fields: tuple[str, ...], **given: Any) -> None:
    """Add a claim to a report, on the WORDS that make it, as they stand there.

    REPORT is its id, or what you call it (the name of its file).
    """
    from tollbook.flow.judging.adding import Wanted

    wanted = [Wanted(fields=_fields(fields), words=words)]
    _enter(book, document, wanted, _original(given), one_incident=False, given=given)


@command.command("incident")
@_hand_options
@click.option("--document", metavar="REPORT", help="A report of the book the claims stand in.")
@click.option("--source", metavar="TEXT", help="Without a report: who told it, or where it was seen.")
@click.option("--note", metavar="TEXT", help="Without a report: what was said, or - to read it from standard input.")
@click.option("--day", type=DAY, metavar="DAY", help="The day it was said (YYYY-MM-DD).")
@click.option("--claim", "claims", multiple=True, required=True, metavar="FIELDS", help="A claim; may be given again.")
def incident(
    book: Path,
    document: str | None,
    source: str | None,
    note: str | None,
    day: dt.datetime | None,
    claims: tuple[str, ...],
    **given: Any,
) -> None:
    """Record an incident with all its claims in one go, from a report of the book or from a note of your own."""
    from tollbook.flow.judging.adding import Note

    original = _original(given)
    if (document is None) == (note is None and original is None):
        raise click.UsageError("give --document, or --source and --note (or --original)")
    text = sys.stdin.read() if note == "-" else note
    parts = [original.quote if original else "", text or str(given["translation"])]
    words = "\n\n".join(part for part in parts if part)
    said = day.date() if day else None
    written = Note(text=words, source=source or "", day=said, language=given["language"] or "en")
    _enter(book, document or written, [_wanted(c) for c in claims], original, one_incident=True, given=given)


def _wanted(line: str) -> "Wanted":
    from tollbook.flow.judging.adding import Wanted

    try:
        fields = _fields(shlex.split(line))
    except ValueError as error:
        raise click.UsageError(f"--claim {line!r}: {error}") from error
    return Wanted(words=fields.pop("words", ""), fields=fields)


def _fields(words: Sequence[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    wrong = [name for name, sign, _ in pairs if not sign]
    if wrong:
        raise click.UsageError(f"{wrong[0]!r}: write FIELD=VALUE, as in harm=killed (with quotes around several words)")
    return {name.strip(): value for name, _, value in pairs}


def _original(given: Mapping[str, Any]) -> "Original | None":
    from tollbook.model.claim import Original

    if given["original"] is None:
        return None
    if not given["language"]:
        raise click.UsageError("--original needs --language, the code of the language it was said in")
    return Original(
        quote=given["original"],
        language=given["language"],
        translation=given["translation"],
        translator=given["translator"],
    )


def _enter(
    book: Path,
    document: "str | Note",
    wanted: "Sequence[Wanted]",
    original: "Original | None",
    *,
    one_incident: bool,
    given: Mapping[str, Any],
) -> None:
    from tollbook.cli._told import counted, progress_bar, tell_issues
    from tollbook.flow.judging.adding import add
    from tollbook.flow.judging.judge import JudgementRefused

    try:
        with progress_bar() as progress:
            entry, issues = add(
                book,
                document,
                wanted,
                who=given["who"],
                why=given["why"],
                one_incident=one_incident,
                original=original,
                evidence=given["evidence"],
                progress=progress,
            )
    except JudgementRefused as error:
        raise click.UsageError(str(error)) from error
    ids = ", ".join(c["id"] for c in entry.body["claims"])
    click.echo(f"entry {entry.seq}: {counted(len(wanted), 'claim')} added by {entry.author}: {ids}")
    sys.exit(tell_issues([i for i in issues if i.subject == f"judgement {entry.seq}"], book))
