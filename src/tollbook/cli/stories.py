"""``tollbook stories``: an analyst's own cases, written in plain lines, held against what the record makes of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.cli._options import json_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tollbook.flow.stories.checking import Checked
    from tollbook.flow.stories.story import Story
    from tollbook.model.issue import Issue

GROUP_EPILOG = """\b
A story in short:
  story girl-and-woman
  > Two outlets differ about who was killed, not about how many.
  place Village 34.0,36.0 village 1.5 km
  speaker A monitor
  report r1 2021-05-03 by Wire
    a: 3 people killed, at Village, on 2021-05-03, airstrike, says A
    k: 3 children killed, part of a
  report r2 2021-05-03 by Paper
    b: at least 3 women killed, at Village, on 2021-05-03, airstrike
  expect incidents {a k b}
  expect range killed of a: 3 .. 3+

\b
Begin:
  tollbook stories new my.story     write an example with every part explained
  tollbook stories show my.story    see what the record makes of its reports
  tollbook stories check my.story   hold that against what the story expects
"""
CHECK_EPILOG = """\b
Examples:
  tollbook stories check my.story
  tollbook stories check stories/ --json
Exit status: 0 all came out as expected; 1 one did not, or could not be read; 2 no story file there.

\b
A claim:  [at least|more than|over|about|nearly|up to|fewer than] NUMBER|5-9|dozens|no  WHO  HARM, then in any order
  at PLACE, on DAY or DAY..DAY, since DAY..DAY, core DAY..DAY, MEANS, by PARTY [and PARTY], says SPEAKER [to SPEAKER],
  as of DAY, part of X, repeats X, replaces X, named A and B, period, cumulative, standing, diffuse, mixed, denied,
  doubted, "the words of its sentence"
A report also holds:  text: "...", unstated injured: words, denial X: words by SPEAKER
People add:  same a b, different a b, sub b a, unsub b a, credible A, B, strike PARTY at PLACE on DAY[, likely],
  assessed a by PARTY: credible[, 8 killed][, 2 injured][, on DAY], graded a: Fair by NAME, other-party a: PARTY by NAME, profile ucdp
A story expects:  incidents {a b} {c}, range HARM [GROUP] of a: 3 .. 5+, best, set-by low of, history, beside, reason,
  rule, words, grade a: Weak, needs a: words, sources a: words, answer did-it-happen of a: words, sub b of a,
  diffuse a, suggested a b, unsuggested a b, link a: CODE, totals w, accounted w: 3 .. 5, residual w: 3 .. open,
  contained w: a b, possible w: a, others w: a, impossible a w, says w: words, code w: CODE, unsaid words,
  series 40>40 12>52[restarted], days 40 40[carried], issue CODE, no issue CODE, no figure killed men of a, sum [of HARM [GROUP]] [at PLACE] [on DAYS] is 3 .. 5
All of it with examples: docs/how-to/write-stories.md
"""
paths_argument = click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)


@click.group("stories", epilog=GROUP_EPILOG)
def command() -> None:
    """Write cases of your own in plain lines (claims in; incidents, ranges, residuals out) and check the rules by them."""


@command.command("check", epilog=CHECK_EPILOG)
@paths_argument
@json_option
def check_command(paths: "Sequence[Path]", as_json: bool | None) -> None:  # noqa: FBT001  # click passes options by name
    """Hold the stories of FILEs, or of all *.story files in folders, against what the record makes of them.

    Each story is built twice, its reports in order and backwards: the order of arrival must change nothing.
    """
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.cli._told import DONE_WITH_ERRORS, counted, progress_bar
    from tollbook.flow.stories.checking import check_story

    stories, unread = _read(paths)
    checked = []
    with progress_bar() as tell:
        for number, story in enumerate(stories, start=1):
            checked.append(check_story(story))
            tell("stories", number, len(stories))
    failed = sum(not c.holds for c in checked)
    if wants_json(as_json):
        print_lines(_line(c) for c in checked)
    else:
        for line in _told(checked):
            click.echo(line)
    click.echo(
        f"{counted(len(stories), 'story', 'stories')}: {len(stories) - failed} as expected, {failed} not, {len(unread)} that can't be read",
        err=wants_json(as_json),
    )
    if failed or unread:
        raise click.exceptions.Exit(DONE_WITH_ERRORS)


@command.command("show")
@paths_argument
def show_command(paths: "Sequence[Path]") -> None:
    """Print what the record makes of the stories of FILEs, in lines a story can expect.

    To be read before it is believed: the lines say what the program does today, a story says what is right.
    """
    from tollbook.cli._told import DONE_WITH_ERRORS, plain
    from tollbook.flow.stories.showing import expectations_of

    stories, unread = _read(paths)
    for story in stories:
        click.echo(plain(f"story {story.name}"))
        for line in expectations_of(story):
            click.echo(plain(line))
    if unread:
        raise click.exceptions.Exit(DONE_WITH_ERRORS)


@command.command("new")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def new_command(file: Path | None) -> None:
    """Write a story that explains the notation as FILE, which must not exist yet; print it where no FILE is named."""
    from importlib.resources import files

    text = (files("tollbook") / "examples" / "stories" / "first.story").read_text(encoding="utf-8")
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise click.UsageError(f"{file} exists already; name another file, nothing was written") from error
    except OSError as error:
        raise click.UsageError(f"{file} can't be written: {error.strerror}") from error
    click.echo(f"{file} written. Next: tollbook stories check {file}", err=True)


def _read(paths: "Sequence[Path]") -> "tuple[list[Story], list[Issue]]":
    """Return the stories, and the Issues of those nobody can read, which are told; wrong use where no file is a story's."""
    from tollbook.cli._told import plain
    from tollbook.flow.stories.notation import read_stories, story_files
    from tollbook.model.issue import Issue

    files = story_files(paths)
    if not files:
        raise click.UsageError(f"no *.story file in {', '.join(map(str, paths))}; an example: tollbook stories new")
    found = [one for file in files for one in read_stories(file)]
    unread = [one for one in found if isinstance(one, Issue)]
    for issue in unread:
        click.echo(plain(f"{issue.subject}: {issue.message} [{issue.code}]\n    {issue.hint}"), err=True)
    return [one for one in found if not isinstance(one, Issue)], unread


def _told(checked: "Sequence[Checked]") -> "Iterator[str]":
    """Yield the stories that did not come out, each with the lines that differ."""
    from tollbook.cli._told import plain

    for one in checked:
        if one.holds:
            continue
        yield plain(f"{one.story.file}:{one.story.line}: {one.story.name}\n    {one.story.why}")
        for outcome in one.outcomes:
            if not outcome.answer.holds:
                yield plain(
                    f"  line {outcome.line.number}: {outcome.line.text}\n"
                    f"    expected  {outcome.answer.wanted}\n    got       {outcome.answer.got}"
                )


def _line(checked: "Checked") -> dict[str, Any]:
    story = checked.story
    return {
        "story": story.name,
        "file": story.file,
        "line": story.line,
        "why": story.why,
        "holds": checked.holds,
        "expectations": [
            {
                "line": o.line.number,
                "text": o.line.text,
                "wanted": o.answer.wanted,
                "got": o.answer.got,
                "holds": o.answer.holds,
            }
            for o in checked.outcomes
        ],
    }
