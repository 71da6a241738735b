"""Load the actor list: the hand-written files, and for every state what the templates say it has."""

import csv
import datetime as dt
import functools
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tollbook.model.actor import Actor, ActorKind, Actors
from tollbook.vocab.load import data_path, load

FOLDER = ("vocabularies", "actors")
BOOK_FOLDER = "actors"
ADDED = "added.toml"
WRITTEN = "# Written from the book's ledger (tollbook actors add, tollbook log). Actors of your own go into another file beside it.\n"
OWNERS = {"private", "public", "cooperative"}


class ActorRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ``[[actor]]`` of a data file; the fields are those of ``Actor``."""

    id: str
    name: str
    kind: ActorKind
    aliases: dict[str, tuple[str, ...]] = {}
    context: dict[str, tuple[str, ...]] = {}
    countries: tuple[str, ...] = ()
    parent: str | None = None
    allies: tuple[str, ...] = ()
    backed_by: tuple[str, ...] = ()
    owner: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    alias_dates: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}
    codes_from: str | None = None
    note: str | None = None
    collective: bool = False
    alone: bool = False  # takes in no aliases of a template of the same id


class ActorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A data file of actors."""

    actor: tuple[ActorRow, ...]


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor that every state has; ``{name}``, ``{adj}`` and ``{code}`` are filled from the table of countries."""

    id: str
    kind: ActorKind
    name: str
    parent: str | None = None
    en: tuple[str, ...] = ()
    ar: tuple[str, ...] = ()
    context_en: tuple[str, ...] = ()
    context_ar: tuple[str, ...] = ()


class TemplateFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The templates."""

    template: tuple[Template, ...]


