"""``tollbook init``: make a new book."""

from pathlib import Path

import click

from tollbook.cli._options import database_option


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="What the book is called; the folder's name by default.")
@click.option("--focus", multiple=True, metavar="CC", help="Country the book is about (two letters); may be repeated.")
@click.option("--profile", default="airwars", show_default=True, help="Coding profile.")
@click.option("--grading", default="airwars", show_default=True, help="Grading scheme.")
@click.option(
    "--timezone", default="UTC", show_default=True, help="Zone whose days are meant where a report does not say."
)
@database_option
def command(
    folder: Path, name: str | None, focus: tuple[str, ...], profile: str, grading: str, timezone: str, database: str
) -> None:
    """Make a new book in DIR, a new or an empty folder.

    Its tables lie in a file in it, or with --database on a PostgreSQL server, for several people and machines at once.
    """
    from tollbook.cli._options import address_of
    from tollbook.flow.books.book import init_book
    from tollbook.flow.books.config import BookConfig, config_mistakes

    settings = {
        "name": name or folder.resolve().name,
        "focus": [code.upper() for code in focus],
        "profile": profile,
        "grading": grading,
        "timezone": timezone,
        "database": address_of(database, folder),
    }
    mistakes = config_mistakes(settings)
    if mistakes:
        raise click.UsageError("; ".join(mistakes))
    import msgspec

    book = init_book(folder, msgspec.convert(settings, BookConfig))
    click.echo(f"made the book {book.config.name!r} in {folder}")
    click.echo(f"next: tollbook run --book {folder} FILE...")
