"""``tollbook places``: build and import gazetteers, resolve place strings, make and confirm a book's own places."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tollbook.cli._options import who_option, why_option

if TYPE_CHECKING:
    from tollbook.model.place import Place
    from tollbook.places.records import Entry

BOOK = click.option(
    "--book",
    envvar="TOLLBOOK_BOOK",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The book's folder; or set TOLLBOOK_BOOK.",
)
LEVELS = ("site", "street", "neighbourhood", "village", "town", "city", "district", "governorate", "region")


@click.group("places")
def command() -> None:
    """Keep the gazetteers that place names are looked up in, and look names up."""


@command.command("build")
@click.option("--force", is_flag=True, help="Build it again even where it is there.")
def build(force: bool) -> None:  # noqa: FBT001  # a flag of the command line
    """Build the default gazetteer's index (GeoNames cities, areas, countries, seas): once at set-up, some half a minute."""
    from tollbook.places.index import build_default, default_path

    path = default_path()
    if path.exists() and not force:
        click.echo(f"there already: {path}")
        return
    click.echo(f"built: {build_default(path)}")


@command.command("import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@BOOK
@click.option(
    "--gazetteer", metavar="NAME", help="The gazetteer the files go into; without it, named for the first file."
)
@click.option(
    "--country", metavar="CC", help="Alpha-2 code of the files' country, where their names do not begin with it."
)
@click.option("--licence", default="", metavar="TEXT", help="Licence of the data, where the format does not tell.")
@click.option("--version", default="", metavar="TEXT", help="Version or date of the data.")
def import_(  # options of the command line
    files: tuple[Path, ...], book: Path | None, gazetteer: str | None, country: str | None, licence: str, version: str
) -> None:
    """Import gazetteer files: into the book with --book, else for all books of this user.

    Known are GeoNames country dumps, alternate names and hierarchy, Who's On First extracts, OCHA admin tables with P-codes, CSV
    with the columns name, lat, lon (and level, country, admin1, aliases, population, radius_km), and outlines of areas
    as GeoJSON; each also as .gz or .zip. A file with a fault is named with its lines and nothing of it is taken. Importing a
    file twice changes nothing; a newer state of it, under the same file name, takes the older one's place and says what changed.
    """
    from tollbook.flow.reading.gazetteer_files import import_gazetteer
    from tollbook.model.issue import ItemFailed
    from tollbook.places.hand import CONFIRMED

    name = gazetteer or files[0].name.split(".")[0].casefold()
    if name == CONFIRMED:
        raise click.UsageError(
            f"{name!r} is the name of a book's own places: choose another with --gazetteer, or see `tollbook places add`"
        )
    failed = False
    for path in files:
        try:
            told = import_gazetteer(path, name, book, country=country, licence=licence, version=version)
        except ItemFailed as failure:
            failed = True
            click.echo(
                f"{failure.issue.code}: {failure.issue.subject}: {failure.issue.message} ({failure.issue.hint})",
                err=True,
            )
            continue
        click.echo(told)
    sys.exit(1 if failed else 0)


@command.command("resolve")
@click.argument("source", metavar="IN.jsonl", type=click.File("rb"))
@BOOK
@click.option("-o", "--output", type=click.File("wb"), default="-", show_default=True, help="Where the lines go.")
def resolve(source: BinaryIO, book: Path | None, output: BinaryIO) -> None:
    """Print the place of each line of IN.jsonl: one line out for each line in, in the same order.

    A line in holds "id" and "place", and if known "parent" (the area it lies in, or a list, nearest first), "country"
    (code or name) and "language". IN.jsonl may be - for standard input.
    """
    import gc

    from tollbook.flow.judging.confirmed import gazetteer_of
    from tollbook.flow.reading.places_lines import resolve_place_line

    gazetteer = gazetteer_of(book)
    gc.freeze()  # the data stays: looking through it for rings again and again takes a fifth of the time of long inputs
    outcome = 0
    for number, line in enumerate(source, 1):
        result = resolve_place_line(line, number, gazetteer)
        output.write(result)
        if outcome == 0 and b'"severity":"error"' in result:
            outcome = 1
    output.flush()
    sys.exit(outcome)


@command.command("add")
@click.argument("name")
@click.option(
    "--at", "point", required=True, metavar="LAT,LON", help="Decimal degrees, degrees-minutes-seconds or MGRS."
)
@click.option(
    "--level", type=click.Choice(LEVELS), default="village", show_default=True, help="What kind of place it is."
)
@click.option("--country", metavar="CC", default="", help="Country, as alpha-2 code or name.")
@click.option("--in", "parent", metavar="AREA", default="", help="The governorate it lies in.")
@click.option("--radius-km", type=float, default=0.0, help="Radius; without it, the level's.")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another spelling; may be given again.")
@who_option
@why_option
@click.option(
    "--book", required=True, envvar="TOLLBOOK_BOOK", type=click.Path(path_type=Path, file_okay=False, exists=True)
)
def add(  # noqa: PLR0917  # options of the command line
    name: str,
    point: str,
    level: str,
    country: str,
    parent: str,
    radius_km: float,
    aliases: tuple[str, ...],
    who: str,
    why: str,
    book: Path,
) -> None:
    """Make a place of the book's own, to be found before any gazetteer's. It stands in the book's ledger, with your name."""
    from tollbook.flow.judging.confirmed import gazetteer_of
    from tollbook.places.hand import confirmed_entry
    from tollbook.resolve.where.strings import country_code, resolve_string

    gazetteer = gazetteer_of(book)
    answer, issues = resolve_string(point, gazetteer, parents=[parent] if parent else [], country=country or None)
    if answer.place is None or answer.place.matched_by != "coordinates":
        raise click.BadParameter(f"{point!r} is no point; say 35.95,39.01", param_hint="--at")
    for issue in issues:
        click.echo(f"{issue.code}: {issue.message}", err=True)
    entry = confirmed_entry(
        name,
        answer.place.lat,
        answer.place.lon,
        level=level,  # type: ignore[arg-type]  # click has checked the choice
        country=country_code(country, gazetteer) or answer.place.country or "",
        aliases=aliases,
        admin1=answer.place.admin1,
        radius_m=round(radius_km * 1000),
    )
    _confirm(book, entry, who, why)


@command.command("confirm")
@click.argument("name")
@click.option(
    "--as", "gazetteer_id", metavar="ID", help="The entry meant, by its gazetteer id; without it, the first answer."
)
@click.option("--in", "parent", metavar="AREA", default="", help="The area it lies in.")
@click.option("--country", metavar="CC", help="Country, as alpha-2 code or name.")
@who_option
@why_option
@click.option(
    "--book", required=True, envvar="TOLLBOOK_BOOK", type=click.Path(path_type=Path, file_okay=False, exists=True)
)
def confirm(  # options of the command line
    name: str, gazetteer_id: str | None, parent: str, country: str | None, who: str, why: str, book: Path
) -> None:
    """Confirm what NAME means in this book, so that it is always answered so. It stands in the book's ledger, with your name."""
    from tollbook.flow.judging.confirmed import gazetteer_of
    from tollbook.places.hand import entry_of
    from tollbook.resolve.where.answer import place_of
    from tollbook.resolve.where.strings import resolve_string

    gazetteer = gazetteer_of(book)
    answer, _ = resolve_string(name, gazetteer, parents=[parent] if parent else [], country=country)
    place: Place | None = answer.place
    if gazetteer_id and place and place.gazetteer_id != gazetteer_id:
        chosen = next((c for c in place.runners_up if c.gazetteer_id == gazetteer_id), None)
        place = place_of(chosen, gazetteer) if chosen else None
    if place is None or place.matched_by == "parent":
        raise click.UsageError(
            f"{name!r} has no such entry: see `tollbook places resolve`, or make it with `tollbook places add`"
        )
    _confirm(book, entry_of(place, name), who, why)


def _confirm(book: Path, place: "Entry", who: str, why: str) -> None:
    from tollbook.flow.judging.confirming import confirm_place

    told = f"{place.names[0]} {place.lat}, {place.lon} ({place.level})"
    entry = confirm_place(book, place, who=who, why=why)
    if entry is None:
        click.echo(f"there already: {told}")
        return
    click.echo(f"confirmed: {told}, entry {entry.seq} by {entry.author}")
    click.echo(f"the next run uses it; to take it back: tollbook judge --book {book} undo {entry.seq}", err=True)


@command.command("list")
@BOOK
def list_(book: Path | None) -> None:
    """List the gazetteers in use, in order of precedence, with source, licence and version."""
    from tollbook.flow.judging.confirmed import gazetteer_of

    for source in getattr(gazetteer_of(book), "sources", ()):
        parts = (source.name, source.origin, source.licence, source.version, source.attribution)
        click.echo("\t".join(part or "-" for part in parts))
