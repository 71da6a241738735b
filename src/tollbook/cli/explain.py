"""``tollbook explain``: from a figure to its rule, claims, words and documents."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli._options import book_option, json_option

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from tollbook.publish.cite import Citation
    from tollbook.publish.walk import Step

EPILOG = """\b
Examples:
  tollbook explain --book war SYRAQ170821a/killed/high   which claim set the high, by which rule
  tollbook explain --book war SYRAQ170821a/place         how the place was found
  tollbook explain --book war c1_9f31c2/when             how "on Monday" became a day
  tollbook explain --book war c1_9f31c2/residual         what a total leaves unaccounted
"""


@click.command("explain", epilog=EPILOG)
@book_option
@json_option
@click.argument("address")
def command(book: Path, as_json: bool | None, address: str) -> None:  # noqa: FBT001  # click passes options by name
    """Walk from the figure at ADDRESS back to the quoted words.

    ADDRESS is an incident (its code or id), a claim, a record or a report, or the first letters of an id if no other id
    starts so; after a slash, a part of it: INCIDENT/killed/high, INCIDENT/killed/children, INCIDENT/grade, CLAIM/where,
    TOTAL/residual (a total is named by its claim).
    """
    from tollbook.cli._output import print_lines, print_tables, wants_json
    from tollbook.flow.asking.explain import explain
    from tollbook.flow.books.book import snapshot
    from tollbook.model.issue import ItemFailed

    try:
        walk = explain(snapshot(book), address)
    except ItemFailed as failed:
        issue = failed.issue
        raise click.UsageError(f"{issue.subject}: {issue.message}; {issue.hint}") from failed
    if wants_json(as_json):
        import msgspec

        print_lines([{"address": address, **msgspec.to_builtins(walk)}])
        return
    print_tables(_tree(walk))


def _tree(walk: "Step") -> "Tree":
    from rich.tree import Tree

    tree = Tree(_label(walk), guide_style="dim")
    _grow(tree, walk, set())
    return tree


def _grow(tree: "Tree", walk: "Step", shown: "set[Citation]") -> None:
    """Add the steps below; words that stand in the tree already are not shown a second time."""
    for step in walk.below:
        if step.citation not in shown:
            if step.citation:
                shown.add(step.citation)
            _grow(tree.add(_label(step)), step, shown)


def _label(step: "Step") -> "Text":
    from rich.text import Text

    style = {"figure": "bold", "claim": "bold", "step": "dim", "note": "italic"}.get(step.kind, "")
    text = Text(step.text, style=style)
    return text.append_text(_in_context(step.citation)) if step.citation else text


def _in_context(citation: "Citation") -> "Text":
    from rich.text import Text

    text = Text("\n")
    text.append(citation.before, style="dim")
    text.append(f"»{citation.quote}«", style="bold").append(citation.after, style="dim")
    return text.append(f"  [{citation.span[0]}:{citation.span[1]}]", style="dim")
