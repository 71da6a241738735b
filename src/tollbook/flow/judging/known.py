"""What a name may stand for, and saying so for good: places and actors of a book, for whoever shows them. Knows no pages."""

from pathlib import Path
from typing import get_args

import msgspec

from tollbook.flow.judging.confirmed import gazetteer_of
from tollbook.flow.judging.confirming import confirm_actor, confirm_place
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.actor import Actor, ActorKind, Actors
from tollbook.model.ids import content_id
from tollbook.model.judgement import Entry
from tollbook.model.place import Level, PlaceCandidate
from tollbook.places.hand import confirmed_entry
from tollbook.vocab.actor_lint import lint
from tollbook.vocab.actors import countries as all_countries
from tollbook.vocab.actors import load_actors, row_of

KINDS: tuple[str, ...] = get_args(ActorKind)
LEVELS: tuple[str, ...] = (
    "site",
    "street",
    "neighbourhood",
    "village",
    "town",
    "city",
    "district",
    "governorate",
    "region",
)
MOST = 20


class ActorChanged(JudgementRefused):
    """An actor is no longer what a form showed."""


def places_named(root: Path, name: str) -> tuple[PlaceCandidate, ...]:
    """Return the places a name may stand for in this book, anywhere, the likeliest first."""
    return tuple(gazetteer_of(root).candidates(name)[:MOST])


def confirm_candidate(root: Path, name: str, gazetteer_id: str, *, who: str, why: str) -> Entry | None:
    """Say that ``name`` means this entry of the gazetteer; None where that is said already.

    Raises JudgementRefused where no entry of that name has the id, RunAborted where the book cannot be written.
    """
    chosen = next((c for c in places_named(root, name) if c.gazetteer_id == gazetteer_id), None)
    if chosen is None:
        raise JudgementRefused(f"{name!r} has no entry {gazetteer_id!r}")
    entry = confirmed_entry(
        name,
        chosen.lat,
        chosen.lon,
        level=chosen.level,
        country=chosen.country or "",
        aliases=(chosen.name,) if chosen.name != name else (),
        admin1=chosen.admin1,
        admin2=chosen.admin2,
        radius_m=chosen.radius_m,
        population=chosen.population,
    )
    return confirm_place(root, entry, who=who, why=why)


def confirm_point(
    root: Path, name: str, *, at: str, level: str, country: str, radius_m: int, who: str, why: str
) -> Entry | None:
    """Say that ``name`` is a place at ``at`` (latitude, longitude); raise JudgementRefused for what is no place on earth."""
    try:
        lat, lon = (float(part) for part in at.split(","))
    except ValueError as error:
        raise JudgementRefused(f"{at!r} is no point: give latitude, longitude as 35.95, 39.01") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004  # degrees
        raise JudgementRefused(f"{at!r} is no point on earth")
    if level not in LEVELS or len(country) != 2 or not country.isalpha():  # noqa: PLR2004  # alpha-2
        raise JudgementRefused("give a level, and the country as two letters")
    entry = confirmed_entry(
        name,
        lat,
        lon,
        level=msgspec.convert(level, Level),
        country=country.upper(),
        radius_m=max(0, radius_m),
    )
    return confirm_place(root, entry, who=who, why=why)


def actors_known(root: Path) -> Actors:
    """Return the actors of the list and of this book."""
    return load_actors(root)


def confirm_alias(root: Path, actor: str, name: str, *, who: str, why: str, language: str = "en") -> Entry | None:
    """Say that ``name`` is another name of an actor; raise JudgementRefused where there is no such actor."""
    found = actors_known(root).by_id.get(actor)
    if found is None:
        raise JudgementRefused(f"there is no actor {actor!r}")
    names = (*found.aliases.get(language, ()), name)
    changed = msgspec.structs.replace(found, aliases={**found.aliases, language: tuple(dict.fromkeys(names))})
    return _kept(root, changed, who=who, why=why)


def confirm_new(root: Path, identity: str, name: str, kind: str, *, who: str, why: str) -> Entry | None:
    """Say that ``name`` is an actor of its own; raise JudgementRefused for an id that is taken, or a kind that is none."""
    if identity in actors_known(root).by_id:
        raise JudgementRefused(f"there is an actor {identity!r} already: give it the name instead")
    try:
        made = row_of({"id": identity, "name": name, "kind": kind})
    except ValueError as error:
        raise JudgementRefused(str(error)) from error
    return _kept(root, made, who=who, why=why)


def confirm_changed(
    root: Path, identity: str, *, kind: str, parent: str, countries: tuple[str, ...], seen: str, who: str, why: str
) -> Entry | None:
    """Give a known actor this kind, parent (an actor's id, empty for none) and countries; None where it has them already.

    Raises JudgementRefused for an unknown actor, for what the list's rules forbid (a parent that is none, a circle), and where
    the actor is no longer the version ``seen``.
    """
    found = actors_known(root).by_id.get(identity)
    if found is None:
        raise JudgementRefused(f"there is no actor {identity!r}")
    if seen != version_of_actor(found):
        raise ActorChanged(f"actor {identity!r} was changed meanwhile")
    if kind not in KINDS:
        raise JudgementRefused(f"{kind!r} is no kind; one of: {', '.join(KINDS)}")
    codes = tuple(code.upper() for code in countries)
    changed = msgspec.structs.replace(
        found, kind=msgspec.convert(kind, ActorKind), parent=parent or None, countries=codes
    )
    return None if changed == found else _kept(root, changed, who=who, why=why)


def version_of_actor(actor: Actor) -> str:
    """Return a name for an actor as it stands; a form carries the one it shows."""
    return content_id("v1_", actor)


def _kept(root: Path, actor: Actor, *, who: str, why: str) -> Entry | None:
    others = [a for a in actors_known(root).by_id.values() if a.id != actor.id]
    codes = frozenset(c.code for c in all_countries())
    wrong = [i for i in lint((*others, actor), codes) if i.severity == "error" and i.subject == actor.id]
    if wrong:
        raise JudgementRefused(f"{wrong[0].message}. {wrong[0].hint}")
    return confirm_actor(root, actor, who=who, why=why)
