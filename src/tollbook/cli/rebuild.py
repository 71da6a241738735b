"""``tollbook rebuild``: drop everything derived and build it again."""

import sys
from pathlib import Path

import click

from tollbook.cli._llm import extractor_option, model_chosen, telling
from tollbook.cli._options import book_option


@click.command("rebuild")
@book_option
@extractor_option
def command(book: Path, extractor: str | None) -> None:
    """Drop everything derived and build it again from the documents, the judgements and the permanent ids.

    People reading the book meanwhile see the old record until the new one is whole.
    """
    from tollbook.cli._told import counted, progress_bar, tell_issues
    from tollbook.flow.books.book import tally
    from tollbook.flow.llm.book import rebuild_by_llm
    from tollbook.flow.rebuild import rebuild

    model = model_chosen(book, extractor)
    with progress_bar() as progress:
        if model is None:
            outcome = rebuild(book, progress=progress)
        else:
            with telling(model) as announce:
                outcome = rebuild_by_llm(book, model, announce, progress=progress)
    held = tally(book)
    click.echo(f"extracted {counted(outcome.extracted, 'report')}")
    names = ("report", "claim", "incident", "total")
    click.echo("the book holds " + ", ".join(counted(held[name + "s"], name) for name in names))
    sys.exit(tell_issues(outcome.issues, book))
