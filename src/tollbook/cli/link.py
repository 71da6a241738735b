"""``tollbook link train``: what labelled reports say of the match weights. Prints; changes nothing."""

from typing import BinaryIO

import click

EPILOG = """\b
Example:
  tollbook link train labelled.jsonl
"""


@click.group("link")
def command() -> None:
    """Look at how reports are joined to incidents."""


@command.command("train", epilog=EPILOG)
@click.argument("source", metavar="LABELLED.jsonl", type=click.File("rb"))
@click.option("--focus", multiple=True, metavar="CC", help="Countries the reports are about, as two-letter codes.")
def train_command(source: BinaryIO, focus: tuple[str, ...]) -> None:
    """Compare the match weights with what labelled reports teach.

    A line is a report as `tollbook extract` reads it, with "event": any name, the same for reports of one event. For each
    reason it prints the pairs of one event and of two in which it spoke, the weight they give (bits), and the weight in
    use. Weights stand in vocabularies/linking.toml; few pairs teach little.
    """
    import msgspec

    from tollbook.flow.kit import default_kit
    from tollbook.flow.training import train

    lines = [msgspec.json.decode(line) for line in source if line.strip()]
    found, same, different = train(lines, default_kit(focus))
    click.echo(f"{same} pairs of one event, {different} of two", err=True)
    for entry in found:
        click.echo(msgspec.json.encode(entry))
