"""Load the actor list: the hand-written files, and for every state what the templates say it has."""

import csv
import datetime as dt
import functools
import itertools

import msgspec

from tollbook.model.actor import Actor, ActorKind, Actors
from tollbook.vocab.load import data_path, load

FOLDER = ("vocabularies", "actors")


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
    with data_path(*FOLDER, "countries.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return tuple(_country(row) for row in rows)


def _country(row: dict[str, str]) -> Country:
    many = {
        field: tuple(v for v in row[field].split("|") if v) for field in ("names", "adjectives", "people", "capitals")
    }
    return Country(row["code"], row["name"], **many, arabic=row["arabic"], arabic_adjective=row["arabic_adjective"])


def actor_files() -> tuple[str, ...]:
    """Return the names of the hand-written actor files, sorted."""
    return tuple(sorted(p.name for p in data_path(*FOLDER).glob("*.toml") if p.name != "templates.toml"))


@functools.cache
def hand_written() -> tuple[Actor, ...]:
    """Return the actors of the hand-written files, in order of file and row; raise ValueError on bad data."""
    rows = itertools.chain.from_iterable(load(ActorFile, *FOLDER, name).actor for name in actor_files())
    return tuple(_actor(row) for row in rows)


def _actor(row: ActorRow) -> Actor:
    dates = {alias: (_day(start), _day(end)) for alias, (start, end) in row.alias_dates.items()}
    fields = {f: getattr(row, f) for f in row.__struct_fields__ if f != "alias_dates"}
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
    if template.kind == "state":
        context = {"en": (*context["en"], *country.capitals), "ar": context["ar"]}
    return Actor(
        id=template.id.format(code=code),
        name=template.name.format(name=country.name),
        kind=template.kind,
        aliases={language: names for language, names in (("en", english), ("ar", arabic)) if names},
        context={language: names for language, names in context.items() if names},
        countries=(country.code,),
        parent=template.parent.format(code=code) if template.parent else None,
    )


def _fill(patterns: tuple[str, ...], names: tuple[str, ...], adjectives: tuple[str, ...]) -> tuple[str, ...]:
    pools = [(p, "adj" if "{adj}" in p else "name", adjectives if "{adj}" in p else names) for p in patterns]
    filled = (p.format(**{slot: value}) for p, slot, pool in pools for value in pool)
    return tuple(dict.fromkeys(filled))


@functools.cache
def load_actors() -> Actors:
    """Return the bundled actor list; a hand-written actor takes in the aliases of a template of the same id."""
    by_id = {actor.id: actor for actor in state_actors()}
    for actor in hand_written():
        by_id[actor.id] = _joined(actor, by_id[actor.id]) if actor.id in by_id else actor
    return Actors(by_id=by_id)


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
