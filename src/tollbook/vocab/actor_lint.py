"""Check the actor list: ids, references, dates, names that two actors of one place share, codes without a source."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tollbook.model.actor import Actor
from tollbook.model.issue import Issue, Severity

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATASETS = frozenset({"ucdp", "acled", "airwars", "wikidata"})
_WIKIDATA = re.compile(r"Q\d+")


def lint(actors: Sequence[Actor], countries: frozenset[str]) -> tuple[Issue, ...]:
    """Return what is wrong in ``actors`` (all of the list): errors for what would resolve wrongly, warnings for what may.

    ``countries`` are the alpha-2 codes that may be used.
    """
    known = {actor.id for actor in actors}
    found = [issue for actor in actors for issue in _own(actor, known, countries)]
    return (*_repeated_ids(actors), *found, *_shared_names(actors), *_circles(actors))


def _issue(subject: str, message: str, hint: str, severity: Severity = "error") -> Issue:
    return Issue("actor-entry", severity, subject, message, hint)


def _repeated_ids(actors: Sequence[Actor]) -> Iterator[Issue]:
    seen: set[str] = set()
    for actor in actors:
        if actor.id in seen:
            yield _issue(actor.id, "the id stands twice", "ids are for ever: give the newer actor another")
        seen.add(actor.id)


def _own(actor: Actor, known: set[str], countries: frozenset[str]) -> Iterator[Issue]:
    if not _ID.fullmatch(actor.id):
        yield _issue(actor.id, f"not an id: {actor.id!r}", "small letters, digits and single hyphens")
    for field, ids in (
        ("parent", _one(actor.parent)),
        ("owner", _one(actor.owner)),
        ("allies", actor.allies),
        ("backed_by", actor.backed_by),
    ):
        for other in ids:
            if other not in known or other == actor.id:
                yield _issue(
                    actor.id, f"{field} names {other!r}, which is no other actor", "correct the id or add that actor"
                )
    for code in actor.countries:
        if code not in countries:
            yield _issue(actor.id, f"{code!r} is no country of the table", "use ISO 3166-1 alpha-2")
    if actor.since and actor.until and actor.until < actor.since:
        yield _issue(actor.id, f"until {actor.until} lies before since {actor.since}", "swap or correct the dates")
    yield from _names(actor)
    yield from _codes(actor)


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _names(actor: Actor) -> Iterator[Issue]:
    for language, names in (*actor.aliases.items(), *actor.context.items()):
        for name in names:
            if not name.strip() or name != name.strip() or "  " in name or "\n" in name:
                yield _issue(
                    actor.id, f"{language} alias {name!r} has stray white space", "write the name as reports do"
                )
            elif language == "en" and len(name) < 2:  # noqa: PLR2004  # one letter names nobody
                yield _issue(actor.id, f"alias {name!r} is too short to be found", "leave it out")
    plain = {_key(n) for names in actor.aliases.values() for n in names}
    for names in actor.context.values():
        for name in names:
            if _key(name) in plain:
                yield _issue(actor.id, f"{name!r} is a plain and a context-bound alias", "keep it in one of the two")
    for name in actor.alias_dates:
        if _key(name) not in plain | {_key(actor.name)}:
            yield _issue(
                actor.id, f"alias_dates names {name!r}, which is no alias", "add the alias or correct the spelling"
            )


def _codes(actor: Actor) -> Iterator[Issue]:
    for dataset, value in actor.codes.items():
        if dataset not in _DATASETS:
            yield _issue(
                actor.id, f"{dataset!r} is no dataset known here", "use one of " + ", ".join(sorted(_DATASETS))
            )
        if not value or (dataset == "wikidata" and not _WIKIDATA.fullmatch(value)):
            yield _issue(actor.id, f"{dataset} code {value!r} cannot be right", "leave it out unless it was seen")
    if actor.codes and not actor.codes_from:
        yield _issue(actor.id, "has codes of other datasets without saying where they were seen", "add codes_from")


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace(".", "").removeprefix("the ").split())


def _shared_names(actors: Iterable[Actor]) -> Iterator[Issue]:
    """Yield an Issue for each plain alias that two actors of one country and time share: they could never be told apart."""
    bearers: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        for key in {_key(n) for names in actor.aliases.values() for n in names}:
            bearers[key].append(actor)
    for key, sharing in bearers.items():
        for i, first in enumerate(sharing):
            for second in sharing[i + 1 :]:
                if _may_be_confused(first, second):
                    yield _issue(
                        first.id,
                        f"{key!r} is also a plain alias of {second.id}",
                        "make it context-bound, or date the two",
                        "warning",
                    )


def _may_be_confused(first: Actor, second: Actor) -> bool:
    apart = (first.until and second.since and first.until <= second.since) or (
        second.until and first.since and second.until <= first.since
    )
    undated_template = first.countries == second.countries and bool(first.since or first.until) != bool(
        second.since or second.until
    )
    return (
        not apart
        and not undated_template
        and first.id != second.id
        and bool(set(first.countries[:1]) & set(second.countries[:1]))
    )


def _circles(actors: Sequence[Actor]) -> Iterator[Issue]:
    parents = {a.id: a.parent for a in actors}
    for actor in actors:
        seen = {actor.id}
        above = actor.parent
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == actor.id:
            yield _issue(actor.id, "is its own parent over others", "break the circle")
