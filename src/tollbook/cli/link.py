"""``tollbook link train``: what labelled reports say of the match weights. Prints; changes nothing."""

from typing import Any, BinaryIO

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

    lines = []
    for number, line in enumerate(source, start=1):
        if line.strip():
            try:
                lines.append(msgspec.json.decode(line, type=dict[str, Any]))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise click.UsageError(f"line {number} is no report in JSON: {error}") from error
    found, same, different = train(lines, msgspec.structs.replace(default_kit(focus), crime="apart"))
    click.echo(f"{same} pairs of one event, {different} of two", err=True)
    if not same or not different:
        click.echo('nothing to learn: give reports of several events, two or more of each, with "event"', err=True)
    for entry in found:
        click.echo(msgspec.json.encode(entry))
