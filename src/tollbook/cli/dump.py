"""``tollbook dump``: the canonical export."""

import sys
from pathlib import Path

import click

from tollbook.cli._options import book_option


@click.command("dump")
@book_option
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write here.")
def command(book: Path, output: Path | None) -> None:
    """Write the whole book as sorted lines of JSON: the same book gives the same bytes, before and after a rebuild."""
    from tollbook.flow.books.dump import dump_lines

    content = b"".join(line + b"\n" for line in dump_lines(book))
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    unfinished = output.with_name(output.name + ".unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written ({error.strerror})") from error