class Country(msgspec.Struct, frozen=True):
    """A state: alpha-2 code, name, other names, adjectives, people, capitals used for the government, Arabic name and adjective."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    arabic: str
    arabic_adjective: str


@functools.cache
def countries() -> tuple[Country, ...]:
    """Return the table of states, in the order of its file."""
    return tuple(_country(row) for row in _rows("countries.tsv"))


def _country(row: dict[str, str]) -> Country:
    many = {
        field: tuple(v for v in row[field].split("|") if v) for field in ("names", "adjectives", "people", "capitals")
    }
    return Country(row["code"], row["name"], **many, arabic=row["arabic"], arabic_adjective=row["arabic_adjective"])


def actor_files() -> tuple[str, ...]:
    """Return the names of the hand-written actor files, sorted."""
    return tuple(sorted(p.name for p in data_path(*FOLDER).glob("*.toml") if p.name != "templates.toml"))


def group_tables() -> tuple[str, ...]:
    """Return the names of the tables of armed groups, sorted."""
    return tuple(
        sorted(p.name for p in data_path(*FOLDER).glob("*.tsv") if p.name not in {"countries.tsv", "outlets.tsv"})
    )


def _rows(name: str) -> list[dict[str, str]]:
    with data_path(*FOLDER, name).open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        return [{k: v or "" for k, v in row.items()} for row in table]


def _group(row: dict[str, str]) -> ActorRow:
    """Convert one line of a table of armed groups; lists within a cell are separated by "|"."""
    fields = {
        "id": row["id"],
        "kind": row["kind"],
        "name": row["name"],
        "countries": _many(row["countries"]),
        "parent": row["parent"] or None,
        "backed_by": _many(row["backed_by"]),
        "since": row["since"] or None,
        "until": row["until"] or None,
        "aliases": {language: _many(row[language]) for language in ("en", "ar") if row[language]},
        "context": {lang: _many(cell) for lang in ("en", "ar") if (cell := row.get(f"{lang}_context", ""))},
        "codes": {"ucdp": row["ucdp"]} if row["ucdp"] else {},
        "codes_from": "UCDP GED actor names" if row["ucdp"] else None,
        "collective": bool(row["collective"]),
    }
    return msgspec.convert(fields, ActorRow)


def _outlet(row: dict[str, str]) -> ActorRow:
    """Convert one line of the table of outlets; an owner that is an actor is kept as such, else as a note."""
    is_kind_of_owner = row["owner"] in OWNERS
    fields = {
        "id": row["id"],
        "kind": "outlet",
        "name": row["name"],
        "countries": _many(row["country"]),
        "owner": None if is_kind_of_owner else row["owner"],
        "note": f"{row['kind_of']}, {row['owner'] if is_kind_of_owner else 'run by ' + row['owner']}",
        "aliases": {language: _many(row[language]) for language in ("en", "ar") if row[language]},
    }
    return msgspec.convert(fields, ActorRow)


def _many(cell: str) -> tuple[str, ...]:
    return tuple(v for v in cell.split("|") if v)


@functools.cache
def hand_written() -> tuple[Actor, ...]:
    """Return the actors of the hand-written files, in order of file and row; raise ValueError on bad data."""
    files = [load(ActorFile, *FOLDER, name).actor for name in actor_files()]
    groups = [_group(row) for name in group_tables() for row in _rows(name)]
    outlets = [_outlet(row) for row in _rows("outlets.tsv")]
    return tuple(_actor(row) for row in itertools.chain(*files, groups, outlets))


def _actor(row: ActorRow) -> Actor:
    dates = {alias: (_day(start), _day(end)) for alias, (start, end) in row.alias_dates.items()}
    fields = {f: getattr(row, f) for f in row.__struct_fields__ if f not in {"alias_dates", "alone"}}
    return Actor(**fields, alias_dates=dates)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def state_actors() -> tuple[Actor, ...]:
    """Return what the templates give every state of the table."""
    templates = load(TemplateFile, *FOLDER, "templates.toml").template
    return tuple(_filled(template, country) for country in countries() for template in templates)


def _filled(template: Template, country: Country) -> Actor:
    code = country.code.lower()
    english = _fill(template.en, (country.name, *country.names), country.adjectives)
    arabic = _fill(template.ar, (country.arabic,), (country.arabic_adjective,) if country.arabic_adjective else ())
    context = {"en": template.context_en, "ar": template.context_ar}
    kinds: dict[str, str] = {}
    if template.kind == "state":
        names = {country.name, *country.names}
        kinds = {a: "demonym" for a in country.adjectives if a not in names} | {
            p: "people" for p in country.people if p not in names
        }
        english = (*english, *(p for p in country.people if p not in english))
        context = {"en": (*context["en"], *country.capitals), "ar": context["ar"]}
    return Actor(
        id=template.id.format(code=code),
        name=template.name.format(name=country.name),
        kind=template.kind,
        aliases={language: names for language, names in (("en", english), ("ar", arabic)) if names},
        context={language: names for language, names in context.items() if names},
        alias_kinds=kinds,
        countries=(country.code,),
        parent=template.parent.format(code=code) if template.parent else None,
    )


def _fill(patterns: tuple[str, ...], names: tuple[str, ...], adjectives: tuple[str, ...]) -> tuple[str, ...]:
    pools = [(p, "adj" if "{adj}" in p else "name", adjectives if "{adj}" in p else names) for p in patterns]
    filled = (p.format(**{slot: value}) for p, slot, pool in pools for value in pool)
    return tuple(dict.fromkeys(filled))


@functools.cache
def load_actors(book: Path | None = None) -> Actors:
    """Return the bundled actor list, with the actors of ``book`` (files ``actors/*.toml`` in its folder) added or put in place.

    A hand-written actor takes in the aliases of a template of the same id. Raises ValueError on bad data.
    """
    alone = {row.id for name in actor_files() for row in load(ActorFile, *FOLDER, name).actor if row.alone}
    by_id = {actor.id: actor for actor in state_actors() if actor.id not in alone}
    for actor in (*hand_written(), *(actors_of_book(book) if book else ())):
        by_id[actor.id] = _joined(actor, by_id[actor.id]) if actor.id in by_id else actor
    return Actors(by_id=by_id)


def actors_of_book(book: Path) -> tuple[Actor, ...]:
    """Return the actors a team added to its book, in order of file and row; raise ValueError naming file and field."""
    return tuple(actor for path in sorted((book / BOOK_FOLDER).glob("*.toml")) for actor in _rows_of(path))


def _rows_of(path: Path) -> tuple[Actor, ...]:
    try:
        return tuple(_actor(row) for row in msgspec.toml.decode(path.read_bytes(), type=ActorFile).actor)
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _joined(actor: Actor, template: Actor) -> Actor:
    return msgspec.structs.replace(
        actor,
        aliases=_union(actor.aliases, template.aliases),
        context=_union(actor.context, template.context),
        countries=actor.countries or template.countries,
        parent=actor.parent or template.parent,
    )


def _union(first: dict[str, tuple[str, ...]], second: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys((*first.get(key, ()), *second.get(key, ())))) for key in {**first, **second}}


def row_of(fields: dict[str, object]) -> Actor:
    """Return an actor of loose fields, checked; raise ValueError naming the field."""
    try:
        return _actor(msgspec.convert(fields, ActorRow))
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def fields_of(actor: Actor) -> dict[str, object]:
    """Return the fields of ``actor`` that are set, as a row of a data file and as the ledger keeps them."""
    raw = msgspec.to_builtins(actor)
    return {key: value for key, value in raw.items() if value and key in ActorRow.__struct_fields__}


def added_rows(book: Path) -> tuple[Actor, ...]:
    """Return the actors of the book's file ``actors/added.toml``, none where there is no such file."""
    path = book / BOOK_FOLDER / ADDED
    return _rows_of(path) if path.exists() else ()


def is_from_ledger(book: Path) -> bool:
    """Return False for an ``actors/added.toml`` that an older version, or a person, wrote."""
    path = book / BOOK_FOLDER / ADDED
    return not path.exists() or path.read_text(encoding="utf-8").startswith(WRITTEN)


def keep_rows(book: Path, actors: Sequence[Actor]) -> bool:
    """Make the book's file ``actors/added.toml`` hold just ``actors``; return False where it does so already."""
    path = book / BOOK_FOLDER / ADDED
    text = "\n".join([WRITTEN, *map(_block, actors)]) if actors else ""
    if (path.read_text(encoding="utf-8") if path.exists() else "") == text:
        return False
    if text:
        path.parent.mkdir(exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    else:
        path.unlink(missing_ok=True)
    load_actors.cache_clear()
    return True


def _block(actor: Actor) -> str:
    return "[[actor]]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in fields_of(actor).items())


def _toml(value: object) -> str:
    """Return strings, lists and tables of strings as TOML; a JSON string is a TOML string."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
