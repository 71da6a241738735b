"""What long verbs tell a person: a bar after two seconds, the Issues at the end, and the exit status."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from tollbook.flow.progress import Progress
    from tollbook.model.issue import Issue

QUIET_SECONDS = 2.0
MOST_SHOWN = 20
FEW = 3
DONE, DONE_WITH_ERRORS = 0, 1
_ORDER = {"error": 0, "warning": 1, "info": 2}


@contextmanager
def progress_bar() -> Iterator["Progress"]:
    """Yield a function that shows a bar on a terminal once the work has taken two seconds, and nothing anywhere else."""
    from tollbook.flow.progress import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    began = time.monotonic()
    tasks: dict[str, int] = {}

    def tell(step: str, done: int, total: int | None) -> None:
        if time.monotonic() - began < QUIET_SECONDS:
            return
        bar.start()
        if step not in tasks:
            for earlier in tasks.values():
                bar.update(earlier, visible=False)  # type: ignore[arg-type]  # task ids are numbers
            tasks[step] = bar.add_task(step, total=total)
        bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]  # as above

    try:
        yield tell
    finally:
        bar.stop()


def plain(text: str) -> str:
    """Return ``text`` without control characters: what a report or a file name holds must not steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text)


def tell_issues(issues: Iterable["Issue"], book: "Path") -> int:
    """Print the Issues of ``book`` on standard error, the worst first, and return the exit status they ask for.

    Issues that say the same of several reports are one: three hundred undated reports are one thing to do.
    """
    ordered = sorted(issues, key=lambda issue: _ORDER[issue.severity])
    told = [issue for issue in ordered if issue.severity != "info"]
    alike: dict[tuple[str, str, str | None], list[Issue]] = {}
    for issue in told:
        alike.setdefault((issue.code, issue.message, issue.hint), []).append(issue)
    shown = list(alike.values())[:MOST_SHOWN]
    for group in shown:
        first, *rest = issue_lines(group[:1], book)
        more = f" [and {len(group) - 1:,} more the same]" if len(group) > 1 else ""
        click.echo("\n".join([first + more, *rest]), err=True)
    if len(shown) < len(told):
        click.echo(f"all {len(told):,} one by one: tollbook check --book {plain(str(book))}", err=True)
    return DONE_WITH_ERRORS if any(issue.severity == "error" for issue in ordered) else DONE


def tell_earlier(issues: Iterable["Issue"], book: "Path") -> None:
    """Say on standard error how many Issues of earlier runs still stand, and where they are shown."""
    number = sum(issue.severity != "info" for issue in issues)
    if number:
        click.echo(f"{counted(number, 'issue')} of earlier runs: tollbook check --book {plain(str(book))}", err=True)


def issue_lines(issues: Iterable["Issue"], book: "Path") -> Iterator[str]:
    """Yield the Issues as lines of text; documents go by what their caller calls them."""
    from tollbook.flow.books.book import caller_names

    listed = list(issues)
    names = caller_names(book, [issue.subject for issue in listed])
    for issue in listed:
        subject = names.get(issue.subject, issue.subject)
        yield _one_line(f"{issue.severity}: {subject}: {issue.message} [{issue.code}]")
        if issue.hint:
            yield _one_line(f"    {issue.hint}")


def _one_line(text: str) -> str:
    """Return ``text`` without control characters and line ends: a file name may hold both, and forge lines with them."""
    return plain(text).replace("\n", "\\n")


def counted(number: int, one: str, several: str = "") -> str:
    """Return the number with its noun in the right form."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
