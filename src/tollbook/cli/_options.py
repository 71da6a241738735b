"""Options that several verbs share: the book, the filters, table or JSON."""

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tollbook.model.snapshot import Snapshot
    from tollbook.publish.select import Selection

F = TypeVar("F", bound=Callable[..., Any])
NAMES = ("area", "harm", "by", "speaker", "grade")
HARMS = ("killed", "injured", "missing", "detained", "trapped", "displaced")
DAY = click.DateTime(["%Y-%m-%d"])

book_option = click.option(
    "--book",
    required=True,
    envvar="TOLLBOOK_BOOK",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The book's folder; or set TOLLBOOK_BOOK.",
)

database_option = click.option(
    "--database",
    metavar="URL",
    default="",
    help="Where the tables lie: postgresql://user@host/database?schema=NAME; a file in the folder by default. Without a "
    "schema it is named after the folder. No password here: ~/.pgpass or PGPASSWORD holds it.",
)


def address_of(database: str, folder: Path) -> str:
    """Return the address as a book's settings keep it, empty for a file; raise wrong use where it names no database."""
    from tollbook.store.place import AddressRefused, read_address, schema_name

    try:
        return str(read_address(database, default_schema=schema_name(folder.resolve().name))) if database else ""
    except AddressRefused as error:
        raise click.BadParameter(str(error), param_hint="--database") from error


def _one_line(_: click.Context, __: click.Parameter, value: str) -> str:
    if not value.isprintable():
        raise click.BadParameter("give words, on one line")
    return value


who_option = click.option(
    "--who",
    "--author",
    default="unnamed",
    envvar="TOLLBOOK_AUTHOR",
    metavar="NAME",
    callback=_one_line,
    help="Who says so; or set TOLLBOOK_AUTHOR.",
)
why_option = click.option(
    "--why", default="", metavar="TEXT", callback=_one_line, help="The reason or source, in a sentence."
)
json_option = click.option(
    "--json/--table",
    "as_json",
    default=None,
    help="JSON Lines or a table; without either: a table on a terminal, else JSON.",
)
area_option = click.option(
    "--area", metavar="NAME", help='Only what lies in this place or area (Raqqa, "Raqqa governorate").'
)
from_option = click.option("--from", "first", type=DAY, metavar="DAY", help="Only from this day (YYYY-MM-DD).")
to_option = click.option("--to", "last", type=DAY, metavar="DAY", help="Only up to this day (YYYY-MM-DD).")
FILTERS = (
    area_option,
    from_option,
    to_option,
    click.option("--harm", type=click.Choice(HARMS), help="Only this kind of harm."),
    click.option("--by", metavar="NAME", help="Only what this belligerent is said to have done."),
    click.option("--speaker", metavar="NAME", help="Only what this speaker (or outlet, in its own voice) says."),
    click.option("--grade", metavar="NAME", help="Only incidents of this grade, or the claims in them."),
)


def filter_options(command: F) -> F:
    """Add the filters to a command, which gets what they ask for as ``selection``."""

    @functools.wraps(command)
    def selecting(*, first: dt.datetime | None, last: dt.datetime | None, **others: Any) -> Any:
        names = {name: others.pop(name) for name in NAMES}
        return command(selection=selection_of(first, last, names), **others)

    wrapped: Any = selecting
    for option in reversed(FILTERS):
        wrapped = option(wrapped)
    filtered: F = wrapped
    return filtered


def listing_options(command: F) -> F:
    """Add book, filters and form to a command that lists; it gets the open book as ``view`` and ``selection`` in it."""

    @functools.wraps(command)
    def listed(*, book: Path, selection: "Selection", **others: Any) -> Any:
        from tollbook.flow.books.book import snapshot

        view = snapshot(book)
        return command(book=book, view=view, selection=_located_or_refused(selection, book, view), **others)

    wrapped: Any = book_option(filter_options(json_option(listed)))
    filtered: F = wrapped
    return filtered


def workers_option(name: str, most: int, says: str) -> Callable[[F], F]:
    """Return the option for how many processes share the work, one unless said otherwise."""
    return click.option(name, default=1, show_default=True, type=click.IntRange(1, most), help=says)


def _located_or_refused(selection: "Selection", book: Path, view: "Snapshot") -> "Selection":
    """Return what the filters ask for with the place of the area; raise wrong use where nobody knows that area."""
    from tollbook.flow.publishing.areas import UnknownArea, known, located

    try:
        return known(located(selection, book, view), view)
    except UnknownArea as error:
        raise click.UsageError(str(error)) from error


def refuse_reversed(first: dt.datetime | None, last: dt.datetime | None) -> None:
    """Raise wrong use where the days end before they begin."""
    if first and last and last < first:
        raise click.UsageError(f"--from {first:%Y-%m-%d} is after --to {last:%Y-%m-%d}")


def selection_of(first: dt.datetime | None, last: dt.datetime | None, names: Mapping[str, str | None]) -> "Selection":
    """Return what the filters ask for; raise wrong use when the days are reversed."""
    import msgspec

    from tollbook.publish.select import Selection

    refuse_reversed(first, last)
    days = {"first": first.date() if first else None, "last": last.date() if last else None}
    return msgspec.convert({**days, **names}, Selection)
