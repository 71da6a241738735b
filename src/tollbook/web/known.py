"""Sources, actors and places of the book: who is quoted, who is named, what was meant by it; and the forms to say so for good."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tollbook.flow.judging import known
from tollbook.flow.judging.judge import JudgementRefused
from tollbook.model.actor import Actor
from tollbook.model.claim import Claim
from tollbook.model.fold import fold
from tollbook.model.judgement import Entry
from tollbook.publish.cite import Citation, cite
from tollbook.web.index import Index, once
from tollbook.web.page import back, desk_of, language_of, number_of, page, paged, session_of
from tollbook.web.spots import candidate_spot

T = TypeVar("T")
MOST_QUOTES = 12
LONGEST_ID = 80
MOST_NEAR = 100


class SourceRow(msgspec.Struct, kw_only=True):
    """A root speaker or outlet: how much it says, and when; ``actor`` is its id where it is known."""

    key: str
    name: str
    actor: str
    claims: int = 0
    reports: int = 0
    incidents: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


class NameRow(msgspec.Struct, kw_only=True):
    """A name in the reports and what it was taken for; ``known`` is an actor's id or a place's name, empty where nothing."""

    name: str
    known: str
    detail: str
    roles: frozenset[str]
    claims: int


@once
def sources(index: Index) -> tuple[SourceRow, ...]:
    """Return who is quoted, those with most claims first."""
    found: dict[str, SourceRow] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[str, set[str]] = defaultdict(set)
    incidents: dict[str, set[str]] = defaultdict(set)
    for claim in index.snapshot.claims.values():
        key, actor = index.source_key(claim), next((s.organisation or s.actor or "" for s in claim.said_by[:1]), "")
        row = found.setdefault(key, SourceRow(key=key, name="", actor=actor))
        row.claims += 1
        names[key][index.source_name(claim)] += 1
        reports[key].add(claim.document)
        if claim.id in index.holder:
            incidents[key].add(index.holder[claim.id].id)
        document = index.snapshot.documents.get(claim.document)
        if document and document.published:
            row.first = min(row.first or document.published, document.published)
            row.last = max(row.last or document.published, document.published)
    for key, row in found.items():
        row.name = names[key].most_common(1)[0][0]
        row.reports, row.incidents = len(reports[key]), len(incidents[key])
    return tuple(sorted(found.values(), key=lambda r: (-r.claims, r.name)))


@once
def actors(index: Index) -> tuple[NameRow, ...]:
    """Return the names of speakers and belligerents, the unknown first, then the most used."""
    uses: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for claim in index.snapshot.claims.values():
        for reading in (*claim.said_by, *claim.by):
            uses[reading.name, reading.actor or reading.organisation or ""][reading.role] += 1
    rows = [
        NameRow(name=name, known=actor, detail="", roles=frozenset(roles), claims=sum(roles.values()))
        for (name, actor), roles in uses.items()
    ]
    return tuple(sorted(rows, key=lambda r: (bool(r.known), -r.claims, r.name)))


@once
def places(index: Index) -> tuple[NameRow, ...]:
    """Return the names of places with what they were taken for, the unknown first."""
    uses: Counter[tuple[str, str, str]] = Counter()
    for claim in index.snapshot.claims.values():
        if claim.where is not None:
            place = claim.where.place
            uses[
                claim.where.name, place.name if place else "", f"{place.level} {place.matched_by}" if place else ""
            ] += 1
    rows = [NameRow(name=n, known=k, detail=d, roles=frozenset(), claims=count) for (n, k, d), count in uses.items()]
    return tuple(sorted(rows, key=lambda r: (bool(r.known), -r.claims, r.name)))


def sources_page(request: Request) -> Response:
    """List who is quoted."""
    index = desk_of(request).index()
    kept = _worded(sources(index), request, lambda row: row.name)
    shown, current, pages = paged(kept, number_of(request, "page"))
    return page(
        request,
        "sources",
        index=index,
        rows=shown,
        found=len(kept),
        current=current,
        pages=pages,
        wanted=_words(request),
    )


def actors_page(request: Request) -> Response:
    """List the names of speakers and belligerents with the actors they were taken for."""
    return _names_page(request, "actors", actors)


def places_page(request: Request) -> Response:
    """List the names of places with what they were taken for."""
    return _names_page(request, "places", places)


def _names_page(request: Request, template: str, rows_of: Callable[[Index], tuple[NameRow, ...]]) -> Response:
    index = desk_of(request).index()
    rows = rows_of(index)
    is_open = request.query_params.get("open") == "1"
    kept = _worded([r for r in rows if not (is_open and r.known)], request, lambda row: f"{row.name} {row.known}")
    shown, current, pages = paged(kept, number_of(request, "page"))
    return page(
        request,
        template,
        index=index,
        rows=shown,
        found=len(kept),
        unknown=sum(not row.known for row in rows),
        is_open=is_open,
        by_id=known.actors_known(desk_of(request).root).by_id if template == "actors" else {},
        current=current,
        pages=pages,
        wanted=_words(request),
    )


def _words(request: Request) -> str:
    return request.query_params.get("words", "")[:100]


def _worded(rows: Iterable[T], request: Request, words_of: Callable[[T], str]) -> list[T]:
    wanted = fold(request.query_params.get("words", "")).split()
    return [row for row in rows if all(word in fold(words_of(row)) for word in wanted)] if wanted else list(rows)


def place_page(request: Request) -> Response:
    """Show one name of a place: what it was taken for in which words, what else bears it, and the form that settles it."""
    desk = desk_of(request)
    index, name = desk.index(), request.query_params.get("name", "")
    claims = index.claims_at.get(name, [])
    if not claims:
        raise HTTPException(404, name)
    candidates = known.places_named(desk.root, name)
    spots = {spot.key: spot for spot in map(candidate_spot, candidates)}
    return page(
        request,
        "place",
        index=index,
        name=name,
        claims=_quoted(index, claims),
        found=len(claims),
        taken=Counter({(r.known, r.detail.split()[0]): r.claims for r in places(index) if r.name == name and r.known}),
        candidates=candidates,
        sheet=index.atlas.sheet(Counter(list(spots)), spots),
        levels=known.LEVELS,
    )


def actor_page(request: Request) -> Response:
    """Show one name of a speaker or belligerent: in which words it stands, whom it was taken for, and the form that settles it."""
    desk = desk_of(request)
    index, name = desk.index(), request.query_params.get("name", "")
    claims = index.claims_naming.get(name, [])
    if not claims:
        raise HTTPException(404, name)
    by_id = known.actors_known(desk.root).by_id
    ids = {row.known for row in actors(index) if row.name == name and row.known}
    return page(
        request,
        "actor",
        index=index,
        name=name,
        claims=_quoted(index, claims),
        found=len(claims),
        taken=[by_id[i] for i in sorted(ids) if i in by_id],
        likely=_alike(name, by_id),
        kinds=known.KINDS,
        near={identity: _near(by_id[identity], by_id) for identity in ids if identity in by_id},
        version=known.version_of_actor,
    )


def _near(actor: Actor, listed: Mapping[str, Actor]) -> list[Actor]:
    """Return the actors of the same countries, to choose a parent from."""
    shared = (a for a in listed.values() if a.id != actor.id and set(a.countries) & set(actor.countries))
    return sorted(shared, key=lambda a: a.name)[:MOST_NEAR]


def _quoted(index: Index, claims: list[Claim]) -> list[tuple[Claim, Citation]]:
    return [(claim, cite(index.snapshot, claim)) for claim in claims[:MOST_QUOTES]]


def _alike(name: str, listed: Mapping[str, Actor]) -> list[Actor]:
    """Return actors whose names share a long word with ``name``: whom a person may have meant."""
    words = {word for word in fold(name).split() if len(word) > 3}  # noqa: PLR2004  # "of the" names nobody
    by_word = _actors_by_word(tuple(listed.values()))
    counted = Counter(identity for word in words for identity in by_word.get(word, ()))
    best = sorted(counted.items(), key=lambda item: (-item[1], listed[item[0]].name))
    return [listed[identity] for identity, _ in best[:20]]


_by_word: tuple[tuple[Actor, ...], dict[str, set[str]]] = ((), {})


def _actors_by_word(listed: tuple[Actor, ...]) -> dict[str, set[str]]:
    """Return the ids of actors by the words of their names. Kept for the last list."""
    global _by_word  # noqa: PLW0603  # a list has no hash to keep it by; it changes when somebody confirms an actor
    if _by_word[0] != listed:
        found: dict[str, set[str]] = defaultdict(set)
        for actor in listed:
            names = (actor.name, *(name for names in actor.aliases.values() for name in names))
            for word in fold(" ".join(names)).split():
                found[word].add(actor.id)
        _by_word = (listed, found)
    return _by_word[1]


def confirm_act(request: Request, fields: Mapping[str, str]) -> Response:
    """Settle what a name stands for, through the ledger; what the form lacks is said on the page it came from."""
    session, tongue, root = session_of(request), language_of(request), desk_of(request).root
    session.who = session.who or " ".join(fields.get("who", "").split())[:LONGEST_ID]
    why = " ".join(fields.get("why", "").split())
    if not session.who or not why:
        return back(request, fields, tongue.say("say_why" if session.who else "say_who"))
    try:
        entry = _confirmed(root, fields, session.who, why)
    except known.ActorChanged:
        return back(request, fields, f"{tongue.say('not_judged')}: {tongue.say('actor_changed')}")
    except JudgementRefused as error:
        return back(request, fields, f"{tongue.say('not_judged')}: {error}")
    told = tongue.say("confirmed_already") if entry is None else tongue.say("confirmed", entry=f"#{entry.seq}")
    return back(request, fields, told)


def _confirmed(root: Path, fields: Mapping[str, str], who: str, why: str) -> Entry | None:
    name = fields.get("name", "")
    match fields.get("what"):
        case "candidate":
            return known.confirm_candidate(root, name, fields.get("id", ""), who=who, why=why)
        case "point":
            metres = fields.get("radius", "")
            return known.confirm_point(
                root,
                name,
                at=fields.get("at", ""),
                level=fields.get("level", ""),
                country=fields.get("country", "").strip(),
                radius_m=int(metres) if metres.isdecimal() and len(metres) < 8 else 0,  # noqa: PLR2004  # the earth is smaller
                who=who,
                why=why,
            )
        case "alias":
            return known.confirm_alias(root, fields.get("id", ""), name, who=who, why=why)
        case "actor":
            identity = fields.get("id", "").strip()[:LONGEST_ID]
            return known.confirm_new(root, identity, name, fields.get("kind", ""), who=who, why=why)
        case "change":
            return known.confirm_changed(
                root,
                fields.get("id", ""),
                kind=fields.get("kind", ""),
                parent=fields.get("parent", "").strip(),
                countries=tuple(fields.get("countries", "").replace(",", " ").split()),
                seen=fields.get("seen", ""),
                who=who,
                why=why,
            )
        case _:
            raise JudgementRefused("choose what it stands for")
