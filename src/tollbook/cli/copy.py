"""``tollbook copy``: a whole book to another folder, and to another database."""

from pathlib import Path

import click

from tollbook.cli._options import database_option


@click.command("copy")
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("target", metavar="TO", type=click.Path(path_type=Path, file_okay=False))
@database_option
def command(source: Path, target: Path, database: str) -> None:
    r"""Copy the book in FROM to the new folder TO: its files, and its tables to a file there or to a server.

    Either way, and back: both ledgers are the same bytes and `tollbook log verify` holds for the copy as it did for the book.
    An interrupted copy is no book; the same command again finishes it. The book in FROM is not changed.

    \b
      tollbook copy war war-team --database postgresql://noor@db.example/casualties
      tollbook copy war-team war-laptop
    """
    from tollbook.cli._options import address_of
    from tollbook.cli._told import counted, progress_bar
    from tollbook.flow.books.copying import copy_book

    address = address_of(database, target)
    with progress_bar() as progress:
        done = copy_book(source, target, address, progress)
    held = ", ".join(counted(done.rows.get(f"{name}s", 0), name) for name in ("document", "claim"))
    click.echo(f"copied {counted(done.files, 'file')}, {done.rows['entries']} entries of the ledger, {held}")
    click.echo(f"next: tollbook log verify --book {target}")
