"""``tollbook simulate``: reports of a war whose truth is known, and the answer file. A test bed and a load generator."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

EPILOG = """\b
Example:
  tollbook simulate --level moderate --seed 7 --documents war.jsonl --truth truth.jsonl
  tollbook extract war.jsonl > claims.jsonl
"""


@click.command("simulate", epilog=EPILOG)
@click.option("--level", default="moderate", show_default=True, help="Noise: easy, moderate, hard or adversarial.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed makes the same war.")
@click.option("--days", type=click.IntRange(7, 36500), help="Length of the war; each level has its own.")
@click.option("--language", default="en", show_default=True, help="Language of the reports.")
@click.option(
    "--documents",
    "documents",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the reports go, one line each, as tollbook extract and run read them.",
)
@click.option(
    "--truth",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the answers go: events, and for each report the event or total it speaks of.",
)
def command(level: str, seed: int, days: int | None, language: str, documents: Path, truth: Path) -> None:
    """Make a war whose truth is known: events, speakers and outlets that quote, copy, update and err.

    It tests this program's own assumptions and is no evidence of quality on real texts.
    """
    from tollbook.simulate.war import document_lines, make_war, truth_lines
    from tollbook.vocab.simulation import preset_names, sentences, towns

    if level not in preset_names():
        raise click.BadParameter(f"{level}; choose one of {', '.join(preset_names())}", param_hint="--level")
    war = make_war(level, seed, towns(), sentences(language), days)
    _write(documents, document_lines(war))
    _write(truth, truth_lines(war))
    click.echo(f"{len(war.events)} events, {len(war.reports)} reports ({level}, seed {seed})", err=True)


def _write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    import msgspec

    encoder = msgspec.json.Encoder()
    path.write_bytes(b"".join(encoder.encode(line) + b"\n" for line in lines))
