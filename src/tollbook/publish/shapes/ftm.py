"""FollowTheMoney entities (one line of JSON each): incidents as Events, belligerents as Organizations, reports as Articles."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tollbook.model.document import Document
from tollbook.model.incident import Incident
from tollbook.publish.redact import Edition
from tollbook.publish.shapes import facts
from tollbook.publish.shapes.shape import Given, Loss, Row, Shape, Skipped, Table
from tollbook.publish.words import figure_of, figure_words, place_words

KEYS = ("id", "schema", "properties")
HARMS = ("killed", "injured", "missing", "detained", "trapped", "displaced")


def rows(edition: Edition, given: Given) -> Iterator[Row | Skipped]:
    """Yield the belligerents and reports that incidents name, then the incidents."""
    incidents = [i for i in facts.events(edition.snapshot, given) if isinstance(i, Incident)]
    yield from (i for i in facts.events(edition.snapshot, given) if isinstance(i, Skipped))
    yield from _organisations(incidents, given)
    used = {d for i in incidents for d in i.documents}
    yield from (_article(d) for d in edition.snapshot.documents.values() if d.id in used)
    yield from (_event(incident, edition) for incident in incidents)


def entity_id(kind: str, name: str) -> str:
    """Return the id of an entity: the kind and a hash of what names it, the same in every export."""
    return f"tollbook-{kind}-{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()[:20]}"


def _entity(schema: str, identity: str, properties: Mapping[str, Sequence[str | None]], **said: Any) -> Row:
    kept = {name: [v for v in values if v] for name, values in properties.items()}
    values = {"id": identity, "schema": schema, "properties": {n: v for n, v in kept.items() if v}}
    return Row(id=identity, values=values, **said)


def _organisations(incidents: Sequence[Incident], given: Given) -> Iterator[Row]:
    named = {b.actor or b.words: b for i in incidents for b in i.belligerents}
    for key, named_as in sorted(named.items()):
        actor = given.actors.get(named_as.actor or "")
        properties: dict[str, Sequence[str | None]] = {"name": [actor.name if actor else named_as.words]}
        if actor:
            properties |= {
                "alias": sorted(actor.aliases.get("en", ())),
                "country": [c.lower() for c in actor.countries],
                "wikidataId": [actor.codes.get("wikidata")],
            }
        yield _entity("Organization", entity_id("organisation", key), properties)


def _article(document: Document) -> Row:
    properties: dict[str, Sequence[str | None]] = {
        "title": [document.title],
        "publisher": [document.outlet],
        "publishedAt": [document.published.isoformat() if document.published else None],
        "sourceUrl": [document.url],
    }
    return _entity("Article", entity_id("report", document.id), properties)


def _event(incident: Incident, edition: Edition) -> Row:
    first, last, place = facts.first_day(incident), facts.last_day(incident), incident.place
    told = [
        f"{words} {harm}"
        for harm in HARMS
        if (words := figure_words(figure_of(incident, harm), edition.snapshot.claims))
    ]
    properties: dict[str, Sequence[str | None]] = {
        "name": [incident.code],
        "recordId": [incident.id],
        "startDate": [first.isoformat() if first else None],
        "endDate": [last.isoformat() if last else None],
        "location": [place_words(place) if place else None],
        "country": [place.country.lower() if place and place.country else None],
        "summary": ["; ".join(told) or "number unknown"],
        "keywords": list(incident.means),
        "involved": [entity_id("organisation", b.actor or b.words) for b in incident.belligerents],
        "proof": [entity_id("report", d) for d in incident.documents],
    }
    claims = facts.claims_of(incident, edition.snapshot)
    sources = {"summary": tuple(c.id for c in claims), "location": facts.place_claims(claims)}
    losses = []
    if told:
        losses.append(
            Loss(
                incident.code,
                "summary",
                "; ".join(told),
                "ranges stand as words: FollowTheMoney has no casualty figures",
            )
        )
    return _entity("Event", entity_id("incident", incident.id), properties, sources=sources, losses=tuple(losses))


FTM = Shape(
    name="ftm",
    title="FollowTheMoney entities (JSON Lines)",
    says="Incidents, belligerents and reports, for Aleph and OpenSanctions' tools.",
    tables=(Table(name="ftm", columns=KEYS, rows=rows),),
    form="jsonl",
)
