"""``tollbook actors``: look up, check and add belligerents, speakers and outlets."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from tollbook.cli._options import who_option, why_option

if TYPE_CHECKING:
    from tollbook.model.actor import Actor, Actors

BOOK = click.option(
    "--book",
    envvar="TOLLBOOK_BOOK",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The book's folder, whose own actors count too; or set TOLLBOOK_BOOK.",
)
JSON = click.option(
    "--json/--table", "as_json", default=None, help="JSON Lines or a table; without either: a table on a terminal."
)


@click.group("actors")
def command() -> None:
    """Keep the list of belligerents, monitors, officials and outlets that names are resolved against."""


@command.command("lint")
@BOOK
@JSON
def lint_(book: Path | None, as_json: bool | None) -> None:  # noqa: FBT001  # a flag of the command line
    """Check the list, and the book's own actors: ids, references, dates, shared names. Status 1 if something is wrong."""
    from tollbook.cli._output import print_lines, wants_json
    from tollbook.vocab.actor_lint import lint
    from tollbook.vocab.actors import countries

    actors = _loaded(book)
    issues = lint(tuple(actors.by_id.values()), frozenset(c.code for c in countries()))
    if wants_json(as_json):
        print_lines(
            {"code": i.code, "severity": i.severity, "subject": i.subject, "message": i.message, "hint": i.hint}
            for i in issues
        )
    else:
        for issue in issues:
            click.echo(f"{issue.severity}: {issue.subject}: {issue.message} ({issue.hint})")
        click.echo(f"{len(actors.by_id)} actors, {len(issues)} issues")
    sys.exit(1 if any(i.severity == "error" for i in issues) else 0)


@command.command("show")
@click.argument("name", metavar="NAME", nargs=-1, required=True)
@BOOK
@JSON
def show(name: tuple[str, ...], book: Path | None, as_json: bool | None) -> None:  # noqa: FBT001  # a flag of the command line
    """Show the actors with this id or name: aliases, parents, codes. Words that need a context are marked so."""
    from tollbook.cli._output import print_lines, wants_json

    wanted = " ".join(name)
    actors = _loaded(book)
    found = _matching(wanted, actors)
    if not found:
        click.echo(f"no actor is called {wanted!r}", err=True)
        sys.exit(1)
    if wants_json(as_json):
        print_lines(_line(actor, how) for actor, how in found)
        return
    for actor, how in found:
        _print(actor, how)


@command.command("add")
@click.argument("identity", metavar="ID")
@click.option("--name", required=True, help="The name to print.")
@click.option(
    "--kind",
    required=True,
    help="state_force, state, coalition, non_state_armed, monitor, activist_media, official_source, ...",
)
@click.option(
    "--alias", "aliases", multiple=True, metavar="LANG=NAME", help="A further name, e.g. en=RBSS; may be repeated."
)
@click.option(
    "--in-context",
    "context",
    multiple=True,
    metavar="LANG=NAME",
    help="A name that means it only in its countries; may be repeated.",
)
@click.option(
    "--country", "places", multiple=True, metavar="CC", help="Alpha-2 code of where it acts; may be repeated."
)
@click.option("--parent", metavar="ID", help="The actor it belongs to.")
@click.option("--owner", metavar="ID", help="The actor that owns or feeds it.")
@who_option
@why_option
@click.option(
    "--book",
    required=True,
    envvar="TOLLBOOK_BOOK",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The book's folder; or set TOLLBOOK_BOOK.",
)
def add(  # noqa: PLR0917  # options of the command line
    identity: str,
    name: str,
    kind: str,
    aliases: tuple[str, ...],
    context: tuple[str, ...],
    places: tuple[str, ...],
    parent: str | None,
    owner: str | None,
    who: str,
    why: str,
    book: Path,
) -> None:
    """Add an actor to the book, after checking it against the list. It stands in the book's ledger, with your name."""
    from tollbook.flow.judging.confirming import confirm_actor
    from tollbook.model.actor import ActorKind
    from tollbook.vocab.actor_lint import lint
    from tollbook.vocab.actors import countries, row_of

    if kind not in get_args(ActorKind):
        raise click.UsageError(f"{kind!r} is no kind; use one of: {', '.join(get_args(ActorKind))}")
    actors = _loaded(book)
    if identity in actors.by_id:
        raise click.UsageError(
            f"{identity!r} is taken by {actors.by_id[identity].name}; see: tollbook actors show {identity}"
        )
    actor = row_of(
        {
            "id": identity,
            "name": name,
            "kind": kind,
            "aliases": _by_language(aliases or (f"en={name}",)),
            "context": _by_language(context),
            "countries": [c.upper() for c in places],
            "parent": parent,
            "owner": owner,
        }
    )
    wrong = [
        i
        for i in lint((*actors.by_id.values(), actor), frozenset(c.code for c in countries()))
        if i.subject == identity
    ]
    for issue in wrong:
        click.echo(f"{issue.severity}: {issue.subject}: {issue.message} ({issue.hint})", err=True)
    if any(i.severity == "error" for i in wrong):
        sys.exit(1)
    entry = confirm_actor(book, actor, who=who, why=why)
    if entry is None:
        click.echo(f"there already: {identity}")
        return
    click.echo(f"added: {identity}, entry {entry.seq} by {entry.author}")
    click.echo(f"the next run uses it; to take it back: tollbook judge --book {book} undo {entry.seq}", err=True)


def _loaded(book: Path | None) -> "Actors":
    """Return the list with the book's own actors; stop where a file of the book cannot be read."""
    from tollbook.flow.judging.confirmed import keep_confirmed
    from tollbook.vocab.actors import load_actors

    try:
        if book is not None:
            keep_confirmed(book)
        return load_actors(book)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _by_language(pairs: tuple[str, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        language, sign, name = pair.partition("=")
        if not sign or not name.strip():
            raise click.UsageError(f"{pair!r} is not LANG=NAME, e.g. en=RBSS")
        found.setdefault(language.strip(), []).append(name.strip())
    return found


def _matching(wanted: str, actors: "Actors") -> list[tuple["Actor", str]]:
    """Return the actors meant by an id or name, and how: id, name, or context."""
    from tollbook.flow.names import actors_named

    if wanted in actors.by_id:
        return [(actors.by_id[wanted], "id")]
    return actors_named(wanted, actors)


def _line(actor: "Actor", how: str) -> dict[str, Any]:
    import msgspec

    return {"matched_by": how, **msgspec.to_builtins(actor)}


def _print(actor: "Actor", how: str) -> None:
    click.echo(f"{actor.id}  {actor.name}  [{actor.kind}]" + ("  (only in context)" if how == "context" else ""))
    rows: list[tuple[str, object]] = [
        ("countries", ", ".join(actor.countries)),
        ("parent", actor.parent),
        ("owner", actor.owner),
        ("backed by", ", ".join(actor.backed_by)),
        ("allies", ", ".join(actor.allies)),
        ("since", actor.since),
        ("until", actor.until),
        *((f"names ({language})", ", ".join(names)) for language, names in actor.aliases.items()),
        *((f"in context ({language})", ", ".join(names)) for language, names in actor.context.items()),
        ("codes", ", ".join(f"{k}: {v}" for k, v in actor.codes.items())),
        ("codes from", actor.codes_from),
        ("note", actor.note),
    ]
    for label, value in rows:
        if value:
            click.echo(f"  {label}: {value}")
