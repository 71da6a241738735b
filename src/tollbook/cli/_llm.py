"""The option that chooses a language model, and what the command says about it: where texts go, what it cost, what was refused."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tollbook.flow.llm.book import Announce
    from tollbook.flow.llm.extractor import LlmExtractor

extractor_option = click.option(
    "--extractor",
    type=click.Choice(["rules", "llm"]),
    default=None,
    help="Who reads the reports: the rules, on this machine, or a language model, which sends their texts to the address "
    "in TOLLBOOK_LLM_URL.  [default: rules]",
)
cache_option = click.option(
    "--cache",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where a language model's answers are kept, so that an interrupted run goes on.",
)


def llm_extractor(folder: Path | None) -> "LlmExtractor":
    """Return the extractor as the environment describes it, keeping answers in ``folder``; stop when it is not described."""
    from tollbook.collect.chat import Client
    from tollbook.flow.llm.answers import Answers
    from tollbook.flow.llm.extractor import LlmExtractor
    from tollbook.flow.llm.settings import llm_settings

    settings = llm_settings(os.environ)
    return LlmExtractor(settings, Client(settings.endpoint), Answers(folder))


def announcer(extractor: "LlmExtractor") -> "Announce":
    """Return what says on standard error, before anything is sent, what goes where."""
    from tollbook.cli._told import counted, plain
    from tollbook.flow.llm.book import Plan

    settings = extractor.settings

    def announce(plan: Plan) -> None:
        if not plan.questions:
            click.echo("nothing is sent: every answer needed is kept here, or no report tells of harm", err=True)
            return
        where = f"{settings.endpoint.host} (model {settings.model})"
        told = f"sending text of {counted(plan.reports, 'report')} in {counted(plan.questions, 'question')} to {where}"
        away = "" if settings.endpoint.is_this_machine else "; the texts leave this machine"
        click.echo(plain(told + away), err=True)

    return announce


def tell_tally(extractor: "LlmExtractor") -> None:
    """Say on standard error what was asked, what it cost, what was refused, and how often the rules say otherwise."""
    from tollbook.cli._told import counted

    tally, price = extractor.tally, extractor.settings.price
    parts = [f"asked {counted(tally['asked'], 'question')}, {counted(tally['kept'], 'answer')} kept from before"]
    parts.append(f"{tally['tokens_in']:,} tokens in, {tally['tokens_out']:,} out")
    if price is not None:
        cost = (tally["tokens_in"] * price[0] + tally["tokens_out"] * price[1]) / 1_000_000
        parts.append(f"{cost:.4f} at the prices given")
    parts.append(f"refused {counted(tally['claims_refused'], 'claim')} and {counted(tally['values_refused'], 'value')}")
    if tally["unusable"]:
        parts.append(f"{counted(tally['unusable'], 'unusable answer')}, read by the rules")
    parts.append(f"{counted(tally['differing'], 'difference')} from the rules")
    click.echo("; ".join(parts), err=True)


def model_chosen(book: Path, named: str | None) -> "LlmExtractor | None":
    """Return the model's extractor where it is chosen, None for the rules; stop, with nothing noted, when it is not described."""
    from tollbook.flow.llm.answers import answers_folder
    from tollbook.flow.llm.book import choose_extractor

    model = llm_extractor(answers_folder(book)) if named == "llm" else None
    choose_extractor(book, named)
    return model


@contextmanager
def telling(extractor: "LlmExtractor") -> Iterator["Announce"]:
    """Yield what announces the sending, and tell the tally at the end, whatever it was."""
    try:
        yield announcer(extractor)
    finally:
        tell_tally(extractor)


def lines_by_llm(lines: list[bytes], language: str, cache: Path | None) -> Iterator[bytes]:
    """Yield the line of JSON for each report, read by the model, after saying what is sent where."""
    from tollbook.flow.kit import default_kit
    from tollbook.flow.llm.book import plan_of_lines
    from tollbook.flow.reading.extract_lines import extract_line

    extractor, kit = llm_extractor(cache), default_kit()
    with telling(extractor) as announce:
        announce(plan_of_lines(lines, language, extractor, kit))
        for number, line in enumerate(lines, start=1):
            yield extract_line(line, number, language, kit, extractor)
